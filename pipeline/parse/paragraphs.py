"""Lines of prose → paragraphs and their sentences."""

from dataclasses import dataclass

import regex

from pipeline.document import Span
from pipeline.parse.folding import folded, spelled
from pipeline.parse.layout import Layout, TextLine

_FULL, _MOST = 0.7, 0.75  # of plain text: a line this much shorter than three of four is the last of its paragraph
_AMOUNT_ENDS = regex.compile(r"\d\s*(?:%|(?:(?:nghìn|triệu|tỷ)\s+)?đồng)$")  # a row of a list without a stop
_CUT_NUMBER = regex.compile(r"(?<![\d.,])\d{1,2}\s*$")  # "bình quân 05⏎06%/năm"
_NUMBERED = regex.compile(r"\(\d{1,2}\)\s")  # an item: "(2) Ít nhất 85% …"
_SHARES = regex.compile(r"(?P<at>[1-9]|[12]\d)\.\s+\d{2,3}\s?%")  # "2. 100% các xã …": no number in pieces
# A sentence ends at a stop before a capital, unless the stop belongs to a short form (TP. Hồ Chí Minh, số. 5).
_STOP = regex.compile(
    r"(?<!\b(?:TP|Tp|TX|TT|ThS|TS|GS|PGS|BS|KT|TM|TL|TUQ|P|Q|[A-Z]))[.!?…]+[\"”’)\]]*\s+(?=[\p{Lu}\"“(\-–+])"
    r"|(?<=[\p{Ll}%)]{2})\.\s+(?=\d)"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text: text[start:end] with everything that is no prose, and every line break, made a space."""

    span: Span
    text: str
    spelled: str
    folded: str
    sentences: tuple[Span, ...]

    def clip(self, span: Span) -> str:
        """The flat text under a span of the document."""
        return self.text[span.start - self.span.start : span.end - self.span.start]


def _sentences(text: str, start: int) -> tuple[Span, ...]:
    found, at = [], 0
    for stop in _STOP.finditer(text):
        found.append(Span(start + at, start + stop.end()))
        at = stop.end()
    if at < len(text):
        found.append(Span(start + at, start + len(text)))
    return tuple(found)


def _breaks(before: TextLine, line: TextLine, starts: frozenset[int], short: float) -> bool:
    """Whether a paragraph ends between two lines. A line that begins in lower case continues the one before.

    In plain text a line of fewer than `short` characters ends one where a capital or a number follows.
    """
    if line.number in starts:
        return True
    first = line.text.lstrip()[:1]
    if first in "-–—•*▪+":
        return before.ends or before.page is not line.page or not line.text.lstrip("-–—•*▪+ ")[:1].islower()
    if first.islower():
        return False
    share = _SHARES.match(line.text.lstrip())
    if share and before.ends and (before.text.rstrip()[-1] != ":" or share["at"] == "1"):
        return True
    if before.ends and (first.isupper() or _NUMBERED.match(line.text.lstrip())):
        return True
    if short and first.isupper() and _AMOUNT_ENDS.search(before.text):
        return True
    cut = first.isdigit() and _CUT_NUMBER.search(before.text)
    if len(before.text) < short and (first.isupper() or first.isdigit()) and not (before.capitals or cut):
        return True
    return line.block != before.block and before.page is line.page and first.isupper() and len(before.text) < 50


def _short_line(lines: tuple[TextLine, ...]) -> float:
    """The length below which a line of plain text was not full: its paragraph ended. 0 for pages with boxes."""
    if not lines or any(line.page.source != "text" for line in lines):
        return 0.0
    lengths = sorted(len(line.text) for line in lines)
    return _FULL * lengths[int(_MOST * len(lengths))]


def paragraphs(layout: Layout, lines: tuple[TextLine, ...], starts: frozenset[int]) -> tuple[Paragraph, ...]:
    """Cut prose lines into paragraphs; a new one begins at each line number in `starts`."""
    groups: list[list[TextLine]] = []
    short = _short_line(lines)
    for line in lines:
        if groups and not _breaks(groups[-1][-1], line, starts, short):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_paragraph(layout, group) for group in groups)


def _paragraph(layout: Layout, group: list[TextLine]) -> Paragraph:
    start, end = group[0].span.start, group[-1].span.end
    pieces, at = [], start
    for line in group:
        pieces.append(" " * (line.span.start - at))
        pieces.append(layout.flat[line.span.start : line.span.end])
        at = line.span.end
    text = "".join(pieces)
    return Paragraph(Span(start, end), text, spelled(text), folded(text), _sentences(text, start))
