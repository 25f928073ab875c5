"""A line of text → the grey crop that Tesseract would cut from a scan of it."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import regex
from PIL import Image, ImageDraw, ImageFont

from models.ocr.damage import Grey, aged, drawn_over, moved
from models.ocr.text import GAP

DATA = Path(__file__).parent / "data"
FOLDER = Path("/usr/share")
INCH = 72  # points
POINTS = {14: 30, 13: 30, 12: 15, 11: 8, 10: 5, 9: 3, 8: 2, 16: 4, 18: 1}  # sizes and how often
DPI = {300: 70, 200: 17, 150: 5, 400: 8}
BODY = 13.5  # points: what the height below is of
READ, READ_AGAIN = (15.0, 1.6), (18.0, 30.0)  # height of small letters in pixels: mean and deviation; range
SOFTNESS = 0.7  # as pages are read: `pipeline.ocr.sizing`
PADDING = (4, 4, 4, 4, 3, 5, 2, 6)  # pixels; Tesseract takes 4 around a line
AROUND_MM = 1.0
SUPERSCRIPT = regex.compile(r"(?<=m)2\b")
MARGIN = 2  # in sizes of the font


@dataclass(frozen=True)
class Family:
    """Fonts of one kind: all, the plain upright ones, and how many lines of all are set in them."""

    fonts: tuple[Path, ...]
    upright: tuple[Path, ...]
    share: float
    share_upright: float


class Place(NamedTuple):
    """Where the ink of the line lies, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


def families() -> tuple[Family, ...]:
    """What is installed of `data/fonts.toml`. Raises FileNotFoundError where that is nothing of a family."""
    found = []
    installed = [path for path in FOLDER.rglob("*") if path.suffix in {".ttf", ".otf"}]
    for facts in tomllib.loads((DATA / "fonts.toml").read_text(encoding="utf-8"))["family"]:
        fonts = tuple(sorted(p for p in installed if any(p.match(pattern) for pattern in facts["files"])))
        if not fonts:
            raise FileNotFoundError(f"no fonts {facts['name']}: apt install {facts['packages']}")
        upright = tuple(path for path in fonts if not regex.search("(?i)bold|ital|obl|B[.]|I[.]", path.name))
        found.append(Family(fonts, upright, facts["share"], facts["upright"]))
    return tuple(found)


class Printer:
    """Prints lines, each in a font, at a size and with a damage of its own."""

    def __init__(self, families: tuple[Family, ...], neighbour: Callable[[], str], seed: int) -> None:
        """`neighbour` gives text for the lines above and below."""
        self.families, self.neighbour = families, neighbour
        self.rng = random.Random(seed)

    def crop(self, text: str) -> Grey:
        """The line as it is read."""
        rng = self.rng
        dpi = rng.choices(list(DPI), list(DPI.values()))[0]
        points = rng.choices(list(POINTS), list(POINTS.values()))[0]
        font = _font(self._face(), max(12, round(points * dpi / INCH * rng.uniform(0.96, 1.04))))
        sheet, place = self._sheet(text, font)
        sheet, place = moved(sheet, place, dpi, rng)
        rim = round(AROUND_MM / 25.4 * dpi) + 6
        left, top = max(0, int(place.left) - rim), max(0, int(place.top) - rim)
        cut = sheet[top : int(place.bottom) + rim, left : int(place.right) + rim]
        place = Place(place.left - left, place.top - top, place.right - left, place.bottom - top)
        return self._at_reading_size(aged(cut, dpi, rng), place, -font.getbbox("x", anchor="ls")[1], points)

    def _face(self) -> Path:
        (family,) = self.rng.choices(self.families, [family.share for family in self.families])
        plain = family.upright and self.rng.random() < family.share_upright
        return self.rng.choice(family.upright if plain else family.fonts)

    def _sheet(self, text: str, font: ImageFont.FreeTypeFont) -> tuple[Grey, Place]:
        """The line, often between others; the place reaches from ascenders to descenders, and mostly no further."""
        rng, size = self.rng, font.size
        space = rng.uniform(0.75, 2.2) if rng.random() < 0.5 else 1.0  # justified lines
        gaps = [size * rng.uniform(0.6, 5) for _ in range(text.count(GAP))]
        step = size * rng.uniform(1.12, 1.7)
        width = int(font.getlength(text.replace(GAP, " ")) + space * size * text.count(" ") + sum(gaps))
        height, base = int(5 * size + step), int(2.5 * size + step / 2 + 0.3 * size)
        image = Image.new("L", (width + 2 * MARGIN * int(size), height), 255)
        pen = ImageDraw.Draw(image)
        shown = SUPERSCRIPT.sub("²", text) if rng.random() < 0.5 else text
        for x, word in _words(shown, font, space, gaps):
            pen.text((x, base), word, font=font, fill=0, anchor="ls")
        place = self._place(np.asarray(image), font, base)
        if rng.random() < 0.55:
            for row in (-1, 1):
                if rng.random() < 0.8:
                    other = f"{self.neighbour()} {self.neighbour()}"[: len(text) + 10]
                    start = MARGIN * size - rng.uniform(0, 30)
                    pen.text((start, base + row * step), other, font=font, fill=0, anchor="ls")
        return drawn_over(np.array(image), place, size, base, rng), place

    def _place(self, sheet: Grey, font: ImageFont.FreeTypeFont, base: int) -> Place:
        ink = sheet < 128
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        if not len(rows):
            return Place(0, base - font.size, sheet.shape[1], base)
        _, ascent, _, descent = font.getbbox("dlp", anchor="ls")
        top, bottom = float(rows[0]), float(rows[-1] + 1)
        top = min(top, base + ascent) if self.rng.random() < 0.9 else top
        bottom = max(bottom, base + descent) if self.rng.random() < 0.9 else bottom
        top -= font.size * self.rng.uniform(0, 0.8) if self.rng.random() < 0.07 else 0  # a taller neighbour in the row
        bottom += font.size * self.rng.uniform(0, 0.8) if self.rng.random() < 0.07 else 0
        return Place(float(columns[0]), max(2.0, top), float(columns[-1] + 1), min(len(sheet) - 2.0, bottom))

    def _at_reading_size(self, cut: Grey, place: Place, small_letters: float, points: int) -> Grey:
        rng = self.rng
        wanted = rng.gauss(*READ) * points / BODY if rng.random() < 0.82 else rng.uniform(*READ_AGAIN)
        scale = min(1.0, max(8.0, min(34.0, wanted)) / small_letters)
        if scale < 1:
            cut = np.asarray(cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        if rng.random() < 0.93:
            cut = np.asarray(cv2.GaussianBlur(cut, (0, 0), SOFTNESS), np.uint8)
        left, top, right, bottom = (round(edge * scale) for edge in place)
        pad = [rng.choice(PADDING) for _ in range(4)]
        return cut[max(0, top - pad[0]) : bottom + pad[1], max(0, left - pad[2]) : right + pad[3]]


def _words(text: str, font: ImageFont.FreeTypeFont, space: float, gaps: list[float]) -> Iterator[tuple[float, str]]:
    """Each word and where it begins, with spaces of a width of their own and gaps between cells."""
    x, between = MARGIN * font.size, font.getlength(" ") * space
    for cell, gap in zip(text.split(GAP), [*gaps, 0.0], strict=True):
        for word in cell.split(" "):
            yield x, word
            x += font.getlength(word) + between
        x += gap


@lru_cache(maxsize=800)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)
