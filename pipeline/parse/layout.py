"""A document → its lines, what is prose and what is letterhead, table or signature."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, takewhile

import regex

from pipeline.document import Line, Page, Span, Transcript, Zone
from pipeline.parse.copied import feet, pieces
from pipeline.parse.folding import flat, folded, spelled
from pipeline.parse.lexicon import one_of
from pipeline.report import LOW_CONFIDENCE, READING_FLAGS

_NOT_PROSE = frozenset({"table", "page-number", "margin"})
_PAGE_NUMBER = regex.compile(r"\s*-?\s*\d{1,3}\s*-?\s*")
_WEB = regex.compile(r"\s*(?:https?:/{1,2}|www\.)\S+\s*", regex.I)
_RECIPIENTS = regex.compile(r"\s*noi nhan\s*(?:[:;]|\.?\s*$)")  # not "Nơi nhận hồ sơ"
_CLOSING = regex.compile(r"\.\s*/\s*\.?\s*$")
_KEPT = regex.compile(r"[\s\-–+•]*luu\b")
_NATIONAL = regex.compile(r"cong hoa xa hoi chu nghia viet nam")
# Words with digits below this confidence are told. Those of cited documents that were read right on real scans, without
# a doubt of the second reading, had 0.72 and more; pages under every damage have printed ones with 0.83.
_SURE_DIGITS = 0.7
_LONGEST_FOOT = 45  # lines; what follows is an attachment without the word "Phụ lục"
_APPENDIX = regex.compile(r"\s*phu (?:luc|bieu)(?:\s+(?:so\s*)?(?:[ivx]{1,5}|\d{1,2}[a-z]?))?\s*[.:]?\s*")
_WIDE = 3  # columns of plain text that part two cells
_ENDS = regex.compile(r"[.;:!?…][\"”’)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the transcript, with its place in the form."""

    number: int
    span: Span
    text: str
    page: Page
    block: int
    zone: Zone
    cell: tuple[int, int, int] | None

    @property
    def ends(self) -> bool:
        """Whether the line ends a sentence or an item."""
        return bool(_ENDS.search(self.text))

    @property
    def capitals(self) -> bool:
        """Whether the line is all in capitals."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) > 2 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


@dataclass(frozen=True)
class Layout:
    """The lines of a transcript; `foot` are the line numbers of the signature block."""

    transcript: Transcript
    lines: tuple[TextLine, ...]
    foot: range

    @property
    def text(self) -> str:
        """The transcript's text."""
        return self.transcript.text

    @cached_property
    def flat(self) -> str:
        """The text on one line, of equal length."""
        return flat(self.text)

    @cached_property
    def spelled(self) -> str:
        """The text in lower case with one spelling of tone marks, of equal length."""
        return spelled(self.text)

    @cached_property
    def folded(self) -> str:
        """The text without marks, of equal length."""
        return folded(self.text)

    def line_at(self, offset: int) -> TextLine | None:
        """The line that holds an offset."""
        low, high = 0, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            if self.lines[middle].span.end < offset:
                low = middle + 1
            else:
                high = middle
        return self.lines[low] if low < len(self.lines) else None

    def confidence(self, line: TextLine) -> float:
        """The mean confidence of the words of a line."""
        words = [self.transcript.word(place).conf for place in self.transcript.under(line.span)]
        return sum(words) / len(words) if words else 0.0

    def reading_flags(self, span: Span) -> tuple[str, ...]:
        """The flags of words that need a look: a second reading saw other digits, a seal lies over them."""
        return tuple(sorted(READING_FLAGS[doubt] for doubt in self.transcript.doubts(span)))

    def digit_flags(self, span: Span) -> tuple[str, ...]:
        """The reading flags of a span, and one where the reader itself is unsure of a word with digits."""
        words = map(self.transcript.word, self.transcript.under(span))
        unsure = any(word.conf < _SURE_DIGITS and any(map(str.isdigit, word.text)) for word in words)
        flags = self.reading_flags(span)
        return (*flags, LOW_CONFIDENCE) if unsure and not flags else flags

    def page_of(self, span: Span) -> int:
        """The number of the page where a span begins; 0 for an empty document."""
        line = self.line_at(span.start)
        return line.page.number if line else 0

    def prose(self) -> tuple[TextLine, ...]:
        """Lines of running text: no table, page number, margin, letterhead column or signature block."""
        return tuple(
            line
            for line in self.lines
            if line.zone not in _NOT_PROSE
            and not line.zone.startswith(("header", "foot"))
            and line.number not in self.foot
        )


def _zone(line: Line, page: Page, text: str, first: bool) -> Zone:
    """Plain text has no zones: a lone number is a page number, a lone address a footer of the browser, and a line with
    two wide gaps or bars a row of a table. One gap parts the columns of letterhead and foot.
    """
    if line.zone != "body":
        return line.zone
    if not first and _PAGE_NUMBER.fullmatch(text):
        return "page-number"
    if text.count("|") > 1 or (page.source == "text" and _gaps(line) > 1):
        return "table"
    return "margin" if _WEB.fullmatch(text) else line.zone


def _gaps(line: Line) -> int:
    return sum(after.box.left - word.box.right >= _WIDE for word, after in pairwise(line.words))


def _signature_start(text: str, capacities: regex.Pattern[str]) -> bool:
    return bool(capacities.match(text)) and text == text.upper() and len(text) < 80


def _foot(lines: list[TextLine], capacities: regex.Pattern[str]) -> range:
    """From `Nơi nhận:` or the first line of the signature to the next appendix. Errs towards no foot."""
    zoned = [line.number for line in lines if line.zone.startswith("foot")]
    start = zoned[0] if zoned else None
    if start is None:
        start = next((line.number for line in lines if _RECIPIENTS.match(folded(line.text))), None)
        signed = [line.number for line in lines if _signature_start(line.text, capacities)]
        near = [n for n in signed if start is None or start - 8 <= n < start]
        start = near[0] if near else start
    start = _unsigned(lines) if start is None else start
    if start is None:
        return range(0)
    copied = lines[start].page.source == "text"
    start = _above(lines, start, capacities) if copied else start
    name = next((line.number for line in reversed(lines) if copied and line.zone == "foot-right"), len(lines))
    kept = False  # the item that says where the copy is kept is the last: what stands on the next page is attached
    for line in lines[start + 1 : start + _LONGEST_FOOT]:
        plain = folded(line.text)
        attached = kept and (line.page is not lines[start].page or line.number > name)
        if line.zone == "table" or _APPENDIX.fullmatch(plain) or attached or _NATIONAL.search(plain):
            return range(start, line.number)
        kept = kept or bool(_KEPT.match(plain))
    return range(start, min(len(lines), start + _LONGEST_FOOT))


def _unsigned(lines: list[TextLine]) -> int | None:
    """The first recipient in copied text that lost who signs and "Nơi nhận:": those behind "./.", to the one kept."""
    for before, line in pairwise(lines):
        listed = before.page.source == "text" and _CLOSING.search(before.text)
        items = takewhile(lambda each: not _KEPT.match(folded(each.text)), lines[line.number :]) if listed else ()
        if listed and all(item.text.rstrip().endswith(";") for item in items):
            return line.number
    return None


def _above(lines: list[TextLine], start: int, capacities: regex.Pattern[str]) -> int:
    """Where a foot of copied text begins that lost its "Nơi nhận:": its recipients, all but the last closed by ";"."""
    while start and _signature_start(lines[start - 1].text, capacities):
        start -= 1
    if not start or not _KEPT.match(folded(lines[start - 1].text)):
        return start
    start -= 1
    while start and lines[start - 1].text.rstrip().endswith(";"):
        start -= 1
    return start


def _recipients_left(lines: list[TextLine], foot: range) -> Iterator[TextLine]:
    """The lines, those of copied text that are surely recipients in their place: closed by ";", to the one kept."""
    listed = foot[1:] if foot and _RECIPIENTS.fullmatch(folded(lines[foot.start].text)) else foot
    last = next((number for number in listed if _KEPT.match(folded(lines[number].text))), -1)
    items = lines[listed.start : last] if listed else []
    sure = all(line.page.source == "text" and line.text.rstrip().endswith(";") for line in items)
    for line in lines:
        mine = sure and bool(items) and line.number in listed and line.number <= last and line.zone == "body"
        yield replace(line, zone="foot-left") if mine else line


def lay_out(transcript: Transcript, competences: Iterable[str], offices: Iterable[str]) -> Layout:
    """Read the lines of a transcript. `competences` are the prefixes of a signature ("TM"), `offices` "CHỦ TỊCH"."""
    lines = list[TextLine]()
    tools = feet(competences, offices)
    for page, line, span in transcript.line_spans:
        text = transcript.text[span.start : span.end]
        whole = (0, len(text), _zone(line, page, text, not lines))
        for start, end, zone in (pieces(text, tools) if page.source == "text" else ()) or (whole,):
            at = Span(span.start + start, span.start + end)
            lines.append(TextLine(len(lines), at, text[start:end], page, line.block, zone, line.cell))
    prefixes = one_of(competences)
    capacities = regex.compile(rf"\s*(?:{prefixes})(?:\s*[.,:]\s*\p{{Lu}}|\s+(?:{one_of(offices)}))")
    foot = _foot(lines, capacities)
    return Layout(transcript, tuple(_recipients_left(lines, foot)), foot)
