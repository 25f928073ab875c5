"""A page image → a page: one recognition by Tesseract, then geometry."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from pipeline.config import OcrOptions
from pipeline.document import Line, Page
from pipeline.errors import OcrError
from pipeline.image import PageImage, Pixels
from pipeline.layout import arrange
from pipeline.ocr.again import read_parts_again
from pipeline.ocr.cells import doubtful_cells, unread_cells
from pipeline.ocr.columns import mixed_columns
from pipeline.ocr.covered import arrival_stamps, mark_covered
from pipeline.ocr.languages import Kind, check_language
from pipeline.ocr.lone import lone_marks
from pipeline.ocr.numbers import cross_checked
from pipeline.ocr.recognition import Picture, recognise
from pipeline.ocr.roman import strokes_counted
from pipeline.ocr.running import Pool
from pipeline.ocr.second import believable, left_out
from pipeline.ocr.sizing import at_scale, reading_scale

Reader = Callable[[PageImage], Page]
Recognise = Callable[[Sequence[Picture], Kind], list[list[Line]]]

# Page segmentation 3, fully automatic. On 9 real pages CER was 1.73 %, against 1.77 with 4, 1.96 with 6, 2.96 with 11
# (design survey, section 4).
SEGMENTATION = 3
# What is read again is so much larger than at first: a network errs elsewhere then. Of 1,923 numbers on 70 pages that
# the second model read, wrong without a mark / in doubt although right: 30 / 157 at the same size, 29 / 117 at 1.3,
# 31 / 130 at 1.6. Of 618 cells of real tables 614 were exact with 1.6 for cells alone, 613 with 1.45 for both.
LARGER = 1.45
ONE_BLOCK = 6  # one uniform block: looks for no columns or pictures, so it reads what mode 3 takes for a picture


def tesseract(options: OcrOptions) -> Reader:
    """A reader with Tesseract. Raises MissingError where the program or the language pack is not installed."""
    for language in filter(None, (options.language, options.digits)):
        check_language(language)
    return partial(read_page, options=options, pool=Pool())


def read_page(image: PageImage, options: OcrOptions, pool: Pool) -> Page:
    """Read one page. A page that Tesseract cannot read comes back without lines, its `failure` set."""
    try:
        lines = _read(image, options, partial(recognise, pool=pool, timeout_s=options.timeout_s))
    except OcrError as error:
        return _page(image, (), f"{error.message} {error.cure}")
    arranged = arrange(lines, image.width, image.height, image.number, image.grids)
    stamps = arrival_stamps(arranged, image.frames)
    return _page(replace(image, seals=image.seals + stamps), mark_covered(arranged, image.seals, stamps), None)


def _read(image: PageImage, options: OcrOptions, read: Recognise) -> list[Line]:
    """Lines of the page, with what the first reading left out where that looks like letters; digits cross-checked."""
    scale = reading_scale(image)
    small = at_scale(image, scale)
    (lines,) = read([Picture(small.pixels, small.dpi, scale)], (options.language, SEGMENTATION))
    rest = left_out(image, lines)
    if rest is not None:
        other = at_scale(rest, scale)
        (again,) = read([Picture(other.pixels, other.dpi, scale)], (options.language, ONE_BLOCK))
        block = 1 + max((line.block for line in lines), default=0)
        lines += believable(again, lines, block, image.seals)

    larger = min(1.0, LARGER * scale)
    page = at_scale(image, larger)
    parts = mixed_columns(lines, image) + doubtful_cells(lines, page, larger)

    def read_each(pieces: list[Pixels]) -> list[list[Line]]:
        return read([Picture(piece, page.dpi) for piece in pieces], (options.language, ONE_BLOCK))

    lines = read_parts_again(lines, parts, page.pixels, larger, read_each)
    lines = strokes_counted(lines, image.grey)
    if not options.digits:
        return lines

    def read_again(sheet: Pixels) -> list[Line]:
        return read([Picture(sheet, page.dpi)], (options.digits, ONE_BLOCK))[0]

    unread = lone_marks(lines, small, scale) + unread_cells(lines, small, scale)
    return cross_checked(lines, page.pixels, larger, read_again, unread)


def _page(image: PageImage, lines: tuple[Line, ...], failure: str | None) -> Page:
    return Page(
        number=image.number,
        width=image.width,
        height=image.height,
        dpi=image.dpi,
        lines=lines,
        angle=image.angle,
        seals=image.seals,
        grids=image.grids,
        steps=image.steps,
        failure=failure,
    )
