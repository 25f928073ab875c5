"""Sheets become rows of text, as a text export shows them: what stands on one baseline makes one row."""

from dataclasses import dataclass

from pipeline.document import Box, Line, Page, Word
from samples.generator.layout import Galley, PlacedWord, Sheet

SAME_ROW = 4.5  # points between baselines that an export still takes for one row
COLUMN_GAP = 14  # points between words beyond which an export sees two columns


@dataclass(frozen=True, slots=True)
class Row:
    """A row of text: its words and the column each starts at."""

    words: tuple[PlacedWord, ...]
    columns: tuple[int, ...]

    @property
    def text(self) -> str:
        """The words at their columns."""
        out = ""
        for word, column in zip(self.words, self.columns, strict=True):
            out = out.ljust(column) + word.text
        return out


def rows_of(galley: Galley, gap: int) -> tuple[Row, ...]:
    """All rows of a report; columns of the page stand `gap` spaces apart."""
    return tuple(_row(words, gap) for sheet in galley.sheets for words in _grouped(sheet))


def _grouped(sheet: Sheet) -> list[list[PlacedWord]]:
    groups: list[list[PlacedWord]] = []
    lines = sorted((line.words for line in sheet.lines), key=lambda words: (words[0].baseline, words[0].x))
    for words in lines:
        if groups and words[0].baseline - groups[-1][0].baseline < SAME_ROW:
            groups[-1].extend(words)
        else:
            groups.append(list(words))
    return [sorted(group, key=lambda word: word.x) for group in groups]


def _row(words: list[PlacedWord], gap: int) -> Row:
    columns, at, edge = [], 0, 0.0
    for n, word in enumerate(words):
        if n:
            at += gap if word.x - edge > COLUMN_GAP else 1
        columns.append(at)
        at += len(word.text)
        edge = word.x + word.width
    return Row(tuple(words), tuple(columns))


def text_page(rows: tuple[Row, ...]) -> Page:
    """The rows as a page of plain text: boxes count columns and lines."""
    lines = tuple(
        Line(
            tuple(
                Word(word.text, _box(word, column, n), 1.0) for word, column in zip(row.words, row.columns, strict=True)
            ),
            n,
        )
        for n, row in enumerate(rows)
    )
    return Page(1, max(len(row.text) for row in rows), len(rows), 0, lines, source="text")


def text_places(rows: tuple[Row, ...]) -> dict[int, tuple[int, Box]]:
    """Page and box of every figure on the row where it begins."""
    found: dict[int, tuple[int, Box]] = {}
    for n, row in enumerate(rows):
        for word, column in zip(row.words, row.columns, strict=True):
            if word.figure is None:
                continue
            box = _box(word, column, n)
            if word.figure not in found:
                found[word.figure] = 1, box
            elif found[word.figure][1].top == n:
                found[word.figure] = 1, found[word.figure][1].union(box)
    return found


def _box(word: PlacedWord, column: int, row: int) -> Box:
    return Box(column, row, column + len(word.text), row + 1)
