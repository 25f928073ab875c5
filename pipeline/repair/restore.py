"""Word ranges to the likeliest words: exact posteriors of a trigram over the forms of every stripped syllable.

Every position offers a range of word numbers: the forms of one toneless syllable, or a single word that is certain.
States are pairs of neighbouring words, and the sum runs over all of them, so a confidence is a true posterior.
"""

import numpy as np
from numba import njit

from pipeline.repair.language import BACKOFF_STEP, FAMILY, LOGP_STEP

LOGP = np.exp(-LOGP_STEP * np.arange(256))
BACKOFF = np.exp(-BACKOFF_STEP * np.arange(256))
GROUP = 64  # at least as many as a group has forms
# Plain loops below: numba compiles an expression over arrays four times as long.


@njit(cache=True)
def lower_bound(words, low, high, word):  # type: ignore[no-untyped-def]
    """The first index in words[low:high], sorted, whose word is not below `word`."""
    while low < high:
        middle = (low + high) >> 1
        if words[middle] < word:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True)
def first_triple(pair, family_start, pair_first):  # type: ignore[no-untyped-def]
    """Where the trigrams that continue a bigram begin."""
    return np.int64(family_start[pair // FAMILY]) + np.int64(pair_first[pair])


@njit(cache=True)
def _scale(values, start, end):  # type: ignore[no-untyped-def]
    """Make values[start:end] sum to 1."""
    total = 0.0
    for k in range(start, end):
        total += values[k]
    for k in range(start, end):
        values[k] /= total


@njit(cache=True)
def _grown(found):  # type: ignore[no-untyped-def]
    """The same rows in an array of twice the length."""
    grown = np.empty((2 * len(found), 4), np.int32)
    for k in range(len(found)):
        for column in range(4):
            grown[k, column] = found[k, column]
    return grown


@njit(cache=True)
def _pair_tables(lows, highs, offsets, tables):  # type: ignore[no-untyped-def]
    """For every position and pair of words: the probability by bigram, the back-off weight, the bigram or -1."""
    unigram, unigram_backoff, _, pair_row, pair_word, pair_logp, pair_backoff = tables[:7]
    total = offsets[-1]
    chance, backoff, pair = np.empty(total), np.empty(total), np.empty(total, np.int64)
    chance[0], backoff[0], pair[0] = 1.0, 1.0, -1
    alone = np.empty(GROUP)
    for i in range(1, len(lows)):
        width = highs[i] - lows[i]
        for c in range(width):
            alone[c] = np.exp(unigram[lows[i] + c])
        for b in range(lows[i - 1], highs[i - 1]):
            at = offsets[i] + (b - lows[i - 1]) * width
            weight = np.exp(unigram_backoff[b])
            for c in range(width):
                chance[at + c], backoff[at + c], pair[at + c] = weight * alone[c], 1.0, -1
            end = np.int64(pair_row[b + 1])
            j = lower_bound(pair_word, np.int64(pair_row[b]), end, lows[i])
            while j < end and pair_word[j] < highs[i]:
                k = at + np.int64(pair_word[j]) - lows[i]
                chance[k] = LOGP[pair_logp[j]]
                backoff[k] = BACKOFF[pair_backoff[j]]
                pair[k] = j
                j += 1
    return chance, backoff, pair


@njit(cache=True)
def _triples(i, lows, highs, offsets, pair, tables, found, number):  # type: ignore[no-untyped-def]
    """Append (a, b, c, log code) of every known trigram that ends at position i; the array grows as it must."""
    pair_first, family_start, triple_word, triple_logp = tables[8], tables[7], tables[9], tables[10]
    width = highs[i - 1] - lows[i - 1]
    for k in range(offsets[i - 1], offsets[i]):
        if pair[k] < 0:
            continue
        j = first_triple(pair[k], family_start, pair_first)
        end = first_triple(pair[k] + 1, family_start, pair_first)
        j = lower_bound(triple_word, j, end, lows[i])
        while j < end and triple_word[j] < highs[i]:
            if number == len(found):
                found = _grown(found)
            state = k - offsets[i - 1]
            found[number, 0] = state // width
            found[number, 1] = state % width
            found[number, 2] = np.int64(triple_word[j]) - lows[i]
            found[number, 3] = triple_logp[j]
            number += 1
            j += 1
    return found, number


@njit(cache=True)
def _forward(lows, highs, offsets, chance, backoff, pair, tables):  # type: ignore[no-untyped-def]
    """Forward sums per state, scaled at each position, and the trigrams used with their gain over the back-off."""
    ahead = np.empty(offsets[-1])
    ahead[0] = 1.0
    found, number = np.empty((16 * len(lows), 4), np.int32), 0
    starts = np.zeros(len(lows) + 1, np.int64)
    gains = np.empty(0)
    for i in range(1, len(lows)):
        before, middle, width = offsets[i - 1], highs[i - 1] - lows[i - 1], highs[i] - lows[i]
        rows = (offsets[i] - before) // middle
        for b in range(middle):
            mass = 0.0
            for a in range(rows):
                mass += ahead[before + a * middle + b] * backoff[before + a * middle + b]
            for c in range(width):
                ahead[offsets[i] + b * width + c] = mass * chance[offsets[i] + b * width + c]
        starts[i] = number
        found, number = _triples(i, lows, highs, offsets, pair, tables, found, number)
        if len(gains) < len(found):
            longer = np.empty(len(found))
            for t in range(starts[i]):
                longer[t] = gains[t]
            gains = longer
        for t in range(starts[i], number):
            old, new = before + found[t, 0] * middle + found[t, 1], offsets[i] + found[t, 1] * width + found[t, 2]
            gains[t] = LOGP[found[t, 3]] - backoff[old] * chance[new]
            ahead[new] = max(ahead[new] + ahead[old] * gains[t], 1e-30)
        _scale(ahead, offsets[i], offsets[i + 1])
    starts[len(lows)] = number
    return ahead, found, gains, starts


@njit(cache=True)
def _backward(i, offsets, middle, width, behind, chance, backoff, found, gains, starts):  # type: ignore[no-untyped-def]
    """Backward sums of the states one position earlier."""
    rows = (offsets[i] - offsets[i - 1]) // middle
    earlier = np.empty(rows * middle)
    for b in range(middle):
        mass = 0.0
        for c in range(width):
            mass += chance[offsets[i] + b * width + c] * behind[b * width + c]
        for a in range(rows):
            earlier[a * middle + b] = backoff[offsets[i - 1] + a * middle + b] * mass
    for t in range(starts[i], starts[i + 1]):
        state = found[t, 0] * middle + found[t, 1]
        earlier[state] = max(earlier[state] + gains[t] * behind[found[t, 1] * width + found[t, 2]], 1e-30)
    _scale(earlier, 0, len(earlier))
    return earlier


@njit(cache=True)
def posteriors(lows, highs, tables):  # type: ignore[no-untyped-def]
    """The likeliest word at each position of [lows, highs) and its probability; the first and last are boundaries."""
    size = len(lows)
    offsets = np.zeros(size + 1, np.int64)
    offsets[1] = 1
    for i in range(1, size):
        offsets[i + 1] = offsets[i] + (highs[i - 1] - lows[i - 1]) * (highs[i] - lows[i])
    chance, backoff, pair = _pair_tables(lows, highs, offsets, tables)
    ahead, found, gains, starts = _forward(lows, highs, offsets, chance, backoff, pair, tables)
    best, conf = np.empty(size, np.int64), np.empty(size)
    best[0], conf[0] = lows[0], 1.0
    behind = np.empty(offsets[size] - offsets[size - 1])
    for k in range(len(behind)):
        behind[k] = 1.0
    for i in range(size - 1, 0, -1):
        middle, width = highs[i - 1] - lows[i - 1], highs[i] - lows[i]
        total, top = 0.0, -1.0
        for c in range(width):
            share = 0.0
            for k in range(c, middle * width, width):
                share += ahead[offsets[i] + k] * behind[k]
            total += share
            if share > top:
                top, best[i] = share, lows[i] + c
        conf[i] = top / total
        behind = _backward(i, offsets, middle, width, behind, chance, backoff, found, gains, starts)
    return best, conf
