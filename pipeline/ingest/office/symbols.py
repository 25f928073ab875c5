"""Text in a font whose letters are pictures → the signs of Unicode that show the same (data/symbols.tsv)."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pipeline.ingest.office.left_out import LeftOut
from pipeline.styled import Part

MARK = "\ufffd"  # stands for a sign that we do not know
PRIVATE = 0xF000  # Windows keeps byte xx of such fonts at U+F0xx


@cache
def _fonts() -> Mapping[str, Mapping[int, str]]:
    """The signs of every font, by its name and by their bytes."""
    fonts: dict[str, dict[int, str]] = {}
    for line in (files(__package__) / "data" / "symbols.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "font\t")):
            name, first, signs = line.split("\t")
            fonts.setdefault(name, {}).update(enumerate(signs, int(first, 16)))
    return fonts


def is_symbolic(font: str) -> bool:
    """Whether the letters of a font are pictures."""
    return _name(font) in _fonts()


def _name(font: str) -> str:
    return font.strip().lower().removesuffix("-regular")


def sign(code: int, font: str) -> Part:
    """A sign of a font by its number; a mark where no text can have that."""
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else MARK, font


def in_signs(part: Part, left_out: LeftOut) -> Part:
    """A part with the signs that its font shows; those that we do not know are counted, with a mark for each.

    A sign beyond a byte is none of the font: programs show it in another.
    """
    text, font = part
    signs = _fonts().get(_name(font))
    if signs is None:
        return part
    shown = "".join(_shown(char, signs) for char in text)
    left_out["symbols, a \ufffd for each"] += shown.count(MARK) - text.count(MARK)
    return shown, font


def _shown(char: str, signs: Mapping[int, str]) -> str:
    code = ord(char) - PRIVATE if PRIVATE < ord(char) <= PRIVATE + 0xFF else ord(char)
    if code <= 0x20 or code == 0xA0:
        return " " if ord(char) > PRIVATE else char
    return signs.get(code, MARK) if code <= 0xFF else char
