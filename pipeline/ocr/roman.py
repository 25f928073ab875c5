"""Words of upright strokes alone: the reader's count → the count of the strokes on the page, "I" or "1" by their tops.

Tesseract's Vietnamese model reads "III." as "II." or "HI.", with high confidence; the strokes themselves are plain.
"""

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Box, Line, Word
from pipeline.image import Pixels
from pipeline.ocr.sizing import INK

# What two or three strokes, alone or behind V or X, are read as. On 37 pages 63 such words without V or X were read, 24
# of them with another count than the page shows, up to a confidence of 0.93; of 17 with V or X in tables, 11.
STROKES = re.compile(r"(?:(?P<letters>[VX]{1,3})[IHUNỊ]{1,4}|[IHUl]{1,3}|[IH]1|1[IH])(?P<mark>[.:)]?)")
MOST = 3  # IIII is no numeral
EVEN = 1.6  # widest stroke over the narrowest: strokes of one letter in one face are alike
TALL = 0.85  # of the tallest: a point is no stroke
TOP = 0.3  # of the height: there a "1" has its flag to the left, an "I" serifs on both sides or none
EDGE = 0.2  # of the height: where the bowl of a "U" lies, below the middle that is looked at
FLAG, BARE = 0.06, 0.04  # of the height: least reach of a flag, most reach of ink where there is none


def strokes_counted(lines: list[Line], pixels: Pixels) -> list[Line]:
    """Words that strokes alone make up, with as many as there are. `pixels` is the grey page of the boxes."""
    return [replace(line, words=tuple(_counted(word, pixels) for word in line.words)) for line in lines]


def _counted(word: Word, pixels: Pixels) -> Word:
    found = STROKES.fullmatch(word.raw)
    if not found:
        return word
    letters = found["letters"] or ""
    strokes = read_strokes(pixels, word.box, len(letters))
    return replace(word, raw=letters + strokes + found["mark"]) if strokes else word


def read_strokes(pixels: Pixels, box: Box, letters: int = 0) -> str:
    """ "III" or "11": the upright strokes of even width that fill the box behind slanted letters; "" for anything else.

    A stroke alone counts behind slanted letters and with the flag of a digit.
    """
    ink = pixels[box.top : box.bottom, box.left : box.right] < INK
    tall = _tall(ink)
    if not tall.any():
        return ""
    height = len(ink)
    # Between the serifs: a bar across ("H", "N") joins the strokes there, a slant ("V") fills what lies between.
    middle = np.asarray(ink[round(0.25 * height) : round(0.75 * height)].any(axis=0), dtype=bool)
    stretches = _stretches(middle)
    strokes = [len(_stretches(tall[start:end])) for start, end in stretches]
    count = strokes.count(1)
    slanted = len(strokes) - count  # the arms of a V are apart there, those of an X are not
    if strokes != [0] * slanted + [1] * count or not letters <= slanted <= 2 * letters:
        return ""
    if not 1 <= count <= MOST or not _even(_stretches(tall)) or not _even(stretches[slanted:]):
        return ""
    if any(_bowl(ink, a[1], b[0]) for a, b in pairwise(_stretches(tall))):
        return ""
    if not letters and all(_flagged(ink, start, end) for start, end in _stretches(tall)):
        return "1" * count
    return "I" * count if letters or count > 1 else ""


def _bowl(ink: NDArray[np.bool_], start: int, end: int) -> bool:
    """Whether strokes are joined below and not above: "U"; serifs that touch do so at both ends."""
    edge = round(EDGE * len(ink))
    return bool(ink[-edge:, start:end].any(axis=0).all() and not ink[:edge, start:end].any(axis=0).all())


def _flagged(ink: NDArray[np.bool_], start: int, end: int) -> bool:
    """Whether the stroke over columns `start` to `end` has ink to its left at the top, and none to its right."""
    top = np.asarray(ink[: round(TOP * len(ink))].any(axis=0), dtype=bool)
    left = next((reach for reach in range(start) if not top[start - 1 - reach]), start)
    right = next((reach for reach in range(len(top) - end) if not top[end + reach]), len(top) - end)
    return left >= FLAG * len(ink) and right <= BARE * len(ink)


def _even(stretches: list[tuple[int, int]]) -> bool:
    widths = [end - start for start, end in stretches]
    return max(widths) <= EVEN * min(widths)


def _tall(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The columns whose ink runs nearly from top to bottom."""
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows) or len(rows) != rows[-1] - rows[0] + 1:  # a mark below or above: "Ị" is no numeral
        return np.zeros(ink.shape[1], dtype=bool)
    return np.asarray(ink.sum(axis=0) >= TALL * (rows[-1] - rows[0] + 1), dtype=bool)


def _stretches(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and end of the stretches that are true."""
    edges = np.flatnonzero(np.diff(mask, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))
