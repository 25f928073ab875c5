"""Paragraphs and their quantities → figures with their meaning.

Confidence = least OCR confidence of the words × the certainty of the rule: 0.95 a known indicator with its marks,
Confidence = least OCR confidence of the words × certainty of the rule: 0.95 a known indicator with its marks,
each doubt about the number; at most 0.3 without a value.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from pipeline.document import Span
from pipeline.parse.folding import spelled, squeezed
from pipeline.parse.labels import Around, Label, Labeller, label_of, labeller, outside_bracket
from pipeline.parse.layout import Layout, Paragraph
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.meanings import Judge, Meaning, is_bare_figure, judge, kind_of, meaning_of, period_role
from pipeline.parse.measures import Quantity
from pipeline.parse.sections import section_at
from pipeline.parse.taxonomy import Named, match_label
from pipeline.parse.threads import Place, Thread, around_figure, follow
from pipeline.parse.validity import own_period, scope_of, section_period
from pipeline.report import Kpi, Section

_DOUBTS = frozenset({"dot_decimal", "three_decimals", "unit_folded", "pct_or_pp", "from_to"})
_TIED = regex.compile(r"^[^,;.():]*(?<![\p{L}])(?:và|với|cùng|với tổng số)\s*$")


@dataclass(frozen=True)
class Reader:
    """What reading figures needs."""

    lexicon: Lexicon
    labels: Labeller
    judge: Judge
    nouns: regex.Pattern[str]
    unit_of: dict[str, str]
    rates: dict[str, str]


def reader(lexicon: Lexicon) -> Reader:
    """Compile the patterns for figures."""
    unit_of = {unit.form: unit.name for unit in lexicon.units if unit.kind == "count"}
    return Reader(
        lexicon=lexicon,
        labels=labeller(lexicon),
        judge=judge(lexicon),
        nouns=regex.compile(rf"(?<![\p{{L}}])(?:{one_of(unit_of)})(?![\p{{L}}\p{{M}}])"),
        unit_of=unit_of,
        rates={indicator.key: indicator.rate for indicator in lexicon.indicators},
    )


def _unit(tools: Reader, quantity: Quantity, label: str, parent: Kpi | None) -> tuple[str, str]:
    """The unit of a figure without one: the noun that its label counts, or the unit of the whole.

    A rate or a fraction counts nothing: its per cent sign is lost.
    """
    if quantity.unit:
        return quantity.unit, quantity.unit_raw
    if spelled(label).startswith(("tỷ lệ", "mức độ")) or (quantity.value is not None and quantity.value % 1):
        return "", ""
    noun = tools.nouns.search(spelled(label))
    if noun:
        return tools.unit_of[squeezed(noun[0])], ""
    return (parent.unit, "") if parent and parent.unit != "%" else ("", "")


def _listed(thread: Thread) -> Kpi | None:
    """The figure before, where it too had no unit of its own: "đã xử lý: 07; đang xử lý: 01"."""
    return thread.last if thread.last is not None and not thread.last.unit_raw else None


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


@dataclass(frozen=True, slots=True)
class Clue:
    """All that is known about one figure before it becomes a Kpi."""

    quantity: Quantity
    around: Around
    label: Label
    meaning: Meaning
    parent: Kpi | None
    before: Kpi | None
    unit: str
    unit_raw: str


def _clue(tools: Reader, quantity: Quantity, around: Around, thread: Thread, place: Place) -> Clue | None:
    parent = thread.parent()
    counted = quantity.kind not in ("ratio", "money")
    label = label_of(tools.labels, around, quantity.unit, counted)
    unit, unit_raw = _unit(tools, quantity, label.text, parent or _listed(thread))
    if not quantity.unit:
        if not unit or not label.text or not is_bare_figure(around, quantity):
            return None
        label = label_of(tools.labels, around, unit, counted)
    label = _paired(tools, label, quantity, around, thread)
    meaning = meaning_of(tools.judge, quantity, label, around)
    source = _source(quantity, meaning, around, thread) if meaning.borrowed else None
    if source is not None:
        if source.denominator is not None and meaning.metric == "achievement":
            meaning = replace(meaning, metric="rate")  # "17/22 nhiệm vụ, đạt 77,3% kế hoạch" is the share as a per cent
        label = _borrowed(tools, source, meaning)
        return Clue(quantity, around, label, meaning, source, thread.last, unit, unit_raw)
    meaning = replace(meaning, borrowed=False)
    if not label.text:
        label = _lent(tools, quantity, around, parent, thread, place)
    return Clue(quantity, around, _under(tools, label, parent), meaning, parent, thread.last, unit, unit_raw)


def _paired(tools: Reader, label: Label, quantity: Quantity, around: Around, thread: Thread) -> Label:
    """A figure tied to the one before by "và" or "với", in another unit: "36 lượt với 39 người"."""
    tied = _TIED.search(spelled(around.left)) is not None
    if label.named or not tied or thread.last is None or thread.last.unit == quantity.unit:
        return label
    named = match_label(tools.labels.taxonomy, thread.last.label_raw, quantity.unit)
    return Label(thread.last.label_raw, named, "clause") if named else label


def _under(tools: Reader, label: Label, parent: Kpi | None) -> Label:
    """The label with the indicator that it names as a part of its whole: "quá hạn" of those resolved or pending."""
    if parent is None or label.named is None or parent.key not in label.named.indicator.under:
        return label
    key = label.named.indicator.under[parent.key]
    indicator = next(each for each in tools.lexicon.indicators if each.key == key)
    return replace(label, named=replace(label.named, indicator=indicator))


def _source(quantity: Quantity, meaning: Meaning, around: Around, thread: Thread) -> Kpi | None:
    """The figure that a bare per cent, change or achievement speaks of: the last, or the last of its own unit."""
    if quantity.kind != "ratio" and meaning.metric == "change":
        return next((kpi for kpi in reversed(thread.seen) if kpi.unit == quantity.unit), None)
    if thread.last is None and meaning.metric == "achievement" and spelled(around.left).strip() == "đạt":
        return thread.before
    return thread.last


def _borrowed(tools: Reader, source: Kpi, meaning: Meaning) -> Label:
    """A per cent behind a count is the rate of that count; a change or achievement is of the same indicator."""
    if meaning.metric == "rate" and source.unit == "%":
        return Label(source.label_raw, match_label(tools.labels.taxonomy, source.label_raw, "%"), "before")
    if meaning.metric == "rate" and not tools.rates.get(source.key):
        named_rate = match_label(tools.labels.taxonomy, source.label_raw, "%")
        return Label(source.label_raw, named_rate, "before")
    key = tools.rates[source.key] if meaning.metric == "rate" else source.key
    named = next((each for each in tools.lexicon.indicators if each.key == key), None)
    label = Label(source.label_raw, None, "before")
    if named is None:
        return label
    return replace(label, named=Named(named, 0, 0, "label_folded" not in source.flags))


def _lent(tools: Reader, quantity: Quantity, around: Around, parent: Kpi | None, thread: Thread, place: Place) -> Label:
    """A label for a figure without words of its own: of the count whose amount it is, of its whole, of its section."""
    if quantity.kind == "money" and thread.last is not None and "(" not in around.left:
        words = thread.last.label_raw
        return Label(words, match_label(tools.labels.taxonomy, words, quantity.unit), "clause")
    words = outside_bracket(tools.labels, around.left) if "(" in around.left else ""
    if words:
        return Label(words, None, "clause")
    if parent is not None:
        return Label(parent.label_raw, None, "clause")
    if thread.last is not None and thread.last.unit == quantity.unit and _TIED.search(spelled(around.left)):
        return Label(thread.last.label_raw, None, "clause")  # "09 phường và 01 xã"
    return Label(place.section.title if place.section else squeezed(around.unit_words), None, "section")


def _kpi(tools: Reader, layout: Layout, paragraph: Paragraph, clue: Clue, place: Place, number: int) -> Kpi:
    quantity, meaning, section = clue.quantity, clue.meaning, place.section
    if meaning.metric == "rate" and quantity.value is not None and quantity.value > 100 and _is_part(clue.parent):
        quantity = replace(quantity, value=None, flags=(*quantity.flags, "rate_over_100"))
    flags, value = (*quantity.flags, *meaning.flags), quantity.value
    sure = certainty(clue.label, quantity, flags, meaning.borrowed) * layout.transcript.confidence(quantity.span)
    own = own_period(paragraph, place.sentence, quantity.span.start)
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
        unit=clue.unit,
        unit_raw=clue.unit_raw,
        per=quantity.per,
        denominator=quantity.share,
        comparison=meaning.comparison,
        kind=kind_of(tools.judge, section, clue.around, clue.parent, clue.before),
        period_label=own or place.section_period or place.document_period,
        period_role=period_role(tools.judge, clue.label.text),
        parent=clue.parent.kpi_id if clue.parent else "",
        section_id=section.section_id if section else "",
        section_path=section.path if section else "",
        sentence=squeezed(paragraph.clip(place.sentence)),
        scope=scope_of(paragraph, place.sentence, quantity.span.start),
    )


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
        clue = _clue(tools, quantity, around, thread, place)
        if clue is None:
            continue
        kpi = _kpi(tools, layout, paragraph, clue, place, number)
        number += 1
        yield kpi
        if not clue.meaning.borrowed:
            thread.seen.append(kpi)


def _stated(paragraph: Paragraph, quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Without a per cent that is part of the next label: "các khoản thu hưởng 100% là 83,46 triệu đồng"."""
    kept = []
    for at, quantity in enumerate(quantities):
        after = quantities[at + 1] if at + 1 < len(quantities) else None
        gap = paragraph.clip(Span(quantity.span.end, max(after.number.start, quantity.span.end))) if after else ""
        if not (after and quantity.unit == "%" and gap.strip(" :") in ("là", "") and after.kind != "ratio"):
            kept.append(quantity)
    return tuple(kept)


def find_kpis(
    tools: Reader,
    layout: Layout,
    found: tuple[tuple[Paragraph, tuple[Quantity, ...]], ...],
    sections: tuple[Section, ...],
    document_period: str,
) -> tuple[Kpi, ...]:
    """The figures of all paragraphs, in reading order."""
    by_id = {section.section_id: section for section in sections}
    kpis: list[Kpi] = []
    for paragraph, quantities in found:
        thread = Thread()
        for sentence in paragraph.sentences if quantities else ():
            here = _stated(paragraph, tuple(q for q in quantities if sentence.start <= q.span.start < sentence.end))
            if here:
                section = section_at(sections, here[0].span.start)
                place = Place(sentence, section, section_period(section, by_id), document_period)
                kpis += _in_sentence(tools, layout, paragraph, here, place, thread, len(kpis) + 1)
            thread.next_sentence()
    return tuple(kpis)
