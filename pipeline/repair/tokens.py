"""The tokens of a text in columns: words, numbers, punctuation; and the spans that repair must not enter.

A text has few spellings: what depends on a spelling alone is found out once for each, and what remains to be done for
every token is arithmetic on whole columns.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import numpy as np

Kind = Literal["word", "code", "number", "mark", "fixed"]


class Spelling(NamedTuple):
    """How a token is spelt, and what it is.

    A code is a part of a document number ("QĐ" in 22/QĐ-UBND); a fixed token is an address or a foreign code.
    """

    text: str
    kind: Kind


class Token(NamedTuple):
    """text[start:end]; `line` counts from 0."""

    text: str
    start: int
    end: int
    line: int
    kind: Kind


@dataclass(frozen=True, eq=False)
class Tokens:
    """The tokens of a text, in order: token i is spellings[which[i]], at text[start[i]:end[i]], on line[i] (from 0)."""

    text: str
    spellings: tuple[Spelling, ...]
    which: np.ndarray
    start: np.ndarray
    end: np.ndarray
    line: np.ndarray

    def __len__(self) -> int:
        return len(self.which)

    def __getitem__(self, i: int) -> Token:
        text, kind = self.spellings[self.which[i]]
        return Token(text, int(self.start[i]), int(self.end[i]), int(self.line[i]), kind)

    def facts(self, of: Callable[[Spelling], Any], dtype: Any = bool) -> np.ndarray:
        """A column: what `of` says of the spelling of each token; asked once a spelling."""
        asked = np.array([of(spelling) for spelling in self.spellings], dtype)
        column: np.ndarray = asked[self.which]
        return column

    def rows(self, chosen: np.ndarray) -> "Tokens":
        """Only the tokens that a mask or an array of indices names, with the spellings that they have."""
        which = self.which[chosen]
        used = np.bincount(which, minlength=len(self.spellings)) > 0
        spellings = tuple(self.spellings[number] for number in np.flatnonzero(used).tolist())
        numbers = np.cumsum(used) - 1
        return Tokens(self.text, spellings, numbers[which], self.start[chosen], self.end[chosen], self.line[chosen])

    def counts(self) -> Iterator[tuple[Spelling, int]]:
        """Every spelling and how often it occurs."""
        return zip(self.spellings, np.bincount(self.which, minlength=len(self.spellings)).tolist(), strict=True)


@cache
def _signs() -> dict[tuple[str, str], str]:
    rows = (files(__package__) / "data" / "codes.tsv").read_text(encoding="utf-8").splitlines()
    table = [row.split("\t") for row in rows if row[0] not in "#s"]
    return {(seen, where): meant for seen, meant, where in table}


def known_sign(spelling: Spelling) -> str | None:
    """The sign of a document or agency that a token in capitals spoils: QD in 22/QD-UBND is QĐ."""
    if spelling.kind not in ("code", "word") or not spelling.text.isupper():
        return None
    part = _signs().get((spelling.text, "part")) if spelling.kind == "code" else None
    return part or _signs().get((spelling.text, "any"))
