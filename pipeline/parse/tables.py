"""Ruled grids and the lines in their cells → tables; recognised statistic tables → figures."""

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from pipeline.document import Box, Grid, Page, Span
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.kpis import Reader
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.numbers import LOOKALIKE, NUMBER, read_number, scaled
from pipeline.parse.sections import section_at
from pipeline.parse.taxonomy import match_label
from pipeline.report import Kpi, Section, Table, TableCell

_UNIT_LINE = regex.compile(r"(?:don vi tinh|dvt|don vi)\s*[:;.]\s*(?P<unit>[^)\n]{1,40})")
_CELL = regex.compile(rf"\s*(?P<sign>[-–+])?\s*(?P<number>{NUMBER})\s*(?P<percent>%)?\s*")
_ENCLOSED = regex.compile(rf"\s*\(\s*(?P<number>{NUMBER})\s*\)\s*")
_BROKEN = regex.compile(rf"\s*[\d{LOOKALIKE}][\d.,{LOOKALIKE}\s]*\s*%?\s*")
_NIL = frozenset({"", "-", "–", "—", "x", "X", "..."})
_COLUMN_NUMBER = regex.compile(r"\s*(?:\(?\d{1,2}\)?|\(?[A-Z]\)?)(?:\s*=.*)?\s*")
# Header words of the statistic tables that we read as figures.
_LABEL_HEAD = ("chi tieu", "noi dung", "chi tieu thong ke", "ten chi tieu", "danh muc", "tieu chi")
_UNIT_HEAD = ("dvt", "don vi tinh", "don vi", "dv tinh")
_VALUE_HEAD = (
    "so lieu",
    "ket qua",
    "thuc hien",
    "so luong",
    "gia tri",
    "ket qua thuc hien",
    "tong so",
    "so lieu thong ke",
)
_PLAN_HEAD = ("ke hoach", "kh nam", "du toan", "chi tieu giao")


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
    def text(self) -> str:
        return squeezed(" ".join(line.text for line in self.lines))


def read_cell(text: str) -> tuple[Decimal | None, tuple[str, ...]]:
    """The value of a cell, with flags: a dash is `nil_marker`, "(12)" in brackets stays positive and `bracketed`."""
    if text.strip() in _NIL:
        return None, ("nil_marker",) if text.strip() else ()
    match = _CELL.fullmatch(text)
    if match:
        number = read_number(match["number"])
        value = -number.value if number.value is not None and match["sign"] in ("-", "–") else number.value
        return value, (*number.flags, *(("percent",) if match["percent"] else ()))
    enclosed = _ENCLOSED.fullmatch(text)
    if enclosed:
        number = read_number(enclosed["number"])
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
        if row and len(texts) > 2 and all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
            return row + 1
        if row and any(cell.column > 0 and _numeric(cell) for cell in here):
            return _grown(cells, row)
    return min(1, rows)


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
    """Caption and unit line."""
    unit_line, caption = "", ""
    for line in above:
        plain = folded(line.text)
        if _UNIT_LINE.search(plain) and not unit_line:
            unit_line = squeezed(line.text)
        elif not caption and (plain.lstrip().startswith(("bang", "bieu", "phu luc", "danh sach")) or line.capitals):
            caption = squeezed(line.text)
    return caption, unit_line


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
    value, flags = read_cell(cell.text) if cell.row >= headers else (None, ())
    confidences = [layout.transcript.confidence(line.span) for line in cell.lines]
    return TableCell(
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        is_header=cell.row < headers,
        text=cell.text,
        value=value,
        flags=flags,
        box=cell.box,
        conf=min(confidences, default=1.0),
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a statistic table hold what; `values` with the kind of their figures."""

    label: int
    unit: int | None
    values: tuple[tuple[int, str], ...]


def _columns(table: Table) -> Columns | None:
    """Recognise `Chỉ tiêu | ĐVT | Số liệu`; None for a table that we do not read."""
    heads: dict[int, str] = {}
    for cell in table.cells:
        if cell.is_header and cell.column_span == 1 and cell.text:
            heads[cell.column] = squeezed(f"{heads.get(cell.column, '')} {folded(cell.text)}")
    label = next((c for c, text in sorted(heads.items()) if text.startswith(_LABEL_HEAD)), None)
    unit = next((c for c, text in sorted(heads.items()) if text in _UNIT_HEAD), None)
    values = [(c, "result") for c, text in sorted(heads.items()) if text.startswith(_VALUE_HEAD) and c != label]
    values += [(c, "plan") for c, text in sorted(heads.items()) if text.startswith(_PLAN_HEAD)]
    if label is None or not values or (unit is None and not table.unit_line):
        return None
    return Columns(label, unit, tuple(sorted(values)))


def unit_of(text: str, lexicon: Lexicon) -> tuple[str, Decimal] | None:
    """The unit that a cell or a unit line names, with its factor: "Triệu đồng" is VND and a million."""
    plain = squeezed(spelled(text)).strip(" .:()")
    thousand = plain.startswith(("1.000 ", "1000 "))
    words = plain.removeprefix("1.000 ").removeprefix("1000 ")
    factor = Decimal(1000) if thousand else Decimal(1)
    for word, size in sorted(lexicon.magnitudes.items(), key=lambda item: -len(item[0])):
        if words.startswith(f"{word} "):
            factor, words = size, words.removeprefix(f"{word} ").strip()
            break
    unit = next((unit for unit in lexicon.units if unit.form == words), None)
    return (unit.name, factor) if unit else None


def _line_unit(table: Table, lexicon: Lexicon) -> tuple[str, Decimal] | None:
    match = _UNIT_LINE.search(folded(table.unit_line))
    return unit_of(table.unit_line[match.start("unit") : match.end("unit")], lexicon) if match else None


def table_kpis(
    tools: Reader, layout: Layout, tables: tuple[Table, ...], sections: tuple[Section, ...], period: str, first: int
) -> tuple[Kpi, ...]:
    """Figures of the tables that we recognise; an empty or doubtful cell gives none."""
    by_id = {section.section_id: section for section in sections}
    found: list[Kpi] = []
    for table in tables:
        columns = _columns(table)
        if columns is None:
            continue
        cells = {(cell.row, cell.column): cell for cell in table.cells}
        for row in range(table.header_rows, table.rows):
            for column, kind in columns.values:
                kpi = _row_kpi(tools, layout, table, cells, columns, (row, column), kind)
                if kpi:
                    section = by_id.get(table.section_id)
                    found.append(_numbered(kpi, section, period, first + len(found)))
    return tuple(found)


def _numbered(kpi: Kpi, section: Section | None, period: str, number: int) -> Kpi:
    path = section.path if section else ""
    return replace(kpi, kpi_id=f"k{number:04}", section_path=path, period_label=period)


def _cell_span(layout: Layout, table: Table, row: int, column: int) -> Span | None:
    for line in layout.lines:
        if line.cell and line.page.number == table.page and line.cell[1:] == (row, column):
            return line.span
    return None


def _row_kpi(
    tools: Reader,
    layout: Layout,
    table: Table,
    cells: dict[tuple[int, int], TableCell],
    columns: Columns,
    place: tuple[int, int],
    kind: str,
) -> Kpi | None:
    cell, label = cells.get(place), cells.get((place[0], columns.label))
    span = _cell_span(layout, table, *place)
    if cell is None or label is None or not label.text or span is None or not any(c.isdigit() for c in cell.text):
        return None
    unit_cell = cells.get((place[0], columns.unit)) if columns.unit is not None else None
    raw = unit_cell.text if unit_cell else ""
    unit = unit_of(raw, tools.lexicon) if raw else _line_unit(table, tools.lexicon)
    value = scaled(cell.value, unit[1]) if cell.value is not None and unit else cell.value
    flags = cell.flags if unit else (*cell.flags, "unknown_unit")
    named = match_label(tools.labels.taxonomy, label.text, unit[0]) if unit else None
    sure = 0.9 if unit and cell.value is not None else 0.3
    return Kpi(
        span=span,
        text=layout.text[span.start : span.end],
        conf=round(sure * min(cell.conf, label.conf), 4),
        flags=flags,
        kpi_id="",
        key=named.indicator.key if named else "",
        label_raw=label.text,
        metric="rate" if unit and unit[0] == "%" else "value",
        value=value,
        value_raw=cell.text,
        value_hi=None,
        operator="",
        unit=unit[0] if unit else "",
        unit_raw=raw or table.unit_line,
        per="",
        denominator=None,
        comparison="",
        kind="plan" if kind == "plan" else "result",
        period_label="",
        period_role="",
        parent="",
        section_id=table.section_id,
        section_path="",
        sentence=label.text,
        table_id=table.table_id,
        row=place[0],
        column=place[1],
    )
