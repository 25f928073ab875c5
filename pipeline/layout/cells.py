"""Words that stand in the cell of a ruled table → lines of that cell."""

from collections import defaultdict
from dataclasses import replace

from pipeline.document import Grid, Line, Word
from pipeline.layout.rows import group_rows

Key = tuple[int, int, int]  # grid, row, column


def split_cells(lines: list[Line], grids: tuple[Grid, ...]) -> tuple[list[Line], list[Line]]:
    """Part the lines into (lines outside all grids, lines of cells ordered by grid, row and column)."""
    if not grids:
        return lines, []
    free: list[Line] = []
    found: dict[Key, list[Word]] = defaultdict(list)
    for line in lines:
        outside = []
        for word in line.words:
            key = _cell_of(word, grids)
            if key is None:
                outside.append(word)
            else:
                found[key].append(word)
        if outside:
            free.append(replace(line, words=tuple(outside)))
    table = [Line(words=row, zone="table", cell=key) for key in sorted(found) for row in group_rows(tuple(found[key]))]
    return free, table


def _cell_of(word: Word, grids: tuple[Grid, ...]) -> Key | None:
    """The cell under the middle of the word."""
    x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
    for g, grid in enumerate(grids):
        if not (grid.box.left <= x < grid.box.right and grid.box.top <= y < grid.box.bottom):
            continue
        for cell in grid.cells:
            if cell.box.left <= x < cell.box.right and cell.box.top <= y < cell.box.bottom:
                return g, cell.row, cell.column
    return None
