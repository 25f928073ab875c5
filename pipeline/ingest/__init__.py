"""Files → pages: one image at a time, or a page of words where the file holds good text."""

from pipeline.ingest.claims import fill_in
from pipeline.ingest.files import digest, find_inputs, is_text
from pipeline.ingest.office import read_styled
from pipeline.ingest.reading import check_poppler, count_pages, draw, pages, rasterise
from pipeline.ingest.signatures import signatures
from pipeline.ingest.textfile import decode, read_text
from pipeline.ingest.typed import text_document

__all__ = [
    "check_poppler",
    "count_pages",
    "decode",
    "digest",
    "draw",
    "fill_in",
    "find_inputs",
    "is_text",
    "pages",
    "rasterise",
    "read_styled",
    "read_text",
    "signatures",
    "text_document",
]
