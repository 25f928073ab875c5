"""A page as pixels."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.document import Box, Grid, Step

Pixels = NDArray[np.uint8]  # (height, width) grey or (height, width, 3) RGB
Mask = NDArray[np.uint8]  # (height, width), 255 where true, 0 elsewhere

BAND = 128  # rows taken together: numpy makes 64-bit indices of all labels that it is given
LARGEST = 9_000_000  # pixels that are looked through at once: a page of A2 at 150 dpi; labels take four bytes each


def bands(height: int, width: int) -> Iterator[slice]:
    """Rows of a page in parts of `LARGEST` pixels: one for all but drawings."""
    rows = max(1, LARGEST // max(1, width))
    for top in range(0, height, rows):
        yield slice(top, min(height, top + rows))


def connected_marks(mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Connected parts of what is not 0: the label of every pixel, and left, top, width, height, area of every label.

    Label 0 is the ground. BBDT takes less than half the time of OpenCV's default.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_BBDT)
    return np.asarray(labels, dtype=np.int32), np.asarray(stats, dtype=np.int32)


def kept_marks(labels: NDArray[np.int32], kept: NDArray[np.bool_]) -> Mask:
    """1 where a pixel's label is kept. The labels are those of `connected_marks`, one of `kept` for each."""
    out, values = np.empty(labels.shape, dtype=np.uint8), kept.astype(np.uint8)
    for top in range(0, len(labels), BAND):
        out[top : top + BAND] = values.take(labels[top : top + BAND], mode="clip")
    return out


@dataclass(frozen=True, eq=False)
class PageImage:
    """Pixels of one page, (height, width) grey or (height, width, 3) RGB; `number` from 1; `dpi` of these pixels.

    Cleaning fills `angle` (degrees removed), `seals`, `frames` (ruled ones of a stamp's size), `grids` and
    `steps`. The array is never written to.
    """

    pixels: Pixels = field(repr=False)
    number: int
    dpi: int
    angle: float = 0.0
    seals: tuple[Box, ...] = ()
    frames: tuple[Box, ...] = ()
    grids: tuple[Grid, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @cached_property
    def grey(self) -> Pixels:
        """(height, width) luminance; the pixels of a grey page as they are."""
        if self.pixels.ndim == 2:
            return self.pixels
        return np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)

    @cached_property
    def ink(self) -> Mask:
        """255 where a pixel is dark: below Otsu's threshold, kept between 80 and 200.

        The bounds are for pages that are nearly all paper, where Otsu would part paper from paper.
        """
        level, mask = cv2.threshold(self.grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        cv2.threshold(self.grey, min(200.0, max(80.0, level)), 255, cv2.THRESH_BINARY_INV, dst=mask)
        return np.asarray(mask, dtype=np.uint8)
