"""Documents made from rows of text, some with a ruled table: what a reader of pages would give."""

from pipeline.document import Box, Cell, Document, Grid, Line, Page, Word, Zone

Row = tuple[Zone, str]

WIDTH, HEIGHT = 200, 30


def words(text: str, left: int, top: int, conf: float = 0.9) -> tuple[Word, ...]:
    return tuple(
        Word(part, Box(left + 10 * at, top, left + 10 * at + 9, top + 20), conf) for at, part in enumerate(text.split())
    )


def scan(*rows: Row) -> Document:
    """One scanned page, each row a line and, but for the columns of head and foot, a block of its own."""
    lines = tuple(
        Line(words(text, 50, 40 * at, 0.93), block=at if zone == "body" else 0, zone=zone)
        for at, (zone, text) in enumerate(rows)
    )
    return Document("scan", "", (Page(1, 2480, 3508, 300, lines),))


def table_page(above: list[str], rows: list[list[str]], below: list[str]) -> Document:
    """One page: lines, a grid with one line a cell, lines."""
    lines = [Line(words(text, 50, 40 * at)) for at, text in enumerate(above)]
    start = 40 * len(above) + 10
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            box = Box(50 + WIDTH * c, start + HEIGHT * r, 50 + WIDTH * (c + 1), start + HEIGHT * (r + 1))
            cells.append(Cell(r, c, 1, 1, box))
            if text:
                lines.append(Line(words(text, box.left + 5, box.top + 5), zone="table", cell=(0, r, c)))
    bottom = start + HEIGHT * len(rows)
    lines += [Line(words(text, 50, bottom + 20 + 40 * at)) for at, text in enumerate(below)]
    grid = Grid(Box(50, start, 50 + WIDTH * len(rows[0]), bottom), tuple(cells))
    page = Page(1, 1700, 2300, 200, tuple(lines), grids=(grid,))
    return Document("table.pdf", "0" * 64, (page,))
