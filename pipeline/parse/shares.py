"""The words around a per cent → of what it is a share: "100% cán bộ, công chức được đào tạo"."""

from dataclasses import replace

import regex

from pipeline.parse.clauses import (
    HARD_STOP,
    Around,
    Labeller,
    begun,
    headed,
    joins_of,
    only_when,
    opens_clause,
    opens_list,
    trimmed,
)
from pipeline.parse.folding import spelled, squeezed

_FURTHER = regex.compile(  # behind a comma: what is told of the same share next
    r",\s*(?:đạt|bằng|chiếm|tăng|giảm|vượt|cao hơn|thấp hơn|so với|trong đó|nhằm|để|góp phần|qua đó|đồng thời|tỷ lệ)"
    r"(?!\p{L})"
)
OF_ALL = regex.compile(r"\s*(?:trên\s+)?số\s+(?!tiền|này|đó|liệu)\p{L}")  # "62% số hộ được sử dụng nước sạch"
_COMPARED = regex.compile(r"\sso\s+(?:với|cùng)(?!\p{L})")  # "giảm 30% số cuộc kiểm tra so với cùng kỳ"
_TOLD = regex.compile(r"\s(?:được|có|đạt|tham gia|sử dụng)(?!\p{L})")  # "70% trẻ em được tiêm ít nhất 4 loại vắc xin"
_SAME = 15  # characters by which words are known again
_FEWER = regex.compile(r"(?<!\p{L})(?:tăng|giảm)(?:\s+(?:thêm|ít nhất|tối thiểu|khoảng|trên|hơn|gần))*\s*$")
_PLACED = regex.compile(r"(?:tại|ở|đối với|trên địa bàn)(?!\p{L})")
_AND = regex.compile(r"(?<!\p{L})và(?:\s+(?:trên|hơn|gần|khoảng|ít nhất|tối thiểu))*\s*$")
_OWN_CLAUSE = regex.compile(r"\s(?:được|có|tham gia|sử dụng)(?!\p{L})")
_FOR_SHARE = regex.compile(
    r"(?<!\p{L})(?P<for>tại|cho|của|đối với|ở)(?:\s+(?:trên|hơn|gần|khoảng|ít nhất|tối thiểu))*\s*$"
)
_DONE = 8  # words that say what is done for a share
_FEWEST = 3  # words behind a listed share that tell of what it is
_MOVES = regex.compile(r"(?<!\p{L})(?:lên|xuống|từ|tới|đến)\s*(?:(?:khoảng|trên|hơn|gần)\s*)*$")
_REACHES = regex.compile(
    r"(?:đạt|chiếm|bằng|tỷ lệ|còn|tăng|giảm|vượt|tương đương|tương ứng)\s*(?:với\s*)?"
    r"(?:(?:khoảng|trên|hơn|gần|tỷ lệ|là)\s*)*$"
)


def said_of_share(tools: Labeller, around: Around) -> str:
    """What a per cent that opens its clause is told of, to the end of it: "100% cán bộ, công chức được đào tạo"; or "".

    Before another figure, without its last piece, which may be the label of that one.
    """
    plain = spelled(around.right)
    other = tools.base.match(plain) or (tools.small.match(plain) and not OF_ALL.match(plain))
    if not around.right[:1].isspace() or other:
        return ""
    stop = HARD_STOP.search(plain)
    compared = _COMPARED.search(plain, 0, stop.start() if stop else len(plain))
    stop = compared or stop
    further = _FURTHER.search(plain, 0, stop.start() if stop else len(plain))
    end = further or stop
    if end is None and around.precedes:
        joins = joins_of(tools, plain) or [*_TOLD.finditer(plain)][:1]
        if not joins:
            return ""
        end = joins[-1]
    return squeezed(around.right[: end.start()] if end else around.right)


def without_share_before(tools: Labeller, around: Around, label: str) -> Around:
    """The words around a per cent, without those before it of which the per cent before it was told.

    "100% các điểm chứa chấp và 100% diện tích trồng": the first is of "các điểm chứa chấp".
    """
    joins = [] if HARD_STOP.search(around.left) else joins_of(tools, spelled(around.left))
    told = bool(joins) and spelled(around.left).lstrip().startswith(spelled(label)[:_SAME])
    return replace(around, left=around.left[joins[-1].start() :]) if told else around


def share_label(tools: Labeller, around: Around, near: str) -> str:
    """What a per cent is told of behind it; "" where the words before it name that."""
    if OF_ALL.match(spelled(around.right)) and _free_for(tools, around, near):
        whole = trimmed(tools, said_of_share(tools, around))
        if whole:
            return whole
    return _at_share(tools, around, near) or _of_share(tools, around, near)


def _free_for(tools: Labeller, around: Around, near: str) -> bool:
    """Whether "số …" behind a per cent is what it is of: "62% số hộ dùng nước sạch", "; giảm 50% số vụ cháy rừng".

    Not where the words before lead to it by a verb: "tỷ lệ hộ nghèo chiếm 5% số hộ".
    """
    left = spelled(around.left)
    nothing = not near or only_when(near.partition(" tuy ")[0]) or spelled(near) in tools.empty
    return not _REACHES.search(left) or (nothing and _FEWER.search(left) is not None)


def _of_share(tools: Labeller, around: Around, near: str) -> str:
    """What a per cent is told of behind it, where the words before it name nothing and no verb leads to it."""
    left = spelled(around.left)
    listed = opens_list(left) and tools.amounts.match(spelled(near)) is None
    opens = opens_clause(tools, near) or _joins_share(tools, around)
    reached = _REACHES.search(left) is not None and (around.follows or not near)
    if not (listed or opens) or reached or _MOVES.search(left):
        return ""
    said = trimmed(tools, said_of_share(tools, around))
    if only_when(said) or (listed and len(said.split()) < _FEWEST):
        return ""
    placed = opens or _PLACED.match(spelled(near)) is not None  # "Tại đô thị: 100% trẻ em …"
    return begun(said if placed else f"{near}: {said}")


def sharer(tools: Labeller, around: Around) -> str:
    """What makes up a share of what stands behind it: "Ngân sách tỉnh: để thực hiện …, chiếm 75% tổng vốn đầu tư"."""
    if not _REACHES.search(spelled(around.left)):
        return ""
    head, colon, _ = around.left.partition(":")
    words = trimmed(tools, head if colon else around.left.rpartition(",")[0])
    return "" if only_when(words) else headed(tools, words)


def _joins_share(tools: Labeller, around: Around) -> bool:
    """Whether "và" joins a share with its own clause: "…; các xã ven sông và 50% dân được tập huấn"."""
    joined = around.follows and _AND.search(spelled(around.left)) is not None
    return joined and _OWN_CLAUSE.search(spelled(said_of_share(tools, around))) is not None


def _at_share(tools: Labeller, around: Around, near: str) -> str:
    """What is done for a share, and of what it is: "dạy kỹ năng phòng cháy cho người học tại 100% nhà trường"."""
    led = _FOR_SHARE.search(spelled(around.left))
    said = trimmed(tools, said_of_share(tools, around)) if led else ""
    if led is None or not said or only_when(said):
        return ""
    return begun(f"{' '.join(near.split()[-_DONE:])} {led['for']} {said}".strip())
