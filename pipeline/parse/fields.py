"""A piece of the transcript → a metadata field with its evidence."""

from pipeline.document import Span
from pipeline.parse.folding import squeezed
from pipeline.parse.layout import Layout
from pipeline.report import LOW_CONFIDENCE, Field

# Least confidence of the words of a field that need no look: of 433 fields of real scans those below were 3 %, and all
# that were wrong among them.
HARDLY_READ = 0.6


def make_field(layout: Layout, name: str, value: str, start: int, end: int, rule: str, sure: float = 0.95) -> Field:
    """The field `name` at text[start:end]; its confidence is `sure` times that of the words there.

    Words that a signature field shows are a claim: they are flagged, and never said to be valid.
    """
    span = Span(start, end)
    read, flags = layout.transcript.confidence(span), layout.digit_flags(span)
    hardly = (LOW_CONFIDENCE,) if read < HARDLY_READ and not flags else ()
    return Field(
        span=span,
        text=layout.text[start:end],
        conf=round(sure * read, 4),
        flags=(*(("signature_field",) if layout.transcript.claimed(span) else ()), *flags, *hardly),
        name=name,
        value=squeezed(value),
        rule=rule,
    )
