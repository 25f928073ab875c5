"""A text before and after its repair → one HTML page for people: side by side, changes marked by how sure they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, zip_longest
from pathlib import Path
from string import Template
from typing import Literal, NamedTuple

from pipeline.document import Reason

PAGE = Path(__file__).parent / "data" / "compare.html"
Level = Literal["sure", "likely", "doubtful"]
LIKELY, SURE = 0.9, 0.99  # 0.9 is also the probability from which repair dares to change a valid syllable
# What would show as nothing, or turn the line around, is shown by its number.
UNSEEN = {
    code: f"‹{code:X}›"
    for first, last in (
        (0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x200B, 0x200B), (0x200E, 0x200F), (0x2028, 0x202E),
        (0x2066, 0x2069), (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
}  # fmt: skip
DAMAGES = {
    "clean": "none",
    "stripped": "all marks gone",
    "foreign-ocr": "read by an engine that does not know Vietnamese",
    "vietnamese-ocr": "reading errors of a Vietnamese engine",
}


def stated(conf: float) -> str:
    """A probability with two decimals, rounded down: what is below 0.9 must not look as if it were not."""
    return f"{int(100 * conf + 1e-9) / 100:.2f}"


class Mark(NamedTuple):
    """`old` at a line and column (from 1) of the text before became `new`, with the probability that this is right."""

    line: int
    column: int
    old: str
    new: str
    reason: Reason
    conf: float

    @property
    def level(self) -> Level:
        """How sure the change is, as one of three words."""
        return "sure" if self.conf >= SURE else "likely" if self.conf >= LIKELY else "doubtful"

    @property
    def told(self) -> str:
        """The change in words, to be shown on hovering."""
        return f"{self.old} → {self.new} · {self.reason} · {stated(self.conf)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A text, the changes that its repair made, in order, and the damage that it looked to have."""

    title: str
    before: str
    marks: tuple[Mark, ...]
    damage: str


class Piece(NamedTuple):
    """A stretch of text, and the change that it belongs to."""

    text: str
    mark: Mark | None


Row = tuple[list[Piece], list[Piece]]


def comparison_page(comparison: Comparison) -> str:
    """The whole page: it needs no network, no script and no other file."""
    marks = comparison.marks
    levels = Counter(mark.level for mark in marks)
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        title=shown(comparison.title),
        damage=shown(DAMAGES.get(comparison.damage, f"encoding: {comparison.damage}")),
        changed=_changed(comparison),
        sure=f"{levels['sure']:,}",
        likely=f"{levels['likely']:,}",
        doubtful=f"{levels['doubtful']:,}",
        no_doubts="" if levels["doubtful"] else "hidden",
        doubts=_doubts([mark for mark in marks if mark.level == "doubtful"]),
        rows="\n".join(_row(number, *row) for number, row in enumerate(comparison_rows(comparison), 1)),
    )


def _changed(comparison: Comparison) -> str:
    """How many words changed, and for which reasons."""
    words = len(comparison.before.split())
    reasons = Counter(mark.reason for mark in comparison.marks).most_common()
    named = ", ".join(f"{count:,} {reason}" for reason, count in reasons)
    return f"{len(comparison.marks):,} of {words:,} words" + (f" ({named})" if named else "")


def comparison_rows(comparison: Comparison) -> list[Row]:
    """The lines before, each with its line after; what follows the last line end is a line only if it has text."""
    pieces = list(_pieces(comparison.before, comparison.marks))
    before = _lines((text, mark) for text, _, mark in pieces)
    after = _lines((text, mark) for _, text, mark in pieces)
    rows = [(left or [], right or []) for left, right in zip_longest(before, after)]
    return rows[:-1] if rows[-1] == ([], []) else rows


def shown(text: str) -> str:
    """Text safe inside HTML, with what cannot be seen made visible."""
    return escape(text.translate(UNSEEN))


def _pieces(before: str, marks: Sequence[Mark]) -> Iterator[tuple[str, str, Mark | None]]:
    """Stretches before and after, in order. Raises ValueError where a mark does not fit the text."""
    starts = [0, *accumulate(len(line) + 1 for line in before.split("\n"))]
    at = 0
    for mark in marks:
        start = starts[mark.line - 1] + mark.column - 1
        if start < at or not before.startswith(mark.old, start):
            raise ValueError(f"There is no {mark.old!r} at line {mark.line}, column {mark.column}.")
        yield before[at:start], before[at:start], None
        yield mark.old, mark.new, mark
        at = start + len(mark.old)
    yield before[at:], before[at:], None


def _lines(pieces: Iterable[tuple[str, Mark | None]]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for text, mark in pieces:
        first, *more = text.split("\n")
        lines[-1] += [Piece(first, mark)] if first else []
        lines += [[Piece(part, mark)] if part else [] for part in more]
    return lines


def _row(number: int, before: list[Piece], after: list[Piece]) -> str:
    levels = {piece.mark.level for piece in before + after if piece.mark}
    state = "check" if "doubtful" in levels else "changed" if levels else "same"
    return (
        f'<tr id="L{number}" class="{state}"><th scope="row"><a href="#L{number}">{number}</a></th>'
        f'<td lang="vi">{_cell(before, "del")}</td>'
        f'<td lang="vi">{_cell(after, "ins")}</td></tr>'
    )


def _cell(pieces: list[Piece], tag: Literal["del", "ins"]) -> str:
    found = []
    for number, (text, mark) in enumerate(pieces, 1):
        text = shown(text.removesuffix("\r") if number == len(pieces) else text)
        if mark:
            conf = f' data-conf="{stated(mark.conf)}"' if mark.level == "doubtful" else ""
            text = f'<{tag} class="{mark.level}" title="{shown(mark.told)}"{conf}>{text}</{tag}>'
        found.append(text)
    return "".join(found)


def _doubts(marks: list[Mark]) -> str:
    """Rows of the list of what to check, the least sure first."""
    return "\n".join(
        f'<tr><td><a href="#L{mark.line}">{mark.line}</a></td><td lang="vi">{shown(mark.old)}</td>'
        f'<td lang="vi">{shown(mark.new)}</td><td>{mark.reason}</td><td>{stated(mark.conf)}</td></tr>'
        for mark in sorted(marks, key=lambda mark: mark.conf)
    )
