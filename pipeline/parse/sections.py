"""Lines → the section tree: a stack of open headings decides which numbered line is one. Flat list, reading order.

A numbered line is a heading where its ordinal continues an open list, or begins one. Numbering is never mended: a jump
is accepted up to two and flagged `gap`; anything else is running text ("12. Tổng" after "3." stays a line).
"""

from dataclasses import dataclass, replace

import regex

from pipeline.document import Span
from pipeline.parse.folding import spelled, squeezed
from pipeline.parse.headings import LEAVES, Heading, alternatives, broken_roman, head
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.lexicon import Lexicon
from pipeline.report import Section

_RANK = {"appendix": 0, "form": 0, "part": 1, "chapter": 2, "roman": 3, "alpha": 3, "item": 4, "article": 4}
_LOOSE = 5  # num, dec2, letter, paren: the document decides their order
_WIDEST_GAP = 2
_LONGEST_TITLE = 250
_TITLE_END = regex.compile(r"[:;](?=\s|$)|[.](?=\s+\p{Lu}|\s*$)")


@dataclass(frozen=True, slots=True)
class Node:
    """An open heading."""

    heading: Heading
    section_id: str
    path: str
    level: int
    role: str

    @property
    def rank(self) -> int:
        return _RANK.get(self.heading.kind, _LOOSE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading that the tree took, its lines, and where in the stack it goes."""

    heading: Heading
    lines: tuple[TextLine, ...]
    depth: int
    flags: tuple[str, ...]
    runs_on: bool


def _follows(heading: Heading, node: Node) -> int:
    """How far the ordinal lies behind the open one; 1 is the next, 0 or less does not follow."""
    if heading.kind != node.heading.kind:
        return 0
    mine, theirs = heading.numbers, node.heading.numbers
    if (heading.raw.lower(), node.heading.raw.lower()) == ("e", "d"):
        return 1  # many leave out đ
    return mine[-1] - theirs[-1] if mine[:-1] == theirs[:-1] else 0


def _begins(heading: Heading, stack: list[Node], strong: bool) -> bool:
    """Whether a list may begin here: I, A, 1, a; up to the third where the heading is surely one."""
    if heading.kind in ("appendix", "form", "part", "chapter"):
        return True
    if heading.kind in ("dec2", "dec3"):
        above = [node.heading.numbers for node in stack if node.heading.kind in ("num", "dec2")]
        return heading.ordinal <= 1 + _WIDEST_GAP and (heading.numbers[:-1] in above or not above)
    if heading.kind == "article":
        return heading.ordinal >= 1
    return heading.ordinal == 1 or (strong and 1 < heading.ordinal <= 1 + _WIDEST_GAP)


def _place(heading: Heading, stack: list[Node], strong: bool) -> tuple[int, tuple[str, ...]] | None:
    """The depth at which a heading joins the stack, and its flags; None for running text."""
    for depth in range(len(stack) - 1, -1, -1):
        if _follows(heading, stack[depth]) == 1:
            return depth, ()
    for depth in range(len(stack) - 1, -1, -1):
        step = _follows(heading, stack[depth])
        if 1 < step <= 1 + _WIDEST_GAP and not heading.broken:
            return depth, ("gap",)
    if not _begins(heading, stack, strong):
        return None
    rank = _RANK.get(heading.kind, _LOOSE)
    depth = len(stack)
    while depth and stack[depth - 1].rank > rank:
        depth -= 1
    while depth and stack[depth - 1].heading.kind == heading.kind and _same_row(heading, stack[depth - 1]):
        depth -= 1
    return depth, ("gap",) if heading.ordinal > 1 and heading.kind not in (
        "part",
        "chapter",
        "article",
        "form",
        "appendix",
    ) else ()


def _same_row(heading: Heading, node: Node) -> bool:
    """A list that begins again directly under its own kind stands beside the old one, not in it."""
    return len(heading.numbers) == len(node.heading.numbers)


def _strong(line: TextLine, heading: Heading, before: TextLine | None) -> bool:
    """A heading by its looks: capitals, or a short line that ends without a stop after a finished one."""
    if line.capitals:
        return True
    return (before is None or before.ends) and len(heading.title) <= 120 and not heading.title.endswith((".", ";", ","))


def _wrapped(line: TextLine, before: TextLine | None) -> bool:
    """Whether the line only continues a sentence: the line before is long and open ("… Điều ⏎ 12. Tổng")."""
    return before is not None and not before.ends and len(before.text) >= 60 and before.block == line.block


def _choose(line: TextLine, before: TextLine | None, stack: list[Node]) -> tuple[Heading, int, tuple[str, ...]] | None:
    found = head(line.text)
    readings = list(alternatives(found)) if found and found.kind not in LEAVES else []
    broken = broken_roman(line.text)
    if broken:
        readings.insert(0, broken)
    for reading in readings:
        placed = _place(reading, stack, _strong(line, reading, before))
        if placed is None or (reading.broken and not _expected(reading, stack)):
            continue
        if _wrapped(line, before) and (placed[1] or reading.ordinal == 1) and reading.kind not in _RANK:
            continue
        flags = (*placed[1], "ordinal_ocr") if reading.broken else placed[1]
        return reading, placed[0], flags
    return None


def _expected(reading: Heading, stack: list[Node]) -> bool:
    """A broken Roman ordinal counts only where exactly this one must come."""
    same = [node for node in stack if node.heading.kind == "roman"]
    return reading.ordinal == (same[-1].heading.ordinal + 1 if same else 1)


def _continues(line: TextLine, last: TextLine, heading: Heading, length: int) -> bool:
    """Whether a line belongs to the title above it."""
    if length > _LONGEST_TITLE or head(line.text) is not None or line.page is not last.page:
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
    width = _width(lines)
    for at, line in enumerate(lines):
        if line.number in taken:
            continue
        before = lines[at - 1] if at and lines[at - 1].number not in taken else None
        chosen = _choose(line, before, stack)
        if chosen is None:
            continue
        heading, depth, flags = chosen
        taken_here = _title_lines(lines, at, heading)
        placed = Placed(heading, taken_here, depth, flags, _runs_on(taken_here, lines, at, width))
        taken.update(each.number for each in placed.lines)
        del stack[depth:]
        section = _section(layout, placed, stack, lexicon, len(found) + 1)
        stack.append(Node(heading, section.section_id, section.path, section.level, section.role))
        found.append(section)
    return _closed(found, lines[-1].span.end if lines else 0)


def _section(layout: Layout, placed: Placed, stack: list[Node], lexicon: Lexicon, number: int) -> Section:
    heading, above = placed.heading, stack[-1] if stack else None
    span, title, weak = _titled(layout, placed)
    label = heading.raw if not heading.broken else _roman_text(heading.ordinal)
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


def _roman_text(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


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
