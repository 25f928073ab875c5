"""An Excel workbook of 2003 or older → its text with fonts, a line a row, tabs between cells."""

from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

import xlrd
from xlrd.biffh import error_text_from_code

from pipeline.errors import InputError
from pipeline.ingest.office.cells import HIDDEN_ROWS, Cell, lines, moment, number
from pipeline.ingest.office.left_out import LeftOut, told
from pipeline.styled import Part, StyledText, join


def read_sheets(path: Path) -> StyledText:
    """All sheets, an empty line between. Raises InputError where the file is encrypted; xlrd's errors if damaged."""
    try:
        # xlrd prints what it wonders at; standard output is for the text.
        book = xlrd.open_workbook(path, formatting_info=True, on_demand=True, ragged_rows=True, logfile=StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise InputError(f"{path} is encrypted.", "Save a copy without a password and repair that.") from error
        raise
    with book:
        return _read(book)


def _read(book: xlrd.Book) -> StyledText:
    """The text of all sheets that are shown, and what is to be said of them."""
    left_out, sentences, parts = LeftOut(), set[str](), list[Part]()
    for sheet in map(book.sheet_by_index, range(book.nsheets)):
        if sheet.visibility:
            left_out["hidden sheets"] += 1
            continue
        parts += lines(_rows(book, sheet), left_out)
        parts.append(("\n" if sheet.nrows else "", ""))
        left_out["comments"] += len(sheet.cell_note_map)
        if _has_hidden(sheet):
            sentences.add(HIDDEN_ROWS)
    return join(parts, (*told(left_out), *sentences))


def _rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[list[Cell]]:
    for row in range(sheet.nrows):
        changes = sheet.rich_text_runlist_map
        yield [list(_cell(book, cell, changes.get((row, column), ()))) for column, cell in enumerate(sheet.row(row))]


def _has_hidden(sheet: xlrd.sheet.Sheet) -> bool:
    """Whether some of the rows or columns with text are hidden."""
    rows = any(info.hidden for row, info in sheet.rowinfo_map.items() if row < sheet.nrows)
    return rows or any(info.hidden for column, info in sheet.colinfo_map.items() if column < sheet.ncols)


def _cell(book: xlrd.Book, cell: xlrd.sheet.Cell, changes: Sequence[tuple[int, int]]) -> Iterator[Part]:
    """The parts of a cell: `changes` are places in its text from which on another font is used."""
    text = _shown(book, cell)
    font = _font(book, book.xf_list[cell.xf_index].font_index) if text else ""
    at = 0
    for place, name in changes:
        yield text[at:place], font
        at, font = place, _font(book, name)
    yield text[at:], font


def _font(book: xlrd.Book, number: int) -> str:
    return str(book.font_list[number].name) if number < len(book.font_list) else ""


def _shown(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    """A cell as text."""
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return number(cell.value, str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(error_text_from_code.get(cell.value, "#N/A"))
    return str(cell.value)


def _date(value: float, mode: int) -> str:
    """A date, a time, or both; the number where it is no date."""
    try:
        return moment(xlrd.xldate_as_datetime(value, mode), dated=value >= 1)
    except (ValueError, OverflowError):
        return number(value)
