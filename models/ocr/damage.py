"""What print, paper and scanner do to a line; never so much that a person could not read it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from models.ocr.printing import Place

Grey = NDArray[np.uint8]
Levels = NDArray[np.float32]

CLEAN, BLACK_AND_WHITE = 0.30, 0.38  # shares of lines; the rest are grey scans
SEALED, SIGNED = 0.14, 0.08  # shares of lines over which a seal or a signature runs


def drawn_over(sheet: Grey, place: Place, size: float, base: int, rng: random.Random) -> Grey:
    """Now and then an underline, a ruling line beside or below, a seal, a signature."""
    height, width = sheet.shape
    thick = max(1, int(size / 20))
    left, right = int(place.left), int(place.right)
    if rng.random() < 0.04:
        level = base + int(size * 0.12)
        cv2.line(sheet, (left, level), (right, level), 0, thick)
    if rng.random() < 0.05:
        x = left - rng.randint(1, 8) if rng.random() < 0.5 else right + rng.randint(1, 8)
        cv2.line(sheet, (x, 0), (x, height), 0, thick)
    if rng.random() < 0.04:
        level = int(place.bottom) + rng.randint(2, 6)
        cv2.line(sheet, (0, level), (width, level), rng.randint(0, 120), thick)
    if rng.random() < SEALED:
        _seal(sheet, place, size, rng)
    if rng.random() < SIGNED:
        _strokes(sheet, place, size, rng)
    return sheet


def _seal(sheet: Grey, place: Place, size: float, rng: random.Random) -> None:
    """Two rims, letters between them as bars, a star; 36 mm across, as on real papers, is 7.3 sizes of 14 points."""
    radius, level = size * rng.uniform(2.8, 4.2), rng.choice((0, 0, rng.randint(0, 200)))
    x = rng.uniform(place.left - 0.5 * radius, place.right + 0.5 * radius)
    y = (place.top + place.bottom) / 2 + rng.uniform(-1.1, 1.1) * radius
    centre = (int(x), int(y))
    cv2.circle(sheet, centre, int(radius), level, max(1, int(size * rng.uniform(0.03, 0.12))))
    cv2.circle(sheet, centre, int(radius * 0.62), level, max(1, int(size * 0.03)))
    for angle in np.arange(rng.random(), 2 * np.pi, rng.uniform(0.15, 0.3)):
        reach = (radius * rng.uniform(0.66, 0.75), radius * rng.uniform(0.8, 0.9))
        ends = [(int(x + far * np.cos(angle)), int(y + far * np.sin(angle))) for far in reach]
        cv2.line(sheet, ends[0], ends[1], level, max(1, int(size * rng.uniform(0.02, 0.08))))
    if rng.random() < 0.5:
        turn = rng.random()
        corners = [(0.3 if i % 2 else 0.12, turn + i * np.pi / 5) for i in range(10)]
        star = [(int(x + far * radius * np.cos(a)), int(y + far * radius * np.sin(a))) for far, a in corners]
        cv2.polylines(sheet, [np.array(star, np.int32)], True, level, max(1, int(size * 0.04)))


def _strokes(sheet: Grey, place: Place, size: float, rng: random.Random) -> None:
    """A signature: one to three smooth strokes of a pen."""
    for _ in range(rng.randint(1, 3)):
        middle = (rng.uniform(place.left, place.right), rng.uniform(place.top, place.bottom))
        points = np.array([[rng.gauss(middle[0], 2 * size), rng.gauss(middle[1], 1.5 * size)] for _ in range(4)])
        at = np.linspace(0, 1, 40)[:, None]
        weights = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)  # a Bézier curve
        curve = sum(weight * point for weight, point in zip(weights, points, strict=True))
        thick = max(1, int(size * rng.uniform(0.03, 0.1)))
        cv2.polylines(sheet, [np.asarray(curve, np.int32)], False, rng.choice((0, 0, rng.randint(0, 160))), thick)


def moved(sheet: Grey, place: Place, dpi: int, rng: random.Random) -> tuple[Grey, Place]:
    """A slight turn, another width, edges that waver."""
    height, width = sheet.shape
    if rng.random() < 0.35:
        angle = max(-0.8, min(0.8, rng.gauss(0, 0.35)))
        centre = ((place.left + place.right) / 2, (place.top + place.bottom) / 2)
        matrix = cv2.getRotationMatrix2D(centre, angle, 1.0)
        turned = cv2.warpAffine(sheet, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
        sheet = np.asarray(turned, np.uint8)
    if rng.random() < 0.3:
        factor = rng.uniform(0.88, 1.12)
        method = cv2.INTER_LINEAR if factor > 1 else cv2.INTER_AREA
        sheet = np.asarray(cv2.resize(sheet, None, fx=factor, fy=1, interpolation=method), np.uint8)
        place = place._replace(left=place.left * factor, right=place.right * factor)
    if rng.random() < 0.15:
        sheet = _wavering(sheet, rng.uniform(0.3, 1.2) * dpi / 300, _noise(rng))
    return sheet, place


def _wavering(sheet: Grey, reach: float, noise: np.random.Generator) -> Grey:
    height, width = sheet.shape
    shape = (max(2, height // 6), max(2, width // 6))
    across, down = (cv2.resize(noise.normal(0, reach, shape).astype(np.float32), (width, height)) for _ in range(2))
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    return np.asarray(cv2.remap(sheet, columns + across, rows + down, cv2.INTER_LINEAR, borderValue=255), np.uint8)


def aged(cut: Grey, dpi: int, rng: random.Random) -> Grey:
    """Clean, black and white, or grey with noise."""
    kind, sharp = rng.random(), dpi / 300
    if kind < CLEAN:
        if rng.random() < 0.5:
            cut = np.asarray(cv2.GaussianBlur(cut, (0, 0), rng.uniform(0.2, 0.8) * sharp + 0.01), np.uint8)
        return cut
    levels = cv2.GaussianBlur(cut.astype(np.float32), (0, 0), rng.uniform(0.4, 1.7) * sharp + 0.01)
    noise = _noise(rng)
    if rng.random() < 0.5:
        levels = _faded(levels, rng.uniform(0, 0.22), noise)
    grain = cv2.GaussianBlur(noise.normal(0, 1, levels.shape).astype(np.float32), (0, 0), rng.uniform(0.3, 0.9))
    levels = np.asarray(levels + grain * rng.uniform(2, 34), np.float32)
    done = _black_and_white(levels, rng) if kind < CLEAN + BLACK_AND_WHITE else _grey(levels, rng)
    return np.clip(done, 0, 255).astype(np.uint8)


def _faded(levels: Levels, much: float, noise: np.random.Generator) -> Levels:
    height, width = levels.shape
    cloud = noise.normal(0, 1, (max(2, height // 12), max(2, width // 12))).astype(np.float32)
    kept = np.clip(1 - much * np.abs(cv2.resize(cloud, (width, height))), 0.2, 1)
    return np.asarray(255 - (255 - levels) * kept, np.float32)


def _black_and_white(levels: Levels, rng: random.Random) -> Levels:
    threshold = max(75.0, min(215.0, rng.gauss(142, 30)))
    out = np.where(levels < threshold, 0.0, 255.0).astype(np.float32)
    if rng.random() < 0.25:
        for _ in range(rng.randint(1, 12)):
            spot = (rng.randrange(out.shape[1]), rng.randrange(out.shape[0]))
            cv2.circle(out, spot, rng.choice((0, 0, 1, 1, 2)), rng.choice((0.0, 0.0, 255.0)), -1)
    return out


def _grey(levels: Levels, rng: random.Random) -> Levels:
    dark, bright = rng.uniform(0, 95), rng.uniform(205, 255)
    out = np.asarray(dark + np.clip(levels, 0, 255) * (bright - dark) / 255, np.float32)
    if rng.random() < 0.6:
        quality = [cv2.IMWRITE_JPEG_QUALITY, rng.randint(30, 92)]
        packed = cv2.imencode(".jpg", np.clip(out, 0, 255).astype(np.uint8), quality)[1]
        out = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.float32)
    return out


def nothing(rng: random.Random) -> Grey:
    """A piece of paper without letters: arcs, strokes or specks."""
    height, width, kind = rng.randint(20, 60), rng.randint(20, 300), rng.random()
    sheet = np.full((height, width), rng.uniform(200, 255), np.float32)
    for _ in range(rng.randint(1, 4)):
        spot = (rng.randrange(width), rng.randrange(height))
        if kind < 0.4:
            centre = (spot[0], rng.randrange(-60, height + 60))
            cv2.circle(sheet, centre, rng.randint(10, 120), rng.uniform(0, 200), rng.randint(1, 6))
        elif kind < 0.7:
            end = (rng.randrange(width), rng.randrange(height))
            cv2.line(sheet, spot, end, rng.uniform(0, 150), rng.randint(1, 5))
        else:
            cv2.circle(sheet, spot, rng.randint(0, 2), rng.uniform(0, 150), -1)
    grain = _noise(rng).normal(0, rng.uniform(0, 25), sheet.shape).astype(np.float32)
    return np.clip(cv2.GaussianBlur(sheet + grain, (0, 0), rng.uniform(0.5, 1.2)), 0, 255).astype(np.uint8)


def _noise(rng: random.Random) -> np.random.Generator:
    return np.random.default_rng(rng.randrange(1 << 60))
