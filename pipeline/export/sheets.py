"""The kinds of rows → CSV files and workbook sheets: names, columns, and which of them hold numbers or dates."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.export.archive import archive_rows
from pipeline.export.rows import (
    Row,
    Source,
    cell_rows,
    check_rows,
    citation_rows,
    issue_rows,
    kpi_rows,
    metadata_rows,
    section_rows,
    table_rows,
)

EVIDENCE = "page bbox char_start char_end confidence flags notes"
HEAD = "doc_id doc_name"
_COUNTED = "level ordinal mention_count row column rows columns header_rows row_span column_span page"
NUMBERS = frozenset(f"value value_hi denominator {_COUNTED} char_start char_end section_end confidence".split())
DATES = frozenset({"issued_date"})


@dataclass(frozen=True)
class Sheet:
    """A CSV file: its name, its columns in order, what makes its rows. `texts`: columns that hold no numbers here."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Source], Iterable[Row]]
    texts: frozenset[str] = frozenset()

    @property
    def numbers(self) -> frozenset[int]:
        """The places of the columns that hold numbers, with a decimal point."""
        return frozenset(at for at, name in enumerate(self.columns) if name in NUMBERS - self.texts)

    @property
    def dates(self) -> frozenset[int]:
        """The places of the columns that hold dates in ISO form."""
        return frozenset(at for at, name in enumerate(self.columns) if name in DATES)


def sheet(name: str, columns: str, rows: Callable[[Source], Iterable[Row]], texts: str = "") -> Sheet:
    """A sheet whose columns are given as words of one text."""
    return Sheet(name, tuple(f"{HEAD} {columns}".split()), rows, frozenset(texts.split()))


SHEETS = (
    sheet("metadata", f"field value value_raw {EVIDENCE} rule", metadata_rows, texts="value"),
    sheet("archive", f"field name value value_raw {EVIDENCE}", archive_rows, texts="value"),
    sheet(
        "sections",
        f"section_id parent_id path level kind ordinal ordinal_raw title role {EVIDENCE} section_end",
        section_rows,
    ),
    sheet(
        "citations",
        "citation_id key type type_raw number year notation issued_date relation mention_count section_id text "
        + EVIDENCE,
        citation_rows,
    ),
    sheet(
        "kpis",
        "kpi_id kpi_key label_raw metric value value_raw value_hi operator unit unit_raw per denominator comparison "
        "kind period_label period_role scope parent_kpi_id section_id section_path table_id row column "
        f"{EVIDENCE} sentence",
        kpi_rows,
    ),
    sheet(
        "tables",
        "table_id file continues form page bbox caption unit_line rows columns header_rows section_id confidence",
        table_rows,
    ),
    sheet(
        "cells",
        f"table_id row column row_span column_span role header label value value_raw unit unit_raw {EVIDENCE}",
        cell_rows,
    ),
    sheet(
        "checks",
        "check_id rule status formula expected found hint kpi_ids table_id row column page bbox char_start char_end "
        "evidence notes",
        check_rows,
    ),
    sheet("issues", "code severity message page bbox", issue_rows),
)
