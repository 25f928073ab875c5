"""A heading and those that are open above it → where in the tree it stands, or that it is running text."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.parse.headings import LEAVES, Heading, head, point_like

RANK = {"appendix": 0, "form": 0, "part": 1, "chapter": 2, "roman": 3, "alpha": 3, "item": 4, "article": 4}
_LOOSE = 5  # num, dec2, letter, paren: the document decides their order
_WIDEST_GAP = 2


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
        return RANK.get(self.heading.kind, _LOOSE)


def follows(heading: Heading, node: Node) -> int:
    """How far the ordinal lies behind the open one; 1 is the next, 0 or less does not follow."""
    if heading.kind != node.heading.kind:
        return 0
    mine, theirs = heading.numbers, node.heading.numbers
    if (heading.raw.lower(), node.heading.raw.lower()) == ("e", "d"):
        return 1  # many leave out đ
    return mine[-1] - theirs[-1] if mine[:-1] == theirs[:-1] else 0


def _begins(heading: Heading, stack: list[Node], sure: bool) -> bool:
    """Whether a list may begin here: I, A, 1, a; up to the third where the heading is surely one."""
    if heading.kind in ("appendix", "form", "part", "chapter"):
        return True
    if heading.kind in ("dec2", "dec3"):
        above = [node.heading.numbers for node in stack if node.heading.kind in ("num", "dec2")]
        return heading.ordinal <= 1 + _WIDEST_GAP and (heading.numbers[:-1] in above or not above)
    if heading.kind == "article":
        return heading.ordinal >= 1
    return heading.ordinal == 1 or (sure and 1 < heading.ordinal <= 1 + _WIDEST_GAP)


def place(
    heading: Heading, stack: list[Node], strong: bool, begins: bool, opened: bool = False
) -> tuple[int, tuple[str, ...]] | None:
    """The depth at which a heading joins the stack, and its flags; None for running text.

    `strong`: by its looks it is one; `begins`: a list may begin with it though its first ones are lost; `opened`: the
    line above it ended with a colon. Below "Điều 1. Phê duyệt Đề án với những nội dung sau:" a part "I" is its own.
    """
    for depth in range(len(stack) - 1, -1, -1):
        if follows(heading, stack[depth]) == 1:
            return depth, ()
    for depth in range(len(stack) - 1, -1, -1):
        step = follows(heading, stack[depth])
        if 1 < step <= 1 + _WIDEST_GAP and not heading.broken:
            return depth, ("gap",)
    again = _repeats(heading, stack) if strong else None
    if again is not None:
        return again, ("repeated",)
    if not _begins(heading, stack, begins):
        return None
    approved = opened and bool(stack) and stack[-1].heading.kind == "article" and heading.ordinal == 1
    if approved and heading.kind in ("roman", "alpha"):
        return len(stack), ()
    rank = RANK.get(heading.kind, _LOOSE)
    depth = len(stack)
    listed = heading.kind == "article" and any(node.heading.kind in ("roman", "alpha") for node in stack)
    while depth and stack[depth - 1].rank > rank and not listed:  # a report quotes articles; only a decree has them
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


def _repeats(heading: Heading, stack: list[Node]) -> int | None:
    """The depth of an open Roman heading with the same ordinal: OCR reads II for III, authors forget to count."""
    for depth, node in enumerate(stack):
        if heading.kind == node.heading.kind == "roman" and heading.ordinal == node.heading.ordinal:
            return depth
    return None


def _same_row(heading: Heading, node: Node) -> bool:
    """A list that begins again directly under its own kind stands beside the old one, not in it."""
    return len(heading.numbers) == len(node.heading.numbers)


def expected(reading: Heading, stack: list[Node]) -> bool:
    """A broken Roman ordinal counts only where exactly this one must come."""
    return reading.ordinal == (due(reading.kind, stack) or 1)


def due(kind: str, stack: list[Node]) -> int:
    """The ordinal that comes next in the open list of a kind; 0 without such a list."""
    same = [node.heading.ordinal for node in stack if node.heading.kind == kind]
    return same[-1] + 1 if same else 0


def confirmed(line: str, later: Iterable[str], stack: list[Node]) -> Heading | None:
    """The point of which OCR misread the letter, where the next one of its list is that behind the one missing."""
    shown, found = point_like(line), head(line)
    missing = (due("letter", stack) or 1) if shown and stack else 0
    right = found is not None and (found.kind, found.ordinal) == ("letter", missing)
    if shown is None or right or not missing:
        return None
    after = next((other for text in later if (other := head(text)) and other.kind not in LEAVES), None)
    follows_on = after is not None and (after.kind, after.ordinal) == ("letter", missing + 1)
    return replace(shown, ordinal=missing) if follows_on else None
