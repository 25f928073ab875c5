"""What the figures of a sentence are compared with, where it is told once for several of them."""

from collections.abc import Iterator
from dataclasses import replace

import regex

from pipeline.document import Span
from pipeline.parse.clues import Clue
from pipeline.parse.folding import spelled
from pipeline.parse.meanings import Judge, base_behind
from pipeline.parse.paragraphs import Paragraph
from pipeline.parse.validity import compared
from pipeline.report import Kpi

_REACHED = regex.compile(r"(?<!\p{L})(?:đạt|bằng)(?:\s+(?:khoảng|gần|trên|hơn))?\s*$")
_LIST_ENDS = regex.compile(r"[;()]|trong đó")
# "So với cùng kỳ, số vụ giảm 12%"; "… tăng cao so với cùng kỳ là: Ti vi tăng 39%; thép tăng 26%"
_LEADS = regex.compile(
    r"(?:^|[,;:.(])\s*so\s+(?:với|cùng)(?P<base>[^,;.()]{1,60})"
    r"|(?<!\p{L})so\s+(?:với|cùng)(?P<base>[^,;.():]{1,60}?)(?=:)"
)
_BRACKET = regex.compile(r"\s*(?:\([^()]*\)|[^()]{0,12}\))\s*(?=so\s)")  # "giảm 223 ha (33%) so với năm 2017"


def inherited(clue: Clue) -> str:
    """The base of a change within a change: "tăng 11,7% so với cùng kỳ (trong đó dầu khí tăng 8,5%)"."""
    whole = clue.parent
    both = whole is not None and clue.meaning.metric == whole.metric == "change"
    return whole.comparison if whole is not None and both and not clue.planned else ""


def told_bases(tools: Judge, paragraph: Paragraph, sentence: Span, kpis: list[Kpi]) -> list[Kpi]:
    """The figures of a sentence; changes have the base told once before them, behind their bracket, or behind all."""
    return _shared_base(paragraph, [*_behind(tools, paragraph, sentence, _led(tools, paragraph, sentence, kpis))])


def _behind(tools: Judge, paragraph: Paragraph, sentence: Span, kpis: list[Kpi]) -> Iterator[Kpi]:
    """Changes with the base behind the bracket that follows them or holds them."""
    for kpi in kpis:
        after = spelled(paragraph.clip(Span(kpi.span.end, max(kpi.span.end, sentence.end))))
        bracket = _BRACKET.match(after) if kpi.metric == "change" and not kpi.comparison else None
        base = base_behind(tools, after[bracket.end() :]) if bracket else ""
        yield (
            replace(kpi, comparison=compared(base, kpi.period_label) if base[-1:].isdigit() else base) if base else kpi
        )


def _led(tools: Judge, paragraph: Paragraph, sentence: Span, kpis: list[Kpi]) -> list[Kpi]:
    """The figures of a sentence; changes have the base with which a clause before them began.

    "So với cùng kỳ năm trước, giảm 244 vụ (4,84%), giảm 229 người chết": up to the next result.
    """
    leads = list(_LEADS.finditer(spelled(paragraph.clip(sentence))))
    if not leads:
        return kpis
    found: list[Kpi] = []
    for kpi in kpis:
        at = kpi.span.start - sentence.start
        lead = next((each for each in reversed(leads) if each.start() < at), None)
        results = [each for each in found if each.metric in ("value", "achievement") and not each.parent]
        over = lead is not None and any(each.span.start - sentence.start > lead.start() for each in results)
        if lead is not None and not over and kpi.metric == "change" and not kpi.comparison:
            hits = [(hit.start(), name) for name, pattern in tools.bases if (hit := pattern.search(lead["base"]))]
            kpi = replace(kpi, comparison=min(hits)[1] if hits else "")
        found.append(kpi)
    return found


def _shared_base(paragraph: Paragraph, kpis: list[Kpi]) -> list[Kpi]:
    """The figures of a sentence; a list of changes has one base, named at its end.

    "than tăng 24,9%, xi măng tăng 23,6%, xe máy tăng 25,8% so cùng kỳ": only commas and words may stand between.
    "dầu thô đạt 98,1%, khí đốt đạt 92,1% so cùng kỳ": both are achievements.
    """
    found, base = [], ""
    after: Kpi | None = None
    for kpi in reversed(kpis):
        gap = paragraph.clip(Span(kpi.span.end, max(kpi.span.end, after.span.start))) if after else ";"
        reached = after is not None and after.metric == "achievement" and _reached(paragraph, kpi)
        alike = after is not None and kpi.unit == after.unit and (reached or kpi.metric == after.metric)
        listed = alike and gap.lstrip()[:1] == "," and not _LIST_ENDS.search(gap)
        if kpi.comparison or not listed or not (reached or kpi.metric == "change"):
            base = kpi.comparison
        elif base:
            kpi = replace(kpi, comparison=base, metric=after.metric if after else kpi.metric)
        found.append(kpi)
        after = kpi
    return found[::-1]


def _reached(paragraph: Paragraph, kpi: Kpi) -> bool:
    """Whether a per cent says how much of something was reached: "đạt 98,1%"."""
    start = kpi.span.start - paragraph.span.start
    return kpi.metric == "rate" and kpi.unit == "%" and _REACHED.search(paragraph.spelled[:start]) is not None
