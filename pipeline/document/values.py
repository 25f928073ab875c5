"""Pages, lines, words, boxes and spans, as frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.signature import Signature


class Box(NamedTuple):
    """A rectangle in pixels of the cleaned page, origin top left, right and bottom exclusive.

    On a page made from plain text (`Page.dpi == 0`) the units are columns and lines of that text.
    """

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def meets(self, other: Box) -> bool:
        """Whether both cover a pixel."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box around all of at least one."""
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return Box(min(lefts), min(tops), max(rights), max(bottoms))


class Span(NamedTuple):
    """text[start:end] of a transcript."""

    start: int
    end: int


Reason = Literal["encoding", "accents", "spelling", "split", "join", "tones"]
Doubt = Literal["digits", "covered"]


@dataclass(frozen=True, slots=True)
class Fix:
    """A better reading of a word, why, and its posterior probability (0 to 1)."""

    text: str
    reason: Reason
    conf: float


@dataclass(frozen=True, slots=True)
class Word:
    """One reading. `raw` is for ever as it was read; `conf` is the reader's own confidence, 0 to 1.

    A split keeps one word whose fix holds a space; a join is one word whose raw holds a space. `alternatives` are other
    readings of a doubtful word, with their posteriors, likeliest first. `doubt` says why the reading needs a look:
    "digits" where a second reading saw other digits, "covered" where a seal lies over the word.
    """

    raw: str
    box: Box
    conf: float
    fix: Fix | None = None
    alternatives: tuple[tuple[str, float], ...] = ()
    doubt: Doubt | None = None

    @property
    def text(self) -> str:
        """The best reading."""
        return self.fix.text if self.fix else self.raw


Zone = Literal["header-left", "header-right", "body", "foot-left", "foot-right", "table", "page-number", "margin"]


@dataclass(frozen=True, slots=True)
class Line:
    """Words from left to right. `block` numbers the paragraph or column on its page; `zone` is its place in the form.

    Lines of one grid cell have zone "table" and `cell` = (grid, row, column), each counted from 0.
    """

    words: tuple[Word, ...]
    block: int = 0
    zone: Zone = "body"
    cell: tuple[int, int, int] | None = None

    @property
    def text(self) -> str:
        """The best readings, joined by spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def raw(self) -> str:
        """The raw readings, joined by spaces; repair never changes it."""
        return " ".join(word.raw for word in self.words)

    @property
    def box(self) -> Box:
        """The smallest box around the words."""
        return Box.around(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a ruled table, counted from 0, with its box on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its outline and its cells, row by row."""

    box: Box
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A cleaning step that ran, and the measure that called for it, e.g. ("deskew", "angle 1.2")."""

    name: str
    measure: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read. `number` counts from 1; sizes in pixels at `dpi`; `angle` in degrees that deskew removed.

    `source` says where the words come from; `failure` is the reason and cure when the page could not be read.
    """

    number: int
    width: int
    height: int
    dpi: int
    lines: tuple[Line, ...]
    source: Literal["ocr", "text-layer", "text"] = "ocr"
    angle: float = 0.0
    seals: tuple[Box, ...] = ()
    grids: tuple[Grid, ...] = ()
    steps: tuple[Step, ...] = ()
    failure: str | None = None

    def points(self, box: Box) -> tuple[float, float, float, float]:
        """The box in PDF points, origin top left; unchanged on a page of plain text."""
        scale = 72 / self.dpi if self.dpi else 1.0
        left, top, right, bottom = (round(edge * scale, 2) for edge in box)
        return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Document:
    """All pages of one input file; `sha256` is the digest of the file's bytes, in hexadecimal."""

    name: str
    sha256: str
    pages: tuple[Page, ...]
    signatures: tuple[Signature, ...] = ()

    @property
    def doc_id(self) -> str:
        """The first 16 hexadecimal digits of the digest."""
        return self.sha256[:16]

    @property
    def text(self) -> str:
        """The best readings: words parted by spaces, lines ended by newlines, pages parted by form feeds."""
        return "\f".join("".join(f"{line.text}\n" for line in page.lines) for page in self.pages)
