"""Pages while they are read → PNG files in the document's folder: cleaning steps, overlays."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.config import ImageOptions
from pipeline.document import Document
from pipeline.export.overlay import DPI, overlay
from pipeline.image import PageImage


@dataclass(frozen=True, slots=True)
class Images:
    """Where the images of one document go, and which are wanted. Pages may come in any order, from any thread."""

    folder: Path
    options: ImageOptions

    def keep_step(self, image: PageImage) -> None:
        """Keep a page as its last cleaning step left it: images/p0001-2-deskew.png; step 0 is the page as it came."""
        if self.options.steps:
            step = image.steps[-1].name if image.steps else "scan"
            save(Image.fromarray(image.pixels), self._path("images", image.number, f"-{len(image.steps)}-{step}"))

    def keep_page(self, image: PageImage) -> None:
        """Lay the cleaned page aside: what the overlay shows is known when the whole document is repaired."""
        if self.options.overlay:
            scale = min(1.0, DPI / image.dpi)
            size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
            small = Image.fromarray(image.pixels).resize(size, Image.Resampling.LANCZOS)
            save(small, self._path("overlay", image.number))

    def draw_overlays(self, document: Document) -> None:
        """Draw over every page that was laid aside; one page in memory at a time."""
        for page in document.pages:
            path = self._path("overlay", page.number)
            if path.exists():
                with Image.open(path) as cleaned:
                    pixels = np.asarray(cleaned)
                save(overlay(page, pixels, document.signatures), path)

    def _path(self, kind: str, number: int, more: str = "") -> Path:
        return self.folder / kind / f"p{number:04}{more}.png"


def save(picture: Image.Image, path: Path) -> None:
    """Write a PNG; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, compress_level=3)  # 6, the default, takes three times as long for a tenth less
