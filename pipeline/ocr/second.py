"""What the first reading left out → a second look at it.

Tesseract's page layout takes text under a black seal or a signature for a picture. Cells of tables: see `cells`.
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.document import Box, Line, Word
from pipeline.image import PageImage, Pixels, bands, connected_marks, kept_marks
from pipeline.ocr.sizing import INK, WORKING_DPI

Mask = NDArray[np.uint8]

LETTER_MM = (1.6, 6.0)  # height: from small letters of 9 pt to capitals of 14 pt with two marks
WIDEST_MM = (8.0, 25.0)  # letters that touch; words of bold print, which fill their box as no stroke of a pen does
FILLED = 0.25  # of its box: bold words 0.35-0.6, signatures below 0.2
TALL_MM = 3.0  # capitals of 14 pt without their marks are as wide as high
AROUND_MM = (2.0, 2.2)  # across and up: spaces within a line, and the marks of a letter
LEAST_ROW = 4  # letters beside each other that are worth a look; noise of a scanner stands alone
FRAGMENT = 2  # characters: what a piece of a letter may be read as
SHORTEST = 3  # characters of a line in a seal: below are pieces of its emblem, "5", "nã"
LEAST_CONF = 0.55  # of a word in the second reading; half of what is below is a seal's ornament


def left_out(image: PageImage, lines: list[Line]) -> PageImage | None:
    """The page outside tables with only ink that looks like letters, under no word; None where there is too little."""
    pixels, scale = image.grey, min(1.0, WORKING_DPI / image.dpi)
    free = _ink(pixels)
    for line in lines:
        for word in line.words:
            _clear(free, word.box, round(0.3 / 25.4 * image.dpi))
    for grid in image.grids:
        _clear(free, grid.box, 0)
    parts = list(bands(image.height, round(image.width * scale**2)))
    kept = [_kept(free[rows], pixels[rows], image.dpi) for rows in parts]
    if all(mask is None for mask in kept):
        return None
    out = np.full_like(pixels, 255)
    for rows, mask in zip(parts, kept, strict=True):
        if mask is not None:
            cv2.copyTo(pixels[rows], mask, dst=out[rows])
    return replace(image, pixels=out)


def _kept(free: Mask, pixels: Pixels, dpi: int) -> Mask | None:
    """What of a part of the page looks like rows of letters, given its ink under no word, which is changed in place."""
    near = _worthy(free, dpi)
    if near is None:
        return None
    _complete(free, pixels, min(1.0, WORKING_DPI / dpi))
    # In place: five more copies of the page would be the most memory that reading it takes.
    cv2.dilate(free, np.ones((5, 5), np.uint8), dst=free)
    return np.asarray(cv2.bitwise_and(free, near, dst=free), dtype=np.uint8)


def _ink(pixels: Pixels) -> Mask:
    return np.asarray(cv2.threshold(pixels, INK - 1, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def _complete(free: Mask, pixels: Pixels, scale: float) -> None:
    """Give marks back, in place, of which less than half stands under words: tall boxes cut the line below."""
    before, after = (
        cv2.resize(mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) > 96 for mask in (_ink(pixels), free)
    )
    labels, stats = connected_marks(np.asarray(before, dtype=np.uint8))
    left = np.bincount(labels[after & before], minlength=len(stats))
    cut = (left >= stats[:, 4] / 2) & (left < stats[:, 4])
    cut[0] = False
    whole = cv2.resize(kept_marks(labels, cut), free.shape[::-1], interpolation=cv2.INTER_NEAREST)
    cv2.bitwise_or(free, _ink(pixels), dst=free, mask=np.asarray(whole, dtype=np.uint8))


def _worthy(free: Mask, dpi: int) -> Mask | None:
    """Around rows with enough letters, which are found at the working resolution; None where there is none."""
    scale = min(1.0, WORKING_DPI / dpi)
    mm = dpi * scale / 25.4
    small = cv2.resize(free, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    letters, centres = _letters(np.asarray(small > 96, dtype=np.uint8), mm)
    if not len(centres):
        return None
    rows = _grown(letters, round(AROUND_MM[0] * mm), 0)
    count, labels = cv2.connectedComponents(rows)
    worth = np.zeros(count, dtype=np.int64)
    for x, y, touching in centres:
        worth[labels[y, x]] += touching
    if worth.max() < LEAST_ROW:
        return None
    kept = kept_marks(np.asarray(labels, dtype=np.int32), worth >= LEAST_ROW) & letters
    near = _grown(kept, round(0.5 * mm), round(AROUND_MM[1] * mm))
    return np.asarray(cv2.resize(near, free.shape[::-1], interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def _clear(mask: Mask, box: Box, rim: int) -> None:
    mask[max(0, box.top - rim) : box.bottom + rim, max(0, box.left - rim) : box.right + rim] = 0


def _grown(mask: Mask, across: int, up: int) -> Mask:
    return np.asarray(cv2.dilate(mask, np.ones((2 * up + 1, 2 * across + 1), np.uint8)), dtype=np.uint8)


def _letters(free: Mask, mm: float) -> tuple[Mask, NDArray[np.int64]]:
    """Marks of the size of a letter, and for each (x, y, n): a point on it, and how many letters touch in it ("VT")."""
    labels, stats = connected_marks(free)
    height, width = stats[:, 3] / mm, stats[:, 2] / mm
    filled = stats[:, 4] >= FILLED * stats[:, 2] * stats[:, 3]
    narrow = (width <= WIDEST_MM[0]) | (filled & (width <= WIDEST_MM[1]))
    kept = (height >= LETTER_MM[0]) & (height <= LETTER_MM[1]) & narrow
    kept[0] = False
    points = [
        (x + int(np.argmax(labels[y, x : x + w] == i)), y, max(1, round(w / min(h, TALL_MM * mm))))
        for i, x, y, w, h in _tops(stats, kept)
    ]
    return kept_marks(labels, kept), np.array(points, dtype=np.int64).reshape(-1, 3)


def _tops(stats: NDArray[np.int32], kept: NDArray[np.bool_]) -> list[tuple[int, int, int, int, int]]:
    """Label, left, top, width and height of the marks that are kept."""
    places = np.flatnonzero(kept)
    return [(i, x, y, w, h) for i, (x, y, w, h) in zip(places.tolist(), stats[places, :4].tolist(), strict=True)]


def _inside(x: int, y: int, box: Box) -> bool:
    return box.left <= x < box.right and box.top <= y < box.bottom


def believable(lines: list[Line], known: list[Line], block: int, seals: tuple[Box, ...] = ()) -> list[Line]:
    """Words of a second reading that are sure, hold a letter or digit, and stand on or at no word of the first.

    Between two such words an unsure one stays as well: the line would miss it, and nothing would tell.
    """
    boxes = [word.box for line in known for word in line.words]
    out, added = list[Line](), list[Box]()
    for line in lines:
        seen = [word for word in line.words if _is_new(word, boxes) and not _covered(word.box, added)]
        sure = [at for at, word in enumerate(seen) if word.conf >= LEAST_CONF]
        words = tuple(seen[sure[0] : sure[-1] + 1]) if sure else ()
        short = sum(c.isalnum() for word in words for c in word.raw) < SHORTEST
        if words and not (short and all(_covered(word.box, list(seals)) for word in words)):
            added += [word.box for word in words]  # what a seal breaks may be read as two lines
            out.append(replace(line, words=words, block=block + line.block))
    return out


def _is_new(word: Word, boxes: list[Box]) -> bool:
    return (
        any(c.isalnum() for c in word.raw)
        and not _covered(word.box, boxes)
        and not (len(word.raw) <= FRAGMENT and _broken_off(word.box, boxes))
    )


def _covered(box: Box, others: list[Box]) -> bool:
    x, y = _centre(box)
    return any(_inside(x, y, other) for other in others)


def _broken_off(box: Box, others: list[Box]) -> bool:
    """Whether a word stands so near on the same line that this may be a piece of it.

    On a bilevel page pieces of letters were read so: "đảm bảo 3 giải quyết". Errs towards losing a lone digit.
    """
    x, y = _centre(box)
    near = box.height
    return any(other.top <= y < other.bottom and other.left - near < x < other.right + near for other in others)


def _centre(box: Box) -> tuple[int, int]:
    return (box.left + box.right) // 2, (box.top + box.bottom) // 2
