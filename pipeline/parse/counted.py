"""The words behind a count → what is counted: "9 xã đạt tiêu chí điện"."""

import regex

from pipeline.parse.clauses import (
    BRACKETED,
    HARD_STOP,
    LONGEST_LABEL,
    Around,
    Labeller,
    begun,
    joins_of,
    only_when,
    opens_list,
    says_nothing,
    short,
)
from pipeline.parse.folding import spelled, squeezed

_COUNT_WORDS = 15
_COUNTED = regex.compile(  # what tells no more of a count: "1 thị trấn và 28 xã", "12 dự án với tổng vốn 500 tỷ"
    r"\s*(?:và|với|hoặc|hay|cùng|gồm|bao gồm|trong đó|chiếm|bằng|so|là|thì|để|trên tổng|có tổng"
    r"|nêu|nói|này|đó|như|do|vì)(?!\p{L})"
)
_COUNT_ENDS = regex.compile(r"\s(?:với|trong đó|gồm|bao gồm|chiếm|bằng|so với|để|nhằm)(?!\p{L})")
_SHORT_PIECE = 2  # words before a comma that tell too little of a count: "03 cơ sở giáo dục, đào tạo của tỉnh"
_SETTING = regex.compile(  # says where or when, and only that something is there: "Trên địa bàn huyện có"
    r"^(?:(?:và|hiện nay|hiện|đến nay|nay)\s*,?\s*)?"
    r"(?:trên địa bàn|trên toàn|tại|ở|trong|toàn|cả nước|tính đến|đến|trước|sau|qua|năm)(?!\p{L})"
    r".*\s(?:có|còn|gồm)(?:\s+(?:thêm|khoảng|trên|hơn|gần|ít nhất|tối thiểu|được|tổng số))*$"
)
_COPULA = regex.compile(
    r"(?:là|đạt|bằng|ước|tổng số|chiếm|gồm)(?:\s+(?:thêm|khoảng|trên|hơn|gần|ít nhất|tối thiểu|được))*\s*$"
)
_WHOLE = 14  # words of a lead that is kept as it is
_LED = 8  # words before the noun that tell what is done with it
_FEW = 3  # words before a count that name too little by themselves: "Hình thành ít nhất 20 mô hình …"


def noun_of(tools: Labeller, around: Around) -> str:
    """What is counted, as printed, without the words for thousands and millions."""
    return tools.magnitude.sub("", squeezed(around.unit_words.partition("/")[0]))


def said_of_count(tools: Labeller, around: Around) -> str:
    """What is told of a count behind its noun, up to the next figure: "9 xã đạt tiêu chí điện"; or ""."""
    right = BRACKETED.sub(lambda match: " " * len(match[0]), around.right)
    plain = spelled(right)
    if not right[:1].isspace() or tools.base.match(plain) or _COUNTED.match(plain):
        return ""
    stops = [match.start() for match in (HARD_STOP.search(plain), _COUNT_ENDS.search(plain)) if match]
    end = min(stops, default=len(plain))
    joins = joins_of(tools, plain[:end])
    commas = [join.start() for join in joins if join[0] == ","]
    told = [at for at in commas if len(plain[:at].split()) > _SHORT_PIECE]
    if told or commas[1:]:
        end = told[0] if told else commas[1]
    elif around.precedes and not stops and joins:
        end = joins[-1].start()
    tail = tools.tail.search(plain[:end])
    said = " ".join(right[: tail.start() if tail else end].split()[:_COUNT_WORDS])
    return "" if only_when(said) else said


def count_label(tools: Labeller, around: Around, part: str, near: str, full: str) -> str:
    """A count with what is told of it behind its noun, where the words before it name little or only a place."""
    setting = _SETTING.match(spelled(part)) is not None
    noun, said = noun_of(tools, around), said_of_count(tools, around)
    if opens_list(around.left):
        whole = f"{near}: {noun} {said}" if said and near else ""
        return whole if len(whole.split()) <= LONGEST_LABEL else f"{noun} {said}"
    if not noun or not (setting or len(near.split()) <= _FEW or not _COPULA.search(spelled(part))):
        return ""
    if not said and setting:
        return short(f"{noun} {part[:1].lower()}{part[1:].rpartition(' ')[0]}")
    lead = "" if setting or says_nothing(tools, near) else full if len(full.split()) <= _FEW * 2 else near
    lead = lead if len(lead.split()) <= _WHOLE else short(lead, _LED)
    return begun(f"{lead} {noun} {said}".strip()) if said else ""
