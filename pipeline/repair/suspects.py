"""Damaged words to the words that they may have been, by the channel alone: a search of the whole lexicon for each.

The lexicon is a trie in depth-first order. A branch is left where even its commonest word, if the rest of it cost
nothing, would fall out of the window or behind the best ones found so far.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipeline.repair.channel import LETTERS, LONGEST, NEVER, STRAY, TRIPLE, Channel, Lexicon, codes
from pipeline.repair.compiled import compiled

MEANT_SIZE = len(LETTERS) + 1


class Suspect(NamedTuple):
    """A seen spelling, how many words within how many nats of the best are wanted for it, and how near at least."""

    seen: str
    most: int
    window: float
    least: float = float(NEVER)


@compiled
def _emissions(letter, seen, tables, ways):  # type: ignore[no-untyped-def]
    """Fill ways[letter]: the scores of being seen as the one, and as the two characters that end at each place."""
    _, one, two, pairs = tables
    for j in range(len(seen)):
        ways[letter, 0, j] = one[letter, seen[j]]
        ways[letter, 1, j] = NEVER
        if j:
            pair = pairs[seen[j - 1], seen[j]]
            ways[letter, 1, j] = max(one[letter, seen[j - 1]], one[letter, seen[j]]) + STRAY
            if pair:
                ways[letter, 1, j] = max(ways[letter, 1, j], two[letter, pair])


@compiled
def _carry(row, none, ways, size, after):  # type: ignore[no-untyped-def]
    """Carry the scores `row` (by seen characters used) over one meant letter into `after`; return the best."""
    best = NEVER
    for j in range(size + 1):
        value = row[j] + none
        if j > 0:
            value = max(value, row[j - 1] + ways[0, j - 1])
        if j > 1:
            value = max(value, row[j - 2] + ways[1, j - 1])
        if j > 2:
            value = max(value, row[j - 3] + TRIPLE)
        after[j] = value
        best = max(best, value)
    return best


@compiled
def _insert(rank, score, word, found, size, most):  # type: ignore[no-untyped-def]
    """Put a word among the best `most`, by falling rank; return how many there are."""
    place = min(size, most - 1)
    if size == most and found[place, 0] >= rank:
        return size
    while place > 0 and found[place - 1, 0] < rank:
        for column in range(3):
            found[place, column] = found[place - 1, column]
        place -= 1
    found[place, 0], found[place, 1], found[place, 2] = rank, score, word
    return min(size + 1, most)


@compiled
def _branch(root, seen, lexicon, tables, limits, rows, ways, known, found, number):  # type: ignore[no-untyped-def]
    """Search the branch of one first letter; return how many words are found by now."""
    letters, depths, skips, words, priors, hopes = lexicon
    most, window, least, size = limits[0], limits[1], limits[2], len(seen)
    node, end = root, skips[root]
    limit = max(least, found[0, 0] - window) if number else least
    if number == most:
        limit = max(limit, found[most - 1, 0])
    while node < end:
        letter, depth = letters[node], depths[node]
        if not known[letter]:
            _emissions(letter, seen, tables, ways)
            known[letter] = True
        best = _carry(rows[depth], tables[0][letter], ways[letter], size, rows[depth + 1])
        if best + hopes[node] < limit:
            node = skips[node]
            continue
        score = rows[depth + 1, size]
        if words[node] >= 0 and score + priors[node] >= limit and score > NEVER / 2:
            number = _insert(score + priors[node], score, words[node], found, number, most)
            limit = max(limit, found[0, 0] - window)
            if number == most:
                limit = max(limit, found[most - 1, 0])
        node += 1
    return number


@compiled
def _search(seen, lexicon, tables, limits, rows, ways, known, found):  # type: ignore[no-untyped-def]
    """Fill `found` with (rank, log P(seen | word), word number) of the likeliest words; return how many.

    The first letters that fit best go first: what they find shuts most of the others out.
    """
    letters, _, skips, _, _, hopes = lexicon
    known[:] = False
    roots, fits, count, root = np.empty(len(ways), np.int64), np.empty(len(ways)), 0, 0
    while root < len(letters):
        letter = letters[root]
        if not known[letter]:
            _emissions(letter, seen, tables, ways)
            known[letter] = True
        fit = _carry(rows[0], tables[0][letter], ways[letter], len(seen), rows[1]) + hopes[root]
        place = count
        while place > 0 and fits[place - 1] < fit:
            fits[place], roots[place] = fits[place - 1], roots[place - 1]
            place -= 1
        fits[place], roots[place] = fit, root
        count += 1
        root = skips[root]
    number = 0
    for k in range(count):
        number = _branch(roots[k], seen, lexicon, tables, limits, rows, ways, known, found, number)
    while number and found[number - 1, 0] < found[0, 0] - limits[1]:
        number -= 1
    return number


@compiled
def search_all(seen, starts, most, window, least, lexicon, tables):  # type: ignore[no-untyped-def]
    """Search for seen[starts[k]:starts[k + 1]], each with its limits; word numbers and scores, and their starts."""
    longest, widest = 0, 1
    for k in range(len(most)):
        longest, widest = max(longest, starts[k + 1] - starts[k]), max(widest, most[k])
    rows = np.full((LONGEST + 1, longest + 1), NEVER)
    ways = np.empty((MEANT_SIZE, 2, longest + 1))
    known, found = np.zeros(MEANT_SIZE, np.bool_), np.empty((widest, 3))
    total = 0
    for k in range(len(most)):
        total += most[k]
    words, scores, firsts = np.empty(total, np.int64), np.empty(total), np.zeros(len(most) + 1, np.int64)
    for k in range(len(most)):
        rows[0, :] = NEVER
        rows[0, 0] = 0.0
        limits = (most[k], window[k], least[k])
        number = _search(seen[starts[k] : starts[k + 1]], lexicon, tables, limits, rows, ways, known, found)
        firsts[k + 1] = firsts[k] + number
        for i in range(number):
            words[firsts[k] + i], scores[firsts[k] + i] = np.int64(found[i, 2]), found[i, 1]
    return words[: firsts[-1]], scores[: firsts[-1]], firsts


class Near(NamedTuple):
    """Words near suspects: for suspect k, words first[k]:first[k + 1], likeliest first, with log P(seen | word)."""

    first: np.ndarray
    word: np.ndarray
    logp: np.ndarray


NOTHING_NEAR = Near(np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(0))


def candidates(suspects: Sequence[Suspect], channel: Channel, lexicon: Lexicon) -> Near:
    """The likeliest words for each suspect, by their own frequency too; that is not part of the score."""
    spelt = [codes(suspect.seen) for suspect in suspects]
    starts = np.zeros(len(spelt) + 1, np.int64)
    starts[1:] = np.cumsum([len(part) for part in spelt])
    most = np.array([suspect.most for suspect in suspects], np.int64)
    window, least = (np.array([suspect[column] for suspect in suspects], np.float64) for column in (2, 3))
    seen = np.concatenate([np.zeros(0, np.int64), *spelt])
    words, scores, first = search_all(seen, starts, most, window, least, lexicon.tables, channel.tables)
    return Near(first, words, scores)
