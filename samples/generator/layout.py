"""Places on the sheet, in points: words, rules, cells, the seal; and the galley that fills sheets from the top."""

from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.document import Zone
from samples.generator.markup import Figure, Passage
from samples.generator.typeset import SetWord, Style, set_lines

WIDTH, HEIGHT = 595.28, 841.89  # A4
LEFT, RIGHT, TOP, BOTTOM = 85.0, 48.0, 57.0, 57.0  # 30, 17, 20 and 20 mm (decree 30/2020: 30-35, 15-20, 20-25, 20-25)
COLUMN = WIDTH - LEFT - RIGHT


class Area(NamedTuple):
    """A rectangle in points, origin top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word on its baseline; `figure` indexes the figures of the layout."""

    text: str
    face: str
    size: float
    x: float
    baseline: float
    width: float
    figure: int | None


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Words on one baseline, with the place of the line in the form."""

    words: tuple[PlacedWord, ...]
    zone: Zone
    block: int
    cell: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure, the section it stands in, and whether it stands in a table."""

    figure: Figure
    path: str
    in_table: bool


@dataclass(slots=True)
class Sheet:
    """A page being filled. `grids` holds the cells of each table; `signing` is where seal and signature go."""

    lines: list[PlacedLine] = field(default_factory=list)
    rules: list[Area] = field(default_factory=list)
    grids: list[dict[tuple[int, int], Area]] = field(default_factory=list)
    signing: tuple[float, float] | None = None


@dataclass(slots=True)
class Galley:
    """Sheets filled from the top; `y` is the lower edge of what stands on the last one."""

    sheets: list[Sheet] = field(default_factory=lambda: [Sheet()])
    figures: list[FoundFigure] = field(default_factory=list)
    y: float = TOP
    block: int = 0

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def room(self) -> float:
        """Points left on the sheet."""
        return HEIGHT - BOTTOM - self.y

    def turn(self) -> None:
        """Begin a new sheet, with its number in the top margin."""
        self.sheets.append(Sheet())
        self.y = TOP
        number = Style(size=13, align="center")
        words = set_lines(Passage(str(len(self.sheets))), COLUMN, number)[0]
        self._put(words, LEFT, 44, number, "page-number", [])

    def rule(self, center: float, y: float, width: float) -> None:
        """A thin rule below a text."""
        self.sheet.rules.append(Area(center - width / 2, y, center + width / 2, y + 0.75))

    def flow(self, passage: Passage, style: Style, path: str = "", keep: int = 1) -> None:
        """Set a paragraph over the whole column, turning sheets; at least `keep` lines stay together at the turn."""
        ids = self.register(passage, path, False)
        self.y += style.before
        self.block += 1
        if self.room() < keep * style.height:
            self.turn()
        for line in set_lines(passage, COLUMN, style):
            if self.room() < style.height:
                self.turn()
            self._put(line, LEFT, self.y + style.height * 0.8, style, "body", ids)
            self.y += style.height

    def stack(self, rows: list[tuple[str, Style]], area: tuple[float, float], top: float, zone: Zone) -> float:
        """Set lines one under another between two edges, from `top` down; gives the lower edge."""
        left, right = area
        self.block += 1
        for text, style in rows:
            top += style.before
            for line in set_lines(Passage(text), right - left, style):
                self._put(line, left, top + style.height * 0.8, style, zone, [])
                top += style.height
        return top

    def cell(self, passage: Passage, style: Style, area: Area, place: tuple[int, int, int], path: str) -> None:
        """Set a passage in the middle of a cell."""
        ids = self.register(passage, path, True)
        lines = set_lines(passage, area.right - area.left - 6, style)
        top = (area.top + area.bottom - style.height * len(lines)) / 2
        self.block += 1
        for line in lines:
            self._put(line, area.left + 3, top + style.height * 0.8, style, "table", ids, place)
            top += style.height

    def register(self, passage: Passage, path: str, in_table: bool) -> list[int]:
        """Number the figures of a passage."""
        first = len(self.figures)
        self.figures += [FoundFigure(figure, path, in_table) for figure in passage.figures]
        return list(range(first, len(self.figures)))

    def _put(
        self, words: list[SetWord], left: float, baseline: float, style: Style, zone: Zone, ids: list[int],
        cell: tuple[int, int, int] | None = None,
    ) -> None:  # fmt: skip
        placed = tuple(
            PlacedWord(
                word.text, style.face, style.size, left + word.x, baseline, word.width,
                None if word.figure is None else ids[word.figure],
            )
            for word in words
        )  # fmt: skip
        self.sheet.lines.append(PlacedLine(placed, zone, self.block, cell))
