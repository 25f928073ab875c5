"""Print on the back of the sheet that shows through → paper."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.clean.ink import ROUGH_DPI
from pipeline.document import Step
from pipeline.image import PageImage, Pixels, bands

DARK, PALE = 90, 190  # levels: text is darker than the one, paper brighter than the other
# Shares of the page: of what is neither text (nor near it) nor paper, and of text. Print that shows through at 45 %
# makes 1.8 %; at 30 % it makes 0.3 % and does no harm. On 110 scans and drawn pages it is below 0.8 %, but for faint
# prints, which have less than 2 % of text.
LEAST_PALE, LEAST_DARK = 0.01, 0.03
DEEPEST = 10  # percentile of the pale levels above which all becomes paper


def fade_back(image: PageImage) -> PageImage:
    """Stretch the levels so that what shows through is paper, where much does and the text is clearly darker."""
    plain = image.grey
    scale = min(1.0, ROUGH_DPI / image.dpi)
    small = cv2.resize(plain, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    parts = [np.asarray(small[rows], dtype=np.uint8) for rows in bands(*small.shape)]
    if sum(np.count_nonzero(part < DARK) for part in parts) < LEAST_DARK * small.size:
        return image
    pale = sum(map(_pale_levels, parts))
    share = float(np.sum(pale)) / small.size
    if share < LEAST_PALE:
        return image
    paper = float(np.searchsorted(np.cumsum(pale), DEEPEST / 100 * np.sum(pale)))
    pixels = np.clip(plain.astype(np.float32) * (255.0 / paper), 0, 255).astype(np.uint8)
    return replace(
        image, pixels=pixels, steps=(*image.steps, Step("back", f"shows through on {share:.1%} of the page"))
    )


def _pale_levels(part: Pixels) -> NDArray[np.float32]:
    """How many pixels of every level are neither text, nor near it, nor paper."""
    far = np.asarray(
        cv2.dilate(np.asarray(part < DARK, dtype=np.uint8), np.ones((5, 5), np.uint8)) == 0, dtype=np.uint8
    )
    levels = np.asarray(cv2.calcHist([part], [0], far, [256], [0, 256]), dtype=np.float32).ravel()
    levels[:DARK] = levels[PALE:] = 0
    return levels
