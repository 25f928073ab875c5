"""Lines → the section tree: a stack of open headings decides which numbered line is one. Flat list, reading order.

A numbered line is a heading where its ordinal continues an open list, or begins one. Numbering is never mended: a jump
is accepted up to two and flagged `gap`; anything else is running text ("12. Tổng" after "3." stays a line).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import regex

from pipeline.document import Span
from pipeline.parse.folding import spelled, squeezed
from pipeline.parse.headings import (
    LEAVES,
    Heading,
    alternatives,
    broken_point,
    broken_roman,
    broken_stops,
    head,
    printed,
    roman,
    unstopped,
)
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.placing import RANK, Node, confirmed, due, expected, follows, place
from pipeline.parse.quoted import quoted_lines
from pipeline.report import Section

_LONGEST_TITLE = 250
_LONGEST_LEAD = 8  # lines of an article that leads to the parts of what it approves
_LONGEST_LIST = 20  # as many letters as points have
_WIDEST_LINE = 150  # characters; where full lines are longer, a line is a paragraph and none is wrapped
_NEAR = 60  # lines within which a list goes on
_CLOSING = regex.compile(r"\.\s*/\s*[.,]?\s*$")  # "./." ends a document
_TITLE_END = regex.compile(r"[:;](?=\s|$)|[.](?=\s+\p{Lu}|\s*$)")


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading that the tree took, its lines, and where in the stack it goes."""

    heading: Heading
    lines: tuple[TextLine, ...]
    depth: int
    flags: tuple[str, ...]
    runs_on: bool


def _strong(line: TextLine, heading: Heading, before: TextLine | None) -> bool:
    """A heading by its looks: capitals, or a short line that ends without a stop after a finished one."""
    if line.capitals:
        return True
    return (before is None or before.ends) and len(heading.title) <= 120 and not heading.title.endswith((".", ";", ","))


def _wrapped(line: TextLine, before: TextLine | None, width: int) -> bool:
    """Whether the line only continues a sentence: the line before is long and open ("… Điều ⏎ 12. Tổng")."""
    return (
        width <= _WIDEST_LINE
        and before is not None
        and not before.ends
        and len(before.text) >= 60
        and before.block == line.block
    )


def _is_reference(line: TextLine, heading: Heading, before: TextLine | None) -> bool:
    """Whether "Điều 5" alone on its line, without a stop, is the end of a sentence and no heading."""
    alone = heading.kind == "article" and line.text.rstrip()[-1:].isdigit()
    return alone and before is not None and not (before.ends or before.capitals)


def _is_named(heading: Heading, before: TextLine | None) -> bool:
    """Whether a sentence only names an annex: "… theo ⏎ Biểu số 02A kèm theo Thông tư này"."""
    runs_on = before is not None and not before.ends and heading.title[:1].islower()
    return runs_on and heading.kind in ("form", "appendix")


def _led(heading: Heading, later: Sequence[TextLine]) -> bool:
    """Whether a list that does not begin with its first ordinal is one all the same: the next two follow in order."""
    if heading.kind not in ("num", "roman") or heading.ordinal == 1:
        return False
    after = (found.ordinal for line in later if (found := head(line.text)) and found.kind == heading.kind)
    return list(islice(after, 2)) == [heading.ordinal + 1, heading.ordinal + 2]


Chosen = tuple[Heading, int, tuple[str, ...]]  # the heading, its depth in the stack, its flags


def _choose(
    lines: Sequence[TextLine], before: TextLine | None, stack: list[Node], width: int, opened: bool
) -> Chosen | None:
    """What the first of the lines is a heading of, and where it goes; None for running text. `opened` as in `place`."""
    line = lines[0]
    found, wrapped = head(line.text), _wrapped(line, before, width)
    read = line.page.source == "ocr"
    readings = list(alternatives(found, read)) if found and found.kind not in LEAVES else []
    broken = broken_roman(line.text)
    if broken:
        readings.insert(0, broken)
    if found is None and read and not wrapped:
        points = (replace(each, ordinal=due(each.kind, stack)) for each in broken_point(line.text))
        readings += [each for each in points if 1 < each.ordinal < _LONGEST_LIST]
        readings += unstopped(line.text) if before is None or before.ends else ()
    if read and not wrapped:
        readings += [each for each in broken_stops(line.text) if any(follows(each, node) == 1 for node in stack)]
    point = confirmed(line.text, (each.text for each in lines[1:]), stack) if read and not wrapped else None
    if point:
        readings.insert(0, point)
    readings.sort(key=lambda each: not any(follows(each, node) == 1 for node in stack))
    for reading in readings:
        strong = _strong(line, reading, before)
        placed = place(reading, stack, strong, strong or _led(reading, lines[1:]), opened)
        if placed is None or (reading.broken and not expected(reading, stack)):
            continue
        if _is_reference(line, reading, before) or _is_named(reading, before):
            continue
        if wrapped and (placed[1] or reading.ordinal == 1) and reading.kind not in RANK:
            continue
        flags = (*placed[1], "ordinal_ocr") if reading.broken else placed[1]
        return reading, placed[0], flags
    return None


def _continues(line: TextLine, last: TextLine, heading: Heading, length: int) -> bool:
    """Whether a line belongs to the title above it."""
    if length > _LONGEST_TITLE or line.page is not last.page:
        return False
    if head(line.text) is not None or broken_roman(line.text) is not None:
        return False
    if heading.kind in ("part", "chapter", "appendix") and not heading.title and line.capitals:
        return True
    if last.ends:
        return False
    return line.text[:1].islower() or (last.capitals and line.capitals)


def _title_lines(lines: tuple[TextLine, ...], at: int, heading: Heading) -> tuple[TextLine, ...]:
    taken, length = [lines[at]], len(lines[at].text)
    for line in lines[at + 1 : at + 6]:
        if not _continues(line, taken[-1], heading, length):
            break
        taken.append(line)
        length += len(line.text) + 1
    return tuple(taken)


def _runs_on(taken: tuple[TextLine, ...], lines: tuple[TextLine, ...], at: int, width: int) -> bool:
    """Whether the paragraph goes on behind the title: its last line is full, open, and text follows."""
    last, after = taken[-1], lines[at + len(taken)] if at + len(taken) < len(lines) else None
    if last.ends or last.capitals or after is None or head(after.text) is not None:
        return False
    return len(last.text) >= 0.85 * width and not (after.page is last.page and after.block != last.block)


def _width(lines: tuple[TextLine, ...]) -> int:
    """The length of a full line: four of five are not longer."""
    lengths = sorted(len(line.text) for line in lines)
    return max(50, lengths[len(lengths) * 4 // 5]) if lengths else 50


def _role(title: str, lexicon: Lexicon) -> str:
    plain = spelled(title)
    for row in lexicon.cues["role"]:
        for cue in row["cues"]:
            if plain.startswith(cue[1:]) if cue.startswith("^") else cue in plain:
                return str(row["role"])
    return ""


def _titled(layout: Layout, placed: Placed) -> tuple[Span, str, tuple[str, ...]]:
    """The span of the heading, its title, and a flag where a paragraph runs on behind it."""
    weak: tuple[str, ...]
    start, end = placed.lines[0].span.start, placed.lines[-1].span.end
    begin = start + placed.heading.offset
    title = layout.flat[begin:end]
    stop = _TITLE_END.search(title)
    if stop and stop.end() < len(title.rstrip()):
        end = begin + stop.end()
        weak = ("weak_heading",) if title[stop.start()] != ":" else ("run_in",)
    else:
        weak = ("weak_heading",) if placed.runs_on else ()
    shown = squeezed(layout.flat[begin:end]).rstrip(" .:;")
    return Span(start, end), shown, weak


def find_sections(layout: Layout, lines: tuple[TextLine, ...], lexicon: Lexicon) -> tuple[Section, ...]:
    """The section tree of prose lines, as a flat list with levels."""
    found: list[Section] = []
    stack: list[Node] = []
    taken: set[int] = set()
    closed = False
    width, quoted = _width(lines), quoted_lines(lines)
    for at, line in enumerate(lines):
        if line.number in taken or at in quoted:
            continue
        before = lines[at - 1] if at and lines[at - 1].number not in taken else None
        closed = closed or (before is not None and bool(_CLOSING.search(before.text)))
        opened = bool(found) and _opens(lines, found[-1].span.start, at)
        chosen = _choose(lines[at : at + 1 + _NEAR], before, stack, width, opened)
        if chosen is None or (closed and chosen[0].kind not in RANK):
            continue  # behind "./." a numbered line lists what is enclosed
        closed = False
        heading, depth, flags = _counted(chosen, lines[at:])
        taken_here = _title_lines(lines, at, heading)
        placed = Placed(heading, taken_here, depth, flags, _runs_on(taken_here, lines, at, width))
        taken.update(each.number for each in placed.lines)
        del stack[depth:]
        section = _section(layout, placed, stack, lexicon, len(found) + 1)
        stack.append(Node(heading, section.section_id, section.path, section.level, section.role))
        found.append(section)
    return _closed(found, lines[-1].span.end if lines else 0)


def _opens(lines: tuple[TextLine, ...], start: int, at: int) -> bool:
    """Whether the paragraph of the last heading, begun at `start`, ends with a colon just above the line `at`."""
    paragraph = [line for line in lines[max(0, at - _LONGEST_LEAD) : at] if line.span.start >= start]
    begun = bool(paragraph) and paragraph[0].span.start == start
    whole = begun and lines[at].number - paragraph[0].number == len(paragraph)  # no signature stands between
    return whole and lines[at - 1].text.rstrip().endswith(":")


def _counted(chosen: Chosen, lines: tuple[TextLine, ...]) -> Chosen:
    """A Roman ordinal that repeats the one before is the next where OCR read it (II for III), unless that one comes.

    Only the path is mended; the printed ordinal stays. Authors too forget to count: then the next heading tells.
    """
    heading, depth, flags = chosen
    if "repeated" not in flags:
        return chosen
    others = [found for line in lines[1:] if (found := head(line.text)) and found.kind == "roman"]
    after = next((found.ordinal for found in others if found.ordinal > heading.ordinal), 0)
    read = lines[0].page.source == "ocr" and not after
    if after != heading.ordinal + 2 and not read:
        return chosen
    return replace(heading, ordinal=heading.ordinal + 1, broken=True), depth, ("ordinal_ocr",)


def _section(layout: Layout, placed: Placed, stack: list[Node], lexicon: Lexicon, number: int) -> Section:
    heading, above = placed.heading, stack[-1] if stack else None
    span, title, weak = _titled(layout, placed)
    label = printed(heading)
    label = (
        label.lower() if heading.kind == "part" and len(label) > 1 and label.isalpha() and not roman(label) else label
    )
    path = f"{above.path}.{label}" if above and label else label or (above.path if above else "")
    if heading.kind in ("dec2", "dec3") and above and above.heading.kind in ("num", "dec2"):
        path = f"{above.path}.{heading.raw.split('.')[-1]}"
    own = "appendix" if heading.kind in ("appendix", "form") else _role(title, lexicon)
    return Section(
        span=span,
        text=layout.text[span.start : span.end],
        conf=layout.transcript.confidence(span),
        flags=(*placed.flags, *weak),
        section_id=f"s{number:04}",
        parent=above.section_id if above else "",
        path=path,
        level=(above.level if above else 0) + 1,
        kind=heading.kind,
        ordinal=heading.ordinal,
        ordinal_raw=heading.raw,
        title=title,
        role=own or (above.role if above else ""),
        end=span.end,
    )


def _closed(sections: list[Section], end: int) -> tuple[Section, ...]:
    """Every section ends where the next of its level or above begins."""
    ends, open_sections = [end] * len(sections), list[int]()
    for at, section in enumerate(sections):
        while open_sections and sections[open_sections[-1]].level >= section.level:
            ends[open_sections.pop()] = section.span.start
        open_sections.append(at)
    return tuple(replace(section, end=last) for section, last in zip(sections, ends, strict=True))


def section_at(sections: tuple[Section, ...], offset: int) -> Section | None:
    """The innermost section that holds an offset."""
    low, high = 0, len(sections)
    while low < high:
        middle = (low + high) // 2
        if sections[middle].span.start <= offset:
            low = middle + 1
        else:
            high = middle
    return sections[low - 1] if low else None
