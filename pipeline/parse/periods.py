"""The period of a report: where it is named, and whether its other mentions and the date agree."""

from collections.abc import Iterable

import regex

from pipeline.document import Span
from pipeline.parse.dates import DATE, PERIOD, period
from pipeline.parse.fields import make_field
from pipeline.parse.folding import folded
from pipeline.parse.headings import roman
from pipeline.parse.layout import Layout
from pipeline.parse.paragraphs import Paragraph
from pipeline.report import Field, Issue

_QUARTER = regex.compile(r"quy\s+(?P<q>iv|i{1,3}|[1-4])(?![\p{L}\d])\s*[-,/]?\s*(?:nam\s+)?(?P<y>(?:19|20)\d\d)")
_FIGURE = regex.compile(  # a sentence with a figure names the period of that one: "Vườn chè năm 2010 có 52 nghìn ha, …"
    r"[^.;\n]*(?:[.,](?=\d)[^.;\n]*)*\d\s*(?:%|(?:nghìn|triệu|tỷ|đồng|ha|tấn|hộ|người|lần|km)(?!\p{L}))[^.;]*"
)
_COMPARED = regex.compile(r"(?i:so với|so cùng|cùng kỳ|giá (?:so sánh|cố định|hiện hành))[^,.;()\n]*")  # is another one
_YEAR = regex.compile(r"(?:19|20)\d\d")
_LONE_YEAR = regex.compile(r"nam\s+(?P<y>(?:19|20)\d\d)")
_LATEST = 2  # months after its quarter in which a report still comes; it may come in the quarter's last month


def period_field(layout: Layout, subject: Field | None, opening: Span) -> Field | None:
    """The period of the report: named in its subject, else in the paragraph before the first section."""
    spans = ([subject.span] if subject else []) + [opening]
    for span, sure in zip(spans, (0.95, 0.8) if subject else (0.8,), strict=True):
        text = layout.flat[span.start : span.end]
        hidden = span is opening and not subject and _years_differ(text)
        figure = _FIGURE.search(text) if hidden else None
        told = text[: figure.start()] if figure else text
        told = _COMPARED.sub(lambda match: "#" * len(match[0]), told) if span is opening else told
        found = period(text, folded(told))
        if found and not _of_other(found, text, span is opening):
            at = span.start + max(0, text.find(found))
            return make_field(layout, "period_label", found, at, min(at + len(found), span.end), "period", sure)
    return None


def _of_other(found: str, text: str, opening: bool) -> bool:
    """Whether a period is of something else: the year of a cited document, its date torn by OCR; a term of office."""
    year = _LONE_YEAR.fullmatch(folded(found))
    return (year is not None and f"/{year['y']}/" in text) or (opening and folded(found).startswith("nhiem ky"))


def _years_differ(text: str) -> bool:
    """Whether the periods of a passage name more than one year: then a sentence with a figure has its own."""
    plain = folded(text)
    dated = DATE.sub(" ", plain)
    return len({year for found in PERIOD.finditer(dated) for year in _YEAR.findall(found[0])}) > 1


def _quarters(text: str) -> list[tuple[int, int]]:
    """The quarters with their year that a text names: (year, 1 to 4)."""
    found = _QUARTER.finditer(folded(text))
    return [(int(each["y"]), roman(each["q"]) or int(each["q"])) for each in found]


def period_issues(
    layout: Layout, found: Field | None, paragraphs: Iterable[Paragraph], issued: str
) -> tuple[Issue, ...]:
    """A doubt about a quarter that opening, closing or date contradict: OCR reads II for III. It mends nothing."""
    own = _quarters(found.value) if found else []
    if not found or not own:
        return ()
    said = [each for paragraph in paragraphs for each in _quarters(paragraph.text)]
    other = next((each for each in said if each[0] == own[0][0] and each != own[0]), None)
    if other:
        facts = {"period": found.value, "other": f"quý {other[1]}"}
    elif issued and not 0 <= _months(issued) - (12 * own[0][0] + 3 * own[0][1]) + 1 <= _LATEST + 1:
        facts = {"period": found.value, "other": issued}
    else:
        return ()
    page = layout.page_of(found.span)
    return (Issue(code="period_conflict", facts=facts, page=page, span=found.span),)


def _months(day: str) -> int:
    """Months up to a day in ISO form."""
    year, month = day.split("-")[:2]
    return 12 * int(year) + int(month)
