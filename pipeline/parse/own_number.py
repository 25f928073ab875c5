"""The letterhead → the document's own number and symbol; digits put in by hand that cannot be read give none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import regex

from pipeline.document import Span
from pipeline.parse.claims import claimed_number
from pipeline.parse.fields import make_field
from pipeline.parse.folding import one_stroke
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.symbols import begun_by_type
from pipeline.report import LOW_CONFIDENCE, Field, Issue

# Handwritten digits come back from OCR as other digits, with low confidence: below this we do not speak.
# Least confidence of the words of the document's own number and day. Printed ones are read with 0.9 and more;
# handwriting was read as digits with up to 0.87 ("445" for 115 on a real scan).
READABLE = 0.88
# The same for a number in one word with its symbol, on which two readings agree: such are printed, and bad scans have
# them with 0.83; numbers put in by hand stand apart or the readings differ.
READABLE_AS_ONE = 0.7
_SURELY, _LEVEL = 0.9, 0.12  # a number apart: its least confidence; the part of its height by which it may lie off
_PARTS = 2  # boxes of a number and of the year behind it
LONGEST_LINE = 120  # characters of a letterhead line, both columns read as one
_CAPITAL = "[A-ZĂÂĐÐÊÔƠƯ]"  # a symbol has no tone marks: "/IÖ/BGDĐT" is handwriting, then a symbol
_SYMBOL = (
    rf"(?P<sym>{_CAPITAL}(?:{_CAPITAL}|[a-z]){{0,6}}(?:&{_CAPITAL}{{2,6}})?"
    rf"(?:\s*[-–./]\s?(?:{_CAPITAL}|[0-9])(?:{_CAPITAL}|[a-z0-9&]){{0,12}}){{1,4}}"
    rf"|{_CAPITAL}{{3,8}}(?=\s*$))(?!\p{{L}})"  # "38/ĐHNN": the agency alone, of a letter
)
_YEAR = r"(?P<y>/\s*(?:19|20)\d\d)?"
# Digits, dots, or what OCR makes of handwriting, in up to three pieces: "Số: 2 † /2026/TT-BCT"; it mistakes S for s
NUMBER = regex.compile(
    r"(?:^|(?<=\s))(?:(?:S|^s)\p{L}{0,2}\d?\s*[:;.,]\s*|Số\s+(?=\d))(?P<n>\d{0,5}(?:\.\d{1,2}(?=/(?:19|20)\d\d/))?|[.…_]+|\S{1,6}?(?:\s[^\s/]{1,3}){0,2}?)"
    rf"\s*{_YEAR}\s*[/\-]\s*{_SYMBOL}"
)
_BEFORE_SUBJECT = regex.compile(rf"\s*{NUMBER.pattern}(?=\s+[Vv]\s*/\s*[Vv])")  # a copy joined the subject
_BARE = regex.compile(rf"\s*(?P<n>\d{{1,5}})\s*{_YEAR}\s*/\s*{_SYMBOL}\s*")  # a line of its own: "Số:" was not read


def _find(layout: Layout, lines: tuple[TextLine, ...]) -> tuple[regex.Match[str], TextLine] | None:
    for line in lines:
        match = own_number(line)
        if match:
            return match, line
    return None


def own_number(line: TextLine) -> regex.Match[str] | None:
    """The number and symbol in a line of the letterhead: "Số: 87/BC-UBND"; None where it holds none."""
    if len(line.text) >= LONGEST_LINE:
        return _BEFORE_SUBJECT.match(line.text)
    return NUMBER.search(line.text) or (_BARE.fullmatch(line.text) if line.zone == "header-left" else None)


@dataclass(frozen=True, slots=True)
class SymbolType:
    """The type of a document by the symbol at `span`."""

    name: str
    abbr: str
    span: Span


def type_of_symbol(fields: Iterable[Field], lexicon: Lexicon) -> SymbolType | None:
    """The type with whose abbreviation the document's symbol begins: "TB-VPCP" is a Thông báo.

    None for a letter, whose symbol begins with its agency, and where an agency is abbreviated like a type.
    """
    symbol = next((field for field in fields if field.name == "code_notation"), None)
    first = symbol.value.partition("-")[0] if symbol and "-" in symbol.value else ""
    kind = next((kind for kind in lexicon.kinds if kind.title and kind.abbr == first), None)
    if symbol is None or kind is None or first in lexicon.agencies["like_types"]:
        return None
    return SymbolType(kind.name, kind.abbr, symbol.span)


def number_fields(layout: Layout, lines: tuple[TextLine, ...]) -> tuple[list[Field], list[Issue]]:
    """Number, year and symbol; a doubt where the digits cannot be read."""
    found = _find(layout, lines)
    if not found:
        number = claimed_number(layout, lines)
        return ([number], []) if number else ([], [Issue(code="missing_number", page=1)])
    match, line = found
    base = line.span.start
    notation = one_stroke(regex.sub(r"\s", "", match["sym"]).replace("–", "-"), line.page.source == "ocr")
    fields = [
        make_field(
            layout, "code_notation", notation, base + match.start("sym"), base + match.end("sym"), "number.symbol"
        )
    ]
    span = Span(base + match.start("n"), base + match.end("n"))
    digits = match["n"].replace(".", "").isdigit()
    if not digits and match["n"].strip(".…_"):
        claimed = claimed_number(layout, (line,))
        return ([claimed, *fields], []) if claimed else (fields, [_unreadable_number(span)])
    if not digits:
        return fields, [Issue(code="missing_number", page=1, span=fields[0].span)]
    apart = match.string[match.end("n")] == " "
    least = READABLE if apart or layout.reading_flags(span) else READABLE_AS_ONE
    put_in = _put_in(layout, span, apart)
    if (put_in and not _in_line(layout, span, match)) or layout.transcript.confidence(span) < least:
        return fields, [_unreadable_number(span)]
    number = make_field(layout, "code_number", match["n"], span.start, span.end, "number.digits")
    doubt = (LOW_CONFIDENCE,) if put_in and LOW_CONFIDENCE not in number.flags else ()
    fields.insert(0, replace(number, flags=(*number.flags, *doubt)))
    if match["y"]:
        start, end = (base + at for at in match.span("y"))
        fields.append(make_field(layout, "code_year", match["y"].strip("/ "), start, end, "number.year"))
    return fields, []


def _put_in(layout: Layout, span: Span, apart: bool) -> bool:
    """On a scan, a number that stands apart from its symbol was written or stamped: "21 /2026/TT-BCT" was read as 2.

    A signature field holds its number as text, not as an image of it. Repair may have joined number and symbol; then
    the raw word still holds the space.
    """
    transcript = layout.transcript
    if transcript.claimed(span):
        return False
    apart = apart or any(" " in transcript.word(place).raw for place in transcript.under(span))
    return apart and any(page.source == "ocr" for page, _ in transcript.boxes(span))


def _in_line(layout: Layout, span: Span, match: regex.Match[str]) -> bool:
    """Whether a number apart from its symbol was printed with it all the same: "Số: 45 /2020/NĐ-CP".

    Then two readings agree, and the digits stand on its line, no taller than it; those put in by hand or by a stamp
    were doubted or lay otherwise on all scans seen. One digit may be what is left of two.
    """
    transcript = layout.transcript
    whole = len(match["n"]) > 1 and match["y"] is not None and not layout.digit_flags(span)
    after = Span(span.end + 1, span.end + len(match["y"] or "") + 1)
    boxes = [box for part in (span, after) for _, box in transcript.boxes(part)]
    alone = all(" " not in transcript.word(place).raw for place in transcript.under(span))
    if not whole or not alone or len(boxes) != _PARTS or transcript.confidence(span) < _SURELY:
        return False
    digits, symbol = boxes
    slack = _LEVEL * symbol.height
    return abs(digits.bottom - symbol.bottom) <= slack and digits.top >= symbol.top - slack


def _unreadable_number(span: Span) -> Issue:
    return Issue(code="unreadable_number", page=1, span=span)


def by_type(layout: Layout, fields: list[Field], kind: str, lexicon: Lexicon) -> list[Field]:
    """The fields, the symbol begun as the type of the document tells where OCR read it; see `begun_by_type`."""
    mended = []
    for field in fields:
        line = layout.line_at(field.span.start) if field.name == "code_notation" else None
        meant = begun_by_type(field.value, kind, lexicon) if line and line.page.source == "ocr" else field.value
        if meant != field.value:
            field = replace(field, value=meant, rule="number.symbol_by_type", flags=("symbol_by_type",))
        mended.append(field)
    return mended
