"""What a run needs from the machine: found or not, which version, and what to do if not."""

from dataclasses import dataclass

from pipeline import ingest, ocr, repair
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
    looks = (
        ("poppler", ingest.poppler_version),
        ("tesseract", ocr.tesseract_version),
        ("tesseract language vie", ocr.language_version),
        ("models", repair.models_version),
    )
    parts = []
    for name, look in looks:
        try:
            parts.append(Part(name, True, look()))
        except MissingError as error:
            parts.append(Part(name, False, "", str(error)))
    return tuple(parts)
