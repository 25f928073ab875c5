"""Cells over several columns that only a broken ruling line joined → the cells that they were.

On photocopies with a watermark a thin rule is gone but for a piece, and two figures would stand in one cell. What is
meant to go over columns stands in the middle, where the rule would run, or on one side alone.
"""

from dataclasses import replace

import cv2
import numpy as np

from pipeline.clean.ink import millimetres
from pipeline.document import Box, Cell, Grid
from pipeline.image import Mask

BESIDE_MM = 0.8  # on both sides of a rule there is paper
PIECE_MM = 1.5  # the shortest piece of a rule that is told from a comma or a speck
THICK_MM = 0.7  # of a ruling line
INSET_MM = 0.8  # from the edges of the cell
INK_MM2 = 0.5  # on either side: the ink of a lone digit
SPECKS = 0.02  # of the paper beside the rule
SHARED = 0.5  # of the rows in which the rule is whole


def close_broken(grid: Grid, ink: Mask, dpi: int) -> Grid:
    """Part cells where a piece of a rule is left that other rows have whole, with ink on both sides of it only."""
    rows = len({cell.row for cell in grid.cells})
    edges: dict[int, list[int]] = {}
    for cell in grid.cells:
        edges.setdefault(cell.column, []).append(cell.box.left)
    known = {column: round(float(np.median(xs))) for column, xs in edges.items() if len(xs) >= SHARED * rows}
    cells = [part for cell in grid.cells for part in _parted(cell, known, ink, dpi)]
    return replace(grid, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _parted(cell: Cell, known: dict[int, int], ink: Mask, dpi: int) -> list[Cell]:
    for column in range(cell.column + 1, cell.column + cell.column_span):
        x = known.get(column)
        if x is not None and _is_broken(cell.box, x, ink, dpi):
            first = replace(cell, column_span=column - cell.column, box=cell.box._replace(right=x))
            rest = cell.column + cell.column_span - column
            second = replace(cell, column=column, column_span=rest, box=cell.box._replace(left=x))
            return [*_parted(first, known, ink, dpi), *_parted(second, known, ink, dpi)]
    return [cell]


def _is_broken(box: Box, x: int, ink: Mask, dpi: int) -> bool:
    beside, inset, thick = (millimetres(mm, dpi) for mm in (BESIDE_MM, INSET_MM, THICK_MM))
    inner = ink[box.top + inset : box.bottom - inset, box.left + inset : box.right - inset] > 0
    at = x - box.left - inset
    band = np.asarray(inner[:, max(0, at - beside) : at + beside + 1], dtype=np.uint8)
    if not band.size or not band.any():
        return False
    piece = cv2.morphologyEx(band, cv2.MORPH_OPEN, np.ones((millimetres(PIECE_MM, dpi), 1), np.uint8))
    columns = np.flatnonzero(piece.any(axis=0))
    if not len(columns) or columns[-1] - columns[0] >= thick:
        return False
    paper = band.copy()
    paper[:, max(0, columns[0] - 1) : columns[-1] + 2] = 0
    least = INK_MM2 * (dpi / 25.4) ** 2
    sides = (inner[:, : max(0, at - beside)], inner[:, at + beside + 1 :])
    return paper.mean() <= SPECKS and all(np.count_nonzero(side) >= least for side in sides)
