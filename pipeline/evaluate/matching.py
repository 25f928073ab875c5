"""Two lists of things → which of them are the same: the largest set of pairs, and what is left on either side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.evaluate.tally import Tally

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Matched(Generic[T, U]):
    """`pairs` of what is expected and what was found, what is `missing`, and what was found and is `extra`."""

    pairs: tuple[tuple[T, U], ...]
    missing: tuple[T, ...]
    extra: tuple[U, ...]

    @property
    def tally(self) -> Tally:
        """The counts."""
        right = len(self.pairs)
        return Tally(right, right + len(self.extra), right + len(self.missing))


def match(expected: Sequence[T], found: Sequence[U], same: Callable[[T, U], bool]) -> Matched[T, U]:
    """Pair what is the same, each thing once; of several ways, one with the most pairs (augmenting paths)."""
    alike = [[at for at, other in enumerate(found) if same(thing, other)] for thing in expected]
    taken: dict[int, int] = {}  # place in `found` → place in `expected`

    def give(place: int, tried: set[int]) -> bool:
        """Find a partner for what is expected at `place`, moving others to theirs; `tried` are those asked already."""
        for at in alike[place]:
            if at not in tried:
                tried.add(at)
                if at not in taken or give(taken[at], tried):
                    taken[at] = place
                    return True
        return False

    for place in range(len(expected)):
        give(place, set())
    partner = {place: at for at, place in taken.items()}
    return Matched(
        pairs=tuple((expected[place], found[at]) for place, at in sorted(partner.items())),
        missing=tuple(thing for place, thing in enumerate(expected) if place not in partner),
        extra=tuple(other for at, other in enumerate(found) if at not in taken),
    )
