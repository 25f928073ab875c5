"""Black borders that a scanner leaves around the sheet → white."""

from dataclasses import replace

import cv2
import numpy as np

from pipeline.clean.ink import Mask, grey, millimetres
from pipeline.document import Step
from pipeline.image import PageImage

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
    """255 where the border is."""
    side = millimetres(SOLID_MM, image.dpi)
    dark = np.asarray(grey(image.pixels) < DARK, dtype=np.uint8) * np.uint8(255)
    if not (dark[0].any() or dark[-1].any() or dark[:, 0].any() or dark[:, -1].any()):
        return np.zeros_like(dark)  # nothing touches the edge: the long way would find nothing
    # A dark frame around, so that a thin strip along the edge counts as solid too.
    framed = cv2.copyMakeBorder(dark, side, side, side, side, cv2.BORDER_CONSTANT, value=255)
    solid = cv2.morphologyEx(framed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (side, side)))
    _, labels = cv2.connectedComponents(solid)
    hanging = np.asarray(labels == labels[0, 0], dtype=np.uint8) * np.uint8(255)
    reach = 2 * millimetres(REACH_MM, image.dpi) + 1
    near = cv2.dilate(hanging, cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach)))
    rim = cv2.bitwise_and(near, framed)[side:-side, side:-side]
    kept = hanging[side:-side, side:-side]
    return np.asarray(rim if np.any(kept) else kept, dtype=np.uint8)
