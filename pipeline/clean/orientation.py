"""A page that lies on its side or its head → upright."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.deskew import points_of, rows_of, skew
from pipeline.clean.ink import rough_ink
from pipeline.document import Step, turned_box
from pipeline.image import Mask, PageImage, bands, connected_marks, kept_marks

LEAST_LETTERS = 150  # a third of a page of text; fewer leave the direction open
LETTER_MM = (1.2, 7.0)  # from letters of 9 pt to capitals of 14 pt with two marks
# Sharpness of rows over that of columns, on 140 upright pages: 2.3-8 in running text, 0.6-1.5 in tables.
SIDEWAYS = 2.0
# Sharpness of the rows of 30 pages: 0.06-0.22, of their columns 0.01-0.16. From here on no column can be SIDEWAYS times
# as sharp, and need not be looked at.
SHARP = 0.12
# Falls over rises of the rows' profile, cubed: a base line is sharper than the tops of letters with marks. On the same
# pages 1.2-4 when upright (0.9-1.1 in three tables and skewed pages), the inverse upside down.
UPSIDE_DOWN = 0.70


def turn_upright(image: PageImage) -> PageImage:
    """Turn by 90, 180 or 270 degrees where the direction of the lines, and then of their letters, leaves no doubt."""
    quarter = quarters(image)
    if not quarter:
        return image
    pixels = np.ascontiguousarray(np.rot90(image.pixels, quarter))
    step = Step("orientation", f"turned by {90 * quarter}")
    seals = tuple(turned_box(box, image.width, image.height, 90 * quarter) for box in image.seals)
    return replace(image, pixels=pixels, angle=image.angle + 90 * quarter, seals=seals, steps=(*image.steps, step))


def quarters(image: PageImage) -> int:
    """Quarter turns counter-clockwise, 0 to 3, that make the page upright; 0 where it is unclear."""
    letters, count = _letters(image)
    if count < LEAST_LETTERS:
        return 0
    across = _rows(letters)
    if _sharpness(across) < SHARP:  # else level enough, and no need to look how far it is from level
        across = _profile(letters)
    sharp = _sharpness(across)
    if sharp < SHARP:
        down = _profile(np.ascontiguousarray(np.rot90(letters)))
        if _sharpness(down) > SIDEWAYS * sharp:
            ratio = _falls_over_rises(down)
            return 3 if ratio < UPSIDE_DOWN else 1 if ratio > 1 / UPSIDE_DOWN else 0
        if sharp <= SIDEWAYS * _sharpness(down):
            return 0
    return 2 if _falls_over_rises(across) < UPSIDE_DOWN else 0


def _letters(image: PageImage) -> tuple[Mask, int]:
    """The rough ink with marks of a letter's size only, and the number of letters."""
    ink, dpi = rough_ink(image)
    count = 0
    for rows in bands(*ink.shape):
        labels, stats = connected_marks(ink[rows])
        size = stats[:, 2:4].max(axis=1) / dpi * 25.4
        kept = size <= LETTER_MM[1]
        kept[0] = False
        count += int(np.sum(kept & (size >= LETTER_MM[0])))
        ink[rows] = kept_marks(labels, kept)
    return ink, count


def _profile(letters: Mask) -> NDArray[np.float64]:
    """Ink of every row once the page is level."""
    return rows_of(points_of(letters), skew(letters))


def _rows(letters: Mask) -> NDArray[np.float64]:
    """Ink of every row."""
    return np.asarray(letters.sum(axis=1), dtype=np.float64)


def _sharpness(profile: NDArray[np.float64]) -> float:
    """Change from row to row over the whole: high for lines of text, near 0 across them."""
    return float(np.sum(np.diff(profile) ** 2) / max(1.0, float(np.sum(profile**2))))


def _falls_over_rises(profile: NDArray[np.float64]) -> float:
    change = np.diff(profile)
    falls, rises = change[change < 0], change[change > 0]
    return float(np.sum(np.abs(falls) ** 3) / max(1.0, float(np.sum(rises**3))))
