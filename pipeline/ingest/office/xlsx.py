"""An Excel workbook of 2007 or later → its text with fonts, a line a row, tabs between cells."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from pipeline.ingest.office.cells import line, moment, number
from pipeline.styled import Part, StyledText, join

BOOK = "xl/workbook.xml"
EPOCH = datetime(1899, 12, 31)


def read_xlsx(path: Path) -> StyledText:
    """All sheets, an empty line between. Raises openpyxl's errors where the file is damaged."""
    with path.open("rb") as file:
        book = load_workbook(file, data_only=True, rich_text=True)
    return join(part for sheet in book.worksheets for part in _sheet(sheet))


def _sheet(sheet: Any) -> Iterator[Part]:
    for row in sheet.iter_rows():
        yield from line([list(_cell(cell)) for cell in row])
    yield "\n" if sheet.max_row else "", ""


def _cell(cell: Any) -> Iterator[Part]:
    """The parts of a cell, each in the font of the cell or its own."""
    font = str(cell.font.name or "") if cell.has_style else ""
    if not isinstance(cell.value, CellRichText):
        yield _shown(cell.value), font
        return
    for part in cell.value:
        if isinstance(part, TextBlock):
            yield part.text, str(part.font.rFont or font)
        else:
            yield part, font


def _shown(value: Any) -> str:
    """A value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, datetime):
        return moment(value, dated=True)
    if isinstance(value, date):
        return moment(datetime.combine(value, time()), dated=True)
    if isinstance(value, time):
        return moment(datetime.combine(EPOCH, value), dated=False)
    return number(value / timedelta(days=1)) if isinstance(value, timedelta) else str(value)
