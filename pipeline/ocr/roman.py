"""Roman numerals of upright strokes: the reader's count → the count of the strokes on the page.

Tesseract's Vietnamese model reads "III." as "II." or "HI.", with high confidence; the strokes themselves are plain.
"""

import re
from dataclasses import replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Box, Line, Word
from pipeline.image import Pixels

# What two or three strokes are read as, standing alone or before a point. On 37 pages 63 such words were
# read, 24 of them with another count than the page shows, up to a confidence of 0.93.
STROKES = re.compile(r"(?:[IHU]{1,3}|[IH]1|1[IH])(?P<mark>[.:)]?)")
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
    count = stroke_count(pixels, word.box)
    return replace(word, raw="I" * count + found["mark"]) if count else word


def stroke_count(pixels: Pixels, box: Box) -> int:
    """How many upright strokes of even width, with nothing between them, fill the box; 0 where it is anything else."""
    ink = pixels[box.top : box.bottom, box.left : box.right] < INK
    tall = _tall(ink)
    if not tall.any():
        return 0
    height = len(ink)
    runs = _runs(tall)
    # Between the serifs: a bar across ("H", "N") joins the strokes there, a slant ("V") fills what lies between.
    middle = _runs(np.asarray(ink[round(0.25 * height) : round(0.75 * height)].any(axis=0), dtype=bool))
    if len(middle) != len(runs) or not 2 <= len(runs) <= MOST:
        return 0
    return len(runs) if max(runs) <= EVEN * min(runs) else 0


def _tall(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The columns whose ink runs nearly from top to bottom."""
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return np.zeros(ink.shape[1], dtype=bool)
    return np.asarray(ink.sum(axis=0) >= TALL * (rows[-1] - rows[0] + 1), dtype=bool)


def _runs(mask: NDArray[np.bool_]) -> list[int]:
    """Lengths of the stretches that are true."""
    return [sum(1 for _ in group) for true, group in groupby(mask.tolist()) if true]
