"""Parts of a page that were read doubtfully → the same parts, each read again on its own; the surer reading stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from pipeline.document import Box, Line, Word
from pipeline.image import Pixels
from pipeline.ocr.numbers import CONF_IN_DOUBT, digits_of
from pipeline.ocr.sizing import on_white

ReadEach = Callable[[list[Pixels]], list[list[Line]]]  # lines of every piece, boxes in its pixels

ODD = frozenset("@®©#§†{}[]|~^\\“”")  # signs that no report prints but that Tesseract sees in brackets and rims
TWICE = 0.5  # of a word's box that another word covers: lines of one cell share less
BELIEVED = 0.30  # least confidence of a line: below are pieces of letters and seals, read as a line of their own
AROUND = 10  # pixels of paper around what is read again


class Part(NamedTuple):
    """A part of the page, and the words that were read there."""

    area: Box
    words: list[Word]


def read_parts_again(
    lines: list[Line], parts: list[Part], pixels: Pixels, scale: float, read_each: ReadEach
) -> list[Line]:
    """The surer reading of every part. `pixels` is the grey page at `scale`; all boxes are unscaled.

    Where the two readings see other digits, the words that stay are marked as in doubt.
    """
    if not parts:
        return lines
    taken: set[Word] = set()
    doubted: dict[Word, Word] = {}
    added: list[Line] = []
    areas = [Box(*(round(edge * scale) for edge in part.area)) for part in parts]
    for area, (_, old), found in zip(areas, parts, read_each([_piece(pixels, area) for area in areas]), strict=True):
        new = [replace(line, words=_moved(line.words, area, scale)) for line in found if _believed(line.words)]
        words = [word for line in new for word in line.words]
        if _surer(words, old):
            taken |= set(old)
            added += [replace(line, words=_compared(line.words, words, old)) for line in new]
        else:
            doubted |= zip(old, _compared(old, old, words), strict=True)
    kept = [replace(line, words=tuple(doubted.get(w, w) for w in line.words if w not in taken)) for line in lines]
    first = 1 + max((line.block for line in lines), default=0)
    return [line for line in kept if line.words] + [replace(line, block=first + line.block) for line in added]


def spoilt(words: list[Word]) -> bool:
    """Whether there are signs that no report prints, a bracket without its other half, or ink that was read twice.

    A small letter alone is mostly a digit: "s" for 5, "ạ" for 8.
    """
    text = "".join(word.raw for word in words)
    if len(text.strip(".,")) == 1 and text.strip(".,").islower():
        return True
    if not ODD.isdisjoint(text) or text.count("(") != text.count(")"):
        return True
    boxes = [word.box for word in words if any(c.isalnum() for c in word.raw)]
    return any(_share(a, b) > TWICE for i, a in enumerate(boxes) for b in boxes[:i])


def _share(a: Box, b: Box) -> float:
    """Of the smaller box, what the other covers."""
    width, height = min(a.right, b.right) - max(a.left, b.left), min(a.bottom, b.bottom) - max(a.top, b.top)
    smaller = min(a.width * a.height, b.width * b.height)
    return width * height / smaller if width > 0 and height > 0 and smaller else 0.0


def _piece(pixels: Pixels, area: Box) -> Pixels:
    """The part of the page on white paper."""
    cut = pixels[area.top : area.bottom, area.left : area.right]
    piece = np.full((cut.shape[0] + 2 * AROUND, cut.shape[1] + 2 * AROUND), 255, dtype=np.uint8)
    piece[AROUND:-AROUND, AROUND:-AROUND] = on_white(cut)
    return piece


def _moved(words: tuple[Word, ...], area: Box, scale: float) -> tuple[Word, ...]:
    """From the pixels of a piece to those of the unscaled page."""
    across, down = area.left - AROUND, area.top - AROUND
    places = [
        (box.left + across, box.top + down, box.right + across, box.bottom + down) for box in (w.box for w in words)
    ]
    return tuple(
        replace(word, box=Box(*(round(edge / scale) for edge in place)))
        for word, place in zip(words, places, strict=True)
    )


def _believed(words: Sequence[Word]) -> bool:
    return _confidence(words) >= BELIEVED


def _surer(new: list[Word], old: list[Word]) -> bool:
    if not new or not old:
        return bool(new)
    if spoilt(new) != spoilt(old):
        return spoilt(old)
    return _confidence(new) > _confidence(old)


def _confidence(words: Sequence[Word]) -> float:
    """The mean over letters."""
    return sum(word.conf * len(word.raw) for word in words) / sum(len(word.raw) for word in words)


def _compared(words: Sequence[Word], own: Sequence[Word], other: Sequence[Word]) -> tuple[Word, ...]:
    """Words of a part, which was read as `own`: those with digits in doubt where the other reading has other digits."""
    seen = digits_of("".join(word.raw for word in other))
    if not seen or seen == digits_of("".join(word.raw for word in own)):
        return tuple(words)
    return tuple(
        replace(word, conf=min(word.conf, CONF_IN_DOUBT), doubt="digits") if digits_of(word.raw) else word
        for word in words
    )
