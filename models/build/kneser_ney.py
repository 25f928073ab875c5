"""Token streams to a trigram model: interpolated modified Kneser-Ney (Chen and Goodman 1999), in numpy.

Every stream has a weight: each of its n-grams counts that often, while discounts follow the true counts, so that
a rare event does not become reliable by its weight. Two departures from the textbook, both found on dev: the corpora
repeat themselves, so trigrams give away more than the formula says; and a bigram counts somewhat by how often it was
seen, not only by how many words were seen before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from models.build.pruning import Keep
from models.build.vocabulary import BOUNDARY

SHIFT = 16  # bits of a word number in a key
MASK = (1 << SHIFT) - 1
PAIR = (1 << 2 * SHIFT) - 1
REPEATS = 1.4  # times the discount of Chen and Goodman that a trigram gives away
SEEN = 0.6  # power of a trigram's count that counts for its last two words: 0 is Kneser-Ney, 1 counts them plainly
MOST_GIVEN = 0.97  # of its count that an n-gram gives away, at most


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


def _lower(counts: Counts, power: float = 0.0) -> Counts:
    """Continuation counts of the n-grams without their first word: how many words were seen before them.

    With a power above 0, a word counts for so many as it was often seen there, to that power.
    """
    rate = counts.weighted / counts.true * counts.true.astype(np.float32) ** np.float32(power)
    return _summed(counts.keys, np.ones(len(counts.keys), np.int32), rate.astype(np.float32))


def _pairs(triples: Counts) -> Counts:
    """Continuation counts of bigrams; those at the start of a line, which nothing precedes, by their own number."""
    first = triples.keys >> 2 * SHIFT == BOUNDARY
    starts = _summed(triples.keys[first] >> SHIFT, triples.true[first], triples.weighted[first])
    inner = _lower(Counts(triples.keys & PAIR, triples.true, triples.weighted), SEEN)
    return _summed(*(np.concatenate(both) for both in zip(_parts(starts), _parts(inner), strict=True)))


def _parts(counts: Counts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return counts.keys, counts.true, counts.weighted


def _discounted(true: np.ndarray, times: float = 1.0) -> np.ndarray:
    """The share of its count that an n-gram gives away (Chen and Goodman, equation 26), and `times` as much."""
    n1, n2, n3, n4 = (max(1, int((true == k).sum())) for k in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    discounts = np.array([0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3])
    share = np.clip(discounts, 0.05, 2.9)[np.minimum(true, 3)] / true
    return share if times == 1 else np.minimum(times * share, MOST_GIVEN)


@dataclass(frozen=True)
class Order:
    """The n-grams of one order: their contexts, and what of each context's mass they give away."""

    counts: Counts
    context: np.ndarray
    contexts: int
    share: np.ndarray

    def interpolated(self, lower: np.ndarray, keep: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Probabilities, and the back-off mass of the contexts; an n-gram that is not kept gives away all it has."""
        share = self.share if keep is None else np.where(keep, self.share, 1.0)
        weighted = self.counts.weighted
        total = np.bincount(self.context, weights=weighted, minlength=self.contexts)
        given = np.bincount(self.context, weights=weighted * share, minlength=self.contexts)
        mass = np.divide(given, total, out=np.ones(self.contexts), where=total > 0)
        return weighted * (1 - share) / total[self.context] + mass[self.context] * lower, mass

    def gain(self, lower: np.ndarray) -> np.ndarray:
        """What each n-gram tells in all, against what the shorter one says (Seymore and Rosenfeld 1996)."""
        known, mass = self.interpolated(lower)
        return self.counts.weighted * np.log(known / (mass[self.context] * lower))


def _unigrams(pairs: Counts, size: int) -> np.ndarray:
    words = _lower(Counts(pairs.keys & MASK, pairs.true, pairs.weighted))
    share = _discounted(words.true)
    single = np.full(size, float((words.weighted * share).sum() / words.weighted.sum()) / size)
    single[words.keys] += words.weighted * (1 - share) / words.weighted.sum()
    return single


def estimate(triples: Counts, size: int, keep: Keep) -> Trigrams:
    """The model over `size` words, pruned to the n-grams that `keep` chooses by their gains."""
    pairs = _pairs(triples)
    single = _unigrams(pairs, size)
    second = Order(pairs, pairs.keys >> SHIFT, size, _discounted(pairs.true))
    alone = single[pairs.keys & MASK]
    context = np.searchsorted(pairs.keys, triples.keys >> SHIFT)
    ending = np.searchsorted(pairs.keys, triples.keys & PAIR)
    third = Order(triples, context, len(pairs.keys), _discounted(triples.true, REPEATS))
    kept, kept_pair = keep(third.gain(second.interpolated(alone)[0][ending]), context, second.gain(alone))
    # What is dropped gives its mass to its context: both orders again without it.
    pair_p, pair_mass = second.interpolated(alone, kept_pair)
    triple_p, mass = third.interpolated(np.where(kept_pair, pair_p, pair_mass[second.context] * alone)[ending], kept)
    return Trigrams(
        np.log(single),
        np.log(pair_mass),
        pairs.keys[kept_pair],
        np.log(pair_p[kept_pair]),
        np.log(mass[kept_pair]),
        triples.keys[kept],
        np.log(triple_p[kept]),
    )
