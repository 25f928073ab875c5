"""What repair gives back: the text, every change with its reason, and the damage that was found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from pipeline.document import Reason


@dataclass(frozen=True, slots=True)
class Note:
    """What an encoding did not keep, how many words that touches, and an example.

    case: TCVN3 has marked capitals only in a second font, as the bytes of small letters; these words begin a line or
    sentence small, and whether they were capitals the text cannot tell. guessed: bytes were dropped, and the word is
    the likeliest that what was left of it can have been. senseless: the word is no syllable in the encoding of its
    passage, where many are none: it lost letters, or was converted wrongly before.
    """

    kind: Literal["case", "guessed", "senseless"]
    words: int
    example: str


Alternatives = tuple[tuple[str, float], ...]  # other readings of a word with their posteriors, likeliest first


class Edit(NamedTuple):
    """text[start:end] becomes `new`, with its posterior; edits of one text are sorted and do not overlap.

    A doubtful word has `alternatives`; one that stays as it is has its own text as `new`.
    """

    start: int
    end: int
    new: str
    reason: Reason
    conf: float
    alternatives: Alternatives = ()


@dataclass(frozen=True, slots=True)
class Change:
    """`old` at a line and column (from 1) of the text as it was given became `new`, with its posterior (0 to 1).

    Where that is doubtful, `alternatives` are other readings. A doubtful word that was left has `new` equal to `old`.
    """

    line: int
    column: int
    old: str
    new: str
    reason: Reason
    conf: float
    alternatives: Alternatives = ()


@dataclass(frozen=True)
class Repaired:
    """A text as it was given and repaired, the edits that lead there, the damage ("clean", "stripped", "foreign-ocr",
    "tcvn3"...), and what its encoding did not keep."""

    given: str
    text: str
    edits: tuple[Edit, ...]
    damage: str
    notes: tuple[Note, ...] = ()

    @cached_property
    def told(self) -> tuple[Change, ...]:
        """What was changed, and what is in doubt, changed or not, in order."""
        return tuple(self._told())

    @property
    def changes(self) -> tuple[Change, ...]:
        """What was changed, in order."""
        return tuple(change for change in self.told if change.new != change.old)

    @property
    def doubts(self) -> tuple[Change, ...]:
        """The words that other readings are likely for too, in order."""
        return tuple(change for change in self.told if change.alternatives)

    def _told(self) -> Iterator[Change]:
        line, begin, at = 1, 0, 0
        for start, end, new, reason, conf, alternatives in self.edits:
            newlines = self.given.count("\n", at, start)
            if newlines:
                line += newlines
                begin = self.given.rfind("\n", at, start) + 1
            at = start
            yield Change(line, start - begin + 1, self.given[start:end], new, reason, conf, alternatives)


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits made."""
    parts, at = list[str](), 0
    for start, end, new, *_ in edits:
        parts += (text[at:start], new)
        at = end
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
    if not first or not second:
        return first or second
    between = apply(text, first)
    spans, shift = [(edit.start, edit.end, 1, edit) for edit in second], 0
    for edit in first:
        spans.append((edit.start + shift, edit.start + shift + len(edit.new), 0, edit))
        shift += len(edit.new) - (edit.end - edit.start)
    merged, shift = [], 0
    for group in _grouped(spans):
        start, end = group[0][0], max(span[1] for span in group)
        late = [edit for _, _, number, edit in group if number]
        shifted = [edit._replace(start=edit.start - start, end=edit.end - start) for edit in late]
        new, before = apply(between[start:end], shifted), start - shift
        shift += sum(len(e.new) - (e.end - e.start) for _, _, number, e in group if not number)
        conf, alternatives = min(s[3].conf for s in group), next((s[3].alternatives for s in group[::-1]), ())
        merged.append(Edit(before, end - shift, new, group[0][3].reason, conf, alternatives))
    return [edit for edit in merged if edit.alternatives or text[edit.start : edit.end] != edit.new]
