"""Words with digits → the same words, in doubt where a second reading by another model sees other digits.

Nothing is changed: a figure that two readings disagree on keeps the first one, with a mark and a low confidence.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from pipeline.document import Box, Line, Word
from pipeline.image import Pixels
from pipeline.ocr.sizing import INK, on_white

# Of 943 words with digits on 39 pages (scans and born-digital pages drawn), 88.5 % were right. With the rules below
# 97.3 % are right or in doubt, and 6.6 % are in doubt although right: so many of 100 in doubt are right.
CONF_IN_DOUBT = 0.43
# Confidence below which a word, or a point in it, that the second reading left out is in doubt; lone digits often are.
UNREAD = 0.85
UNSURE = 0.70  # confidence below which a word is in doubt whatever the second reading says
SHEET_WIDTH = 1200  # pixels: wide rows of words cost least
AROUND, BETWEEN, UNDER = 4, 30, 12  # pixels around a word, between words, and between rows
# What is read for a digit and is no Vietnamese: "§" for 8, "Š" for 5, "O" for 0 beside a digit (but "CO2"), "S" alone,
# and signs alone: "@" for (3).
POSING = re.compile(r"[§Šš]|(?<!\bC)O(?=\d)|(?<=\d)O|^[@®©]+$")
# A comma before one or two digits and a point stands in no number: "4,1.4" for 4.1.4.
MIXED = re.compile(r"\d,\d{1,2}\.\d")
NEAR = 0.8  # of the height of a number: a digit that belongs to it begins no farther away
DIGIT = (0.12, 0.6)  # width and height of such a digit, of the height of the number
COUNTING = frozenset(("ngày", "tháng", "năm", "khoản", "điều"))
STROKES = re.compile(r"[IlÌÍỊ]{1,2}[.,;:)]?")
LOW = re.compile(r"[.,;:…]")
HALF = 0.5  # of the height of a word: digits are taller, points and commas stand lower
POINT = (0.1, 0.42)  # height and width of a point or comma, of the height of the tallest digit
TWINS = str.maketrans("OoQIl|]!", "00011111")  # letters in which the second model hides a digit it saw

ReadAgain = Callable[[Pixels], list[Line]]  # lines of a sheet, boxes in its pixels


def cross_checked(
    lines: list[Line], pixels: Pixels, scale: float, read_again: ReadAgain, unread: Sequence[Box] = ()
) -> list[Line]:
    """Mark doubtful numbers; put those that only the second reading finds at the places `unread`, in doubt.

    `pixels` is the page as it was read, at `scale`; all boxes are the page's own.
    """
    numbers = [word for line in lines for word in line.words if is_number(word.raw)]
    if not numbers and not unread:
        return lines
    boxes = [word.box for word in numbers] + list(unread)
    sheet, places = _sheet(pixels, [_scaled(box, scale) for box in boxes])
    again = _by_place(read_again(sheet), places)
    doubtful = (
        _ink_beside(numbers, lines, pixels, scale)
        | _marks_lost(numbers, pixels, scale)
        | _strokes_for_digits(lines)
        | {
            word
            for word, seen in zip(numbers, again, strict=False)
            if not agrees(word.raw, word.conf, "".join(w.raw for w in seen))
        }
    )
    marked = [replace(line, words=tuple(_marked(w) if w in doubtful else w for w in line.words)) for line in lines]
    found = [_added(seen, box) for seen, box in zip(again[len(numbers) :], unread, strict=True)]
    added = [line for line in found if line is not None]
    return _without(marked, [line.box for line in added]) + added


def _ink_beside(numbers: list[Word], lines: list[Line], pixels: Pixels, scale: float) -> set[Word]:
    """Numbers beside which, as near as a digit, ink of a digit's height was not read: "14" read as "4"."""
    ink = np.asarray(pixels < INK, dtype=np.uint8)
    for line in lines:
        for word in line.words:
            left, top, right, bottom = _scaled(word.box, scale)
            ink[max(0, top - 1) : bottom + 1, max(0, left - 1) : right + 1] = 0
    return {word for word in numbers if _has_digit_beside(_scaled(word.box, scale), ink)}


def _strokes_for_digits(lines: list[Line]) -> set[Word]:
    """Strokes behind a word that a figure follows, read as letters: "tháng II" for 11."""
    return {
        word
        for line in lines
        for before, word in pairwise(line.words)
        if before.raw.lower() in COUNTING and STROKES.fullmatch(word.raw)
    }


def _has_digit_beside(box: Box, ink: Pixels) -> bool:
    near = round(NEAR * box.height)
    for left, right in ((max(0, box.left - near), box.left), (box.right, box.right + near)):
        marks = cv2.connectedComponentsWithStats(ink[box.top : box.bottom, left:right])[2][1:, 2:4]
        if any(width >= DIGIT[0] * box.height and height >= DIGIT[1] * box.height for width, height in marks.tolist()):
            return True
    return False


def _marks_lost(numbers: list[Word], pixels: Pixels, scale: float) -> set[Word]:
    """Numbers with more points and commas on the page than were read: "44" for "4,4", which two models read alike."""
    return {word for word in numbers if _low_marks(_scaled(word.box, scale), pixels) > len(LOW.findall(word.raw))}


def _low_marks(box: Box, pixels: Pixels) -> int:
    """Marks of the size of a point or comma on the base line between the digits."""
    ink = np.asarray(pixels[box.top : box.bottom, box.left : box.right] < INK, dtype=np.uint8)
    stats = cv2.connectedComponentsWithStats(ink)[2][1:, :4].tolist()
    tall = max((top + height for _, top, _, height in stats if height >= HALF * box.height), default=0)
    digit = max((height for _, _, _, height in stats), default=0)
    return sum(
        POINT[0] * digit <= height <= POINT[1] * digit
        and POINT[0] * digit <= width <= POINT[1] * digit
        and top >= HALF * box.height
        and top < tall <= top + height + digit * POINT[0]
        and left > 0
        and left + width < box.width
        for left, top, width, height in stats
    )


def is_number(text: str) -> bool:
    """Whether there is something to cross-check: a digit, or a letter that poses as one."""
    return any(c.isdigit() for c in text) or poses(text)


def poses(text: str) -> bool:
    """Whether a letter or sign stands where only a digit can."""
    bare = text.strip(".,;:()")
    return bare == "S" or POSING.search(bare) is not None


def _added(seen: list[Word], box: Box) -> Line | None:
    """What the second reading alone found, where that is a number read surely."""
    raw, conf = "".join(word.raw for word in seen), min((word.conf for word in seen), default=0.0)
    if not raw.strip("-–—.()").isdigit() or conf < UNSURE:
        return None
    return Line((_marked(Word(raw, box, conf)),))


def _without(lines: list[Line], places: list[Box]) -> list[Line]:
    """Without the words whose middle lies at one of the places."""

    def stays(word: Word) -> bool:
        x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
        return not any(place.left <= x < place.right and place.top <= y < place.bottom for place in places)

    kept = [replace(line, words=tuple(filter(stays, line.words))) for line in lines] if places else lines
    return [line for line in kept if line.words]


def agrees(first: str, conf: float, second: str) -> bool:
    """Whether a second reading ("" for none) bears out the digits of the first, read with confidence `conf`.

    A point or comma that only the second reading sees is a disagreement, as "9,650" for "9.650"; one that it misses is
    none where the first reading was sure.
    """
    if poses(first) or MIXED.search(first):
        return False
    if not second:
        return conf >= UNREAD
    if conf < UNSURE:
        return False
    if digits_of(first) == digits_of(second):
        ours, theirs = _marks(first), _marks(second)
        return _holds(ours, theirs) and (len(ours) == len(theirs) or conf >= UNREAD)
    return digits_of(first) == digits_of(second.translate(TWINS))


def digits_of(text: str) -> str:
    """The digits alone, in order."""
    return "".join(c for c in text if c.isdigit())


def _marks(text: str) -> str:
    return "".join(c for c in text.strip(".,;:") if c in ".,")


def _holds(marks: str, others: str) -> bool:
    """Whether the others are among the marks, in their order."""
    rest = iter(marks)
    return all(other in rest for other in others)


def _marked(word: Word) -> Word:
    return replace(word, conf=min(word.conf, CONF_IN_DOUBT), doubt="digits")


def _scaled(box: Box, scale: float) -> Box:
    return Box(*(round(edge * scale) for edge in box))


def _sheet(pixels: Pixels, boxes: list[Box]) -> tuple[Pixels, list[Box]]:
    """The words side by side in rows on white paper, and where each of them stands there."""
    cuts = [
        pixels[max(0, b.top - AROUND) : b.bottom + AROUND, max(0, b.left - AROUND) : b.right + AROUND] for b in boxes
    ]
    places: list[Box] = []
    x, y, tallest = BETWEEN, UNDER, 0
    for cut in cuts:
        height, width = cut.shape
        if x > BETWEEN and x + width + BETWEEN > SHEET_WIDTH:
            x, y, tallest = BETWEEN, y + tallest + UNDER, 0
        places.append(Box(x, y, x + width, y + height))
        x, tallest = x + width + BETWEEN, max(tallest, height)
    right = max(place.right for place in places) + BETWEEN
    sheet = np.full((y + tallest + UNDER, max(SHEET_WIDTH, right)), 255, dtype=np.uint8)
    for cut, place in zip(cuts, places, strict=True):
        sheet[place.top : place.bottom, place.left : place.right] = on_white(cut)
    return sheet, places


def _by_place(lines: Iterable[Line], places: list[Box]) -> list[list[Word]]:
    """The words that were read at each place, from left to right."""
    words = sorted((word for line in lines for word in line.words), key=lambda word: word.box.left)
    found: list[list[Word]] = [[] for _ in places]
    for word in words:
        x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
        for i, place in enumerate(places):
            if place.left <= x < place.right and place.top - UNDER / 2 <= y < place.bottom + UNDER / 2:
                found[i].append(word)
    return found
