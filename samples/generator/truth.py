"""A report in words and its sheets become the truth: text, boxes, metadata, sections, citations, figures, tables."""

from dataclasses import dataclass

from pipeline.document import Box, Cell, Document, Grid, Line, Page, Word
from pipeline.evaluate.truth import TrueCitation, TrueDoubt, TrueKpi, TrueSection, TrueTable, Truth
from samples.generator.content import Content, TableText, Text
from samples.generator.fonts import ASCENT, DESCENT
from samples.generator.layout import HEIGHT, WIDTH, Area, Galley, PlacedWord, Sheet
from samples.generator.markup import printed_number
from samples.generator.rows import Row, text_page, text_places
from samples.generator.scenario import Scenario


@dataclass(frozen=True)
class Shown:
    """A report in the form a reader gets it: its pages, and page and box of every figure."""

    pages: tuple[Page, ...]
    places: dict[int, tuple[int, Box]]


def make_truth(scenario: Scenario, content: Content, galley: Galley, shown: Shown, skew: float) -> Truth:
    """The truth of a report that is shown in some form."""
    return Truth(
        name=scenario.name,
        document=Document(scenario.name, "", shown.pages),
        fields=_fields(scenario, content),
        sections=sections_of(content),
        citations=citations_of(content),
        kpis=_kpis(galley, shown.places, scenario.period),
        tables=_tables(content, galley),
        skew=skew,
        faults=scenario.faults,
        doubts=tuple(
            TrueDoubt(code, "|".join(printed_number(value, False) for value in values))
            for code, values in scenario.doubts
        ),
    )


def shown_as_pages(galley: Galley, dpi: int) -> Shown:
    """The report as pages of pixels."""
    pages = tuple(_page(sheet, number, dpi) for number, sheet in enumerate(galley.sheets, 1))
    places: dict[int, tuple[int, Box]] = {}
    for number, sheet in enumerate(galley.sheets, 1):
        for line in sheet.lines:
            for figure, box in _boxes(line.words, dpi).items():
                places.setdefault(figure, (number, box))
    return Shown(pages, places)


def shown_as_text(rows: tuple[Row, ...]) -> Shown:
    """The report as one page of plain text."""
    return Shown((text_page(rows),), text_places(rows))


def pixels(area: Area, dpi: int) -> Box:
    """Points as pixels at `dpi`."""
    return Box(*(round(edge * dpi / 72) for edge in area))


def word_area(word: PlacedWord) -> Area:
    """The room a word takes: its advance width, from the highest to the lowest letter of the face."""
    top, bottom = word.baseline - ASCENT * word.size, word.baseline + DESCENT * word.size
    return Area(word.x, top, word.x + word.width, bottom)


def _page(sheet: Sheet, number: int, dpi: int) -> Page:
    lines = tuple(
        Line(
            words=tuple(Word(word.text, pixels(word_area(word), dpi), 1.0) for word in line.words),
            block=line.block,
            zone=line.zone,
            cell=line.cell,
        )
        for line in sheet.lines
    )
    width, height = round(WIDTH * dpi / 72), round(HEIGHT * dpi / 72)
    return Page(number, width, height, dpi, lines, grids=tuple(_grid(cells, dpi) for cells in sheet.grids))


def _grid(cells: dict[tuple[int, int], Area], dpi: int) -> Grid:
    boxes = {place: pixels(area, dpi) for place, area in cells.items()}
    outline = next(iter(boxes.values()))
    for box in boxes.values():
        outline = outline.union(box)
    return Grid(outline, tuple(Cell(row, column, 1, 1, box) for (row, column), box in boxes.items()))


def _fields(scenario: Scenario, content: Content) -> tuple[tuple[str, str], ...]:
    return (
        ("code_number", scenario.number),
        ("code_notation", scenario.notation),
        ("issued_date", scenario.issued.isoformat()),
        ("place", scenario.agency["place"]),
        ("organ_name", " ".join(content.organ)),
        ("organ_parent", " ".join(content.parent)),
        ("doc_type", content.doc_type),
        ("subject", " ".join(content.subject)),
        ("signer_name", content.signer),
        ("signer_position", content.signature[-1]),
        ("signer_competence", "; ".join(content.signature[:-1])),
        *(("recipients", line.removeprefix("- ").rstrip(".;")) for line in content.recipients),
        ("addressees", content.addressee),
        ("period_label", scenario.period),
    )


def sections_of(content: Content) -> tuple[TrueSection, ...]:
    """All headings in order."""
    return tuple(part.section for part in content.body if isinstance(part, Text) and part.section)


def citations_of(content: Content) -> tuple[TrueCitation, ...]:
    """All cited documents, each once, in order."""
    found = [cited for part in content.body if isinstance(part, Text) for cited in part.passage.citations]
    return tuple(dict.fromkeys(found))


def _kpis(galley: Galley, places: dict[int, tuple[int, Box]], period: str) -> tuple[TrueKpi, ...]:
    return tuple(
        TrueKpi(
            found.figure.key, found.figure.value, found.figure.unit, found.figure.metric, found.figure.denominator,
            found.path, "table" if found.in_table else "prose", found.figure.text, *places[n],
            label=found.figure.label, period=period, scope=found.figure.scope, comparison=found.figure.comparison,
            kind=found.figure.kind,
        )
        for n, found in enumerate(galley.figures)
    )  # fmt: skip


def _boxes(words: tuple[PlacedWord, ...], dpi: int) -> dict[int, Box]:
    boxes: dict[int, Box] = {}
    for word in words:
        if word.figure is not None:
            box = pixels(word_area(word), dpi)
            boxes[word.figure] = boxes[word.figure].union(box) if word.figure in boxes else box
    return boxes


def _tables(content: Content, galley: Galley) -> tuple[TrueTable, ...]:
    pages = [number for number, sheet in enumerate(galley.sheets, 1) for _ in sheet.grids]
    tables = [part for part in content.body if isinstance(part, TableText)]
    return tuple(
        TrueTable(
            page, table.unit_line, table.header_rows, tuple(tuple(cell.text for cell in row) for row in table.rows)
        )
        for page, table in zip(pages, tables, strict=True)
    )
