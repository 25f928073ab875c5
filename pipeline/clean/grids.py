"""Ruled tables → grids of cells, and pages without the ruling lines."""

from dataclasses import replace

import cv2
import numpy as np

from pipeline.clean.cells import cells_of
from pipeline.clean.ink import Mask, ink_mask, millimetres
from pipeline.document import Box, Grid, Step
from pipeline.image import PageImage, Pixels

RULE_MM = 8.0  # the shortest ruling line: longer than any stroke of a letter of 14 pt, shorter than the side of a cell
VERTICAL_MM = 5.5  # rows of one line are 6 mm high and more
BREAK_MM = 1.2  # breaks in lines that a 1-bit scan leaves
THICK_MM = 1.2  # ruling lines are 0.2-0.7 mm; thicker is no line
LEAST_CELLS = 4  # two rows of two columns; frames of stamps have fewer


def find_grids(image: PageImage) -> tuple[Grid, ...]:
    """The ruled tables of a level page, from the top, boxes in its pixels."""
    across, down = ruling(image.pixels, image.dpi)
    return _grids(across, down, image.dpi)


def mark_grids(image: PageImage) -> PageImage:
    """Fill `grids`, and wipe the ruling lines inside their boxes: Tesseract reads them as letters."""
    across, down = ruling(image.pixels, image.dpi)
    grids = _grids(across, down, image.dpi)
    if not grids:
        return image
    step = Step("grids", f"{len(grids)} tables, {sum(len(grid.cells) for grid in grids)} cells")
    pixels = without_rules(image.pixels, across, down, grids, image.dpi)
    return replace(image, pixels=pixels, grids=grids, steps=(*image.steps, step))


def ruling(pixels: Pixels, dpi: int) -> tuple[Mask, Mask]:
    """Masks of the horizontal and the vertical ruling lines."""
    ink = ink_mask(pixels)
    return _lines(ink, dpi, RULE_MM, flat=True), _lines(ink, dpi, VERTICAL_MM, flat=False)


def _lines(ink: Mask, dpi: int, length_mm: float, flat: bool) -> Mask:
    """Ink that runs for a length in one direction, thin in the other; small breaks bridged first."""
    bridge, length, thick = (millimetres(mm, dpi) for mm in (BREAK_MM, length_mm, THICK_MM))
    along = (lambda n: (n, 1)) if flat else (lambda n: (1, n))
    across = (lambda n: (1, n)) if flat else (lambda n: (n, 1))
    # Lines that slope by a fraction of a degree leave a row of pixels within the length: thicken by one pixel.
    solid = cv2.dilate(ink, np.ones(across(3)[::-1], np.uint8))
    solid = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones(along(bridge)[::-1], np.uint8))
    runs = cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones(along(length)[::-1], np.uint8))
    blocks = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones(across(thick + 2)[::-1], np.uint8))
    return np.asarray(cv2.subtract(runs, blocks), dtype=np.uint8)


def _grids(across: Mask, down: Mask, dpi: int) -> tuple[Grid, ...]:
    """Connected ruling lines that part a region into cells."""
    reach = millimetres(BREAK_MM, dpi)
    # Lines that stop just short of each other meet after growing lengthwise.
    lines = cv2.bitwise_or(
        cv2.dilate(across, np.ones((1, 2 * reach + 1), np.uint8)), cv2.dilate(down, np.ones((2 * reach + 1, 1), np.uint8))
    )
    _, labels, stats, _ = cv2.connectedComponentsWithStats(lines)
    grids = []
    for i, (x, y, w, h, _) in enumerate(stats):
        if i == 0 or w < millimetres(25, dpi) or h < millimetres(8, dpi):
            continue
        own = np.asarray(labels[y : y + h, x : x + w] == i, dtype=np.uint8) * np.uint8(255)
        cells = cells_of(own, Box(int(x), int(y), int(x + w), int(y + h)), dpi)
        rows, columns = {c.row for c in cells}, {c.column for c in cells}
        if len(cells) >= LEAST_CELLS and len(rows) > 1 and len(columns) > 1:
            grids.append(Grid(Box(int(x), int(y), int(x + w), int(y + h)), cells))
    return tuple(sorted(grids, key=lambda grid: (grid.box.top, grid.box.left)))


def without_rules(pixels: Pixels, across: Mask, down: Mask, grids: tuple[Grid, ...], dpi: int) -> Pixels:
    """Paper in place of the lines inside the grids. Letters that a line crosses keep their parts beside it."""
    inside = np.zeros(across.shape, np.uint8)
    for grid in grids:
        inside[grid.box.top : grid.box.bottom, grid.box.left : grid.box.right] = 255
    lines = cv2.bitwise_and(cv2.bitwise_or(across, down), inside)
    grown = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    out = pixels.copy()
    out[grown > 0] = 255
    return out
