"""How often a part of a document says the words that may be meant: alone, and beside the same neighbour."""

import numpy as np

from pipeline.repair.compiled import compiled

EMPTY, NOWHERE = -1, -1


@compiled
def _place(table, key):  # type: ignore[no-untyped-def]
    """Where in a hash table of keys (open addressing, a power of two) a key is, or would be put."""
    place = ((key * 0x9E3779B97F4A7C1) >> 20) & (len(table) - 1)
    while table[place] != EMPTY and table[place] != key:
        place = (place + 1) & (len(table) - 1)
    return place


@compiled
def _key(step, beside, word, words):  # type: ignore[no-untyped-def]
    """The number of a word after (step -1) or before (1) another, or one of a group; groups count from `words` on."""
    return ((step + 1) * words + beside) * words + word


@compiled
def _asked(first, last, token, meant, said, table, places):  # type: ignore[no-untyped-def]
    """Put what the queries first:last ask of their neighbours into a hash table; fill in the place of each."""
    word, sure, group_of = said[0], said[1], said[2]
    words = len(group_of)
    for k in range(first, last):
        for step in (-1, 1):
            near, side = token[k] + step, (step + 1) // 2
            places[side, k] = NOWHERE
            if 0 <= near < len(word) and word[near] > said[3]:
                beside = word[near] if sure[near] else words + group_of[word[near]]
                key = _key(step, beside, meant[k], words)
                place = _place(table, key)
                table[place], places[side, k] = key, place


@compiled
def _seen(low, high, said, wanted, table, alone, beside):  # type: ignore[no-untyped-def]
    """Count the sure words low:high that are wanted: alone by word, beside their neighbours by place of the table."""
    word, sure, group_of, unknown = said
    words = len(group_of)
    for i in range(low, high):
        if sure[i] and word[i] > unknown and wanted[word[i]]:
            alone[word[i]] += 1
            for step in (-1, 1):
                near = i + step
                if 0 <= near < len(word) and sure[near] and word[near] > unknown:
                    for other in (word[near], words + group_of[word[near]]):
                        place = _place(table, _key(step, other, word[i], words))
                        beside[place] += 1


@compiled
def sightings(token, meant, word, sure, group_of, unknown, region):  # type: ignore[no-untyped-def]
    """For each word `meant` for a token: how often the `region` tokens around are surely that word, and how often after
    and before the neighbour that the token has. Beside a neighbour that is sure itself that very word counts, beside a
    doubtful one all words of its group.

    Tokens rise; `word` and `sure` are those of each token of the document; words up to `unknown` are known to nobody.
    """
    said = (word, sure, group_of, unknown)
    count, places = np.zeros((3, len(token))), np.empty((2, len(token)), np.int64)
    wanted, alone, first = np.zeros(len(group_of), np.bool_), np.zeros(len(group_of), np.int64), 0
    while first < len(token):
        low, last, size = token[first] // region * region, first, 64
        while last < len(token) and token[last] < low + region:
            last += 1
        while size < 4 * (last - first):
            size *= 2
        table, beside = np.full(size, EMPTY), np.zeros(size, np.int64)
        _asked(first, last, token, meant, said, table, places)
        wanted[meant[first:last]] = True
        _seen(low, min(low + region, len(word)), said, wanted, table, alone, beside)
        for k in range(first, last):
            count[0, k] = alone[meant[k]]
            for side in range(2):
                if places[side, k] != NOWHERE:
                    count[side + 1, k] = beside[places[side, k]]
        for k in range(first, last):
            wanted[meant[k]], alone[meant[k]] = False, 0
        first = last
    return count
