"""Levels of lists → the numbers and bullets that Word sets before their paragraphs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

LEVELS = 9
ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
BULLET, NOTHING = 23, 255  # forms of numbers, as MSONFC of [MS-OSHARED] numbers them


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its first number, how numbers are written, its text (characters below 9 stand for the numbers
    of levels), what follows it, and what is changed in its characters."""

    start: int
    form: int
    text: str
    follow: str
    look: bytes


class Lists:
    """The lists of a file, and how far each of them has counted."""

    def __init__(self, lists: Mapping[int, tuple[Level, ...]], overrides: Mapping[int, int]) -> None:
        self._lists, self._overrides = lists, overrides
        self._counts: dict[int, list[int]] = {}

    def next(self, number: int, level: int) -> tuple[str, bytes]:
        """What stands before the next paragraph of a list, at a level, and what is changed in its characters; ("", b"")
        where there is nothing. `number` is that of an override, which names a list."""
        name = self._overrides.get(number, -1)
        levels = self._lists.get(name, ())
        if level >= len(levels):
            return "", b""
        counts = self._counts.setdefault(name, [0] * LEVELS)
        for upper in range(level):
            counts[upper] = counts[upper] or levels[upper].start
        counts[level] = counts[level] + 1 if counts[level] else levels[level].start
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        return _written(levels, level, counts), levels[level].look


def _written(levels: tuple[Level, ...], level: int, counts: list[int]) -> str:
    own = levels[level]
    if own.form == NOTHING or not own.text:
        return ""
    if own.form == BULLET:
        return ("•" if "\uf000" <= own.text[0] <= "\uf0ff" else own.text) + own.follow  # a sign of a font of symbols
    signs = (
        _number(counts[ord(char)], levels[ord(char)].form) if ord(char) < len(levels) else char for char in own.text
    )
    return "".join(signs) + own.follow


def _number(count: int, form: int) -> str:
    """A number as its form has it; in digits where the form is none of ours."""
    forms: dict[int, Callable[[int], str]] = {
        1: lambda n: _roman(n).upper(),
        2: _roman,
        3: lambda n: _letters(n).upper(),
        4: _letters,
        22: lambda n: f"{n:02}",
        NOTHING: lambda _: "",
    }
    return forms.get(form, str)(count)


def _roman(count: int) -> str:
    text = ""
    for value, sign in ROMAN:
        text += sign * (count // value)
        count %= value
    return text


def _letters(count: int) -> str:
    """a to z, then aa to zz, and so on."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else ""
