"""Which resolution to read a page at."""

from pipeline.config import IngestOptions
from pipeline.ingest.poppler import Picture

# Measured on synthetic and real pages (design survey, section 5): 100 and 150 dpi enlarged to 300 by cubic
# interpolation lose 2.5 and 0.1 points of CER less; 200 dpi enlarged loses numbers; 400 and 600 dpi read worse than 300
# and cost two to three times as much.
ENLARGE_BELOW = 175
REDUCE_ABOVE = 330
# One image is the page when it covers this part of it: scanners leave a white rim, logos cover a few per cent.
PAGE_SIZED = 0.5
LOWEST, HIGHEST = 70, 600  # what scanners make: below 70 dpi no 13 point letter can be read, above 600 is a wrong tag
SCANNED = (200, 300, 400, 600)  # 72 and 96 are what programs write that do not know: A4 at 300 dpi would be A0
A4_SHORT_INCHES = 8.27  # 210 mm


def coverage(pictures: tuple[Picture, ...], width: float, height: float) -> float:
    """The part of a page of `width` × `height` points under images, 0 to 1; strips of one scan add up."""
    area = sum(p.width / p.dpi * 72 * (p.height / p.dpi * 72) for p in pictures if p.dpi)
    return min(1.0, area / max(1.0, width * height))


def scan_of(pictures: tuple[Picture, ...], width: float, height: float) -> Picture | None:
    """The one image that is the page; None for a born-digital page and for a scan in strips."""
    biggest = max(pictures, key=lambda p: p.width * p.height, default=None)
    if biggest is None or coverage((biggest,), width, height) < PAGE_SIZED:
        return None
    return biggest


def reading_dpi(native: int, options: IngestOptions) -> int:
    """The resolution that a scan of `native` dpi is read at: its own where that is good."""
    if native < ENLARGE_BELOW or native > REDUCE_ABOVE:
        return options.dpi
    return native


def fitting_dpi(dpi: int, width: float, height: float, options: IngestOptions) -> int:
    """`dpi`, lowered until a page of `width` × `height` points has no more than `max_pixels`."""
    pixels = width / 72 * dpi * (height / 72 * dpi)
    if pixels <= options.max_pixels:
        return dpi
    return max(1, int(dpi * (options.max_pixels / pixels) ** 0.5))


def image_dpi(tag: float, width: int, height: int) -> int:
    """The resolution of an image file: its tag where that is sane, else as if the image were a page of A4."""
    if LOWEST <= tag <= HIGHEST and 5 <= min(width, height) / tag <= (33.5 if tag in SCANNED else 12.5):
        return round(tag)  # short sides from A5 to A3, to A0 where the tag is one that scanners write
    return max(LOWEST, min(HIGHEST, round(min(width, height) / A4_SHORT_INCHES)))
