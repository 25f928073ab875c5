"""Numbers without a unit → whether their words or their list say what they count: "Số đơn: 21", "(nam 12, nữ 8)"."""

import regex

from pipeline.parse.clauses import Around, Labeller, only_when, trimmed
from pipeline.parse.folding import spelled, squeezed
from pipeline.parse.labels import Label
from pipeline.parse.measures import Quantity
from pipeline.parse.reader import Reader
from pipeline.parse.taxonomy import match_label
from pipeline.parse.threads import Thread
from pipeline.report import Kpi

_CLOSED = regex.compile(r"\s*(?:[,;.)(]|$)")
_LISTED = regex.compile(r"\s*(?:[,;.)(]|$)|\s+và(?!\p{L})")
_STATES = regex.compile(r"(?<![\p{L}])(?:là|đạt)\s*$")
_BEGINS = regex.compile(r"[,;:(]")
_WORDS = regex.compile(r"[\p{L}\p{M}\s\-–/&]+")
_NAMED = regex.compile(  # a number behind these belongs to a name: "mục 3", "số 12"
    r"(?<!\p{L})(?:số|mục|tầng|lần|bậc|câu|phần|lô|khoang|khối|tập|trang|tiểu khu|khoảnh|tuyến|hệ|xe|kỳ|năm|tháng"
    r"|ngày)$"
)
_WHERE = regex.compile(  # "tại các doanh nghiệp là 45.824": of something else
    r"(?<!\p{L})(?:tại|ở|trong|thuộc)(?!\p{L})"
)
_MOST_WORDS = 8
_LONGEST_CODE = 4  # digits; a longer bare number without points is a code


def _is_code(digits: str) -> bool:
    return len(digits) > _LONGEST_CODE and (digits.isdigit() or digits.startswith("0"))


def is_bare_figure(around: Around, quantity: Quantity) -> bool:
    """A number without a unit counts only as "nhãn: 21," or "là 21." with nothing behind it; a code is no count."""
    if quantity.unit_raw or quantity.value is None or _is_code(quantity.value_raw) or not _CLOSED.match(around.right):
        return False
    return around.left.rstrip().endswith(":") or bool(_STATES.search(spelled(around.left)))


def _part_words(tools: Labeller, around: Around, quantity: Quantity, whole: Kpi | None) -> str:
    """What a bare number in a list of parts counts: "12 cán bộ (nam 9, nữ 3)"; "" where it is none of a counted whole.

    Errs towards none: a part is not more than its whole, and the last word before it leads to no number of a name.
    """
    bare = not quantity.unit_raw and quantity.share is None and quantity.high is None
    if not bare or whole is None or whole.unit == "%" or None in (quantity.value, whole.value):
        return ""
    assert quantity.value is not None and whole.value is not None
    if quantity.value > whole.value or _is_code(quantity.value_raw) or not _LISTED.match(around.right):
        return ""
    opens = [match.end() for match in tools.opener.finditer(spelled(around.left))]
    opens += [match.end() for match in _BEGINS.finditer(around.left)]
    words = trimmed(tools, around.left[max(opens, default=0) :])
    if not words or len(words.split()) > _MOST_WORDS or not _WORDS.fullmatch(words) or only_when(words):
        return ""
    last = words.split()[-1]
    proper = last[:1].isupper() and not last.isupper() and len(quantity.value_raw) == 1
    return "" if proper or _NAMED.search(spelled(words)) else words


def unit_of(tools: Reader, quantity: Quantity, label: str, parent: Kpi | None) -> tuple[str, str]:
    """The unit of a figure without one: the noun that its label counts, or the unit of the whole.

    A rate or a fraction counts nothing: its per cent sign is lost.
    """
    if quantity.unit:
        return quantity.unit, quantity.unit_raw
    if spelled(label).startswith(("tỷ lệ", "mức độ")) or (quantity.value is not None and quantity.value % 1):
        return "", ""
    noun = None if _WHERE.match(spelled(label)) else tools.nouns.search(spelled(label))
    if noun:
        return tools.unit_of[squeezed(noun[0])], ""
    return (parent.unit, "") if parent and parent.unit != "%" else ("", "")


def listed_before(tools: Reader, thread: Thread, label: Label) -> Kpi | None:
    """The figure before, where it too had no unit of its own, or one counted elsewhere: "tại A 12 vụ, tại B là 3"."""
    last = thread.last
    if last is None or not last.unit_raw:
        return last
    elsewhere = _WHERE.match(spelled(label.text)) and _WHERE.search(spelled(last.label_raw))
    return last if elsewhere and last.unit in tools.counted else None


def part_of_list(tools: Reader, quantity: Quantity, around: Around, whole: Kpi | None) -> tuple[Label, str] | None:
    """Label and unit of a bare number in a list of the parts of something counted; None where it is none."""
    if whole is None or not (whole.unit in tools.counted or (not whole.unit and whole.unit_raw)):
        return None
    words = _part_words(tools.labels, around, quantity, whole)
    return (Label(words, match_label(tools.labels.taxonomy, words, whole.unit), "left"), whole.unit) if words else None
