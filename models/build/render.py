"""Lines of text to pages as a scanner and Tesseract see them: pairs of what was meant and what was read."""

import io
import os
import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

# Metrics of Times New Roman and Arial, with all Vietnamese glyphs: packages fonts-croscore and fonts-liberation2.
FONTS = (
    "croscore/Tinos-Regular.ttf",
    "croscore/Tinos-Regular.ttf",
    "croscore/Tinos-Regular.ttf",
    "croscore/Tinos-Bold.ttf",
    "croscore/Tinos-Italic.ttf",
    "liberation2/LiberationSans-Regular.ttf",
)
FONT_FOLDER = Path("/usr/share/fonts/truetype")
LINES_PER_PAGE = 40


def draw(lines: Sequence[str], rng: random.Random) -> Image.Image:
    """One grey page of the lines, degraded as an office scan at 150 to 300 dpi, never so far that nobody could read."""
    size = rng.randint(44, 58)  # 11 to 14 points at 300 dpi
    font = ImageFont.truetype(str(FONT_FOLDER / rng.choice(FONTS)), size)
    step = int(size * rng.uniform(1.25, 1.6))
    width = int(max(font.getlength(line) for line in lines)) + 200
    page = Image.new("L", (width, step * len(lines) + 200), 255)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((100, 100 + number * step), line, font=font, fill=rng.randint(0, 60))
    return degrade(page, rng)


def degrade(page: Image.Image, rng: random.Random) -> Image.Image:
    """Tilt, spread ink, lower the resolution (300 down to 100 dpi), blur, noise, then JPEG or a hard threshold.

    The hooks and dots of stacked marks must fail as often as on real scans, where a fifth of all ẩ lose the hook.
    """
    page = page.rotate(rng.gauss(0, 0.15), resample=Image.Resampling.BICUBIC, fillcolor=255)
    if rng.random() < 0.4:
        page = page.filter(ImageFilter.MinFilter(3))
    scale = rng.choice((1.0, 0.8, 0.6, 0.5, 0.42, 0.36, 0.33))
    page = page.resize((int(page.width * scale), int(page.height * scale)), Image.Resampling.BILINEAR)
    page = page.filter(ImageFilter.GaussianBlur(rng.uniform(0, 1.3)))
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, rng.uniform(0, 35), (page.height, page.width))
    grey = np.clip(np.asarray(page, np.float32) + noise, 0, 255).astype(np.uint8)
    if rng.random() < 1 / 3:
        grey = np.where(grey > rng.randint(110, 200), 255, 0).astype(np.uint8)
        return Image.fromarray(grey)
    packed = io.BytesIO()
    Image.fromarray(grey).save(packed, "JPEG", quality=rng.randint(15, 60))
    return Image.open(packed)


def read(page: Image.Image, language: str) -> list[str]:
    """The lines that Tesseract reads on the page, without empty ones."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        page.save(path)
        run = subprocess.run(
            ["tesseract", str(path), "-", "-l", language, "--psm", "6"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    return [line for line in run.stdout.splitlines() if line.strip()]


def match(meant: Sequence[str], seen: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair lines of equal rank that look alike, allowing one line lost or won before them."""
    for number, line in enumerate(meant):
        near = seen[max(0, number - 1) : number + 2]
        scores = [SequenceMatcher(None, line, other, autojunk=False).ratio() for other in near]
        if scores and max(scores) > 0.4:
            yield line, near[scores.index(max(scores))]


def pairs(lines: Sequence[str], language: str, seed: int) -> Iterator[tuple[str, str]]:
    """(meant, seen) for every line that Tesseract found again."""
    rng = random.Random(seed)
    for start in range(0, len(lines), LINES_PER_PAGE):
        chunk = lines[start : start + LINES_PER_PAGE]
        yield from match(chunk, read(draw(chunk, rng), language))
