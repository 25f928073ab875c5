"""The spaCy pipeline: each step of parsing as a component that reads and writes custom attributes and span groups."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from pipeline.document import Document, Span, Transcript
from pipeline.parse.arrival import arrival
from pipeline.parse.checks import Findings, doubted_periods, find_checks, find_issues, flagged, without_withheld
from pipeline.parse.citations import citer, find_mentions
from pipeline.parse.claims import signature_fields, signature_issues
from pipeline.parse.handling import handling_fields
from pipeline.parse.kpis import find_kpis
from pipeline.parse.layout import lay_out
from pipeline.parse.lexicon import load_lexicon
from pipeline.parse.meanings import puts_in_force
from pipeline.parse.measures import measurer
from pipeline.parse.metadata import read_letterhead
from pipeline.parse.paragraphs import paragraphs
from pipeline.parse.periods import period_field, period_issues
from pipeline.parse.plain import over_text
from pipeline.parse.prose_checks import load_facts
from pipeline.parse.quantities import find_quantities
from pipeline.parse.reader import reader
from pipeline.parse.resolving import Own, cite
from pipeline.parse.sections import find_sections
from pipeline.parse.signature import read_signature, signs
from pipeline.parse.steps import STEPS, TAXONOMIC, alone, group, labelled
from pipeline.parse.table_figures import table_kpis
from pipeline.parse.table_structure import structured
from pipeline.parse.tables import find_tables
from pipeline.parse.tokens import SyllableTokenizer
from pipeline.report import Field, Issue

_PLANS = ("KH", "CTr", "ĐA", "PA")
_PERIODICAL = ("BC", "KH", "CTr", "TB")  # types whose opening names the period; a letter's names any year
_LONGEST = 50_000_000  # characters; spaCy's own limit guards models that we do not use


@registry.tokenizers("vanthu.SyllableTokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], SyllableTokenizer]:
    """The tokenizer for a config: `@tokenizers = "vanthu.SyllableTokenizer.v1"`."""
    return lambda nlp: SyllableTokenizer(nlp.vocab)


@Language.factory("vanthu_layout", assigns=["doc._.layout"])
def make_layout(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Lines and zones of `doc._.transcript`."""
    titles = load_lexicon().titles
    competences, offices = tuple(titles["competences"]), tuple(titles["offices"])

    def _run(doc: Doc) -> Doc:
        if doc._.transcript is None:
            doc._.transcript = over_text(doc.text)
        doc._.layout = lay_out(doc._.transcript, competences, offices)
        return doc

    return _run


@Language.factory("vanthu_metadata", requires=["doc._.layout"], assigns=["doc._.fields"])
def make_metadata(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Letterhead and signature; group `fields`."""
    lexicon = load_lexicon()
    tools = signs(lexicon)

    def _run(doc: Doc) -> Doc:
        head = read_letterhead(doc._.layout, lexicon)
        organ = _named(head.fields, "organ_name")
        signed, unsure = read_signature(doc._.layout, organ.value if organ else "", tools)
        printed = (*head.fields, *signed)
        document = doc._.transcript.document
        handled = tuple(handling_fields(doc._.layout, printed))
        received, unread = arrival(doc._.layout)
        doc._.fields = (*printed, *handled, *received, *signature_fields(document, printed))
        doubts = signature_issues(document.signatures, printed)
        doc._.body, doc._.issues = head.body, (*head.issues, *unsure, *unread, *doubts)
        return doc

    return alone(nlp, "vanthu_metadata", _run)


def _written(doc: Doc) -> int:
    """The year in which a document was written, by its date or number; 0 where it has neither."""
    printed = _value(doc._.fields, "issued_date")[:4] or _value(doc._.fields, "code_year")
    return int(printed) if printed.isdigit() else 0


def _named(fields: tuple[Field, ...], name: str) -> Field | None:
    return next((field for field in fields if field.name == name), None)


def _value(fields: tuple[Field, ...], name: str) -> str:
    found = _named(fields, name)
    return found.value if found else ""


@Language.factory("vanthu_sections", requires=["doc._.fields"], assigns=["doc._.sections", "doc._.paragraphs"])
def make_sections(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Section tree, paragraphs, and the period of the report; groups `sections`, `fields`."""
    lexicon = load_lexicon()

    def _run(doc: Doc) -> Doc:
        layout = doc._.layout
        lines = tuple(line for line in layout.prose() if line.number >= doc._.body)
        sections = find_sections(layout, lines, lexicon)
        heads = {section.span.start for section in sections}
        after = {section.span.end for section in sections if "weak_heading" not in section.flags}
        starts = frozenset(line.number for line in lines if line.span.start in heads) | _next_lines(lines, after)
        doc._.sections, doc._.paragraphs = sections, paragraphs(layout, lines, starts)
        doc._.fields = _with_period(doc)
        doc._.issues = (*doc._.issues, *_period_doubts(doc))
        group(doc, "sections", labelled(sections, "SECTION"))
        group(doc, "fields", ((field.span, field, field.name) for field in doc._.fields))
        return doc

    return alone(nlp, "vanthu_sections", _run)


def _next_lines(lines: tuple[Any, ...], ends: set[int]) -> frozenset[int]:
    """Numbers of the lines that follow a line ending where a heading ends."""
    return frozenset(after.number for line, after in pairwise(lines) if line.span.end in ends)


def _with_period(doc: Doc) -> tuple[Field, ...]:
    first = doc._.sections[0].span.start if doc._.sections else None
    opening = [each.span for each in doc._.paragraphs if first is None or each.span.start < first][:3]
    span = Span(opening[0].start, opening[-1].end) if opening else Span(0, 0)
    reports = not _value(doc._.fields, "code_notation") or _value(doc._.fields, "doc_type_abbr") in _PERIODICAL
    found = period_field(doc._.layout, _named(doc._.fields, "subject"), span if reports else Span(0, 0))
    return (*doc._.fields, found) if found else doc._.fields


def _period_doubts(doc: Doc) -> tuple[Issue, ...]:
    """What opening and closing of a report, and its date, say against its period."""
    if _value(doc._.fields, "doc_type_abbr") != "BC":
        return ()
    first = doc._.sections[0].span.start if doc._.sections else 0
    near = [each for each in doc._.paragraphs if each.span.start < first or each.folded.startswith("tren day la")]
    return period_issues(doc._.layout, _named(doc._.fields, "period_label"), near, _value(doc._.fields, "issued_date"))


@Language.factory("vanthu_citations", requires=["doc._.paragraphs"], assigns=["doc._.citations", "doc._.mentions"])
def make_citations(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Cited documents; group `citations`."""
    lexicon = load_lexicon()
    tools = citer(lexicon)

    def _run(doc: Doc) -> Doc:
        mentions = find_mentions(tools, doc._.paragraphs)
        own = Own(
            *(_value(doc._.fields, each) for each in ("code_number", "code_year", "code_notation", "issued_date"))
        )
        doc._.mentions = mentions
        doc._.citations = cite(doc._.layout, mentions, doc._.sections, own, lexicon)
        group(doc, "citations", ((span, each, "CITATION") for each in doc._.citations for span in each.mentions))
        return doc

    return alone(nlp, "vanthu_citations", _run)


@Language.factory(
    "vanthu_quantities", default_config={"kpis": ""}, requires=["doc._.mentions"], assigns=["doc._.quantities"]
)
def make_quantities(nlp: Language, name: str, kpis: str) -> Callable[[Doc], Doc]:
    """Numbers with units outside dates, citations and names; group `quantities`. `kpis` as for `vanthu_kpis`."""
    tools = measurer(load_lexicon(kpis))

    def _run(doc: Doc) -> Doc:
        spans, at, found = [mention.span for mention in doc._.mentions], 0, []
        for paragraph in doc._.paragraphs:
            while at < len(spans) and spans[at].end <= paragraph.span.start:
                at += 1
            upto = at
            while upto < len(spans) and spans[upto].start < paragraph.span.end:
                upto += 1
            found.append((paragraph, find_quantities(tools, paragraph, tuple(spans[at:upto]))))
        doc._.quantities = tuple(found)
        group(doc, "quantities", ((q.span, q, "QUANTITY") for _, all_here in found for q in all_here))
        return doc

    return alone(nlp, "vanthu_quantities", _run, kpis)


@Language.factory("vanthu_kpis", default_config={"kpis": ""}, requires=["doc._.quantities"], assigns=["doc._.kpis"])
def make_kpis(nlp: Language, name: str, kpis: str) -> Callable[[Doc], Doc]:
    """Figures of the prose; group `kpis`. `kpis` is a TOML file of the user's own indicators and units."""
    lexicon = load_lexicon(kpis)
    tools = reader(lexicon)

    def _run(doc: Doc) -> Doc:
        period = _value(doc._.fields, "period_label")
        is_plan = _value(doc._.fields, "doc_type_abbr") in _PLANS or puts_in_force(doc._.sections)
        doc._.kpis = find_kpis(tools, doc._.layout, doc._.quantities, doc._.sections, period, is_plan, _written(doc))
        group(doc, "kpis", labelled(doc._.kpis, "KPI"))
        return doc

    return alone(nlp, "vanthu_kpis", _run, kpis)


@Language.factory("vanthu_tables", default_config={"kpis": ""}, requires=["doc._.kpis"], assigns=["doc._.tables"])
def make_tables(nlp: Language, name: str, kpis: str) -> Callable[[Doc], Doc]:
    """Ruled tables, and the figures of those that we recognise."""
    lexicon = load_lexicon(kpis)
    tools = reader(lexicon)

    def _run(doc: Doc) -> Doc:
        layout, sections = doc._.layout, doc._.sections
        doc._.tables, doc._.shapes = structured(layout, find_tables(layout, sections), lexicon)
        period = _value(doc._.fields, "period_label")
        found = table_kpis(tools, layout, doc._.tables, sections, period, len(doc._.kpis) + 1)
        doc._.kpis = tuple(sorted((*doc._.kpis, *found), key=lambda kpi: kpi.span))
        return doc

    return alone(nlp, "vanthu_tables", _run, kpis)


@Language.factory("vanthu_checks", requires=["doc._.kpis", "doc._.tables"], assigns=["doc._.issues"])
def make_checks(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """What is said twice, compared; and doubts about all that was found."""
    facts = load_facts(load_lexicon())

    def _run(doc: Doc) -> Doc:
        d = doc._
        issued, period = _value(d.fields, "issued_date"), _value(d.fields, "period_label")
        found = Findings(d.layout, d.paragraphs, d.sections, d.citations, d.kpis, d.tables, d.shapes, issued, period)
        d.checks = find_checks(facts, found)
        d.kpis = doubted_periods(flagged(d.kpis, d.checks), d.issues)
        d.tables = without_withheld(d.tables, d.kpis)
        d.issues = (*d.issues, *find_issues(found, d.checks))
        return doc

    return alone(nlp, "vanthu_checks", _run)


@dataclass(frozen=True)
class Parsing:
    """A built pipeline. `nlp` is public for those who add components of their own."""

    nlp: Language

    def __call__(self, document: Document) -> Doc:
        """The annotated Doc of a document."""
        transcript = Transcript.of(document)
        doc = self.nlp.make_doc(transcript.text)
        doc._.transcript = transcript
        return self.nlp(doc)


def build(kpis: str = "") -> Parsing:
    """Build the pipeline on an empty multi-language model; `kpis` as in `ParseOptions`."""
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "vanthu.SyllableTokenizer.v1"}}})
    nlp.max_length = _LONGEST
    for step in STEPS:
        nlp.add_pipe(step, config={"kpis": kpis} if step in TAXONOMIC else {})
    return Parsing(nlp)
