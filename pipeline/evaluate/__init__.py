"""Compares what the program made with what is true; metrics only, no files."""

from pipeline.evaluate.figures import FigureScore, score_figures
from pipeline.evaluate.findings import FieldScore, score_cells, score_citations, score_fields, score_sections
from pipeline.evaluate.mistakes import Mistake, worst
from pipeline.evaluate.repaired import (
    RepairScore,
    Verdict,
    count_verdicts,
    judge_repair,
    read_gold,
    score_repair,
)
from pipeline.evaluate.tally import Tally
from pipeline.evaluate.text import TextScore, judge_text, score_text
from pipeline.evaluate.truth import TrueCitation, TrueKpi, TrueSection, TrueTable, Truth

__all__ = [
    "FieldScore",
    "FigureScore",
    "Mistake",
    "RepairScore",
    "Tally",
    "TextScore",
    "TrueCitation",
    "TrueKpi",
    "TrueSection",
    "TrueTable",
    "Truth",
    "Verdict",
    "count_verdicts",
    "judge_repair",
    "judge_text",
    "read_gold",
    "score_cells",
    "score_citations",
    "score_fields",
    "score_figures",
    "score_repair",
    "score_sections",
    "score_text",
    "worst",
]
