"""What the scanner saw: pages, lines, words and boxes; and the way from a span of text back to them."""

from pipeline.document.plain import document_from_text
from pipeline.document.transcript import Place, Transcript
from pipeline.document.turning import turned_box, turning
from pipeline.document.values import Box, Cell, Document, Doubt, Fix, Grid, Line, Page, Reason, Span, Step, Word, Zone

__all__ = [
    "Box",
    "Cell",
    "Document",
    "Doubt",
    "Fix",
    "Grid",
    "Line",
    "Page",
    "Place",
    "Reason",
    "Span",
    "Step",
    "Transcript",
    "Word",
    "Zone",
    "document_from_text",
    "turned_box",
    "turning",
]
