"""A page read as an image, and the signature fields over it → the page with the numbers that only those fields show."""

from dataclasses import replace
from pathlib import Path

import pipeline.ingest.poppler as poppler
from pipeline.config import IngestOptions
from pipeline.document import Box, Line, Page, Word, turned_box
from pipeline.signature import Signature, shown

REACH = 2.0  # heights of a digit between a number and its line: "Số:" and its number stand closer
OVERLAP = 0.25  # of a number: a day set into too small a blank touches the next word


def fill_in(path: Path, page: Page, signatures: tuple[Signature, ...], options: IngestOptions) -> Page:
    """Put number, day and month that signature fields show into the blanks that are printed for them.

    Fields are not drawn when a page is read as an image, because their pictures cover text. Only digits, and only where
    nothing was read: what is printed goes first.
    """
    if page.failure or not any(s.page == page.number and s.text.isdigit() for s in signatures):
        return page
    layer = poppler.words(path, page.number, page.dpi, options.timeout_s)
    lines, (width, height) = page.lines, (round(side * page.dpi / 72) for side in (layer.width, layer.height))
    for word in (word for line in layer.lines for word in line.words):
        if word.raw.isdigit() and word.raw in shown(signatures, page.number, page.points(word.box)):
            lines = _with_word(lines, replace(word, box=turned_box(word.box, width, height, page.angle)))
    return replace(page, lines=lines)


def _with_word(lines: tuple[Line, ...], word: Word) -> tuple[Line, ...]:
    """The lines with the word in its gap; as they are where something was read there, or no line is near."""
    middle = (word.box.top + word.box.bottom) / 2
    row = [i for i, line in enumerate(lines) if line.box.top <= middle <= line.box.bottom]
    taken = any(_apart(other.box, word.box) < -OVERLAP * word.box.width for i in row for other in lines[i].words)
    nearest = min(row, key=lambda i: _apart(lines[i].box, word.box), default=None)
    if taken or nearest is None or _apart(lines[nearest].box, word.box) > REACH * word.box.height:
        return lines
    words = sorted((*lines[nearest].words, word), key=lambda each: each.box.left)
    return (*lines[:nearest], replace(lines[nearest], words=tuple(words)), *lines[nearest + 1 :])


def _apart(a: Box, b: Box) -> int:
    """Pixels between two boxes along the line; negative where they overlap."""
    return max(a.left, b.left) - min(a.right, b.right)
