"""Plain text → a document."""

import hashlib
import re

from pipeline.document.values import Box, Document, Line, Page, Word

# UTF-8 that was read as Latin-1 holds U+00A0 and U+0085 inside words ("là" is "lÃ" + U+00A0): no white space there.
_TEXT_WORD = re.compile(r"(?:\S|(?<=[ÃÆº»])\u00a0|(?<=[áÃÄÅ»º])\u0085)+")


def document_from_text(text: str, name: str) -> Document:
    """A document from plain text: form feeds part pages, each non-empty line is a line, blank lines part blocks.

    Boxes count columns and lines of the page, `Page.dpi` is 0; the digest is that of the text in UTF-8.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    pages = tuple(_text_page(page, number) for number, page in enumerate(text.split("\f"), 1))
    return Document(name, digest, pages)


def _text_page(text: str, number: int) -> Page:
    rows = text.split("\n")
    lines, block = [], 0
    for row, content in enumerate(rows):
        words = tuple(
            Word(match[0], Box(match.start(), row, match.end(), row + 1), 1.0) for match in _TEXT_WORD.finditer(content)
        )
        block += not words
        if words:
            lines.append(Line(words, block))
    return Page(number, max(map(len, rows)), len(rows), 0, tuple(lines), source="text")
