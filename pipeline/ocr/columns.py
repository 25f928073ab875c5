"""Columns side by side that Tesseract read as one: recipients beside the signature, the two halves of the letterhead.

Their lines do not stand level, so that a line of one is read with its marks cut off.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from pipeline.document import Box, Line, Word
from pipeline.image import PageImage
from pipeline.ocr.again import Part

GAP_MM = 9.0  # between words of a line: spaces of justified text are 2-5 mm wide
LEVEL = 0.25  # of the height of a word by which the halves of a level line may differ: marks and tails make 0.2
REACH = 0.5  # of the height of a word: room for the marks above and below

Half = tuple[Word, ...]


def mixed_columns(lines: list[Line], page: PageImage) -> list[Part]:
    """The left and the right part of every run of lines that were read across columns; boxes as those of `lines`."""
    halves = [half for line in lines if (half := _halves(line, page)) is not None]
    halves.sort(key=lambda half: min(word.box.top for word in half[0]))
    words = [word for line in lines for word in line.words]
    parts = []
    for run in _runs(halves):
        for side in (0, 1):
            parts.append(_part([word for half in run for word in half[side]], words, page))
    return parts


def _halves(line: Line, page: PageImage) -> tuple[Half, Half] | None:
    """The words before and behind the widest gap, where that parts columns which do not stand level."""
    words = sorted(line.words, key=lambda word: word.box.left)
    if len(words) < 2 or any(_inside(line.box, grid.box) for grid in page.grids):
        return None
    gaps = [after.box.left - before.box.right for before, after in pairwise(words)]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    if gaps[widest] < GAP_MM / 25.4 * page.dpi:
        return None
    left, right = tuple(words[: widest + 1]), tuple(words[widest + 1 :])
    apart = abs(_middle(left) - _middle(right))
    return (left, right) if apart > LEVEL * median(word.box.height for word in words) else None


def _inside(box: Box, outer: Box) -> bool:
    return outer.top <= (box.top + box.bottom) / 2 < outer.bottom


def _middle(words: Half) -> float:
    return median((word.box.top + word.box.bottom) / 2 for word in words)


def _runs(halves: list[tuple[Half, Half]]) -> list[list[tuple[Half, Half]]]:
    """Lines that follow one another closely; a dash at the start of one says nothing of its height."""
    runs: list[list[tuple[Half, Half]]] = []
    bottom = 0
    for half in halves:
        boxes = [word.box for word in (*half[0], *half[1])]
        if runs and min(box.top for box in boxes) - bottom < 1.5 * max(box.height for box in boxes):
            runs[-1].append(half)
        else:
            runs.append([half])
        bottom = max(box.bottom for box in boxes)
    return runs


def _part(own: list[Word], words: list[Word], page: PageImage) -> Part:
    """The area of some words, with room for marks, and all words that stand there."""
    reach = round(REACH * median(word.box.height for word in own))
    area = own[0].box
    for word in own[1:]:
        area = area.union(word.box)
    area = Box(
        max(0, area.left - reach),
        max(0, area.top - reach),
        min(page.width, area.right + reach),
        min(page.height, area.bottom + reach),
    )
    middles = [(word, (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2) for word in words]
    held = [word for word, x, y in middles if area.left <= x < area.right and area.top <= y < area.bottom]
    return Part(area, held)
