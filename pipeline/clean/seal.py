"""Red ink of seals and stamps → paper white, with the places of the seals."""

from dataclasses import replace

import cv2
import numpy as np

from pipeline.clean.ink import ROUGH_DPI, millimetres
from pipeline.document import Box, Step
from pipeline.image import Mask, PageImage, Pixels

# Ink of seals in nine colour scans (300 dpi JPEG): red exceeds green and blue by 60-150 levels; paper, black text and
# blue ink by less than 25.
RED_EXCESS = 30
RIM_MM = 0.25  # 3 pixels at 300 dpi: lines of a seal are 0.3-1 mm, rims one or two pixels
LEAST_SHARE = 0.0002  # of the page: a seal of 36 mm covers 0.3-1 %; below this it is noise of a colour scanner
SEAL_MM = (12.0, 70.0)  # an agency's seal is 36 mm across, stamps of urgency 20-40 mm wide; seals overlap


def lift_red(image: PageImage) -> PageImage:
    """The red channel alone, in which red ink is white and black text under it stays; `seals` where the ink was.

    Only on a page with red ink. Blue ink stays dark. Red text of a form would be lost: official forms have none.
    """
    if image.pixels.ndim == 2:
        return image
    step = max(1, image.dpi // ROUGH_DPI)
    mask = red_mask(image.pixels[::step, ::step], image.dpi / step)
    share = float(np.count_nonzero(mask)) / mask.size
    if share < LEAST_SHARE:
        return image
    return replace(
        image,
        pixels=np.ascontiguousarray(image.pixels[..., 0]),
        seals=image.seals + tuple(Box(*(step * edge for edge in box)) for box in seal_boxes(mask, image.dpi / step)),
        steps=(*image.steps, Step("seal", f"red ink on {share:.2%} of the page")),
    )


def red_mask(pixels: Pixels, dpi: float) -> Mask:
    """255 where the ink is red, but for the coloured rims that some scanners draw around black letters."""
    red, green, blue = cv2.split(pixels)
    excess = cv2.subtract(red, cv2.max(green, blue))
    mask = cv2.threshold(excess, RED_EXCESS, 255, cv2.THRESH_BINARY)[1]
    rim = millimetres(RIM_MM, dpi)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((rim, rim), np.uint8)), dtype=np.uint8)


def seal_boxes(mask: Mask, dpi: float) -> tuple[Box, ...]:
    """Boxes of red marks of a seal's or stamp's size, from the top. Pieces up to 2 mm apart belong together."""
    gap = millimetres(2, dpi)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (gap, gap)))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    low, high = millimetres(SEAL_MM[0], dpi), millimetres(SEAL_MM[1], dpi)
    boxes = [
        Box(int(x), int(y), int(x + w), int(y + h))
        for x, y, w, h, _ in stats[1:]
        if low <= max(w, h) <= high and min(w, h) >= low / 2
    ]
    return tuple(sorted(_united(boxes), key=lambda box: (box.top, box.left)))


def _united(boxes: list[Box]) -> list[Box]:
    """Boxes that meet become one: the rings of a seal, a seal and the stamp beside it."""
    out: list[Box] = []
    for box in boxes:
        while True:
            met = next((b for b in out if b.meets(box)), None)
            if met is None:
                break
            out.remove(met)
            box = box.union(met)
        out.append(box)
    return out
