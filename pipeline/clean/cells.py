"""The ruling lines of one table → its cells with rows, columns and spans."""

import cv2
import numpy as np

from pipeline.clean.ink import millimetres
from pipeline.document import Box, Cell
from pipeline.image import Mask

LEAST_MM = 2.4  # the smaller side of a cell: tables shrunk to one page have rows of 2.8 mm
FILLED = 0.75  # of its box: a region of another form comes from a broken line, and is no cell
SNAP_MM = 2.0  # edges that lie closer are one edge of the grid; the narrowest column ("TT") is 7 mm
SIDE_MM = 3.0  # in which level lines end that end on one side of a table; a page that bulges moves them by 1.5
LEAST_ENDS = 3  # level lines that make a side
DRAWN_MM = 0.3  # how thick a side is drawn


def with_sides(lines: Mask, level: Mask, dpi: int) -> Mask:
    """The lines of a figure, joined on the left and on the right where its level lines end one below the other.

    Many tables are printed without sides, others lose them to the edge of the glass; their outer columns are cells too.
    """
    _, _, stats, _ = cv2.connectedComponentsWithStats(level)
    found = stats[1:].tolist()
    reach, thick, out = millimetres(SIDE_MM, dpi), millimetres(DRAWN_MM, dpi), lines.copy()
    lefts = sorted((y + h // 2, x) for x, y, _, h, _ in found if x <= reach)
    rights = sorted((y + h // 2, x + w - 1) for x, y, w, h, _ in found if x + w >= lines.shape[1] - reach)
    for ends in (lefts, rights):
        if len(ends) >= LEAST_ENDS:
            points = np.array([(x, y) for y, x in ends], dtype=np.int32)
            cv2.polylines(out, [points], isClosed=False, color=(255,), thickness=thick)
    return out


def cells_of(lines: Mask, box: Box, dpi: int) -> tuple[Cell, ...]:
    """Cells, row by row, from the mask of the lines within `box`; cell boxes in pixels of the page."""
    found = _regions(lines, dpi)
    if not found:
        return ()
    snap = millimetres(SNAP_MM, dpi)
    xs = _edges([e for b in found for e in (b.left, b.right)], snap)
    ys = _edges([e for b in found for e in (b.top, b.bottom)], snap)
    cells = []
    for b in found:
        left, right = _nearest(xs, b.left), _nearest(xs, b.right)
        top, bottom = _nearest(ys, b.top), _nearest(ys, b.bottom)
        if right > left and bottom > top:
            place = Box(b.left + box.left, b.top + box.top, b.right + box.left, b.bottom + box.top)
            cells.append(Cell(top, left, bottom - top, right - left, place))
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _regions(lines: Mask, dpi: int) -> list[Box]:
    """Boxes of the white regions that lines enclose on all sides."""
    least = millimetres(LEAST_MM, dpi)
    white = cv2.bitwise_not(cv2.copyMakeBorder(lines, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(white, connectivity=4)
    outside = labels[0, 0]
    boxes = []
    for i, (x, y, w, h, area) in enumerate(stats):
        if i in (0, outside) or min(w, h) < least or area < FILLED * w * h:
            continue
        boxes.append(Box(int(x) - 1, int(y) - 1, int(x + w) - 1, int(y + h) - 1))
    return boxes


def _edges(values: list[int], snap: int) -> list[float]:
    """Values that lie within `snap` of their neighbour become one, their mean; in order."""
    groups: list[list[int]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= snap:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [float(np.mean(group)) for group in groups]


def _nearest(edges: list[float], value: int) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))
