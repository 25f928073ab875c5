"""Pixels → pixels of another size, or without their colour channels."""

import cv2
import numpy as np

from pipeline.image import Pixels

# A JPEG of a grey page differs between channels by up to 8 levels from rounding; ink of any colour by more than 40.
COLOURLESS = 12
BAND = 256  # rows taken together: most pages with colour show it early, and a drawing of A0 is not held four times


def grey_if_colourless(pixels: Pixels) -> Pixels:
    """One channel of an RGB page that has no colour; other pages as they are."""
    if pixels.ndim == 2:
        return pixels
    bands = range(0, pixels.shape[0], BAND)
    colourless = all(_spread(pixels[top : top + BAND]) <= COLOURLESS for top in bands)
    return np.ascontiguousarray(pixels[..., 1]) if colourless else pixels


def swap_red_and_blue(pixels: Pixels) -> None:
    """Change BGR to RGB in place, band by band: OpenCV copies what it changes in place."""
    for top in range(0, pixels.shape[0], BAND):
        band = pixels[top : top + BAND]
        cv2.cvtColor(band, cv2.COLOR_BGR2RGB, dst=band)


def _spread(pixels: Pixels) -> int:
    """The largest difference between two channels of a pixel."""
    red, green, blue = cv2.split(pixels)
    most, least = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    return int(cv2.subtract(most, least).max())


def resized(pixels: Pixels, scale: float) -> Pixels:
    """Cubic interpolation upwards, area averages downwards."""
    way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=way), dtype=np.uint8)
