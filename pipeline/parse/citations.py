"""Paragraphs → the documents that they cite; all mentions of one document make one citation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import regex

from pipeline.document import Span
from pipeline.parse.dates import DATE_AFTER, day
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.layout import Layout, Paragraph
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.sections import section_at
from pipeline.report import Citation, Section

Relation = Literal["basis", "implements", "amends", "replaces", "repeals", "mentions"]

# A symbol may break after a hyphen (131/CĐ- TTg); what follows such a break is in capitals, or it is another word.
_PART = r"(?:\s*-(?=\S)|[/.&](?=\S))\s*[\p{Lu}0-9][\p{L}0-9&]{0,12}|-\s+(?:\p{Lu}[\p{Lu}0-9&]{1,12}|TTg|CTr)(?![\p{Ll}])"
_CITED = regex.compile(
    rf"(?<![\w/.,\-])(?P<num>\d{{1,5}}[a-z]?)\s?(?:/\s?(?P<year>(?:19|20)\d\d))?\s?(?P<sep>[/\-])\s?"
    rf"(?P<sym>\p{{Lu}}[\p{{L}}0-9]{{0,9}}(?:{_PART}){{0,4}})"
)
_PARTY = regex.compile(r"(?:nq|cv|ctr|qd|kh|bc|tb|hd|ct|kl|ttr|qyd|da)/")
_PARLIAMENT = regex.compile(r"(?:ubtv)?qh\d{1,2}")
_NUMBER_WORD = regex.compile(r"\bs[oôốóồ0]\s*[:;.]?\s*$")
_LAW_TAIL = r"(?:nam\s+(?P<year>(?:19|20)\d\d)(?!\d)|(?=ngay\s+\d))"


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

    @property
    def key(self) -> str:
        """Number without zeros, year, symbol without marks; for a law its name."""
        if self.name:
            return f"{folded(squeezed(self.name))}/{self.year or (self.issued.year if self.issued else '')}".rstrip("/")
        year = f"{self.year}/" if self.year else ""
        return f"{self.number.lstrip('0') or '0'}/{year}{folded(self.notation)}"


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
    types = rf"\b(?P<many>cac\s+)?(?P<type>{one_of(names)})\b(?P<between>[^.;,()\d]{{0,45}})$"
    relations = lexicon.cues["relation"]
    known = set(get_args(Relation))
    return Citer(
        types=regex.compile(types, regex.REVERSE),
        laws=regex.compile(rf"\b(?P<type>{laws})\s+(?P<name>\p{{L}}[^.;:()\d]{{3,160}}?)\s+{_LAW_TAIL}"),
        abbrs={folded(kind.name): (kind.name, kind.abbr) for kind in lexicon.kinds},
        symbols={folded(kind.abbr): (kind.name, kind.abbr) for kind in lexicon.kinds if kind.abbr and not kind.law},
        relations=tuple(
            (name, regex.compile(rf"\b(?:{one_of(map(spelled, cues))})\b")) for name, cues in relations.items() if name in known
        ),
    )


def _symbol_type(notation: str, exact: dict[str, tuple[str, str]]) -> tuple[str, str]:
    first = regex.split(r"[-/]", notation)[0]
    return exact.get(folded(first), ("", ""))


def _relation(patterns: Citer, paragraph: Paragraph, start: int, previous: tuple[int, Relation] | None) -> Relation:
    """The cue that begins the clause before the citation; a list goes on with the relation of its first document."""
    words = paragraph.spelled[max(0, start - 90) : start]
    clause = regex.split(r"[;:.(]\s|,\s", words)[-1].strip()
    for name, pattern in patterns.relations:
        found = pattern.search(clause)
        if found and (found.start() <= 12 or found.end() >= len(clause) - 2):
            return name
    if paragraph.spelled.lstrip(" -+").startswith("căn cứ"):
        return "basis"
    if previous and start - previous[0] < 160 and len(clause) <= 3:
        return previous[1]
    return "mentions"


def _numbered(patterns: Citer, paragraph: Paragraph) -> Iterator[tuple[regex.Match[str], str, str, int]]:
    """Matches with a number, the type as printed, its abbreviation, and where the citation begins."""
    inherited, last_end = "", 0
    for match in _CITED.finditer(paragraph.text):
        notation = regex.sub(r"\s", "", match["sym"])
        plain = folded(notation)
        if match["sep"] == "-" and not _PARTY.match(plain):
            continue
        before = paragraph.folded[max(last_end, match.start() - 110) : match.start()]
        numbered = _NUMBER_WORD.search(before)
        found = patterns.types.search(before[: numbered.start()] if numbered else before.rstrip(" :"))
        if found and not numbered and found["between"].strip():
            found = None
        if not (found or match["year"] or "-" in notation or _PARTY.match(plain)):
            continue
        if regex.search(r"[.!?]\s+\p{Lu}", paragraph.text[last_end : match.start()]):
            inherited = ""
        if found and found["many"] and patterns.abbrs[squeezed(found["type"])][1]:
            inherited = found["type"]
        shift = max(last_end, match.start() - 110)
        begin = shift + (found.start("type") if found else numbered.start() if numbered else match.start() - shift)
        kind = found["type"] if found else ""
        raw = squeezed(paragraph.text[begin : begin + len(kind)]) if kind else ""
        by_symbol = _symbol_type(notation, patterns.symbols)
        name, abbr = patterns.abbrs.get(kind, ("", ""))
        abbr = by_symbol[1] or abbr or patterns.abbrs.get(inherited, ("", ""))[1]
        yield match, raw or patterns.abbrs.get(inherited, ("", ""))[0] or by_symbol[0], abbr, begin
        last_end = match.end()


def _mentions(patterns: Citer, paragraph: Paragraph) -> Iterator[Mention]:
    at, previous = paragraph.span.start, None
    for match, raw, abbr, begin in _numbered(patterns, paragraph):
        after = DATE_AFTER.match(paragraph.folded, match.end())
        issued = day(after) if after else None
        end = after.end() if after and issued else match.end()
        relation = _relation(patterns, paragraph, begin, previous)
        previous = (end, relation)
        yield Mention(
            span=Span(at + begin, at + end),
            type_raw=raw,
            abbr=abbr,
            number=match["num"],
            year=match["year"] or "",
            notation=regex.sub(r"\s", "", match["sym"]),
            issued=issued,
            relation=relation,
        )


def _laws(patterns: Citer, paragraph: Paragraph, taken: list[Span]) -> Iterator[Mention]:
    """Laws cited by name and date or year: "Luật Ngân sách nhà nước ngày 25/6/2015"."""
    at = paragraph.span.start
    for match in patterns.laws.finditer(paragraph.folded):
        if not paragraph.text[match.start()].isupper():
            continue
        after = DATE_AFTER.match(paragraph.folded, match.end())
        issued = day(after) if after else None
        span = Span(at + match.start(), at + (after.end() if after and issued else match.end()))
        if any(span.start < other.end and other.start < span.end for other in taken) or not (issued or match["year"]):
            continue
        name, abbr = patterns.abbrs[squeezed(match["type"])]
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


def find_mentions(patterns: Citer, paragraphs: tuple[Paragraph, ...]) -> tuple[Mention, ...]:
    """All places where documents are cited, in reading order."""
    found: list[Mention] = []
    for paragraph in paragraphs:
        here = list(_mentions(patterns, paragraph))
        here += _laws(patterns, paragraph, [mention.span for mention in here])
        found += sorted(here, key=lambda mention: mention.span)
    return tuple(found)


def cite(
    layout: Layout, mentions: tuple[Mention, ...], sections: tuple[Section, ...], own: tuple[str, str]
) -> tuple[Citation, ...]:
    """Join mentions of one document: the same key, and dates that do not differ. `own` is (number, symbol) of the report."""
    groups: dict[str, list[list[Mention]]] = {}
    order: list[list[Mention]] = []
    mine = f"{own[0].lstrip('0')}/{folded(own[1])}"
    for mention in mentions:
        if mention.key == mine:
            continue
        rivals = groups.setdefault(mention.key, [])
        home = next((group for group in rivals if _one(group, mention)), None)
        if home is None:
            home = []
            rivals.append(home)
            order.append(home)
        home.append(mention)
    return tuple(_citation(layout, group, sections, number) for number, group in enumerate(order, 1))


def _one(group: list[Mention], mention: Mention) -> bool:
    dates = {each.issued for each in group if each.issued}
    return not mention.issued or not dates or mention.issued in dates


def _citation(layout: Layout, group: list[Mention], sections: tuple[Section, ...], number: int) -> Citation:
    first = group[0]
    dated = next((mention for mention in group if mention.issued), first)
    section = section_at(sections, first.span.start)
    relation = next((mention.relation for mention in group if mention.relation != "mentions"), "mentions")
    flags = () if dated.issued else ("no_date",)
    certainty = 0.98 if first.type_raw and dated.issued else 0.9
    return Citation(
        span=first.span,
        text=layout.text[first.span.start : first.span.end],
        conf=round(certainty * layout.transcript.confidence(first.span), 4),
        flags=flags,
        citation_id=f"c{number:04}",
        key=first.key,
        type_raw=first.type_raw,
        type_abbr=first.abbr,
        number=first.number,
        year=first.year,
        notation=first.notation,
        issued_date=dated.issued,
        relation=relation,
        mentions=tuple(mention.span for mention in group),
        section_id=section.section_id if section else "",
    )
