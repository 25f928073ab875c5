"""What the scanner saw: pages, lines, words and boxes; and the way from a span of text back to them."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from pipeline.signature import Signature, shown


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


class Span(NamedTuple):
    """text[start:end] of a transcript."""

    start: int
    end: int


Reason = Literal["encoding", "accents", "spelling", "split", "join", "tones"]
Doubt = Literal["digits"]


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
    "digits" where a second reading saw other digits.
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
        box = self.words[0].box
        for word in self.words[1:]:
            box = box.union(word.box)
        return box


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
        """The best readings: lines end with a newline, pages are parted by form feeds."""
        return Transcript.of(self).text


class Place(NamedTuple):
    """Where a word stands: indices into pages, lines and words."""

    page: int
    line: int
    word: int


@dataclass(frozen=True)
class Transcript:
    """The text of a document and the way back: word i stands at places[i] and at text[starts[i]:ends[i]]."""

    document: Document
    text: str
    places: tuple[Place, ...] = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, document: Document) -> Transcript:
        """Join best readings by spaces, lines by newlines, pages by form feeds."""
        parts: list[str] = []
        places, starts, ends, at = [], [], [], 0
        for p, page in enumerate(document.pages):
            if p:
                parts.append("\f")
                at += 1
            for n, line in enumerate(page.lines):
                for w, word in enumerate(line.words):
                    places.append(Place(p, n, w))
                    starts.append(at)
                    ends.append(at + len(word.text))
                    parts.append(word.text + (" " if w + 1 < len(line.words) else "\n"))
                    at += len(word.text) + 1
        return cls(document, "".join(parts), tuple(places), tuple(starts), tuple(ends))

    def under(self, span: Span) -> tuple[Place, ...]:
        """The places of all words that the span touches."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        if first < len(self.ends) and self.ends[first] <= span.start:
            first += 1
        touched = []
        for i in range(first, len(self.places)):
            if self.starts[i] >= span.end:
                break
            touched.append(self.places[i])
        return tuple(touched)

    def word(self, place: Place) -> Word:
        """The word at a place."""
        return self.document.pages[place.page].lines[place.line].words[place.word]

    def boxes(self, span: Span) -> tuple[tuple[Page, Box], ...]:
        """For every line that the span touches, its page and the box around the touched words."""
        found: dict[tuple[int, int], Box] = {}
        for place in self.under(span):
            key, box = (place.page, place.line), self.word(place).box
            found[key] = found[key].union(box) if key in found else box
        return tuple((self.document.pages[page], box) for (page, _), box in found.items())

    def confidence(self, span: Span) -> float:
        """The least confidence of the words that the span touches; 0 where there is none."""
        return min((self.word(place).conf for place in self.under(span)), default=0.0)

    def claimed(self, span: Span) -> bool:
        """Whether a word of the span is shown by a signature field, not by the page itself."""
        if not self.document.signatures:
            return False
        words = set(re.findall(r"\w+", self.text[span.start : span.end]))
        places = ((page.number, page.points(box)) for page, box in self.boxes(span))
        return any(words & shown(self.document.signatures, *place) for place in places)

    @cached_property
    def line_spans(self) -> tuple[tuple[Page, Line, Span], ...]:
        """Every line with its page and its span, in reading order."""
        return tuple(self._walk_lines())

    def _walk_lines(self) -> Iterator[tuple[Page, Line, Span]]:
        i = 0
        for page in self.document.pages:
            for line in page.lines:
                last = i + len(line.words) - 1
                yield page, line, Span(self.starts[i], self.ends[last])
                i = last + 1


# UTF-8 that was read as Latin-1 holds U+00A0 and U+0085 inside words ("là" is "lÃ" + U+00A0): no white space there.
_TEXT_WORD = re.compile(r"(?:\S|(?<=[ÃÆº»])\u00a0|(?<=[áÃÄÅ»º])\u0085)+")


def document_from_text(text: str, name: str) -> Document:
    """A document from plain text: form feeds part pages, each non-empty line is a line, blank lines part blocks.

    Boxes count columns and lines of the page, `Page.dpi` is 0; the digest is that of the text in UTF-8.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    pages = tuple(_text_page(page, number) for number, page in enumerate(text.split("\f"), 1))
    return Document(name, digest, pages)


def _text_page(text: str, number: int) -> Page:
    rows = text.split("\n")
    lines, block = [], 0
    for row, content in enumerate(rows):
        words = tuple(
            Word(match[0], Box(match.start(), row, match.end(), row + 1), 1.0) for match in _TEXT_WORD.finditer(content)
        )
        block += not words
        if words:
            lines.append(Line(words, block))
    return Page(number, max(map(len, rows)), len(rows), 0, tuple(lines), source="text")
