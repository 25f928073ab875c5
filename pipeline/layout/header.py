"""The two columns at the head of a document: the agency on the left, the national motto and the date on the right.

Decree 30/2020, Appendix I, boxes 1-4 and 5b. The motto is the anchor: its letters are on every document of the state,
so a head is found on any page (an appendix has its own), and nothing is split where there is no motto.
"""

from dataclasses import replace
from math import inf
from typing import NamedTuple

import regex

from pipeline.document import Line, Word, Zone
from pipeline.layout.pieces import Sheet, cut, letter_height, middle_x, middle_y, plain
from pipeline.layout.rows import join_rows

# Up to a fifth of the letters may be misread: seals and arrival stamps cover the motto often. The second form heads
# documents of the Party.
MOTTO = regex.compile(r"(?b)(?:cong hoa xa hoi chu nghia viet nam){e<=6}|(?:dang cong san viet nam){e<=4}", regex.V0)
CREED = regex.compile(r"(?b)(?:doc lap tu do hanh phuc){e<=4}", regex.V0)
DATE = regex.compile(r"\b(?:ngay\b.*\bthang\b.*nam\b|(?:thang|ngay)\b.*\bnam (?:19|20)?\d)", regex.V0)

ADDRESSEE = regex.compile(r"kinh gui\b", regex.V0)  # box 9a is the first of the body

# Fuzzy search takes 20 ms a line: only lines with three of these words are searched.
FAMILIAR = frozenset(
    ("cong", "hoa", "xa", "hoi", "chu", "nghia", "viet", "nam", "doc", "lap", "tu", "do", "hanh", "phuc", "dang", "san")
)

REACH = 0.30  # a head ends above 0.30 of the page below its motto: Appendix I ends boxes 1-5b at 0.17 of the text
ROW_REACH = 3.5  # letters: room for a handwritten number or month is 2-3; a stamp beside the line stands further off
OFF_CENTRE = 0.07  # of the width: lines of the right column share the motto's middle; a title stands further left


class Anchor(NamedTuple):
    """The motto: its top, left edge, middle and the bottom of what is certainly head, in pixels; a letter's height."""

    top: int
    left: int
    middle: float
    bottom: int
    letter: float


def mark_header(lines: list[Line], sheet: Sheet) -> list[Line]:
    """Set the zones "header-left" and "header-right", cutting lines that run through both columns."""
    anchor = _anchor(lines, sheet)
    if anchor is None:
        return lines
    pieces = _side_by_side(lines, anchor, sheet)
    end = _end(pieces, anchor, sheet)
    return [replace(x, zone=_zone(x, anchor)) if _in_head(x, anchor, end) else x for x in pieces]


def _in_head(piece: Line, anchor: Anchor, end: float) -> bool:
    if piece.zone != "body" or not anchor.top - 2 * anchor.letter <= middle_y(piece) < end:
        return False
    # The agency's name may start a line above the motto; nothing of the form stands above the motto on the right.
    return middle_y(piece) >= anchor.top or not _is_right(piece, anchor)


def _is_right(piece: Line, anchor: Anchor) -> bool:
    return middle_x(piece) > anchor.left or piece.box.left >= anchor.left - anchor.letter


def _zone(piece: Line, anchor: Anchor) -> Zone:
    return "header-right" if _is_right(piece, anchor) else "header-left"


def _side_by_side(lines: list[Line], anchor: Anchor, sheet: Sheet) -> list[Line]:
    """The lines, those near the motto cut into columns and the pieces of a row joined within each column."""
    limit = anchor.bottom + REACH * sheet.height
    near = [x for x in lines if x.zone == "body" and anchor.top - 2 * anchor.letter <= middle_y(x) <= limit]
    pieces = [piece for line in near for piece in _pieces(line, anchor, sheet)]
    left = [piece for piece in pieces if not _is_right(piece, anchor)]
    right = [piece for piece in pieces if _is_right(piece, anchor)]
    reach = ROW_REACH * anchor.letter
    return [x for x in lines if x not in near] + join_rows(left, reach) + join_rows(right, reach)


def _anchor(lines: list[Line], sheet: Sheet) -> Anchor | None:
    """The highest motto in the upper half, or its second line where the first is lost."""
    for pattern in (MOTTO, CREED):
        for line in sorted(lines, key=lambda x: x.box.top):
            if middle_y(line) > sheet.height / 2 or not _holds(line, pattern):
                continue
            first = _first_word(line, pattern)
            words = line.words[first:]
            left, right = words[0].box.left, words[-1].box.right
            if right < 0.6 * sheet.width or _is_quoted(line, first):
                continue
            return Anchor(line.box.top, left, (left + right) / 2, line.box.bottom, letter_height(line))
    return None


def _holds(line: Line, pattern: "regex.Pattern[str]") -> bool:
    text = plain(line.raw)
    return len(FAMILIAR.intersection(text.split())) >= 3 and pattern.search(text) is not None


def _is_quoted(line: Line, first: int) -> bool:
    """Is the motto part of a sentence: in small letters, or after small letters and an ordinary space?"""
    before = line.words[:first]
    if before and _capitals(before) < 0.6 and line.words[first].box.left - before[-1].box.right < letter_height(line):
        return True
    return _capitals(line.words[first:]) < 0.6 and not CREED.search(plain(line.raw))


def _capitals(words: tuple[Word, ...]) -> float:
    """The part of the letters that are capitals."""
    letters = [c for word in words for c in word.raw if c.isalpha()]
    return sum(c.isupper() for c in letters) / max(1, len(letters))


def _first_word(line: Line, pattern: "regex.Pattern[str]") -> int:
    """Index of the word whose start is nearest to where the pattern is found."""
    text, starts = "", []
    for word in line.words:
        letters = plain(word.raw)
        starts.append(len(text))
        text += letters + " " if letters else ""
    found = pattern.search(text)
    at = found.start() if found else 0
    return min(range(len(starts)), key=lambda i: abs(starts[i] - at))


def _pieces(line: Line, anchor: Anchor, sheet: Sheet) -> tuple[Line, ...]:
    """The line, cut before the motto, or at its widest gap near the motto's left edge: dates may start further left."""
    for i, word in enumerate(line.words):
        if i and word.box.left == anchor.left and line.box.top == anchor.top:
            return replace(line, words=line.words[:i]), replace(line, words=line.words[i:])
    reach = 0.12 * sheet.width
    low, high = anchor.left - reach, anchor.left + reach
    return cut(line, low, high, 0.7 * anchor.letter) or (line,)


def _end(pieces: list[Line], anchor: Anchor, sheet: Sheet) -> float:
    """Where the body starts: the first line that runs through both columns, or stands under the date off its middle."""
    limit = anchor.bottom + REACH * sheet.height
    dated = False
    left: list[float] = []  # middles of lines of the left column
    for piece in sorted(pieces, key=middle_y):
        if piece.zone != "body" or middle_y(piece) < anchor.top - anchor.letter:
            continue
        if middle_y(piece) > limit:
            break
        if middle_y(piece) > anchor.bottom and _is_body(piece, anchor, sheet, left if dated else []):
            return piece.box.top + 0.3 * piece.box.height
        left += [middle_x(piece)] if piece.box.right <= anchor.left else []
        dated = dated or bool(DATE.search(plain(piece.raw)))
    return limit


def _is_body(piece: Line, anchor: Anchor, sheet: Sheet, left: list[float]) -> bool:
    """`left`: middles of the left column's lines, empty as long as no date was seen."""
    if ADDRESSEE.match(plain(piece.raw)):
        return True
    margin = 0.03 * sheet.width
    if piece.box.right <= anchor.left + margin:
        return bool(left) and middle_x(piece) > sorted(left)[len(left) // 2] + OFF_CENTRE * sheet.width
    off = abs(_main_middle(piece, anchor) - anchor.middle) > OFF_CENTRE * sheet.width
    crosses = piece.box.left < anchor.left - 2 * margin and off
    return crosses or (off and bool(left)) or (off and piece.box.width < 0.25 * sheet.width)


def _main_middle(piece: Line, anchor: Anchor) -> float:
    """The middle of the piece without what a stamp far beside it added."""
    parts = cut(piece, 0, inf, ROW_REACH * anchor.letter) or (piece,)
    return middle_x(max(parts, key=lambda part: part.box.width))
