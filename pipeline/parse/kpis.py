"""Paragraphs and their quantities → figures with their meaning.

Confidence = least OCR confidence of the words × the certainty of the rule: 0.95 a known indicator with its marks,
0.8 by folding, 0.75 a label outside the taxonomy, 0.5 a label borrowed from the heading; × 0.8 for each doubt about
the number; at most 0.3 without a value.
"""

from collections.abc import Iterator
from dataclasses import replace

import regex

from pipeline.document import Span
from pipeline.parse.bases import inherited, told_bases
from pipeline.parse.clues import GIVEN, PLAN_OPENS, Clue, clue_of
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.in_turn import named_in_turn
from pipeline.parse.labels import Label, more_than_all
from pipeline.parse.layout import Layout
from pipeline.parse.meanings import begins_after, kind_of, opening_kind, period_role, section_kind, told_as_result
from pipeline.parse.measures import Quantity
from pipeline.parse.paragraphs import Paragraph
from pipeline.parse.reader import Reader
from pipeline.parse.sections import section_at
from pipeline.parse.threads import KpiKind, Place, Thread, around_figure, follow
from pipeline.parse.validity import Told, compared, own_period, scope_of, section_period
from pipeline.report import Kpi, Section

_DOUBTS = frozenset({"dot_decimal", "three_decimals", "unit_folded", "pct_or_pp", "from_to"})
_OF = regex.compile(r"(?<!\p{L})của\s+$")
_CLAUSE_ENDS = regex.compile(r"[,;.:()](?!\d)")
_LENGTH = regex.compile(r"(?<!\p{L})(?:dài|(?<!mở )rộng|cao|sâu|cách|đường kính|lộ giới|bán kính)(?!\p{L})")
_NEAR = 30  # characters before a number that tell whether it is a length
_AIMS_FOLLOW = regex.compile(  # "… bằng các chỉ tiêu cụ thể như sau:"
    r"(?:\s*\d+(?:\.\d+)*\.?\s)?(?P<lead>[^.;:]*)(?:chi tieu|muc tieu)"
    r"(?: cu the| chu yeu| chinh| co ban)?(?: (?:den )?nam (?:19|20)\d\d)?"
    r"(?: nhu)?(?: sau)?(?: day)?\s*:\s*$"
)
_YEAR_AHEAD = regex.compile(  # "Đến năm 2035:" alone in its line
    r"\W*(?:(?:\d+(?:\.\d+)*|[a-z])[.)]?\s)?(?:muc tieu )?den (?:het |cuoi )?nam (?P<year>(?:19|20)\d\d)\s*:\s*$"
)
_REACHED_ONES = regex.compile(r"\b(?:ket qua|thuc hien|da|dat|danh gia|hoan thanh|tinh hinh|so voi|ra soat|theo doi)\b")
_ITEM = regex.compile(r"\s*(?:\(?\d{1,2}\)|\(?[a-z]\)|\d{1,2}\.|[\-–•+*])\s*")
_ANNOUNCES = regex.compile(r"(?:nhu sau|sau day|noi dung sau)\s*:?\s*$")
_PARTS_FOLLOW = regex.compile(r"\W*(?:trong đó|bao gồm|gồm có|gồm|chia ra)(?!\p{L})")
_WITHIN_WORDS = regex.compile(r"\s+(?!và|với|hoặc|đến)\p{Ll}")
_MEETS = regex.compile(
    r"(?:(?P<count>\d)\s+)?(?<!\p{L})(?:xã|phường|thôn|ấp|bản|huyện|đơn vị|địa phương)\s+(?:đã\s+)?đạt"
    r"(?:\s+và cơ bản đạt)?(?:\s+(?:từ|dưới|trên|đủ|ít nhất|được))*\s*$"
)
_STATES_SHARE = regex.compile(r"\s*(?:là|còn|chiếm|bằng)(?!\p{L})[^,;.]*$")


def certainty(label: Label, quantity: Quantity, flags: tuple[str, ...], borrowed: bool) -> float:
    """How sure the rule is, 0 to 1; see the head of this module."""
    base = 0.75 if borrowed or label.text else 0.5
    if label.named and not borrowed:
        base = 0.95 if label.named.exact else 0.8
    if label.source == "section" and not borrowed:
        base = 0.5
    for flag in flags:
        base *= 0.8 if flag in _DOUBTS else 1
    return min(base, 0.3) if quantity.value is None else base


def _kpi(tools: Reader, layout: Layout, paragraph: Paragraph, clue: Clue, place: Place, number: int) -> Kpi:
    quantity, meaning, section = clue.quantity, clue.meaning, place.section
    too_much = quantity.value is not None and quantity.value > 100 and _is_part(clue.parent)
    if meaning.metric == "rate" and (
        too_much or (quantity.unit == "%" and more_than_all(clue.label.text, quantity.value))
    ):
        quantity = replace(quantity, value=None, flags=(*quantity.flags, "rate_over_100"))
    flags, value = (*quantity.flags, *meaning.flags, *layout.reading_flags(quantity.number)), quantity.value
    sure = certainty(clue.label, quantity, flags, meaning.borrowed) * layout.transcript.confidence(quantity.span)
    own = own_period(paragraph, place.sentence, quantity.span) or place.section_period or place.document_period
    area = clue.unit == "m" and _is_area(spelled(paragraph.clip(place.sentence)), spelled(clue.around.left))
    flags = (*flags, "unit_by_sentence") if area else flags
    comparison = compared(meaning.comparison, own) if meaning.comparison[-1:].isdigit() else meaning.comparison
    return Kpi(
        span=quantity.span,
        text=layout.text[quantity.span.start : quantity.span.end],
        conf=round(sure, 4),
        flags=(*flags, *_label_flags(clue.label)),
        kpi_id=f"k{number:04}",
        key=clue.label.key if "from_to" not in flags else "",
        label_raw=clue.label.text,
        metric=meaning.metric,
        value=-value if value is not None and meaning.sign < 0 else value,
        value_raw=quantity.value_raw,
        value_hi=quantity.high,
        operator=quantity.operator,
        unit="m2" if area else clue.unit,
        unit_raw=clue.unit_raw,
        per=quantity.per,
        denominator=quantity.share,
        comparison=comparison or inherited(clue),
        kind=_kind(tools, place, clue, own),
        period_label=own,
        period_role=period_role(tools.judge, clue.label.text),
        parent=clue.parent.kpi_id if clue.parent else "",
        section_id=section.section_id if section else "",
        section_path=section.path if section else "",
        sentence=squeezed(paragraph.clip(place.sentence)),
        scope=scope_of(paragraph, place.sentence, quantity.span.start),
    )


def _kind(tools: Reader, place: Place, clue: Clue, period: str) -> KpiKind:
    if clue.planned or GIVEN.search(spelled(clue.around.left)) or PLAN_OPENS.search(spelled(clue.around.left)):
        return "plan"
    kind = kind_of(tools.judge, place, clue.around, clue.parent, clue.before)
    if kind == "result" and begins_after(period, place.year):
        return "target"  # "năm 2030 tỷ lệ che phủ rừng 42%": nothing can be a result yet
    return "norm" if kind == "result" and place.normative else kind


def _is_area(sentence: str, before: str) -> bool:
    """Whether metres must be square ones whose raised 2 was lost: "diện tích đất xin giao 43.527,30m"."""
    return "diện tích" in sentence and _LENGTH.search(before[-_NEAR:]) is None


def _is_part(kpi: Kpi | None) -> bool:
    """Whether a figure is a share of at most one."""
    return kpi is not None and None not in (kpi.value, kpi.denominator) and (kpi.value or 0) <= (kpi.denominator or 0)


def _label_flags(label: Label) -> tuple[str, ...]:
    folding = ("label_folded",) if label.named and not label.named.exact else ()
    return (*folding, "label_from_section") if label.source == "section" else folding


def _in_sentence(
    tools: Reader,
    layout: Layout,
    paragraph: Paragraph,
    quantities: tuple[Quantity, ...],
    place: Place,
    thread: Thread,
    first: int,
) -> Iterator[Kpi]:
    number = first
    for at, quantity in enumerate(quantities):
        around = around_figure(paragraph, quantities, at, place.sentence)
        follow(tools.labels, thread, around.left)
        clue = clue_of(tools, quantity, around, thread, place)
        if clue is None:
            continue
        kpi = _kpi(tools, layout, paragraph, clue, place, number)
        number += 1
        yield kpi
        thread.latest = kpi
        if not clue.meaning.borrowed:
            thread.seen.append(kpi)


def _stated(paragraph: Paragraph, quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Without what is part of the next label: "thu hưởng 100% là 83 triệu đồng", "GRDP của 02 tỉnh đạt 7 tỷ"."""
    kept = []
    for at, quantity in enumerate(quantities):
        after = quantities[at + 1] if at + 1 < len(quantities) else None
        gap = paragraph.clip(Span(quantity.span.end, max(after.number.start, quantity.span.end))) if after else ""
        led = after is not None and after.unit_raw and after.kind != "ratio" and gap.strip(" :") in ("là", "")
        before = paragraph.spelled[: quantity.span.start - paragraph.span.start]
        whose = quantity.kind == "count" and after is not None and _OF.search(before) and not _CLAUSE_ENDS.search(gap)
        if _is_no_figure(quantity, paragraph.text[quantity.span.end - paragraph.span.start :]):
            continue
        if not (led and quantity.unit == "%") and not whose and not _is_attribute(before, quantity, gap):
            kept.append(quantity)
    return tuple(kept)


def _is_no_figure(quantity: Quantity, after: str) -> bool:
    """Whether a bare number stands within words: "đường 2 bên khu dân cư"."""
    bare = not quantity.unit_raw and quantity.share is None and quantity.high is None
    return bare and quantity.value is not None and _WITHIN_WORDS.match(after) is not None


def _is_attribute(before: str, quantity: Quantity, gap: str) -> bool:
    """Whether criteria only say which ones are counted: "18 xã đạt 19 tiêu chí", "Số xã đạt 15 - 18 tiêu chí là 4%"."""
    met = _MEETS.search(before) if quantity.unit == "tieu_chi" else None
    return met is not None and (met["count"] is not None or _STATES_SHARE.match(spelled(gap)) is not None)


def _still_aims(paragraph: Paragraph, before: bool, goes_on: bool, year: int) -> bool:
    """Whether a paragraph announces aims, or is an item of the list of aims that one before it announced.

    `goes_on`: the paragraph before it ended with a colon or a semicolon. `year` in which the document was written.
    """
    ahead = _YEAR_AHEAD.match(paragraph.folded)
    if ahead:
        return int(ahead["year"]) >= year
    announced = _AIMS_FOLLOW.search(paragraph.folded)
    if announced:
        return not _REACHED_ONES.search(announced["lead"])
    return before and (goes_on or _ITEM.match(paragraph.folded) is not None)


def _governed(sections: tuple[Section, ...]) -> dict[str, Section]:
    """The sections by id; those that an article announces ("Điều 1. Giao dự toán … như sau:") stand under it."""
    found: dict[str, Section] = {}
    article: Section | None = None
    for section in sections:
        if section.kind == "article":
            article = section if _ANNOUNCES.search(folded(section.title)) else None
        under = article is not None and not section.parent and section is not article
        found[section.section_id] = replace(section, parent=article.section_id) if article and under else section
    return found


def _in_article(section: Section | None, by_id: dict[str, Section]) -> bool:
    while section is not None:
        if section.kind == "article":
            return True
        section = by_id.get(section.parent)
    return False


def find_kpis(
    tools: Reader,
    layout: Layout,
    found: tuple[tuple[Paragraph, tuple[Quantity, ...]], ...],
    sections: tuple[Section, ...],
    document_period: str,
    is_plan: bool = False,
    year: int = 0,
) -> tuple[Kpi, ...]:
    """The figures of all paragraphs, in reading order. In a plan they are targets unless words say otherwise.

    `year` in which the document was written, 0 where nothing tells: what is of a later one is no result.
    """
    by_id = {section.section_id: section for section in sections}
    governed = _governed(sections)
    kpis: list[Kpi] = []
    told, listed, goes_on, thread = Told(), False, False, Thread()
    for paragraph, quantities in found:
        part = thread.before if _PARTS_FOLLOW.match(paragraph.spelled) else None  # a line of parts behind their whole
        thread = Thread(part_of=part, keeps=part is not None)
        listed = _still_aims(paragraph, listed, goes_on, year)
        goes_on = paragraph.text.rstrip()[-1:] in (":", ";")
        told = told.at(section_at(sections, paragraph.span.start), paragraph.text)
        for sentence in paragraph.sentences:
            told = told.with_sentence(paragraph.clip(sentence))
            here = _stated(paragraph, tuple(q for q in quantities if sentence.start <= q.span.start < sentence.end))
            if here:
                section = section_at(sections, here[0].span.start)
                normative = _in_article(section, by_id)
                inherited = told.over(section_period(section, by_id), document_period)
                kind = (
                    "target"
                    if listed
                    else section_kind(tools.judge, section and governed[section.section_id], governed, year)
                )
                opening = paragraph.clip(Span(sentence.start, here[0].span.start))
                opens = opening_kind(tools.judge, opening)
                planned = is_plan and not (kind or told_as_result(opening))
                place = Place(sentence, section, inherited, document_period, normative, kind, opens, planned, year)
                told_here = list(_in_sentence(tools, layout, paragraph, here, place, thread, len(kpis) + 1))
                based = told_bases(tools.judge, paragraph, sentence, told_here)
                kpis += named_in_turn(tools.labels, paragraph, sentence, based)
            thread.next_sentence()
    return tuple(kpis)
