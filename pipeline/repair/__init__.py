"""Scanned, stripped or wrongly decoded Vietnamese to what was meant, with reason and confidence for each change."""

from pipeline.repair.models import Models, load_models
from pipeline.repair.outcome import Change, Repaired
from pipeline.repair.pages import repair_document
from pipeline.repair.styled import repair_styled
from pipeline.repair.text import repair_text

__all__ = [
    "Change",
    "Models",
    "Repaired",
    "load_models",
    "repair_document",
    "repair_styled",
    "repair_text",
]
