"""PNG, JPEG and TIFF → page images."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

import pipeline.ingest.resolution as resolution
from pipeline.config import IngestOptions
from pipeline.errors import InputError
from pipeline.image import PageImage
from pipeline.ingest.pixels import grey_if_colourless, resized


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
        tag = float(image.info.get("dpi", (0, 0))[0])
        upright = ImageOps.exif_transpose(image)
        pixels = np.asarray(_flat(upright), dtype=np.uint8)
    height, width = pixels.shape[:2]
    native = resolution.image_dpi(tag, width, height)
    target = resolution.reading_dpi(native, options)
    target = resolution.fitting_dpi(target, width / native * 72, height / native * 72, options)
    pixels = grey_if_colourless(pixels)
    return PageImage(resized(pixels, target / native) if target != native else pixels, number, target)


def _flat(image: Image.Image) -> Image.Image:
    """Grey or RGB; what is transparent shows white paper."""
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode in ("I;16", "I", "F"):
        levels = np.asarray(image, dtype=np.float64)
        return Image.fromarray((levels / max(1.0, levels.max()) * 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = image.convert("RGBA")
        paper = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(paper, over).convert("RGB")
    return image.convert("RGB")
