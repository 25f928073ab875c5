"""The foot of a document → its recipients; purposes and abbreviations that OCR read badly follow their lists."""

from dataclasses import dataclass, replace

import regex

from pipeline.parse.fields import make_field
from pipeline.parse.folding import folded, spelled
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.lexicon import Lexicon
from pipeline.report import Field

ITEM = regex.compile(
    r"\s*[-–•+]\s*(?P<item>.+?)\s*[;.:]?(?:(?<=;)\s+(?:[\p{Lu}/]{1,4}\.\s*)?\p{Lu}[\p{Lu}\s]{3,})?\s*$"
)
# of an item, and the dash that OCR took from the next, or a bar; a comma behind brackets was a semicolon
_TAIL = regex.compile(r"(?:(?<=\)),)?[\s.;]*(?:;\s*(?:[-–]\s*\p{L}?|[Il|!1])\s*)?$")
_BARE = regex.compile(r"\s*(?P<item>\p{L}.+?)\s*[;.:]?\s*$")
_SENT = regex.compile(r"\s*noi nhan\s*[:;.]?\s*")
_LAST = regex.compile(r"luu\b")
_PURPOSE = regex.compile(r"\((?P<to>\p{L}{2}\s+)?(?P<what>[^()]{2,20})\)")
_STROKES = regex.compile(r"(?<!\p{L})\p{Lu}*II\p{Lu}+(?!\p{L})")  # "IISSV": the strokes of an H, seen apart


@dataclass(frozen=True)
class Wordings:
    """Purposes by their letters and by the ways in which OCR reads them, and abbreviations with an H."""

    purposes: dict[str, str]
    abbreviations: frozenset[str]


def wordings(lexicon: Lexicon) -> Wordings:
    """The lists in the form in which they are asked for."""
    purposes = {folded(printed): printed for printed in lexicon.titles["purposes"]}
    purposes |= {folded(seen): printed for printed, read in lexicon.titles["purposes"].items() for seen in read}
    return Wordings(purposes, frozenset(lexicon.titles["abbreviations"]))


def find_recipients(layout: Layout, lines: tuple[TextLine, ...], known: Wordings) -> list[Field]:
    """The items under `Nơi nhận:`, to the one that says where the copy is kept (`Lưu: VT`): it is always the last."""
    return [_worded(layout, item, known) for item in _items(layout, lines)]


def _items(layout: Layout, lines: tuple[TextLine, ...]) -> list[Field]:
    fields: list[Field] = []
    open_list = _unheaded(lines)
    closed = open_list and lines[0].page.source == "text"  # a first line without a dash may be dirt on a scan
    for line in lines:
        if line.zone == "foot-right":
            continue
        if _SENT.match(folded(line.text)):
            open_list = closed = True
            continue
        match = ITEM.match(line.text)
        if match is None and line.zone == "foot-left" and open_list and closed:
            match = _BARE.match(line.text)  # OCR lost the dash
        if open_list and match:
            start, item = line.span.start + match.start("item"), _TAIL.sub("", match["item"])
            named = make_field(layout, "recipients", item, start, start + len(item), "recipient")
            fields.append(named if fields else _above(named))
            open_list, closed = not _LAST.match(folded(match["item"])), line.text.rstrip().endswith((";", ":"))
        elif open_list and fields and _goes_on(fields[-1], line, closed):
            closed = line.text.rstrip().endswith((";", ":"))
            fields[-1] = make_field(
                layout,
                "recipients",
                f"{fields[-1].value} {_TAIL.sub('', line.text)}",
                fields[-1].span.start,
                line.span.end,
                "recipient",
            )
    return fields


def _above(item: Field) -> Field:
    """The first recipient; "Như", all that OCR left of "Như trên", can be nothing else."""
    cut = folded(item.value) == "nhu"
    return replace(item, value="Như trên", flags=(*item.flags, "by_formula")) if cut else item


def _unheaded(lines: tuple[TextLine, ...]) -> bool:
    """Whether the list stands in its place to its last item, though "Nơi nhận:" was not read."""
    left = [line for line in lines if line.zone == "foot-left"]
    items = [folded(match["item"]) for line in left if (match := ITEM.match(line.text) or _BARE.match(line.text))]
    return not any(_SENT.match(folded(line.text)) for line in lines) and any(_LAST.match(item) for item in items)


def _goes_on(item: Field, line: TextLine, closed: bool) -> bool:
    """Whether a line continues the recipient above it, which no semicolon closed, and nobody signs on this line."""
    open_end = item.value.endswith(",") or (line.zone == "foot-left" and not closed)
    return open_end and not line.capitals and len(line.text) < 80


def _worded(layout: Layout, item: Field, known: Wordings) -> Field:
    """A recipient, its purpose "(để ưh)" and its abbreviations "IISSV" as they must have been printed, and flagged."""
    line = layout.line_at(item.span.start)
    if line is None or line.page.source != "ocr":
        return item
    value = _PURPOSE.sub(lambda match: _purpose(match, known), item.value)
    purposed = ("purpose_by_list",) if value != item.value else ()
    whole = _STROKES.sub(lambda match: _abbreviated(match[0], known), value)
    flags = (*item.flags, *purposed, *(("abbreviation_by_list",) if whole != value else ()))
    return replace(item, value=whole, flags=flags)


def _purpose(match: regex.Match[str], known: Wordings) -> str:
    """What stands in brackets, by the list; anything else as it was read."""
    meant = known.purposes.get(folded(match["what"]).strip())
    to = match["to"] or ""
    if meant is None or (to and folded(to).strip() != "de"):
        return str(match[0])
    same = spelled(match["what"]).strip() == meant
    return f"({'để ' if to else ''}{match['what'] if same else meant})"


def _abbreviated(read: str, known: Wordings) -> str:
    meant = read.replace("II", "H", 1)
    return meant if meant in known.abbreviations else read
