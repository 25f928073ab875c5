"""Round seals without colour: where they are; on grey pages also lifted, where their ink is paler than the text's.

On bilevel pages and copies their ink is as black as the text; words under seals are marked as covered in reading.
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.document import Box, Step
from pipeline.image import Mask, PageImage, Pixels

ROUGH_DPI, FINE_DPI = 50, 75  # circles are guessed at the one and judged at the other
RADIUS_MM = (15.0, 22.0)  # an agency's seal is 36 mm across, of the state 42
GUESSES = 40  # circles a page that are judged: on a page full of tables lines of text make twelve likelier ones
VOTES = 30  # of the Hough transform; the rings of eight real seals have 40 and more, or come first
# Share of the ring that is inked, and of a ring 1.6 mm farther out. Eight seals on bilevel pages: 0.92-1.0 inked, one
# half worn 0.79 with 0.12 outside; the most ring-like text of 70 pages: 0.77 with 0.42 and more outside. On 144 pages
# without colour, looked at one by one, all 24 seals are found, and nothing else.
WHOLE = 0.88
WORN, PAPER = 0.75, 0.25
OUTSIDE_MM = 1.6
DARK = 60  # of 255: the part of a pixel that is ink
# Levels between the median of the ring and the darker quarter of all ink: 79 and 97 on scans of red seals in grey, 0 to
# 36 on bilevel pages and black copies. Text is paler at its edges, so that it is stretched and not cut.
PALER = 55
BAND = 0.06  # of the radius: the ring's own width, both ways
EVERY = np.deg2rad(np.arange(0, 360, 3))
# What is tried around a guess: (n, 3) changes of centre and radius, in pixels of the fine page.
NEAR = np.array([(dx, dy, dr) for dr in range(-4, 5) for dx in (-2, 0, 2) for dy in (-2, 0, 2)], dtype=np.float64)


def find_black_seals(image: PageImage) -> PageImage:
    """`seals` where rings are, on a page on which no coloured one was found; pale ones become paper."""
    if image.seals:
        return image
    ink, plain = image.ink, image.grey
    seals = black_seals(ink, image.dpi)
    if not seals:
        return image
    darkest = float(np.percentile(plain[ink > 0], 25))
    pixels, lifted = plain, 0
    for seal in seals:
        level = _ring_level(plain, ink, seal)
        if level - darkest >= PALER:
            pixels = _stretched(pixels, seal, (level + darkest) / 2)
            lifted += 1
    step = Step("black-seal", f"{len(seals)} found, {lifted} paler than the text and lifted")
    return replace(image, pixels=pixels if lifted else image.pixels, seals=seals, steps=(*image.steps, step))


def _ring_level(plain: Pixels, ink: Mask, seal: Box) -> float:
    """Median level of the ink on the ring."""
    part = plain[seal.top : seal.bottom, seal.left : seal.right]
    radius = (seal.right - seal.left) / 2
    down, across = np.ogrid[: part.shape[0], : part.shape[1]]
    ring = np.abs(np.hypot(across - radius, down - radius) - radius) < BAND * radius
    own = part[ring & (ink[seal.top : seal.bottom, seal.left : seal.right] > 0)]
    return float(np.median(own)) if own.size else 0.0


def _stretched(plain: Pixels, seal: Box, paper: float) -> Pixels:
    """The page with what is paler than the level `paper` white within the seal's box, darker ink stretched to it."""
    out = plain.copy()
    part = out[seal.top : seal.bottom, seal.left : seal.right]
    part[:] = np.clip(part.astype(np.float32) * (255.0 / paper), 0, 255).astype(np.uint8)
    return out


def black_seals(ink: Mask, dpi: int) -> tuple[Box, ...]:
    """Boxes of the rings, from the top."""
    fine = _resized(ink, FINE_DPI / dpi)
    dark = cv2.dilate(np.asarray(fine > DARK, dtype=np.uint8), np.ones((3, 3), np.uint8))
    found: list[Box] = []
    for x, y, radius in _circles(_resized(ink, ROUGH_DPI / dpi)):
        ring = _judged(np.asarray(dark, dtype=np.uint8), (x, y, radius))
        if ring is not None:
            left, top, right, bottom = (edge * dpi / FINE_DPI for edge in ring)
            box = Box(round(max(0.0, left)), round(max(0.0, top)), round(right), round(bottom))
            if not any(box.meets(other) for other in found):
                found.append(box)
    return tuple(sorted(found, key=lambda box: (box.top, box.left)))


def _resized(ink: Mask, scale: float) -> Mask:
    return np.asarray(cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _circles(rough: Mask) -> list[tuple[float, float, float]]:
    """Centre and radius of what may be rings, likeliest first, in pixels of the fine page."""
    mm = ROUGH_DPI / 25.4
    low, high = (round(radius * mm) for radius in RADIUS_MM)
    soft = cv2.GaussianBlur(rough, (0, 0), 1.0)
    circles = cv2.HoughCircles(
        soft, cv2.HOUGH_GRADIENT, 1.5, 10 * mm, param1=150, param2=VOTES, minRadius=low, maxRadius=high
    )
    if circles is None:
        return []
    return [(x, y, r) for x, y, r in (circles[0][:GUESSES] * FINE_DPI / ROUGH_DPI).tolist()]


def _judged(dark: Mask, circle: tuple[float, float, float]) -> tuple[float, float, float, float] | None:
    """The box of the ring near a guessed circle; None where no ring is inked well enough."""
    rings = np.array(circle) + NEAR
    inked = _inked(dark, rings)
    x, y, radius = rings[inked == inked.max()].mean(axis=0).tolist()  # a thick ring is met by many
    outside = OUTSIDE_MM * FINE_DPI / 25.4
    worn = inked.max() >= WORN and _inked(dark, np.array([[x, y, radius + outside]]))[0] <= PAPER
    if inked.max() < WHOLE and not worn:
        return None
    return x - radius, y - radius, x + radius, y + radius


def _inked(dark: Mask, rings: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of every circle (x, y, radius) that lies on ink; what lies off the page does not."""
    x, y, radius = (column[:, None] for column in rings.T)
    across, down = (np.round(x + radius * np.cos(EVERY)), np.round(y + radius * np.sin(EVERY)))
    there = (across >= 0) & (down >= 0) & (across < dark.shape[1]) & (down < dark.shape[0])
    places = np.where(there, down, 0).astype(np.int64), np.where(there, across, 0).astype(np.int64)
    return np.asarray((there & (dark[places] > 0)).mean(axis=1), dtype=np.float64)
