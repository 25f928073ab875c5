"""A PDF → facts, images and words of its pages, through poppler."""

import html
import os
import re
import subprocess
import unicodedata
from math import ceil
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pdf2image
from pdf2image.exceptions import PDFInfoNotInstalledError, PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError

from pipeline.document import Box, Line, Word
from pipeline.errors import InputError, MissingError
from pipeline.image import Pixels

APT = "Install it: apt install poppler-utils"
SYSTEM_FONTS = Path("/etc/fonts/fonts.conf")
FONTS = Path(__file__).parent / "data" / "fonts.conf"  # the same without fonts that lack Vietnamese letters


class Picture(NamedTuple):
    """An image on a page: its size in pixels, its resolution there, whether it has one bit a pixel, or no colour.

    `place` is its number on the page, from 0, and `object_id` its object in the file, 0 for one inside the page.
    """

    width: int
    height: int
    dpi: int
    bilevel: bool
    grey: bool
    place: int = 0
    object_id: int = 0


class TextPage(NamedTuple):
    """Words that a PDF page holds, boxes in pixels at `dpi`, and the page's size in points."""

    width: float
    height: float
    lines: tuple[Line, ...]


def check_poppler() -> tuple[str, str]:
    """("poppler", its version). Raises MissingError where it is not installed."""
    try:
        done = subprocess.run(["pdftoppm", "-v"], capture_output=True, text=True, check=False, timeout=30)
    except FileNotFoundError as error:
        raise MissingError("Poppler (pdftoppm) is not installed.", APT) from error
    version = re.search(r"version (\S+)", done.stderr + done.stdout)
    return "poppler", version[1] if version else "?"


def count(path: Path, timeout_s: float) -> int:
    """Number of pages. Raises InputError for an encrypted, damaged or empty PDF, MissingError without poppler."""
    try:
        info = pdf2image.pdfinfo_from_path(_argument(path), timeout=ceil(timeout_s))
    except PDFInfoNotInstalledError as error:
        raise MissingError("Poppler (pdfinfo) is not installed.", APT) from error
    except PDFPopplerTimeoutError as error:
        raise InputError(
            f"{path}: poppler did not open it within {timeout_s:g} s.", "Print it to a new PDF."
        ) from error
    except PDFPageCountError as error:
        if "Incorrect password" in str(error):
            raise InputError(f"{path} is encrypted.", "Save a copy without a password and convert that.") from error
        raise _damaged(path) from error
    pages = int(info["Pages"])
    if not pages:
        raise InputError(f"{path} has no pages.", "Scan or export it again.")
    return pages


def _damaged(path: Path, page: int | None = None) -> InputError:
    return InputError(f"{path} is damaged or cut off: poppler cannot read it.", "Copy or scan it again.", page)


def _argument(path: Path) -> str:
    """The path as poppler's argument: a relative name that starts with "-" would be an option."""
    return str(path.absolute())


def _run(command: list[str], path: Path, page: int | None, timeout_s: float) -> str:
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=timeout_s)
    except FileNotFoundError as error:
        raise MissingError(f"Poppler ({command[0]}) is not installed.", APT) from error
    except subprocess.TimeoutExpired as error:
        raise _slow(path, page, timeout_s) from error
    if done.returncode:
        raise _damaged(path, page)
    return done.stdout.decode("utf-8", errors="replace")


def _slow(path: Path, page: int | None, timeout_s: float) -> InputError:
    return InputError(f"{path}: poppler took longer than {timeout_s:g} s.", "Raise ingest.timeout_s.", page)


def pictures(path: Path, page: int, timeout_s: float) -> tuple[Picture, ...]:
    """The images of a page, without masks. Raises InputError where poppler cannot read the page."""
    listing = _run(["pdfimages", "-list", "-f", str(page), "-l", str(page), _argument(path)], path, page, timeout_s)
    found = []
    for row in listing.splitlines()[2:]:
        # page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio
        cells = row.split()
        # Inline images have "[inline]" in place of object and ID.
        inline = "[inline]" in row
        ppi = cells[11:13] if inline else cells[12:14]
        if len(ppi) < 2 or cells[2] == "smask" or not (ppi[0].isdigit() and ppi[1].isdigit()):
            continue
        dpi = max(int(ppi[0]), int(ppi[1]))
        grey = cells[5] in ("gray", "icc") and cells[6] == "1"
        bilevel, place, object_id = cells[7] == "1", int(cells[1]), 0 if inline else int(cells[10])
        found.append(Picture(int(cells[3]), int(cells[4]), dpi, bilevel, grey, place, object_id))
    return tuple(found)


def unpack(path: Path, page: int, folder: Path, timeout_s: float) -> None:
    """Write the images of a page into a folder as they are stored: "page-000.jpg", .pbm, .pgm, .ppm, by their places.

    Raises InputError where poppler cannot read the page.
    """
    window = ["-f", str(page), "-l", str(page)]
    _run(["pdfimages", "-j", *window, _argument(path), str(folder / "page")], path, page, timeout_s)


def words(path: Path, page: int, dpi: int, timeout_s: float) -> TextPage:
    """The page's text layer. Raises InputError where poppler cannot read the page."""
    window = ["-f", str(page), "-l", str(page)]
    text = _run(["pdftotext", "-q", "-bbox-layout", *window, _argument(path), "-"], path, page, timeout_s)
    size = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', text)
    if size is None:
        raise _damaged(path, page)
    lines, block, current = [], 0, list[Word]()
    for tag in TAG.finditer(text):
        if tag["word"] is not None:
            raw = unicodedata.normalize("NFC", html.unescape(tag["word"])).strip()
            if raw:
                current.append(Word(raw=raw, box=_edges(tag, dpi), conf=1.0))
        elif tag["name"] == "/line" and current:
            lines.append(Line(words=tuple(current), block=block))
            current = []
        elif tag["name"] == "block":
            block += 1
    return TextPage(float(size[1]), float(size[2]), tuple(lines))


NUMBER = r"(-?[\d.]+)"
TAG = re.compile(
    rf'<word xMin="{NUMBER}" yMin="{NUMBER}" xMax="{NUMBER}" yMax="{NUMBER}">(?P<word>.*?)</word>'
    r"|<(?P<name>/line|block)\b",
    re.DOTALL,
)


def _edges(tag: re.Match[str], dpi: int) -> Box:
    left, top, right, bottom = (round(float(tag[i]) * dpi / 72) for i in range(1, 5))
    return Box(left, top, right, bottom)


def signers(path: Path, timeout_s: float) -> dict[str, str]:
    """The name in the certificate of every signature field, by the field's name; it is not looked whether it is valid.

    {} where there is none, and where poppler was built without `pdfsig`: signers are extra evidence.
    """
    command = ["pdfsig", "-nocert", "-no-ocsp", _argument(path)]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=timeout_s)
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return {}
    found = SIGNER.findall(done.stdout.decode(errors="replace"))
    return {name.strip(): signer.strip() for name, signer in found if signer.strip() != "(null)"}


SIGNER = re.compile(r"^ *- Signature Field Name: (.*)\n *- Signer Certificate Common Name: (.*)$", re.MULTILINE)


def raster(
    path: Path, page: int, dpi: int, timeout_s: float, size: tuple[int, int] | None = None, grey: bool = False
) -> Pixels:
    """Pixels of a page without its annotations: drawn signature boxes cover text. (height, width) grey or RGB.

    `size` (width, height) in pixels goes before `dpi`. Raises InputError where poppler cannot draw the page.
    """
    _choose_fonts()
    try:
        drawn = pdf2image.convert_from_path(
            _argument(path),
            dpi=dpi,
            size=size or (None, None),
            first_page=page,
            last_page=page,
            grayscale=grey,
            hide_annotations=True,
            timeout=ceil(timeout_s),
            strict=False,
        )
    except PDFInfoNotInstalledError as error:
        raise MissingError("Poppler (pdftoppm) is not installed.", APT) from error
    except PDFPopplerTimeoutError as error:
        raise _slow(path, page, timeout_s) from error
    except (PDFPageCountError, PDFSyntaxError) as error:
        raise _damaged(path, page) from error
    if not drawn:
        raise _damaged(path, page)
    return np.asarray(drawn[0])


def _choose_fonts() -> None:
    """Have fonts that a PDF does not hold drawn with ones that have Vietnamese letters; a user's choice goes first."""
    if SYSTEM_FONTS.is_file():
        os.environ.setdefault("FONTCONFIG_FILE", str(FONTS))


def fonted_text(path: Path, timeout_s: float) -> str:
    """The text of all pages as poppler's XML: <page>, <fontspec id family>, <text top left width height font>.

    Raises InputError where poppler cannot read the file.
    """
    command = ["pdftohtml", "-xml", "-i", "-q", "-stdout", "-fontfullname", "-nodrm", "-enc", "UTF-8"]
    return _run([*command, _argument(path)], path, None, timeout_s)
