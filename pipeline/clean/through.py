"""Print on the back of the sheet that shows through → paper."""

from dataclasses import replace

import cv2
import numpy as np

from pipeline.clean.ink import ROUGH_DPI
from pipeline.document import Step
from pipeline.image import PageImage

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
    dark = np.asarray(small < DARK, dtype=np.uint8)
    if float(dark.mean()) < LEAST_DARK:
        return image
    near = cv2.dilate(dark, np.ones((5, 5), np.uint8))
    pale = (small >= DARK) & (small < PALE) & (near == 0)
    share = float(pale.mean())
    if share < LEAST_PALE:
        return image
    paper = float(np.percentile(small[pale], DEEPEST))
    pixels = np.clip(plain.astype(np.float32) * (255.0 / paper), 0, 255).astype(np.uint8)
    return replace(
        image, pixels=pixels, steps=(*image.steps, Step("back", f"shows through on {share:.1%} of the page"))
    )
