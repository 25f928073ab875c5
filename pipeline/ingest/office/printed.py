"""A PDF that was printed from a program → its text with fonts, a line a row, tabs where columns part."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from pipeline.errors import InputError
from pipeline.ingest.poppler import count, fonted_text
from pipeline.styled import Part, StyledText, join

GAP, COLUMN = 0.2, 1.5  # of the height of letters: wider than that is a space, or another column
SPREAD = re.compile(r"(?<=\S) (?=\S)")  # the space in a word that is set apart: "Q U Y Ế T"
WIDE = re.compile(" {2,}")  # lines that are set to both edges have these
LEAST_SPREAD, SPREAD_SHARE = 6, 0.7  # letters that stand alone in a row that is set apart, and of all that stands there
NO_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # XML has no way to write these


class Piece(NamedTuple):
    """Text in one font, and where it stands on its page, in units of poppler's."""

    top: float
    left: float
    right: float
    height: float
    text: str
    font: str


def read_printed(path: Path, timeout_s: float) -> StyledText:
    """All pages, a form feed between. Raises InputError for an encrypted or damaged file and one without text,
    MissingError without poppler."""
    total = count(path, timeout_s)
    pages = [list(_rows(page)) for page in _pages(fonted_text(path, timeout_s))]
    empty = [number for number, page in enumerate(pages, 1) if not page]
    if len(empty) >= total:
        raise InputError(f"{path} holds no text: its pages are images or empty.", "Give it to 'vanthu convert'.")
    told = f"Pages without text, empty or images: {', '.join(map(str, empty))}. 'vanthu convert' reads them."
    return join(_parts(pages), [told] if empty else [])


def _parts(pages: Sequence[Sequence[list[Piece]]]) -> Iterator[Part]:
    for number, rows in enumerate(pages):
        yield ("\f" if number else ""), ""
        for row in rows:
            yield from _line(row)
            yield "\n", ""


def _pages(xml: str) -> Iterator[list[Piece]]:
    """The pieces of every page."""
    fonts: dict[str, str] = {}
    for page in ElementTree.fromstring(NO_CONTROL.sub("", xml)).iter("page"):
        fonts |= {spec.attrib["id"]: spec.attrib["family"] for spec in page.iter("fontspec")}
        yield [_piece(text, fonts) for text in page.iter("text")]


def _piece(text: ElementTree.Element, fonts: dict[str, str]) -> Piece:
    top, left, width, height = (float(text.attrib[name]) for name in ("top", "left", "width", "height"))
    return Piece(top, left, left + width, height, "".join(text.itertext()), fonts.get(text.attrib["font"], ""))


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of a page by rows, from the top, each from the left."""
    row: list[Piece] = []
    for piece in sorted((p for p in pieces if p.text.strip()), key=lambda p: p.top + p.height / 2):
        middle = piece.top + piece.height / 2
        if row and middle > row[0].top + row[0].height / 2 + 0.5 * min(piece.height, row[0].height):
            yield sorted(row, key=lambda p: p.left)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda p: p.left)


def _line(row: Sequence[Piece]) -> Iterator[Part]:
    """The parts of a row; words that are set apart are put together."""
    parts: list[Part] = []
    for before, piece in zip([None, *row], row, strict=False):
        gap = (piece.left - before.right) / piece.height if before else 0.0
        if gap > COLUMN:
            parts.append(("\t", ""))
        elif gap > GAP and before and not before.text.endswith(" ") and not piece.text.startswith(" "):
            parts.append((" ", piece.font))
        parts.append((piece.text, piece.font))
    if _is_spread("".join(text for text, _ in parts)):
        parts = _together(parts)
    return ((WIDE.sub(" ", text), font) for text, font in parts)


def _is_spread(text: str) -> bool:
    """Whether nearly all that stands between spaces is a single sign, and enough of them are letters."""
    words = text.split()
    single = [word for word in words if len(word) == 1]
    return len(single) >= SPREAD_SHARE * len(words) and sum(map(str.isalpha, single)) >= LEAST_SPREAD


def _together(parts: Sequence[Part]) -> list[Part]:
    """Parts without the single spaces between letters; where words part there are more."""
    text = "".join(text for text, _ in parts)
    dropped = {match.start() for match in SPREAD.finditer(text)}
    new: list[Part] = []
    at = 0
    for part, font in parts:
        kept = "".join(char for place, char in enumerate(part, at) if place not in dropped)
        new.append((kept, font))
        at += len(part)
    return new
