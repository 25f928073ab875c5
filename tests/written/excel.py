"""Rows of cells → a workbook of Excel 97, with the least that such a file must hold ([MS-XLS])."""

from collections.abc import Sequence
from struct import pack
from typing import NamedTuple

from written.compound import compound_file

DATE = 14  # the built-in format of dates


class Cell(NamedTuple):
    """A value in a font, by its number; `changes` are places in a text from which on another font is used."""

    value: str | float
    font: int = 0
    changes: tuple[tuple[int, int], ...] = ()
    date: bool = False


def excel_file(rows: Sequence[Sequence[Cell | None]], fonts: Sequence[str], encrypted: bool = False) -> bytes:
    """A workbook of one sheet. Fonts have the numbers 0 to 3; in Excel there is none of number 4."""
    return compound_file({"Workbook": excel_stream(rows, fonts, encrypted)})


def excel_stream(rows: Sequence[Sequence[Cell | None]], fonts: Sequence[str], encrypted: bool = False) -> bytes:
    """The stream that a workbook of one sheet is kept in."""
    names = [*fonts, *["Arial"] * 4][:4]
    first = _record(0x809, pack("<HHHHII", 0x600, 5, 0x0DBB, 1996, 0, 0))
    first += _record(0x2F, pack("<HHH", 1, 1, 1) + bytes(48)) if encrypted else b""
    first += b"".join(
        _record(0x31, pack("<HHHHHBBBxBB", 200, 0, 8, 400, 0, 0, 0, 0, len(n), 0) + n.encode()) for n in names
    )
    formats = [(font, 0) for font in range(4)] + [(font, DATE) for font in range(4)]
    first += b"".join(_record(0xE0, pack("<HHH14x", font, form, 0)) for font, form in formats)
    texts = [cell for row in rows for cell in row if cell and isinstance(cell.value, str)]
    strings = _record(0xFC, pack("<II", len(texts), len(texts)) + b"".join(_string(cell) for cell in texts))
    start = len(first) + len(_sheet_name(0)) + len(strings) + 4
    book = first + _sheet_name(start) + strings + _record(0x0A, b"")
    return book + _sheet(rows)


def _record(kind: int, data: bytes) -> bytes:
    return pack("<HH", kind, len(data)) + data


def _sheet_name(start: int) -> bytes:
    return _record(0x85, pack("<IBBBB", start, 0, 0, 1, 0) + b"A")


def _string(cell: Cell) -> bytes:
    text = str(cell.value)
    runs = b"".join(pack("<HH", place, font) for place, font in cell.changes)
    flags = 1 | (8 if runs else 0)
    return (
        pack("<HB", len(text), flags)
        + (pack("<H", len(cell.changes)) if runs else b"")
        + text.encode("utf-16-le")
        + runs
    )


def _sheet(rows: Sequence[Sequence[Cell | None]]) -> bytes:
    width = max(map(len, rows), default=0)
    sheet = _record(0x809, pack("<HHHHII", 0x600, 0x10, 0x0DBB, 1996, 0, 0))
    sheet += _record(0x200, pack("<IIHHH", 0, len(rows), 0, width, 0))
    number = 0
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell is None:
                continue
            look = cell.font + (4 if cell.date else 0)
            if isinstance(cell.value, str):
                sheet += _record(0xFD, pack("<HHHI", y, x, look, number))
                number += 1
            else:
                sheet += _record(0x203, pack("<HHHd", y, x, look, cell.value))
    return sheet + _record(0x0A, b"")
