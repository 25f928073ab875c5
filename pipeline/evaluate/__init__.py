"""Compares what the program made with what is true; metrics only, no files."""

from pipeline.evaluate.figures import FigureScore, score_figures
from pipeline.evaluate.findings import FieldScore, score_cells, score_citations, score_fields, score_sections
from pipeline.evaluate.repaired import RepairScore, read_gold, score_repair
from pipeline.evaluate.tally import Tally
from pipeline.evaluate.text import TextScore, score_text
from pipeline.evaluate.truth import TrueCitation, TrueKpi, TrueSection, TrueTable, Truth

__all__ = [
    "FieldScore",
    "FigureScore",
    "RepairScore",
    "Tally",
    "TextScore",
    "TrueCitation",
    "TrueKpi",
    "TrueSection",
    "TrueTable",
    "Truth",
    "read_gold",
    "score_cells",
    "score_citations",
    "score_fields",
    "score_figures",
    "score_repair",
    "score_sections",
    "score_text",
]
