"""What repair gives back: the text, every change with its reason, and the damage that was found."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pipeline.document import Reason
from pipeline.repair.edit import Alternatives, Edits


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
    edits: Edits
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
    def changed(self) -> int:
        """How many words were changed; a book has a million."""
        return int(self.edits.changing(self.given).sum())

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
