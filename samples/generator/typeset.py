"""A passage and a width become lines of words, each with its place along the line, in points."""

from dataclasses import dataclass
from typing import Literal

from samples.generator.fonts import text_width
from samples.generator.markup import Passage


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set; sizes in points. `indent` moves the first line, `before` is the space above."""

    face: str = "regular"
    size: float = 14
    align: Literal["justify", "left", "center", "right"] = "justify"
    indent: float = 0
    before: float = 0
    leading: float = 1.22

    @property
    def height(self) -> float:
        return self.size * self.leading


@dataclass(frozen=True, slots=True)
class SetWord:
    """A word at `x` from the left edge of its column; `figure` indexes the figures of its passage."""

    text: str
    x: float
    width: float
    figure: int | None


Piece = tuple[str, int | None]


def pieces(passage: Passage) -> list[Piece]:
    """The words of a passage, each with the index of the figure that it belongs to."""
    found, at = [], 0
    for text in passage.text.split():
        start = passage.text.index(text, at)
        at = start + len(text)
        owner = next((n for n, f in enumerate(passage.figures) if f.start < at and start < f.end), None)
        found.append((text, owner))
    return found


def set_lines(passage: Passage, width: float, style: Style) -> list[list[SetWord]]:
    """Break a passage into lines no wider than `width` and place their words."""
    space = text_width(" ", style.face, style.size)
    lines: list[list[Piece]] = [[]]
    used = style.indent
    for piece in pieces(passage):
        needed = text_width(piece[0], style.face, style.size)
        if lines[-1] and used + space + needed > width:
            lines.append([])
            used = 0
        used += needed + (space if lines[-1] else 0)
        lines[-1].append(piece)
    last = len(lines) - 1
    return [_place(line, width, style, style.indent if n == 0 else 0, n < last) for n, line in enumerate(lines) if line]


def _place(line: list[Piece], width: float, style: Style, indent: float, full: bool) -> list[SetWord]:
    widths = [text_width(text, style.face, style.size) for text, _ in line]
    space = text_width(" ", style.face, style.size)
    spare = width - indent - sum(widths) - space * (len(line) - 1)
    x = indent
    if style.align == "justify" and full and len(line) > 1:
        space += spare / (len(line) - 1)
    elif style.align in ("center", "right"):
        x += spare / (2 if style.align == "center" else 1)
    words = []
    for (text, figure), word_width in zip(line, widths, strict=True):
        words.append(SetWord(text, x, word_width, figure))
        x += word_width + space
    return words
