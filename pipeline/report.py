"""What the text says: metadata, sections, citations, figures, tables and doubts, each with the span that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from pipeline.document import Box, Doubt, Span

# Flags of findings by the doubt of a word that they rest on.
READING_FLAGS: Mapping[Doubt, str] = {"digits": "digits_disagree", "covered": "under_seal"}
LOW_CONFIDENCE = "low_confidence"  # of the digits of a citation, or of a metadata field, as the reader itself says
CONTRADICTED = "contradicted"
WITHHELD = "withheld"  # read with doubt and contradicted: no value is given
# Flags that send a person to look at a value that is given all the same.
VALUE_DOUBTS = frozenset({*READING_FLAGS.values(), CONTRADICTED, "dot_decimal", "three_decimals"})
_LONGEST_ORDINAL = 4  # letters of "VIII" in the column of ordinals


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
    `kind` "norm": an article of a law or decision lays it down ("phạt tiền từ 1 triệu đến 2 triệu đồng").
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
    kind: Literal["result", "target", "plan", "estimate", "norm"]
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
    """One cell, counted from 0. `value` is None where the text is no number that can be trusted; `box` is its place.

    `value` is the number as printed; times `factor` it is in `unit` ("VND" and a million under "triệu đồng"). `header`
    is the path of the headers above, " › " between them; `span` covers the words, and is None for an empty cell.
    """

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
    span: Span | None = None
    header: str = ""
    unit: str = ""
    unit_raw: str = ""
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ruled table; page counts from 1, `header_rows` rows at the top are headers.

    `roles` says for every row what it is: "header", "numbers" (of the columns), "total", "group" or "item".
    `continues` is the table_id of the part on the page before, or "". `form` names the known form, or is "".
    """

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
    roles: tuple[str, ...] = ()
    continues: str = ""
    form: str = ""

    def row_labels(self) -> dict[int, str]:
        """What names each row below the header: its first text with a small letter, or of more letters than "VIII"."""
        labels: dict[int, str] = {}
        for cell in self.cells:
            named = sum(c.isalpha() for c in cell.text) > _LONGEST_ORDINAL or any(c.islower() for c in cell.text[1:])
            if named and not cell.is_header:
                labels.setdefault(cell.row, cell.text)
        return labels


Status = Literal["ok", "contradicts", "not_checkable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What the report says twice, compared: `found` is printed, `expected` follows from the rest. Nothing is corrected.

    `rule` is stable. `hint` are changes of one digit or comma that would mend it ("1.284 → 1.274"), or "". `spans` are
    the words compared, the one that `found` is printed in first; `kpi_ids` the figures concerned.
    """

    check_id: str
    rule: str
    status: Status
    formula: str
    expected: str
    found: str
    spans: tuple[Span, ...]
    hint: str = ""
    kpi_ids: tuple[str, ...] = ()
    table_id: str = ""
    row: int | None = None
    column: int | None = None


# Rules by which checks compare, in the order of checks.csv.
RULES = (
    "sum", "rate", "base", "jump", "output", "repeat", "words", "formula", "form", "ratio", "total", "group", "nil",
    "dates", "citation_date",
)  # fmt: skip


def contradiction(rule: str) -> str:
    """The code of the issue that tells a contradiction of a rule."""
    return "citation_after_report" if rule == "citation_date" else f"{rule}_mismatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A doubt for a person to look at. `code` is stable; `page` counts from 1, 0 for the whole document.

    `facts` are what the wording of the code puts into its sentence, in whichever language.
    """

    code: str
    facts: dict[str, str] = field(default_factory=dict)
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
    issues: tuple[Issue, ...] = ()
    checks: tuple[Check, ...] = ()

    def field(self, name: str) -> str:
        """The value of the first metadata field of that name, or ""."""
        return next((found.value for found in self.fields if found.name == name), "")
