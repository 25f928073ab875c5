"""The steps of parsing: their order, the attributes they write, and how one works without the others."""

from collections.abc import Callable, Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from pipeline.document import Span
from pipeline.report import Finding

STEPS = (
    "vanthu_layout",
    "vanthu_metadata",
    "vanthu_sections",
    "vanthu_citations",
    "vanthu_quantities",
    "vanthu_kpis",
    "vanthu_tables",
    "vanthu_checks",
)
_ATTRIBUTES = (
    "transcript",
    "layout",
    "fields",
    "body",
    "sections",
    "paragraphs",
    "mentions",
    "citations",
    "quantities",
    "kpis",
    "tables",
    "shapes",
    "issues",
    "checks",
)
_MADE = dict(
    zip(STEPS, ("layout", "fields", "sections", "citations", "quantities", "kpis", "tables", "issues"), strict=True)
)

for _name in _ATTRIBUTES:  # what each step found, and `span._.finding`, the value behind a span of a group
    Doc.set_extension(_name, default=None, force=True)
DocSpan.set_extension("finding", default=None, force=True)


Step = Callable[[Doc], Doc]


def alone(nlp: Language, name: str, run: Step) -> Step:
    """The step, which also works in a pipeline without those before it: it makes what they would have found."""
    earlier: dict[str, Step] = {}

    def _run(doc: Doc) -> Doc:
        for step in STEPS[: STEPS.index(name)]:
            if getattr(doc._, _MADE[step]) is None:
                if step not in earlier:
                    earlier[step] = nlp.create_pipe(step)
                doc = earlier[step](doc)
        return run(doc)

    return _run


def group(doc: Doc, name: str, findings: Iterable[tuple[Span, Any, str]]) -> None:
    """Put findings into a span group; a finding within a token takes the whole token."""
    spans = []
    for place, finding, label in findings:
        span = doc.char_span(place.start, place.end, label=label, alignment_mode="expand")
        if span is not None:
            span._.finding = finding
            spans.append(span)
    doc.spans[name] = spans


def labelled(found: Iterable[Finding], label: str) -> list[tuple[Span, Any, str]]:
    """Findings as `group` takes them, all with one label."""
    return [(finding.span, finding, label) for finding in found]
