"""Verdicts → the mistakes that occur most, each with the lines where it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.evaluate.repaired import Verdict


@dataclass(frozen=True, slots=True)
class Mistake:
    """`gold` came out as `got` on these lines of the truth; "" is a word lost, or a word too many."""

    gold: str
    got: str
    lines: tuple[int, ...]


def worst(verdicts: Iterable[Verdict], limit: int, case: bool = False) -> tuple[Mistake, ...]:
    """The commonest mistakes, at most `limit`, the most frequent first, then as they come in the text.

    With `case`, a word in another case is a mistake too.
    """
    places: dict[tuple[str, str], list[int]] = {}
    for one in verdicts:
        if one.kind != "other" and not (one.right_case if case else one.right):
            places.setdefault((one.gold or "", one.got or ""), []).append(one.line)
    ranked = sorted(places.items(), key=lambda place: -len(place[1]))
    return tuple(Mistake(gold, got, tuple(lines)) for (gold, got), lines in ranked[:limit])
