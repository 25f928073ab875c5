"""The words around a figure → its label."""

from dataclasses import dataclass

import regex

from pipeline.parse.dates import PERIOD
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.taxonomy import Named, Taxonomy, match_label, taxonomy

_LONGEST_LABEL = 20  # words; beyond it the clause is a sentence, and its last words are the label
_LONGEST_LIST = 14
_RIGHT_WORDS = 12
_CUT = regex.compile(r"[;()]|:(?=\s)|\.\s|(?<!\p{L})\s-\s")  # but not in "công nghiệp - xây dựng"
_COMMA = regex.compile(r",(?!\d)")
_BRACKETED = regex.compile(r"\([^()]*\)")  # "phân bón (lân + urê) 760 nghìn tấn": no figure stands in it
_OF_ALL = regex.compile(r"\s*(?:trên\s+)?số\s+(?!tiền|này|đó|liệu)\p{L}")  # "62% số hộ được sử dụng nước sạch"
_REACHES = regex.compile(r"(?:đạt|chiếm|bằng|tỷ lệ|còn|tăng|giảm|vượt)\s*(?:(?:khoảng|trên|hơn|gần|tỷ lệ|là)\s*)*$")
_WHEN = regex.compile(r"\b(?:luy ke|tinh chung|tinh|chung|vao|den|het|trong|cua|tu|ca|toi|cuoi|dau|nay|uoc|tro di)\b")
_ALL_YEAR = regex.compile(r"\bca nam\b")
_HARD_STOP = regex.compile(r"[;.():]")


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


@dataclass(frozen=True, slots=True)
class Around:
    """The words before a figure back to the last one, and behind it up to the next; flat text.

    `follows`: another figure stands before, `precedes`: behind, in the same sentence.
    """

    left: str
    unit_words: str
    right: str
    follows: bool
    precedes: bool


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
    wholes: frozenset[str]
    generic: tuple[str, ...]


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
        tail=regex.compile(rf"(?:[\s,;:(\"\-]|{before}(?!(?<=giá trị )tăng thêm|(?<=đồng )bằng)(?:{tails}){edge})+$"),
        opener=regex.compile(rf"{before}(?:{opens}){edge}\s*(?P<colon>:)?"),
        stop=regex.compile(
            rf"[,;.():]|\s(?!(?<=đồng\s)bằng)(?:và|với|so(?=\s+(?:với|cùng|{bases}))|trong đó|gồm|{verbs}){edge}"
        ),
        first=regex.compile(rf"[,;.():]|(?<!\bso)\s(?:và|với|trong đó|gồm|{shares}){edge}"),
        base=regex.compile(rf"\s*(?:so\s+với|so\s+cùng|(?:(?:so|của|theo)\s+)?(?:{bases})){edge}"),
        empty=frozenset(map(spelled, words["empty"])),
        wholes=frozenset(map(spelled, words["wholes"])),
        generic=tuple(map(spelled, words["generic"])),
    )


def trimmed(tools: Labeller, words: str) -> str:
    """A label without the words that only lead to the figure ("là", "đạt") or join clauses ("và", "trong đó")."""
    plain = spelled(words)
    head = tools.head.match(plain)
    start = head.end() if head else 0
    tail = tools.tail.search(plain, start)
    return squeezed(words[start : tail.start() if tail else len(words)]).strip(' ,;:."-+')


def _clause(tools: Labeller, left: str, follows: bool) -> tuple[str, str]:
    """The clause before the figure, whole and from its last comma.

    Behind another figure, the words up to the first stop still belong to that one: "100 TTHC toàn trình, 50 TTHC".
    """
    plain = spelled(left)
    body = plain.rstrip(' :("')
    cuts = [m.end() for m in _CUT.finditer(body)]
    cuts += [m.end() for m in tools.opener.finditer(body)]
    first = tools.first.search(body) if follows else None
    if first:
        cuts.append(first.end() if first[0][0] in ",;.():" else first.start())
    begin = max(cuts, default=0)
    comma = max((m.end() for m in _COMMA.finditer(body, begin)), default=begin)
    return squeezed(left[begin : len(body)]), squeezed(left[comma : len(body)])


def _right(tools: Labeller, around: Around) -> tuple[str, str]:
    """The modifier behind the unit, up to the first comma or verb, and up to a hard stop.

    Both are "" where it may be the label of the next figure, or names what the figure is compared with.
    """
    plain = spelled(around.right)
    if tools.base.match(plain):
        return "", ""
    stop, hard = tools.stop.search(plain), _HARD_STOP.search(plain)
    if stop is None and around.precedes:
        return "", ""
    near = around.right[: stop.start()] if stop else around.right
    far = around.right[: hard.start()] if hard else around.right
    if hard is None and around.precedes:
        far = far.rpartition(",")[0]
    return " ".join(near.split()[:_RIGHT_WORDS]), " ".join(far.split()[:_RIGHT_WORDS])


def _short(label: str) -> str:
    return " ".join(label.split()[-_LONGEST_LABEL:])


def _says_nothing(tools: Labeller, words: str) -> bool:
    return not words or spelled(words) in tools.empty or only_when(words)


def _enumerates(near: str, full: str) -> bool:
    """Whether a comma parts what one label counts up: "chi sự nghiệp giáo dục, đào tạo và dạy nghề"."""
    return " và " in near and full.count(",") < 3 and len(full.split()) <= _LONGEST_LIST


def only_when(words: str) -> bool:
    """Whether words name a period and nothing else: "lũy kế 10 tháng đầu năm", "vào năm 2024"."""
    plain = folded(words)
    dated = PERIOD.search(plain) or _ALL_YEAR.search(plain)
    return dated is not None and not _WHEN.sub("", plain[: dated.start()] + plain[dated.end() :]).strip(" ,")


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


def label_of(tools: Labeller, around: Around, unit: str, counted: bool) -> Label:
    """The label of a figure: a known modifier on its right, else the clause on its left, else both together.

    `counted`: the unit is a noun and part of what is said ("ban hành … văn bản"); per cent and money are not.
    """
    whole, part = _clause(tools, _BRACKETED.sub(lambda m: " " * len(m[0]), around.left), around.follows)
    full, near = trimmed(tools, whole), trimmed(tools, part)
    if around.follows and spelled(full) in tools.wholes:
        full = near = ""
    behind, far = _right(tools, around)
    noun = around.unit_words if counted else ""
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
    if unit == "%" and behind and _OF_ALL.match(spelled(around.right)) and not _REACHES.search(spelled(around.left)):
        return Label(trimmed(tools, behind), match_label(tools.taxonomy, behind, unit), "right")
    listed = around.left.rstrip().endswith(":") or _enumerates(near, full)
    if near and full != near and (listed or len(near.split()) <= 2 or _generic(tools, near)):
        return Label(_short(full), None, "left")
    if not _says_nothing(tools, near):
        return Label(_short(near), None, "left")
    if only_when(near):
        near = ""
        before = "" if around.follows else _clause_before(tools, around.left)
        if before:
            return Label(before, match_label(tools.taxonomy, before, unit), "left")
    behind = "" if only_when(behind) else behind
    if not near and not behind and counted:  # the noun itself may be an indicator: "có 1.572 học sinh"
        itself = match_label(tools.taxonomy, noun, unit)
        return Label(squeezed(noun), itself, "around") if itself else Label("", None, "")
    both = trimmed(tools, f"{near} {noun if near or behind else ''} {behind}")
    return Label(both, match_label(tools.taxonomy, both, unit), "around") if both else Label("", None, "")


def _clause_before(tools: Labeller, left: str) -> str:
    """What the clause before a semicolon begins with: "Du lịch với nhiều sản phẩm; 10 tháng đầu năm đạt 86,7%"."""
    return beginning(tools, left.rpartition(";")[0].rpartition(";")[2])


def beginning(tools: Labeller, words: str) -> str:
    """What words begin with, up to the first comma or "với"."""
    stop = tools.first.search(spelled(words.rstrip()), 1)
    return _short(trimmed(tools, words[: stop.start()] if stop else words))


def outside_bracket(tools: Labeller, words: str) -> str:
    """The clause before the bracket that a figure opens: "vốn đối ứng ngân sách huyện (tối thiểu 5%)"."""
    whole, part = _clause(tools, words.rpartition("(")[0], False)
    near = trimmed(tools, part)
    return _short(near if len(near.split()) > 2 else trimmed(tools, whole))
