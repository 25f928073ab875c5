"""A crooked page → a level one."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.clean.ink import rough_ink
from pipeline.document import Step, turned_box, turning
from pipeline.image import Mask, PageImage, Pixels

RANGE = 15.0  # degrees each way; sheets in a feeder lie within 5, on a glass within 15
COARSE, FINE = 0.5, 0.05  # degrees: the peak of a page of text is about 1 degree wide
SPARSE = 4  # of so many points one is enough for the coarse search: found the same peak on 106 pages, a third level
# Real pages at up to 0.7 degrees read no better level (words 94.4 → 94.0); synthetic ones at 1 degree do.
LEAST_ANGLE = 0.8
LEAST_INK = 2000  # points: some 30 letters at the working resolution; fewer have no direction
MOST_POINTS = 1_000_000  # a dense page of A3 has half as many; of a drawing of A0 they would take 200 MB
LEAST_PEAK = 1.15  # score of the best angle over the score of no turn: text lines give 1.3 and more from 0.5 degrees


def deskew(image: PageImage) -> PageImage:
    """Turn by the measured angle where it is at least `LEAST_ANGLE`; the sheet grows so that no corner is lost."""
    angle = skew(rough_ink(image)[0])
    if abs(angle) < LEAST_ANGLE:
        return image
    step = Step("deskew", f"angle {angle:.2f}")
    return replace(
        image,
        pixels=turned(image.pixels, angle),
        angle=image.angle + angle,
        seals=tuple(turned_box(box, image.width, image.height, angle) for box in image.seals),
        steps=(*image.steps, step),
    )


def skew(ink: Mask) -> float:
    """Degrees by which the text runs down to the right, -15 to 15; 0 where the rough ink has no clear direction."""
    points = _edges(ink)
    if len(points) < LEAST_INK:
        return 0.0
    rough = _best(points[::SPARSE], np.arange(-RANGE, RANGE + COARSE / 2, COARSE))
    fine = _best(points, np.arange(rough - COARSE, rough + COARSE + FINE / 2, FINE))
    if abs(fine) > RANGE - COARSE or _sharpness(points, fine) < LEAST_PEAK * _sharpness(points, 0.0):
        return 0.0
    return round(float(fine), 2)


def _edges(ink: Mask) -> NDArray[np.float32]:
    """(n, 2) x and y of ink that has paper below: base lines, where rows of text are sharpest."""
    return points_of(np.asarray(ink[:-1] > ink[1:], dtype=np.uint8))


def points_of(mask: Mask) -> NDArray[np.float32]:
    """(n, 2) x and y of what is not 0, row by row; of more than `MOST_POINTS` those of every second, third … column."""
    step = 1 + np.count_nonzero(mask) // MOST_POINTS
    found = cv2.findNonZero(mask if step == 1 else np.ascontiguousarray(mask[:, ::step]))
    if found is None:
        return np.zeros((0, 2), np.float32)
    points: NDArray[np.float32] = found.reshape(-1, 2).astype(np.float32)
    points[:, 0] *= step
    return points


def _best(points: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _sharpness(points, float(angle))))


def _sharpness(points: NDArray[np.float32], angle: float) -> float:
    """How unevenly the rows fill when the page is read at this angle: the sum of squared counts."""
    counts = rows_of(points, angle)
    return float(np.sum(counts * counts))


def rows_of(points: NDArray[np.float32], angle: float) -> NDArray[np.float64]:
    """How many of the points (n, 2) lie on each row of the page when it is read at this angle."""
    radians = np.deg2rad(angle)
    rows = points[:, 1] * np.float32(np.cos(radians)) - points[:, 0] * np.float32(np.sin(radians))
    return np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)


def turned(pixels: Pixels, angle: float) -> Pixels:
    """Turn counter-clockwise by `angle` degrees on a sheet that is large enough, white around."""
    matrix, size = turning(pixels.shape[1], pixels.shape[0], angle)
    white = 255 if pixels.ndim == 2 else (255, 255, 255)
    return np.asarray(
        cv2.warpAffine(pixels, np.array(matrix), size, flags=cv2.INTER_CUBIC, borderValue=white), dtype=np.uint8
    )
