"""Pieces of one printed row → one line; words of a cell → its rows."""

from dataclasses import replace
from math import inf

from pipeline.document import Box, Line, Word

# Two pieces are one row when they share this part of the lower one's height. Neighbouring rows of single-spaced text
# share up to a quarter (marks over capitals touch descenders above); pieces of one row share nearly all.
SAME_ROW = 0.5


def shared(a: Box, b: Box) -> float:
    """The part of the lower box's height that both cover, 0 to 1."""
    both = min(a.bottom, b.bottom) - max(a.top, b.top)
    return max(0.0, both / max(1, min(a.height, b.height)))


def join_rows(lines: list[Line], reach: float = inf) -> list[Line]:
    """Order lines from the top, and join pieces that stand side by side on one row, up to `reach` pixels apart.

    A reader cuts rows at wide gaps.

    Errs on the side of joining: in a text of two columns (not a form of these documents) rows would be mixed.
    """
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda x: (x.box.top + x.box.bottom) / 2):
        for row in reversed(rows[-3:]):
            if line.zone == row[0].zone and _fits(line, row, reach):
                row.append(line)
                break
        else:
            rows.append([line])
    return [_joined(row) for row in rows]


def _fits(line: Line, row: list[Line], reach: float) -> bool:
    gap = min(max(line.box.left - x.box.right, x.box.left - line.box.right) for x in row)
    return gap <= reach and all(_beside(line, other) for other in row)


def _beside(a: Line, b: Line) -> bool:
    apart = a.box.left >= b.box.right or b.box.left >= a.box.right
    return apart and shared(a.box, b.box) >= SAME_ROW


def _joined(row: list[Line]) -> Line:
    pieces = sorted(row, key=lambda x: x.box.left)
    return replace(pieces[0], words=tuple(word for piece in pieces for word in piece.words))


def group_rows(words: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    """Words in any order → rows from the top, each from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.box.top + w.box.bottom) / 2):
        if rows and shared(word.box, _span(rows[-1])) >= SAME_ROW:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [tuple(sorted(row, key=lambda w: w.box.left)) for row in rows]


def _span(row: list[Word]) -> Box:
    """Box of the word in the middle of the row by height: one tall stray mark must not swallow the next row."""
    return sorted(row, key=lambda w: w.box.height)[len(row) // 2].box
