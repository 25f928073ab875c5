"""A file → its pages, one in memory at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from pathlib import Path

import pipeline.ingest.pictures as pictures
import pipeline.ingest.poppler as poppler
import pipeline.ingest.resolution as resolution
from pipeline.config import IngestOptions
from pipeline.document import Page
from pipeline.errors import InputError
from pipeline.image import PageImage
from pipeline.ingest.embedded import whole_page
from pipeline.ingest.files import kind_of
from pipeline.ingest.judge import verdict
from pipeline.ingest.pixels import grey_if_colourless, resized
from pipeline.ingest.poppler import check_poppler
from pipeline.layout import arrange

__all__ = ["check_poppler", "count_pages", "draw", "pages", "rasterise"]

OPENING_S = 60.0  # the longest that counting the pages of a file may take; a healthy one takes 0.02 s


def count_pages(path: Path) -> int:
    """Number of pages. Raises InputError for a file that cannot be read, MissingError without poppler."""
    return poppler.count(path, OPENING_S) if kind_of(path) == "pdf" else pictures.count(path)


def pages(path: Path, options: IngestOptions) -> Iterator[PageImage | Page]:
    """Every page in order: a `Page` where the file holds good text, else its pixels.

    A page that is damaged comes as a `Page` with its failure, and the pages behind it still come. Raises InputError
    for a file that cannot be opened or has no page that can be read, MissingError without poppler.
    """
    failed = 0
    total = count_pages(path)
    for number in range(1, total + 1):
        try:
            yield _page(path, number, options)
        except InputError as error:
            failed += 1
            if failed == total:
                raise
            yield Page(number, 0, 0, options.dpi, (), failure=f"{error.message} {error.cure}")


@dataclass(frozen=True, eq=False)
class _Sheet:
    """A page of a PDF, and what poppler tells of it, asked for once. Raises InputError where it cannot be read."""

    path: Path
    number: int
    options: IngestOptions

    @cached_property
    def layer(self) -> poppler.TextPage:
        """Its text layer, boxes in pixels at `options.dpi`, and its size in points."""
        return poppler.words(self.path, self.number, self.options.dpi, self.options.timeout_s)

    @cached_property
    def pictures(self) -> tuple[poppler.Picture, ...]:
        """The images on it."""
        return poppler.pictures(self.path, self.number, self.options.timeout_s)


def _page(path: Path, number: int, options: IngestOptions) -> PageImage | Page:
    if kind_of(path) == "image" or not options.use_text_layer:
        return rasterise(path, number, options)
    sheet = _Sheet(path, number, options)
    return _text_page(sheet) or _drawn(sheet)


def draw(path: Path, page: Page, options: IngestOptions) -> PageImage:
    """Pixels of a PDF page in the same size as a page that was taken from its text layer. Raises as `rasterise`."""
    pixels = poppler.raster(path, page.number, page.dpi, options.timeout_s, (page.width, page.height))
    return PageImage(grey_if_colourless(pixels), page.number, page.dpi)


def _text_page(sheet: _Sheet) -> Page | None:
    """The page from its text layer, boxes in pixels at the dpi of `rasterise`; None where it is not good."""
    options, dpi, layer = sheet.options, sheet.options.dpi, sheet.layer
    if not layer.lines:
        return None
    share = resolution.coverage(sheet.pictures, layer.width, layer.height)
    if verdict([line.raw for line in layer.lines], share) is not None:
        return None
    if resolution.fitting_dpi(dpi, layer.width, layer.height, options) != dpi:
        dpi = resolution.fitting_dpi(dpi, layer.width, layer.height, options)
        layer = poppler.words(sheet.path, sheet.number, dpi, options.timeout_s)
    width, height = ceil(layer.width * dpi / 72), ceil(layer.height * dpi / 72)  # as poppler sizes its drawings
    lines = arrange(layer.lines, width, height, sheet.number)
    return Page(sheet.number, width, height, dpi, lines, source="text-layer")


def rasterise(path: Path, number: int, options: IngestOptions) -> PageImage:
    """Pixels of one page, `number` from 1, at the resolution that reads best. Raises InputError and MissingError.

    A born-digital page is drawn at `options.dpi`; a scan keeps its own resolution where that is near 200 or 300.
    """
    if kind_of(path) == "image":
        return pictures.page_image(path, number, options)
    return _drawn(_Sheet(path, number, options))


def _drawn(sheet: _Sheet) -> PageImage:
    """Pixels of the page of a PDF."""
    path, number, options = sheet.path, sheet.number, sheet.options
    width, height = sheet.layer.width, sheet.layer.height
    scan = resolution.scan_of(sheet.pictures, width, height)
    if scan is None:
        dpi = resolution.fitting_dpi(options.dpi, width, height, options)
        return PageImage(grey_if_colourless(poppler.raster(path, number, dpi, options.timeout_s)), number, dpi)
    return _scan_image(path, number, scan, sheet.pictures, (width, height), options)


def _scan_image(
    path: Path,
    number: int,
    scan: poppler.Picture,
    found: tuple[poppler.Picture, ...],
    points: tuple[float, float],
    options: IngestOptions,
) -> PageImage:
    """The scan pixel by pixel where its size allows."""
    native = max(resolution.LOWEST, scan.dpi)
    target = resolution.fitting_dpi(resolution.reading_dpi(native, options), *points, options)
    drawn_dpi = min(target, native)
    size = (scan.width, scan.height) if drawn_dpi == native and _fills(scan, points) else None
    # Bilevel and enlarged scans read no worse, and some better, with the soft edges that poppler draws.
    as_stored = size is not None and target == native and not scan.bilevel
    pixels = whole_page(path, number, found, options.timeout_s) if as_stored else None
    if pixels is None:
        grey = scan.bilevel or all(picture.grey for picture in found)
        pixels = poppler.raster(path, number, drawn_dpi, options.timeout_s, size, grey)
    pixels = grey_if_colourless(pixels)
    if target > drawn_dpi:
        pixels = resized(pixels, target / drawn_dpi)
    return PageImage(pixels, number, target)


def _fills(scan: poppler.Picture, points: tuple[float, float]) -> bool:
    """Is the image the page, edge to edge and upright? Within 1 %: sizes in points are rounded."""
    across, down = scan.width / scan.dpi * 72 / points[0], scan.height / scan.dpi * 72 / points[1]
    return abs(across - 1) < 0.01 and abs(down - 1) < 0.01
