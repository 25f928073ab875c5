"""Values of cells → text as Excel with Vietnamese settings shows it, and rows → lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from pipeline.ingest.office.left_out import LeftOut
from pipeline.ingest.office.symbols import in_signs
from pipeline.styled import Part

# Within a cell: a break is a space, other signs of control are nothing.
BREAKS = dict.fromkeys(range(32)) | str.maketrans("\r\n\t\v", "    ")
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # of a format of numbers: what means nothing for the number
HIDDEN_ROWS = "Hidden rows or columns are among the text."
# Files say with few bytes that a value stands in millions of cells. A full workbook of a ministry has 2 million cells.
MOST_CELLS, MOST_CHARACTERS = 50_000_000, 200_000_000

Cell = Sequence[Part]


def lines(rows: Iterable[Sequence[Cell]], left_out: LeftOut) -> Iterator[Part]:
    """Rows of cells, each of which is parts of text. Raises OverflowError where no program would make so many."""
    cells = characters = 0
    for row in rows:
        cells += 1 + len(row)
        for part in _line(row, left_out):
            characters += len(part[0])
            yield part
        if cells > MOST_CELLS or characters > MOST_CHARACTERS:
            raise OverflowError(f"more than {MOST_CELLS} cells or {MOST_CHARACTERS} characters")


def _line(cells: Sequence[Cell], left_out: LeftOut) -> Iterator[Part]:
    """A row with tabs between its cells; without empty cells at its end."""
    last = max((i for i, cell in enumerate(cells, 1) if any(text.strip() for text, _ in cell)), default=0)
    for i, cell in enumerate(cells[:last]):
        yield "\t" if i else "", ""
        for text, font in cell:
            yield in_signs((text.translate(BREAKS), font), left_out)
    yield "\n", ""


def number(value: float, form: str = "") -> str:
    """All digits that Excel keeps (15), with a decimal comma: "1.234" would be a thousand more. What a cell shows of
    them does not count: formats can hide even the unit. But what its format, `form`, shows in percent is in percent."""
    digits = f"{value:.0f}" if abs(value) >= 1e15 else f"{value:.15g}"
    if "%" in LITERAL.sub("", form):
        digits = f"{Decimal(digits).scaleb(2).normalize():f}%"
    return digits.replace(".", ",")


def moment(value: datetime, dated: bool) -> str:
    """A date and a time as 31/12/2004 08:30:00, without what is midnight or, where it is not `dated`, no date."""
    day, time = f"{value:%d/%m/%Y}", f"{value:%H:%M:%S}"
    if not dated:
        return time
    return day if time == "00:00:00" else f"{day} {time}"
