"""A piece of the transcript → a metadata field with its evidence."""

from pipeline.document import Span
from pipeline.parse.folding import squeezed
from pipeline.parse.layout import Layout
from pipeline.report import Field


def make_field(layout: Layout, name: str, value: str, start: int, end: int, rule: str, sure: float = 0.95) -> Field:
    """The field `name` at text[start:end]; its confidence is `sure` times that of the words there.

    Words that a signature field shows are a claim: they are flagged, and never said to be valid.
    """
    span = Span(start, end)
    return Field(
        span=span,
        text=layout.text[start:end],
        conf=round(sure * layout.transcript.confidence(span), 4),
        flags=(*(("signature_field",) if layout.transcript.claimed(span) else ()), *layout.digit_flags(span)),
        name=name,
        value=squeezed(value),
        rule=rule,
    )
