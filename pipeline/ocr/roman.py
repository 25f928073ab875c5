"""Roman numerals of upright strokes: the reader's count → the count of the strokes on the page.

Tesseract's Vietnamese model reads "III." as "II." or "HI.", with high confidence; the strokes themselves are plain.
"""

import re
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Box, Line, Word
from pipeline.image import Pixels

# What two or three strokes, alone or behind V or X, are read as. On 37 pages 63 such words without V or X were read, 24
# of them with another count than the page shows, up to a confidence of 0.93; of 17 with V or X in tables, 11.
STROKES = re.compile(r"(?:(?P<letters>[VX]{1,3})[IHUNỊ]{1,4}|[IHU]{1,3}|[IH]1|1[IH])(?P<mark>[.:)]?)")
INK = 150  # level: what is darker is ink
MOST = 3  # IIII is no numeral
EVEN = 1.6  # widest stroke over the narrowest: strokes of one letter in one face are alike
TALL = 0.85  # of the tallest: a point is no stroke


def strokes_counted(lines: list[Line], pixels: Pixels) -> list[Line]:
    """Words that strokes alone make up, with as many as there are. `pixels` is the grey page of the boxes."""
    return [replace(line, words=tuple(_counted(word, pixels) for word in line.words)) for line in lines]


def _counted(word: Word, pixels: Pixels) -> Word:
    found = STROKES.fullmatch(word.raw)
    if not found:
        return word
    letters = found["letters"] or ""
    count = stroke_count(pixels, word.box, len(letters))
    return replace(word, raw=letters + "I" * count + found["mark"]) if count else word


def stroke_count(pixels: Pixels, box: Box, letters: int = 0) -> int:
    """How many upright strokes of even width fill the box behind slanted letters; 0 where anything else does."""
    ink = pixels[box.top : box.bottom, box.left : box.right] < INK
    tall = _tall(ink)
    if not tall.any():
        return 0
    height = len(ink)
    # Between the serifs: a bar across ("H", "N") joins the strokes there, a slant ("V") fills what lies between.
    middle = np.asarray(ink[round(0.25 * height) : round(0.75 * height)].any(axis=0), dtype=bool)
    stretches = _stretches(middle)
    strokes = [len(_stretches(tall[start:end])) for start, end in stretches]
    count = strokes.count(1)
    slanted = len(strokes) - count  # the arms of a V are apart there, those of an X are not
    if strokes != [0] * slanted + [1] * count or not letters <= slanted <= 2 * letters:
        return 0
    if not (1 if letters else 2) <= count <= MOST:
        return 0
    return count if _even(_stretches(tall)) and _even(stretches[slanted:]) else 0


def _even(stretches: list[tuple[int, int]]) -> bool:
    widths = [end - start for start, end in stretches]
    return max(widths) <= EVEN * min(widths)


def _tall(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The columns whose ink runs nearly from top to bottom."""
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return np.zeros(ink.shape[1], dtype=bool)
    return np.asarray(ink.sum(axis=0) >= TALL * (rows[-1] - rows[0] + 1), dtype=bool)


def _stretches(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and end of the stretches that are true."""
    edges = np.flatnonzero(np.diff(mask, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))
