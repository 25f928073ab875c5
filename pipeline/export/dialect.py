"""Rows → CSV as programs or as Vietnamese Excel read it, and back.

Excel with Vietnamese settings takes ";" between cells and "," before decimals, and reads "1.234" as 1234: a decimal
point would become a wrong figure without a word. A line "sep=;" is not written, since Excel then no longer believes the
byte order mark. A cell that would begin a formula gets an apostrophe, unless it is a number; so does a text of which a
spreadsheet makes something else. Numbers as printed ("1.234,5") stay: with these settings they are read as meant.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO

import regex

from pipeline import store

Value = str | int | float | Decimal | None
_FORMULA = regex.compile(r"'*[=+\-@\t\r＝＋－＠]")  # also behind apostrophes, so that reading takes exactly one away
# "03" would lose its zero, "3/5" and "01/2024" become days, "(1)" minus one, "12E5" and long codes powers of ten; a day
# in ISO form is meant as one. Seen in LibreOffice 7.4 with Vietnamese settings; Excel is said to take more of them.
_CHANGED = regex.compile(
    r"'*(?:0\d+|(?!\d{4}-\d\d-\d\d$)\d{1,4}\s?[/-]\s?\d{1,4}(?:\s?[/-]\s?\d{1,4})?|\d{1,2}(?::\d\d){1,2}|\d+[eE]\d+"
    r"|\(\d+(?:[.,]\d+)*\)|\d{16,}|true|false|đúng|sai)",
    regex.I,
)
_NUMBER = regex.compile(r"[+-]?\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written. `decimal` stands before the decimals of a value, not in what is quoted as printed."""

    encoding: str
    delimiter: str
    decimal: str
    guarded: bool

    def cell(self, value: Value, is_number: bool) -> str:
        """One cell; `is_number`: a text that holds a number with a decimal point."""
        text = "" if value is None else str(value)
        if is_number or not isinstance(value, str):
            return text.replace(".", self.decimal)
        return f"'{text}" if self.guarded and _misread(text) else text

    def text(self, cell: str, is_number: bool) -> str:
        """The inverse of `cell`, as text."""
        if is_number:
            return cell.replace(self.decimal, ".")
        return cell[1:] if self.guarded and cell[:1] == "'" and _misread(cell[1:]) else cell


def _misread(text: str) -> bool:
    """Whether a spreadsheet would make something else of a text: a formula, a day, a number that was not printed."""
    return (_FORMULA.match(text) is not None and not _NUMBER.fullmatch(text)) or _CHANGED.fullmatch(text) is not None


PLAIN = Dialect("utf-8", ",", ".", guarded=False)
EXCEL = Dialect("utf-8-sig", ";", ",", guarded=True)


def write_csv(
    path: Path, dialect: Dialect, rows: Iterable[Sequence[Value]], numbers: frozenset[int] = frozenset()
) -> None:
    """Write rows with RFC 4180 quotes and `\\n` line ends; `numbers` are the places of columns that hold numbers."""
    with store.completed(path) as part, part.open("w", encoding=dialect.encoding, newline="") as handle:
        writer = csv.writer(handle, delimiter=dialect.delimiter, lineterminator="\n")
        for row in rows:
            writer.writerow([dialect.cell(value, at in numbers) for at, value in enumerate(row)])


def read_csv(path: Path, dialect: Dialect, numbers: frozenset[int] = frozenset()) -> Iterator[list[str]]:
    """The rows of a file that `write_csv` wrote."""
    with path.open(encoding=dialect.encoding, newline="") as handle:
        for row in reader(handle, dialect):
            yield [dialect.text(cell, at in numbers) for at, cell in enumerate(row)]


def reader(handle: IO[str], dialect: Dialect) -> Iterator[list[str]]:
    """Cells as they stand in an open file."""
    return csv.reader(handle, delimiter=dialect.delimiter)
