"""Values of cells → text as Excel with Vietnamese settings shows it, and rows → lines."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pipeline.styled import Part

BREAKS = str.maketrans("\r\n\t\v", "    ")  # within a cell


def line(cells: Sequence[Sequence[Part]]) -> Iterator[Part]:
    """A row: its cells, of which each is parts of text, with tabs between; without empty cells at its end."""
    last = max((i for i, cell in enumerate(cells, 1) if any(text.strip() for text, _ in cell)), default=0)
    for i, cell in enumerate(cells[:last]):
        yield "\t" if i else "", ""
        for text, font in cell:
            yield text.translate(BREAKS), font
    yield "\n", ""


def number(value: float) -> str:
    """All digits that Excel keeps (15), with a decimal comma: "1.234" would be a thousand more. What a cell shows of
    them does not count: formats can hide even the unit."""
    return (f"{value:.0f}" if abs(value) >= 1e15 else f"{value:.15g}").replace(".", ",")


def moment(value: datetime, dated: bool) -> str:
    """A date and a time as 31/12/2004 08:30:00, without what is midnight or, where it is not `dated`, no date."""
    day, time = f"{value:%d/%m/%Y}", f"{value:%H:%M:%S}"
    if not dated:
        return time
    return day if time == "00:00:00" else f"{day} {time}"
