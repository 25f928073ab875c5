"""Pixels → pixels of another size, or without their colour channels."""

import cv2
import numpy as np

from pipeline.image import Pixels

# A JPEG of a grey page differs between channels by up to 8 levels from rounding; ink of any colour by more than 40.
COLOURLESS = 12


def grey_if_colourless(pixels: Pixels) -> Pixels:
    """One channel of an RGB page that has no colour; other pages as they are."""
    if pixels.ndim == 2:
        return pixels
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    spread = np.maximum(np.maximum(cv2.absdiff(red, green), cv2.absdiff(green, blue)), cv2.absdiff(red, blue))
    return np.ascontiguousarray(green) if int(spread.max()) <= COLOURLESS else pixels


def resized(pixels: Pixels, scale: float) -> Pixels:
    """Cubic interpolation upwards, area averages downwards."""
    way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=way), dtype=np.uint8)
