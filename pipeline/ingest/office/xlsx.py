"""An Excel workbook of 2007 or later → its text with fonts, a line a row, tabs between cells."""

import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from datetime import date, datetime, time, timedelta
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import range_boundaries

from pipeline.ingest.office.cells import HIDDEN_ROWS, Cell, lines, moment, number
from pipeline.ingest.office.left_out import LeftOut, Unseen, told
from pipeline.styled import Part, StyledText, join

BOOK = "xl/workbook.xml"
EPOCH = datetime(1899, 12, 31)
MOST_ROWS = 1_048_576  # of a sheet
MOST_SPREAD = 5_000_000  # cells that ranges cover in which openpyxl makes every cell; a column has a million
# What is not in cells, by the folder of its parts and what each looks like there.
BESIDE: Mapping[Unseen, tuple[str, re.Pattern[bytes]]] = {
    "formulas without a result": ("xl/worksheets/", re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")),
    "comments": ("xl/comments", re.compile(rb"<comment\b")),
    "pictures or objects": ("xl/drawings/", re.compile(rb"</(?:\w+:)?(?:twoCell|oneCell|absolute)Anchor>")),
}
RANGE = re.compile(rb'<(?:mergeCell|hyperlink)\b[^>]*\sref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
HIDDEN = re.compile(rb'<(?:row|col)\b[^>]*\shidden="(?:1|true)"')


def read_xlsx(path: Path) -> StyledText:
    """All sheets, an empty line between. Raises openpyxl's errors where the file is damaged."""
    left_out, sentences = _beside(path)
    with path.open("rb") as file, redirect_stdout(StringIO()), catch_warnings():
        simplefilter("ignore")  # openpyxl prints what it wonders at; standard output is for the text
        book = load_workbook(file, data_only=True, rich_text=True)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    left_out["hidden sheets"] += len(book.worksheets) - len(shown)
    parts = [part for sheet in shown for part in _sheet(sheet, left_out)]
    return join(parts, (*told(left_out), *sentences))


def _beside(path: Path) -> tuple[LeftOut, tuple[str, ...]]:
    """What stands beside the values of cells, and what is to be said of them. Raises OverflowError for huge ranges."""
    left_out, hidden, spread = LeftOut(), False, 0
    with ZipFile(path) as parts:
        for name in parts.namelist():
            if name.endswith(".xml") and name.startswith(tuple(folder for folder, _ in BESIDE.values())):
                data = parts.read(name)
                spread += sum(map(_size, RANGE.findall(data)))
                hidden = hidden or HIDDEN.search(data) is not None
                for what, (folder, sign) in BESIDE.items():
                    left_out[what] += len(sign.findall(data)) if name.startswith(folder) else 0
    if spread > MOST_SPREAD:
        raise OverflowError(f"ranges of {spread} cells")
    return left_out, (HIDDEN_ROWS,) if hidden else ()


def _size(reference: bytes) -> int:
    """How many cells a range has."""
    left, top, right, bottom = range_boundaries(reference.decode())
    return int((right - left + 1) * (bottom - top + 1))


def _sheet(sheet: Any, left_out: LeftOut) -> Iterator[Part]:
    yield from lines(_rows(sheet), left_out)
    yield "\n", ""


def _rows(sheet: Any) -> Iterator[list[Cell]]:
    """The rows of a sheet. Only cells that its file has are looked at: one that stands far off would else make millions
    of empty ones, as openpyxl's own ways through a sheet do."""
    before = 0
    for place, places in groupby(sorted(sheet._cells), key=lambda at: at[0]):
        if place > MOST_ROWS:
            raise OverflowError(f"row {place}")
        for _ in range(before + 1, place):
            yield []
        row: list[Cell] = []
        for _, column in places:
            row += [()] * (column - 1 - len(row))
            row.append(list(_cell(sheet._cells[place, column])))
        yield row
        before = place


def _cell(cell: Any) -> Iterator[Part]:
    """The parts of a cell, each in the font of the cell or its own."""
    if cell.value is None:
        return
    font = str(cell.font.name or "") if cell.has_style else ""
    if not isinstance(cell.value, CellRichText):
        yield _shown(cell.value, str(cell.number_format)), font
        return
    for part in cell.value:
        if isinstance(part, TextBlock):
            yield part.text, str(part.font.rFont or font)
        else:
            yield part, font


def _shown(value: Any, form: str) -> str:
    """A value as text."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number(value, form)
    if isinstance(value, datetime):
        return moment(value, dated=True)
    if isinstance(value, date):
        return moment(datetime.combine(value, time()), dated=True)
    if isinstance(value, time):
        return moment(datetime.combine(EPOCH, value), dated=False)
    return number(value / timedelta(days=1)) if isinstance(value, timedelta) else str(value)
