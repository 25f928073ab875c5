"""Paragraphs, cells and rows as a word processor writes them, one after the other → parts of lines and tabs."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from pipeline.styled import Part

Paragraph = list[Part]
# What is left out; what was deleted stands beside what replaced it: 12 that became 15 would be read as 1215.
Unseen = Literal["pictures or objects", "passages marked as deleted", "hidden passages"]
BREAK: Part = ("\n", "")
TAB: Part = ("\t", "")


class Flow:
    """Text that grows piece by piece. A paragraph is a line; the cells of a row stand on one line, tabs between.

    Where cells have several paragraphs, as in the letterhead that is a table of two cells, the row takes as many
    lines, and the first holds the first paragraph of every cell.
    """

    def __init__(self) -> None:
        self._done: list[Paragraph] = []
        self._row: list[list[Paragraph]] = []
        self._cell: list[Paragraph] = []
        self._now: Paragraph = []
        self._left_out: Counter[Unseen] = Counter()

    def text(self, text: str, font: str) -> None:
        """More text of the paragraph."""
        self._now.append((text, font))

    def leave_out(self, what: Unseen, count: int = 1) -> None:
        """Count what is not added."""
        self._left_out[what] += count

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

    def unread(self) -> tuple[str, ...]:
        """What was left out, for people."""
        told = ", ".join(f"{what} ({count})" for what, count in self._left_out.items() if count)
        return (f"Left out: {told}.",) if told else ()

    def parts(self) -> Iterator[Part]:
        """All parts so far, every paragraph and row a line."""
        self.close()
        for line in self._done:
            yield from line
            yield BREAK
