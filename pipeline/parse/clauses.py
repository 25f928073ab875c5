"""The words around a figure → its clause: before it, behind it, and what of them only leads to it."""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from pipeline.parse.dates import DATE, PERIOD
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.taxonomy import Taxonomy, taxonomy

LONGEST_LABEL = 20  # words; beyond it the clause is a sentence, and its last words are the label
_RIGHT_WORDS = 12
_VERB_FIRST = regex.compile(r"^(?:tăng|giảm|nâng|duy trì|bảo đảm|đảm bảo|phấn đấu|đưa)(?!\p{L})\s*")
_CUT = regex.compile(  # but not in "công nghiệp - xây dựng" nor "15 - 18"
    r"[;()]|:(?=\s)|(?<!(?<!\p{L})t[px])\.\s|(?<!\p{L})\s-\s(?!(?<=\d\s-\s)\d)"
)
BRACKETED = regex.compile(r"\([^()]*\)")  # "phân bón (lân + urê) 760 nghìn tấn": no figure stands in it
_WHEN = regex.compile(
    r"\b(?:luy ke|tinh chung|tinh|chung|vao|den|het|trong|cua|tu|ca|toi|cuoi|dau|nay|uoc|tro di"
    r"|binh quan|trung binh|nam|giai doan)\b"
)
_ALL_YEAR = regex.compile(r"\bca nam\b")
HARD_STOP = regex.compile(r"[;.():]")
_JOINS = regex.compile(r",(?!\d)|\svà(?!\p{L})")
# verbs that are part of what they stand in, and do not lead to the figure
_KEPT = (
    r"(?<=giá trị )tăng thêm|(?<=(?:đồng|mặt|công|cân|thăng) )bằng|(?<=cắt )giảm|(?<=(?:tốc|nhịp) độ )tăng"
    r"|(?<=làm )việc|(?<=và )tương đương|(?<=trở )(?:lên|xuống)|(?<=(?:chưa|không) )đạt|(?<=thu )về"
)
_MORE = regex.compile(r"(?<=\p{L})\s+(?:có|được|đã|đang|trong|vào|để|nhằm|năm|tại|theo|thuộc)(?!\p{L})")
_NEARLY = regex.compile(  # "Dự án A: khoảng 195 tỷ đồng"
    r"(?:(?:khoảng|trên|hơn|gần|dưới|ước|xấp xỉ|ít nhất|tối thiểu|đạt|là|chiếm|có|còn|dự kiến)\s*)*$"
)
_PER = regex.compile(r"\s*/")  # "1.000.000 đồng/báo cáo": of each
_NAMES = regex.compile(  # "An Bá, An Lạc, Yên Định"
    r"(?:\p{Lu}[\p{L}'’.]*(?:\s\p{Lu}[\p{L}'’.]*){0,4}(?:,\s*|\s+và\s+|$)){2,}"
)
_PHRASE = regex.compile(r"(?:,|\s(?:và|đã|sẽ|rằng|khi|để|nhằm|thì|cho biết))\s+")  # what a phrase begins behind
_AMOUNTS = regex.compile(
    r"(?<!\p{L})(?:tổng|tỷ lệ|tỷ trọng|giá trị|kinh phí|diện tích|sản lượng|doanh thu|kim ngạch|thu nhập|số lượng)\s"
)
_LEAST_SHARE = 0.5  # of the words of a cut label that must be left
_YEAR_ALONE = regex.compile(r"\s*(?:19|20)\d\d\s*")
_YEAR_FIRST = regex.compile(r"^(?:19|20)\d\d\s+(?=\p{L})")  # the end of "giai đoạn 2026 -⏎2030", on a new line
_NAME = regex.compile(r"(?<=\s)\p{Lu}\p{Ll}+")
_PERSONS = {"cbcc": "nguoi"}  # "cán bộ, giáo viên"
_LONGEST_THING = 4  # words of what an amount is of: "1.200 ha rừng phòng hộ"


@dataclass(frozen=True, slots=True)
class Around:
    """The words before a figure back to the last one, and behind it up to the next; flat text.

    `follows`: another figure stands before, `precedes`: behind, in the same sentence; `closes`: the one before
    stands in a bracket that was closed since.
    """

    left: str
    unit_words: str
    right: str
    follows: bool
    precedes: bool
    closes: bool = False


@dataclass(frozen=True)
class Labeller:
    """The taxonomy and the patterns of clauses."""

    taxonomy: Taxonomy
    head: regex.Pattern[str]
    tail: regex.Pattern[str]
    opener: regex.Pattern[str]
    stop: regex.Pattern[str]
    first: regex.Pattern[str]
    base: regex.Pattern[str]
    empty: frozenset[str]
    comma: regex.Pattern[str]
    small: regex.Pattern[str]
    goal: regex.Pattern[str]
    wholes: frozenset[str]
    means: frozenset[str]
    amounts: regex.Pattern[str]
    generic: tuple[str, ...]
    magnitude: regex.Pattern[str]
    nouns: Mapping[str, str]


def labeller(lexicon: Lexicon) -> Labeller:
    """Compile what finding labels needs."""
    cues = lexicon.cues
    words, compare = cues["label"], cues["compare"]
    before, edge = r"(?<![\p{L}\p{M}\d])", r"(?![\p{L}\p{M}\d])"
    verbs = one_of(spelled(word) for name in ("up", "down", "reach", "share") for word in compare[name])
    shares = one_of(map(spelled, compare["share"]))
    bases = one_of(spelled(word) for row in cues["base"].values() for word in row)
    opens = one_of(map(spelled, cues["parts"]["open"]))
    leads, tails = one_of(map(spelled, words["lead"])), one_of(map(spelled, words["tail"]))
    return Labeller(
        taxonomy=taxonomy(lexicon),
        head=regex.compile(rf"^(?:[\s,;:.()\"\-+*•/]|(?:{leads}){edge})+"),
        tail=regex.compile(rf"(?:[\s,;:(\"\-]|{before}(?!{_KEPT})(?:{tails}){edge})+$"),
        opener=regex.compile(rf"{before}(?:{opens}){edge}\s*(?P<colon>:)?"),
        stop=regex.compile(
            rf"[,;.():]|\s(?!(?<=đồng\s)bằng)"
            rf"(?:và|(?:đối )?với|so(?=\s+(?:với|cùng|{bases}))|trong đó|gồm|{verbs}){edge}"
        ),
        first=regex.compile(rf"[,;():]|(?<!(?<!\p{{L}})t[px])\.|(?<!\bso)\s(?:và|với|trong đó|gồm|{shares}){edge}"),
        base=regex.compile(rf"\s*(?:so\s+với|so\s+cùng|(?:(?:so|của|theo)\s+)?(?:{bases})){edge}"),
        empty=frozenset(map(spelled, words["empty"])),
        comma=regex.compile(rf"(?!{'|'.join(_within(pair) for pair in words['pairs'])}),(?!\d)"),
        small=regex.compile(rf"\s*(?:{one_of(lexicon.uncounted)}|mỗi|để|so|theo){edge}"),
        goal=regex.compile(rf"^(?:{one_of(map(spelled, words['goals']))}){edge}\s*"),
        wholes=frozenset(map(spelled, words["wholes"])),
        means=frozenset(map(spelled, words["means"])),
        amounts=regex.compile(rf"(?:{one_of(map(spelled, words['amounts']))}){edge}"),
        generic=tuple(map(spelled, words["generic"])),
        magnitude=regex.compile(rf"^\s*(?:{one_of(lexicon.magnitudes)}){edge}\s*"),
        nouns={u.form: _PERSONS.get(u.name, u.name) for u in lexicon.units if u.kind == "count"},
    )


def _within(pair: str) -> str:
    """A pattern for the comma within a fixed pair of words: "phòng, chống"."""
    first, _, second = spelled(pair).partition(", ")
    return rf"(?<=(?<!\p{{L}}){first}), {second}(?!\p{{L}})"


def trimmed(tools: Labeller, words: str) -> str:
    """A label without the words that only lead to the figure ("là", "đạt") or join clauses ("và", "trong đó")."""
    plain = spelled(words)
    head = tools.head.match(plain)
    start = head.end() if head else 0
    tail = tools.tail.search(_without_names(plain, words), start)
    return squeezed(words[start : tail.start() if tail else len(words)]).strip(' ,;:."-+')


def _without_names(plain: str, words: str) -> str:
    """The words with capitalised ones made unreadable: the "Bằng" of "Cao Bằng" leads to no figure."""
    for name in _NAME.finditer(words):
        plain = f"{plain[: name.start()]}{'#' * len(name[0])}{plain[name.end() :]}"
    return plain


def words_before(tools: Labeller, left: str, follows: bool) -> tuple[str, str]:
    """The clause before the figure, whole and from its last comma.

    Behind another figure, the words up to the first stop still belong to that one: "100 TTHC toàn trình, 50 TTHC".
    """
    plain = spelled(left)
    body = plain[: _before_bound(plain)].rstrip(' :("') if ":" in plain else plain.rstrip(' :("')
    cuts = [m.end() for m in _CUT.finditer(body)]
    cuts += [m.end() for m in tools.opener.finditer(body)]
    first = tools.first.search(body) if follows else None
    if first:
        cuts.append(first.end() if first[0][0] in ",;.():" else first.start())
    begin = max(cuts, default=0)
    commas = (m for m in tools.comma.finditer(body, begin) if not _siblings(tools, body, m))
    comma = max((m.end() for m in commas), default=begin)
    return squeezed(left[begin : len(body)]), squeezed(left[comma : len(body)])


def _before_bound(plain: str) -> int:
    """Where the words begin that only say that a figure is not exact; the end for none."""
    found = _NEARLY.search(plain)
    return found.start() if found else len(plain)


def opens_list(left: str) -> bool:
    """Whether a colon stands before a figure: "Dự án A: khoảng 195 tỷ đồng"."""
    plain = spelled(left)
    return plain[: _before_bound(plain)].rstrip().endswith(":") if ":" in plain else False


def _siblings(tools: Labeller, words: str, comma: regex.Match[str]) -> bool:
    """Whether a comma parts two nouns of one kind, as in "sân phơi của ấp, xóm được láng vữa"."""
    before, after = words[: comma.start()].split()[-2:], words[comma.end() :].split()[:2]
    kinds = {tools.nouns.get(" ".join(before[at:])) for at in range(len(before))} - {None}
    return any(tools.nouns.get(" ".join(after[: at + 1])) in kinds for at in range(len(after)))


def words_behind(tools: Labeller, around: Around) -> tuple[str, str]:
    """The modifier behind the unit, up to the first comma or verb, and up to a hard stop.

    Both are "" where it may be the label of the next figure, or names what the figure is compared with.
    """
    plain = spelled(around.right)
    if tools.base.match(plain) or _PER.match(plain):
        return "", ""
    stop, hard = tools.stop.search(plain), HARD_STOP.search(plain)
    if stop is None and around.precedes:
        return "", ""
    near = around.right[: stop.start()] if stop else around.right
    far = around.right[: hard.start()] if hard else around.right
    if hard is None and around.precedes:
        far = far.rpartition(",")[0]
    return " ".join(near.split()[:_RIGHT_WORDS]), " ".join(far.split()[:_RIGHT_WORDS])


def joins_of(tools: Labeller, plain: str) -> list[regex.Match[str]]:
    """Where commas and "và" join the pieces of a clause."""
    return [join for join in _JOINS.finditer(plain) if join[0] != "," or tools.comma.match(plain, join.start())]


def thing_behind(tools: Labeller, around: Around) -> str:
    """What an amount is of: "trồng 1.200 ha rừng phòng hộ"; "" where the words behind it say something else."""
    plain = spelled(around.right)
    stop = tools.stop.search(plain)
    end = stop.start() if stop else len(plain)
    if tools.small.match(plain) or tools.base.match(plain) or (stop is None and around.precedes):
        return ""
    more = _MORE.search(plain, 0, end)
    words = around.right[: more.start() if more else end].split()
    return " ".join(words) if len(words) <= _LONGEST_THING else ""


def opens_clause(tools: Labeller, words: str) -> bool:
    """Whether the words before a figure name nothing: none, a period, or an aim ("mục tiêu đến năm 2026")."""
    rest = tools.goal.sub("", _YEAR_FIRST.sub("", spelled(words)))
    return not rest or rest in tools.empty or only_when(rest)


def only_when(words: str) -> bool:
    """Whether words name a period and nothing else: "lũy kế 10 tháng đầu năm", "vào năm 2024"."""
    plain = folded(words)
    if _YEAR_ALONE.fullmatch(plain):
        return True
    dated = DATE.search(plain) or PERIOD.search(plain) or _ALL_YEAR.search(plain)
    return dated is not None and not _WHEN.sub("", plain[: dated.start()] + plain[dated.end() :]).strip(" ,")


def only_names(words: str) -> bool:
    """Whether words are a list of proper names and nothing else: what is counted next is none of them."""
    return _NAMES.fullmatch(words) is not None


def says_nothing(tools: Labeller, words: str) -> bool:
    """Whether words are none, a period, or of those that name nothing ("tổ chức", "tổng số")."""
    return not words or spelled(words) in tools.empty or only_when(words)


def short(label: str, most: int = LONGEST_LABEL) -> str:
    """The last words of a long label, from an amount or the first beginning of a phrase among them."""
    words = label.split()
    if len(words) <= most:
        return label
    kept = " ".join(words[-most:])
    amount, phrase = _AMOUNTS.search(spelled(kept)), _PHRASE.search(spelled(kept))
    left = kept[amount.start() if amount else phrase.end() if phrase else 0 :]
    return left if len(left.split()) >= _LEAST_SHARE * most else kept


def begun(label: str) -> str:
    """The beginning of a label that tells at once of what it is: "Lãi suất cho vay hộ nghèo, …"."""
    return " ".join(label.split()[:LONGEST_LABEL])


def headed(tools: Labeller, label: str) -> str:
    """A long label from its amount on: "Giảm số giờ làm việc nhà … của phụ nữ" keeps its beginning."""
    plain = _VERB_FIRST.sub(lambda match: " " * len(match[0]), spelled(label))
    return begun(label) if tools.amounts.match(plain.lstrip()) else short(label)
