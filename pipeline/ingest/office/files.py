"""Any file that holds text → its text, with fonts where it is a document of an office program or a printed PDF."""

import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import olefile
import xlrd

from pipeline.errors import InputError
from pipeline.ingest.files import first_bytes
from pipeline.ingest.office.docx import MAIN, read_docx
from pipeline.ingest.office.printed import read_printed
from pipeline.ingest.office.rtf import read_rtf
from pipeline.ingest.office.sheets import read_sheets
from pipeline.ingest.office.slides import STREAM as SLIDES
from pipeline.ingest.office.slides import read_slides
from pipeline.ingest.office.word_text import read_word
from pipeline.ingest.office.xlsx import BOOK, read_xlsx
from pipeline.ingest.textfile import read_text
from pipeline.styled import StyledText

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Office wrote before 2007: files within a file
BARE = (
    b"\x09\x00",
    b"\x09\x02",
    b"\x09\x04",
    b"\x09\x08",
)  # workbooks of Excel 2 to 4, and streams taken out of later ones
OFFICE = (".doc", ".xls", ".ppt", ".rtf", ".docx", ".xlsx")
WEB = (b"<html", b"<!doctype html", b"mime-version:")  # what servers of the time sent as .doc and .xls
RTF, PDF, ZIP = b"{\\rtf", b"%PDF-", b"PK\x03\x04"
DAMAGED = (  # what readers raise on bytes that make no sense
    OSError, EOFError, struct.error, zlib.error, LookupError, ValueError, ArithmeticError, AssertionError, TypeError,
    AttributeError, MemoryError, RuntimeError, ParseError, BadZipFile,
    xlrd.XLRDError, xlrd.compdoc.CompDocError,
    xlrd.formula.FormulaError,
)  # fmt: skip
MEDIA = re.compile(r"/(?:media|embeddings|fonts)/")  # parts of a document that we do not read
MOST_BYTES = 300 << 20  # of all others: they take ten times as much in memory; a decree of 500 pages has 30 MB
CURE = "Save it as .rtf or .txt with the program that made it, or with LibreOffice, and repair that."


def read_file(path: Path, timeout_s: float) -> StyledText:
    """As `pipeline.ingest.read_styled`."""
    head = first_bytes(path)
    read = _reader(path, head, timeout_s)
    if read is None:
        return StyledText(read_text(path))
    try:
        styled = read()
    except DAMAGED as error:
        raise InputError(f"{path} is damaged or cut off.", f"Copy it again. {CURE}") from error
    if not styled.text.strip():
        raise InputError(
            f"{path} holds no text.", "If it holds pictures of pages, print it to PDF for 'vanthu convert'."
        )
    return styled


def _reader(path: Path, head: bytes, timeout_s: float) -> Callable[[], StyledText] | None:
    """What reads a file that begins so; None for plain text."""
    if head.startswith(OLE):
        return lambda: _read_ole(path)
    if head.lstrip().startswith(RTF):
        return lambda: read_rtf(path)
    if head.lstrip().startswith(PDF) or (PDF in head and path.suffix.lower() == ".pdf"):
        return lambda: read_printed(path, timeout_s)
    if head.startswith(BARE):
        return lambda: read_sheets(path)
    if path.suffix.lower() in OFFICE and head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(WEB):
        raise InputError(f"{path} is a web page by another name.", CURE)
    if head.startswith(ZIP):
        return lambda: _read_zip(path)
    return None


def _read_zip(path: Path) -> StyledText:
    """A document of Word or Excel of 2007 or later. Raises InputError where it is neither."""
    with ZipFile(path) as parts:
        names = set(parts.namelist())
        size = sum(part.file_size for part in parts.infolist() if not MEDIA.search(part.filename))
    if size > MOST_BYTES:
        raise InputError(f"{path} would unfold to {size >> 20} MB.", f"Take its pages or sheets apart. {CURE}")
    if any(map(MAIN.fullmatch, names)):
        return read_docx(path)
    if BOOK in names:
        return read_xlsx(path)
    raise InputError(f"{path} is a ZIP archive, but no document of Word or Excel.", CURE)


def _read_ole(path: Path) -> StyledText:
    """A file of Word, Excel or PowerPoint before 2007. Raises InputError where it is none."""
    with olefile.OleFileIO(path) as streams:
        if streams.exists("WordDocument"):
            return read_word(streams, path)
        if streams.exists("Workbook") or streams.exists("Book"):
            return read_sheets(path)
        if streams.exists(SLIDES):
            return read_slides(streams, path)
        if streams.exists("EncryptedPackage"):
            raise InputError(f"{path} is encrypted.", "Save a copy without a password and repair that.")
    raise InputError(f"{path} is an old Office document, but not of Word, Excel or PowerPoint.", CURE)
