"""Pairs of meant and seen lines to a channel: hard expectation-maximisation over monotone alignments."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from pipeline.repair.alignment import WORST, align
from pipeline.repair.channel import CODES, LETTERS, MEANT, OTHER, Channel, codes
from pipeline.repair.letters import strip, untoned

SYMBOLS = len(MEANT) + 1  # letters, the space, and one for all figures and punctuation
REST = SYMBOLS - 1
ROUNDS = 6
PRIOR = 2.0  # pseudo-counts a symbol's prior is worth
# Signs that look alike: what one engine sees as 6, another sees as b. A little of each spreads over its group.
ALIKE = ("6bG", "1lI|!i", "0oOQ", "5sS", "8B§6", "9gq", "a4@", "3aã", "uvyw", "rtf", "ce€", "eéêè", "dđ", "'’`", "PĐDB")
SPREAD = 0.02
# Share of letters with two marks (ế) that lose the shape (é) or the tone (ê), small and capital. Counted in 2.9 M
# tokens of real Vietnamese OCR, November 2026: QUYÉT 148 times to QUYẾT 71, THUÓC 50 to 66, CHÁT 70 to 37, TIÉP 12 to
# 172, quyét 2 to 8,897; ĐIÊU 22 to 146, TIÊP 1 to 172, tiêp 46 to 6,281, điêu 324 to 28,873.
LOST_SHAPE, LOST_TONE = (0.0005, 0.1), (0.008, 0.02)
LEAST_PAIR = 2  # times that two characters must be seen side by side to count as a pair


def _prior(pairs: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Belief before any data: a letter is seen as itself or as its base letter."""
    one = np.full((SYMBOLS, OTHER + 1), 0.02 / OTHER)
    for letter, number in MEANT.items():
        one[number, CODES[letter]] += 0.6
        one[number, CODES[strip(letter)]] += 0.3
        if letter in LETTERS:
            one[number, CODES[strip(letter).swapcase()]] += 0.002
    one[REST] += 0.2 / OTHER
    return np.full(SYMBOLS, 0.01), one, np.full((SYMBOLS, pairs), 0.01 / pairs)


def _normal(none: np.ndarray, one: np.ndarray, two: np.ndarray, pairs: np.ndarray) -> Channel:
    total = none + one.sum(1) + two.sum(1)
    logs = (
        np.log(part / (total if part.ndim == 1 else total[:, None])).astype(np.float32) for part in (none, one, two)
    )
    none, one, two = logs
    spread = one.copy()
    for group in ALIKE:
        members = [CODES[char] for char in group]
        spread[:, members] = np.logaddexp(
            spread[:, members], np.logaddexp.reduce(one[:, members], axis=1)[:, None] + np.log(SPREAD / len(members))
        )
    one = spread - np.logaddexp.reduce(spread, axis=1)[:, None] + np.logaddexp.reduce(one, axis=1)[:, None]
    return Channel(none, one.astype(np.float32), two, pairs)


def _known_pairs(seen: Sequence[str]) -> np.ndarray:
    """A number for every pair of characters met at least twice; 0 for the others."""
    met = Counter(pair for line in seen for pair in zip(codes(line).tolist(), codes(line)[1:].tolist(), strict=False))
    pairs = np.zeros((OTHER + 1, OTHER + 1), np.int64)
    for number, pair in enumerate(sorted(pair for pair, count in met.items() if count >= LEAST_PAIR), 1):
        pairs[pair] = number
    return pairs


def _count(meant: np.ndarray, seen: np.ndarray, steps: np.ndarray, pairs: np.ndarray, tallies: tuple) -> None:
    """Add the segments of one aligned line to the tallies of none, one and two."""
    none, one, two = tallies
    j = len(seen)
    for i in range(len(meant), 0, -1):
        size, letter = steps[i, j], meant[i - 1]
        if size == 0:
            none[letter] += 1
        elif size == 1:
            one[letter, seen[j - 1]] += 1
        elif size == 2:
            two[letter, pairs[seen[j - 2], seen[j - 1]]] += 1
        j -= size


def learn(lines: Sequence[tuple[str, str]]) -> Channel:
    """The channel of (meant, seen) lines, NFC. Lines that cannot be aligned are left out."""
    pairs = _known_pairs([seen for _, seen in lines])
    number = int(pairs.max()) + 1
    data = [(np.array([MEANT.get(char, REST) for char in meant]), codes(seen)) for meant, seen in lines]
    size = max(max(len(meant), len(seen)) for meant, seen in data) + 1
    score, steps = np.empty((size, size), np.float32), np.zeros((size, size), np.int64)
    channel = _normal(*_prior(number), pairs)
    for _ in range(ROUNDS):
        tallies = tuple(PRIOR * part for part in _prior(number))
        for meant, seen in data:
            if align(meant, seen, channel.tables, score, steps) > WORST * len(meant):
                _count(meant, seen, steps, pairs, tallies)
        channel = _normal(*tallies, pairs)
    return channel


def with_lost_marks(channel: Channel) -> Channel:
    """The channel of a reader of Vietnamese that loses one of two marks at least as often as on real scans.

    Printed lines show it too seldom, above all in capitals, whose marks touch the line above.
    """
    one = channel.one.copy()
    for letter in LETTERS:
        bare, tones = untoned(letter.lower())
        shapeless = unicodedata.normalize("NFC", strip(bare) + tones)
        if not tones or shapeless == letter.lower():
            continue
        for seen, rate in ((shapeless, LOST_SHAPE[letter.isupper()]), (bare, LOST_TONE[letter.isupper()])):
            code = CODES[seen.upper() if letter.isupper() else seen]
            one[MEANT[letter], code] = max(one[MEANT[letter], code], np.log(rate))
    return replace(channel, one=one)


def write_channel(channel: Channel, path: Path) -> None:
    """Save a channel in sixteenths of a nat, 0 to -15.9."""
    one, two = (np.clip(np.rint(-16 * part), 0, 255).astype(np.uint8) for part in (channel.one, channel.two))
    np.savez_compressed(path, none=channel.none, one=one, two=two, pairs=channel.pairs.astype(np.uint16))
