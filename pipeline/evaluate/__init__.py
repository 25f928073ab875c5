"""Compares what the program made with what is true; metrics only, no files but the truth's own."""

from pipeline.evaluate.comparison import PARTS, Comparison, as_lines, compare, list_mistakes
from pipeline.evaluate.figures import FigureScore, score_figures
from pipeline.evaluate.findings import FieldScore, score_cells, score_citations, score_fields, score_sections
from pipeline.evaluate.matching import Matched, match
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
from pipeline.evaluate.truth import TrueCitation, TrueDoubt, TrueKpi, TrueSection, TrueTable, Truth
from pipeline.evaluate.truth_file import read_truth

__all__ = [
    "PARTS",
    "Comparison",
    "FieldScore",
    "FigureScore",
    "Matched",
    "Mistake",
    "RepairScore",
    "Tally",
    "TextScore",
    "TrueCitation",
    "TrueDoubt",
    "TrueKpi",
    "TrueSection",
    "TrueTable",
    "Truth",
    "Verdict",
    "as_lines",
    "compare",
    "count_verdicts",
    "judge_repair",
    "judge_text",
    "list_mistakes",
    "match",
    "read_gold",
    "read_truth",
    "score_cells",
    "score_citations",
    "score_fields",
    "score_figures",
    "score_repair",
    "score_sections",
    "score_text",
    "worst",
]
