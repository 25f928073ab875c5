"""What the text says: metadata, sections, citations, figures, tables and doubts, each with the span that shows it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from pipeline.document import Box, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something found: `span` of the transcript and `text`, the words there as printed. `conf` is 0 to 1."""

    span: Span
    text: str
    conf: float = 1.0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Finding):
    """A metadata field, e.g. code_number = "87". `value` is normalised: dates in ISO form, one space between words."""

    name: str
    value: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Finding):
    """A heading and what stands under it, up to `end`. `text` is the heading as printed, `title` without its ordinal.

    `path` joins the ordinals from the root, e.g. "II.2.a"; `level` counts from 1; `parent` is a section_id or "".
    """

    section_id: str
    parent: str
    path: str
    level: int
    kind: str
    ordinal: int
    ordinal_raw: str
    title: str
    role: str
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Finding):
    """A document that the report cites. `key` is made for matching: number without zeros, year, folded symbol.

    All mentions of one document make one citation, placed at the first.
    """

    citation_id: str
    key: str
    type_raw: str
    type_abbr: str
    number: str
    year: str
    notation: str
    issued_date: date | None
    relation: Literal["basis", "implements", "amends", "replaces", "repeals", "mentions"]
    mentions: tuple[Span, ...]
    section_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi(Finding):
    """A figure with its meaning. `text` is the number as printed with its unit; `value` is scaled (money in đồng).

    `value` is None where the reading cannot be trusted, and negative for a decrease (metric "change").
    `key` is "" for an indicator outside the taxonomy; `scope` is the field that it covers, e.g. "Hộ tịch".
    """

    kpi_id: str
    key: str
    label_raw: str
    metric: Literal["value", "rate", "change", "achievement", "factor", "rank"]
    value: Decimal | None
    value_raw: str
    value_hi: Decimal | None
    operator: str
    unit: str
    unit_raw: str
    per: str
    denominator: Decimal | None
    comparison: str
    kind: Literal["result", "target", "plan", "estimate"]
    period_label: str
    period_role: str
    parent: str
    section_id: str
    section_path: str
    sentence: str
    scope: str = ""
    table_id: str = ""
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One cell, counted from 0. `value` is None where the text is no number that can be trusted; `box` is its place."""

    row: int
    column: int
    row_span: int
    column_span: int
    is_header: bool
    text: str
    value: Decimal | None
    flags: tuple[str, ...]
    box: Box
    conf: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ruled table; page counts from 1, `header_rows` rows at the top are headers."""

    table_id: str
    page: int
    box: Box
    caption: str
    unit_line: str
    rows: int
    columns: int
    header_rows: int
    section_id: str
    cells: tuple[TableCell, ...]
    conf: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A doubt for a person to look at. `code` is stable; `page` counts from 1, 0 for the whole document."""

    code: str
    message: str
    severity: Literal["info", "warning", "error"] = "warning"
    page: int = 0
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in one document, in reading order."""

    fields: tuple[Field, ...] = ()
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    tables: tuple[Table, ...] = ()
    issues: tuple[Issue, ...] = field(default=())

    def field(self, name: str) -> str:
        """The value of the first metadata field of that name, or ""."""
        return next((found.value for found in self.fields if found.name == name), "")
