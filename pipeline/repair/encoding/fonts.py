"""The name of a font → the encoding of the text in it, and whether its letters are capitals (data/fonts.tsv)."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

import regex

from pipeline.repair.encoding.tables import Legacy

SUBSET = regex.compile(r"^[A-Z]{6}\+")  # of PDF: a font of which only some letters are in the file
STYLE = regex.compile(r"(?:[,\s-]*(?:Bold|Italic|Regular|Oblique|MT|PSMT|\([^)]*\)))+$")


class Meaning(NamedTuple):
    """What a font shows: letters of an encoding, as capitals or as they are; or pictures."""

    encoding: Legacy | Literal["symbols"]
    capitals: bool


@cache
def _rows() -> tuple[tuple[regex.Pattern[str], Meaning], ...]:
    lines = (files("pipeline.repair") / "data" / "fonts.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(_parsed(lines))


def _parsed(lines: list[str]) -> Iterator[tuple[regex.Pattern[str], Meaning]]:
    for line in lines:
        if not line.startswith(("#", "encoding\t")):
            encoding, capitals, pattern = line.split("\t")
            yield regex.compile(pattern), Meaning(cast(Legacy, encoding), capitals == "yes")


@cache
def meaning(font: str) -> Meaning | None:
    """What text in a font is; None for fonts of Unicode and those that nobody knows."""
    name = STYLE.sub("", SUBSET.sub("", font.strip()))
    return next((found for pattern, found in _rows() if pattern.match(name)), None)
