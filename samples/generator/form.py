"""A report in words becomes sheets laid out by decree 30/2020, appendix I."""

from pipeline.document import Zone
from samples.generator.content import Content, TableText
from samples.generator.fonts import text_width
from samples.generator.layout import COLUMN, HEIGHT, LEFT, WIDTH, Area, Galley
from samples.generator.markup import Passage
from samples.generator.typeset import Style, set_lines

SPLIT_HEAD = LEFT + 0.405 * COLUMN  # between the two columns of the header
SPLIT_FOOT = LEFT + 0.48 * COLUMN
EDGE = WIDTH - 34  # the right column of the header may use some of the margin, as clerks' templates do
INDENT = 28.35  # 1 cm
SIGNING = 88  # height left for seal and signature
TITLE = Style("bold", 14, "center")
HEADINGS = {1: ("bold", 7), 2: ("bold", 5), 3: ("bolditalic", 4)}  # face, space above


def lay_out(content: Content, size: float = 14) -> Galley:
    """All sheets of a report, its body set in `size` points (13 or 14)."""
    galley = Galley()
    _header(galley, content)
    _title(galley, content)
    for part, following in zip(content.body, (*content.body[1:], None), strict=True):
        if isinstance(part, TableText):
            _table(galley, part)
        elif part.section:
            face, before = HEADINGS[part.section.level]
            if isinstance(following, TableText) and galley.room() < 30 + _table_room(following):
                galley.turn()
            galley.flow(part.passage, Style(face, size, "left", INDENT, before), part.path, keep=3)
        else:
            face = "italic" if part.italic else "regular"
            galley.flow(part.passage, Style(face, size, "justify", INDENT, size - 9), part.path, keep=2)
    _foot(galley, content)
    return galley


def _header(galley: Galley, content: Content) -> None:
    left, right = (LEFT - 22, SPLIT_HEAD), (SPLIT_HEAD, EDGE)
    plain, bold = Style("regular", 12, "center", leading=1.25), Style("bold", 12, "center", leading=1.25)
    top = galley.y
    rows = [(line, plain) for line in content.parent] + [(line, bold) for line in content.organ]
    low_left = galley.stack(rows, left, top, "header-left")
    galley.rule(sum(left) / 2, low_left + 2, text_width(content.organ[-1], "bold", 12) * 0.45)
    motto = Style("bold", 13, "center", leading=1.25)
    nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    below = max(low_left, top + bold.height + motto.height) + 10
    number = Style("regular", 13, "center")
    galley.stack([(content.code, number)], left, below, "header-left")
    low = galley.stack([(nation, bold), ("Độc lập - Tự do - Hạnh phúc", motto)], right, top, "header-right")
    galley.rule(sum(right) / 2, low + 2, text_width("Độc lập - Tự do - Hạnh phúc", "bold", 13))
    galley.stack([(content.place_date, Style("italic", 13, "center"))], right, below, "header-right")
    galley.y = below + number.height + 14


def _title(galley: Galley, content: Content) -> None:
    galley.flow(Passage(content.doc_type), TITLE)
    for line in content.subject:
        galley.flow(Passage(line), TITLE)
    galley.rule(LEFT + COLUMN / 2, galley.y + 3, text_width(content.subject[-1], "bold", 14) * 0.4)
    galley.y += 9
    if content.addressee:
        galley.flow(Passage(f"Kính gửi: {content.addressee}."), Style("regular", 14, "center", before=5))
        galley.y += 6


def _table(galley: Galley, table: TableText) -> None:
    heights = [_row_height(table, row) for row in range(len(table.rows))]
    unit = Style("italic", 12, "right", before=4)
    if galley.room() < _table_room(table):
        galley.turn()
    if table.unit_line:
        galley.flow(Passage(table.unit_line), unit)
    galley.y += 4
    edges = [LEFT + COLUMN * sum(table.widths[:n]) for n in range(len(table.widths) + 1)]
    grid = len(galley.sheet.grids)
    cells: dict[tuple[int, int], Area] = {}
    for r, (row, height) in enumerate(zip(table.rows, heights, strict=True)):
        for c, passage in enumerate(row):
            cells[r, c] = Area(edges[c], galley.y, edges[c + 1], galley.y + height)
            if passage.text:
                galley.cell(passage, _cell_style(table, r, c), cells[r, c], (grid, r, c), table.path)
        galley.y += height
    galley.sheet.grids.append(cells)
    _frame(galley, edges, heights)
    galley.y += 4


def _table_room(table: TableText) -> float:
    """Points that a table needs with its unit line; tables are never cut."""
    return 30 + sum(_row_height(table, row) for row in range(len(table.rows)))


def _cell_style(table: TableText, row: int, column: int) -> Style:
    if row == 0:
        return Style("bold", table.size, "center", leading=1.15)
    if row < table.header_rows:
        return Style("italic", table.size - 1, "center", leading=1.15)
    label = table.rows[row][1].text
    face = "bold" if label == "Tổng cộng" or label.isupper() else "regular"
    return Style(face, table.size, "left" if column == 1 else "center", leading=1.15)


def _row_height(table: TableText, row: int) -> float:
    tallest = 0.0
    for column, (passage, share) in enumerate(zip(table.rows[row], table.widths, strict=True)):
        style = _cell_style(table, row, column)
        tallest = max(tallest, len(set_lines(passage, share * COLUMN - 6, style)) * style.height)
    return tallest + 5


def _frame(galley: Galley, edges: list[float], heights: list[float]) -> None:
    """The ruling lines of a table that ends at the galley's edge."""
    top = galley.y - sum(heights)
    levels = [top + sum(heights[:n]) for n in range(len(heights) + 1)]
    galley.sheet.rules += [Area(edges[0], y, edges[-1] + 0.6, y + 0.6) for y in levels]
    galley.sheet.rules += [Area(x, top, x + 0.6, levels[-1]) for x in edges]


def _foot(galley: Galley, content: Content) -> None:
    bold = Style("bold", 14, "center")
    needed = 14 + bold.height * (len(content.signature) + 1) + SIGNING
    if galley.room() < needed:
        galley.turn()
    top = galley.y + 14
    left: Zone = "foot-left"
    rows = [("Nơi nhận:", Style("bolditalic", 12, "left"))]
    rows += [(line, Style("regular", 11, "left")) for line in content.recipients]
    galley.stack(rows, (LEFT, SPLIT_FOOT), top, left)
    area = (SPLIT_FOOT, LEFT + COLUMN)
    low = galley.stack([(line, bold) for line in content.signature], area, top, "foot-right")
    galley.stack([(content.signer, bold)], area, low + SIGNING, "foot-right")
    galley.sheet.signing = (sum(area) / 2, low + SIGNING / 2)
    galley.y = min(HEIGHT, low + SIGNING + bold.height)
