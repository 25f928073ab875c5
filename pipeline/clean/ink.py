"""Pixels → grey, and grey → where the ink is; lengths in millimetres → pixels."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import Pixels

Mask = NDArray[np.uint8]  # (height, width), 255 where true, 0 elsewhere


def grey(pixels: Pixels) -> Pixels:
    """(height, width) luminance; a grey page as it is."""
    return pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def ink_mask(pixels: Pixels) -> Mask:
    """255 where a pixel is dark: below Otsu's threshold, kept between 80 and 200.

    The bounds are for pages that are nearly all paper, where Otsu would part paper from paper.
    """
    plain = grey(pixels)
    level, _ = cv2.threshold(plain, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    _, mask = cv2.threshold(plain, min(200.0, max(80.0, level)), 255, cv2.THRESH_BINARY_INV)
    return np.asarray(mask, dtype=np.uint8)


def millimetres(length: float, dpi: int) -> int:
    """Pixels of a length, at least 1."""
    return max(1, round(length / 25.4 * dpi))
