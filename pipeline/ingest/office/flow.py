"""Paragraphs, cells and rows as a word processor writes them, one after the other → parts of lines and tabs."""

import re
from collections.abc import Iterable, Iterator

from pipeline.ingest.office.fields import without_result
from pipeline.ingest.office.left_out import LeftOut, Unseen
from pipeline.ingest.office.symbols import in_signs, is_symbolic
from pipeline.styled import Part

Paragraph = list[Part]
BREAK: Part = ("\n", "")
TAB: Part = ("\t", "")
WORDS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
RAISED = "^"
BULLET = "•"  # for one of a font of symbols


def in_fonts(text: str, ascii_font: str, other_font: str) -> Iterator[Part]:
    """Text of which ASCII is in one font and other characters in the other."""
    for match in WORDS.finditer(text):
        yield match[0], ascii_font if match[0].isascii() else other_font


class Flow:
    """Text that grows piece by piece. A paragraph is a line; the cells of a row stand on one line, tabs between.

    Where cells have several paragraphs, as in the letterhead that is a table of two cells, the row takes as many
    lines, and the first holds the first paragraph of every cell.
    """

    def __init__(self) -> None:
        self.left_out = LeftOut()
        self._done: list[Paragraph] = []
        self._row: list[list[Paragraph]] = []
        self._cell: list[Paragraph] = []
        self._now: Paragraph = []

    def add(self, parts: Iterable[Part], raised: bool = False) -> None:
        """More text of the paragraph. A raised digit behind a digit is no part of its number: 10^6, a note to 2004."""
        for text, font in parts:
            before = self._now[-1][0][-1:] if self._now else ""
            if raised and before.isdigit() and text[:1].isdigit():
                self._now.append((RAISED, ""))
            self._now.append(in_signs((text, font), self.left_out))

    def begin(self, parts: Iterable[Part]) -> None:
        """The number or bullet that stands before all text of the paragraph."""
        self._now[:0] = [_as_item(part) for part in parts]

    def field(self, instruction: str) -> None:
        """What is seen of a field that has no result."""
        shown = without_result(instruction)
        if isinstance(shown, tuple):
            self.add([shown])
        elif shown:
            self.leave_out(shown)

    def leave_out(self, what: Unseen, count: int = 1) -> None:
        """Count what is not added."""
        self.left_out[what] += count

    def paragraph(self, in_table: bool = False) -> None:
        """The paragraph ends; within a table its cell goes on."""
        if not in_table:
            self.row()
        (self._cell if in_table else self._done).append(self._now)
        self._now = []

    def cell(self) -> None:
        """The cell ends; an empty paragraph at its end is none."""
        self._row.append([*self._cell, self._now] if self._now or not self._cell else self._cell)
        self._cell, self._now = [], []

    def row(self) -> None:
        """The row ends; nothing is lost where its file forgot to end it."""
        if self._cell:
            now, self._now = self._now, []
            self._row.append(self._cell)
            self._cell, self._now = [], now
        for number in range(max(map(len, self._row), default=0)):
            line: Paragraph = []
            for index, cell in enumerate(self._row):
                line += [TAB] if index else []
                line += cell[number] if number < len(cell) else []
            self._done.append(line)
        self._row = []

    def close(self) -> None:
        """What has begun ends here: what follows begins a line of its own."""
        if self._now:
            self.paragraph()
        self.row()

    def parts(self) -> Iterator[Part]:
        """All parts so far, every paragraph and row a line."""
        self.close()
        for line in self._done:
            yield from line
            yield BREAK


def _as_item(part: Part) -> Part:
    """A bullet of a font of symbols as one of Unicode: what it looks like is no matter."""
    text, font = part
    private = "\uf000" <= text[:1] <= "\uf0ff"
    picture = is_symbolic(font) and not text[:1].isdigit() and not text[:1].isspace()
    return (BULLET + text[1:], font) if private or picture else part
