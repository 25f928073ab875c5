"""Ruled tables → grids of cells, and pages without their ruling lines; frames."""

from dataclasses import replace

import cv2
import numpy as np

from pipeline.clean.broken import close_broken
from pipeline.clean.cells import cells_of, with_sides
from pipeline.clean.frames import HEIGHT_MM, WIDTH_MM, frame_of
from pipeline.clean.ink import millimetres
from pipeline.document import Box, Cell, Grid, Step
from pipeline.image import Mask, PageImage, Pixels, connected_marks

# A ruling line is first found in solid runs: longer than any stroke of 14 pt (capitals with two marks are 5 mm high,
# letters of a word never touch for 4 mm). Runs in one line are joined over breaks, and must then be long.
RUN_MM = 4.0
BREAK_MM = 2.0
LENGTH_MM = (8.0, 5.5)  # across, down: a column is wider than 8 mm or the line goes on, a row of one line is 6 mm high
SEEMING = 0.9  # of that length: halving the pixels cuts up to one from each end
THICK_MM = 1.2  # ruling lines are 0.2-0.7 mm; thicker is no line
MEET_MM = 1.2  # lines that stop so short of each other meet
LEAST_TABLE_MM = (40.0, 10.0)  # width and height
LEAST_CELLS = 4  # two rows of two columns
FILLED = 0.7  # of the table's box that cells must fill: what a seal or a stamp encloses fills less


def find_grids(image: PageImage) -> tuple[Grid, ...]:
    """The ruled tables of a level page, from the top, boxes in its pixels."""
    across, down = ruling(image)
    return tuple(grid for grid, _ in _tables(_figures(across, down, image.dpi), across, image))


def mark_grids(image: PageImage) -> PageImage:
    """Fill `grids` and `frames`, and wipe their ruling lines: Tesseract reads them as letters."""
    across, down = ruling(image)
    figures = _figures(across, down, image.dpi)
    tables = _tables(figures, across, image)
    grids = tuple(grid for grid, _ in tables)
    others = [(box, own) for box, own in figures if all(box != grid.box for grid in grids)]
    stamps = [stamp for box, own in others if (stamp := _stamp(box, own, (across, down), image))]
    steps = image.steps
    if grids:
        steps += (Step("grids", f"{len(grids)} tables, {sum(len(grid.cells) for grid in grids)} cells"),)
    if stamps:
        steps += (Step("frame", f"{len(stamps)} of a stamp's size"),)
    if steps == image.steps:
        return image
    ruled = [(grid.box, own) for grid, own in tables] + stamps
    pixels = without_rules(image.pixels, across, down, ruled)
    return replace(image, pixels=pixels, grids=grids, frames=tuple(box for box, _ in stamps), steps=steps)


def ruling(image: PageImage) -> tuple[Mask, Mask]:
    """Masks of the horizontal and the vertical ruling lines."""
    ink, dpi = image.ink, image.dpi
    # A copy, so that what it is taken from, as large as the page, is let go.
    half = np.array(cv2.dilate(ink, np.ones((2, 2), np.uint8))[::2, ::2], dtype=np.uint8, order="C")
    across = _level_lines(half, dpi // 2, SEEMING * LENGTH_MM[0])
    down = _level_lines(np.ascontiguousarray(half.T), dpi // 2, SEEMING * LENGTH_MM[1])
    if not across.any() or not down.any():
        return np.zeros_like(ink), np.zeros_like(ink)
    level = _lines_in_bands(ink, dpi, LENGTH_MM[0], across)
    if not level.any():
        return level, level
    return level, np.ascontiguousarray(_lines_in_bands(ink.T, dpi, LENGTH_MM[1], down).T)


def _lines_in_bands(ink: Mask, dpi: int, length_mm: float, seeming: Mask) -> Mask:
    """Level lines, looked for only in the rows around those that seem to be there at half the resolution."""
    margin = 2 * millimetres(THICK_MM, dpi)
    near = np.zeros(len(ink), dtype=np.uint8)
    for row in np.flatnonzero(seeming.any(axis=1)).tolist():
        near[max(0, 2 * row - margin) : 2 * row + margin + 2] = 1
    edges = np.flatnonzero(np.diff(near, prepend=0, append=0)).tolist()
    out = np.zeros_like(ink)
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        out[top:bottom] = _level_lines(np.ascontiguousarray(ink[top:bottom]), dpi, length_mm)
    return out


def _level_lines(ink: Mask, dpi: int, length_mm: float) -> Mask:
    """Ink that runs level for a length and is thin."""
    run, gap, length, thick = (millimetres(mm, dpi) for mm in (RUN_MM, BREAK_MM, length_mm, THICK_MM))
    # A line that slopes by half a degree steps by one pixel every 100: thickened, its runs overlap.
    lines = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    for operation, reach in ((cv2.MORPH_OPEN, run), (cv2.MORPH_CLOSE, gap), (cv2.MORPH_OPEN, length)):
        lines = cv2.morphologyEx(lines, operation, np.ones((1, reach), np.uint8))
    blocks = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones((thick + 2, 1), np.uint8))
    return np.asarray(cv2.subtract(lines, blocks), dtype=np.uint8)


def _figures(across: Mask, down: Mask, dpi: int) -> list[tuple[Box, Mask]]:
    """Ruling lines that meet, of a stamp's size at least: their box, and their mask within it."""
    if not across.any() or not down.any():
        return []
    reach = 2 * millimetres(MEET_MM, dpi) + 1
    # Level and upright lines meet only in rows that have upright ones, and in columns that have level ones.
    rows, columns = np.flatnonzero(down.any(axis=1)), np.flatnonzero(across.any(axis=0))
    top, left = max(0, int(rows[0]) - reach), max(0, int(columns[0]) - reach)
    place = slice(top, int(rows[-1]) + reach + 1), slice(left, int(columns[-1]) + reach + 1)
    lines = cv2.dilate(across[place], np.ones((1, reach), np.uint8))
    lines = cv2.bitwise_or(lines, cv2.dilate(down[place], np.ones((reach, 1), np.uint8)), dst=lines)
    labels, stats = connected_marks(np.asarray(lines, dtype=np.uint8))
    del lines  # of a drawing on A0 every mask takes a hundred megabytes
    least_width, least_height = millimetres(WIDTH_MM[0], dpi), millimetres(HEIGHT_MM[0], dpi)
    figures = []
    for i, (x, y, w, h, _) in enumerate(stats.tolist()):
        if i and w >= least_width and h >= least_height:
            own = np.asarray(labels[y : y + h, x : x + w] == i, dtype=np.uint8) * np.uint8(255)
            figures.append((Box(left + x, top + y, left + x + w, top + y + h), own))
    return figures


def _tables(figures: list[tuple[Box, Mask]], across: Mask, image: PageImage) -> list[tuple[Grid, Mask]]:
    """The figures that part a region into cells."""
    dpi = image.dpi
    least_width, least_height = (millimetres(mm, dpi) for mm in LEAST_TABLE_MM)
    tables = []
    for box, own in figures:
        if box.width < least_width or box.height < least_height:
            continue
        level = cv2.bitwise_and(own, across[box.top : box.bottom, box.left : box.right])
        cells = cells_of(with_sides(own, np.asarray(level, dtype=np.uint8), dpi), box, dpi)
        if _is_table(cells, box):
            tables.append((Grid(box, cells), own))
    if not tables:
        return []
    whole = [(close_broken(grid, image.ink, dpi), own) for grid, own in tables]
    return sorted(whole, key=lambda table: (table[0].box.top, table[0].box.left))


def _stamp(box: Box, own: Mask, rules: tuple[Mask, Mask], image: PageImage) -> tuple[Box, Mask] | None:
    """The frame of a stamp's size in a figure that is no table, and its lines within it."""
    place = slice(box.top, box.bottom), slice(box.left, box.right)
    level, upright = (np.asarray(cv2.bitwise_and(own, lines[place]), dtype=np.uint8) for lines in rules)
    frame = frame_of(box, level, upright, image)
    if frame is None:
        return None
    left, top, right, bottom = frame
    return frame, own[top - box.top : bottom - box.top, left - box.left : right - box.left]


def _is_table(cells: tuple[Cell, ...], box: Box) -> bool:
    rows, columns = {cell.row for cell in cells}, {cell.column for cell in cells}
    if len(cells) < LEAST_CELLS or len(rows) < 2 or len(columns) < 2:
        return False
    return sum(cell.box.width * cell.box.height for cell in cells) >= FILLED * box.width * box.height


def without_rules(pixels: Pixels, across: Mask, down: Mask, ruled: list[tuple[Box, Mask]]) -> Pixels:
    """Paper in place of the lines of tables and frames, and one pixel around for their grey rims."""
    out = pixels.copy()
    for (left, top, right, bottom), own in ruled:
        lines = cv2.bitwise_or(across[top:bottom, left:right], down[top:bottom, left:right])
        around = cv2.copyMakeBorder(cv2.bitwise_and(lines, own), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
        wiped = cv2.dilate(around, np.ones((3, 3), np.uint8))
        up, before = int(top > 0), int(left > 0)  # the rim that lies on the page
        place = out[top - up : bottom + 1, left - before : right + 1]
        height, width = place.shape[:2]
        place[wiped[1 - up :, 1 - before :][:height, :width] > 0] = 255
    return out
