"""Recognised statistic tables → figures; a table of another shape gives none."""

from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.document import Span
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.kpis import Reader
from pipeline.parse.layout import Layout
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.numbers import scaled
from pipeline.parse.tables import UNIT_LINE
from pipeline.parse.taxonomy import match_label
from pipeline.report import Kpi, Section, Table, TableCell

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
    match = UNIT_LINE.search(folded(table.unit_line))
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
