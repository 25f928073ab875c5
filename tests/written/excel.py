"""Rows of cells → a workbook of Excel 97, with the least that such a file must hold ([MS-XLS])."""

from collections.abc import Sequence
from struct import pack
from typing import NamedTuple

from written.compound import compound_file

DATE, PERCENT = 14, 10  # the built-in formats of dates, and of 12.34%


class Cell(NamedTuple):
    """A value in a font, by its number; `changes` are places in a text from which on another font is used."""

    value: str | float
    font: int = 0
    changes: tuple[tuple[int, int], ...] = ()
    date: bool = False
    percent: bool = False


Rows = Sequence[Sequence[Cell | None]]


def excel_file(rows: Rows, fonts: Sequence[str], encrypted: bool = False, hidden: bool = False) -> bytes:
    """A workbook of one sheet, and the same again, `hidden`. Fonts have the numbers 0 to 3; in Excel none has 4."""
    return compound_file({"Workbook": excel_stream(rows, fonts, encrypted, hidden)})


def excel_stream(rows: Rows, fonts: Sequence[str], encrypted: bool = False, hidden: bool = False) -> bytes:
    """The stream that such a workbook is kept in."""
    names = [*fonts, *["Arial"] * 4][:4]
    first = _record(0x809, pack("<HHHHII", 0x600, 5, 0x0DBB, 1996, 0, 0))
    first += _record(0x2F, pack("<HHH", 1, 1, 1) + bytes(48)) if encrypted else b""
    first += b"".join(
        _record(0x31, pack("<HHHHHBBBxBB", 200, 0, 8, 400, 0, 0, 0, 0, len(n), 0) + n.encode()) for n in names
    )
    formats = [(font, form) for form in (0, DATE, PERCENT) for font in range(4)]
    first += b"".join(_record(0xE0, pack("<HHH14x", font, form, 0)) for font, form in formats)
    texts = [cell for row in rows for cell in row if cell and isinstance(cell.value, str)]
    strings = _record(0xFC, pack("<II", len(texts), len(texts)) + b"".join(_string(cell) for cell in texts))
    count = 2 if hidden else 1
    start = len(first) + count * len(_sheet_name(0, 0)) + len(strings) + 4
    sheet = _sheet(rows)
    names_of_sheets = (_sheet_name(start + i * len(sheet), i) for i in range(count))
    return first + b"".join(names_of_sheets) + strings + _record(0x0A, b"") + sheet * count


def _record(kind: int, data: bytes) -> bytes:
    return pack("<HH", kind, len(data)) + data


def _sheet_name(start: int, number: int) -> bytes:
    """The name of a sheet: the first is shown, the second is hidden."""
    return _record(0x85, pack("<IBBBB", start, number, 0, 1, 0) + b"AB"[number : number + 1])


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
            look = cell.font + (4 if cell.date else 8 if cell.percent else 0)
            if isinstance(cell.value, str):
                sheet += _record(0xFD, pack("<HHHI", y, x, look, number))
                number += 1
            else:
                sheet += _record(0x203, pack("<HHHd", y, x, look, cell.value))
    return sheet + _record(0x0A, b"")
