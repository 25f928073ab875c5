"""Figures of ruling lines → frames of a stamp's size, also with sides off the sheet, under a seal or among letters."""

import cv2
import numpy as np

from pipeline.clean.ink import millimetres
from pipeline.document import Box
from pipeline.image import Mask, PageImage

# The frame of a stamp of arrival is prescribed as 35 by 50 mm; on seven scans it is 50 by 21 to 71 by 27.
WIDTH_MM, HEIGHT_MM = (25.0, 75.0), (10.0, 45.0)
MEET_MM = 4.0  # in which sides meet that were stamped by hand, two degrees from level
LEAST_LEVEL = 2  # level lines that meet an upright one on the same side of it: the top, the bottom, one below a title


def frame_of(box: Box, level: Mask, upright: Mask, image: PageImage) -> Box | None:
    """The frame that the lines within `box` make on the upper half of a first page; None for other figures.

    An upright side is enough, with level lines of a stamp's width that meet it on one side: scanners cut others off,
    and letters and seals hide them. What stands there must tell whether it is a stamp.
    """
    if image.number != 1 or (box.top + box.bottom) / 2 > image.height / 2:
        return None
    low, high = (millimetres(mm, image.dpi) for mm in HEIGHT_MM)
    levels = _lines(level, box)
    sides = [side for side in _lines(upright, box) if low <= side.height <= high]
    found = [_beside(side, levels, image.dpi, way) for side in sides for way in (-1, 1)]
    frames = [frame for frame in found if frame is not None and not _in_seal(frame, image.seals)]
    return max(frames, key=lambda frame: frame.width * frame.height, default=None)


def _in_seal(frame: Box, seals: tuple[Box, ...]) -> bool:
    """Whether this is what a seal itself shows; a frame may be stamped over its rim."""
    x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    return any(seal.left <= x <= seal.right and seal.top <= y <= seal.bottom for seal in seals)


def _beside(side: Box, levels: list[Box], dpi: int, way: int) -> Box | None:
    """The frame to the left (-1) or right (1) of an upright side."""
    near, (low, high) = millimetres(MEET_MM, dpi), (millimetres(mm, dpi) for mm in WIDTH_MM)
    met = [line for line in levels if side.top - near <= (line.top + line.bottom) / 2 <= side.bottom + near]
    if way < 0:
        met = [line for line in met if line.left < side.left - low and line.right >= side.left - near]
        left, right = min((line.left for line in met), default=0), side.right
    else:
        met = [line for line in met if line.right > side.right + low and line.left <= side.right + near]
        left, right = side.left, max((line.right for line in met), default=0)
    if len(met) < LEAST_LEVEL or not low <= right - left <= high:
        return None
    return Box(
        left, min(side.top, *(line.top for line in met)), right, max(side.bottom, *(line.bottom for line in met))
    )


def _lines(mask: Mask, box: Box) -> list[Box]:
    """Every line of the mask, whose left top corner is that of `box`."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    found = np.asarray(stats[1:], dtype=np.int64).tolist()
    return [Box(box.left + x, box.top + y, box.left + x + w, box.top + y + h) for x, y, w, h, _ in found]
