"""Black and white pixels → soft edges, which Tesseract's network was trained on."""

import cv2
import numpy as np

from pipeline.image import Pixels

DARK = 128
BLACK_SHARE = 0.3  # of the dark pixels that are pure black: 0.34-0.86 in 27 1-bit scans, 0.00-0.19 in 22 others


def softened(pixels: Pixels) -> Pixels:
    """A black and white page with the mean of 3 × 3 pixels; a grey or colour page as it is.

    On 25 pages of 13 1-bit scans (200 and 300 dpi): syllable errors 7.2 → 6.7 %, words found 95.2 → 95.8 %, numbers
    90.7 → 91.8 %. On 3 colour pages numbers were lost.
    """
    if pixels.ndim == 3 or not is_black_and_white(pixels):
        return pixels
    return np.asarray(cv2.blur(pixels, (3, 3)), dtype=np.uint8)


def is_black_and_white(pixels: Pixels) -> bool:
    """Is the ink of a grey page pure black for the most part?"""
    dark = int(np.count_nonzero(pixels < DARK))
    return dark > 0 and int(np.count_nonzero(pixels == 0)) > BLACK_SHARE * dark
