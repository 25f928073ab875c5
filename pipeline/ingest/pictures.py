"""PNG, JPEG and TIFF → page images."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil, floor
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

import pipeline.ingest.resolution as resolution
from pipeline.config import IngestOptions
from pipeline.errors import InputError
from pipeline.image import PageImage
from pipeline.ingest.pixels import grey_if_colourless, resized

STRIP = 256  # rows of a bilevel image that are grey at a time: a drawing of A0 at 300 dpi has 139 million pixels


@contextmanager
def _opened(path: Path, page: int | None = None) -> Iterator[Image.Image]:
    """The image; every way in which Pillow fails becomes an InputError."""
    try:
        with Image.open(path) as image:
            yield image
    except Image.DecompressionBombError as error:
        raise InputError(f"{path} has too many pixels.", "Scan it at 300 dpi.", page) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise InputError(f"{path} is damaged or cut off: {error}.", "Copy or scan it again.", page) from error


def count(path: Path) -> int:
    """Number of pictures in the file: several in a TIFF. Raises InputError for a damaged file."""
    with _opened(path) as image:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def page_image(path: Path, number: int, options: IngestOptions) -> PageImage:
    """Picture `number`, from 1, upright by its EXIF tag, at the resolution that reads best. Raises InputError."""
    with _opened(path, number) as image:
        image.seek(number - 1)
        if image.width * image.height > 4 * options.max_pixels:  # decoding alone would take a gigabyte
            raise InputError(f"{path} has {image.width} × {image.height} pixels.", "Scan it at 300 dpi.", number)
        width, height = image.size
        native = resolution.image_dpi(float(image.info.get("dpi", (0, 0))[0]), width, height)
        target = resolution.reading_dpi(native, options)
        target = resolution.fitting_dpi(target, width / native * 72, height / native * 72, options)
        read = _reduced(image, round(width * target / native), round(height * target / native))
        scale = target / native * width / read.width
        ImageOps.exif_transpose(read, in_place=True)
        pixels = np.asarray(_flat(read), dtype=np.uint8)
    pixels = grey_if_colourless(pixels)
    return PageImage(pixels if scale == 1 else resized(pixels, scale), number, target)


def _reduced(image: Image.Image, width: int, height: int) -> Image.Image:
    """The image at a smaller size by area averages, so that a large drawing is held once; odd modes as they are."""
    if width >= image.width or image.mode not in ("1", "L", "RGB"):
        return image
    # A JPEG is decoded at a half, a quarter or an eighth, also where that is a little small: of a drawing of A0 at
    # 300 dpi it saves 0.7 GB.
    image.draft(None, (round(0.95 * width), round(0.95 * height)))
    if image.mode != "1":
        return image.resize((width, height), Image.Resampling.BOX)
    out, scale = Image.new("L", (width, height)), image.height / height
    for top in range(0, height, STRIP):
        bottom = min(height, top + STRIP)
        first, last = floor(top * scale), min(image.height, ceil(bottom * scale))
        strip = image.crop((0, first, image.width, last)).convert("L")
        part = (0, top * scale - first, image.width, min(bottom * scale, last) - first)
        out.paste(strip.resize((width, bottom - top), Image.Resampling.BOX, part), (0, top))
    return out


def _flat(image: Image.Image) -> Image.Image:
    """Grey or RGB; what is transparent shows white paper."""
    if image.mode in ("L", "RGB"):
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("I;16", "I", "F"):
        levels = np.asarray(image, dtype=np.float64)
        return Image.fromarray((levels / max(1.0, levels.max()) * 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = image.convert("RGBA")
        paper = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(paper, over).convert("RGB")
    return image.convert("RGB")
