"""What the layout steps share: the sheet, plain letters for anchors, and cutting a line in two at a gap."""

from dataclasses import replace
from typing import NamedTuple

from pipeline.document import Line
from pipeline.letters import unmarked


class Sheet(NamedTuple):
    """Size of the page in pixels, and its number from 1."""

    width: int
    height: int
    number: int


def plain(text: str) -> str:
    """Lower-case letters and digits without marks, single spaces: what survives a bad reading."""
    kept = "".join(c for c in unmarked(text).lower() if c.isalnum() or c.isspace())
    return " ".join(kept.split())


def letter_height(line: Line) -> float:
    """The median height of the words in pixels: steadier than the box, which one stray mark enlarges."""
    heights = sorted(word.box.height for word in line.words)
    return heights[len(heights) // 2]


def cut(line: Line, low: float, high: float, least: float) -> tuple[Line, Line] | None:
    """Cut the line at its widest gap that meets [low, high] and is at least `least` pixels wide; None where none is."""
    best, where = least, 0
    for i in range(1, len(line.words)):
        left, right = line.words[i - 1].box.right, line.words[i].box.left
        if right - left >= best and right >= low and left <= high:
            best, where = right - left, i
    if not where:
        return None
    return replace(line, words=line.words[:where]), replace(line, words=line.words[where:])


def middle_y(line: Line) -> float:
    """The vertical middle in pixels."""
    return (line.box.top + line.box.bottom) / 2


def middle_x(line: Line) -> float:
    """The horizontal middle in pixels."""
    return (line.box.left + line.box.right) / 2
