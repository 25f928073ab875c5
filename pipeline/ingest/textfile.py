"""Plain text file → text, whatever its bytes."""

import codecs
from pathlib import Path

from pipeline.errors import InputError

MARKS = (  # byte order marks, the longer first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


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
