"""The words around a figure → its label."""

from dataclasses import dataclass
from decimal import Decimal

import regex

from pipeline.parse.clauses import (
    BRACKETED,
    Around,
    Labeller,
    begun,
    headed,
    only_names,
    only_when,
    opens_list,
    says_nothing,
    short,
    thing_behind,
    trimmed,
    words_before,
    words_behind,
)
from pipeline.parse.counted import count_label, noun_of, said_of_count
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.shares import share_label, sharer
from pipeline.parse.taxonomy import Named, match_label

_LONGEST_LIST = 14
_TOO_FEW = 2  # words of the last piece of a clause that do not stand alone
_ADJUSTED = regex.compile(
    r",\s*(?:được\s+)?điều chỉnh(?=\s+(?:tăng|giảm)\s+từ\s*$)"
)  # "Lãi suất cho vay, điều chỉnh giảm từ 9%"
_LED_BASE = regex.compile(  # "So với cùng kỳ, số vụ giảm 12%"
    r"(?:(?<=^\s*)|(?<=[;:.]\s+))[Ss]o (?:với|cùng)[^,;:.()]{1,60}[,:]"
)
_LEFT_OVER = regex.compile(r"(?<!\p{L})còn(?:\s+(?:khoảng|trên|hơn|gần|dưới))*\s*$")
_HAS = regex.compile(r"^[^,;.:()]*(?<!\p{L})có\s*$")
_VERBAL = regex.compile(r"^(?:được|bị|chưa|đang)(?!\p{L})|(?<!\p{L})hóa$")  # "được láng vữa, bê tông hóa"
_AMOUNT = regex.compile(
    r"(?<!\p{L})(?:tỷ lệ|tỉ lệ|tỷ trọng|tổng số|số lượng|diện tích|sản lượng|chỉ số|lãi suất"
    r"|số (?:vụ|người|hộ|xã|lượt|cơ sở|doanh nghiệp|trường|học sinh|trẻ|dự án|hồ sơ|văn bản|lao động))(?!\p{L})"
)
_FROM_LEVEL = regex.compile(r"từ(?:\s+mức)?(?:\s+(?:bình quân|trung bình))?$")  # "…, từ mức bình quân 39% xuống 33%"


# Ratios that may be more than one: of a plan, of growth, of two amounts.
_MAY_EXCEED = "tang|giam|thuc hien|hoan thanh|dat|thu|chi|no|von|so|nhap hoc|lap day|ke hoach|du toan|giai ngan"
_SHARE = regex.compile(rf"\s*ty le(?!\s+(?:{_MAY_EXCEED})\b)\b")
_ALL = 100


def more_than_all(label: str, value: Decimal | None) -> bool:
    """Whether a per cent says more than all of what it is a share of: "Tỷ lệ đúng hạn đạt 985%" lost its comma."""
    return value is not None and value > _ALL and _SHARE.match(folded(label)) is not None


@dataclass(frozen=True, slots=True)
class Label:
    """The words that say what a figure is; `named` is None where the taxonomy does not know them.

    `source`: left or right of the figure, around it, the clause before its bracket, its section, "" for none.
    """

    text: str
    named: Named | None
    source: str

    @property
    def key(self) -> str:
        return self.named.indicator.key if self.named else ""


def _enumerates(near: str, full: str) -> bool:
    """Whether a comma parts what one label counts up: "chi sự nghiệp giáo dục, đào tạo và dạy nghề"."""
    return " và " in near and full.count(",") < 3 and len(full.split()) <= _LONGEST_LIST


def _one_amount(tools: Labeller, near: str, full: str) -> bool:
    """Whether a comma parts what one amount is of: "Giá trị sản phẩm nông sản, thực phẩm tham gia xuất khẩu"."""
    first, whole = spelled(full.partition(",")[0]), spelled(full)
    begins = tools.amounts.match(whole) is not None and tools.amounts.match(spelled(near)) is None
    return begins and tools.stop.search(f"{first} ") is None


def _amount_within(tools: Labeller, near: str, full: str) -> str:
    """The label from the amount on that stands before a comma: "… có tỷ lệ nữ công chức, lao động thấp"; or ""."""
    before = spelled(full[: max(0, len(full) - len(near))])
    found = [match.start() for match in _AMOUNT.finditer(before)]
    if not found or _AMOUNT.search(spelled(near)) or tools.amounts.match(spelled(near)):
        return ""
    told = before[found[-1] :].replace(",", " ")
    return "" if tools.stop.search(f"{told} ") else full[found[-1] :]


def _generic(tools: Labeller, words: str) -> bool:
    """Whether words say what kind of amount it is, and not of what: "với tổng kinh phí"."""
    plain = spelled(words)
    return any(plain.endswith(phrase) and len(plain) <= len(phrase) + 16 for phrase in tools.generic)


def _by_left(tools: Labeller, whole: str, part: str, unit: str) -> Label | None:
    """The indicator named before the figure; its label reaches over a comma where the phrase does ("trâu, bò")."""
    named = match_label(tools.taxonomy, whole, unit)
    if named is None or _AMOUNT.search(spelled(whole[named.end :])):
        return None  # "thúc đẩy tăng trưởng kinh tế, mục tiêu tỷ lệ phủ sóng đạt 100%": of another amount
    begin = min(len(whole) - len(part), named.start)
    text, phrase = trimmed(tools, whole[begin:]), squeezed(whole[named.start : named.end])
    if phrase not in text:  # a word of the phrase was taken for a lead: "trong hạn", "đã giải quyết"
        tail = trimmed(tools, whole[named.end :])
        text = f"{phrase} {tail}" if tail else phrase
    return Label(short(text), named, "left")


def _by_right(tools: Labeller, unit_words: str, near: str, far: str, unit: str) -> tuple[Named, str] | None:
    """The indicator named by the modifier behind the unit, and the words up to its end."""
    for words in (near, far):
        said = squeezed(f"{unit_words} {words}").strip("% ")
        named = match_label(tools.taxonomy, said, unit, at_start=True) if words else None
        if named and (words is near or "," in said[named.start : named.end]):
            return named, said
    return None


def _allowed(named: Named, left: str) -> bool:
    """Whether the words before the figure leave a modifier its sense: "tặng quà cho 50 hộ nghèo" counts gifts."""
    plain = spelled(left)
    return not any(word in plain for word in named.indicator.unless)


def _loose(tools: Labeller, unit_words: str, far: str, unit: str) -> Label | None:
    """An indicator named further behind the unit: "15 lượt cán bộ, công chức tham gia đào tạo"."""
    said = squeezed(f"{unit_words} {far}").strip("% ")
    named = match_label(tools.taxonomy, said, unit) if far else None
    if named is None or " " not in said[named.start : named.end]:
        return None
    return Label(said[: named.end], named, "right")


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words around a figure: before it the whole clause and its last piece, as printed and trimmed; behind it."""

    whole: str
    part: str
    full: str
    near: str
    behind: str
    far: str
    noun: str
    counted: bool


def label_of(tools: Labeller, around: Around, unit: str, kind: str) -> Label:
    """The label of a figure: a known indicator, what a share or a count is told of, else the words on its left.

    `kind` is that of the unit; a noun is part of what is said ("ban hành … văn bản"), per cent and money are not.
    """
    clause = _clause_of(tools, around, kind)
    return (
        _known(tools, clause, unit)
        or _told(tools, around, clause, unit)
        or _by_clause(tools, around, clause, unit, kind)
        or _by_rest(tools, around, clause, unit)
    )


def _clause_of(tools: Labeller, around: Around, kind: str) -> _Clause:
    counted = kind not in ("ratio", "money", "currency", "measure")
    whole, part = words_before(tools, _plain_clause(around.left), around.follows)
    full, near = trimmed(tools, whole), trimmed(tools, part)
    compared = spelled(near).startswith(("so với", "so cùng", "cùng kỳ"))  # "…; so với cùng kỳ giảm 04 vụ"
    worked_out = around.follows and around.left.rstrip().endswith("=")  # "1,5 tỷ đồng/năm x 05 năm = 7,5 tỷ đồng"
    if (around.follows and spelled(full) in tools.wholes) or spelled(full) in tools.means or compared or worked_out:
        full = near = ""
    if counted and around.follows and only_names(full):
        full = near = ""
    if counted and around.follows and _HAS.search(spelled(around.left)) and said_of_count(tools, around):
        whole = part = full = near = ""  # "trong số 9 cán bộ đạt chuẩn có 5 cán bộ có trình độ đại học"
    behind, far = words_behind(tools, around)
    return _Clause(whole, part, full, near, behind, far, noun_of(tools, around) if counted else "", counted)


def _known(tools: Labeller, clause: _Clause, unit: str) -> Label | None:
    """The label where the taxonomy knows it: by the modifier on the right, by the left, or further behind the unit."""
    right = _by_right(tools, clause.noun, clause.behind, clause.far, unit)
    left = _by_left(tools, clause.whole, clause.part, unit)
    if right and not (left and left.named and left.named.indicator.units == {"%"}):
        named, said = right
        if _allowed(named, clause.whole):
            words = said if says_nothing(tools, clause.near) else f"{clause.near} {said}"
            return Label(trimmed(tools, words), named, "right")
    if left:
        return left
    loose = _loose(tools, clause.noun, clause.far, unit) if clause.counted else None
    return loose if loose and loose.named and _allowed(loose.named, clause.whole) else None


def _told(tools: Labeller, around: Around, clause: _Clause, unit: str) -> Label | None:
    """The label of a share or a count by what is told of it behind it."""
    said = share_label(tools, around, clause.near) if unit == "%" else ""
    if said:
        return Label(said, match_label(tools.taxonomy, said, unit), "right")
    told = count_label(tools, around, clause.part, clause.near, clause.full) if clause.counted else ""
    return Label(told, match_label(tools.taxonomy, told, unit), "around") if told else None


def _by_clause(tools: Labeller, around: Around, clause: _Clause, unit: str, kind: str) -> Label | None:
    """The label by the words before the figure; all of the clause where its last piece says too little."""
    full, near = clause.full, clause.near
    if near and full != near and _FROM_LEVEL.match(spelled(near)):
        near = full = trimmed(tools, full[: len(full) - len(near)])
    if around.follows and _LEFT_OVER.search(spelled(clause.part)) and not near and not says_nothing(tools, full):
        return Label(headed(tools, full), None, "left")  # "gạch mộc bớt nhiều, chỉ còn 0,4%"
    if near and full != near and not (around.follows and only_when(near)):
        within = full if _one_amount(tools, near, full) else _amount_within(tools, near, full)
        if within:
            return Label(begun(within), None, "left")
        listed = opens_list(around.left) or _enumerates(near, full)
        if listed or len(near.split()) <= _TOO_FEW or _generic(tools, near) or _VERBAL.search(spelled(near)):
            near = full
    if says_nothing(tools, near):
        return None
    thing = thing_behind(tools, around) if kind == "measure" else ""
    if kind == "noun" and spelled(clause.noun) not in spelled(near):
        thing = clause.noun  # "khởi tố 12 vụ, triển khai 491 ca phẫu thuật": no unit tells what is counted
    said = f"{headed(tools, near)} {thing}".strip()
    return Label(said, match_label(tools.taxonomy, said, unit) if thing else None, "left")


def _by_rest(tools: Labeller, around: Around, clause: _Clause, unit: str) -> Label:
    """The label where the words before the figure name nothing: by those behind it, or by the clause before."""
    near, noun = clause.near, clause.noun
    if only_when(near):
        near = ""
        before = "" if around.follows else _clause_before(tools, around.left)
        if before:
            return Label(before, match_label(tools.taxonomy, before, unit), "left")
    behind = "" if only_when(clause.behind) or unit == "lan" else clause.behind  # "gấp 1,3 lần mức chung của cả nước"
    subject = sharer(tools, around) if unit == "%" and behind and not near and not around.follows else ""
    if subject:
        return Label(subject, match_label(tools.taxonomy, subject, unit), "left")
    if near and not behind and not clause.counted and unit != "%":
        behind = thing_behind(tools, around)  # "Sử dụng 23 tỷ đồng nguồn cải cách tiền lương của ngân sách"
    if not near and not behind and clause.counted:  # the noun itself may be an indicator: "có 1.572 học sinh"
        itself = match_label(tools.taxonomy, noun, unit)
        return Label(squeezed(noun), itself, "around") if itself else Label("", None, "")
    both = trimmed(tools, f"{near} {noun if near or behind else ''} {behind}")
    return Label(both, match_label(tools.taxonomy, both, unit), "around") if both else Label("", None, "")


def _plain_clause(left: str) -> str:
    """The words before a figure without brackets, and without a comma that only leads to its verb."""
    for pattern in (BRACKETED, _ADJUSTED, _LED_BASE):
        left = pattern.sub(lambda match: " " * len(match[0]), left)
    return left


def _clause_before(tools: Labeller, left: str) -> str:
    """What the clause before a semicolon begins with: "Du lịch với nhiều sản phẩm; 10 tháng đầu năm đạt 86,7%"."""
    return beginning(tools, left.rpartition(";")[0].rpartition(";")[2])


def beginning(tools: Labeller, words: str) -> str:
    """What words begin with, up to the first comma or "với"."""
    head = tools.head.match(spelled(words))
    words = words[head.end() :] if head else words
    stop = tools.first.search(spelled(words.rstrip()), 1)
    return short(trimmed(tools, words[: stop.start()] if stop else words))


def outside_bracket(tools: Labeller, words: str) -> str:
    """The clause before the bracket that a figure opens: "vốn đối ứng ngân sách huyện (tối thiểu 5%)"."""
    whole, part = words_before(tools, words.rpartition("(")[0], False)
    near, full = trimmed(tools, part), trimmed(tools, whole)
    partial = len(near.split()) <= _TOO_FEW or _one_amount(tools, near, full) or _VERBAL.search(spelled(near))
    in_turn = "lần lượt" in spelled(words.rpartition("(")[2])  # "A và B lên đều (lần lượt là 9% và 8%)"
    return short(full if partial or in_turn else near)
