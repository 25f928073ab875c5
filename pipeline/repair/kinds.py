"""Chunks of a text to their kinds, and the tokens of kinds to those of the text: the loops over all chunks."""

import numpy as np

from pipeline.repair.compiled import compiled


@compiled
def placed(which, start, line, first, begin, end, spelling):  # type: ignore[no-untyped-def]
    """The tokens of a text: spelling, start, end, line; of its chunks, and of the tokens of each kind of chunk."""
    total = 0
    for kind in which:
        total += first[kind + 1] - first[kind]
    columns = np.empty((4, total), np.int64)
    n = 0
    for i in range(len(which)):
        for k in range(first[which[i]], first[which[i] + 1]):
            columns[0, n], columns[1, n], columns[2, n] = spelling[k], start[i] + begin[k], start[i] + end[k]
            columns[3, n] = line[i]
            n += 1
    return columns


@compiled
def _is_like(letters, a, b, size):  # type: ignore[no-untyped-def]
    """Whether `size` letters from `a` on are those from `b` on."""
    same = 0
    while same < size and letters[a + same] == letters[b + same]:
        same += 1
    return same == size


@compiled
def kinds_of(letters, starts, ends):  # type: ignore[no-untyped-def]
    """The number of the kind of each chunk letters[starts[i]:ends[i]], and the first chunk of each kind.

    A hash table with open addressing; the hash is FNV-1a.
    """
    size = 64
    while size < 2 * len(starts):
        size *= 2
    table = np.full(size, -1)
    which, first, number = np.empty(len(starts), np.int64), np.empty(len(starts), np.int64), 0
    for i in range(len(starts)):
        code = np.uint64(14695981039346656037)
        for k in range(starts[i], ends[i]):
            code = (code ^ np.uint64(letters[k])) * np.uint64(1099511628211)
        place, length = np.int64((code ^ (code >> np.uint64(32))) & np.uint64(size - 1)), ends[i] - starts[i]
        while table[place] >= 0:
            other = first[table[place]]
            if ends[other] - starts[other] == length and _is_like(letters, starts[i], starts[other], length):
                break
            place = (place + 1) & (size - 1)
        if table[place] < 0:
            table[place], first[number] = number, i
            number += 1
        which[i] = table[place]
    return which, first[:number]
