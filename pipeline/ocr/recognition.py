"""Pictures → what Tesseract reads on each of them."""

import os
import shlex
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytesseract
from PIL import Image

from pipeline.document import Line
from pipeline.errors import MissingError, OcrError
from pipeline.image import Pixels
from pipeline.ocr.languages import APT, Kind, arguments
from pipeline.ocr.running import Pool, StoppedError
from pipeline.ocr.tsv import lines_of


class Picture(NamedTuple):
    """Grey pixels at `dpi`; boxes of what is read on them are divided by `scale`."""

    pixels: Pixels
    dpi: int
    scale: float = 1.0


BLANK = Picture(np.full((32, 32), 255, dtype=np.uint8), 150)


def recognise(pictures: Sequence[Picture], kind: Kind, pool: Pool, timeout_s: float) -> list[list[Line]]:
    """The lines of every picture.

    Raises OcrError after `timeout_s` or a crash, MissingError where Tesseract is not installed.
    """
    if not pictures:
        return []
    with _stored([*pictures, BLANK]) as names:
        try:
            rows = pool.read(kind, names, timeout_s)
        except FileNotFoundError as error:
            raise MissingError("Tesseract is not installed.", APT) from error
        except TimeoutError as error:
            raise _slow(timeout_s) from error
        except StoppedError:  # it may have been ended from outside, or the pictures may be to blame
            rows = _read_alone(names, kind, timeout_s)
    return lines_of(rows, [1 / picture.scale for picture in pictures])


@contextmanager
def _stored(pictures: Sequence[Picture]) -> Iterator[list[str]]:
    """Names of files; TIFF, because Tesseract reads PGM byte by byte, and it tells no resolution."""
    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder, f"{i}.tif")) for i in range(len(pictures))]
        for picture, name in zip(pictures, names, strict=True):
            Image.fromarray(picture.pixels).save(name, dpi=(picture.dpi, picture.dpi))
        yield names


def _read_alone(names: Sequence[str], kind: Kind, timeout_s: float) -> str:
    """Rows of TSV by a run of Tesseract for these files only, which tells what is wrong where it fails."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as listing:
        listing.write("\n".join(names))
        listing.flush()
        try:
            return str(pytesseract.image_to_data(listing.name, config=shlex.join(arguments(kind)), timeout=timeout_s))
        except pytesseract.TesseractError as error:
            cure = "Convert the page alone to see whether it is damaged."
            raise OcrError(f"Tesseract failed: {error.message}.", cure) from error
        except RuntimeError as error:  # pytesseract's timeout
            raise _slow(timeout_s) from error


def _slow(timeout_s: float) -> OcrError:
    return OcrError(
        f"Tesseract took longer than {timeout_s:g} s.", "Raise ocr.timeout_s, or look whether the page is a picture."
    )
