"""A quantity and the words around it → what is known about the figure: label, unit, meaning, whole."""

from dataclasses import dataclass, replace

import regex

from pipeline.parse.bare import is_bare_figure, listed_before, part_of_list, unit_of
from pipeline.parse.clauses import LONGEST_LABEL, Around, only_when, trimmed
from pipeline.parse.counted import noun_of
from pipeline.parse.dates import PERIOD
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.labels import Label, beginning, label_of, outside_bracket
from pipeline.parse.meanings import Meaning, meaning_of
from pipeline.parse.measures import Quantity
from pipeline.parse.reader import Reader
from pipeline.parse.shares import without_share_before
from pipeline.parse.taxonomy import Named, match_label
from pipeline.parse.threads import Place, Thread
from pipeline.report import Kpi

PLAN_OPENS = regex.compile(  # "vượt kế hoạch năm (16%)"
    r"(?<!\p{L})(?:kế hoạch|dự toán|chỉ tiêu)(?:\s+[\p{L}\d/]+){0,8}\s*\(\s*$"
)
GIVEN = regex.compile(
    r"(?<!\p{L})(?:được (?:trung ương |tỉnh |cấp trên )?giao|giao kế hoạch)\s*(?:là\s*)?$"
)  # plans are given
_OF_YEAR = regex.compile(r"\s+(?:(?:cả|trong|đến|hết|đến hết)\s+)*năm (?:19|20)\d\d$")
_CLAUSE_ENDS = regex.compile(r"[,;.:()](?!\d)")
_WORTH = regex.compile(
    r"^[^;.:()]*(?<!\p{L})với\s+(?P<what>(?:tổng\s+)?"
    r"(?:số tiền|kinh phí|số vốn|vốn đầu tư|mức đầu tư|vốn|trị giá|giá trị|dư nợ|doanh thu))"
    r"(?:\s+(?:là|khoảng|trên|hơn|gần|đạt|lên tới))*\s*$"
)
_SIZE = regex.compile(
    r"^[^;.:()]*,\s*(?P<what>(?:tổng\s+)?(?:diện tích|công suất|quy mô|chiều dài))(?:\s+(?:là|khoảng|trên))*\s*$"
)
_ABOUT = regex.compile(
    r"\s*(?:so với [^,;.()]{1,30}\s)?về\s+(?P<what>\p{L}+(?:\s\p{L}+){0,5}?)"
    r"(?=\s+(?:và|so|cùng|trong|tăng|giảm)(?!\p{L})|[,;.()]|\s*$)"
)
_ASPECTS = frozenset({"lượng", "khối lượng", "số lượng", "giá trị", "trị giá", "giá", "quy mô"})  # of the same thing
_TIED = regex.compile(r"^[^,;.():]*(?<![\p{L}])(?:và|với|cùng|với tổng số)\s*$")


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
    planned: bool = False


def clue_of(tools: Reader, quantity: Quantity, around: Around, thread: Thread, place: Place) -> Clue | None:
    """All that is known about a quantity; None for a bare number that is no figure."""
    parent = thread.parent()
    if quantity.unit == "%" and thread.latest is not None and thread.latest.unit == "%":
        around = without_share_before(tools.labels, around, thread.latest.label_raw)
    around = _bracketed(around)
    label = label_of(tools.labels, around, quantity.unit, quantity.kind)
    unit, unit_raw = unit_of(tools, quantity, label.text, parent or listed_before(tools, thread, label))
    if quantity.kind == "noun":
        unit, unit_raw = "", quantity.unit_raw
    elif not quantity.unit:
        if unit and label.text and is_bare_figure(around, quantity):
            label = label_of(tools.labels, around, unit, quantity.kind)
        elif part := part_of_list(tools, quantity, around, parent):
            label, unit = part
        else:
            return None
    label = _paired(tools, label, quantity, around, thread)
    plan_of = _plan_of(tools, label, quantity, around, thread)
    if plan_of is not None:
        return _planned(tools, quantity, around, plan_of, thread, (unit, unit_raw))
    label = _worth(tools, label, quantity, around, thread)
    meaning = meaning_of(tools.judge, quantity, label, around)
    of_share = (
        meaning.metric in ("rate", "achievement") and thread.last is not None and thread.last.denominator is not None
    )
    named = _before_bracket(tools, around) if meaning.borrowed and not of_share else None
    if named:
        label, meaning = named, replace(meaning, borrowed=False)
        return Clue(quantity, around, label, meaning, None, thread.last, unit, unit_raw)
    source = _source(quantity, meaning, around, thread, label) if meaning.borrowed else None
    if source is not None:
        moved = thread.latest
        if meaning.metric == "rate" and moved and moved.metric == "change" and around.left.strip() == "(":
            sign = -1 if moved.value is not None and moved.value < 0 else 1  # "giảm 223 ha (33%)"
            meaning = replace(meaning, metric="change", sign=sign, comparison=meaning.comparison or moved.comparison)
        if source.denominator is not None and meaning.metric == "achievement":
            meaning = replace(meaning, metric="rate")  # "17/22 nhiệm vụ, đạt 77,3% kế hoạch" is the share as a per cent
        label = _of_aspect(tools, quantity, meaning, _borrowed(tools, source, meaning, around), around)
        return Clue(quantity, around, label, meaning, source, thread.last, unit, unit_raw)
    meaning = replace(meaning, borrowed=False)
    if not label.text:
        label = _lent(tools, quantity, around, parent, thread, place)
    label = _of_aspect(tools, quantity, meaning, label, around)
    return Clue(quantity, around, _under(tools, label, parent), meaning, parent, thread.last, unit, unit_raw)


def _of_aspect(tools: Reader, quantity: Quantity, meaning: Meaning, label: Label, around: Around) -> Label:
    """The label of a change with what it is told of behind it: "tăng 8% về số doanh nghiệp", "giảm 5% về lượng"."""
    found = _ABOUT.match(spelled(around.right)) if meaning.metric == "change" and quantity.unit == "%" else None
    if found is None:
        return label
    what = squeezed(around.right[found.start("what") : found.end("what")])
    if spelled(what) in _ASPECTS:
        return replace(label, text=f"{what} {label.text}".strip())
    return Label(what, match_label(tools.labels.taxonomy, what, quantity.unit), "right")


def _bracketed(around: Around) -> Around:
    """The words around a figure in a bracket without those that tell more of the one before it: "5 hộ nghèo (2,3%)"."""
    told, bracket, opened = around.left.rpartition("(")
    of_figure = around.follows and bracket and ")" not in opened and not _CLAUSE_ENDS.search(told)
    return replace(around, left=bracket + opened) if of_figure else around


def _of_share(meaning: Meaning, thread: Thread) -> bool:
    """Whether a per cent only says a share once more: "cắt giảm 2.269/6.974 điều kiện kinh doanh (đạt 32,5%)"."""
    return meaning.metric in ("rate", "achievement") and thread.last is not None and thread.last.denominator is not None


def _before_bracket(tools: Reader, around: Around) -> Label | None:
    """What the words before an open bracket name: "xăng dầu (tăng 27%), thép (tăng 29,7%)"."""
    if around.left.rfind("(") <= around.left.rfind(")"):
        return None
    words = outside_bracket(tools.labels, around.left)
    return None if not words or tools.labels.base.match(spelled(words)) else Label(words, None, "clause")


def _plan_of(tools: Reader, label: Label, quantity: Quantity, around: Around, thread: Thread) -> Kpi | None:
    """The figure whose plan this one is: "tăng 15,6% (kế hoạch là 15%)"."""
    source = thread.latest
    left = spelled(around.left)
    dated = PERIOD.search(folded(label.text))  # "mục tiêu năm 2025"
    words = spelled(squeezed(label.text[: dated.start()] if dated else label.text))
    alone = quantity.unit != "" and (words in tools.judge.planned or PLAN_OPENS.search(left) is not None)
    return source if alone and source is not None and source.unit == quantity.unit else None


def _planned(
    tools: Reader, quantity: Quantity, around: Around, source: Kpi, thread: Thread, unit: tuple[str, str]
) -> Clue:
    """A planned figure: label, indicator and direction are those of the one that it was planned for."""
    named = next((each for each in tools.lexicon.indicators if each.key == source.key), None)
    label = Label(source.label_raw, Named(named, 0, 0, True) if named else None, "before")
    sign = -1 if source.metric == "change" and source.value is not None and source.value < 0 else 1
    meaning = Meaning(source.metric, sign, "", (), True)
    return Clue(quantity, around, label, meaning, source, thread.last, *unit, planned=True)


def _paired(tools: Reader, label: Label, quantity: Quantity, around: Around, thread: Thread) -> Label:
    """A figure tied to the one before by "và" or "với", in another unit: "36 lượt với 39 người"."""
    tied = _TIED.search(spelled(around.left)) is not None
    if label.named or not tied or thread.last is None or thread.last.unit == quantity.unit:
        return label
    words = _without_noun(thread.last)
    named = match_label(tools.labels.taxonomy, words, quantity.unit)
    return Label(words, named, "clause") if named else label


def _without_noun(kpi: Kpi) -> str:
    """The label of a figure without the noun that it counts: "thi hành kỷ luật 14 tổ chức đảng và 505 đảng viên"."""
    noun = squeezed(kpi.unit_raw) if not kpi.unit else ""
    return kpi.label_raw.removesuffix(noun).strip() or kpi.label_raw


def _worth(tools: Reader, label: Label, quantity: Quantity, around: Around, thread: Thread) -> Label:
    """An amount that something counted or named before is worth, or how large that is.

    "200 hộ nghèo, neo đơn với số tiền 92 triệu đồng"; "Dự án A: 195 tỷ đồng, diện tích 19 ha".
    """
    pattern = _WORTH if quantity.kind in ("money", "currency") else _SIZE
    found = pattern.search(spelled(around.left))
    if found is None or thread.last is None or label.named or thread.last.unit == quantity.unit:
        return label
    if tools.labels.amounts.match(spelled(thread.last.label_raw)):
        return label  # "Tổng diện tích 120 ha, sản lượng 600 tấn"
    what = around.left[found.start("what") : found.end("what")]
    named = match_label(tools.labels.taxonomy, thread.last.label_raw, quantity.unit)
    return Label(f"{what} {thread.last.label_raw}", named, "left")


def _under(tools: Reader, label: Label, parent: Kpi | None) -> Label:
    """The label with the indicator that it names as a part of its whole: "quá hạn" of those resolved or pending."""
    if parent is None or label.named is None or parent.key not in label.named.indicator.under:
        return label
    key = label.named.indicator.under[parent.key]
    indicator = next(each for each in tools.lexicon.indicators if each.key == key)
    return replace(label, named=replace(label.named, indicator=indicator))


def _source(quantity: Quantity, meaning: Meaning, around: Around, thread: Thread, label: Label) -> Kpi | None:
    """The figure that a bare per cent, change or achievement speaks of: the last, or the last of its own unit.

    A change without a label may be of one in the sentence before: "Xảy ra 97 vụ. So với cùng kỳ giảm 24 vụ".
    """
    if quantity.kind != "ratio" and meaning.metric == "change":
        told = thread.seen if label.text else [*thread.earlier, *thread.seen]
        return next((kpi for kpi in reversed(told) if kpi.unit == quantity.unit), None)
    if thread.last is None and meaning.metric == "achievement" and spelled(around.left).strip() == "đạt":
        return thread.before
    return _outside(thread) if around.closes else thread.last or thread.latest


def _outside(thread: Thread) -> Kpi | None:
    """Behind a bracket: the figure that it is about, "2.345 người (nữ 1.120 người), đạt 93,8% kế hoạch"."""
    last = thread.last
    return next((kpi for kpi in thread.seen if last and kpi.kpi_id == last.parent), last)


def _borrowed(tools: Reader, source: Kpi, meaning: Meaning, around: Around) -> Label:
    """A per cent behind a count is the rate of that count; a change or achievement is of the same indicator."""
    if meaning.metric == "rate" and source.unit == "%":
        return Label(source.label_raw, match_label(tools.labels.taxonomy, source.label_raw, "%"), "before")
    if meaning.metric == "rate" and not tools.rates.get(source.key):
        named_rate = match_label(tools.labels.taxonomy, source.label_raw, "%")
        return Label(source.label_raw, named_rate, "before")
    key = tools.rates[source.key] if meaning.metric == "rate" else source.key
    named = next((each for each in tools.lexicon.indicators if each.key == key), None)
    dated = PERIOD.search(folded(around.left)) is not None  # "… năm 2010 có 52 nghìn ha, đến năm 2020 chỉ còn 48"
    label = Label(_OF_YEAR.sub("", source.label_raw) if dated else source.label_raw, None, "before")
    if named is None:
        return label
    return replace(label, named=Named(named, 0, 0, "label_folded" not in source.flags))


def _lent(tools: Reader, quantity: Quantity, around: Around, parent: Kpi | None, thread: Thread, place: Place) -> Label:
    """A label for a figure without words of its own: of the count whose amount it is, of its whole, of its section."""
    opened = around.left.rfind("(") > around.left.rfind(")")
    if quantity.kind in ("money", "currency") and thread.last is not None and not opened:
        words = _OF_YEAR.sub("", thread.last.label_raw)
        return Label(words, match_label(tools.labels.taxonomy, words, quantity.unit), "clause")
    going_on = around.follows and quantity.kind in ("ratio", "measure") and not opened
    before = (
        _outside(thread) if around.closes else thread.last
    )  # "60% viên chức (50% lãnh đạo) đạt chuẩn; năm 2030 đạt 70%"
    if going_on and before is not None and before.unit == quantity.unit:
        words = _OF_YEAR.sub("", before.label_raw)  # "năm 2010 có 52 nghìn ha, đến năm 2020 chỉ còn 48"
        return Label(words, match_label(tools.labels.taxonomy, words, quantity.unit), "clause")
    words = outside_bracket(tools.labels, around.left) if opened else ""
    if words and not tools.labels.base.match(spelled(words)) and not only_when(words):
        return Label(words, match_label(tools.labels.taxonomy, words, quantity.unit), "clause")
    if thread.latest is not None and thread.latest.unit == "%" and _CLAUSE_ENDS.search(around.left) is None:
        words = _OF_YEAR.sub("", thread.latest.label_raw)  # "cả năm 2025 đạt 8% và năm 2026 đạt 10%"
        return Label(words, None, "clause")  # "thịt gà chiếm 28% toàn ngành, đạt 2,36 nghìn tấn"
    if parent is not None:
        counts = quantity.kind in ("count", "noun") and parent.unit not in ("%", "lan")
        other = counts and (parent.unit != quantity.unit or spelled(parent.unit_raw) != spelled(quantity.unit_raw))
        noun = noun_of(tools.labels, around) if other else ""
        return Label(f"{noun} {parent.label_raw}".strip(), None, "clause")  # "617 hợp tác xã (32.495 thành viên)"
    if thread.last is not None and thread.last.unit == quantity.unit and _TIED.search(spelled(around.left)):
        alike = quantity.kind == "noun" or spelled(thread.last.label_raw) == spelled(
            thread.last.unit_raw
        )  # "12 xã, 5 phường và 3 thị trấn"
        return Label(quantity.unit_raw if alike else thread.last.label_raw, None, "clause")  # "lập 09 phường và 01 xã"
    if quantity.kind in ("count", "noun") and around.follows and parent is None:
        return Label(noun_of(tools.labels, around), None, "around")  # "617 hợp tác xã, với 32.495 thành viên"
    opener = tools.labels.opener.search(spelled(around.left)) if not around.follows else None
    words = trimmed(tools.labels, around.left[: opener.start()]) if opener else ""
    if words and not only_when(words):
        return Label(
            words, match_label(tools.labels.taxonomy, words, quantity.unit), "clause"
        )  # "Nội thị gồm 8 phường"
    if place.section is None:
        words = beginning(tools.labels, around.left)
        words = "" if only_when(words) and quantity.kind in ("count", "noun") else words
        words = "" if tools.labels.base.match(spelled(words)) else words
        named = match_label(tools.labels.taxonomy, words, quantity.unit)
        counts = quantity.kind in ("count", "noun")
        return Label(words or (noun_of(tools.labels, around) if counts else ""), named, "section")
    title = place.section.title
    return Label(title if len(title.split()) <= LONGEST_LABEL else "", None, "section")
