"""What a document says about how it is to be handled: urgency, circulation, copies, the day by which to answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import regex
from rapidfuzz.distance import Levenshtein

from pipeline.parse.dates import DATE, day
from pipeline.parse.fields import make_field
from pipeline.parse.folding import folded, spelled
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.lexicon import Lexicon
from pipeline.report import Field

_LONG = 6  # letters of a stamp of which one may be wrong
_COPIES = regex.compile(r"\((?P<count>\d{1,3})\s*b?\)\s*[.;]?\s*$")  # "Lưu: VT, PL.(300)"
# "gửi báo cáo về … trước ngày 15/6/2025": a day by which the addressee answers, not one by which a work is done
_DUE = regex.compile(
    r"(?:(?:thoi )?han tra loi|(?:tra loi|gui|bao cao|gop y|tham gia y kien)[^.;]{0,120}?\btruoc)\s*:?\s*(?=ngay \d)"
)


def marked(layout: Layout, lines: Iterable[TextLine], lexicon: Lexicon) -> list[Field]:
    """Stamps of the letterhead: "HỎA TỐC", "LƯU HÀNH NỘI BỘ"."""
    kinds = ("urgency", "circulation")
    return [field for name in kinds for field in _stamped(layout, lines, name, lexicon.titles[name])]


def _stamped(layout: Layout, lines: Iterable[TextLine], name: str, stamps: Mapping[str, str]) -> list[Field]:
    values = {spelled(stamp): value for stamp, value in stamps.items()}
    for line in lines:
        value = values.get(spelled(line.text).strip(" .*"))
        meant = value or _read_as(line, stamps)
        if meant:
            field = make_field(layout, name, meant, *line.span, name, 0.95 if value else 0.8)
            return [field if value else replace(field, flags=(*field.flags, "stamp_by_list"))]
    return []


def _read_as(line: TextLine, stamps: Mapping[str, str]) -> str:
    """The stamp that OCR read crookedly: letters without their marks, in a long one a letter wrong."""
    seen = "".join(filter(str.isalpha, folded(line.text)))
    if line.page.source != "ocr" or not line.capitals:
        return ""
    apart = {value: Levenshtein.distance(seen, "".join(folded(stamp).split())) for stamp, value in stamps.items()}
    meant = min(apart, key=lambda value: apart[value])
    return meant if apart[meant] <= (1 if len(seen) >= _LONG else 0) else ""


def handling_fields(layout: Layout, fields: tuple[Field, ...]) -> Iterator[Field]:
    """Number of copies, from the last recipient; the day by which a letter is to be answered."""
    kept = [field for field in fields if field.name == "recipients"]
    copies = _COPIES.search(layout.text[kept[-1].span.start : kept[-1].span.end]) if kept else None
    if copies:
        start, end = (kept[-1].span.start + at for at in copies.span("count"))
        yield make_field(layout, "copies", str(int(copies["count"])), start, end, "recipient.copies", 0.85)
    if any(field.name == "addressees" for field in fields):
        yield from _due(layout)


def _due(layout: Layout) -> Iterator[Field]:
    for cue in _DUE.finditer(layout.folded.replace("\n", " ")):
        match = DATE.match(layout.folded, cue.end())
        value = day(match) if match else None
        if match and value:
            yield make_field(layout, "due_date", value.isoformat(), *match.span(), "due", 0.8)
            return
