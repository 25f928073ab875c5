"""A file of text → a document of lines, as if a page had been read, and its text with fonts."""

from dataclasses import replace
from pathlib import Path

from pipeline.config import IngestOptions
from pipeline.document import Document, document_from_text
from pipeline.ingest.files import digest
from pipeline.ingest.office import read_styled
from pipeline.styled import StyledText


def text_document(path: Path, name: str, options: IngestOptions) -> tuple[Document, StyledText]:
    """A document, named by the digest of the file's bytes, whose boxes count columns and lines of the text.

    Raises InputError and MissingError as `read_styled` does.
    """
    styled = read_styled(path, options.timeout_s)
    if not styled.runs:
        styled = StyledText(styled.text.replace("\r\n", "\n").replace("\r", "\n"))
    return replace(document_from_text(styled.text, name), sha256=digest(path)), styled
