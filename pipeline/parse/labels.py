"""The words around a figure → its label."""

from dataclasses import dataclass
from decimal import Decimal

import regex

from pipeline.parse.clauses import (
    BRACKETED,
    OF_ALL,
    Around,
    Labeller,
    noun_of,
    opens_list,
    only_when,
    opens_clause,
    said_of_count,
    said_of_share,
    thing_behind,
    trimmed,
    words_before,
    words_behind,
)
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.taxonomy import Named, match_label

_LONGEST_LABEL = 20  # words; beyond it the clause is a sentence, and its last words are the label
_LONGEST_LIST = 14
_ADJUSTED = regex.compile(
    r",\s*(?:được\s+)?điều chỉnh(?=\s+(?:tăng|giảm)\s+từ\s*$)"
)  # "Lãi suất cho vay, điều chỉnh giảm từ 9%"
_FEWER = regex.compile(r"(?<!\p{L})(?:tăng|giảm)(?:\s+(?:thêm|ít nhất|tối thiểu|khoảng|trên|hơn|gần))*\s*$")
_PLACED = regex.compile(r"(?:tại|ở|đối với|trên địa bàn)(?!\p{L})")
_SETTING = regex.compile(  # says where or when, and only that something is there: "Trên địa bàn huyện có"
    r"^(?:(?:và|hiện nay|hiện|đến nay|nay)\s*,?\s*)?(?:trên địa bàn|trên toàn|tại|ở|trong|toàn|cả nước|tính đến|đến|trước|sau|qua|năm)(?!\p{L})"
    r".*\s(?:có|còn|gồm)(?:\s+(?:thêm|khoảng|trên|hơn|gần|ít nhất|tối thiểu|được|tổng số))*$"
)
_VERBAL = regex.compile(r"^(?:được|bị|chưa|đang)(?!\p{L})|(?<!\p{L})hóa$")  # "đã được nhựa hóa, bê tông hóa"
_VERB_FIRST = regex.compile(r"^(?:tăng|giảm|nâng|duy trì|bảo đảm|đảm bảo|phấn đấu|đưa)(?!\p{L})\s*")
_AMOUNT = regex.compile(
    r"(?<!\p{L})(?:tỷ lệ|tỉ lệ|tỷ trọng|tổng số|số (?:vụ|người|hộ|xã|lượt|cơ sở|doanh nghiệp|trường|học sinh|trẻ|dự án|hồ sơ|văn bản|lao động)|số lượng|diện tích|sản lượng|chỉ số|lãi suất)(?!\p{L})"
)
_COPULA = regex.compile(
    r"(?:là|đạt|bằng|ước|tổng số|chiếm|gồm)(?:\s+(?:thêm|khoảng|trên|hơn|gần|ít nhất|tối thiểu|được))*\s*$"
)
_AND = regex.compile(r"(?<!\p{L})và(?:\s+(?:trên|hơn|gần|khoảng|ít nhất|tối thiểu))*\s*$")
_TOLD = regex.compile(r"\s(?:được|có|tham gia|sử dụng)(?!\p{L})")
_FROM_LEVEL = regex.compile(r"từ(?:\s+mức)?(?:\s+(?:bình quân|trung bình))?$")  # "…, từ mức bình quân 39% xuống 33%"
_FOR_SHARE = regex.compile(
    r"(?<!\p{L})(?P<for>tại|cho|của|đối với|ở)(?:\s+(?:trên|hơn|gần|khoảng|ít nhất|tối thiểu))*\s*$"
)
_DONE = 8  # words that say what is done for a share
_FEW = 3  # words before a count that name too little by themselves: "Hình thành ít nhất 20 mô hình …"
_MOVES = regex.compile(r"(?<!\p{L})(?:lên|xuống|từ|tới|đến)\s*(?:(?:khoảng|trên|hơn|gần)\s*)*$")
_REACHES = regex.compile(r"(?:đạt|chiếm|bằng|tỷ lệ|còn|tăng|giảm|vượt)\s*(?:(?:khoảng|trên|hơn|gần|tỷ lệ|là)\s*)*$")


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


def _short(label: str) -> str:
    return " ".join(label.split()[-_LONGEST_LABEL:])


def _headed(tools: Labeller, label: str) -> str:
    """A long label from its amount on: "Giảm số giờ làm việc nhà … của phụ nữ" keeps its beginning."""
    plain = _VERB_FIRST.sub(lambda match: " " * len(match[0]), spelled(label))
    return _begun(label) if tools.amounts.match(plain.lstrip()) else _short(label)


def _begun(label: str) -> str:
    """The beginning of a label that tells at once of what it is: "Lãi suất cho vay hộ nghèo, …"."""
    return " ".join(label.split()[:_LONGEST_LABEL])


def _says_nothing(tools: Labeller, words: str) -> bool:
    return not words or spelled(words) in tools.empty or only_when(words)


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
    if named is None:
        return None
    begin = min(len(whole) - len(part), named.start)
    text, phrase = trimmed(tools, whole[begin:]), squeezed(whole[named.start : named.end])
    if phrase not in text:  # a word of the phrase was taken for a lead: "trong hạn", "đã giải quyết"
        tail = trimmed(tools, whole[named.end :])
        text = f"{phrase} {tail}" if tail else phrase
    return Label(_short(text), named, "left")


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


def label_of(tools: Labeller, around: Around, unit: str, kind: str) -> Label:
    """The label of a figure: a known modifier on its right, else the clause on its left, else both together.

    `kind` is that of the unit; a noun is part of what is said ("ban hành … văn bản"), per cent and money are not.
    """
    counted = kind not in ("ratio", "money", "currency", "measure")
    whole, part = words_before(tools, _plain_clause(around.left), around.follows)
    full, near = trimmed(tools, whole), trimmed(tools, part)
    compared = spelled(near).startswith(("so với", "so cùng"))  # "…; so với cùng kỳ giảm 04 vụ"
    worked_out = around.follows and around.left.rstrip().endswith("=")  # "1,5 tỷ đồng/năm x 05 năm = 7,5 tỷ đồng"
    if (around.follows and spelled(full) in tools.wholes) or spelled(full) in tools.means or compared or worked_out:
        full = near = ""
    behind, far = words_behind(tools, around)
    noun = noun_of(tools, around) if counted else ""
    right, left = _by_right(tools, noun, behind, far, unit), _by_left(tools, whole, part, unit)
    if right and not (left and left.named and left.named.indicator.units == {"%"}):
        named, said = right
        if _allowed(named, whole):
            return Label(trimmed(tools, said if _says_nothing(tools, near) else f"{near} {said}"), named, "right")
    if left:
        return left
    loose = _loose(tools, noun, far, unit) if counted else None
    if loose and loose.named and _allowed(loose.named, whole):
        return loose
    if unit == "%" and behind and OF_ALL.match(spelled(around.right)) and _free_for(around, near):
        whole_of = trimmed(tools, said_of_share(tools, around) or behind)
        return Label(whole_of, match_label(tools.taxonomy, whole_of, unit), "right")
    said = (_at_share(tools, around, near) or _of_share(tools, around, near)) if unit == "%" else ""
    if said:
        return Label(said, match_label(tools.taxonomy, said, unit), "right")
    told = _of_count(tools, around, part, near, full) if counted else ""
    if told:
        return Label(told, match_label(tools.taxonomy, told, unit), "around")
    if near and full != near and _FROM_LEVEL.match(spelled(near)):
        near = full = trimmed(tools, full[: len(full) - len(near)])
    if near and full != near and _one_amount(tools, near, full):
        return Label(_begun(full), None, "left")
    within = _amount_within(tools, near, full) if near and full != near else ""
    if within:
        return Label(_begun(within), None, "left")
    listed = opens_list(around.left) or _enumerates(near, full)
    if (
        near
        and full != near
        and (listed or len(near.split()) <= 2 or _generic(tools, near) or _VERBAL.search(spelled(near)))
    ):
        return Label(_headed(tools, full), None, "left")
    if not _says_nothing(tools, near):
        thing = thing_behind(tools, around) if kind == "measure" else ""
        said = f"{_headed(tools, near)} {thing}".strip()
        return Label(said, match_label(tools.taxonomy, said, unit) if thing else None, "left")
    if only_when(near):
        near = ""
        before = "" if around.follows else _clause_before(tools, around.left)
        if before:
            return Label(before, match_label(tools.taxonomy, before, unit), "left")
    behind = "" if only_when(behind) or unit == "lan" else behind  # "gấp 1,3 lần mức chung của cả nước"
    subject = _subject(tools, around) if unit == "%" and behind and not near and not around.follows else ""
    if subject:
        return Label(subject, match_label(tools.taxonomy, subject, unit), "left")
    if not near and not behind and counted:  # the noun itself may be an indicator: "có 1.572 học sinh"
        itself = match_label(tools.taxonomy, noun, unit)
        return Label(squeezed(noun), itself, "around") if itself else Label("", None, "")
    both = trimmed(tools, f"{near} {noun if near or behind else ''} {behind}")
    return Label(both, match_label(tools.taxonomy, both, unit), "around") if both else Label("", None, "")


def _of_count(tools: Labeller, around: Around, part: str, near: str, full: str) -> str:
    """A count with what is told of it behind its noun, where the words before it name little or only a place."""
    setting = _SETTING.match(spelled(part)) is not None
    noun, said = noun_of(tools, around), said_of_count(tools, around)
    if opens_list(around.left):
        whole = f"{near}: {noun} {said}" if said and near else ""
        return whole if len(whole.split()) <= _LONGEST_LABEL else f"{noun} {said}"
    if not noun or not (setting or len(near.split()) <= _FEW or not _COPULA.search(spelled(part))):
        return ""
    if not said and setting:
        return _short(f"{noun} {part[:1].lower()}{part[1:].rpartition(' ')[0]}")
    lead = "" if setting or _says_nothing(tools, near) else full if len(full.split()) <= _FEW * 2 else near
    lead = " ".join(lead.split()[-_DONE:])
    return _begun(f"{lead} {noun} {said}".strip()) if said else ""


def _plain_clause(left: str) -> str:
    """The words before a figure without brackets, and without a comma that only leads to its verb."""
    for pattern in (BRACKETED, _ADJUSTED):
        left = pattern.sub(lambda match: " " * len(match[0]), left)
    return left


def _free_for(around: Around, near: str) -> bool:
    """Whether "số …" behind a per cent is what it is of: "62% số hộ dùng nước sạch", "; giảm 50% số vụ cháy rừng".

    Not where the words before lead to it by a verb: "tỷ lệ hộ nghèo chiếm 5% số hộ".
    """
    left = spelled(around.left)
    return not _REACHES.search(left) or (not near and _FEWER.search(left) is not None)


def _of_share(tools: Labeller, around: Around, near: str) -> str:
    """What a per cent is told of behind it, where the words before it name nothing and no verb leads to it."""
    left = spelled(around.left)
    listed = opens_list(left) and tools.amounts.match(spelled(near)) is None
    opens = opens_clause(tools, near) or _joins_share(tools, around)
    reached = _REACHES.search(left) is not None and (around.follows or not near)
    if not (listed or opens) or reached or _MOVES.search(left):
        return ""
    said = trimmed(tools, said_of_share(tools, around))
    if only_when(said) or (listed and len(said.split()) < _FEW):
        return ""
    placed = opens or _PLACED.match(spelled(near)) is not None  # "Tại đô thị: 100% trẻ em …"
    return _begun(said if placed else f"{near}: {said}")


def _subject(tools: Labeller, around: Around) -> str:
    """What makes up a share of what stands behind it: "Ngân sách tỉnh: để thực hiện …, chiếm 75% tổng vốn đầu tư"."""
    if not _REACHES.search(spelled(around.left)):
        return ""
    head, colon, _ = around.left.partition(":")
    words = trimmed(tools, head if colon else around.left.rpartition(",")[0])
    return "" if only_when(words) else _headed(tools, words)


def _joins_share(tools: Labeller, around: Around) -> bool:
    """Whether "và" joins a share with its own clause: "100% thị trấn …; các xã ven sông và 50% người dân được tập huấn"."""
    joined = around.follows and _AND.search(spelled(around.left)) is not None
    return joined and _TOLD.search(spelled(said_of_share(tools, around))) is not None


def _at_share(tools: Labeller, around: Around, near: str) -> str:
    """What is done for a share, and of what it is: "dạy kỹ năng phòng cháy cho người học tại 100% nhà trường"."""
    led = _FOR_SHARE.search(spelled(around.left))
    said = trimmed(tools, said_of_share(tools, around)) if led else ""
    if led is None or not said or only_when(said):
        return ""
    return _begun(f"{' '.join(near.split()[-_DONE:])} {led['for']} {said}".strip())


def _clause_before(tools: Labeller, left: str) -> str:
    """What the clause before a semicolon begins with: "Du lịch với nhiều sản phẩm; 10 tháng đầu năm đạt 86,7%"."""
    return beginning(tools, left.rpartition(";")[0].rpartition(";")[2])


def beginning(tools: Labeller, words: str) -> str:
    """What words begin with, up to the first comma or "với"."""
    stop = tools.first.search(spelled(words.rstrip()), 1)
    return _short(trimmed(tools, words[: stop.start()] if stop else words))


def outside_bracket(tools: Labeller, words: str) -> str:
    """The clause before the bracket that a figure opens: "vốn đối ứng ngân sách huyện (tối thiểu 5%)"."""
    whole, part = words_before(tools, words.rpartition("(")[0], False)
    near, full = trimmed(tools, part), trimmed(tools, whole)
    partial = len(near.split()) <= 2 or _one_amount(tools, near, full) or _VERBAL.search(spelled(near))
    in_turn = "lần lượt" in spelled(words.rpartition("(")[2])  # "A và B tăng khá (lần lượt là 10,9% và 11,8%)"
    return _short(full if partial or in_turn else near)
