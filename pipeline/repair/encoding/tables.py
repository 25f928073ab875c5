"""data/legacy.tsv → one table an encoding, which reads text that was taken for Latin-1 or Windows-1252."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Literal, get_args

import regex

Legacy = Literal["tcvn3", "vni", "vps", "viscii", "cp1258"]
LEGACY: tuple[Legacy, ...] = get_args(Legacy)


@dataclass(frozen=True, slots=True)
class Table:
    """Signs as a reader without Vietnamese gives them, and the letters they mean."""

    name: Legacy
    letters: Mapping[str, str]
    pattern: regex.Pattern[str]
    alien: regex.Pattern[str]  # signs that no byte of such a text can have given

    def read(self, text: str) -> str:
        """The text with every sign of the table made the letter it means."""
        return self.pattern.sub(self._letter, text)

    def _letter(self, match: regex.Match[str]) -> str:
        return self.letters[match.group()]


def windows(byte: int) -> str | None:
    """What Windows-1252 shows for a byte from 80 to 9F; None where it shows nothing."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return None


def _rows() -> Iterator[tuple[str, bytes, str]]:
    lines = (files("pipeline.repair") / "data" / "legacy.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith(("#", "encoding\t")):
            name, code, letter = line.split("\t")
            yield name, bytes.fromhex(code), letter


@cache
def _glyphs() -> dict[int, list[str]]:
    """Every sign that readers give for a byte: Latin-1, Windows-1252, and other names of its glyph."""
    signs: dict[int, list[str]] = {byte: [chr(byte)] for byte in range(256)}
    for byte in range(0x80, 0xA0):
        signs[byte] += [sign] if (sign := windows(byte)) else []
    for name, code, sign in _rows():
        if name == "glyph":
            signs[code[0]].append(sign)
    return signs


@cache
def tables() -> dict[Legacy, Table]:
    """All tables by the name of their encoding."""
    signs = _glyphs()
    letters: dict[str, dict[str, str]] = {name: {} for name in LEGACY}
    for name, code, letter in _rows():
        if name != "glyph":
            letters[name] |= {"".join(seen): letter for seen in product(*(signs[byte] for byte in code))}
    known = regex.escape("".join(sign for row in signs.values() for sign in row), special_only=False)
    alien = regex.compile(f"[^{known}]")
    return {name: _table(name, letters[name], alien) for name in LEGACY}


def _table(name: Legacy, letters: dict[str, str], alien: regex.Pattern[str]) -> Table:
    """A table, with the punctuation of Windows-1252 where a file was read as Latin-1 and no letter is there."""
    marks = {chr(byte): sign for byte in range(0x80, 0xA0) if (sign := windows(byte))}
    longest_first = sorted(marks | letters, key=len, reverse=True)
    return Table(name, marks | letters, regex.compile("|".join(map(regex.escape, longest_first))), alien)
