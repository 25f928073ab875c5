"""Words under seals → the same words, marked as covered; what is read from a seal alone stands in the margin."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.document import Box, Line, Word
from pipeline.letters import unmarked

ROUND = 1.25  # a seal whose sides differ by less is round; stamps and seals beside one another are not
WRITTEN = 0.3  # share of unsure words in a frame from which it is written in by hand: 0.33 and 1 on two scans
PRINTED = frozenset(("den", "so", "ngay", "gio", "chuyen"))  # on a stamp of arrival, without marks
APART = 1.0  # of the height of a line: between words are 0.3-0.6
UNSURE = 0.6  # mean confidence of a line within a seal below which it is the seal's own ring and emblem


def arrival_stamps(lines: Sequence[Line], frames: tuple[Box, ...]) -> tuple[Box, ...]:
    """The frames with two of the words that a stamp of arrival is printed with, its name, or much that is unsure.

    What is written by hand in a frame of that size is a stamp's; what is printed in another frame is read well.
    """
    found = []
    for frame in frames:
        inside = [word for line in lines for word in line.words if _touch(_middles([word])[0], frame)]
        said = {unmarked(word.raw).lower().strip(".:,;-_ ") for word in inside} & PRINTED
        unsure = sum(word.conf < UNSURE for word in inside)
        if "đến" in {word.raw.lower() for word in inside} or len(said) > 1 or unsure > WRITTEN * len(inside):
            found.append(frame)
    return tuple(found)


def mark_covered(lines: Iterable[Line], seals: tuple[Box, ...], stamps: tuple[Box, ...] = ()) -> tuple[Line, ...]:
    """A word that is in doubt already keeps its doubt; no word is lost. What a stamp's frame holds is its own."""
    parted = [piece for line in lines for piece in _parted(line, stamps)]
    marked = [_marked(line, seals + stamps) for line in parted] if seals or stamps else parted
    return tuple(replace(line, zone="margin") if _stamped(line, stamps) else line for line in marked)


def _parted(line: Line, stamps: tuple[Box, ...]) -> list[Line]:
    """The line, cut where a wide gap parts the words of a stamp from those beside it; text runs through others."""
    for stamp in stamps:
        within = [_touch(middle, stamp) for middle in _middles(line.words)]
        turns = [i for i in range(1, len(within)) if within[i] != within[i - 1]]
        if len(turns) == 1:
            before, behind = line.words[: turns[0]], line.words[turns[0] :]
            if behind[0].box.left - before[-1].box.right >= APART * line.box.height:
                return [replace(line, words=before), replace(line, words=behind)]
    return [line]


def _stamped(line: Line, stamps: tuple[Box, ...]) -> bool:
    """Whether the middles of all words stand in one frame."""
    return any(all(_touch(middle, stamp) for middle in _middles(line.words)) for stamp in stamps)


def _marked(line: Line, seals: tuple[Box, ...]) -> Line:
    words = tuple(
        replace(word, doubt=word.doubt or "covered") if any(_touch(word.box, seal) for seal in seals) else word
        for word in line.words
    )
    own = line.zone != "table" and any(_within(words, seal) for seal in seals)
    return replace(line, words=words, zone="margin" if own else line.zone)


def _within(words: tuple[Word, ...], seal: Box) -> bool:
    """Whether all words stand in the seal and were read badly."""
    unsure = sum(word.conf for word in words) < UNSURE * len(words)
    return unsure and all(_touch(middle, seal) for middle in _middles(words))


def _middles(words: Iterable[Word]) -> list[Box]:
    return [Box((x := (w.box.left + w.box.right) // 2), (y := (w.box.top + w.box.bottom) // 2), x, y) for w in words]


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
