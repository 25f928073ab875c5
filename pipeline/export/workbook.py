"""Sheets → one XLSX workbook for people: typed cells, a header that stays, a filter, readable widths."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline import store
from pipeline.export.dialect import Value
from pipeline.export.sheets import Sheet
from pipeline.export.wording import Wording

_MOST_ROWS = 1_048_576  # of a sheet, by the specification of Excel
_MOST_LETTERS = 32_767  # of a cell, likewise
_WIDEST, _NARROWEST = 60, 8  # characters of a column
_A4 = 9  # of the paper sizes of Excel
_ACROSS = 250  # characters side by side that can still be read on A4 across
_MADE = datetime(2000, 1, 1)  # a fixed date of creation: equal contents give equal bytes
_WIDTHS_FROM = 1000  # rows that decide the widths


@dataclass
class Book:
    """A workbook being written, with the formats of its cells, each made once."""

    file: xlsxwriter.Workbook
    made: dict[str, Format] = field(default_factory=dict)

    def format(self, pattern: str) -> Format:
        """The format of a number or date."""
        if pattern not in self.made:
            text = {"indent": 1} if pattern == "@" else {}  # apart from the number to its left
            self.made[pattern] = self.file.add_format({"num_format": pattern, "valign": "top", **text})
        return self.made[pattern]


def write_workbook(path: Path, sheets: Iterable[tuple[Sheet, Iterable[Sequence[Value]]]], wording: Wording) -> None:
    """Write one sheet of the workbook for each kind; what is too long for Excel goes on in a further sheet."""
    with store.completed(path) as part:
        options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
        with xlsxwriter.Workbook(str(part), options) as file:
            file.set_properties({"created": _MADE})
            book = Book(file)
            for sheet, rows in sheets:
                _write_sheet(book, sheet, rows, wording)


def _write_sheet(book: Book, sheet: Sheet, rows: Iterable[Sequence[Value]], wording: Wording) -> None:
    heads = [wording.of("column", name) for name in sheet.columns]
    title = wording.of("sheet", sheet.name)
    page, number, widths, parts = _open(book, title, heads), 1, [len(head) for head in heads], 1
    for row in rows:
        if number == _MOST_ROWS:
            _close(page, number, widths)
            parts += 1
            page, number = _open(book, f"{title} {parts}", heads), 1
        for column, value in enumerate(row):
            shown = _write(book, page, (number, column), value, sheet)
            if number <= _WIDTHS_FROM:
                widths[column] = max(widths[column], shown)
        number += 1
    _close(page, number, widths)


def _open(book: Book, title: str, heads: Sequence[str]) -> Worksheet:
    page = book.file.add_worksheet(title)
    bold = book.file.add_format({"bold": True, "bg_color": "#DDE6EE", "bottom": 1, "valign": "vcenter"})
    page.write_row(0, 0, heads, bold)
    page.freeze_panes(1, 2)  # the header and what every row begins with: id and name of the document
    page.set_landscape()
    page.set_paper(_A4)
    page.repeat_rows(0)
    page.repeat_columns(0, 1)
    return page


def _close(page: Worksheet, rows: int, widths: Sequence[int]) -> None:
    page.autofilter(0, 0, max(rows - 1, 1), len(widths) - 1)
    wide = [min(max(width + 2, _NARROWEST), _WIDEST) for width in widths]
    for column, width in enumerate(wide):
        page.set_column(column, column, width)
    page.fit_to_pages(-(-sum(wide) // _ACROSS), 0)


def _write(book: Book, page: Worksheet, place: tuple[int, int], value: Value, sheet: Sheet) -> int:
    """Write one cell by its kind; returns how many characters it shows."""
    text = "" if value is None else str(value)
    if not text:
        return 0
    number = _number(text) if place[1] in sheet.numbers else None
    if number is not None:
        page.write_number(*place, float(number), book.format(_pattern(number)))
        return len(f"{number:,f}")
    day = _day(text) if place[1] in sheet.dates else None
    if day is not None:
        page.write_datetime(*place, day, book.format("dd/mm/yyyy"))
        return len("dd/mm/yyyy")
    page.write_string(*place, text[:_MOST_LETTERS], book.format("@"))
    return len(text)


def _number(text: str) -> Decimal | None:
    """The number in a text; None where Excel's 15 digits cannot hold it, so that it stays a text and stays right."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and len(number.normalize().as_tuple().digits) <= 15 else None


def _pattern(number: Decimal) -> str:
    """As many decimals as the number has; Excel shows "," and "." as the user's settings say."""
    exponent = number.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
