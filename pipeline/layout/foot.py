"""The two columns at the end of a document: Nơi nhận on the left, the signature on the right.

Decree 30/2020, Appendix I, boxes 7 and 9b: level with each other, so a reader that follows rows mixes them.
"""

from dataclasses import replace
from typing import NamedTuple

import regex

from pipeline.document import Line, Zone
from pipeline.layout.pieces import Sheet, cut, letter_height, middle_x, middle_y, plain

RECIPIENTS = regex.compile(r"(?:noi nhan){e<=1}", regex.V0)
# Grammar of box 7a: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "TL. BỘ TRƯỞNG", or the title alone.
SIGNATURE = regex.compile(
    r"\W*(?:T/?M|K/?T|T/?L|TUQ|Q)\b\.? ?\p{Lu}{2}|\W*(?:(?:PHÓ|CHÁNH) )*(?:CHỦ T.CH|GIÁM Đ.C|B. TR..NG|"
    r"TH. T..NG|TR..NG |HI.U TR..NG|CHỦ NHI.M|CHÁNH )",
    regex.V0,
)
LEFT_EDGE = 0.40  # box 9b starts at the text's left edge, 0.15 of the page
RIGHT_EDGE = 0.42  # box 7a starts at 0.50 of the text, 0.54 of the page; long titles start earlier
DRAWN = 0.45  # mean confidence of what is read from strokes of a pen: 0 to 0.4; of faint names under seals 0.3 and more
COLUMN_GAP = 1.0  # letters: an ordinary space is 0.3-0.6 of a letter's height, justified lines up to 0.9


class Foot(NamedTuple):
    """Where the foot starts and ends, and x of its gutter, in pixels."""

    top: float
    bottom: float
    gutter: float


def mark_foot(lines: list[Line], sheet: Sheet) -> list[Line]:
    """Set the zones "foot-left" and "foot-right", cutting lines that run through both columns."""
    foot = _foot(lines, sheet)
    if foot is None:
        return lines
    out: list[Line] = []
    for line in lines:
        if line.zone != "body" or not foot.top <= middle_y(line) <= foot.bottom:
            out.append(line)
            continue
        for piece in _pieces(line, sheet):
            out.append(replace(piece, zone=_zone(piece, foot)))
    return out


def _zone(piece: Line, foot: Foot) -> Zone:
    """A drawn signature that was read as letters stands in the margin; a name has two words with capitals at least."""
    if middle_x(piece) < foot.gutter:
        return "foot-left"
    names = sum(word.raw[:1].isupper() for word in piece.words)
    drawn = names < 2 and sum(word.conf for word in piece.words) < DRAWN * len(piece.words)
    return "margin" if drawn else "foot-right"


def _pieces(line: Line, sheet: Sheet) -> tuple[Line, ...]:
    return cut(line, 0.30 * sheet.width, 0.65 * sheet.width, COLUMN_GAP * letter_height(line)) or (line,)


def _foot(lines: list[Line], sheet: Sheet) -> Foot | None:
    body = sorted((x for x in lines if x.zone == "body"), key=middle_y)
    start = next((i for i, line in enumerate(body) if _opens(line, sheet)), None)
    if start is None:
        return None
    top = start
    while (
        top
        and _is_right(body[top - 1], sheet)
        and body[top].box.top - body[top - 1].box.bottom < 3 * letter_height(body[top])
    ):
        top -= 1
    bottom = _bottom(body[start + 1 :], sheet)
    inside = [piece for line in body[top:] if middle_y(line) <= bottom for piece in _pieces(line, sheet)]
    return Foot(body[top].box.top, bottom, _gutter(inside, sheet))


def _opens(line: Line, sheet: Sheet) -> bool:
    """Does a foot start here: "Nơi nhận" at the left edge, or the words of a signature alone on the right?"""
    if line.box.left < LEFT_EDGE * sheet.width and RECIPIENTS.match(plain(line.raw)) and _is_label(line):
        return True
    last = _pieces(line, sheet)[-1]
    return _is_right(last, sheet) and middle_y(line) > 0.12 * sheet.height and bool(SIGNATURE.match(last.raw))


def _is_label(line: Line) -> bool:
    """ "Nơi nhận:" and not "nội thành": a capital, and a colon or nothing soon after."""
    start = [word.raw for word in line.words[:3]]
    return start[0].lstrip("*-. ")[:1].isupper() and (len(line.words) <= 3 or any(":" in raw for raw in start))


def _is_right(line: Line, sheet: Sheet) -> bool:
    return line.box.left > RIGHT_EDGE * sheet.width


def _bottom(after: list[Line], sheet: Sheet) -> float:
    """The foot runs to the end of the page, or to where two wide lines without a gap follow each other."""
    wide = [x.box.width > 0.6 * sheet.width and len(_pieces(x, sheet)) == 1 for x in after]
    for i in range(1, len(after)):
        if wide[i - 1] and wide[i]:
            return after[i - 1].box.top
    return sheet.height


def _gutter(pieces: list[Line], sheet: Sheet) -> float:
    """Middle between the columns' middles; half of the page where there is only one."""
    left = [x for x in pieces if x.box.left < LEFT_EDGE * sheet.width]
    right = [x for x in pieces if _is_right(x, sheet)]
    if not left or not right:
        return 0.5 * sheet.width
    ends, starts = sorted(x.box.right for x in left), sorted(x.box.left for x in right)
    return (ends[len(ends) // 2] + starts[len(starts) // 2]) / 2
