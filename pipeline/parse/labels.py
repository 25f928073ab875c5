"""The words around a figure → its label, and the indicator of the taxonomy that the label names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import regex

from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.lexicon import Indicator, Lexicon, one_of

_LONGEST_LABEL = 20  # words; beyond it the clause is a sentence, and its last words are the label
_RIGHT_WORDS = 10


@dataclass(frozen=True, slots=True)
class Named:
    """A label's phrase found in text, and its indicator. `exact`: with its tone marks, otherwise by folding."""

    indicator: Indicator
    start: int
    end: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The words that say what a figure is; `named` is None where the taxonomy does not know them."""

    text: str
    named: Named | None
    source: str  # left, right, around, clause, section
    left: str  # the clause before the figure, spelled

    @property
    def key(self) -> str:
        return self.named.indicator.key if self.named else ""


@dataclass(frozen=True)
class Labeller:
    """The lexicon by unit, and the patterns of clauses."""

    by_unit: Mapping[str, tuple[tuple[str, str, Indicator, bool], ...]]
    ambiguous: frozenset[str]
    head: regex.Pattern[str]
    tail: regex.Pattern[str]
    opener: regex.Pattern[str]
    stop_right: regex.Pattern[str]
    empty: frozenset[str]
    generic: frozenset[str]


def labeller(lexicon: Lexicon) -> Labeller:
    """Compile what finding labels needs."""
    table: dict[str, list[tuple[str, str, Indicator, bool]]] = {}
    for indicator in lexicon.indicators:
        phrases = [(label, False) for label in indicator.labels] + [(label, True) for label in indicator.whole]
        for unit in indicator.units:
            table.setdefault(unit, []).extend((p, folded(p), indicator, whole) for p, whole in phrases)
    cues = lexicon.cues
    words = cues["label"]
    edge = r"(?![\p{L}\p{M}\d])"
    verbs = [*cues["compare"]["up"], *cues["compare"]["down"], *cues["compare"]["reach"], *cues["compare"]["share"]]
    opens = one_of(map(spelled, cues["parts"]["open"]))
    return Labeller(
        by_unit={unit: tuple(rows) for unit, rows in table.items()},
        ambiguous=_ambiguous(table),
        head=regex.compile(rf"^(?:[\s,;:.()\"\-+*•/]|(?:{one_of(map(spelled, words['lead']))}){edge})+"),
        tail=regex.compile(rf"(?:[\s,;:(\"\-]|(?<![\p{{L}}\d])(?:{one_of(map(spelled, words['tail']))}){edge})+$"),
        opener=regex.compile(rf"(?<![\p{{L}}])(?:{opens}){edge}\s*(?P<colon>:)?"),
        stop_right=regex.compile(rf"[,;.():]|\s(?:và|với|trong đó|gồm|{one_of(map(spelled, verbs))}){edge}"),
        empty=frozenset(map(spelled, words["empty"])),
        generic=frozenset(map(spelled, words["generic"])),
    )


def _ambiguous(table: Mapping[str, Iterable[tuple[str, str, Indicator, bool]]]) -> frozenset[str]:
    """Folded phrases that are two different labels with marks: only the marks tell them apart."""
    forms: dict[str, set[str]] = {}
    for rows in table.values():
        for phrase, bare, _, _ in rows:
            forms.setdefault(bare, set()).add(phrase)
    return frozenset(bare for bare, phrases in forms.items() if len(phrases) > 1)


def _found(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    at = text.rfind(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            yield at, end
            return
        at = text.rfind(phrase, 0, at)


def _candidates(tools: Labeller, text: str, unit: str, marked: bool) -> Iterator[Named]:
    for phrase, bare, indicator, whole in tools.by_unit.get(unit, ()):
        needle = phrase if marked else bare
        if not marked and (" " not in bare or bare in tools.ambiguous):
            continue
        for start, end in _found(text, needle):
            if not whole or (text[:start].strip() in ("", "số", "so") and not text[end:].strip()):
                yield Named(indicator, start, end, marked)


def _allowed(found: Named, text: str) -> bool:
    return not any(word in text for word in found.indicator.unless)


def match_label(tools: Labeller, text: str, unit: str, at_start: bool = False) -> Named | None:
    """The indicator named last in the text, longest first; with marks, else folded. None where two claim it equally.

    "hồ sơ tiếp nhận trực tuyến" is the online ones: what comes later says more precisely what is counted.
    """
    plain = spelled(text)
    for form, marked in ((plain, True), (folded(text), False)):
        found = [each for each in _candidates(tools, form, unit, marked) if _allowed(each, plain)]
        if at_start:
            found = [each for each in found if each.start <= 12]
            found.sort(key=lambda each: (each.start - each.end, each.start))
        else:
            found.sort(key=lambda each: (-each.end, each.start))
        if found:
            best = found[0]
            rivals = {e.indicator.key for e in found if (e.start, e.end) == (best.start, best.end)}
            return best if len(rivals) == 1 else None
    return None


@dataclass(frozen=True, slots=True)
class Around:
    """The words before a figure back to the last one, and after it up to the next, flat text of the document."""

    left: str
    unit_words: str
    right: str
    right_is_open: bool  # the next figure follows without a stop: these words may be its label


def _clause(tools: Labeller, left: str) -> tuple[str, str]:
    """The clause before the figure, whole and from its last comma."""
    plain = spelled(left)
    body = plain.rstrip(' :,("-')
    cuts = [m.end() for m in regex.finditer(r"[;()]|:(?=\s)|\.\s|\s-\s", body)]
    cuts += [m.end() for m in tools.opener.finditer(body)]
    begin = max(cuts, default=0)
    comma = max((m.end() for m in regex.finditer(r",(?!\d)", body[begin:])), default=0)
    return left[begin : len(body)], left[begin + comma : len(body)]


def trimmed(tools: Labeller, words: str) -> str:
    """A label without the words that only lead to the figure ("là", "đạt") or join clauses ("và", "trong đó")."""
    start, end = 0, len(words)
    plain = spelled(words)
    head = tools.head.match(plain)
    if head:
        start = head.end()
    tail = tools.tail.search(plain, start)
    if tail:
        end = tail.start()
    return squeezed(words[start:end]).strip(' ,;:."-+')


def _right(tools: Labeller, around: Around) -> str:
    """The modifier behind the unit, "" where it may be the label of the next figure."""
    stop = tools.stop_right.search(spelled(around.right))
    if stop is None and around.right_is_open:
        return ""
    words = around.right[: stop.start()] if stop else around.right
    return " ".join(words.split()[:_RIGHT_WORDS])


def _short(label: str) -> str:
    words = label.split()
    return " ".join(words[-_LONGEST_LABEL:])


def label_of(tools: Labeller, around: Around, unit: str, counted: bool) -> Label:
    """The label of a figure: a known modifier on its right, else the clause on its left, else both together.

    `counted`: the unit is a noun and part of what is said ("ban hành … văn bản"); per cent and money are not.
    """
    whole, part = _clause(tools, around.left)
    full, near = trimmed(tools, whole), trimmed(tools, part)
    right = _right(tools, around)
    behind = squeezed(f"{around.unit_words if counted else ''} {right}").strip("% ")
    by_right = match_label(tools, behind, unit, at_start=True) if right else None
    by_left = match_label(tools, full, unit)
    if by_right and not (by_left and by_left.indicator.units == {"%"}) and _allowed(by_right, spelled(full)):
        said = behind if _says_nothing(tools, near) else f"{near} {behind}"
        return Label(trimmed(tools, said), by_right, "right", spelled(part))
    if by_left:
        return Label(_covering(full, near, by_left), by_left, "left", spelled(part))
    listed = part.rstrip().endswith(":") or around.left.rstrip().endswith(":")
    if full != near and near and (listed or len(near.split()) <= 2 or _generic(tools, near)):
        return Label(_short(full), None, "left", spelled(part))
    if not _says_nothing(tools, near):
        return Label(_short(near), None, "left", spelled(part))
    return _both(tools, near, behind, unit, spelled(part))


def _generic(tools: Labeller, words: str) -> bool:
    """ "với tổng kinh phí" says what kind of amount, and not of what."""
    plain = spelled(words)
    return any(plain.endswith(phrase) and len(plain) <= len(phrase) + 16 for phrase in tools.generic)


def _says_nothing(tools: Labeller, words: str) -> bool:
    return not words or spelled(words) in tools.empty


def _both(tools: Labeller, near: str, behind: str, unit: str, left: str) -> Label:
    both = trimmed(tools, f"{near} {behind}")
    return Label(both, match_label(tools, both, unit), "around" if both else "", left)


def outside_bracket(tools: Labeller, words: str) -> str:
    """The clause before the bracket that a figure opens: "vốn đối ứng ngân sách huyện (tối thiểu 5%)"."""
    before = words.rstrip(" ").rpartition("(")[0]
    whole, part = _clause(tools, before)
    near = trimmed(tools, part)
    return _short(near if len(near.split()) > 2 else trimmed(tools, whole))


def _covering(full: str, near: str, named: Named) -> str:
    """The near words, or the whole clause where the label reaches over a comma ("tổng đàn trâu, bò")."""
    return (
        _short(near)
        if near and len(full) - len(near) <= named.start
        else full[named.start :]
        if len(full.split()) > _LONGEST_LABEL
        else full
    )
