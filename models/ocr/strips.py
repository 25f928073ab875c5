"""A grey crop of a line → the strip of 36 rows that the network is given, as Tesseract makes it.

The scaling is Leptonica's own (`pixScale`), called in the library that Tesseract brings: other libraries blur the marks
over letters otherwise. The levels are those of Tesseract's lstm/networkio.cpp.
"""

import ctypes
from functools import cache

import numpy as np
from numpy.typing import NDArray

from models.ocr.damage import Grey

ROWS = 36
LIBRARY = "liblept.so.5"

Strip = NDArray[np.float32]


def strip_of(crop: Grey) -> Strip:
    """(36, width), -1 for ink to 1 for paper."""
    scaled = _scaled(crop, ROWS / len(crop))
    rows = np.pad(scaled, ((0, max(0, ROWS - len(scaled))), (0, 0)), mode="edge")[:ROWS]
    black, white = _extremes(rows[ROWS // 2].astype(np.int64))
    contrast = (white - black) / 2 if white > black else 1.0
    return np.asarray(np.clip((rows - black) / contrast - 1, -1, 1), np.float32)


def _extremes(row: NDArray[np.int64]) -> tuple[float, float]:
    """Level of ink and of paper: quartiles of the valleys and of the peaks along the middle."""
    before, here, after = row[:-2], row[1:-1], row[2:]
    valleys = here[((here < before) & (here <= after)) | ((here <= before) & (here < after))]
    peaks = here[((here > before) & (here >= after)) | ((here >= before) & (here > after))]
    return _quantile(valleys, 0.25, 0), _quantile(peaks, 0.75, 255)


def _quantile(levels: NDArray[np.int64], share: float, usual: int) -> float:
    """As Tesseract's STATS::ile: within a level in proportion."""
    counts = np.bincount(levels if len(levels) else np.array([usual]), minlength=256)
    target = max(1.0, share * counts.sum())
    sums = np.cumsum(counts)
    level = int(np.searchsorted(sums, target))
    return level + 1 - float(sums[level] - target) / float(counts[level])


@cache
def _leptonica() -> ctypes.CDLL:
    library = ctypes.CDLL(LIBRARY)
    for name in ("pixCreate", "pixScale", "pixGetData"):
        getattr(library, name).restype = ctypes.c_void_p
    library.pixScale.argtypes = [ctypes.c_void_p, ctypes.c_float, ctypes.c_float]
    for name in ("pixGetData", "pixGetWidth", "pixGetHeight", "pixGetWpl"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    library.pixDestroy.argtypes = [ctypes.POINTER(ctypes.c_void_p)]
    return library


def _scaled(grey: Grey, factor: float) -> Grey:
    """Leptonica keeps rows as words of 4 bytes, the first pixel highest."""
    library, (height, width) = _leptonica(), grey.shape
    source = library.pixCreate(width, height, 8)
    rows = np.zeros((height, 4 * library.pixGetWpl(source)), np.uint8)
    rows[:, :width] = grey
    words = rows.view(">u4").astype("<u4").tobytes()
    ctypes.memmove(library.pixGetData(source), words, len(words))
    made = library.pixScale(source, factor, factor)
    wide, high, step = library.pixGetWidth(made), library.pixGetHeight(made), library.pixGetWpl(made)
    words = ctypes.string_at(library.pixGetData(made), 4 * high * step)
    out = np.frombuffer(words, "<u4").astype(">u4").view(np.uint8).reshape(high, 4 * step)[:, :wide].copy()
    for image in (source, made):
        library.pixDestroy(ctypes.byref(ctypes.c_void_p(image)))
    return out
