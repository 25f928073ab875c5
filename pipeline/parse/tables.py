"""Ruled grids and the lines in their cells → tables."""

from dataclasses import dataclass
from decimal import Decimal

import regex

from pipeline.document import Box, Grid, Page, Span
from pipeline.parse.folding import folded, squeezed
from pipeline.parse.headings import head
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.numbers import LOOKALIKE, NUMBER, read_number
from pipeline.parse.sections import section_at
from pipeline.parse.table_units import UNIT_LINE
from pipeline.report import Section, Table, TableCell

_CELL = regex.compile(rf"\s*(?P<sign>[-–+])?\s*(?P<number>{NUMBER})\s*(?P<percent>%)?\s*")
_WRAPPED = regex.compile(r"\d+[.,]\d{4,}(?: \d+)+")  # "121.18417 5"
_ENCLOSED = regex.compile(rf"\s*\(\s*(?P<number>{NUMBER})\s*\)\s*")
_BROKEN = regex.compile(rf"\s*[\d{LOOKALIKE}][\d.,{LOOKALIKE}\s]*\s*%?\s*")
_NIL = frozenset({"", "-", "–", "—", "x", "X", "..."})
COLUMN_NUMBER = regex.compile(r"\s*(?:\(?\d{1,2}\)?|\(?[A-Z]\)?)(?:\s*=.*)?\s*")


@dataclass(frozen=True, slots=True)
class Filled:
    """A grid cell with its lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[TextLine, ...]

    @property
    def typed(self) -> bool:
        """Whether its characters are those of a file, not read from an image."""
        return bool(self.lines) and self.lines[0].page.source != "ocr"

    @property
    def text(self) -> str:
        """The lines on one; a long decimal number that a narrow column broke is whole again."""
        text = squeezed(" ".join(line.text for line in self.lines))
        return text.replace(" ", "") if self.typed and _WRAPPED.fullmatch(text) else text


def read_cell(text: str, typed: bool = False) -> tuple[Decimal | None, tuple[str, ...]]:
    """The value of a cell, with flags: a dash is `nil_marker`, "(12)" in brackets stays positive and `bracketed`.

    `typed` as in `read_number`.
    """
    if text.strip() in _NIL:
        return None, ("nil_marker",) if text.strip() else ()
    match = _CELL.fullmatch(text)
    if match:
        number = read_number(match["number"], typed)
        value = -number.value if number.value is not None and match["sign"] in ("-", "–") else number.value
        return value, (*number.flags, *(("percent",) if match["percent"] else ()))
    enclosed = _ENCLOSED.fullmatch(text)
    if enclosed:
        number = read_number(enclosed["number"], typed)
        return number.value, (*number.flags, "bracketed")
    if any(c.isdigit() for c in text) and _BROKEN.fullmatch(text):
        return None, ("broken_digits",)
    return None, ()


def _filled(layout: Layout, page: Page, index: int, grid: Grid) -> tuple[Filled, ...]:
    inside: dict[tuple[int, int], list[TextLine]] = {}
    for line in layout.lines:
        if line.page is page and line.cell is not None and line.cell[0] == index:
            inside.setdefault((line.cell[1], line.cell[2]), []).append(line)
    return tuple(
        Filled(c.row, c.column, c.row_span, c.column_span, c.box, tuple(inside.get((c.row, c.column), ())))
        for c in grid.cells
    )


def _numeric(cell: Filled) -> bool:
    return read_cell(cell.text)[0] is not None


def _header_rows(cells: tuple[Filled, ...], rows: int) -> int:
    """Rows at the top that name columns: before the first row with a figure outside the first column, and the row of
    column numbers. Errs towards one header row: a table without figures has one.
    """
    for row in range(rows):
        here = [cell for cell in cells if cell.row == row]
        texts = [cell.text for cell in here if cell.text]
        if row and len(texts) > 2 and column_numbers(texts):
            return row + 1
        if row and any(cell.column > 0 and _numeric(cell) for cell in here):
            return _grown(cells, row)
    return min(1, rows)


def column_numbers(texts: list[str]) -> bool:
    """A row "(1) (2) (3)=(1)+(2)"; OCR may break some, and their brackets betray them: "(42", "6)", "(H)"."""
    if all(COLUMN_NUMBER.fullmatch(text) for text in texts):
        return True
    short = all(len(text) <= 4 for text in texts)
    return short and sum("(" in text or ")" in text for text in texts) * 2 >= len(texts)


def _grown(cells: tuple[Filled, ...], row: int) -> int:
    """Section rows ("A  Diện tích đất") above the first figure belong to the body; spans of row 0 to the header."""
    first = [cell for cell in cells if cell.row == 0]
    return max(1, min(row, max((cell.row_span for cell in first), default=1)))


def _above(layout: Layout, page: Page, grid: Grid) -> list[TextLine]:
    """The three lines right above a grid, nearest first."""
    lines = [line for line in layout.lines if line.page is page and line.zone != "table"]
    boxes = [(page.lines[_index(layout, line)].box, line) for line in lines]
    near = [(box, line) for box, line in boxes if box.bottom <= grid.box.top + 5]
    near.sort(key=lambda pair: -pair[0].bottom)
    return [line for _, line in near[:3]]


def _index(layout: Layout, line: TextLine) -> int:
    first = next(other.number for other in layout.lines if other.page is line.page)
    return line.number - first


def _caption(above: list[TextLine]) -> tuple[str, str]:
    """Caption and unit line; a numbered heading of the report is no caption."""
    unit_line, caption = "", ""
    for line in above:
        plain = folded(line.text)
        names = plain.lstrip().startswith(("bang", "bieu", "phu luc", "danh sach")) or line.capitals
        if _is_unit_line(plain) and not unit_line:
            unit_line = squeezed(line.text)
        elif not caption and names and head(line.text) is None:
            caption = squeezed(line.text)
    return caption, unit_line


def _is_unit_line(plain: str) -> bool:
    return UNIT_LINE.search(plain) is not None


def find_tables(layout: Layout, sections: tuple[Section, ...]) -> tuple[Table, ...]:
    """All ruled tables, page by page."""
    found: list[Table] = []
    for page in layout.transcript.document.pages:
        for index, grid in enumerate(page.grids):
            cells = _filled(layout, page, index, grid)
            if cells:
                found.append(_table(layout, page, grid, cells, sections, len(found) + 1))
    return tuple(found)


def _table(
    layout: Layout, page: Page, grid: Grid, cells: tuple[Filled, ...], sections: tuple[Section, ...], number: int
) -> Table:
    rows = max(cell.row + cell.row_span for cell in cells)
    columns = max(cell.column + cell.column_span for cell in cells)
    headers = _header_rows(cells, rows)
    caption, unit_line = _caption(_above(layout, page, grid))
    starts = [line.span.start for cell in cells for line in cell.lines]
    section = section_at(sections, min(starts)) if starts else None
    made = tuple(_cell(layout, cell, headers) for cell in cells)
    sure = [cell.conf for cell in made if cell.text]
    return Table(
        table_id=f"t{number:04}",
        page=page.number,
        box=grid.box,
        caption=caption,
        unit_line=unit_line,
        rows=rows,
        columns=columns,
        header_rows=headers,
        section_id=section.section_id if section else "",
        cells=made,
        conf=round(sum(sure) / len(sure), 4) if sure else 0.0,
    )


def _cell(layout: Layout, cell: Filled, headers: int) -> TableCell:
    value, flags = read_cell(cell.text, cell.typed) if cell.row >= headers else (None, ())
    read = [flag for line in cell.lines for flag in layout.reading_flags(line.span)] if cell.row >= headers else []
    doubts = tuple(dict.fromkeys(read))
    confidences = [layout.transcript.confidence(line.span) for line in cell.lines]
    return TableCell(
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        is_header=cell.row < headers,
        text=cell.text,
        value=value,
        flags=(*flags, *doubts),
        box=cell.box,
        conf=min(confidences, default=1.0),
        span=Span(cell.lines[0].span.start, cell.lines[-1].span.end) if cell.lines else None,
    )
