"""The letterhead → metadata fields, each with its span; handwriting that cannot be read gives none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import regex

from pipeline.document import Span
from pipeline.parse.claims import claimed_number
from pipeline.parse.dates import CLIPPED
from pipeline.parse.fields import make_field
from pipeline.parse.folding import folded, spelled
from pipeline.parse.handling import marked
from pipeline.parse.headings import head
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.subjects import ABOUT, TOP, about_lines, clean_subject, find_subject, find_title
from pipeline.report import Field, Issue

# Handwritten digits come back from OCR as other digits, with low confidence: below this we do not speak.
# Least confidence of the words of the document's own number and day. Printed ones are read with 0.9 and more;
# handwriting was read as digits with up to 0.87 ("445" for 115 on a real scan).
READABLE = 0.88
# The same for a number in one word with its symbol, on which two readings agree: such are printed, and bad scans have
# them with 0.83; numbers put in by hand stand apart or the readings differ.
READABLE_AS_ONE = 0.7
_LETTER = "Công văn"  # the type that is not printed: "V/v …" under the number says it (Decree 30/2020, annex I, 5b)
_LONGEST_LINE = 120  # characters of a letterhead line, both columns read as one
_BLANK = r"[.…_ ]*"
_CAPITAL = "[A-ZĂÂĐÐÊÔƠƯ]"  # a symbol has no tone marks: "/IÖ/BGDĐT" is handwriting, then a symbol
_NUMBER = regex.compile(
    r"(?:^|(?<=\s))(?:S\p{L}{0,2}\d?\s*[:;.,]\s*|Số\s+(?=\d))(?P<n>\d{0,5}|[.…_]+|\S{1,6}?)\s*(?P<y>/\s*(?:19|20)\d\d)?\s*[/\-]\s*"
    rf"(?P<sym>{_CAPITAL}(?:{_CAPITAL}|[a-z]){{0,6}}(?:\s*[-–./]\s?(?:{_CAPITAL}|[0-9])(?:{_CAPITAL}|[a-z0-9&]){{0,12}}){{1,4}})(?!\p{{L}})"
)
_DATE = regex.compile(
    rf"nga(?:y\s*|(?=[^\s\w]|\w\W))(?P<d>\d{{1,2}}|{_BLANK}|\S{{1,3}}?)\s*thang\s*(?P<m>\d{{1,2}}|{_BLANK}|\S{{1,3}}?)\s*nam\s*(?P<y>(?:19|20)\d\d|(?:20)?{_BLANK})"
)
_PLACE = regex.compile(r"(?P<place>\p{Lu}[\p{L}\d'’.\-]*(?:\s+[\p{Lu}\d][\p{L}\d'’.\-]*){0,5})\s*,?\s*$")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The fields of the first page, doubts about them, and the number of the first line of the body."""

    fields: tuple[Field, ...]
    issues: tuple[Issue, ...]
    body: int


def _own_number(layout: Layout, lines: tuple[TextLine, ...]) -> tuple[regex.Match[str], int] | None:
    for line in lines:
        match = _NUMBER.search(line.text)
        if match and len(line.text) < _LONGEST_LINE:
            return match, line.span.start
    return None


def _number_fields(layout: Layout, lines: tuple[TextLine, ...]) -> tuple[list[Field], list[Issue]]:
    found = _own_number(layout, lines)
    if not found:
        number = claimed_number(layout, lines)
        return ([number], []) if number else ([], [Issue(code="missing_number", page=1)])
    match, base = found
    notation = regex.sub(r"\s", "", match["sym"]).replace("–", "-")
    fields = [
        make_field(
            layout, "code_notation", notation, base + match.start("sym"), base + match.end("sym"), "number.symbol"
        )
    ]
    span = Span(base + match.start("n"), base + match.end("n"))
    digits = match["n"].isdigit()
    if not digits and match["n"].strip(".…_"):
        return fields, [_unreadable_number(span)]
    if not digits:
        return fields, [Issue(code="missing_number", page=1, span=fields[0].span)]
    apart = match.string[match.end("n")] == " "
    least = READABLE if apart or layout.reading_flags(span) else READABLE_AS_ONE
    if _put_in(layout, span, apart) or layout.transcript.confidence(span) < least:
        return fields, [_unreadable_number(span)]
    fields.insert(0, make_field(layout, "code_number", match["n"], span.start, span.end, "number.digits"))
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


def _unreadable_number(span: Span) -> Issue:
    return Issue(code="unreadable_number", page=1, span=span)


def _date_match(lines: tuple[TextLine, ...]) -> tuple[regex.Match[str], TextLine] | None:
    """The first line that ends with a date; in running text, words follow a date."""
    for line in lines:
        match = _DATE.search(folded(line.text))
        if match and len(line.text) < _LONGEST_LINE and not line.text[match.end() :].strip(" .,;*"):
            return match, line
    return None


def _date_fields(layout: Layout, lines: tuple[TextLine, ...]) -> tuple[list[Field], list[Issue]]:
    """Place and date. All three parts must be read; else month or year alone, and a doubt."""
    found = _date_match(lines)
    if not found:
        return [], [Issue(code="missing_date", page=1)]
    match, line = found
    base = line.span.start
    fields = list(_place(layout, line, match.start()))
    parts = {name: match[name] for name in "dmy"}
    span = Span(base + match.start("d"), base + match.end("y"))
    if all(part.isdigit() and part for part in parts.values()):
        try:
            value = date(int(parts["y"]), int(parts["m"]), int(parts["d"]))
        except ValueError:
            return fields, [Issue(code="impossible_date", page=1, span=span)]
        if _readable(layout, base, match) and not CLIPPED.search(match[0]):
            fields.append(
                make_field(layout, "issued_date", value.isoformat(), base + match.start(), span.end, "date.full")
            )
            return fields, []
        return fields, [Issue(code="unreadable_date", page=1, span=span)]
    if parts["y"].isdigit() and len(parts["y"]) == 4:
        fields.append(make_field(layout, "issued_year", parts["y"], base + match.start("y"), span.end, "date.year"))
        if parts["m"].isdigit():
            month = f"{int(parts['m']):02}"
            fields.append(
                make_field(layout, "issued_month", month, base + match.start("m"), base + match.end("m"), "date.month")
            )
    return fields, [Issue(code="incomplete_date", page=1, span=span)]


def _readable(layout: Layout, base: int, match: regex.Match[str]) -> bool:
    """Whether the date was read surely: day, month and year alone where a signature field holds the day."""
    spans = [Span(base + match.start(part), base + match.end(part)) for part in "dmy"]
    if not layout.transcript.claimed(spans[0]):
        spans = [Span(spans[0].start, spans[-1].end)]
    return all(layout.transcript.confidence(span) >= READABLE for span in spans)


def _place(layout: Layout, line: TextLine, end: int) -> Iterator[Field]:
    """The capitalised words before ", ngày"; on a joined line the number stands before them."""
    number = _NUMBER.search(line.text[:end])
    begin = number.end() if number else 0
    match = _PLACE.search(line.text[begin:end].rstrip(" ,"))
    if match and not match["place"].isupper():
        name = regex.sub(r"^(?:\p{Lu}{2,}\s+)+", "", match["place"])  # the tail of a symbol: "BC TW Hà Nội"
        end = line.span.start + begin + match.end("place")
        yield make_field(layout, "place", name, end - len(name), end, "place.before_date", 0.9)


def _organ_lines(layout: Layout, lines: tuple[TextLine, ...], lexicon: Lexicon) -> list[tuple[str, int, int]]:
    """Lines of the left column in capitals, without the national title that a plain reading joins to them."""
    national = regex.compile(one_of(map(folded, lexicon.agencies["national"])))
    zoned = any(line.zone == "header-left" for line in lines)
    found: list[tuple[str, int, int]] = []
    for line in lines:
        if zoned and line.zone != "header-left":
            continue
        plain = folded(line.text)
        cut = national.search(plain)
        text = line.text[: cut.start()] if cut else line.text
        stripped = text.rstrip(" -–_*.\t")
        if _NUMBER.search(line.text) or _DATE.search(plain):
            if found:
                break
            continue
        if head(line.text) is not None:
            break
        letters = [c for c in stripped if c.isalpha()]
        if len(letters) >= 3 and sum(c.isupper() for c in letters) >= 0.9 * len(letters) and not ABOUT.match(stripped):
            found.append((stripped, line.span.start, line.span.start + len(stripped)))
    return found


def _organ_fields(layout: Layout, lines: tuple[TextLine, ...], lexicon: Lexicon) -> list[Field]:
    heads = regex.compile(rf"\s*(?:{one_of(map(folded, lexicon.agencies['heads']))})(?![\p{{L}}])")
    bare = regex.compile(rf"\s*(?:{one_of(map(folded, lexicon.agencies['incomplete']))})\s*")
    names: list[tuple[str, int, int]] = []
    for text, start, end in _organ_lines(layout, lines, lexicon):
        joins = names and (bare.fullmatch(folded(names[-1][0])) or not heads.match(folded(text)))
        if joins:
            names[-1] = (f"{names[-1][0]} {text}", names[-1][1], end)
        else:
            names.append((text, start, end))
    fields = []
    if names:
        text, start, end = names[-1]
        fields.append(make_field(layout, "organ_name", text, start, end, "organ.last", 0.9))
    if len(names) > 1:
        text, start, end = names[-2]
        fields.append(make_field(layout, "organ_parent", text, start, end, "organ.first", 0.85))
    return fields


def _addressees(layout: Layout, lines: tuple[TextLine, ...]) -> tuple[list[Field], int | None]:
    """`Kính gửi:` on one line, or a list of items under it. The number of the last line, None without any."""
    for line in lines[: TOP + 10]:
        match = regex.match(r"\s*k[ií]nh\s+g[uứửư]i\s*[:;.]?\s*", spelled(line.text))
        if match is None or line.zone == "table":
            continue
        found: list[tuple[str, int, int]] = []
        last = line
        if line.text[match.end() :].strip():
            found.append((line.text[match.end() :], line.span.start + match.end(), line.span.end))
        for other in lines[line.number + 1 : line.number + 12]:
            if not regex.match(r"\s*[-–•+]\s*", other.text) or last.text.rstrip().endswith("."):
                break
            found.append((other.text.lstrip(" -–•+"), other.span.start, other.span.end))
            last = other
        return [
            make_field(layout, "addressees", text.strip(" .;,-–"), start, end, "addressee")
            for text, start, end in found
        ], last.number
    return [], None


def _top(lines: tuple[TextLine, ...], title: TextLine | None) -> tuple[TextLine, ...]:
    """The lines of the letterhead: those with a header zone and those above the title."""
    if title:
        return tuple(line for line in lines if line.zone.startswith("header") or line.number < title.number)
    about = next((line.number for line in lines[:TOP] if folded(line.text).lstrip().startswith("kinh gui")), None)
    end = about if about is not None else 12
    return tuple(line for line in lines if line.zone.startswith("header") or line.number < end)


def read_letterhead(layout: Layout, lexicon: Lexicon) -> Letterhead:
    """The fields above the body of a document."""
    first = tuple(line for line in layout.lines if line.page is layout.lines[0].page) if layout.lines else ()
    found = find_title(first, lexicon)
    top = _top(first, found[0] if found else None)
    number, number_issues = _number_fields(layout, top)
    dated, date_issues = _date_fields(layout, top)
    fields = number + dated + _organ_fields(layout, top, lexicon)
    body = _after(layout, number + dated)
    subject: list[TextLine] = []
    if found:
        line, name, abbr = found
        fields += [
            make_field(layout, "doc_type", name, *line.span, "title"),
            make_field(layout, "doc_type_abbr", abbr, *line.span, "title"),
        ]
        subject = find_subject(layout, first, line, lexicon)
        body = max(body, (subject[-1] if subject else line).number + 1)
        fields = _by_type(fields, abbr, lexicon)
    else:
        subject = about_lines(first)
        fields += [make_field(layout, "doc_type", _LETTER, *subject[0].span, "subject.about", 0.9)] if subject else []
    if subject:
        start, end = subject[0].span.start, subject[-1].span.end
        words = clean_subject(" ".join(line.text for line in subject))
        fields.append(make_field(layout, "subject", words, start, end, "subject", 0.85))
    addressed, last = _addressees(layout, first)
    fields += addressed + marked(layout, top, lexicon)
    body = max(body, last + 1 if last is not None else 0)
    return Letterhead(tuple(fields), tuple(number_issues + date_issues), body)


def _by_type(fields: list[Field], abbr: str, lexicon: Lexicon) -> list[Field]:
    """The symbol with the abbreviation of the document's type where OCR missed one letter: "TIr-UBND" of a Tờ trình.

    A symbol that begins with another known abbreviation stays: rules (QC) come with a decision (QĐ).
    """
    known = {kind.abbr for kind in lexicon.kinds}
    mended = []
    for field in fields:
        first, dash, rest = field.value.partition("-")
        near = len(first) == len(abbr) and sum(a != b for a, b in zip(first, abbr, strict=True)) == 1
        if field.name == "code_notation" and near and first not in known:
            field = replace(field, value=f"{abbr}{dash}{rest}", rule="number.symbol_by_type", flags=("symbol_by_type",))
        mended.append(field)
    return mended


def _after(layout: Layout, fields: list[Field]) -> int:
    """The number of the line behind number and date; 0 without any."""
    lines = [layout.line_at(field.span.end) for field in fields]
    return max((line.number + 1 for line in lines if line), default=0)
