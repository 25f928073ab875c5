"""A report beside what is true of its document: every part scored, and every mistake in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pipeline.document import Document, Span, Transcript
from pipeline.evaluate.figures import FigureScore, score_figures
from pipeline.evaluate.findings import (
    Cell,
    FieldScore,
    score_cells,
    score_citations,
    score_doubts,
    score_fields,
    score_sections,
)
from pipeline.evaluate.matching import Matched
from pipeline.evaluate.tally import Tally
from pipeline.evaluate.truth import TrueCitation, TrueDoubt, TrueKpi, TrueSection, Truth
from pipeline.report import WITHHELD, Citation, Issue, Kpi, Report, Section, contradiction

T = TypeVar("T")
U = TypeVar("U")
PARTS = ("metadata", "sections", "citations", "figures", "figures strict", "table figures", "cells", "checks")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of each part; `values` counts the emitted figures with a value that a true figure has."""

    fields: FieldScore
    sections: Matched[TrueSection, Section]
    citations: Matched[TrueCitation, Citation]
    prose: FigureScore
    tables: FigureScore
    cells: Matched[Cell, Cell]
    doubts: Matched[TrueDoubt, Issue]

    @property
    def tallies(self) -> dict[str, Tally]:
        """The counts of every part, named as in PARTS."""
        both = (self.prose.loose, self.prose.strict, self.tables.loose)
        counted = [part.tally for part in (self.sections, self.citations, *both, self.cells, self.doubts)]
        return dict(zip(PARTS, (self.fields.tally, *counted), strict=True))

    @property
    def values(self) -> Tally:
        """Emitted figures with a true value, of all emitted."""
        emitted = self.prose.emitted + self.tables.emitted
        return Tally(emitted - len(self.prose.wrong) - len(self.tables.wrong), emitted, emitted)

    @property
    def unseen(self) -> int:
        """How many emitted values are wrong and have no flag that says so."""
        return len(self.prose.unseen) + len(self.tables.unseen)


def compare(truth: Truth, document: Document, report: Report) -> Comparison:
    """Score what stands on the pages that the truth covers; a part of which it tells nothing counts no mistakes."""
    found = _silenced(_on_pages(report, document, truth.pages), truth.silent)
    prose = score_figures(_from(truth, "prose"), [kpi for kpi in found.kpis if not kpi.table_id])
    tables = score_figures(_from(truth, "table"), [kpi for kpi in found.kpis if kpi.table_id])
    misread = [kpi.span for score in (prose, tables) for kpi in score.loose.extra]
    misread += [kpi.span for kpi in found.kpis if WITHHELD in kpi.flags]
    return Comparison(
        fields=score_fields(truth, report),
        sections=score_sections(truth.sections, found.sections),
        citations=score_citations(truth.citations, found.citations),
        prose=prose,
        tables=tables,
        cells=score_cells(truth.tables, found.tables),
        doubts=score_doubts(truth.doubts, found.issues, document.text, _from_misreading(found, misread)),
    )


def _from_misreading(report: Report, misread: Sequence[Span]) -> list[Issue]:
    """The contradictions in which a misread figure takes part, or one that was withheld as such."""
    ours = {
        (contradiction(check.rule), check.spans[0])
        for check in report.checks
        if check.status == "contradicts"
        and any(span.start < end and start < span.end for span in check.spans for start, end in misread)
    }
    return [issue for issue in report.issues if (issue.code, issue.span) in ours]


def _from(truth: Truth, source: str) -> list[TrueKpi]:
    return [kpi for kpi in truth.kpis if kpi.source == source]


def _on_pages(report: Report, document: Document, pages: tuple[int, ...]) -> Report:
    """The findings of these pages; a plain text is one page and all of it is meant."""
    if not pages or len(document.pages) == 1:
        return report
    transcript = Transcript.of(document)

    def here(span: Span) -> bool:
        boxes = transcript.boxes(span)
        return bool(boxes) and boxes[0][0].number in pages

    return replace(
        report,
        sections=tuple(each for each in report.sections if here(each.span)),
        citations=tuple(each for each in report.citations if here(each.span)),
        kpis=tuple(each for each in report.kpis if here(each.span)),
        tables=tuple(each for each in report.tables if each.page in pages),
        issues=tuple(each for each in report.issues if each.page in (0, *pages)),
    )


def _silenced(report: Report, silent: tuple[str, ...]) -> Report:
    """Without the parts of which the truth tells nothing. Without tables, no figures of tables either."""
    if "tables" in silent:
        report = replace(report, tables=(), kpis=tuple(kpi for kpi in report.kpis if not kpi.table_id))
    names = {"sections": "sections", "citations": "citations", "kpis": "kpis", "doubts": "issues"}
    emptied: dict[str, Any] = {names[part]: () for part in silent if part in names}
    return replace(report, **emptied)


def as_lines(compared: Comparison) -> str:
    """A line for every part that the truth tells of, then the emitted values."""
    lines = [
        f"{part:15}{count.right:5} right of {count.expected:5} expected, {count.found:5} found  "
        f"precision {count.precision:.4f}  recall {count.recall:.4f}  F1 {count.f1:.4f}"
        for part, count in compared.tallies.items()
        if count.expected or count.found
    ]
    values = compared.values
    return "\n".join(
        [
            *lines,
            f"{'values':15}{values.found - values.right:5} of {values.found} emitted are no true figure's, "
            f"{compared.unseen} of them without a flag",
        ]
    )


def list_mistakes(truth: Truth, report: Report, compared: Comparison) -> Iterator[str]:
    """Each mistake on a line: `-` is missing, `+` was found and is none."""
    names = {field.name for field in report.fields}
    values = {name: "; ".join(each.value for each in report.fields if each.name == name) for name in names}
    meant = {name: "; ".join(value for other, value in truth.fields if other == name) for name, _ in truth.fields}
    for name in (*compared.fields.missing, *compared.fields.wrong):
        yield f"- metadata {name} = {meant[name]}"
        if name in values:
            yield f"+ metadata {name} = {values[name]}"
    yield from _both("section", compared.sections, lambda s: f"{s.path} | {s.title}", lambda s: f"{s.path} | {s.title}")
    yield from _both("citation", compared.citations, _true_citation, lambda c: f"{c.key} {c.issued_date or ''}")
    yield from _both("figure", compared.prose.loose, _true_figure, _figure)
    loose = {id(true): kpi for true, kpi in compared.prose.loose.pairs}
    for true in compared.prose.strict.missing:
        if id(true) in loose:
            yield f"~ figure {_true_figure(true)} <- {_figure(loose[id(true)])}"
    yield from _both("table figure", compared.tables.loose, _true_figure, _figure)
    yield from _both("cell", compared.cells, _cell, _cell)
    yield from _both(
        "check", compared.doubts, lambda d: f"{d.code} {d.text}", lambda i: f"{i.code} {'; '.join(i.facts.values())}"
    )


def _both(what: str, matched: Matched[T, U], show: Callable[[T], str], show_found: Callable[[U], str]) -> Iterator[str]:
    yield from (f"- {what} {show(one)}" for one in matched.missing)
    yield from (f"+ {what} {show_found(one)}" for one in matched.extra)


def _true_citation(citation: TrueCitation) -> str:
    return f"{citation.key or citation.type} {citation.issued_date or ''}"


def _true_figure(kpi: TrueKpi) -> str:
    told = (kpi.key, kpi.label, kpi.period, kpi.scope, kpi.comparison, kpi.kind)
    return f"{kpi.value:f} {kpi.unit} | {' | '.join(told)}"


def _figure(kpi: Kpi) -> str:
    told = (kpi.key, kpi.label_raw, kpi.period_label, kpi.scope, kpi.comparison, kpi.kind)
    return f"{kpi.value:f} {kpi.unit} | {' | '.join(told)}"


def _cell(cell: Cell) -> str:
    (page, _, row, column), text = cell
    return f"page {page} row {row} column {column}: {text}"
