"""Paths → the files to read, what they really are, and the digest that names them."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pipeline.errors import InputError

SUFFIXES = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
TEXTS = (".txt", ".doc", ".rtf", ".xls", ".ppt", ".docx", ".xlsx")
Kind = Literal["pdf", "image"]

HEADER = 1024  # bytes: readers accept a PDF whose "%PDF-" stands anywhere in the first 1024 (ISO 32000-1, Annex H)
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
OTHERS = {  # contents that often hide behind a wrong name, to say what the file is
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
    b"<?xml": "an XML file",
    b"Rar!": "a RAR archive",
}


def find_inputs(paths: Iterable[Path], texts: bool = False) -> tuple[Path, ...]:
    """Files as they are, folders searched to the bottom, sorted, each once; hidden files and folders are skipped.

    In folders, scans are found, and with `texts` files of text too.

    Links to folders are not followed inside a folder. Raises InputError for a path that does not exist and a folder
    without documents.
    """
    suffixes = (*SUFFIXES, *TEXTS) if texts else SUFFIXES
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise InputError(f"{path} does not exist.", "Check the path.")
        inside = sorted(_walk(path, suffixes)) if path.is_dir() else [path]
        if not inside:
            raise InputError(f"{path} holds no documents.", f"Documents end in {', '.join(suffixes)}.")
        found.update(dict.fromkeys(inside))
    return tuple(found)


def _walk(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if not name.startswith(".") and name.lower().endswith(suffixes):
                yield Path(parent) / name


def is_text(path: Path) -> bool:
    """Whether a file is to be taken as text, by its name: any bytes may be a text in some encoding."""
    return path.suffix.lower().endswith(TEXTS)


def digest(path: Path) -> str:
    """SHA-256 of the file's bytes in hexadecimal. Raises InputError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(path, error) from error


def first_bytes(path: Path) -> bytes:
    """Enough bytes to tell a kind of file. Raises InputError where it cannot be read or is empty."""
    try:
        with path.open("rb") as file:
            head = file.read(HEADER)
    except OSError as error:
        raise _unreadable(path, error) from error
    if not head:
        raise InputError(f"{path} is empty (0 bytes).", "Copy or scan it again.")
    return head


def kind_of(path: Path) -> Kind:
    """What the file is by its first bytes, whatever its name. Raises InputError for what we cannot read."""
    head = first_bytes(path)
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(IMAGES):
        return "image"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    what = next((name for magic, name in OTHERS.items() if start.startswith(magic.lower())), "something else")
    raise InputError(f"{path} is no PDF, PNG, JPEG or TIFF: it is {what}.", "Give a scan or a PDF of the document.")


def _unreadable(path: Path, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path} does not exist.", "Check the path.")
    if isinstance(error, IsADirectoryError):
        return InputError(f"{path} is a folder.", "Give a file, or convert the folder as a batch.")
    return InputError(f"{path} cannot be read: {error.strerror}.", "Check that you may read it.")
