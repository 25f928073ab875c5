"""Paragraphs → the places where they cite documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import regex

from pipeline.document import Span
from pipeline.parse.dates import DATE, DATE_AFTER, certain_day
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.paragraphs import Paragraph

Relation = Literal["basis", "implements", "amends", "replaces", "repeals", "mentions"]

# A symbol may break after a hyphen (131/CĐ- TTg); what follows such a break is in capitals, or it is another word. OCR
# may see specks before a hyphen, or two of them: "09/2018/TT: -BGDĐT", "1368/QĐ- -UBND".
_PART = (
    r"(?:(?:[:.,;]\s?)?\s*-(?:\s?-)?(?=\S)|[/.&](?=\S))\s*[\p{Lu}0-9][\p{L}0-9&]{0,12}"
    r"|-\s+(?:\p{Lu}[\p{Lu}0-9&]{1,12}|TTg|CTr)(?![\p{Ll}])"
    r"|\s-\s(?:\p{Lu}[\p{Lu}0-9&]{1,12}|TTg)(?=\s+(?:ngày|của|năm)(?!\p{L})|[;,.)])"
)
# "66.7/2025/NQ-CP": the Government numbers resolutions under one of the Party so
_CITED = regex.compile(
    rf"(?<![^\s(\"“:,;])(?<!\d\s)(?P<num>(?:(?<=\b[Ss]ố\s)\d{{1,2}}\s)?\d{{1,5}}(?:\.\d{{1,2}}(?=/(?:19|20)\d\d/))?[a-z]?)\s?(?:/\s?(?P<year>(?:19|20)\d\d))?\s?(?P<sep>[/\-])\s?"
    rf"(?P<sym>(?:UBTV)?QH\s1\d(?!\d)|\p{{Lu}}[\p{{L}}0-9]{{0,9}}(?:{_PART}){{0,4}})"  # OCR parts "QH 15"
)
# "số 411/QĐ-TTg của Thủ tướng Chính phủ ngày …", "số 12/QĐ-UBND tỉnh ngày …"
_ISSUER = regex.compile(
    r"\s+(?:của\s+\p{Lu}|(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)(?=\s))[^.;,:()\d]{0,45}?(?=\s+ngày\s+\d)"
)
# "Ngày 05/3/2025, Bộ Y tế đã ban hành …": who issues a document on a day; who gets it then, does not tell its day
_ISSUED = regex.compile(
    r"\s*,?\s+[^.;:()\d]{2,110}?\s(?:(?:da\s+)?(?:co|ra)|(?:da\s+)?(?:ky\s+)?ban\s+hanh|(?:da\s+)?(?:ky|thong\s+qua))"
    r"(?:\s+(?:cac|mot\s+so))?\s+"
)
_PARTY = regex.compile(r"(?:nq|cv|ctr|qd|kh|bc|tb|hd|ct|kl|ttr|qyd|da)/")
_PARLIAMENT = regex.compile(r"(?:ubtv)?qh\d{1,2}")
_CLAUSE = regex.compile(r"[;:.(]\s|,\s")
_STOP = regex.compile(r"[.!?]\s")
_DOUBLED = regex.compile(r"d+")
_SPECK = regex.compile(r"\s|[:.,;](?=\s?-)|-(?=\s?-)")
_NEXT_BASIS = " can cu "
_NEW_SENTENCE = regex.compile(r"[.!?]\s+\p{Lu}")
_GOES_ON = regex.compile(r"[\s,;]*(?:va\s*)?")
_NUMBER_WORD = regex.compile(r"\bs[oôốóồ0]\s*[:;.]?\s*$")
# "theo Luật Đất đai, báo cáo trước ngày 05/3/2025": the day of a task, the year of a plan
_OF_TASK = regex.compile(r"(?<!\p{L})(?:trước|sau|từ|đến|vào|hết|trong|cho|kế hoạch|dự toán|giai đoạn)$")
_LAW_TAIL = r"(?:nam\s+(?P<year>(?:19|20)\d\d)(?!\d)|(?=ngay\s+\d))"


def bare(symbol: str) -> str:
    """A symbol without marks, one d for those that OCR doubles: "HĐÐĐND" is HĐND."""
    return _DOUBLED.sub("d", folded(symbol))


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a document is cited. `name` is the subject of a law without a number."""

    span: Span
    type_raw: str
    abbr: str
    number: str
    year: str
    notation: str
    issued: date | None
    relation: Relation
    name: str = ""
    flags: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Number without zeros, year, symbol without marks; for a law its name."""
        if self.name:
            name = squeezed(regex.sub(r"[^a-z0-9 ,]", " ", folded(self.name)))  # specks of OCR are no part of it
            return f"{name}/{self.year or (self.issued.year if self.issued else '')}".rstrip("/")
        year = f"{self.year}/" if self.year else ""
        return f"{self.number.lstrip('0') or '0'}/{year}{bare(self.notation)}"


@dataclass(frozen=True)
class Citer:
    """The patterns of citations, compiled from the lexicon once."""

    types: regex.Pattern[str]
    laws: regex.Pattern[str]
    abbrs: dict[str, tuple[str, str]]
    symbols: dict[str, tuple[str, str]]
    relations: tuple[tuple[Relation, regex.Pattern[str]], ...]


def citer(lexicon: Lexicon) -> Citer:
    """Compile the patterns for citations."""
    names = [folded(kind.name) for kind in lexicon.kinds]
    laws = one_of(folded(kind.name) for kind in lexicon.kinds if kind.law)
    # The type stands before the number, with words between: "Chương trình hành động số", "các Quyết định của UBND: số"
    types = rf"\b(?P<many>cac\s+)?(?P<type>{one_of(names)})\b(?P<between>[^.;,()\d]{{0,45}}?)$"
    relations = lexicon.cues["relation"]
    known = set(get_args(Relation))
    return Citer(
        types=regex.compile(types, regex.REVERSE),
        laws=regex.compile(rf"\b(?P<type>{laws})\s+(?P<name>\p{{L}}[^.;:()\d]{{3,160}}?)\s+{_LAW_TAIL}"),
        abbrs={folded(kind.name): (kind.name, kind.abbr) for kind in lexicon.kinds},
        symbols={folded(kind.abbr): (kind.name, kind.abbr) for kind in lexicon.kinds if kind.abbr and not kind.law},
        relations=tuple(
            (name, regex.compile(rf"\b(?:{one_of(map(spelled, cues))})\b"))
            for name, cues in relations.items()
            if name in known
        ),
    )


def _symbol(match: regex.Match[str]) -> str:
    """The symbol without the spaces and specks in it."""
    return _SPECK.sub("", match["sym"])


def _symbol_type(notation: str, exact: dict[str, tuple[str, str]]) -> tuple[str, str]:
    first = notation.replace("/", "-").partition("-")[0]
    return exact.get(folded(first), ("", ""))


def _relation(patterns: Citer, paragraph: Paragraph, start: int, previous: tuple[int, Relation] | None) -> Relation:
    """The cue that begins the clause before the citation; a list goes on with the relation of its first document."""
    words = paragraph.spelled[max(0, start - 90) : start]
    pieces = _CLAUSE.split(words)
    clause = pieces[-1].strip()
    begins = len(pieces) > 1 or start <= 90
    for name, pattern in patterns.relations:
        found = pattern.search(clause)
        if found and ((begins and found.start() <= 12) or found.end() >= len(clause) - 2):
            return name
    if paragraph.spelled.lstrip(" -+").startswith("căn cứ"):
        return "basis"
    if previous and len(clause) <= 3 and not _STOP.search(paragraph.text, previous[0], start):
        return previous[1]
    return "mentions"


@dataclass(frozen=True, slots=True)
class Typed:
    """A number and symbol with their type: printed before them, that of the head of their list, or by symbol."""

    match: regex.Match[str]
    type_raw: str
    abbr: str
    begin: int
    notation: str


@dataclass
class List:
    """The list of citations being read: the type of its head, and where the last one ended."""

    head: str = ""
    last: str = ""
    end: int = 0


def _type_before(
    patterns: Citer, paragraph: Paragraph, match: regex.Match[str], row: List
) -> tuple[str, bool, int] | None:
    """The type before a number, whether it heads a list, and where the citation begins; None where nothing says that
    this is a citation.
    """
    shift = max(row.end, match.start() - 110)
    before = paragraph.folded[shift : match.start()]
    numbered = _NUMBER_WORD.search(before)
    found = patterns.types.search(before[: numbered.start()] if numbered else before.rstrip(" :"))
    if found and not numbered and found["between"].strip():
        found = None
    notation = _symbol(match)
    if not (found or match["year"] or "-" in notation or _PARTY.match(folded(notation))):
        return None
    if found:
        return squeezed(found["type"]), bool(found["many"]), shift + found.start("type")
    return "", False, shift + numbered.start() if numbered else match.start()


def _listed(patterns: Citer, paragraph: Paragraph, row: List, begin: int) -> str:
    """The type that a list hands on: "các Công văn: số A, số B", "Công văn số A; số B"."""
    gap = paragraph.text[row.end : begin]
    if _NEW_SENTENCE.search(gap):
        row.head = ""
    if row.head:
        return row.head
    dated = DATE_AFTER.match(paragraph.folded, row.end)
    rest = paragraph.folded[dated.end() if dated else row.end : begin]
    return row.last if row.last and _GOES_ON.fullmatch(rest) else ""


def _numbered(patterns: Citer, paragraph: Paragraph) -> Iterator[Typed]:
    """Citations with a number, in reading order."""
    row = List()
    for match in _CITED.finditer(paragraph.text):
        notation = _symbol(match)
        if match["sep"] == "-" and not _PARTY.match(folded(notation)):
            continue
        found = _type_before(patterns, paragraph, match, row)
        if found is None:
            continue
        kind, many, begin = found
        handed = _listed(patterns, paragraph, row, begin)
        if kind and many and patterns.abbrs[kind][1]:
            row.head = kind
        by_symbol = _symbol_type(notation, patterns.symbols)
        inherited = patterns.abbrs.get(handed, ("", ""))
        abbr = by_symbol[1] or patterns.abbrs.get(kind, ("", ""))[1] or inherited[1]
        raw = squeezed(paragraph.text[begin : begin + len(kind)]) if kind else inherited[0] or by_symbol[0]
        yield Typed(match, raw, abbr, begin, notation)
        row.last, row.end = kind or handed, match.end()


def _mentions(patterns: Citer, paragraph: Paragraph) -> Iterator[Mention]:
    at, previous = paragraph.span.start, None
    for typed in _numbered(patterns, paragraph):
        match, begin = typed.match, typed.begin
        issuer = _ISSUER.match(paragraph.text, match.end())
        after = DATE_AFTER.match(paragraph.folded, issuer.end() if issuer else match.end())
        issued = certain_day(after) if after else None
        end = after.end() if after and issued else match.end()
        issued = issued or (_day_before(paragraph, begin) if after is None else None)
        relation = _relation(patterns, paragraph, begin, previous)
        previous = (end, relation)
        yield Mention(
            span=Span(at + begin, at + end),
            type_raw=typed.type_raw,
            abbr=typed.abbr,
            number=match["num"].replace(" ", ""),  # "số 1 93/2025/NĐ-CP": OCR parts it
            year=match["year"] or "",
            notation=typed.notation,
            issued=issued,
            relation=relation,
        )


def _day_before(paragraph: Paragraph, begin: int) -> date | None:
    """The day on which the sentence says that the document was issued: "Ngày 05/3/2025, Bộ Y tế đã ban hành …"."""
    days = list(DATE.finditer(paragraph.folded, max(0, begin - 150), begin))
    issued = days and _ISSUED.fullmatch(paragraph.folded, days[-1].end(), begin)
    return certain_day(days[-1]) if issued else None


def _laws(patterns: Citer, paragraph: Paragraph, taken: list[Mention]) -> Iterator[Mention]:
    """Laws cited by name and date or year: "Luật Ngân sách nhà nước ngày 25/6/2015"."""
    at = paragraph.span.start
    for match in _named(patterns, paragraph.folded):
        tasked = _OF_TASK.search(paragraph.spelled[match.start() : match.end("name")])
        if tasked or not paragraph.text[match.start()].isupper():
            continue
        after = DATE_AFTER.match(paragraph.folded, match.end())
        issued = certain_day(after) if after else None
        span = Span(at + match.start(), at + (after.end() if after and issued else match.end()))
        overlaps = any(span.start < other.span.end and other.span.start < span.end for other in taken)
        if overlaps or not (issued or match["year"]):
            continue
        abbr = patterns.abbrs[squeezed(match["type"])][1]
        yield Mention(
            span=span,
            type_raw=squeezed(paragraph.text[match.start("type") : match.end("type")]),
            abbr=abbr,
            number="",
            year=match["year"] or "",
            notation="",
            issued=issued,
            relation=_relation(patterns, paragraph, match.start(), None),
            name=squeezed(paragraph.text[match.start() : match.end("name")]),
        )


def _named(patterns: Citer, text: str) -> Iterator[regex.Match[str]]:
    """Laws by name; none runs over the next basis: "… thi hành Luật Căn cước ⏎ Căn cứ Luật Cư trú ngày …"."""
    at = 0
    while match := patterns.laws.search(text, at):
        over = match["name"].rfind(_NEXT_BASIS)
        if over < 0:
            yield match
        at = match.end() if over < 0 else match.start("name") + over + len(_NEXT_BASIS)


def find_mentions(patterns: Citer, paragraphs: tuple[Paragraph, ...]) -> tuple[Mention, ...]:
    """All places where documents are cited, in reading order."""
    found: list[Mention] = []
    for paragraph in paragraphs:
        here = [*_mentions(patterns, paragraph)]
        found += sorted([*here, *_laws(patterns, paragraph, here)], key=lambda mention: mention.span)
    return tuple(found)
