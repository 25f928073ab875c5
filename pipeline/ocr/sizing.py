"""A page → the page at the size, and with the soft edges, that Tesseract's network reads best.

It brings every line of text to 36 pixels itself, coarsely: marks over letters survive better when the page comes near
that size already, and the reading costs a third less.
"""

from dataclasses import replace

import cv2
import numpy as np

from pipeline.image import PageImage, Pixels, bands, connected_marks

WORKING_DPI = 150
PAPER = 80  # percentile of the levels around a word that is paper
INK = 150  # level: what is darker is read as ink; grey watermarks are lighter
# Height of the small letters (lower quartile of the marks of a letter's size), in pixels, that is read best. Syllable
# errors of 4 scans read by eye / of 12 body pages of typed documents / of 13 born-digital pages, and cells of 17 tables
# that are exact, in %: at 13 pixels 6.5 / 5.4 / 4.9, 88.4; 14.5 5.3 / 5.3 / 5.1, 88.8; 16 5.9 / 5.2 / 4.8, 89.5. At
# 300 dpi, some 28 pixels: 6.0 / 5.8 / 6.6, 82.5.
LETTER_PIXELS = 15.0
LETTER_MM = (1.0, 7.0)  # from small letters of 7 pt to capitals of 14 pt with two marks
LEAST_LETTERS = 30  # fewer do not tell the size of the text
USUAL_MM = 2.4  # small letters of 14 pt, the size that decree 30/2020 prescribes
# Standard deviation of the softening, in pixels of the reading. On 22 pages of three kinds, syllable errors at 150 dpi
# in %: 0.5 4.6, 0.7 4.5, 0.9 4.5, at 170 dpi without 4.6; tables lose 2 points of their cells from 0.7 to 1.0.
# Sharpening the marks afterwards reads three scans and born-digital pages better (syllable errors 5.7 → 5.0 and 4.2 →
# 3.6 %), but of twenty real scans the letterheads and headings worse: metadata 93 → 89 %, sections 100 → 91 %.
SPREAD = 0.7


def reading_scale(image: PageImage) -> float:
    """What to multiply the page's width and height by before it is read; never more than 1."""
    scale = min(1.0, WORKING_DPI / image.dpi)
    small = cv2.resize(image.grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height = letter_height(np.asarray(small, dtype=np.uint8), image.dpi * scale)
    return min(1.0, LETTER_PIXELS / (height / 25.4 * image.dpi))


def letter_height(plain: Pixels, dpi: float) -> float:
    """Height of the small letters of a grey page, in mm; the usual one where there are too few letters."""
    marks = [connected_marks(np.asarray(plain[rows] < INK, dtype=np.uint8))[1][1:] for rows in bands(*plain.shape)]
    sizes = np.asarray(np.concatenate(marks)[:, 2:4], dtype=np.float64) / dpi * 25.4
    low, high = LETTER_MM
    letters = sizes[(sizes[:, 1] >= low) & (sizes.max(axis=1) <= high) & (sizes[:, 0] >= 0.3)]
    return float(np.percentile(letters[:, 1], 25)) if len(letters) >= LEAST_LETTERS else USUAL_MM


def at_scale(image: PageImage, scale: float) -> PageImage:
    """The grey page at a scale of at most 1, its edges softened."""
    plain = image.grey
    if scale < 1:
        plain = np.asarray(cv2.resize(plain, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    soft = np.asarray(cv2.GaussianBlur(plain, (0, 0), SPREAD), dtype=np.uint8)
    return replace(image, pixels=soft, dpi=max(1, round(image.dpi * scale)))


def on_white(piece: Pixels) -> Pixels:
    """A piece of a page with its paper as white as the sheet that it is put on."""
    paper = float(np.percentile(piece, PAPER)) if piece.size else 255.0
    return np.asarray(np.clip(piece * (255.0 / max(1.0, paper)), 0, 255), dtype=np.uint8)
