"""Words under seals → the same words, marked as covered; what is read from a seal alone stands in the margin."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.document import Box, Line, Word

ROUND = 1.25  # a seal whose sides differ by less is round; stamps and seals beside one another are not
UNSURE = 0.6  # mean confidence of a line within a seal below which it is the seal's own ring and emblem


def mark_covered(lines: Iterable[Line], seals: tuple[Box, ...]) -> tuple[Line, ...]:
    """A word that is in doubt already keeps its doubt; no word is lost."""
    return tuple(_marked(line, seals) for line in lines) if seals else tuple(lines)


def _marked(line: Line, seals: tuple[Box, ...]) -> Line:
    words = tuple(
        replace(word, doubt=word.doubt or "covered") if any(_touch(word.box, seal) for seal in seals) else word
        for word in line.words
    )
    own = line.zone != "table" and any(_within(words, seal) for seal in seals)
    return replace(line, words=words, zone="margin" if own else line.zone)


def _within(words: tuple[Word, ...], seal: Box) -> bool:
    """Whether all words stand in the seal and were read badly."""
    middles = (Box((x := (w.box.left + w.box.right) // 2), (y := (w.box.top + w.box.bottom) // 2), x, y) for w in words)
    return sum(word.conf for word in words) < UNSURE * len(words) and all(_touch(middle, seal) for middle in middles)


def _touch(box: Box, seal: Box) -> bool:
    """Whether a box lies on a seal, a round one being an ellipse."""
    if box.left >= seal.right or box.right < seal.left or box.top >= seal.bottom or box.bottom < seal.top:
        return False
    if max(seal.width, seal.height) > ROUND * min(seal.width, seal.height):
        return True
    middle_x, middle_y = (seal.left + seal.right) / 2, (seal.top + seal.bottom) / 2
    across = max(box.left - middle_x, middle_x - box.right, 0) / (seal.width / 2)
    down = max(box.top - middle_y, middle_y - box.bottom, 0) / (seal.height / 2)
    return across**2 + down**2 < 1
