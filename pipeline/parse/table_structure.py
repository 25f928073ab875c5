"""A table as its rules part it → what it says: header paths, units, kinds of rows, and tables that go on over pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from rapidfuzz import fuzz

from pipeline.document import Page
from pipeline.parse.folding import folded, squeezed
from pipeline.parse.layout import Layout
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.numbers import Number, judged
from pipeline.parse.table_forms import form_named, form_of
from pipeline.parse.table_rows import Row, body_rows, is_ordinal_column, roles
from pipeline.parse.table_units import head_unit, line_unit, unit_of
from pipeline.parse.tables import column_numbers, read_cell
from pipeline.report import Table, TableCell

JOIN = " › "
_SAME_EDGE = 0.03  # of a table's width: edges of one column on two pages, scanned askew
_SAME_HEADER = 85  # per cent of the letters: OCR reads a repeated header a little otherwise
_MARGIN = 0.06  # of the page's height: page numbers and running heads stand there


@dataclass(frozen=True)
class Shape:
    """What a table's header says: a path for each column, which columns name, order and measure the rows."""

    paths: tuple[str, ...]
    ordinals: int | None
    labels: int
    units: int | None
    rows: tuple[Row, ...] = ()


def structured(layout: Layout, tables: Sequence[Table], lexicon: Lexicon) -> tuple[tuple[Table, ...], dict[str, Shape]]:
    """Tables with headers, units and roles filled in, and the shape of each by its table_id."""
    made: list[Table] = []
    shapes: dict[str, Shape] = {}
    for table in tables:
        before = made[-1] if made else None
        if before is not None and _goes_on(layout, before, table):
            table = _continued(before, table)
        shape = shapes[table.continues] if table.continues else _shape(table, lexicon)
        form = form_named(before.form) if table.continues and before else form_of(shape.paths, _figures(table))
        table = replace(table, form=form.name if form else "")
        if form is not None and form.uses:
            shape = replace(shape, labels=form.column("label") or 0, units=form.column("unit"))
        texts = {(cell.row, cell.column): cell.text for cell in table.cells}
        rows = body_rows(texts, table.header_rows, table.rows, shape.ordinals, shape.labels, lexicon.totals)
        shapes[table.table_id] = replace(shape, rows=rows)
        made.append(_filled(table, shapes[table.table_id], lexicon))
    return tuple(made), shapes


def _figures(table: Table) -> list[dict[int, Decimal]]:
    """The figures of the body, by column, row by row."""
    rows: dict[int, dict[int, Decimal]] = {}
    for cell in table.cells:
        if not cell.is_header and cell.value is not None:
            rows.setdefault(cell.row, {})[cell.column] = cell.value
    return list(rows.values())


def _goes_on(layout: Layout, before: Table, table: Table) -> bool:
    """Whether a table continues the one on the page before: the same columns, and no text between them.

    Errs towards two tables: a line of text between them, such as a caption, parts them.
    """
    if table.page != before.page + 1 or table.columns != before.columns:
        return False
    edges = zip(_edges(before), _edges(table), strict=False)
    if len(_edges(before)) != len(_edges(table)) or any(abs(a - b) > _SAME_EDGE for a, b in edges):
        return False
    return not (_text_near(layout, before, below=True) or _text_near(layout, table, below=False))


def _edges(table: Table) -> list[float]:
    lefts: dict[int, int] = {}
    for cell in table.cells:
        lefts.setdefault(cell.column, cell.box.left)
    return [(lefts[column] - table.box.left) / max(1, table.box.width) for column in sorted(lefts)]


def _text_near(layout: Layout, table: Table, below: bool) -> bool:
    """Whether running text stands on the page below (or above) a table, its margins aside."""
    page = next(page for page in layout.transcript.document.pages if page.number == table.page)
    return any(_is_text(page, line.zone, line.box.top, line.box.bottom, table, below) for line in page.lines)


def _is_text(page: Page, zone: str, top: int, bottom: int, table: Table, below: bool) -> bool:
    if zone in ("table", "page-number", "margin"):
        return False
    if below:
        return top >= table.box.bottom and bottom < (1 - _MARGIN) * page.height
    return bottom <= table.box.top and top > _MARGIN * page.height


def _continued(before: Table, table: Table) -> Table:
    """The table with its repeated header, its repeated column numbers, or no header at all."""
    old, new = _grid(before), _grid(table)
    width = range(table.columns)
    same = 0
    for row in range(min(before.header_rows, table.rows)):
        old_row, new_row = (" ".join(grid.get((row, c), "") for c in width) for grid in (old, new))
        if fuzz.ratio(folded(old_row), folded(new_row)) < _SAME_HEADER:
            break
        same = row + 1
    numbers = [text for c in width if (text := new.get((0, c), ""))]
    if not same and len(numbers) == table.columns > 2 and column_numbers(numbers) and "numbers" in before.roles:
        same = 1
    cells = tuple(_reread(cell, same) for cell in table.cells)
    unit = table.unit_line or before.unit_line
    return replace(table, cells=cells, header_rows=same, continues=before.table_id, unit_line=unit)


def _reread(cell: TableCell, headers: int) -> TableCell:
    """The cell as part of the header or the body, whichever it was taken for before."""
    if cell.row < headers:
        return replace(cell, is_header=True, value=None, flags=())
    value, flags = read_cell(cell.text) if cell.is_header else (cell.value, cell.flags)
    return replace(cell, is_header=False, value=value, flags=flags)


def _grid(table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in table.cells}


def numbers_row(table: Table) -> int | None:
    """The header row that numbers the columns."""
    for row in reversed(range(table.header_rows)):
        texts = [cell.text for cell in table.cells if cell.row == row and cell.text]
        if row and len(texts) > 2 and column_numbers(texts):
            return row
    return None


def _shape(table: Table, lexicon: Lexicon) -> Shape:
    numbered = numbers_row(table)
    paths = tuple(_path(table, column, numbered) for column in range(table.columns))
    cues = lexicon.cues["tables"]
    ordinals = next((c for c in (0, 1) if c < len(paths) and is_ordinal_column(paths[c]) and paths[c]), None)
    if ordinals is None and _ordered(table):
        ordinals = 0
    units = next((c for c, path in enumerate(paths) if folded(path).strip(" .") in map(folded, cues["unit"])), None)
    labels = next((c for c in range(len(paths)) if c not in (ordinals, units)), 0)
    return Shape(paths, ordinals, labels, units)


def _path(table: Table, column: int, numbered: int | None) -> str:
    """The headers over a column, from the top, each once."""
    parts: list[str] = []
    for cell in sorted(table.cells, key=lambda cell: cell.row):
        over = cell.is_header and cell.row != numbered and cell.column <= column < cell.column + cell.column_span
        if over and cell.text and squeezed(cell.text) not in parts:
            parts.append(squeezed(cell.text))
    return JOIN.join(parts)


def _ordered(table: Table) -> bool:
    """Whether the first column holds nothing longer than an ordinal, though its header does not say so."""
    texts = [cell.text for cell in table.cells if cell.column == 0 and not cell.is_header and cell.text]
    return len(texts) > 1 and all(len(text) <= 5 for text in texts)


def _filled(table: Table, shape: Shape, lexicon: Lexicon) -> Table:
    """Header paths and units into the cells; a per cent in the header goes before the unit of the row."""
    form = form_named(table.form)
    above = (form.unit, Decimal(1)) if form and form.unit else line_unit(table.unit_line, lexicon)
    heads = [head_unit(path, lexicon) for path in shape.paths]
    for column, use in enumerate(form.uses if form else ()):
        heads[column] = ("%", Decimal(1), "%") if use.startswith("ratio") else heads[column]
    texts = _grid(table)
    cells = []
    for cell in table.cells:
        head = heads[cell.column] if cell.column < len(heads) else None
        own = texts.get((cell.row, shape.units), "") if shape.units is not None else ""
        unit, raw = unit_of(own, lexicon) if own else None, own
        if head is not None and (unit is None or head[0] == "%"):
            unit, raw = head[:2], head[2]
        elif not own and above is not None:
            unit, raw = above, table.unit_line
        measured = cell.value is not None and cell.column not in (shape.ordinals, shape.units)
        name, factor = unit if unit and measured else ("", Decimal(1))
        if "percent" in cell.flags:
            name, factor, raw = "%", Decimal(1), "%"
        path = shape.paths[cell.column] if cell.column < len(shape.paths) else ""
        number = judged(Number(cell.text, cell.value, cell.flags), lexicon.unit_kind(name) if factor == 1 else "")
        flags = tuple(dict.fromkeys((*cell.flags, *number.flags)))
        cell = replace(cell, value=number.value, flags=flags)
        cells.append(replace(cell, header=path, unit=name, unit_raw=raw if measured else "", factor=factor))
    kinds = roles(shape.rows, table.header_rows, numbers_row(table))
    return replace(table, cells=tuple(cells), roles=kinds)


def pieces(tables: Sequence[Table]) -> tuple[tuple[Table, ...], ...]:
    """Tables over pages as one group each, in order."""
    groups: list[list[Table]] = []
    for before, table in pairwise((None, *tables)):
        assert table is not None
        if table.continues and before is not None:
            groups[-1].append(table)
        else:
            groups.append([table])
    return tuple(map(tuple, groups))
