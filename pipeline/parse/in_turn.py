"""Figures told "in turn" → each with its own label: "Sản lượng lúa và ngô lần lượt đạt 52.300 tấn và 8.100 tấn"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from pipeline.document import Span
from pipeline.parse.clauses import Labeller, trimmed
from pipeline.parse.folding import spelled
from pipeline.parse.paragraphs import Paragraph
from pipeline.parse.taxonomy import match_label
from pipeline.report import Kpi

_IN_TURN = regex.compile(
    r"(?<!\p{L})(?:lần lượt|tương ứng)(?:\s+(?:là|đạt|chiếm|tăng|giảm|ước|còn|ở mức|với))*\s*:?\s*$"
)
_LISTED = regex.compile(r"\s*[,;]?\s*(?:và\s*)?")
_PARTS = regex.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+")
_BEGINS = regex.compile(r"[;.:()](?!\d)")
_SHARED = regex.compile(r"^.*?(?<!\p{L})(?:về|của|cho|từ|theo|tại|đối với)\s+")


def named_in_turn(tools: Labeller, paragraph: Paragraph, sentence: Span, kpis: list[Kpi]) -> list[Kpi]:
    """The figures of a sentence; those of a row behind "lần lượt" have the labels that stand before it, in their order.

    Only where there are as many labels as figures. A label that is shorter than the first shares its beginning.
    """
    named = list(kpis)
    for at, kpi in enumerate(kpis):
        begin = kpis[at - 1].span.end if at else sentence.start
        before = paragraph.clip(Span(begin, max(begin, kpi.span.start)))
        found = _IN_TURN.search(spelled(before))
        if not found:
            continue
        row = kpis[at : at + 1 + _listed(paragraph, kpis[at:])]
        labels = _labels(tools, before[: found.start()], len(row))
        base = next((each.comparison for each in row if each.comparison), "")
        named[at : at + len(labels)] = [
            _alike(row[0], _called(tools, kpi, label), base) for kpi, label in zip(row, labels, strict=bool(labels))
        ]
    return named


def _listed(paragraph: Paragraph, kpis: Sequence[Kpi]) -> int:
    """How many figures follow the first with nothing but commas and "và" between."""
    for count, (before, after) in enumerate(pairwise(kpis)):
        gap = paragraph.clip(Span(before.span.end, max(before.span.end, after.span.start)))
        if not _LISTED.fullmatch(spelled(gap)):
            return count
    return max(0, len(kpis) - 1)


def _labels(tools: Labeller, words: str, count: int) -> list[str]:
    """The last labels of the clause, as many as there are figures; none where there are fewer or only one."""
    stops = [stop.end() for stop in _BEGINS.finditer(words)]
    parts = [part for part in _PARTS.split(words[stops[-1] if stops else 0 :].strip()) if part]
    if count < 2 or len(parts) < count:
        return []
    first, *others = parts[-count:]
    return [trimmed(tools, first), *(trimmed(tools, _whole(first, other)) for other in others)]


def _whole(first: str, other: str) -> str:
    """A label with the beginning that it shares with the first: "Sản lượng lúa", "ngô" is "Sản lượng ngô"."""
    words, mine = first.split(), other.split()
    if len(mine) >= len(words) or other[:1].isupper():
        return other
    shared = _SHARED.match(spelled(first))
    begin = first[: shared.end()] if shared else " ".join(words[: len(words) - len(mine)])
    return f"{begin.strip()} {other}"


def _alike(first: Kpi, kpi: Kpi, base: str) -> Kpi:
    """A figure of a row of changes as the first is, and with the base of the row: "lần lượt giảm 30% và 28% so với"."""
    if first.metric != "change" or kpi.unit != first.unit or kpi.value is None or first.value is None:
        return kpi
    return replace(kpi, metric="change", comparison=base, value=kpi.value if first.value >= 0 else -abs(kpi.value))


def _called(tools: Labeller, kpi: Kpi, label: str) -> Kpi:
    named = match_label(tools.taxonomy, label, kpi.unit)
    return replace(kpi, label_raw=label, key=named.indicator.key if named else "")
