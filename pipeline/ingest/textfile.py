"""Plain text file → text, whatever its bytes; text → a document of lines, as if a page had been read."""

import codecs
import hashlib
from pathlib import Path

import regex

from pipeline.document import Box, Document, Line, Page, Word
from pipeline.errors import InputError

ENDINGS = (".txt",)
MARKS = (  # byte order marks, the longer first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# UTF-8 that was read as Latin-1 holds U+00A0 and U+0085 inside words ("là" is "lÃ" + U+00A0): no white space there.
WORD = regex.compile(r"(?:\S|(?<=[ÃÆº»])\u00a0|(?<=[áÃÄÅ»º])\u0085)+")


def is_text(path: Path) -> bool:
    """Whether a file is to be taken as plain text."""
    return path.suffix.lower() in ENDINGS


def read_text(path: Path) -> str:
    """The text of a file. Raises InputError where it is missing, empty, or not a text."""
    try:
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder, not a text file.", "Name the file.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", "Check the path and your rights.") from error
    if not data.strip():
        raise InputError(f"{path} is empty.", "Export the text again.")
    try:
        return decode(data)
    except InputError as error:
        raise InputError(f"{path}: {error.message}", error.cure) from error


def decode(data: bytes) -> str:
    """Bytes as text: UTF-8 or UTF-16 by their mark; else UTF-8; else one letter a byte.

    The last is how the 8-bit encodings of Vietnam (TCVN3, VNI) come; the repairer finds out which one it is.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if b"\0" in data:
        raise InputError("This is not a text file: it holds zero bytes.", "Give PDF and images to 'vanthu convert'.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def text_document(path: Path, name: str) -> Document:
    """A document from a text file: a page for every form feed, a line for every line that is not empty.

    Boxes count columns and lines from 0; `dpi` is 0. Raises InputError as `read_text` does.
    """
    text = read_text(path)
    pages = tuple(text_page(number, part) for number, part in enumerate(text.split("\f"), 1))
    return Document(name, hashlib.sha256(path.read_bytes()).hexdigest(), pages)


def text_page(number: int, text: str) -> Page:
    """A page from the text between two form feeds."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = tuple(line for top, row in enumerate(rows) if (line := text_line(row, top)).words)
    return Page(number, max(map(len, rows), default=0), len(rows), 0, lines, source="text")


def text_line(row: str, top: int) -> Line:
    """The words of a row with their columns."""
    return Line(tuple(Word(m[0], Box(m.start(), top, m.end(), top + 1), 1.0) for m in WORD.finditer(row)))
