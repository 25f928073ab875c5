"""Findings → doubts for a person: arithmetic that does not hold, odd numbers, gaps. Nothing is corrected."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipeline.parse.layout import Layout
from pipeline.parse.numbers import format_number
from pipeline.report import Citation, Issue, Kpi, Section

_SLIPS = "malformed_number english_format split_number broken_digits dot_decimal fraction_of_dong"
_ODD_NUMBERS = frozenset(f"suspect_thousands_comma suspect_thousands_dot {_SLIPS}".split())
# whole = sum of parts, where all are stated of one period: forms II.06a and 01/XLD
_SUMS = (
    ("tthc.received_total", ("tthc.received_new", "tthc.carried_over")),
    ("tthc.received_total", ("tthc.resolved_total", "tthc.pending_total")),
    ("tthc.pending_total", ("tthc.pending_in_time", "tthc.pending_overdue")),
    ("tthc.feedback_received", ("tthc.feedback_carried", "tthc.feedback_new")),
    ("pet.received", ("pet.carried_over", "pet.new")),
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


def _decimals(raw: str) -> int:
    return len(raw.partition(",")[2]) if "," in raw else 0


def rate_agrees(printed: Decimal, raw: str, part: Decimal, whole: Decimal) -> bool:
    """Whether a printed per cent is that of a share, within one unit of its last decimal: authors round or cut."""
    return abs(printed - 100 * part / whole) <= Decimal(1).scaleb(-_decimals(raw))


def _rate_issues(layout: Layout, kpis: tuple[Kpi, ...]) -> Iterator[Issue]:
    """A per cent right behind a share: 238/316 is 75,3 %, not 88,9 %."""
    by_id = {kpi.kpi_id: kpi for kpi in kpis}
    for kpi in kpis:
        whole = by_id.get(kpi.parent)
        if kpi.unit != "%" or kpi.metric not in ("rate", "achievement") or kpi.value is None or kpi.operator:
            continue
        if whole is None or whole.denominator is None or whole.value is None or not whole.denominator:
            continue
        if not rate_agrees(kpi.value, kpi.value_raw, whole.value, whole.denominator):
            expected = 100 * whole.value / whole.denominator
            yield Issue(
                code="rate_mismatch",
                facts={
                    "formula": whole.value_raw,
                    "expected": f"{format_number(round(expected, 2))} %",
                    "found": f"{kpi.value_raw} %",
                },
                page=layout.page_of(kpi.span),
                span=kpi.span,
            )


def _families(kpis: tuple[Kpi, ...]) -> Iterator[dict[str, Kpi]]:
    """Figures of one section, by indicator; an indicator stated twice with different values is left out."""
    groups: dict[tuple[str, str], dict[str, list[Kpi]]] = {}
    for kpi in kpis:
        if kpi.key and kpi.metric == "value" and kpi.value is not None and not kpi.table_id:
            groups.setdefault((kpi.section_id, kpi.period_label), {}).setdefault(kpi.key, []).append(kpi)
    for group in groups.values():
        yield {key: same[0] for key, same in group.items() if len({kpi.value for kpi in same}) == 1}


def _sum_issues(layout: Layout, kpis: tuple[Kpi, ...]) -> Iterator[Issue]:
    for family in _families(kpis):
        for whole, parts in _SUMS:
            if whole not in family or any(part not in family for part in parts):
                continue
            total = sum((family[part].value or Decimal(0) for part in parts), Decimal(0))
            if total != family[whole].value:
                shown = " + ".join(family[part].value_raw for part in parts)
                stated = family[whole]
                yield Issue(
                    code="sum_mismatch",
                    facts={"formula": shown, "expected": format_number(total), "found": stated.value_raw},
                    page=layout.page_of(stated.span),
                    span=stated.span,
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


def _late_citations(layout: Layout, citations: tuple[Citation, ...], issued: str) -> Iterator[Issue]:
    for citation in citations:
        if issued and citation.issued_date and citation.issued_date.isoformat() > issued:
            yield Issue(
                code="citation_after_report",
                facts={"issued": issued},
                page=layout.page_of(citation.span),
                span=citation.span,
            )


def find_issues(
    layout: Layout, sections: tuple[Section, ...], citations: tuple[Citation, ...], kpis: tuple[Kpi, ...], issued: str
) -> tuple[Issue, ...]:
    """All doubts about the findings. `issued` is the report's own date in ISO form, or ""."""
    return (
        *_section_issues(layout, sections),
        *_number_issues(layout, kpis),
        *_rate_issues(layout, kpis),
        *_sum_issues(layout, kpis),
        *_late_citations(layout, citations, issued),
    )
