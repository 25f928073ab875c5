"""A damaged word to the words that it may have been, by the channel alone, scored against the whole lexicon at once."""

import heapq

import numpy as np
from numba import njit

from pipeline.repair.channel import LONGEST, NEVER, STRAY, TRIPLE, Channel, Lexicon, codes


@njit(cache=True)
def emit(row, letter, seen, none, one, two, pairs, after):  # type: ignore[no-untyped-def]
    """Carry the best scores `row` (by seen characters used) over one meant letter into `after`; return the best."""
    size = len(seen)
    best = NEVER
    for j in range(size + 1):
        value = row[j] + none[letter]
        if j > 0:
            value = max(value, row[j - 1] + one[letter, seen[j - 1]])
        if j > 1:
            pair = pairs[seen[j - 2], seen[j - 1]]
            stray = max(one[letter, seen[j - 2]], one[letter, seen[j - 1]]) + STRAY
            value = max(value, row[j - 2] + (max(two[letter, pair], stray) if pair else stray))
        if j > 2:
            value = max(value, row[j - 3] + TRIPLE)
        after[j] = value
        best = max(best, value)
    return best


@njit(cache=True)
def score_words(seen, words, lengths, shared, tables, window):  # type: ignore[no-untyped-def]
    """log P(seen | word) of every word, or NEVER where it is `window` below the best.

    Words are sorted: row k of the table serves all words that share the first k letters (`shared`).
    """
    none, one, two, pairs = tables
    scores = np.full(len(words), NEVER)
    rows = np.full((LONGEST + 1, len(seen) + 1), NEVER)
    rows[0, 0] = 0
    best, dead = NEVER, LONGEST + 1  # rows from `dead` on cannot reach the window any more
    for w in range(len(words)):
        if shared[w] >= dead:
            continue
        dead = LONGEST + 1
        for k in range(shared[w], lengths[w]):
            if emit(rows[k], words[w, k], seen, none, one, two, pairs, rows[k + 1]) < best - window:
                dead = k + 1
                break
        if dead > lengths[w]:
            scores[w] = rows[lengths[w], len(seen)]
            best = max(best, scores[w])
    return scores


def candidates(seen: str, channel: Channel, words: Lexicon, most: int, window: float) -> list[tuple[int, float]]:
    """The `most` likeliest words (number, log P(seen | word)) within `window` nats of the best, likeliest first."""
    scores = score_words(codes(seen), words.letters, words.lengths, words.shared, channel.tables, window)
    ranks = scores + words.priors
    near = np.flatnonzero((scores > NEVER / 2) & (ranks > ranks.max() - window)).tolist()
    top = heapq.nlargest(most, near, key=ranks.__getitem__)
    return [(int(words.numbers[i]), float(scores[i])) for i in top]
