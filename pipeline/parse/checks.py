"""Findings → comparisons of what a report says twice, and doubts for a person to look at. Nothing is corrected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.parse.comparison_checks import base_claims, jumps, likely_reading
from pipeline.parse.folding import folded
from pipeline.parse.formulas import Claim, number_shown
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.paragraphs import Paragraph
from pipeline.parse.prose_checks import Facts, denials, prose_claims, ranges, word_claims
from pipeline.parse.table_checks import table_claims
from pipeline.parse.table_structure import Shape
from pipeline.report import (
    CONTRADICTED,
    LOW_CONFIDENCE,
    READING_FLAGS,
    WITHHELD,
    Check,
    Citation,
    Issue,
    Kpi,
    Section,
    Status,
    Table,
    contradiction,
)

_SLIPS = "malformed_number english_format split_number broken_digits dot_decimal fraction_of_dong rate_over_100"
_ODD_NUMBERS = frozenset(f"suspect_thousands_comma suspect_thousands_dot {_SLIPS}".split())
_READ_WITH_DOUBT = frozenset(READING_FLAGS.values())
_HARDLY_READ = 0.6  # confidence below which letters under a seal are mostly the seal's own
_UNSURE = 0.3  # most confidence of a figure without a value
PERIOD_IN_DOUBT = "period_in_doubt"
_CITED_LATER = "citation_date"


@dataclass(frozen=True)
class Findings:
    """What was found in a document. `issued` is its own date in ISO form, or ""; `period` its period as printed."""

    layout: Layout
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    kpis: tuple[Kpi, ...]
    tables: tuple[Table, ...]
    shapes: Mapping[str, Shape]
    issued: str
    period: str


def find_checks(facts: Facts, found: Findings) -> tuple[Check, ...]:
    """All comparisons, numbered."""
    made = (
        *prose_claims(facts, found.layout, found.kpis),
        *base_claims(facts, found.layout, found.kpis),
        *word_claims(facts, found.paragraphs, found.kpis),
    )
    # an identity may also be printed as a list of parts: compared once
    claims = {(claim.rule, claim.found.span, claim.parts): claim for claim in reversed(made)}
    compared = tuple(map(judged, reversed(claims.values())))
    checks: tuple[Check, ...] = (
        *compared,
        *_leaps(facts, found, compared),
        *_in_tables(facts, found),
        *_denied(facts, found),
        *_dates(found),
    )
    return tuple(replace(check, check_id=f"h{number:04}") for number, check in enumerate(checks, 1))


def judged(claim: Claim) -> Check:
    """A claim with its verdict, not yet numbered."""
    holds, expected = claim.holds(), claim.expected()
    status: dict[bool | None, Status] = {True: "ok", False: "contradicts", None: "not_checkable"}
    shown = claim.parts[0].raw if claim.rule == "words" else ""
    return Check(
        check_id="",
        rule=claim.rule,
        status=status[holds],
        formula=claim.told(),
        expected=shown or (number_shown(expected, claim.found) if expected is not None else ""),
        found=claim.found.raw,
        spans=(claim.found.span, *(part.span for part in claim.parts)),
        hint=claim.hint() if holds is False else "",
        kpi_ids=tuple(part.kpi_id for part in (claim.found, *claim.parts) if part.kpi_id),
    )


def _in_tables(facts: Facts, found: Findings) -> Iterator[Check]:
    for placed in table_claims(found.tables, found.shapes, found.kpis, facts.lexicon):
        place = {"table_id": placed.table.table_id, "row": placed.row, "column": placed.column}
        yield replace(judged(placed.claim), **place)  # type: ignore[arg-type]


def _leaps(facts: Facts, found: Findings, made: Sequence[Check]) -> Iterator[Check]:
    """Figures that leap from their base, unless the change printed between them was compared already."""
    told = frozenset(kpi_id for check in made if check.rule == "base" for kpi_id in check.kpi_ids)
    for jump in jumps(facts, found.layout, found.kpis, told):
        value, base = jump.compared.value, jump.compared.base
        likely, another = likely_reading(jump, facts), base.period_label != value.period_label
        yield Check(
            check_id="",
            rule="jump",
            status="contradicts",
            formula=f"{base.value_raw} ({base.period_label})" if another else base.value_raw,
            expected=likely,
            found=value.value_raw,
            spans=(value.span, base.span),
            hint=f"{value.value_raw} → {likely}",
            kpi_ids=(value.kpi_id, base.kpi_id),
            table_id=value.table_id,
            row=value.row,
            column=value.column,
        )


def _denied(facts: Facts, found: Findings) -> Iterator[Check]:
    for denied in denials(facts, found.paragraphs, found.kpis, found.period):
        said = found.layout.flat[denied.span.start : denied.span.end]
        yield Check(
            check_id="",
            rule="nil",
            status="contradicts",
            formula=said,
            expected="0",
            found=denied.kpi.value_raw,
            spans=(denied.kpi.span, denied.span),
            kpi_ids=(denied.kpi.kpi_id,),
        )


def _dates(found: Findings) -> Iterator[Check]:
    """Days in order: from … to …, and a document cited before it was made."""
    for span, first, last in ranges(found.paragraphs):
        order: Status = "ok" if first <= last else "contradicts"
        words = found.layout.flat[span.start : span.end]
        yield Check(
            check_id="", rule="dates", status=order, formula=words, expected=f"≥ {first}", found=last, spans=(span,)
        )
    for citation in found.citations:
        if found.issued and citation.issued_date:
            day = citation.issued_date.isoformat()
            yield Check(
                check_id="",
                rule=_CITED_LATER,
                status="ok" if day <= found.issued else "contradicts",
                formula=citation.key,
                expected=f"≤ {found.issued}",
                found=day,
                spans=(citation.span,),
            )


def flagged(kpis: Iterable[Kpi], checks: Sequence[Check]) -> tuple[Kpi, ...]:
    """The figures, those concerned by a contradiction with a flag.

    One that was read with doubt, and that no other comparison bears out, loses its value: then two things speak
    against the reading. What was printed stays in `value_raw`.
    """
    concerned, borne_out = (
        {kpi_id for check in checks if check.status == status for kpi_id in check.kpi_ids}
        for status in ("contradicts", "ok")
    )
    return tuple(_withheld(kpi, kpi.kpi_id in borne_out) if kpi.kpi_id in concerned else kpi for kpi in kpis)


def _withheld(kpi: Kpi, borne_out: bool) -> Kpi:
    flags = (*kpi.flags, CONTRADICTED)
    if borne_out or not _READ_WITH_DOUBT & set(kpi.flags):
        return replace(kpi, flags=flags)
    return replace(kpi, value=None, value_hi=None, flags=(*flags, WITHHELD), conf=min(kpi.conf, _UNSURE))


def without_withheld(tables: Iterable[Table], kpis: Iterable[Kpi]) -> tuple[Table, ...]:
    """The tables; a cell whose figure is withheld has no value either, and says so."""
    places = {(kpi.table_id, kpi.row, kpi.column) for kpi in kpis if kpi.table_id and WITHHELD in kpi.flags}
    return tuple(_without(table, places) if places else table for table in tables)


def _without(table: Table, places: set[tuple[str, int | None, int | None]]) -> Table:
    cells = (
        replace(cell, value=None, flags=(*cell.flags, WITHHELD))
        if (table.table_id, cell.row, cell.column) in places
        else cell
        for cell in table.cells
    )
    return replace(table, cells=tuple(cells))


def doubted_periods(kpis: Iterable[Kpi], issues: Iterable[Issue]) -> tuple[Kpi, ...]:
    """The figures, those of a quarter flagged where the report contradicts its own: OCR reads II for III."""
    if not any(issue.code == "period_conflict" for issue in issues):
        return tuple(kpis)
    return tuple(
        replace(kpi, flags=(*kpi.flags, PERIOD_IN_DOUBT)) if "quy" in folded(kpi.period_label).split() else kpi
        for kpi in kpis
    )


def find_issues(found: Findings, checks: tuple[Check, ...]) -> tuple[Issue, ...]:
    """All doubts about the findings."""
    return (
        *_section_issues(found.layout, found.sections),
        *_number_issues(found.layout, found.kpis),
        *_citation_issues(found.layout, found.citations),
        *_seal_issues(found.layout),
        *_contradictions(found, checks),
    )


def _number_issues(layout: Layout, kpis: Iterable[Kpi]) -> Iterator[Issue]:
    for kpi in kpis:
        for flag in kpi.flags:
            if flag in _ODD_NUMBERS:
                yield Issue(
                    code=flag,
                    facts={"number": kpi.value_raw, "label": kpi.label_raw},
                    page=layout.page_of(kpi.span),
                    span=kpi.span,
                )


def _citation_issues(layout: Layout, citations: Iterable[Citation]) -> Iterator[Issue]:
    """A person looks at every cited document whose number or day may have been misread."""
    for citation in citations:
        if {*_READ_WITH_DOUBT, LOW_CONFIDENCE} & set(citation.flags):
            yield Issue(code="unsure_citation", page=layout.page_of(citation.span), span=citation.span)


def _seal_issues(layout: Layout) -> Iterator[Issue]:
    """A person looks at every line of which a seal may hide words: nothing tells that they are missing."""
    for line in layout.prose():
        if line.page.seals and _partly_hidden(layout, line):
            yield Issue(code="text_under_seal", page=line.page.number, span=line.span)


def _partly_hidden(layout: Layout, line: TextLine) -> bool:
    """Whether a word was hardly read under a seal, or a line begins in one or close behind it."""
    words = [layout.transcript.word(place) for place in layout.transcript.under(line.span)]
    if any(word.doubt == "covered" and word.conf < _HARDLY_READ for word in words):
        return True
    first = words[0].box if words else None
    return first is not None and any(
        seal.top <= (first.top + first.bottom) / 2 <= seal.bottom
        and seal.left <= first.left <= seal.right + first.height
        for seal in line.page.seals
    )


def _section_issues(layout: Layout, sections: tuple[Section, ...]) -> Iterator[Issue]:
    for section in sections:
        if "gap" in section.flags:
            yield Issue(
                code="section_gap",
                facts={"heading": f"{section.ordinal_raw}. {section.title[:60]}"},
                severity="info",
                page=layout.page_of(section.span),
                span=section.span,
            )


def _contradictions(found: Findings, checks: tuple[Check, ...]) -> Iterator[Issue]:
    for check in checks:
        if check.status == "contradicts":
            cited = check.rule == _CITED_LATER
            facts = {"formula": check.formula, "expected": check.expected, "found": check.found, "hint": check.hint}
            yield Issue(
                code=contradiction(check.rule),
                facts={"issued": found.issued} if cited else facts,
                page=found.layout.page_of(check.spans[0]),
                span=check.spans[0],
            )
