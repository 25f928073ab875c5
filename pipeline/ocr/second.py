"""What the first reading left out → a second look at it.

Tesseract's page layout takes text under a black seal or a signature for a picture, and skips lone digits in cells.
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.document import Box, Line
from pipeline.image import PageImage

Mask = NDArray[np.uint8]

INK = 150  # level: what is darker is read; grey watermarks are lighter
LETTER_MM = (1.6, 6.0)  # height: from small letters of 9 pt to capitals of 14 pt with two marks
WIDEST_MM = 8.0  # letters that touch
AROUND_MM = (2.0, 2.2)  # across and up: spaces within a line, and the marks of a letter
LEAST_ROW = 4  # letters beside each other that are worth a look; noise of a scanner stands alone
LEAST_CONF = 0.55  # of a word in the second reading; half of what is below is a seal's ornament


def left_out(image: PageImage, lines: list[Line]) -> PageImage | None:
    """The page with only the ink that looks like letters and that no word covers; None where nothing is worth it."""
    pixels = image.pixels if image.pixels.ndim == 2 else np.asarray(cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY))
    mm = image.dpi / 25.4
    free = np.asarray(pixels < INK, dtype=np.uint8)
    for line in lines:
        for word in line.words:
            _clear(free, word.box, round(0.3 * mm))
    letters = _letters(free, mm)
    rows = np.asarray(cv2.dilate(letters, np.ones((1, 2 * round(AROUND_MM[0] * mm) + 1), np.uint8)), dtype=np.uint8)
    kept = _worthy(letters, rows, image)
    if not kept.any():
        return None
    near = cv2.dilate(kept, np.ones((2 * round(AROUND_MM[1] * mm) + 1, 2 * round(0.5 * mm) + 1), np.uint8))
    out = np.where((near > 0) & (_grown(free, 2) > 0), pixels, np.uint8(255))
    return replace(image, pixels=np.asarray(out, dtype=np.uint8))


def _clear(mask: Mask, box: Box, rim: int) -> None:
    mask[max(0, box.top - rim) : box.bottom + rim, max(0, box.left - rim) : box.right + rim] = 0


def _grown(mask: Mask, by: int) -> Mask:
    return np.asarray(cv2.dilate(mask, np.ones((2 * by + 1, 2 * by + 1), np.uint8)), dtype=np.uint8)


def _letters(free: Mask, mm: float) -> Mask:
    """Marks of the size of a letter."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(free)
    height, width = stats[:, 3] / mm, stats[:, 2] / mm
    kept = (height >= LETTER_MM[0]) & (height <= LETTER_MM[1]) & (width <= WIDEST_MM)
    kept[0] = False
    return np.asarray(kept[labels], dtype=np.uint8)


def _worthy(letters: Mask, rows: Mask, image: PageImage) -> Mask:
    """The rows with enough letters, and single letters inside cells."""
    count, labels, _, _ = cv2.connectedComponentsWithStats(rows)
    _, _, _, centres = cv2.connectedComponentsWithStats(letters)
    held = np.zeros(count, dtype=np.int64)
    in_cell = np.zeros(count, dtype=bool)
    for x, y in centres[1:].astype(int):
        row = labels[y, x]
        held[row] += 1
        in_cell[row] |= any(_inside(x, y, grid.box) for grid in image.grids)
    kept = (held >= LEAST_ROW) | in_cell
    kept[0] = False
    return np.asarray(kept[labels], dtype=np.uint8)


def _inside(x: int, y: int, box: Box) -> bool:
    return box.left <= x < box.right and box.top <= y < box.bottom


def believable(lines: list[Line], known: list[Line], block: int) -> list[Line]:
    """Words of a second reading that are sure enough, hold a letter or digit, and stand on no word of the first."""
    boxes = [word.box for line in known for word in line.words]
    out = []
    for line in lines:
        words = tuple(
            word
            for word in line.words
            if word.conf >= LEAST_CONF and any(c.isalnum() for c in word.raw) and not _covered(word.box, boxes)
        )
        if words:
            out.append(replace(line, words=words, block=block + line.block))
    return out


def _covered(box: Box, others: list[Box]) -> bool:
    x, y = (box.left + box.right) // 2, (box.top + box.bottom) // 2
    return any(_inside(x, y, other) for other in others)
