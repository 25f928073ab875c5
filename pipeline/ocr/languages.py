"""The languages that Tesseract can read: those that are installed, and our own."""

from pathlib import Path

import pytesseract

from pipeline.errors import MissingError
from pipeline.model_files import find_folder

Kind = tuple[str, int]  # language and page segmentation: they are chosen when Tesseract starts

APT = "Install it: apt install tesseract-ocr tesseract-ocr-vie"
SUFFIX = ".traineddata"


def arguments(kind: Kind) -> list[str]:
    """What the command of Tesseract is told."""
    language, segmentation = kind
    own = _own_folder()
    where = ["--tessdata-dir", str(own)] if (own / f"{language}{SUFFIX}").is_file() else []
    return [*where, "-l", language, "--psm", str(segmentation)]


def check_language(language: str) -> None:
    """Raise MissingError where Tesseract or a language pack ("vie", "vie+eng") is not there."""
    _, _, installed = check_tesseract()
    if (_own_folder() / f"{language}{SUFFIX}").is_file():
        return
    for part in language.split("+"):
        if part not in installed:
            raise MissingError(
                f"Tesseract has no language pack '{part}'.",
                f"Install it: apt install tesseract-ocr-{part.replace('_', '-')}",
            )


def check_tesseract() -> tuple[str, str, tuple[str, ...]]:
    """("tesseract", its version, the language packs it has). Raises MissingError where it is not installed."""
    try:
        version = str(pytesseract.get_tesseract_version()).split()[0]
        languages = tuple(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, SystemExit) as error:
        raise MissingError("Tesseract is not installed.", APT) from error
    return "tesseract", version, languages


def _own_folder() -> Path:
    return find_folder() / "tessdata"
