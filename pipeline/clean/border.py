"""Black borders that a scanner leaves around the sheet → white."""

from dataclasses import replace

import cv2
import numpy as np

from pipeline.clean.ink import ROUGH_DPI, millimetres
from pipeline.document import Step
from pipeline.image import Mask, PageImage

DARK = 90  # a scanner's lid and shadows at the edge are below; shaded paper is above
SOLID_MM = 2.5  # no stroke of text is so thick both ways: bold capitals of 14 pt have strokes of 1 mm
REACH_MM = 1.0  # ragged rims around the solid part
LEAST_SHARE = 0.002  # of the page
MOST_SHARE = 0.5  # more is no border but a dark page


def whiten_border(image: PageImage) -> PageImage:
    """Whiten what is solidly dark and hangs on the edge of the sheet; text in the margin stays, even if it touches."""
    mask = border_mask(image)
    share = float(np.count_nonzero(mask)) / mask.size
    if not LEAST_SHARE <= share <= MOST_SHARE:
        return image
    pixels = image.pixels.copy()
    pixels[mask > 0] = 255
    return replace(image, pixels=pixels, steps=(*image.steps, Step("border", f"dark on {share:.2%} of the page")))


def border_mask(image: PageImage) -> Mask:
    """255 where the border is; its solid part is found at a lower resolution."""
    dark = np.asarray(cv2.threshold(image.grey, DARK - 1, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)
    if not (dark[0].any() or dark[-1].any() or dark[:, 0].any() or dark[:, -1].any()):
        return np.zeros_like(dark)  # nothing touches the edge: the long way would find nothing
    step = max(1, image.dpi // ROUGH_DPI)
    near = cv2.resize(
        _near_border(dark[::step, ::step], image.dpi / step), dark.shape[::-1], interpolation=cv2.INTER_NEAREST
    )
    return np.asarray(cv2.bitwise_and(near, dark), dtype=np.uint8)


def _near_border(dark: Mask, dpi: float) -> Mask:
    """255 where dark parts that are solid hang on the edge, and around them."""
    # A dark frame around, so that a thin strip along the edge counts as solid too.
    side = millimetres(SOLID_MM, dpi)
    framed = cv2.copyMakeBorder(dark, side, side, side, side, cv2.BORDER_CONSTANT, value=255)
    solid = cv2.morphologyEx(framed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (side, side)))
    _, labels = cv2.connectedComponents(solid)
    hanging = np.asarray(labels == labels[0, 0], dtype=np.uint8) * np.uint8(255)
    kept = hanging[side:-side, side:-side]
    if not kept.any():
        return np.zeros_like(kept)
    reach = 2 * millimetres(REACH_MM, dpi) + 1
    near = cv2.dilate(hanging, cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach)))
    return np.asarray(near[side:-side, side:-side], dtype=np.uint8)
