"""What a run needs from the machine: found or not, which version, and what to do if not."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline import ingest, ocr, repair
from pipeline.config import OcrOptions
from pipeline.errors import MissingError
from pipeline.model_files import fingerprint


@dataclass(frozen=True, slots=True)
class Part:
    """A program, language pack or model. `version` is "" and `cure` says what to do where it is not found."""

    name: str
    found: bool
    version: str
    cure: str = ""


def inspect() -> tuple[Part, ...]:
    """Look for everything; raises nothing."""
    looks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("poppler", lambda: ingest.check_poppler()[1]),
        ("tesseract", lambda: ocr.check_tesseract()[1]),
        ("tesseract languages", languages),
        ("models", lambda: fingerprint(repair.load_models().folder)),
    )
    return tuple(look_for(name, look) for name, look in looks)


def look_for(name: str, look: Callable[[], str]) -> Part:
    """One part, with its cure where it is missing."""
    try:
        return Part(name, True, look())
    except MissingError as error:
        return Part(name, False, "", str(error))


def languages() -> str:
    """What pages are read with by default. Raises MissingError where Tesseract lacks one of them."""
    options = OcrOptions()
    ocr.tesseract(options)
    return f"{options.language}, {options.digits}"
