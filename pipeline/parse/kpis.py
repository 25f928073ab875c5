"""Paragraphs and their quantities → figures with their meaning.

Confidence = the least OCR confidence of the words × the certainty of the rule: 0.95 a known indicator with its marks,
0.8 by folding, 0.75 a label outside the taxonomy, 0.5 a label borrowed from the heading; × 0.8 for each doubt about the
number; at most 0.3 without a value.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import regex

from pipeline.document import Span
from pipeline.parse.dates import period
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.labels import Around, Label, Labeller, label_of, outside_bracket
from pipeline.parse.layout import Layout, Paragraph
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.quantities import Quantity
from pipeline.parse.sections import section_at
from pipeline.report import Kpi, Section

Metric = Literal["value", "rate", "change", "achievement", "factor", "rank"]
_OPENING = 40  # characters of a sentence within which a period speaks for all its clauses
_DOUBTS = frozenset({"dot_decimal", "three_decimals", "unit_folded", "pct_or_pp", "from_to"})


@dataclass(frozen=True)
class Reader:
    """What reading figures needs: lexicon, labels, and the patterns of comparisons."""

    lexicon: Lexicon
    labels: Labeller
    verb: regex.Pattern[str]
    base: regex.Pattern[str]
    bases: tuple[tuple[str, regex.Pattern[str]], ...]
    compared: regex.Pattern[str]
    nouns: regex.Pattern[str]
    unit_of: dict[str, str]


def reader(lexicon: Lexicon, labels: Labeller) -> Reader:
    """Compile the patterns for figures."""
    compare = lexicon.cues["compare"]
    edge = r"(?![\p{L}\p{M}])"
    groups = "|".join(
        f"(?P<{name}>{one_of(map(spelled, words))})" for name, words in sorted(compare.items(), key=_share_first)
    )
    filler = rf"(?:\s+(?:thêm|được|tỷ lệ|{one_of(lexicon.operators)}))*"
    bases = tuple(
        (name, regex.compile(rf"(?<![\p{{L}}])(?:{one_of(map(spelled, cues))}){edge}"))
        for name, cues in lexicon.cues["base"].items()
    )
    unit_of = {unit.form: unit.name for unit in lexicon.units if unit.kind == "count"}
    return Reader(
        lexicon=lexicon,
        labels=labels,
        verb=regex.compile(rf"(?<![\p{{L}}])(?:{groups}){filler}\s*$"),
        base=regex.compile(r"^[\s,]*(?P<so>so\s+với|so\s+cùng|của|theo)?\s*(?P<rest>[^;.()]{0,60})"),
        bases=bases,
        compared=regex.compile(r"(?:so với|so cùng|cùng kỳ)[^,.;)]*"),
        nouns=regex.compile(rf"(?<![\p{{L}}])(?:{one_of(unit_of)}){edge}"),
        unit_of=unit_of,
    )


def _share_first(item: tuple[str, object]) -> int:
    return ("share", "up", "down", "reach").index(item[0])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: its section, and the periods that it inherits."""

    sentence: Span
    section: Section | None
    section_period: str
    document_period: str


@dataclass
class Thread:
    """What earlier figures of the sentence leave to later ones; lives for one sentence."""

    last: Kpi | None = None
    bracket: list[Kpi | None] | None = None
    part_of: Kpi | None = None
    keeps: bool = False


def _follow(tools: Labeller, thread: Thread, gap: str) -> None:
    """Open and close "(", "trong đó", ";" in the words between two figures."""
    plain = spelled(gap)
    whole = thread.last
    events = [(m.start(), m[0]) for m in regex.finditer(r"[();]", plain)]
    events += [(m.start(), "parts:" if m["colon"] else "parts") for m in tools.opener.finditer(plain)]
    stack = thread.bracket or []
    for _, event in sorted(events):
        if event == "(":
            stack.append(whole)
        elif event == ")":
            del stack[-1:]
        elif event == ";":
            if not thread.keeps:
                thread.part_of = None
        elif whole is not None:
            thread.part_of, thread.keeps = whole, event == "parts:"
    thread.bracket = stack


def _parent(thread: Thread) -> Kpi | None:
    inner = [kpi for kpi in thread.bracket or [] if kpi is not None]
    return inner[-1] if inner else thread.part_of


def _around(paragraph: Paragraph, quantities: tuple[Quantity, ...], at: int, sentence: Span) -> Around:
    quantity = quantities[at]
    begin = quantities[at - 1].span.end if at else sentence.start
    following = quantities[at + 1].number.start if at + 1 < len(quantities) else sentence.end
    unit_words = paragraph.clip(Span(quantity.number.end, quantity.span.end))
    return Around(
        left=paragraph.clip(Span(begin, quantity.number.start)),
        unit_words=unit_words,
        right=paragraph.clip(Span(quantity.span.end, following)),
        right_is_open=at + 1 < len(quantities),
    )


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a figure relates to its label."""

    metric: Metric
    sign: int
    comparison: str
    flags: tuple[str, ...]
    borrowed: bool  # the figure speaks of the one before it


def _comparison(tools: Reader, right: str) -> str:
    """The base named right behind the figure, "" for none."""
    match = tools.base.match(spelled(right))
    if not match:
        return ""
    first = regex.split(r",\s", match["rest"])[0]
    hits = [(found.start(), name) for name, pattern in tools.bases if (found := pattern.search(first))]
    hits = [hit for hit in hits if match["so"] or hit[0] == 0]
    return min(hits)[1] if hits else ""


def _meaning(tools: Reader, quantity: Quantity, label: Label, around: Around) -> Meaning:
    left = spelled(around.left).rstrip(" :")
    verb = tools.verb.search(left[-60:])
    comparison = _comparison(tools, around.right)
    bare = not label.text or label.source in ("", "around")
    if verb and (verb["up"] or verb["down"]) and not regex.search(r"(?:lên|xuống)\s*$", left):
        flags = ("pct_or_pp",) if quantity.unit == "%" and "tỷ lệ" in label.text.lower() else ()
        return Meaning("change", -1 if verb["down"] else 1, comparison, flags, not label.text)
    if quantity.unit == "lan" and verb:
        return Meaning("factor", 1, comparison, (), bare)
    if quantity.unit == "%" and comparison and verb and verb["reach"]:
        return Meaning("achievement", 1, comparison, (), bare)
    if quantity.kind == "ratio":
        opens = left.strip() in ("(", ",", "")
        return Meaning("rate", 1, comparison, (), (bool(verb) or opens) and bare)
    return Meaning("value", 1, comparison, (), False)


def _unit(tools: Reader, quantity: Quantity, label: str, parent: Kpi | None) -> tuple[str, str]:
    """The unit of a figure without one: the noun that its label counts, or the unit of the whole."""
    if quantity.unit:
        return quantity.unit, quantity.unit_raw
    noun = tools.nouns.search(spelled(label))
    if noun:
        return tools.unit_of[squeezed(noun[0])], ""
    return (parent.unit, "") if parent and parent.unit != "%" else ("", "")


def _bare_is_figure(around: Around, quantity: Quantity) -> bool:
    """A number without a unit counts only as "nhãn: 21," or "là 21." with nothing behind it."""
    if quantity.unit_raw:
        return False
    closed = regex.match(r"\s*(?:[,;.)(]|$)", around.right) is not None
    colon = around.left.rstrip().endswith(":")
    return closed and (colon or regex.search(r"(?:\blà|\bđạt)\s*$", spelled(around.left)) is not None)


def _kind(tools: Reader, place: Place, left: str) -> Literal["result", "target", "plan", "estimate"]:
    cues = tools.lexicon.cues["kind"]
    plain = spelled(left)

    def said(name: str) -> bool:
        return any(regex.search(rf"(?<![\p{{L}}]){regex.escape(cue)}(?![\p{{L}}])", plain) for cue in cues[name])

    if place.section and place.section.role in cues["target_roles"]:
        return "target"
    if said("target"):
        return "target"
    if said("plan"):
        return "plan"
    return "estimate" if said("estimate") else "result"


def _period_role(tools: Reader, words: str) -> str:
    plain = spelled(words)
    for role, cues in tools.lexicon.cues["role_of_period"].items():
        if any(cue in plain for cue in cues):
            return str(role)
    return ""


def certainty(label: Label, quantity: Quantity, borrowed: bool) -> float:
    """How sure the rule is, 0 to 1; see the head of this module."""
    base = 0.95 if label.named and label.named.exact else 0.8 if label.named else 0.75 if label.text else 0.5
    if label.source == "section" and not borrowed:
        base = 0.5
    for flag in quantity.flags:
        base *= 0.8 if flag in _DOUBTS else 1
    return min(base, 0.3) if quantity.value is None else base


@dataclass(frozen=True, slots=True)
class Clue:
    """All that is known about one figure before it becomes a Kpi."""

    quantity: Quantity
    label: Label
    meaning: Meaning
    parent: Kpi | None
    key: str
    label_raw: str
    unit: str
    unit_raw: str


def _clue(tools: Reader, quantity: Quantity, around: Around, thread: Thread, place: Place) -> Clue | None:
    parent = _parent(thread)
    counted = quantity.kind not in ("ratio", "money")
    label = label_of(tools.labels, around, quantity.unit, counted)
    unit, unit_raw = _unit(tools, quantity, label.text, parent)
    if not quantity.unit:
        if not _bare_is_figure(around, quantity) or not label.text:
            return None
        label = label_of(tools.labels, around, unit, counted)
    meaning = _meaning(tools, quantity, label, around)
    if meaning.borrowed and thread.last is not None:
        last = thread.last
        return Clue(quantity, label, meaning, last, _borrowed_key(tools, last, meaning), last.label_raw, unit, unit_raw)
    label = label if label.text else _lent(tools, label, around, place)
    return Clue(quantity, label, meaning, parent, label.key, label.text, unit, unit_raw)


def _lent(tools: Reader, label: Label, around: Around, place: Place) -> Label:
    """A label for a figure with no words of its own: those before its bracket, else the title of its section."""
    if around.left.rstrip().endswith("(") or "(" in around.left[-25:]:
        words = outside_bracket(tools.labels, around.left)
        if words:
            return Label(words, None, "clause", label.left)
    return Label(place.section.title, None, "section", label.left) if place.section else label


def _borrowed_key(tools: Reader, last: Kpi, meaning: Meaning) -> str:
    """A per cent behind a count is the rate of that count; a change or achievement is of the same indicator."""
    if meaning.metric != "rate":
        return last.key
    return next((each.rate for each in tools.lexicon.indicators if each.key == last.key), "")


def _kpi(tools: Reader, layout: Layout, paragraph: Paragraph, clue: Clue, place: Place, number: int, left: str) -> Kpi:
    quantity, meaning = clue.quantity, clue.meaning
    section = place.section
    sentence = squeezed(paragraph.clip(place.sentence))
    own = _own_period(tools, paragraph, place.sentence, quantity.span.start)
    sure = certainty(clue.label, quantity, meaning.borrowed) * layout.transcript.confidence(quantity.span)
    flags = [*quantity.flags, *meaning.flags]
    if clue.label.named and not clue.label.named.exact:
        flags.append("label_folded")
    if clue.label.source == "section":
        flags.append("label_from_section")
    return Kpi(
        span=quantity.span,
        text=layout.text[quantity.span.start : quantity.span.end],
        conf=round(sure, 4),
        flags=tuple(flags),
        kpi_id=f"k{number:04}",
        key=clue.key,
        label_raw=clue.label_raw,
        metric=meaning.metric,
        value=signed(quantity.value, meaning.sign),
        value_raw=quantity.value_raw,
        value_hi=quantity.high,
        operator=quantity.operator,
        unit=clue.unit,
        unit_raw=clue.unit_raw,
        per=quantity.per,
        denominator=quantity.share,
        comparison=meaning.comparison,
        kind=_kind(tools, place, left),
        period_label=own or place.section_period or place.document_period,
        period_role=_period_role(tools, clue.label_raw),
        parent=clue.parent.kpi_id if clue.parent else "",
        section_id=section.section_id if section else "",
        section_path=section.path if section else "",
        sentence=sentence,
    )


def _own_period(tools: Reader, paragraph: Paragraph, sentence: Span, at: int) -> str:
    """The period in the figure's clause, else one that opens the sentence ("Trong quý I, …; …")."""
    before = paragraph.clip(Span(sentence.start, at))
    after = paragraph.clip(Span(at, sentence.end))
    begin = before.rfind(";") + 1
    clause = before[begin:] + after.partition(";")[0]
    found = period(*_periodless(tools, clause))
    if found or not begin:
        return found
    opening = before[:_OPENING]
    return period(*_periodless(tools, opening))


def _periodless(tools: Reader, sentence: str) -> tuple[str, str]:
    """The sentence twice, as printed and without marks, with what it compares with blanked out."""
    hidden = tools.compared.sub(lambda match: " " * len(match[0]), spelled(sentence))
    return sentence, folded(hidden)


def _in_sentence(
    tools: Reader, layout: Layout, paragraph: Paragraph, quantities: tuple[Quantity, ...], place: Place, first: int
) -> Iterator[Kpi]:
    thread, number = Thread(bracket=[]), first
    for at, quantity in enumerate(quantities):
        around = _around(paragraph, quantities, at, place.sentence)
        _follow(tools.labels, thread, around.left)
        clue = _clue(tools, quantity, around, thread, place)
        if clue is None:
            continue
        kpi = _kpi(tools, layout, paragraph, clue, place, number, around.left)
        number += 1
        yield kpi
        if not clue.meaning.borrowed:
            thread.last = kpi


def _section_period(section: Section | None, sections: dict[str, Section]) -> str:
    while section is not None:
        found = period(section.title, folded(section.title))
        if found:
            return found
        section = sections.get(section.parent)
    return ""


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
        for sentence in paragraph.sentences:
            here = tuple(q for q in quantities if sentence.start <= q.span.start < sentence.end)
            if not here:
                continue
            section = section_at(sections, here[0].span.start)
            place = Place(sentence, section, _section_period(section, by_id), document_period)
            kpis += _in_sentence(tools, layout, paragraph, here, place, len(kpis) + 1)
    return tuple(kpis)


def signed(value: Decimal | None, sign: int) -> Decimal | None:
    """The value with its direction: a decrease is negative."""
    return None if value is None else value * sign
