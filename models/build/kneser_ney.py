"""Token streams to a trigram model: interpolated modified Kneser-Ney (Chen and Goodman 1999), in numpy.

Every stream has a weight: each of its n-grams counts that often, while discounts follow the true counts, so that
a rare event does not become reliable by its weight.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from models.build.vocabulary import BOUNDARY

SHIFT = 16  # bits of a word number in a key
MASK = (1 << SHIFT) - 1
PAIR = (1 << 2 * SHIFT) - 1


@dataclass(frozen=True)
class Counts:
    """Sorted n-gram keys with true counts and weighted counts."""

    keys: np.ndarray
    true: np.ndarray
    weighted: np.ndarray


@dataclass(frozen=True)
class Trigrams:
    """Natural log probabilities and back-off weights; bigram keys a<<16|b, trigram keys a<<32|b<<16|c, sorted."""

    unigram: np.ndarray
    unigram_backoff: np.ndarray
    pairs: np.ndarray
    pair_logp: np.ndarray
    pair_backoff: np.ndarray
    triples: np.ndarray
    triple_logp: np.ndarray


def _summed(keys: np.ndarray, true: np.ndarray, weighted: np.ndarray) -> Counts:
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return Counts(keys[first], np.add.reduceat(true[order], first), np.add.reduceat(weighted[order], first))


def count_triples(streams: Iterable[tuple[np.ndarray, float]]) -> Counts:
    """Trigrams of all streams of word numbers; none reaches across a boundary."""
    keys, true, weighted = [], [], []
    for stream, weight in streams:
        middle = stream[1:-1] != BOUNDARY
        key = stream[:-2][middle].astype(np.int64) << 2 * SHIFT
        key |= stream[1:-1][middle].astype(np.int64) << SHIFT
        key |= stream[2:][middle]
        found, times = np.unique(key, return_counts=True)
        keys.append(found)
        true.append(times.astype(np.int32))
        weighted.append(times.astype(np.float32) * np.float32(weight))
    return _summed(np.concatenate(keys), np.concatenate(true), np.concatenate(weighted))


def _lower(counts: Counts) -> Counts:
    """Continuation counts of the n-grams without their first word: how many words were seen before them."""
    rate = counts.weighted / counts.true
    return _summed(counts.keys, np.ones(len(counts.keys), np.int32), rate.astype(np.float32))


def _pairs(triples: Counts) -> Counts:
    """Continuation counts of bigrams; those at the start of a line, which nothing precedes, by their own number."""
    first = triples.keys >> 2 * SHIFT == BOUNDARY
    starts = _summed(triples.keys[first] >> SHIFT, triples.true[first], triples.weighted[first])
    inner = _lower(Counts(triples.keys & PAIR, triples.true, triples.weighted))
    return _summed(*(np.concatenate(both) for both in zip(_parts(starts), _parts(inner), strict=True)))


def _parts(counts: Counts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return counts.keys, counts.true, counts.weighted


def _discounted(true: np.ndarray) -> np.ndarray:
    """The share of its count that an n-gram gives away (Chen and Goodman, equation 26)."""
    n1, n2, n3, n4 = (max(1, int((true == k).sum())) for k in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    discounts = np.array([0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3])
    return (np.clip(discounts, 0.05, 2.9)[np.minimum(true, 3)] / true).astype(np.float64)


def _interpolate(counts: Counts, context: np.ndarray, contexts: int, lower: np.ndarray, keep: np.ndarray | None):
    """Probabilities of n-grams and the back-off mass of their contexts; what is not kept gives all it has."""
    share = _discounted(counts.true)
    if keep is not None:
        share = np.where(keep, share, 1.0)
    total = np.bincount(context, weights=counts.weighted, minlength=contexts)
    given = np.bincount(context, weights=counts.weighted * share, minlength=contexts)
    mass = np.divide(given, total, out=np.ones(contexts), where=total > 0)
    return counts.weighted * (1 - share) / total[context] + mass[context] * lower, mass


def _best(value: np.ndarray, number: int) -> np.ndarray:
    if number >= len(value):
        return np.ones(len(value), bool)
    return value > np.partition(value, len(value) - number - 1)[len(value) - number - 1]


def estimate(triples: Counts, size: int, keep_triples: int, keep_pairs: int) -> Trigrams:
    """The model over `size` words, pruned to the n-grams whose loss would cost most (Seymore and Rosenfeld 1996)."""
    pairs = _pairs(triples)
    words = _lower(Counts(pairs.keys & MASK, pairs.true, pairs.weighted))
    share = _discounted(words.true)
    single = np.full(size, float((words.weighted * share).sum() / words.weighted.sum()) / size)
    single[words.keys] += words.weighted * (1 - share) / words.weighted.sum()
    pair_p, pair_mass = _interpolate(pairs, pairs.keys >> SHIFT, size, single[pairs.keys & MASK], None)
    context = np.searchsorted(pairs.keys, triples.keys >> SHIFT)
    lower = pair_p[np.searchsorted(pairs.keys, triples.keys & PAIR)]
    triple_p, mass = _interpolate(triples, context, len(pairs.keys), lower, None)
    kept = _best(triples.weighted * np.log(triple_p / (mass[context] * lower)), keep_triples)
    triple_p, mass = _interpolate(triples, context, len(pairs.keys), lower, kept)
    parent = np.zeros(len(pairs.keys), bool)
    parent[context[kept]] = True
    gain = pairs.weighted * np.log(pair_p / (pair_mass[pairs.keys >> SHIFT] * single[pairs.keys & MASK]))
    kept_pair = parent | _best(np.where(parent, -np.inf, gain), max(0, keep_pairs - int(parent.sum())))
    # Dropped bigrams give their mass to the context: estimate the order again without them.
    pair_p, pair_mass = _interpolate(pairs, pairs.keys >> SHIFT, size, single[pairs.keys & MASK], kept_pair)
    return Trigrams(
        np.log(single),
        np.log(pair_mass),
        pairs.keys[kept_pair],
        np.log(pair_p[kept_pair]),
        np.log(mass[kept_pair]),
        triples.keys[kept],
        np.log(triple_p[kept]),
    )
