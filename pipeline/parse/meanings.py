"""The words around a figure → its metric, what it is compared with, whether it is a result or a target."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import regex

from pipeline.parse.clauses import Around
from pipeline.parse.folding import spelled
from pipeline.parse.labels import Label
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.measures import Quantity
from pipeline.parse.threads import KpiKind, Place
from pipeline.report import Kpi, Section

Metric = Literal["value", "rate", "change", "achievement", "factor", "rank"]

_BEFORE, _EDGE = r"(?<![\p{L}\p{M}])", r"(?![\p{L}\p{M}])"
_NEARLY = rf"|{_BEFORE}ước(?:\s+\p{{L}}+){{0,4}}\s*$"  # "ước thiệt hại khoảng 56 tỷ đồng"
_TO = regex.compile(r"(?:lên|xuống|còn|lên đến|đến|tới)\s*$")
_UP_TO = regex.compile(r"(?<!\p{L})(tăng|giảm)\s+(?:đến|tới)\s*$")  # "tăng đến 42% so với cùng kỳ": by how much
_FROM = regex.compile(r"(?<![\p{L}])từ\s*$")
_FROM_TO = regex.compile(r"\s*(?:lên|xuống|còn|tăng lên|giảm xuống)(?![\p{L}])")
_REST = regex.compile(  # "giảm 5% về khối lượng so với cùng kỳ", "vượt 8,5% so dự toán"
    r"^[\s,]*(?:về\s+\p{L}+(?:\s\p{L}+){0,2}\s+(?=so\s))?"
    r"(?P<so>so\s+với|so(?=\s+(?:cùng|dự toán|kế hoạch|kh|chỉ tiêu|tháng|quý|đầu năm|năm))|của|theo)?"
    r"\s*(?P<rest>[^;.()]{0,60})"
)
_BASE_PERIOD = regex.compile(
    r"^[\s,]*(?:so\s+với|so)\s+(?:mức\s+|số\s+)?(?:ước\s+)?(?:thực\s+hiện\s+)?(?P<base>(?:tháng\s+\d{1,2}(?:\s+năm\s+|[/-]))?(?:năm\s+)?(?:19|20)\d\d)(?!\d)"
)
_SO_FAR = regex.compile(r"(?<!\p{L})(?:đến nay|hiện nay|nay mới|(?<!thực )hiện (?:mới|chỉ)(?! tiêu))(?!\p{L})")
_WILL = regex.compile(r"(?<!\p{L})sẽ(?!\p{L})")  # "năm tới huyện sẽ xây 5 trường": no result
_GROWTH = regex.compile(r"(?<!\p{L})(?:tốc độ|nhịp độ|mức) tăng")  # "Tốc độ tăng trưởng đạt 8% so cùng kỳ" is a rate
_FURTHER_BASE = regex.compile(r"\s*số\s+[^,;.()]{1,60}?(?=\sso\s+(?:với|cùng)(?!\p{L}))")  # "30% số vụ so với cùng kỳ"
_STOP = regex.compile(r"[,;.)](?!\d)")
_SIGNED = regex.compile(r"\(\s*(?P<sign>[-–+])\s*$")  # "05 người chết (-16,7%)"
_BUDGET = regex.compile(
    r"^(?:(?:thống nhất|thông qua|phê chuẩn|quyết định|giao|phân bổ|về)\s+)*"
    r"(?:dự toán|kế hoạch (?:đầu tư|vốn|phân bổ))(?!\p{L})"
)
_GRANTS = regex.compile(  # "Điều 1. Tán thành Tờ trình … về việc giao chỉ tiêu vốn đầu tư năm 2010, như sau"
    r"(?<!\p{L})(?:giao|phân bổ|phê chuẩn|quyết định)\s+(?:\p{L}+\s+){0,2}?"
    r"(?:dự toán|kế hoạch vốn|kế hoạch đầu tư|chỉ tiêu vốn)"
)
_PROGRAMME = regex.compile(  # "Điều 1. Phê duyệt Chương trình … với những nội dung sau"
    r"(?:thông qua|phê duyệt|phê chuẩn|ban hành)\s+(?:kèm theo quyết định này\s+)?(?:\p{L}+\s+){0,2}?"
    r"(?:chương trình|kế hoạch|đề án|quy hoạch|phương án|chiến lược)(?!\p{L})"
)
_ALREADY = regex.compile(r"(?<!\p{L})(?:đã|hiện nay|hiện tại|hiện có|hiện còn|hiện|đến nay|tính đến|vừa qua)(?!\p{L})")
_THAN_YEAR = regex.compile(r"\s*(?P<year>năm (?:19|20)\d\d)(?!\d)")
_TO_YEAR = regex.compile(r"(?<!\p{L})đến (?P<end>hết |cuối )?năm (?P<year>(?:19|20)\d\d)")
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_RESULTS = (
    *("kết quả", "những kết quả", "một số kết quả", "tình hình", "đánh giá", "thực trạng", "hiện trạng", "bối cảnh"),
    *("sự cần thiết", "đặc điểm", "tồn tại", "hạn chế", "những tồn tại", "những hạn chế", "khó khăn", "nguyên nhân"),
)
_OPENS = regex.compile(
    r"[\s\-+•*]*(?:(?P<plan>(?:kế hoạch|dự toán)(?=\s+(?:năm|quý|6 tháng|giai đoạn)\s+[\divx]))"
    r"|(?P<aim>mục tiêu(?=[^,;:]{0,80}\s(?:là|đạt)(?:\s\p{L}+){0,2}\s*$)"
    r"|chỉ tiêu(?=\s+(?:năm|quý|đến năm|giai đoạn)\s+[\divx]))|dự kiến(?!\p{L}))"
)
_LEFT_BASE = regex.compile(r"(?<!\p{L})so\s+(?:với|cùng)(?P<base>[^,;.()]{1,60})$")
_NOW = regex.compile(r"[\s\-+•*]*(?:\p{L}\)\s*)?(?:hiện nay|hiện tại|đến nay|tính đến nay)(?!\p{L})")


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a figure relates to its label. `sign` is -1 for a decrease; `borrowed`: it speaks of a figure before it."""

    metric: Metric
    sign: int
    comparison: str
    flags: tuple[str, ...]
    borrowed: bool


@dataclass(frozen=True)
class Judge:
    """The patterns of comparisons, targets and periods."""

    verb: regex.Pattern[str]
    bases: tuple[tuple[str, regex.Pattern[str]], ...]
    kinds: Mapping[KpiKind, regex.Pattern[str]]
    no_kind: regex.Pattern[str]
    planned: frozenset[str]
    ended: regex.Pattern[str]
    target_roles: frozenset[str]
    period_roles: tuple[tuple[str, regex.Pattern[str]], ...]


def judge(lexicon: Lexicon) -> Judge:
    """Compile the patterns for the meaning of figures."""
    cues = lexicon.cues
    compare = cues["compare"]
    groups = "|".join(f"(?P<{name}>{one_of(map(spelled, compare[name]))})" for name in ("share", "up", "down", "reach"))
    filler = rf"(?:\s+(?:thêm|được|tỷ lệ|bình quân|(?:bình quân )?(?:hàng|hằng|mỗi) năm|{one_of(lexicon.operators)}))*"
    kinds: tuple[KpiKind, ...] = ("target", "plan", "estimate")
    return Judge(
        verb=regex.compile(rf"{_BEFORE}(?<!không )(?<!cắt )(?<!đạt và )(?:{groups}){filler}\s*$"),
        bases=tuple((name, _words(row)) for name, row in cues["base"].items()),
        kinds={
            kind: _words(cues["kind"][kind], rf"|{_BEFORE}ước(?:\s+\p{{L}}+){{0,4}}\s*$" if kind == "estimate" else "")
            for kind in kinds
        },
        no_kind=_words(cues["kind"]["none"]),
        planned=frozenset(map(spelled, cues["kind"]["planned"])),
        ended=_words(cues["kind"]["ended"]),
        target_roles=frozenset(cues["kind"]["target_roles"]),
        period_roles=tuple((name, _words(row)) for name, row in cues["role_of_period"].items()),
    )


def _words(phrases: list[str], more: str = "") -> regex.Pattern[str]:
    return regex.compile(rf"{_BEFORE}(?:{one_of(map(spelled, phrases))}){_EDGE}{more}")


def base_behind(tools: Judge, right: str) -> str:
    """The base named right behind the figure, "" for none; a year or month as printed."""
    dated = _BASE_PERIOD.match(spelled(right))
    if dated:
        return dated["base"]
    match = _REST.match(spelled(right))
    if not match:
        return ""
    clause = match["rest"].partition(", ")[0]
    hits = [(found.start(), name) for name, pattern in tools.bases if (found := pattern.search(clause))]
    hits = [hit for hit in hits if match["so"] or hit[0] == 0]
    return min(hits)[1] if hits else ""


def _compared_before(tools: Judge, left: str) -> str:
    """The base that stands before the verb: "so với cùng kỳ giảm 04 vụ"; "" for none."""
    near = left[-120:]
    verb = tools.verb.search(near)
    base = _LEFT_BASE.search(near[: verb.start()].rstrip()) if verb else None
    return next((name for name, pattern in tools.bases if base and pattern.search(base["base"])), "")


def _shift(tools: Judge, quantity: Quantity, label: Label, around: Around, left: str) -> Meaning | None:
    """A figure that tells a movement: "tăng từ 50% lên 75%", "giảm 5%", "gấp 2 lần"."""
    further = _FURTHER_BASE.match(spelled(around.right))
    comparison = base_behind(tools, around.right[further.end() if further else 0 :]) or _compared_before(tools, left)
    if _FROM.search(left) and _FROM_TO.match(spelled(around.right)):
        return Meaning("value" if quantity.kind != "ratio" else "rate", 1, "start", ("from_to",), False)
    level = "tỷ lệ" in spelled(label.text) or "tỷ trọng" in spelled(label.text)
    moved = _UP_TO.search(left) if comparison or (quantity.unit == "%" and not level) else None
    if moved:
        return Meaning("change", -1 if moved[1] == "giảm" else 1, comparison, (), label.source in ("", "around"))
    if _TO.search(left):
        return Meaning("value" if quantity.kind != "ratio" else "rate", 1, comparison, (), not label.text)
    signed = _SIGNED.search(left) if quantity.kind == "ratio" else None
    if signed:
        return Meaning("change", 1 if signed["sign"] == "+" else -1, comparison, (), True)
    verb = tools.verb.search(left[-60:])
    if quantity.unit == "lan" and (verb or left.endswith("gấp")):
        dated = _THAN_YEAR.match(spelled(around.right))  # "gấp 2 lần năm 2010"
        comparison = comparison or (dated["year"] if dated else "")
        return Meaning("factor", 1, comparison, (), not label.text)
    if verb and (verb["up"] or verb["down"]):
        doubtful = quantity.unit == "%" and "tỷ lệ" in spelled(label.text)
        flags = ("pct_or_pp",) if doubtful else ()
        return Meaning("change", -1 if verb["down"] else 1, comparison, flags, label.source in ("", "around"))
    return None


def meaning_of(tools: Judge, quantity: Quantity, label: Label, around: Around) -> Meaning:
    """The metric of a figure, from the verb before it and the base behind it."""
    left = spelled(around.left).rstrip(" :")
    if quantity.high is not None and left.endswith(" từ"):
        left = left.removesuffix(" từ")  # "giảm từ 0,5 - 0,7%": a range, and no beginning
    shift = _shift(tools, quantity, label, around, left)
    if shift:
        return shift
    verb, comparison = tools.verb.search(left[-60:]), base_behind(tools, around.right)
    bare = label.source in ("", "around")
    goes_on = around.follows and verb is None and not label.text  # "52% dự toán huyện giao, 50% dự toán HĐND giao"
    growth = _GROWTH.search(spelled(label.text)) and comparison not in ("plan", "budget_estimate")
    if quantity.unit == "%" and comparison and not growth and (goes_on or (verb and verb["reach"])):
        return Meaning("achievement", 1, comparison, (), bare)
    if quantity.kind == "ratio":
        opens = left.strip() in ("(", ",", "")
        return Meaning("rate", 1, comparison, (), bare and not label.named and (bool(verb) or opens))
    return Meaning("value", 1, comparison, (), False)


def section_kind(
    tools: Judge, section: Section | None, sections: Mapping[str, Section], year: int
) -> KpiKind | Literal[""]:
    """What a section or one above it says its figures are: targets, planned in a budget, results; "" for neither."""
    while section is not None:
        title = spelled(section.title)
        if title.startswith(_RESULTS):
            return "result"
        if section.role in tools.target_roles or tools.kinds["target"].search(title):
            return "target"
        if _is_to_come(tools, title, year, None):
            return "target"
        if _BUDGET.search(title):
            return "plan"
        if section.kind == "article" and _GRANTS.search(title):
            return "plan"
        if section.kind == "article" and _PROGRAMME.search(title):
            return "target"
        section = sections.get(section.parent)
    return ""


def puts_in_force(sections: Iterable[Section]) -> bool:
    """Whether the first article issues a plan, which then follows: "Điều 1. Ban hành kèm theo … Kế hoạch"."""
    first = next((section for section in sections if section.kind == "article"), None)
    return first is not None and _PROGRAMME.search(spelled(first.title)) is not None


def told_as_result(before: str) -> bool:
    """Whether the words of a sentence before a figure tell what is so already: "Đến nay, tỉnh đã có …"."""
    return _ALREADY.search(spelled(before)) is not None


def kind_of(tools: Judge, place: Place, around: Around, whole: Kpi | None, before: Kpi | None) -> KpiKind:
    """Whether a figure is a result. `whole`: what it is a part or a rate of; `before`: the last figure of the sentence.

    Numbers under "phương hướng" are targets; parts and rates of an estimate are estimates; a target goes on in its
    sentence until words tell of results again.
    """
    now = (
        not around.follows and _NOW.match(spelled(around.left)) is not None
    )  # "Hiện nay … khoảng 61%", under the tasks
    if place.told == "target" and not now:
        return "target"
    if place.opens:
        return place.opens
    plain = tools.no_kind.sub(" ", spelled(around.left))
    stop = _STOP.search(plain) if around.follows else None  # "60% dự toán giao, tăng 5%": of the figure before
    said = plain[stop.end() :] if stop else plain
    for kind, pattern in tools.kinds.items():
        if _leads(pattern, said) or (kind == "target" and _is_to_come(tools, said, place.year, before)):
            return kind
    if whole is not None and whole.kind in ("estimate", "target"):
        return whole.kind
    if before is not None and before.kind == "target" and not tools.ended.search(plain):
        return "target"
    if place.told == "plan" or (place.planned and not now):
        return "plan" if place.told == "plan" else "target"
    if _WILL.search(said):
        return "target"
    foretold = place.section is not None and tools.kinds["estimate"].search(spelled(place.section.title))
    return "estimate" if foretold else "result"


def _leads(pattern: regex.Pattern[str], said: str) -> bool:
    """Whether a cue leads to a figure: "Dự kiến xong năm 2015, nhưng đến nay mới đạt 50%" tells how things are."""
    cues = list(pattern.finditer(said))
    return bool(cues) and _SO_FAR.search(said, cues[-1].end()) is None


def _is_to_come(tools: Judge, words: str, year: int, before: Kpi | None) -> bool:
    """Whether words lead to a year that had not ended when the document, of `year` (0: unknown), was written.

    Where nothing tells that, "năm 2001 đạt 9 triệu đồng, đến năm 2012 là 40" goes on with what was reached.
    """
    named = [match for match in _TO_YEAR.finditer(words) if year or not match["end"]]
    if not named or not year:
        goes_on = before is not None and before.kind == "result"
        return bool(named) and not goes_on and tools.ended.search(words) is None
    return max(int(match["year"]) for match in named) >= year


def begins_after(period: str, year: int) -> bool:
    """Whether a period begins after the year, known (not 0), in which the document was written."""
    first = _YEAR.search(period)
    return first is not None and 0 < year < int(first[0])


def opening_kind(tools: Judge, opening: str) -> KpiKind | Literal[""]:
    """The kind that the words up to the first figure of a sentence give to all of it; "" where they tell of results."""
    plain = spelled(opening)
    found = _OPENS.match(plain)
    if found is None or tools.ended.search(plain, found.end()):
        return ""
    return "plan" if found["plan"] else "target" if found["aim"] else "estimate"


def period_role(tools: Judge, words: str) -> str:
    """Whether a figure opens, closes or covers the period, or is cumulative; "" where nothing says so."""
    plain = spelled(words)
    return next((name for name, pattern in tools.period_roles if pattern.search(plain)), "")
