"""What a run needs from the machine: found or not, which version, and what to do if not."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline import ingest, ocr, repair
from pipeline.config import OcrOptions
from pipeline.errors import MissingError


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
        ("tesseract language vie", vietnamese),
        ("models", lambda: repair.fingerprint(repair.load_models())),
    )
    return tuple(look_for(name, look) for name, look in looks)


def look_for(name: str, look: Callable[[], str]) -> Part:
    """One part, with its cure where it is missing."""
    try:
        return Part(name, True, look())
    except MissingError as error:
        return Part(name, False, "", str(error))


def vietnamese() -> str:
    """Whether Tesseract reads Vietnamese. Raises MissingError where it does not."""
    ocr.tesseract(OcrOptions())
    return "installed"
