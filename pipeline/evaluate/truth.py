"""What a document really says: the value that metrics compare our output with."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pipeline.document import Box, Document


@dataclass(frozen=True, slots=True)
class TrueSection:
    """A heading: `path` joins the ordinals from the root, e.g. "II.2.a"; `level` counts from 1."""

    path: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class TrueCitation:
    """A cited document, once however often it is mentioned."""

    type: str
    number: str
    year: str
    notation: str
    issued_date: date | None

    @property
    def key(self) -> str:
        """Number without zeros, year and symbol as printed, for people to read."""
        return "/".join(part for part in (self.number.lstrip("0"), self.year, self.notation) if part)


@dataclass(frozen=True, slots=True)
class TrueKpi:
    """A figure: `value` is scaled (money in đồng), `text` as printed, `box` around its words on their first line."""

    key: str
    value: Decimal
    unit: str
    metric: Literal["value", "rate", "change", "achievement"]
    denominator: Decimal | None
    section_path: str
    source: Literal["prose", "table"]
    text: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class TrueTable:
    """The texts of a ruled table, row by row; the first `header_rows` rows are headers."""

    page: int
    unit_line: str
    header_rows: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is true of one sample. `fields` are pairs of name and value; `faults` log contradictions put in.

    Boxes of `document` belong to the upright page at its dpi, before skew; `Page.points` gives them in PDF points.
    """

    name: str
    document: Document
    fields: tuple[tuple[str, str], ...]
    sections: tuple[TrueSection, ...]
    citations: tuple[TrueCitation, ...]
    kpis: tuple[TrueKpi, ...]
    tables: tuple[TrueTable, ...]
    skew: float = 0.0
    faults: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text in reading order: lines end with a newline, pages are parted by form feeds."""
        return self.document.text
