"""An output and the truth become numbers: exact counts, so that samples can be added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import reduce

from pipeline.evaluate import (
    Tally,
    Truth,
    score_cells,
    score_citations,
    score_fields,
    score_figures,
    score_repair,
    score_sections,
    score_text,
)
from tests.bench.run import Output

NONE = Tally(0, 0, 0)


@dataclass(frozen=True)
class Measured:
    """Counts of one sample, or sums over several. `*_edits` are edits that turn the output into the truth."""

    pages: int
    seconds: float
    characters: int
    character_edits: float
    words: int
    edits_before: float
    edits_after: float
    syllables: Tally  # only of text samples, repaired line by line
    prose: Tally  # figures in sentences: value, unit, and indicator or label
    prose_strict: Tally  # and period, scope, comparison, kind
    wrong: int  # emitted values that no figure has, tables included
    cells: Tally
    citations: Tally
    sections: Tally
    metadata: Tally
    failure: str = ""

    def __add__(self, other: Measured) -> Measured:
        names = [field.name for field in fields(self) if field.name != "failure"]
        return Measured(*(getattr(self, name) + getattr(other, name) for name in names))


def score(truth: Truth, output: Output) -> Measured:
    """Measure one sample."""
    is_text = truth.document.pages[0].source == "text"
    before, after = score_text(truth.text, output.before), score_text(truth.text, output.text)
    prose = [kpi for kpi in truth.kpis if kpi.source == "prose"]
    figures = score_figures(prose, [kpi for kpi in output.report.kpis if not kpi.table_id])
    return Measured(
        pages=len(truth.document.pages),
        seconds=output.seconds,
        characters=after.characters,
        character_edits=after.cer * after.characters,
        words=after.words,
        edits_before=before.ser * before.words,
        edits_after=after.ser * after.words,
        syllables=_repaired(truth, output) if is_text else NONE,
        prose=figures.loose.tally,
        prose_strict=figures.strict.tally,
        wrong=len(score_figures(truth.kpis, output.report.kpis).wrong),
        cells=NONE if is_text else score_cells(truth.tables, output.report.tables).tally,
        citations=score_citations(truth.citations, output.report.citations).tally,
        sections=score_sections(truth.sections, output.report.sections).tally,
        metadata=score_fields(truth, output.report).tally,
        failure=output.failure,
    )


def _repaired(truth: Truth, output: Output) -> Tally:
    gold = {number: line.text for number, line in enumerate(truth.document.pages[0].lines, 1)}
    repaired = score_repair(gold, output.text.splitlines())
    return Tally(repaired.right, repaired.syllables + repaired.inserted, repaired.syllables)


def add_up(measured: Iterable[Measured]) -> Measured:
    """The sum over samples."""
    return reduce(Measured.__add__, measured)
