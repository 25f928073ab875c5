"""Recognised statistic tables → figures; a table of another shape gives none.

Two shapes: rows are indicators (`Chỉ tiêu | ĐVT | Kế hoạch | Thực hiện | So với KH (%)`), or rows are fields and
columns indicators (`Lĩnh vực | Tổng số | Trực tuyến | …`). A field's figure has its column as label, the field as
scope, and no key: only the total row states the indicator itself.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.document import Span
from pipeline.parse.dates import period as read_period
from pipeline.parse.folding import folded, squeezed
from pipeline.parse.labels import more_than_all
from pipeline.parse.layout import Layout
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.numbers import scaled
from pipeline.parse.reader import Reader
from pipeline.parse.table_forms import Form, form_named
from pipeline.parse.table_units import head_unit, line_unit, unit_of
from pipeline.parse.tables import COLUMN_NUMBER
from pipeline.parse.taxonomy import match_label
from pipeline.report import Kpi, Section, Table, TableCell

Use = Literal["result", "plan", "estimate", "ratio", "ratio_last"]
_USES: tuple[Use, ...] = ("result", "plan", "estimate", "ratio", "ratio_last")
_FEWEST_UNITS, _MOSTLY = 3, 0.8  # cells, and the share of them that must be units, to take a column for that of units
_FEWEST_COLUMNS = 3  # indicators that the headers of a field table must name, or it is another table


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what. `keys`: the indicators that the columns of a field table name.

    `unread`: columns whose header could not be read, so that `heads` says what the form calls them.
    """

    label: int
    unit: int | None
    values: tuple[tuple[int, Use], ...]
    heads: dict[int, str]
    keys: dict[int, str]
    unread: frozenset[int] = frozenset()
    scopes: tuple[str, ...] = ()


def _heads(table: Table) -> dict[int, str]:
    """The header of each column, its rows joined, column numbers left out."""
    heads: dict[int, str] = {}
    for cell in table.cells:
        if cell.is_header and cell.column_span == 1 and cell.text and not COLUMN_NUMBER.fullmatch(cell.text):
            heads[cell.column] = squeezed(f"{heads.get(cell.column, '')} {cell.text}")
    return heads


def _use(head: str, cues: dict[str, tuple[str, ...]]) -> Use | None:
    """What a column holds by its header; a comparison with last year is left alone (ratio or change?)."""
    plain = _tight(head)
    if "%" in plain and plain.startswith(cues["ratio"]):
        return "ratio"
    if "%" in plain or "cungky" in plain:
        return None
    if plain.startswith(cues["plan"]):
        return "plan"
    if plain.startswith(cues["estimate"]):
        return "estimate"
    return "result" if plain.startswith(cues["value"]) else None


def _tight(text: str) -> str:
    """Without marks and spaces: OCR joins the words of narrow headers ("Thựchiện")."""
    return folded(text).replace(" ", "")


def _field_keys(tools: Reader, heads: dict[int, str], unit: str) -> dict[int, str]:
    """The indicators that headers name: "Quá hạn" behind "Đã giải quyết" are those resolved late."""
    keys: dict[int, str] = {}
    whole = ""
    for column, head in sorted(heads.items()):
        named = match_label(tools.labels.taxonomy, head, unit)
        if named is None:
            if folded(head).startswith("tong so") and not keys:
                keys[column] = "tthc.received_total" if unit == "ho_so" else ""
            continue
        indicator = named.indicator
        keys[column] = indicator.under.get(whole, indicator.key)
        if any(whole_key == indicator.key for each in tools.lexicon.indicators for whole_key in each.under):
            whole = indicator.key
    return keys


def _cues(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(_tight, row)) for name, row in lexicon.cues["tables"].items()}


def column_uses(heads: dict[int, str], lexicon: Lexicon) -> tuple[tuple[int, Use], ...]:
    """The columns that hold results, plans and ratios to them, by their headers."""
    cues = _cues(lexicon)
    uses = [(column, _use(head, cues)) for column, head in sorted(heads.items())]
    return tuple((column, use) for column, use in uses if use is not None)


def _columns(tools: Reader, table: Table) -> Columns | None:
    """Recognise the shape of a table; None for one that we do not read."""
    heads = _heads(table)
    form = form_named(table.form)
    if form is not None:
        return _of_form(form, {cell.column: cell.header for cell in table.cells})
    cues = _cues(tools.lexicon)
    above = line_unit(table.unit_line, tools.lexicon)
    field = next((c for c, head in sorted(heads.items()) if _tight(head).startswith(cues["field"])), None)
    if field is not None and above:
        others = {c: head for c, head in heads.items() if c > field}
        keys = _field_keys(tools, others, above[0])
        if len([key for key in keys.values() if key]) >= _FEWEST_COLUMNS:
            return Columns(field, None, tuple((c, "result") for c in sorted(keys)), heads, keys)
    unit = next((c for c, head in sorted(heads.items()) if _tight(head) in cues["unit"]), _unit_column(tools, table))
    label = next((c for c, head in sorted(heads.items()) if _tight(head).startswith(cues["label"])), None)
    if label is None and unit:
        label = unit - 1  # the units stand beside what they measure
    others = {c: head for c, head in heads.items() if c not in (label, unit)}
    values = column_uses(others, tools.lexicon)
    measured = unit is not None or above or all(head_unit(heads[column], tools.lexicon) for column, _ in values)
    if label is None or not values or not measured:
        return None
    return Columns(label, unit, values, heads, {})


def _of_form(form: Form, headers: dict[int, str]) -> Columns:
    """The columns of a known form, by their places."""
    heads = {column: form.head(column, headers.get(column, "")) for column in range(len(form.columns))}
    named = {column: head for column, (head, _) in heads.items()}
    unread = frozenset(column for column, (_, read) in heads.items() if not read)
    keys = {column: key for column, key in enumerate(form.keys) if key}
    if keys:
        return Columns(1, None, tuple((c, "result") for c in sorted(keys)), named, keys, unread)
    values = tuple((c, use) for c, name in enumerate(form.uses) for use in _USES if use == name)
    return Columns(form.column("label") or 0, form.column("unit"), values, named, {}, frozenset(), form.scopes)


def _unit_column(tools: Reader, table: Table) -> int | None:
    """The column that holds nothing but units, whatever its header says."""
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        if not cell.is_header and cell.text:
            texts.setdefault(cell.column, []).append(cell.text)
    for column, here in sorted(texts.items()):
        known = sum(unit_of(text, tools.lexicon) is not None for text in here)
        if len(here) >= _FEWEST_UNITS and known >= _MOSTLY * len(here):
            return column
    return None


def table_kpis(
    tools: Reader, layout: Layout, tables: tuple[Table, ...], sections: tuple[Section, ...], period: str, first: int
) -> tuple[Kpi, ...]:
    """Figures of the tables that we recognise; an empty cell gives none."""
    paths = {section.section_id: section.path for section in sections}
    found: list[Kpi] = []
    shapes: dict[str, Columns | None] = {}
    for table in tables:
        columns = shapes[table.continues] if table.continues else _columns(tools, table)
        shapes[table.table_id] = columns
        if columns is None:
            continue
        cells = {(cell.row, cell.column): cell for cell in table.cells}
        for row in range(table.header_rows, table.rows):
            for column, use in columns.values:
                cell, label = cells.get((row, column)), cells.get((row, columns.label))
                if cell is None or label is None or cell.span is None or not any(c.isdigit() for c in cell.text):
                    continue
                span = cell.span
                meaning = _meaning(tools, table, columns, cells, cell, label, use)
                text = layout.text[span.start : span.end]
                number = f"k{first + len(found):04}"
                own = _own_period(cell.header) or period
                found.append(_kpi(table, cell, meaning, (span, text, number), own, paths.get(table.section_id, "")))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell states."""

    key: str
    label: str
    scope: str
    unit: tuple[str, Decimal] | None
    unit_raw: str
    use: Use
    conf: float
    flags: tuple[str, ...] = ()


def _meaning(
    tools: Reader,
    table: Table,
    columns: Columns,
    cells: dict[tuple[int, int], TableCell],
    cell: TableCell,
    label: TableCell,
    use: Use,
) -> Meaning:
    """A field table: the column is the label; otherwise the row is, with the unit of its cell or of the unit line."""
    if columns.keys:
        total = folded(label.text).startswith(tools.lexicon.totals)
        form = form_named(table.form)
        unit = (form.unit, Decimal(1)) if form and form.unit else line_unit(table.unit_line, tools.lexicon)
        key = columns.keys[cell.column] if total else ""
        scope = "" if total else label.text
        flags = ("label_from_form",) if cell.column in columns.unread else ()
        sure = min(cell.conf, label.conf)
        return Meaning(key, columns.heads[cell.column], scope, unit, table.unit_line, use, sure, flags)
    unit_cell = cells.get((cell.row, columns.unit)) if columns.unit is not None else None
    raw = unit_cell.text if unit_cell else ""
    unit = unit_of(raw, tools.lexicon) if raw else line_unit(table.unit_line, tools.lexicon)
    own = ("%", Decimal(1), "%") if "percent" in cell.flags else head_unit(cell.header, tools.lexicon)
    if own is not None and use not in ("ratio", "ratio_last") and (not raw or own[0] == "%"):
        unit, raw = own[:2], own[2]
    named = match_label(tools.labels.taxonomy, label.text, unit[0]) if unit else None
    key = named.indicator.key if named else ""
    if use in ("ratio", "ratio_last"):
        unit, raw = ("%", Decimal(1)), "%"
    scope = columns.scopes[cell.column] if columns.scopes else ""
    return Meaning(key, label.text, scope, unit, raw or table.unit_line, use, min(cell.conf, label.conf))


def _own_period(header: str) -> str:
    """The period that the innermost header names which names one: "Năm 2019 › Ước thực hiện 6 tháng 2019"."""
    parts = reversed(header.split(" › "))
    return next((found for part in parts if (found := read_period(part, folded(part)))), "")


def _kpi(table: Table, cell: TableCell, meaning: Meaning, place: tuple[Span, str, str], period: str, path: str) -> Kpi:
    span, text, number = place
    unit, flags = meaning.unit, (*cell.flags, *meaning.flags)
    value = cell.value
    if unit is None:
        flags = (*flags, "unknown_unit")
    elif value is not None:
        value = scaled(value, unit[1])
    if unit is not None and unit[0] == "%" and meaning.use == "result" and more_than_all(meaning.label, value):
        value, flags = None, (*flags, "rate_over_100")
    comparison = {"ratio": "plan", "ratio_last": "same_period_last_year"}.get(meaning.use, "")
    kinds: dict[Use, Literal["plan", "estimate"]] = {"plan": "plan", "estimate": "estimate"}
    return Kpi(
        span=span,
        text=text,
        conf=round((0.9 if unit and value is not None else 0.3) * meaning.conf, 4),
        flags=flags,
        kpi_id=number,
        key=meaning.key,
        label_raw=meaning.label,
        metric="achievement" if comparison else "rate" if unit and unit[0] == "%" else "value",
        value=value,
        value_raw=cell.text,
        value_hi=None,
        operator="",
        unit=unit[0] if unit else "",
        unit_raw=meaning.unit_raw,
        per="",
        denominator=None,
        comparison=comparison,
        kind=kinds.get(meaning.use, "result"),
        period_label=period,
        period_role="",
        parent="",
        section_id=table.section_id,
        section_path=path,
        sentence=meaning.label,
        scope=meaning.scope,
        table_id=table.table_id,
        row=cell.row,
        column=cell.column,
    )
