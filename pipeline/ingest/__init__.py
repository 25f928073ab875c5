"""Files → pages: one image at a time, or a page of words where the file holds good text."""

from pipeline.ingest.files import digest, find_inputs
from pipeline.ingest.reading import check_poppler, count_pages, pages, rasterise

__all__ = ["check_poppler", "count_pages", "digest", "find_inputs", "pages", "rasterise"]
