"""A page image → its ink at the resolution that defects are measured at; lengths in millimetres → pixels."""

import cv2
import numpy as np

from pipeline.image import Mask, PageImage

ROUGH_DPI = 150  # letters of 9 pt have 14 pixels there, and 0.05 degrees move the end of a line of 160 mm by 0.8 pixels


def rough_ink(image: PageImage) -> tuple[Mask, float]:
    """1 where at least two of five parts of a pixel are ink, and the resolution: at most `ROUGH_DPI`."""
    scale = min(1.0, ROUGH_DPI / image.dpi)
    small = cv2.resize(image.ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    cv2.threshold(small, 96, 1, cv2.THRESH_BINARY, dst=small)  # in place: a drawing of A0 has 36 MB
    return np.asarray(small, dtype=np.uint8), image.dpi * scale


def millimetres(length: float, dpi: float) -> int:
    """Pixels of a length, at least 1."""
    return max(1, round(length / 25.4 * dpi))
