"""A page image → a page: one recognition by Tesseract, then geometry."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytesseract
from PIL import Image

from pipeline.config import OcrOptions
from pipeline.document import Line, Page
from pipeline.errors import MissingError, OcrError
from pipeline.image import PageImage, Pixels
from pipeline.layout import arrange
from pipeline.ocr.again import LARGER, read_parts_again
from pipeline.ocr.cells import doubtful_cells, unread_cells
from pipeline.ocr.columns import mixed_columns
from pipeline.ocr.covered import arrival_stamps, mark_covered
from pipeline.ocr.lone import lone_marks
from pipeline.ocr.numbers import cross_checked
from pipeline.ocr.roman import strokes_counted
from pipeline.ocr.second import believable, left_out
from pipeline.ocr.sizing import at_scale, reading_scale
from pipeline.ocr.tsv import lines_of

Reader = Callable[[PageImage], Page]

APT = "Install it: apt install tesseract-ocr tesseract-ocr-vie"
# Page segmentation 3, fully automatic. On 9 real pages CER was 1.73 %, against 1.77 with 4, 1.96 with 6, 2.96 with 11
# (design survey, section 4).
SEGMENTATION = 3
# The second model sees numbers so much larger than the first. Of 1,923 numbers on 70 pages, wrong without a mark / in
# doubt although right: 30 / 157 at the same size, 29 / 117 at 1.3, 31 / 130 at 1.6.
SECOND = 1.3
ONE_BLOCK = 6  # one uniform block: looks for no columns or pictures, so it reads what mode 3 takes for a picture


def tesseract(options: OcrOptions) -> Reader:
    """A reader with Tesseract. Raises MissingError where the program or the language pack is not installed."""
    _, _, languages = check_tesseract()
    for language in f"{options.language}+{options.digits}".split("+"):
        if language and language not in languages:
            raise MissingError(
                f"Tesseract has no language pack '{language}'.",
                f"Install it: apt install tesseract-ocr-{language.replace('_', '-')}",
            )
    return partial(read_page, options=options)


def check_tesseract() -> tuple[str, str, tuple[str, ...]]:
    """("tesseract", its version, the language packs it has). Raises MissingError where it is not installed."""
    try:
        version = str(pytesseract.get_tesseract_version()).split()[0]
        languages = tuple(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, SystemExit) as error:
        raise MissingError("Tesseract is not installed.", APT) from error
    return "tesseract", version, languages


def read_page(image: PageImage, options: OcrOptions) -> Page:
    """Read one page. A page that Tesseract cannot read comes back without lines, its `failure` set."""
    try:
        lines = _read(image, options)
    except OcrError as error:
        return _page(image, (), f"{error.message} {error.cure}")
    arranged = arrange(lines, image.width, image.height, image.number, image.grids)
    stamps = arrival_stamps(arranged, image.frames)
    return _page(replace(image, seals=image.seals + stamps), mark_covered(arranged, image.seals, stamps), None)


def _read(image: PageImage, options: OcrOptions) -> list[Line]:
    """Lines of the page, with what the first reading left out where that looks like letters; digits cross-checked."""
    scale = reading_scale(image)
    small = at_scale(image, scale)
    lines = recognise(small, options.language, options.timeout_s, scale=scale)
    rest = left_out(image, lines)
    if rest is not None:
        again = recognise(at_scale(rest, scale), options.language, options.timeout_s, ONE_BLOCK, scale)
        lines += believable(again, lines, 1 + max((line.block for line in lines), default=0))

    lines = _read_parts_again(lines, image, scale, options)
    lines = strokes_counted(lines, image.grey)
    if not options.digits:
        return lines

    second = min(1.0, SECOND * scale)
    page = at_scale(image, second)

    def read_again(sheet: Pixels) -> list[Line]:
        return recognise(replace(page, pixels=sheet), options.digits, options.timeout_s, ONE_BLOCK)

    unread = lone_marks(lines, small, scale) + unread_cells(lines, small, scale)
    return cross_checked(lines, page.pixels, second, read_again, unread)


def _read_parts_again(lines: list[Line], image: PageImage, scale: float, options: OcrOptions) -> list[Line]:
    """Columns that were read as one and doubtful cells, larger and each on its own."""
    parts = mixed_columns(lines, image)
    if not parts and not image.grids:
        return lines
    larger = min(1.0, LARGER * scale)
    page = at_scale(image, larger)
    parts += doubtful_cells(lines, page, larger)
    read_each = partial(recognise_each, language=options.language, timeout_s=options.timeout_s, page=page)
    return read_parts_again(lines, parts, page.pixels, larger, read_each)


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


def recognise(
    image: PageImage, language: str, timeout_s: float, segmentation: int = SEGMENTATION, scale: float = 1.0
) -> list[Line]:
    """What Tesseract reads; its boxes are divided by `scale`.

    Raises OcrError after `timeout_s` or a crash, MissingError where Tesseract is not installed.
    """
    picture = Image.fromarray(image.pixels)
    # What pytesseract saves it as: Tesseract reads PGM byte by byte, which takes a twentieth of a page's time.
    picture.format = "TIFF"
    config = f"--psm {segmentation} --dpi {image.dpi}"
    return lines_of(_data(picture, language, config, timeout_s, image.number), 1 / scale)


def recognise_each(pieces: list[Pixels], language: str, timeout_s: float, page: PageImage) -> list[list[Line]]:
    """What Tesseract reads on each piece of a page, each taken for one block of text, in one run. Raises as above."""
    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder, f"{i}.tif")) for i in range(len(pieces))]
        for piece, name in zip(pieces, names, strict=True):
            Image.fromarray(piece).save(name)
        listing = Path(folder, "pieces.txt")
        listing.write_text("\n".join(names), encoding="utf-8")
        tsv = _data(str(listing), language, f"--psm {ONE_BLOCK} --dpi {page.dpi}", timeout_s, page.number)
    return [lines_of(tsv, page=i) for i in range(1, len(pieces) + 1)]


def _data(source: Image.Image | str, language: str, config: str, timeout_s: float, page: int) -> str:
    """Tesseract's TSV of a picture, or of all pictures that a file lists."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # its threads wait for each other: one is 4-90 times cheaper (survey, 6)
    try:
        return str(pytesseract.image_to_data(source, lang=language, config=config, timeout=timeout_s))
    except pytesseract.TesseractNotFoundError as error:
        raise MissingError("Tesseract is not installed.", APT) from error
    except pytesseract.TesseractError as error:
        raise OcrError(
            f"Tesseract failed: {error.message}.", "Convert the page alone to see whether it is damaged.", page
        ) from error
    except RuntimeError as error:  # pytesseract's timeout
        raise OcrError(
            f"Tesseract took longer than {timeout_s:g} s.",
            "Raise ocr.timeout_s, or look whether the page is a picture.",
            page,
        ) from error
