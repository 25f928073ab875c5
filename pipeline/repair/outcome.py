"""What repair gives back: the text, every change with its reason, and the damage that was found."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.document import Reason


@dataclass(frozen=True, slots=True)
class Change:
    """`old` at a line and column (from 1) of the text as it was given became `new`, with its posterior (0 to 1)."""

    line: int
    column: int
    old: str
    new: str
    reason: Reason
    conf: float


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text, the changes in order, and the damage: "clean", "stripped", "foreign-ocr", "tcvn3"..."""

    text: str
    changes: tuple[Change, ...]
    damage: str


@dataclass(frozen=True, slots=True)
class Edit:
    """text[start:end] becomes `new`; edits of one text are sorted and do not overlap."""

    start: int
    end: int
    new: str
    reason: Reason
    conf: float


def apply(text: str, edits: list[Edit]) -> str:
    """The text with all edits made."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*parts, text[at:]])


def _grouped(spans: list[tuple[int, int, int, Edit]]) -> Iterator[list[tuple[int, int, int, Edit]]]:
    """Spans (start, end, round, edit), put together where they overlap."""
    group: list[tuple[int, int, int, Edit]] = []
    for span in sorted(spans, key=lambda s: s[:3]):
        if group and span[0] >= max(other[1] for other in group):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def chain(text: str, first: list[Edit], second: list[Edit]) -> list[Edit]:
    """Edits of `text` that do what `first`, then `second` on the outcome of `first`, would do."""
    if not first:
        return second
    between = apply(text, first)
    spans, shift = [(edit.start, edit.end, 1, edit) for edit in second], 0
    for edit in first:
        spans.append((edit.start + shift, edit.start + shift + len(edit.new), 0, edit))
        shift += len(edit.new) - (edit.end - edit.start)
    merged, shift = [], 0
    for group in _grouped(spans):
        start, end = group[0][0], max(span[1] for span in group)
        late = [edit for _, _, number, edit in group if number]
        shifted = [Edit(e.start - start, e.end - start, e.new, e.reason, e.conf) for e in late]
        new, before = apply(between[start:end], shifted), start - shift
        shift += sum(len(e.new) - (e.end - e.start) for _, _, number, e in group if not number)
        merged.append(Edit(before, end - shift, new, group[0][3].reason, min(s[3].conf for s in group)))
    return [edit for edit in merged if text[edit.start : edit.end] != edit.new]
