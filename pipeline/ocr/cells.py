"""Cells of ruled tables that were read doubtfully → the same cells, each read again on its own.

Tesseract takes a row of a table for one line of text: where one cell has two lines and its neighbour one, it reads
neither; lone digits and ordinals it often skips.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from pipeline.document import Box, Line, Word
from pipeline.image import PageImage, Pixels
from pipeline.ocr.numbers import CONF_IN_DOUBT, digits_of

ReadEach = Callable[[list[Pixels]], list[list[Line]]]  # lines of every piece, boxes in its pixels

INK = 150  # level: what is darker is read; grey watermarks are lighter
INSET_MM = 0.4  # what is left of a ruling line at the edge of a cell
LETTER_MM = (1.4, 6.0)  # height: from figures of 9 pt to capitals of 14 pt with two marks
ODD = frozenset("@®©#§†{}[]|~^\\“”")  # signs that no report prints but that Tesseract sees in brackets and rims
DOUBTFUL = 0.60  # confidence of a word below which its cell is read again
TWICE = 0.5  # of a word's box that another word covers: lines of one cell share less
TALL = 1.7  # of the height of the page's usual word: taller ones were read from two lines
UNREAD = 0.30  # least confidence of a reading where there was none before
LARGER = 1.6  # than the first reading: the network errs elsewhere then
AROUND = 10  # pixels of paper around what stands in a cell


def read_cells_again(lines: list[Line], page: PageImage, scale: float, read_each: ReadEach) -> list[Line]:
    """The surer reading of every doubtful cell. `page` is grey, at `scale`; boxes of `lines` and grids are unscaled.

    Where the two readings see other digits, the words are marked as in doubt.
    """
    cells = [cell.box for grid in page.grids for cell in grid.cells]
    held = _words_of(cells, [word for line in lines for word in line.words])
    usual = float(np.median([word.box.height for words in held for word in words] or [0]))
    doubtful = [
        (area, words)
        for cell, words in zip(cells, held, strict=True)
        if _doubtful(cell, words, page, scale, usual) and (area := _inked(_inner(cell, page, scale), page))
    ]
    if not doubtful:
        return lines
    taken: set[Word] = set()
    added: list[Line] = []
    pieces = [_piece(page.pixels, area) for area, _ in doubtful]
    for (area, old), found in zip(doubtful, read_each(pieces), strict=True):
        new = [_moved(word, area.left - AROUND, area.top - AROUND, scale) for line in found for word in line.words]
        if _surer(new, old):
            taken |= set(old)
            added += [Line((word,)) for word in _compared(new, old)]
    kept = [replace(line, words=tuple(word for word in line.words if word not in taken)) for line in lines]
    return [line for line in kept if line.words] + added


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


def _doubtful(cell: Box, words: list[Word], page: PageImage, scale: float, usual: float) -> bool:
    if any(word.conf < DOUBTFUL or word.box.height > TALL * usual for word in words):
        return True
    return _spoilt(words) or _has_letters(cell, words, page, scale)


def _spoilt(words: list[Word]) -> bool:
    """Whether there are signs that no report prints, a bracket without its other half, or ink that was read twice."""
    text = "".join(word.raw for word in words)
    if not ODD.isdisjoint(text) or text.count("(") != text.count(")"):
        return True
    boxes = [word.box for word in words]
    return any(_share(a, b) > TWICE for i, a in enumerate(boxes) for b in boxes[:i])


def _share(a: Box, b: Box) -> float:
    """Of the smaller box, what the other covers."""
    width, height = min(a.right, b.right) - max(a.left, b.left), min(a.bottom, b.bottom) - max(a.top, b.top)
    smaller = min(a.width * a.height, b.width * b.height)
    return width * height / smaller if width > 0 and height > 0 and smaller else 0.0


def _has_letters(cell: Box, words: list[Word], page: PageImage, scale: float) -> bool:
    """Whether something of a letter's height stands in the cell and under no word."""
    cut = _inner(cell, page, scale)
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


def _piece(pixels: Pixels, area: Box) -> Pixels:
    """The part of the page on white paper."""
    piece = np.full((area.height + 2 * AROUND, area.width + 2 * AROUND), 255, dtype=np.uint8)
    piece[AROUND:-AROUND, AROUND:-AROUND] = pixels[area.top : area.bottom, area.left : area.right]
    return piece


def _moved(word: Word, across: int, down: int, scale: float) -> Word:
    left, top, right, bottom = word.box
    place = (left + across, top + down, right + across, bottom + down)
    return replace(word, box=Box(*(round(edge / scale) for edge in place)))


def _surer(new: list[Word], old: list[Word]) -> bool:
    if not new or _spoilt(new) != _spoilt(old):
        return bool(new) and _spoilt(old)
    return _confidence(new) > (_confidence(old) if old else UNREAD)


def _confidence(words: list[Word]) -> float:
    """The mean over letters."""
    return sum(word.conf * len(word.raw) for word in words) / sum(len(word.raw) for word in words)


def _compared(new: list[Word], old: list[Word]) -> list[Word]:
    """The new words, those with digits in doubt where the old ones held other digits."""
    seen = digits_of("".join(word.raw for word in old))
    if not seen or seen == digits_of("".join(word.raw for word in new)):
        return new
    return [
        replace(word, conf=min(word.conf, CONF_IN_DOUBT), doubt="digits") if digits_of(word.raw) else word
        for word in new
    ]
