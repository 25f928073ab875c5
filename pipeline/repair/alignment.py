"""What was meant beside what was seen, letter for segment: the count of how a reader damages letters."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numba import njit

from pipeline.repair.channel import MEANT, NEVER, OTHER, STRAY, TRIPLE, Channel, codes

BAND = 16  # characters that an alignment may stray from the diagonal
WORST = -4.0  # nats per letter, below which meant and seen have nothing to do with each other
STRENGTH = 20.0  # letters of a document that the trained channel is worth
LEAST_MET = 2  # times that a new pair of characters must be met


@njit(cache=True)
def align(meant, seen, tables, score, steps):  # type: ignore[no-untyped-def]
    """Fill `score` and `steps` (the length of each letter's segment); return the log probability of the best way."""
    none, one, two, pairs = tables
    n, m = len(meant), len(seen)
    score[: n + 1, : m + 1] = NEVER
    score[0, 0] = 0
    for i in range(n):
        middle, letter = i * m // n, meant[i]
        for j in range(max(0, middle - BAND), min(m, middle + BAND) + 1):
            here = score[i, j]
            if here < NEVER / 2:
                continue
            for size in range(min(4, m - j + 1)):
                value = here + none[letter]
                if size == 1:
                    value = here + one[letter, seen[j]]
                elif size == 2:
                    stray = max(one[letter, seen[j]], one[letter, seen[j + 1]]) + STRAY
                    value = here + max(two[letter, pairs[seen[j], seen[j + 1]]], stray)
                elif size == 3:
                    value = here + TRIPLE
                if value > score[i + 1, j + size]:
                    score[i + 1, j + size] = value
                    steps[i + 1, j + size] = size
    return score[n, m]


@dataclass(frozen=True)
class Tallies:
    """How often each meant letter gave no character, one, or a pair of characters."""

    none: np.ndarray
    one: np.ndarray
    two: dict[tuple[int, int, int], float] = field(default_factory=dict)

    def add(self, meant: np.ndarray, seen: np.ndarray, steps: np.ndarray, times: float) -> None:
        """Count the segments of one alignment."""
        j = len(seen)
        for i in range(len(meant), 0, -1):
            size, letter = int(steps[i, j]), int(meant[i - 1])
            if size == 0:
                self.none[letter] += times
            elif size == 1:
                self.one[letter, seen[j - 1]] += times
            elif size == 2:
                key = letter, int(seen[j - 2]), int(seen[j - 1])
                self.two[key] = self.two.get(key, 0.0) + times
            j -= size


def adapt(channel: Channel, met: Mapping[tuple[str, str], int]) -> Channel:
    """The channel, moved towards the (meant, seen) words of a document that are all but certain, with their counts."""
    tallies = Tallies(np.zeros(len(channel.none)), np.zeros((len(channel.none), OTHER + 1)))
    score, steps = np.empty((32, 40), np.float32), np.zeros((32, 40), np.int64)
    for (meant, seen), times in met.items():
        letters, characters = np.array([MEANT.get(char, -1) for char in meant]), codes(seen)
        if min(letters) < 0 or len(letters) > 30 or len(characters) > 38:
            continue
        if align(letters, characters, channel.tables, score, steps) > WORST * len(letters):
            tallies.add(letters, characters, steps, times)
    return _moved(channel, tallies)


def _moved(channel: Channel, tallies: Tallies) -> Channel:
    """The channel as a prior of STRENGTH letters, with the tallies added."""
    pairs = channel.pairs.copy()
    for _, a, b in (key for key, times in tallies.two.items() if times >= LEAST_MET):
        if not pairs[a, b]:
            pairs[a, b] = pairs.max() + 1
    two = np.zeros((len(channel.none), int(pairs.max()) + 1))
    two[:, 1 : channel.two.shape[1]] = STRENGTH * np.exp(channel.two[:, 1:])
    none, one = STRENGTH * np.exp(channel.none) + tallies.none, STRENGTH * np.exp(channel.one) + tallies.one
    total = STRENGTH + tallies.none + tallies.one.sum(1)
    for (letter, a, b), times in tallies.two.items():
        total[letter] += times
        if pairs[a, b]:
            two[letter, pairs[a, b]] += times
    logs = [
        np.log(np.maximum(part, 1e-9)) - np.log(total if part.ndim == 1 else total[:, None])
        for part in (none, one, two)
    ]
    none, one, two = (part.astype(np.float32) for part in logs)
    return Channel(none, one, two, pairs)
