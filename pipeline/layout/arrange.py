"""Lines as a reader gave them → zoned lines in reading order."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.document import Box, Grid, Line, Page
from pipeline.layout.cells import split_cells
from pipeline.layout.edges import mark_edges
from pipeline.layout.foot import mark_foot
from pipeline.layout.header import mark_header
from pipeline.layout.pieces import Sheet
from pipeline.layout.rows import join_rows


def arrange(
    lines: Iterable[Line], width: int, height: int, number: int = 1, grids: tuple[Grid, ...] = ()
) -> tuple[Line, ...]:
    """Give every line its zone, and order them: header left, header right, body with tables, foot left, foot right.

    `lines` are a reader's lines, whatever their order and columns; boxes, `width` and `height` in pixels; `number`
    is the page's, from 1. No word is lost, added or changed.
    """
    sheet = Sheet(width, height, number)
    free, table = split_cells([line for line in lines if line.words], grids)
    free = mark_edges(free, sheet)
    free = mark_header(free, sheet)
    free = mark_foot(free, sheet)
    body = join_rows([line for line in free if line.zone not in _COLUMNS])
    columns = {zone: join_rows([line for line in free if line.zone == zone]) for zone in _COLUMNS}
    ordered = [
        *columns["header-left"],
        *columns["header-right"],
        *_interleave(body, table, grids),
        *columns["foot-left"],
        *columns["foot-right"],
    ]
    return _number_blocks(ordered)


_COLUMNS = ("header-left", "header-right", "foot-left", "foot-right")


def with_grids(page: Page, grids: tuple[Grid, ...], dpi: int = 0) -> Page:
    """The same page, its words in the cells of `grids`, whose boxes are in pixels at `dpi` (0: the page's own)."""
    if not grids:
        return page
    own = tuple(_scaled(grid, page.dpi / dpi) for grid in grids) if dpi else grids
    plain = [replace(line, zone="body", cell=None) for line in page.lines]
    return replace(page, grids=own, lines=arrange(plain, page.width, page.height, page.number, own))


def _scaled(grid: Grid, scale: float) -> Grid:
    cells = tuple(replace(cell, box=Box(*(round(edge * scale) for edge in cell.box))) for cell in grid.cells)
    return Grid(Box(*(round(edge * scale) for edge in grid.box)), cells)


def _interleave(body: list[Line], table: list[Line], grids: tuple[Grid, ...]) -> list[Line]:
    """Put each table whole before the first body line that starts below the table's top."""
    out: list[Line] = []
    waiting = sorted(range(len(grids)), key=lambda g: grids[g].box.top)
    for line in body:
        middle = (line.box.top + line.box.bottom) / 2
        while waiting and grids[waiting[0]].box.top < middle:
            out += [x for x in table if x.cell and x.cell[0] == waiting[0]]
            waiting.pop(0)
        out.append(line)
    for g in waiting:
        out += [x for x in table if x.cell and x.cell[0] == g]
    return out


def _number_blocks(lines: list[Line]) -> tuple[Line, ...]:
    """Renumber blocks from 0 in reading order; a change of zone, cell or the reader's own block starts a new one."""
    out: list[Line] = []
    last: object = None
    block = -1
    for line in lines:
        key = (line.zone, line.cell, line.block if line.zone == "body" else 0)
        if key != last:
            block, last = block + 1, key
        out.append(replace(line, block=block))
    return tuple(out)
