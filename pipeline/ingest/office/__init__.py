"""Documents of office programs, and PDF printed from them → their text with the fonts that it is set in."""

from pipeline.ingest.office.files import read_styled

__all__ = ["read_styled"]
