"""The letterhead → metadata fields, each with its span; handwriting that cannot be read gives none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import regex
from rapidfuzz.distance import Levenshtein

from pipeline.document import Span
from pipeline.parse.dates import CLIPPED
from pipeline.parse.fields import make_field
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.handling import marked
from pipeline.parse.headings import head
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.own_number import (
    LONGEST_LINE,
    NUMBER,
    READABLE,
    SymbolType,
    by_type,
    number_fields,
    own_number,
    type_of_symbol,
)
from pipeline.parse.subjects import (
    ABOUT,
    TOP,
    Title,
    about_at,
    about_lines,
    above_bases,
    clean_subject,
    find_subject,
    find_title,
    first_basis,
    lone_subject,
)
from pipeline.report import Field, Issue

_LETTER = "Công văn"  # the type that is not printed: "V/v …" under the number says it (Decree 30/2020, annex I, 5b)
_ALIKE = 0.75  # of the letters: "BỘ LAO ĐỘNG THƯƠNG VÀ XÃ HỘI" lacks a word of its name
_BLANK = r"[.…_ ]*"
_DATE = regex.compile(
    rf"nga(?:y\s*|(?=[^\s\w]|\w\W))(?P<d>\d{{1,2}}|{_BLANK}|\S{{1,5}}?)\s*thang\s*(?P<m>\d{{1,2}}|{_BLANK}|\S{{1,3}}?)\s*nam\s*(?P<y>(?:19|20)\d\d|(?:20)?{_BLANK})"
)
_CITES = regex.compile(r"\s*(?:can cu|theo|xet|thuc hien)\b")  # "Căn cứ Quy chế … ngày 02 tháng 4 năm 2005;"
_PLACE = regex.compile(  # also "Hà nội"
    r"(?P<place>\p{Lu}[\p{L}\d'’.\-]*(?:\s+[\p{Lu}\d][\p{L}\d'’.\-]*){0,5}|^\p{Lu}\p{Ll}+\s\p{Ll}+)\s*,?\s*$"
)
_TORN = regex.compile(r"\s*\p{Lu}[^,\d]{1,25},\s*ngà\S*\s.*năm\s+20\d\d\s*$")  # the day is written over its words
_NUMBERED = regex.compile(r"\s*so\s*[:;.]")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The fields of the first page, doubts about them, and the number of the first line of the body."""

    fields: tuple[Field, ...]
    issues: tuple[Issue, ...]
    body: int


def _date_match(lines: tuple[TextLine, ...]) -> tuple[regex.Match[str], TextLine] | None:
    """The first line that ends with a date; in running text, words follow a date."""
    for line in lines:
        match = _DATE.search(folded(line.text))
        cites = _CITES.match(folded(line.text))
        if match and not cites and len(line.text) < LONGEST_LINE and not line.text[match.end() :].strip(" .,;*"):
            return match, line
    return None


def _date_fields(layout: Layout, lines: tuple[TextLine, ...]) -> tuple[list[Field], list[Issue]]:
    """Place and date. All three parts must be read; else month or year alone, and a doubt."""
    found = _date_match(lines)
    if not found:
        torn = next((line for line in lines if line.zone == "header-right" and _TORN.match(line.text)), None)
        if torn is None:
            return [], [Issue(code="missing_date", page=1)]
        return list(_place(layout, torn, torn.text.index(","))), [Issue(code="incomplete_date", page=1, span=torn.span)]
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
    number = NUMBER.search(line.text[:end])
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
        numbered = own_number(line) is not None or _NUMBERED.match(plain) is not None
        if numbered or _DATE.search(plain):
            if found or (numbered and not zoned):  # in plain text the agency stands above its number, or was lost
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


def _by_province(layout: Layout, fields: list[Field], lexicon: Lexicon) -> list[Field]:
    """The fields, the marks of a place as those of the one province with its letters: "Đà Năng" is Đà Nẵng."""
    named = {folded(name): name for name in lexicon.agencies["provinces"]}
    mended = []
    for field in fields:
        meant = named.get(folded(field.value)) if field.name == "place" else None
        line = layout.line_at(field.span.start)
        if meant and spelled(meant) != spelled(field.value) and line and line.page.source == "ocr":
            field = replace(field, value=meant, conf=field.conf * 0.9, flags=(*field.flags, "place_by_list"))
        mended.append(field)
    return mended


def _by_symbol(layout: Layout, fields: list[Field], lexicon: Lexicon) -> list[Field]:
    """The fields, the name of a ministry that OCR read badly as the last part of the document's symbol tells it."""
    symbol = next((field.value for field in fields if field.name == "code_notation"), "")
    meant = lexicon.agencies["ministries"].get(symbol.rpartition("-")[2], "")
    at = next((at for at, field in enumerate(fields) if field.name == "organ_name"), None)
    if at is None or not meant or squeezed(spelled(fields[at].value)) == spelled(meant):
        return fields
    read, line = fields[at], layout.line_at(fields[at].span.start)
    alike = Levenshtein.normalized_similarity(folded(read.value), folded(meant)) >= _ALIKE
    if not alike or line is None or line.page.source != "ocr" or not folded(read.value).startswith("bo "):
        return fields
    named = replace(read, value=meant, conf=read.conf * 0.9, flags=(*read.flags, "organ_by_symbol"))
    return [*fields[:at], named, *fields[at + 1 :]]


def _addressees(layout: Layout, lines: tuple[TextLine, ...]) -> tuple[list[Field], int | None]:
    """`Kính gửi:` on one line, or a list of items under it. The number of the last line, None without any."""
    for line in lines[: TOP + 10]:
        match = regex.match(r"\s*k[ií]nh\s+g[uứửư]i\s*[:;.]?\s*", spelled(line.text))
        if match is None or line.zone == "table":
            continue
        if line.page.source == "text" and len(line.text) > 2 * LONGEST_LINE:
            break  # a copy joined the body to it: nothing tells where the one ends and the other begins
        found: list[tuple[str, int, int]] = []
        last = line
        if line.text[match.end() :].strip():
            found.append((line.text[match.end() :], line.span.start + match.end(), line.span.end))
        for other in lines[line.number + 1 : line.number + 12]:
            listed = regex.match(r"\s*[-–•+]\s*", other.text) or _goes_on(last, other)
            if not listed or last.text.rstrip().endswith("."):
                break
            found.append((other.text.lstrip(" -–•+"), other.span.start, other.span.end))
            last = other
        return [
            make_field(layout, "addressees", text.strip(" .;,-–"), start, end, "addressee")
            for text, start, end in found
        ], last.number
    return [], None


def _goes_on(last: TextLine, line: TextLine) -> bool:
    """Whether a list of addressees goes on, though OCR lost the dash: the one before ended with a semicolon."""
    return last.text.rstrip().endswith(";") and line.block == last.block and line.text[:1].isupper()


def _top(lines: tuple[TextLine, ...], title: TextLine | None) -> tuple[TextLine, ...]:
    """The lines of the letterhead: those with a header zone and those above the title."""
    if title:
        return tuple(line for line in lines if line.zone.startswith("header") or line.number < title.number)
    about = next((line.number for line in lines[:TOP] if folded(line.text).lstrip().startswith("kinh gui")), None)
    ends = [end for end in (about, first_basis(lines)) if end is not None]
    end = min(ends, default=12)
    return tuple(line for line in lines if line.zone.startswith("header") or line.number < end)


def read_letterhead(layout: Layout, lexicon: Lexicon) -> Letterhead:
    """The fields above the body of a document."""
    first = tuple(line for line in layout.lines if line.page is layout.lines[0].page) if layout.lines else ()
    title = find_title(first, lexicon)
    top = _top(first, title.line if title and not title.formula else None)
    number, number_issues = number_fields(layout, top)
    title = None if title and _is_subject(title, type_of_symbol(number, lexicon)) else title
    dated, date_issues = _date_fields(layout, top)
    fields = number + _by_province(layout, dated, lexicon) + _organ_fields(layout, top, lexicon)
    body = _after(layout, number + dated)
    if title and title.formula:
        fields += _titled(layout, title, title.line.span, "title.formula", 0.9)
        fields = by_type(layout, fields, title.name, lexicon)
        subject = above_bases(layout, first[body:])
    elif title:
        fields += _titled(layout, title, title.line.span, "title")
        subject = find_subject(layout, first, title, lexicon)
        body = max(body, (subject[-1] if subject else title.line).number + 1)
        fields = by_type(layout, fields, title.name, lexicon)
    else:
        about = about_lines(first)
        fields += _untitled(layout, about, number, lexicon)
        subject = about or (lone_subject(first[body:], lexicon) if number else [])
        subject = subject or (above_bases(layout, first[body:]) if type_of_symbol(number, lexicon) else [])
    if subject:
        begin = title.end if title and subject[0] is title.line else subject[0].span.start + about_at(subject[0])
        words = " ".join(line.text for line in subject)[begin - subject[0].span.start :]
        fields.append(make_field(layout, "subject", clean_subject(words), begin, subject[-1].span.end, "subject", 0.85))
    addressed, last = _addressees(layout, first)
    fields = _by_symbol(layout, fields, lexicon) + addressed + marked(layout, top, lexicon)
    body = max(body, last + 1 if last is not None else 0)
    return Letterhead(tuple(fields), tuple(number_issues + date_issues), body)


def _is_subject(title: Title, by_symbol: SymbolType | None) -> bool:
    """Whether a type with words behind it only begins the subject: "QUY ĐỊNH MỨC THU …" of a resolution, by symbol."""
    return title.merged and by_symbol is not None and by_symbol.name != title.name


def _titled(layout: Layout, kind: Title | SymbolType, span: Span, rule: str, sure: float = 0.95) -> list[Field]:
    """The type of the document and its abbreviation."""
    names = {"doc_type": kind.name, "doc_type_abbr": kind.abbr}
    return [make_field(layout, name, value, *span, rule, sure) for name, value in names.items()]


def _untitled(layout: Layout, about: list[TextLine], number: list[Field], lexicon: Lexicon) -> list[Field]:
    """The type of a document without a title: a letter tells what it is about; else the symbol says it."""
    if about:
        return [make_field(layout, "doc_type", _LETTER, *about[0].span, "subject.about", 0.9)]
    kind = type_of_symbol(number, lexicon)
    return _titled(layout, kind, kind.span, "number.type", 0.8) if kind else []


def _after(layout: Layout, fields: list[Field]) -> int:
    """The number of the line behind number and date; 0 without any."""
    lines = [layout.line_at(field.span.end) for field in fields]
    return max((line.number + 1 for line in lines if line), default=0)
