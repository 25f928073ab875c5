"""A Word 97–2003 file → its streams: characters, and where their properties, styles and fonts are ([MS-DOC] 2.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import pack, unpack_from
from typing import NamedTuple

import olefile

from pipeline.errors import InputError

WORD97 = 0xC1  # FibBase.nFib of Word 97; those of older programs are smaller
SECOND_TABLE, ENCRYPTED = 0x0200, 0x0100  # of FibBase, third word of flags
STORIES = 0x4C  # FibRgLw97.ccpText; the lengths of the other stories follow: notes, headers, comments, text boxes
PAIRS = 0x9A  # FibRgFcLcb97: pairs of offset and size in the table stream, by these numbers
# In tables, end of a row; deleted, without changes, hidden: sprms that have a number of their own in [MS-DOC] 2.9.215.
SHORT = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x53: 0x2A33, 0x5C: 0x083C}
STYLES, CHPX, PAPX, FONTS, PIECES = 1, 12, 13, 15, 33


class Piece(NamedTuple):
    """Characters one after the other in the file: from `start` of the text, at byte `offset`, `size` bytes each."""

    start: int
    end: int
    offset: int
    size: int
    properties: bytes  # that this piece has on top of what its bytes have (files saved fast)


@dataclass(frozen=True, slots=True)
class WordFile:
    """The main stream, the table stream, the data stream, and the pieces of the text in order."""

    main: bytes
    table: bytes
    data: bytes
    pieces: tuple[Piece, ...]

    def part(self, number: int) -> bytes:
        """The bytes of the table stream that the file's header names under a number."""
        return part(self.main, self.table, number)

    def behind(self, number: int) -> int:
        """Where the bytes of the table stream end that the file's header names under a number."""
        start, size = unpack_from("<II", self.main, PAIRS + 8 * number)
        return int(start + size)


def part(main: bytes, table: bytes, number: int) -> bytes:
    """The bytes of a table stream that a header names under a number."""
    start, size = unpack_from("<II", main, PAIRS + 8 * number)
    return table[start : start + size]


def open_word(streams: olefile.OleFileIO, path: Path) -> WordFile:
    """The streams of a file. Raises InputError where it is encrypted, or older than Word 97."""
    main: bytes = streams.openstream("WordDocument").read()
    version, flags = unpack_from("<2xH6xH", main)
    if version < WORD97:
        raise InputError(f"{path} was written by Word 95 or older.", "Save it as .rtf with LibreOffice or Word.")
    if flags & ENCRYPTED:
        raise InputError(f"{path} is encrypted.", "Save a copy without a password and repair that.")
    table: bytes = streams.openstream("1Table" if flags & SECOND_TABLE else "0Table").read()
    data: bytes = streams.openstream("Data").read() if streams.exists("Data") else b""
    pieces = tuple(_pieces(part(main, table, PIECES)))
    if any(p.end < p.start or p.offset + (p.end - p.start) * p.size > len(main) for p in pieces):
        raise ValueError("a piece of the text is not in the file")
    return WordFile(main, table, data, pieces)


def _pieces(clx: bytes) -> Iterator[Piece]:
    """The piece table, behind the properties that files saved fast give to whole pieces ([MS-DOC] 2.9.38)."""
    extra: list[bytes] = []
    at = 0
    while clx[at] == 1:
        (size,) = unpack_from("<h", clx, at + 1)
        extra.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    plc = clx[at + 5 :]
    for start, end, row in plc_rows(plc, 8):
        where, prm = unpack_from("<IH", row, 2)
        compressed = bool(where & 0x40000000)
        properties = _properties(prm, extra)
        offset = where & 0x3FFFFFFF
        yield Piece(start, end, offset // 2 if compressed else offset, 1 if compressed else 2, properties)


def _properties(prm: int, extra: list[bytes]) -> bytes:
    """The properties of a piece: some of those before the table, or a single one that is told in short (Prm0)."""
    if prm & 1:
        return extra[prm >> 1] if prm >> 1 < len(extra) else b""
    sprm = SHORT.get(prm >> 1 & 0x7F)
    return b"" if sprm is None else pack("<HB", sprm, prm >> 8)


def plc_rows(plc: bytes, size: int) -> Iterator[tuple[int, int, bytes]]:
    """A table of n + 1 positions and n rows of `size` bytes ([MS-DOC] 2.2.2): (from, to, row)."""
    count = (len(plc) - 4) // (4 + size)
    places = unpack_from(f"<{count + 1}I", plc)
    rows = 4 * (count + 1)
    for i in range(count):
        yield places[i], places[i + 1], plc[rows + i * size : rows + (i + 1) * size]


def stories(word: WordFile) -> Iterator[tuple[int, int]]:
    """Where the main text, footnotes, headers, comments, endnotes and text boxes begin and end."""
    at = 0
    for size in unpack_from("<8i", word.main, STORIES):
        yield at, at + size
        at += size
