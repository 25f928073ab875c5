"""What a document really says: the value that metrics compare our output with."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pipeline.document import Box, Document


@dataclass(frozen=True, slots=True)
class TrueSection:
    """A heading: `path` joins the ordinals from the root, e.g. "II.2.a"; a `title` ending with … is its beginning."""

    path: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class TrueCitation:
    """A cited document, once however often it is mentioned. Without a number, `type` is the whole name of a law."""

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
    """A figure: `value` is scaled (money in đồng), `text` as printed, `box` around its words on their first line.

    `label`: the words that tell it from others, a|b for either; needed where `key` is "". An `optional` figure may be
    found or not: people would differ on whether it is one. Where they would differ on `key`, `period`, `scope`,
    `comparison` or `kind`, these too may be a|b.
    """

    key: str
    value: Decimal
    unit: str
    metric: Literal["value", "rate", "change", "achievement", "factor", "rank"]
    denominator: Decimal | None
    section_path: str
    source: Literal["prose", "table"]
    text: str
    page: int
    box: Box
    label: str = ""
    period: str = ""
    scope: str = ""
    comparison: str = ""
    kind: str = "result"
    high: Decimal | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class TrueTable:
    """The texts of a ruled table, row by row; the first `header_rows` rows are headers. The text * is not scored."""

    page: int
    unit_line: str
    header_rows: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TrueDoubt:
    """A contradiction of the document itself: the code of the issue that tells it, and words there; a|b for either."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is true of one document, or of its `pages` (none named: all).

    `fields` are pairs of name and value, a name once for each value; `unsure` names fields that a scan need not give,
    since they are written by hand. `faults` log contradictions put in, `doubts` those that a check must tell.
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
    doubts: tuple[TrueDoubt, ...] = ()
    unsure: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text in reading order: lines end with a newline, pages are parted by form feeds."""
        return self.document.text
