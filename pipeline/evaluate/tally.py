"""Counts of what was right, found and expected, and the rates that follow from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """`right` of the `found` things are among the `expected` ones."""

    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what was expected that was found; 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing was expected and nothing found."""
        total = self.found + self.expected
        return 2 * self.right / total if total else 1.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.expected + other.expected)


def tally(expected: Iterable[T], found: Iterable[T]) -> Tally:
    """Compare as multisets: a thing found twice counts once where it is expected once."""
    want, have = Counter(expected), Counter(found)
    return Tally((want & have).total(), have.total(), want.total())
