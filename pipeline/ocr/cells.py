"""Cells of ruled tables that were read doubtfully.

Tesseract takes a row of a table for one line of text: where one cell has two lines and its neighbour one, it reads
neither; lone digits and ordinals it often skips.
"""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.document import Box, Line, Word
from pipeline.image import PageImage
from pipeline.ocr.again import Part, spoilt
from pipeline.ocr.sizing import INK

INSET_MM = 0.4  # what is left of a ruling line at the edge of a cell
LETTER_MM = (1.4, 6.0)  # height: from figures of 9 pt to capitals of 14 pt with two marks
SHORT_MM = (15.0, 8.0)  # width and height of a number alone in its cell
DOUBTFUL = 0.60  # confidence of a word below which its cell is read again
TALL = 1.7  # of the height of the page's usual word: taller ones were read from two lines


def doubtful_cells(lines: list[Line], page: PageImage, scale: float) -> list[Part]:
    """Where the ink of the doubtful cells stands, and their words. `page` is grey, at `scale`; boxes are unscaled."""
    cells = [cell.box for grid in page.grids for cell in grid.cells]
    held = _words_of(cells, [word for line in lines for word in line.words])
    usual = float(np.median([word.box.height for words in held for word in words] or [0]))
    parts = []
    for cell, words in zip(cells, held, strict=True):
        cut = _inner(cell, page, scale)
        if _badly_read(words, usual) or _has_letters(cut, words, page, scale):
            area = _inked(cut, page)
            if area:
                parts.append(Part(Box(*(round(edge / scale) for edge in area)), words))
    return parts


def unread_cells(lines: list[Line], page: PageImage, scale: float) -> list[Box]:
    """Where the ink of one short line stands in a cell that was not read, or not as anything that is printed."""
    width, height = (millimetres / 25.4 * page.dpi / scale for millimetres in SHORT_MM)
    return [
        area
        for area, words in doubtful_cells(lines, page, scale)
        if (not words or spoilt(words)) and area.width <= width and area.height <= height
    ]


def _words_of(cells: list[Box], words: list[Word]) -> list[list[Word]]:
    """The words whose middle lies in each cell."""
    held: list[list[Word]] = [[] for _ in cells]
    for word in words:
        x, y = (word.box.left + word.box.right) // 2, (word.box.top + word.box.bottom) // 2
        for cell, own in zip(cells, held, strict=True):
            if cell.left <= x < cell.right and cell.top <= y < cell.bottom:
                own.append(word)
                break
    return held


def _badly_read(words: list[Word], usual: float) -> bool:
    return any(word.conf < DOUBTFUL or word.box.height > TALL * usual for word in words) or spoilt(words)


def _has_letters(cut: Box, words: list[Word], page: PageImage, scale: float) -> bool:
    """Whether something of a letter's height stands in the cell and under no word."""
    ink = np.asarray(page.pixels[cut.top : cut.bottom, cut.left : cut.right] < INK, dtype=np.uint8)
    if not ink.any():
        return False
    for word in words:
        left, top, right, bottom = (round(edge * scale) for edge in word.box)
        ink[max(0, top - 1 - cut.top) : bottom + 1 - cut.top, max(0, left - 1 - cut.left) : right + 1 - cut.left] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    low, high = (millimetres / 25.4 * page.dpi for millimetres in LETTER_MM)
    for x, y, width, height, _ in stats[1:].tolist():
        inside = x > 0 and y > 0 and x + width < cut.width and y + height < cut.height
        if inside and low <= height <= high:
            return True
    return False


def _inner(cell: Box, page: PageImage, scale: float) -> Box:
    """The cell within its ruling lines, in pixels of the scaled page."""
    inset = round(INSET_MM / 25.4 * page.dpi)
    left, top, right, bottom = (round(edge * scale) for edge in cell)
    return Box(left + inset, top + inset, min(page.width, right - inset), min(page.height, bottom - inset))


def _inked(cut: Box, page: PageImage) -> Box | None:
    """The part of a cell that holds its ink; None where there is none."""
    rows, columns = np.nonzero(page.pixels[cut.top : cut.bottom, cut.left : cut.right] < INK)
    if not len(rows):
        return None
    left, top = cut.left + int(columns.min()), cut.top + int(rows.min())
    return Box(left, top, cut.left + int(columns.max()) + 1, cut.top + int(rows.max()) + 1)
