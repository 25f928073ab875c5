"""A clean page becomes a scan: turned, blurred, noisy, bordered, grey or black and white."""

from dataclasses import dataclass
from random import Random
from typing import Literal

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from pipeline.image import Pixels


@dataclass(frozen=True, slots=True)
class Look:
    """How a scan looks. `skew` in degrees and `turns` in quarters, clockwise; `blur` in pixels; `noise` and `shade` in
    grey levels; `through` is how dark the print on the back of the sheet shows, 0 to 1."""

    ink: Literal["colour", "grey", "bilevel"] = "grey"
    dpi: int = 300
    skew: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    shade: float = 0.0
    border: int = 0
    specks: int = 0
    quality: int = 60
    through: float = 0.0
    turns: int = 0


def scan(page: Image.Image, look: Look, random: Random) -> Image.Image:
    """The page as a scanner gives it: mode RGB, L or 1."""
    if look.through:
        page = _printed_through(page, look.through)
    if look.skew:
        page = page.rotate(-look.skew, Image.Resampling.BICUBIC, fillcolor="white")
    if look.blur:
        page = page.filter(ImageFilter.GaussianBlur(look.blur))
    if look.ink != "colour":
        page = page.convert("L")
    page = _dirty(page, look, random)
    if look.border:
        page = _bordered(page, look.border, random)
    if look.turns:
        page = page.rotate(-90 * look.turns, expand=True)
    return page.point(lambda level: 255 * (level > 150)).convert("1") if look.ink == "bilevel" else page


def _printed_through(page: Image.Image, dark: float) -> Image.Image:
    """The back of the sheet, printed like the front, shows mirrored and blurred."""
    back = ImageOps.mirror(page).filter(ImageFilter.GaussianBlur(1.5))
    faint = Image.blend(Image.new(page.mode, page.size, "white"), back, dark)
    return ImageChops.darker(page, faint)


def _dirty(page: Image.Image, look: Look, random: Random) -> Image.Image:
    """Grain, a soft shadow towards one side, and specks of dust."""
    grain = np.random.Generator(np.random.PCG64(random.getrandbits(64)))
    pixels: np.ndarray = np.asarray(page, dtype=np.float32)
    height, width = pixels.shape[:2]
    if look.noise:
        pixels = pixels + grain.normal(0, look.noise, pixels.shape).astype(np.float32)
    if look.shade:
        slope = np.linspace(0, look.shade, width, dtype=np.float32)
        pixels = pixels - (slope[None, :, None] if pixels.ndim == 3 else slope[None, :])
    dirty: Pixels = np.clip(pixels, 0, 255).astype(np.uint8)
    page = Image.fromarray(dirty)
    draw = ImageDraw.Draw(page)
    dark = (60, 60, 60) if page.mode == "RGB" else 60
    for _ in range(look.specks):
        x, y, r = random.randrange(width), random.randrange(height), random.choice((0, 0, 1, 1, 2))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=dark)
    return page


def _bordered(page: Image.Image, border: int, random: Random) -> Image.Image:
    """The dark lid of the scanner along the edges, never of even width."""
    draw = ImageDraw.Draw(page)
    dark = (12, 12, 14) if page.mode == "RGB" else 12
    width, height = page.size
    left, right = border + random.randrange(border), random.randrange(2, border)
    draw.polygon(((0, 0), (left, 0), (border // 2, height), (0, height)), fill=dark)
    draw.polygon(((width, 0), (width - right, 0), (width - border, height), (width, height)), fill=dark)
    draw.rectangle((0, height - border, width, height), fill=dark)
    return page
