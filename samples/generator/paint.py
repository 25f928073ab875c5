"""A sheet becomes pixels: words, rules, the blue signature and the red seal over it."""

import math
from functools import lru_cache
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFont

from samples.generator.fonts import font_path, load_font
from samples.generator.layout import HEIGHT, WIDTH, PlacedWord, Sheet

SEAL_RADIUS = 51  # points: 36 mm across
RED, BLUE = (205, 25, 45), (25, 50, 150)


def paint_sheet(sheet: Sheet, dpi: int, seal: str, random: Random) -> Image.Image:
    """Draw a sheet at `dpi` in colour. `seal` is the name around the seal; "" draws neither seal nor signature."""
    scale = dpi / 72
    image = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    draw = ImageDraw.Draw(image)
    for rule in sheet.rules:
        left, top, right, bottom = (round(edge * scale) for edge in rule)
        draw.rectangle((left, top, max(left, right - 1), max(top, bottom - 1)), fill=(20, 20, 20))
    for line in sheet.lines:
        for word in line.words:
            _write(draw, word, scale)
    if seal and sheet.signing:
        x, y = (edge * scale for edge in sheet.signing)
        _sign(draw, x, y, scale, random)
        image = _stamp(image, x - 42 * scale, y, scale, seal, random)
    return image


@lru_cache(maxsize=64)
def _pen(face: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_path(face)), size, layout_engine=ImageFont.Layout.BASIC)


def _write(draw: ImageDraw.ImageDraw, word: PlacedWord, scale: float) -> None:
    """Letter by letter, at the exact advance widths of the font, so that the word fills its box and no more."""
    pen, font, x = _pen(word.face, word.size * scale), load_font(word.face), word.x
    for letter in word.text:
        draw.text((x * scale, word.baseline * scale), letter, font=pen, fill=(15, 15, 15), anchor="ls")
        x += font.stringWidth(letter, word.size, "utf-8")


def _sign(draw: ImageDraw.ImageDraw, x: float, y: float, scale: float, random: Random) -> None:
    """A looping line that grows smaller to the right, in blue ink."""
    turns, phase = random.uniform(3.2, 4.6), random.uniform(0, math.pi)
    points = []
    for step in range(240):
        t = step / 239
        angle = phase + 2 * math.pi * turns * t
        points.append(
            (
                x + scale * (-52 + 108 * t + 13 * math.cos(angle)),
                y + scale * (6 - 22 * t + (24 - 16 * t) * math.sin(angle * (1 + 0.04 * math.sin(t * 9)))),
            )
        )
    draw.line(points, fill=BLUE, width=max(2, round(1.3 * scale)), joint="curve")


def _stamp(image: Image.Image, x: float, y: float, scale: float, name: str, random: Random) -> Image.Image:
    """The round seal as translucent red ink: it darkens what lies below, as ink on paper does."""
    size = round(2.2 * SEAL_RADIUS * scale)
    seal = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(seal)
    middle, pen = size / 2, max(2, round(1.6 * scale))
    for radius, width in (
        (SEAL_RADIUS, pen),
        (SEAL_RADIUS - 3.2, max(1, pen // 2)),
        (SEAL_RADIUS * 0.62, max(1, pen // 2)),
    ):
        r = radius * scale
        draw.ellipse((middle - r, middle - r, middle + r, middle + r), outline=RED, width=width)
    _star(draw, middle, 0.34 * SEAL_RADIUS * scale)
    seal = _around(seal, name, middle, scale)
    seal = seal.rotate(random.uniform(-14, 14), Image.Resampling.BICUBIC, fillcolor="white")
    seal = Image.blend(seal, Image.new("RGB", seal.size, "white"), 0.2)
    layer = Image.new("RGB", image.size, "white")
    layer.paste(seal, (round(x - middle), round(y - middle)))
    return ImageChops.multiply(image, layer)


def _star(draw: ImageDraw.ImageDraw, middle: float, radius: float) -> None:
    corners = []
    for n in range(10):
        reach = radius if n % 2 == 0 else radius * 0.4
        angle = math.pi * n / 5 - math.pi / 2
        corners.append((middle + reach * math.cos(angle), middle + reach * math.sin(angle)))
    draw.polygon(corners, fill=RED)


def _around(seal: Image.Image, name: str, middle: float, scale: float) -> Image.Image:
    """The name of the agency along the ring, letter by letter."""
    pen = _pen("bold", 8.5 * scale)
    text = f"{name} * "
    ring = SEAL_RADIUS * 0.78 * scale
    for n, letter in enumerate(text):
        turn = 360 * n / len(text)
        tile = Image.new("RGB", seal.size, "white")
        ImageDraw.Draw(tile).text((middle, middle - ring), letter, font=pen, fill=RED, anchor="mm")
        tile = tile.rotate(-turn - 200, Image.Resampling.BICUBIC, fillcolor="white")
        seal = ImageChops.multiply(seal, tile)
    return seal
