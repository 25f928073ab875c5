"""Places where documents are cited → the documents: all mentions of one make one citation."""

from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from pipeline.parse.citations import Mention, Relation, bare
from pipeline.parse.folding import one_stroke
from pipeline.parse.layout import Layout
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.sections import section_at
from pipeline.parse.symbols import as_printed, begun_by_type
from pipeline.report import LOW_CONFIDENCE, Citation, Section

_LEAD = 30  # characters before a document with which an annex comes


@dataclass(frozen=True, slots=True)
class Own:
    """Number, year, symbol and day (in ISO form) of the document itself; "" for what was not read."""

    number: str
    year: str
    notation: str
    issued: str

    def is_meant(self, mention: Mention) -> bool:
        """Whether it speaks of itself: by its number or, where that could not be read, by symbol and day."""
        if not self.notation or bare(mention.notation) != bare(self.notation):
            return False
        if self.number:
            years = {year for year in (self.year, mention.year) if year}
            return mention.number.lstrip("0") == self.number.lstrip("0") and len(years) < 2
        return mention.issued is not None and mention.issued.isoformat() == self.issued

    def is_written(self, mention: Mention) -> bool:
        """Whether it may be meant: number and day were put in by hand, and could not be read above."""
        return (
            not self.number
            and not self.issued
            and bool(self.notation)
            and bare(mention.notation) == bare(self.notation)
        )


def _enclosed(layout: Layout, mention: Mention) -> bool:
    """Whether it is what an annex comes with: "(Kèm theo Quyết định số …"."""
    before = layout.folded[max(0, mention.span.start - _LEAD) : mention.span.start]
    return "kem theo" in before


def cite(
    layout: Layout, mentions: tuple[Mention, ...], sections: tuple[Section, ...], own: Own, lexicon: Lexicon
) -> tuple[Citation, ...]:
    """Join mentions of one document: the same key, and dates that do not differ."""
    groups: dict[str, list[list[Mention]]] = {}
    order: list[list[Mention]] = []
    for mention in mentions:
        if _read_by_ocr(layout, mention):
            mention = _as_printed(mention, own, lexicon)
        if own.is_meant(mention) or (own.is_written(mention) and _enclosed(layout, mention)):
            continue
        rivals = groups.setdefault(mention.key, [])
        home = next((group for group in rivals if _one(group, mention)), None)
        home = home or next((group for group in order if _misread(group[0], mention)), None)
        if home is None:
            home = []
            rivals.append(home)
            order.append(home)
        home.append(mention)
    return tuple(_citation(layout, group, sections, number) for number, group in enumerate(order, 1))


def _as_printed(mention: Mention, own: Own, lexicon: Lexicon) -> Mention:
    """A mention that OCR read, its symbol mended where only one can have been printed, and flagged."""
    read = one_stroke(mention.notation, read=True)
    begun = begun_by_type(read, mention.type_raw, lexicon)
    meant = as_printed(begun, own.notation, lexicon)
    flags = {"symbol_by_type": begun != read, "symbol_by_list": meant != begun}
    told = (flag for flag, mended in flags.items() if mended)
    return replace(mention, notation=meant, flags=(*mention.flags, *told))


def _one(group: list[Mention], mention: Mention) -> bool:
    dates = {each.issued for each in group if each.issued}
    return not mention.issued or not dates or mention.issued in dates


def _misread(first: Mention, mention: Mention) -> bool:
    """Whether one letter of a symbol was misread: number, year and day are those of another mention."""
    same = (first.number, first.year, first.issued) == (mention.number, mention.year, mention.issued)
    known = mention.number != "" and mention.issued is not None
    return same and known and Levenshtein.distance(first.key, mention.key) <= 1


def _citation(layout: Layout, group: list[Mention], sections: tuple[Section, ...], number: int) -> Citation:
    first = group[0]
    dated = next((mention for mention in group if mention.issued), first)
    section = section_at(sections, first.span.start)
    said: list[Relation] = [mention.relation for mention in group if mention.relation != "mentions"]
    rests_on = dict.fromkeys((first.span, dated.span))  # the number of one mention, the day of another
    unsure = dict.fromkeys(flag for span in rests_on for flag in layout.digit_flags(span))
    odd = len(first.number) == 1 or first.number not in layout.text[first.span.start : first.span.end]
    lost = odd and first.number != "" and _read_by_ocr(layout, first) and LOW_CONFIDENCE not in unsure
    flags = (*(() if dated.issued else ("no_date",)), *first.flags, *unsure, *((LOW_CONFIDENCE,) if lost else ()))
    certainty = 0.98 if first.type_raw and dated.issued else 0.9
    return Citation(
        span=first.span,
        text=layout.text[first.span.start : first.span.end],
        conf=round(certainty * min(map(layout.transcript.confidence, rests_on)), 4),
        flags=flags,
        citation_id=f"c{number:04}",
        key=first.key,
        type_raw=first.type_raw,
        type_abbr=first.abbr,
        number=first.number,
        year=first.year,
        notation=one_stroke(first.notation, read=False),
        issued_date=dated.issued,
        relation=said[0] if said else "mentions",
        mentions=tuple(mention.span for mention in group),
        section_id=section.section_id if section else "",
    )


def _read_by_ocr(layout: Layout, mention: Mention) -> bool:
    line = layout.line_at(mention.span.start)
    return line is not None and line.page.source == "ocr"
