"""The stamp of who received a document ("ĐẾN Số: … Ngày: …") → number and day of receipt; written ones give a doubt."""

from collections.abc import Iterable

import regex

from pipeline.document import Span
from pipeline.parse.dates import DATE, day
from pipeline.parse.fields import make_field
from pipeline.parse.folding import folded
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.own_number import READABLE
from pipeline.report import Field, Issue

# Decree 30/2020, annex IV: a frame with the name of the agency, "ĐẾN", "Số: …", "Ngày: …", "Chuyển: …"
_TITLE = regex.compile(r"(?:.*\s)?(?:công văn|c\.?v)?\s*\W*ĐẾN\W*(?=Số|Ngày|$)", regex.I)
_NUMBER = regex.compile(r"(?<![a-z])so\s*[:.;]?\s*(?P<n>[^\s:;]*)")
_DAY = regex.compile(r"(?<![a-z])ngay\s*[:.;]?\s*")
_LABELS = 6  # lines of the stamp below its title


def arrival(layout: Layout) -> tuple[list[Field], list[Issue]]:
    """Number and day of receipt where they are printed and surely read; a doubt where the stamp has them by hand.

    Only words of the margin are read: there the layout puts a stamp, so that its number is never the document's own.
    """
    lines = [line for line in layout.lines if line.page is layout.lines[0].page and line.zone == "margin"]
    at = next((at for at, line in enumerate(lines) if _is_title(line)), None)
    if at is None:
        return [], []
    stamp = lines[at : at + 1 + _LABELS]
    labelled = [*_labelled(stamp, _NUMBER), *_labelled(stamp, _DAY)]
    fields = [*_number(layout, stamp), *_day(layout, stamp)]
    unread = len(fields) < 2 and bool(labelled)
    issue = Issue(code="unreadable_arrival", page=stamp[0].page.number, span=stamp[0].span)
    return fields if labelled else [], [issue] if unread else []


def _is_title(line: TextLine) -> bool:
    return "ĐẾN" in line.text and _TITLE.match(line.text) is not None


def _labelled(lines: Iterable[TextLine], label: regex.Pattern[str]) -> list[tuple[TextLine, regex.Match[str]]]:
    found = ((line, label.search(folded(line.text))) for line in lines)
    return [(line, match) for line, match in found if match]


def _number(layout: Layout, lines: list[TextLine]) -> list[Field]:
    for line, match in _labelled(lines, _NUMBER):
        start, end = (line.span.start + at for at in match.span("n"))
        if match["n"].isdigit() and layout.transcript.confidence(Span(start, end)) >= READABLE:
            return [make_field(layout, "arrival_number", match["n"], start, end, "arrival.number", 0.9)]
    return []


def _day(layout: Layout, lines: list[TextLine]) -> list[Field]:
    for line, match in _labelled(lines, _DAY):
        date = DATE.match(folded(line.text), match.end()) or DATE.match(folded(line.text), match.start())
        value = day(date) if date else None
        if date and value:
            start, end = (line.span.start + at for at in date.span())
            if layout.transcript.confidence(Span(start, end)) >= READABLE:
                return [make_field(layout, "arrival_date", value.isoformat(), start, end, "arrival.date", 0.9)]
    return []
