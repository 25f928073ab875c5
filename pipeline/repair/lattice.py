"""A lattice of possible words to the posterior of every arc and the path that is right in most places.

Nodes are numbered from left to right; arcs lie in the order of the nodes they lead to. A state is an arc together with
the word before it, so the sums run over a trigram; all are exact but for states whose share is below a part of that of
the best at their node. Words are numbered by their stripped form: arcs from one node over the forms of one toneless
syllable, in order, share one search of the bigrams of each word before them, and one of the trigrams of each pair.
"""

from typing import NamedTuple

import numpy as np

from pipeline.repair.compiled import compiled
from pipeline.repair.language import BACKOFF_STEP, BOUNDARY, FAMILY, LOGP_STEP, Language

BEAM = 1e-3  # of the best state's share; 1e-4 finds 0.01 % more words and takes a third longer
MOST = 192  # states of a node
WIDEST = 64  # arcs over forms of one syllable; a syllable has 36 at most


class Lattice(NamedTuple):
    """Arcs first[n]:first[n + 1] lead to node n + 1, from `source` over `word`; `chance` is P(seen | word), `size` the
    number of tokens under the arc (a half for each word of a split)."""

    first: np.ndarray
    source: np.ndarray
    word: np.ndarray
    chance: np.ndarray
    size: np.ndarray


class Powers(NamedTuple):
    """A language model's probabilities to a power: how much it counts against the channel."""

    unigram: np.ndarray
    backoff: np.ndarray
    logp: np.ndarray
    step: np.ndarray
    group: np.ndarray


def powers(language: Language, weight: float) -> Powers:
    """The probabilities of single words, and of each code of a log probability or back-off weight."""
    codes = np.arange(256)
    return Powers(
        np.exp(weight * language.tables[0].astype(np.float64)),
        np.exp(weight * language.tables[1].astype(np.float64)),
        np.exp(-weight * LOGP_STEP * codes),
        np.exp(-weight * BACKOFF_STEP * codes),
        language.group_of,
    )


@compiled
def lower_bound(words, low, high, word):  # type: ignore[no-untyped-def]
    """The first index in words[low:high], sorted, whose word is not below `word`."""
    while low < high:
        middle = (low + high) >> 1
        if words[middle] < word:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def first_triple(pair, family_start, pair_first):  # type: ignore[no-untyped-def]
    """Where the trigrams that continue a bigram begin."""
    return np.int64(family_start[pair // FAMILY]) + np.int64(pair_first[pair])


@compiled
def _pairs(last, a, z, words, steps, tables, model):  # type: ignore[no-untyped-def]
    """Fill `steps` with P(word | last) and the bigram, -1 for none, of words[a:z]: forms of one syllable, rising."""
    pair_word, pair_logp = tables[4], tables[5]
    end = np.int64(tables[3][last + 1])
    j = lower_bound(pair_word, np.int64(tables[3][last]), end, words[a])
    for c in range(z - a):
        word = words[a + c]
        while j < end and pair_word[j] < word:
            j += 1
        if j < end and pair_word[j] == word:
            steps[c, 0], steps[c, 1] = model[2][pair_logp[j]], j
        else:
            steps[c, 0], steps[c, 1] = model[1][last] * model[0][word], -1


@compiled
def _triples(pair, a, z, words, steps, tables, model):  # type: ignore[no-untyped-def]
    """Fill steps[:, 2] with by how much each word is likelier after a bigram than its back-off says; whether any is."""
    triple_word = tables[9]
    j, stop = first_triple(pair, tables[7], tables[8]), first_triple(pair + 1, tables[7], tables[8])
    j = lower_bound(triple_word, j, stop, words[a])
    if j == stop or triple_word[j] > words[z - 1]:
        return False
    for c in range(z - a):
        while j < stop and triple_word[j] < words[a + c]:
            j += 1
        steps[c, 2] = 0.0
        if j < stop and triple_word[j] == words[a + c]:
            steps[c, 2] = model[2][tables[10][j]] - model[3][tables[6][pair]] * steps[c, 0]
    return True


@compiled
def longer(array, used):  # type: ignore[no-untyped-def]
    """An array with twice as many rows, the first `used` of them the same."""
    longer = np.empty((2 * len(array), array.shape[1]))
    longer[:used] = array[:used]
    return longer


@compiled
def _offer(run, lattice, states, offers, extras, steps, tables, model):  # type: ignore[no-untyped-def]
    """Offer the states that arcs a to z, over forms of one syllable, make of the states `low` to `high`.

    A row of `offers`: word, bigram, arc, the states before from ... to; share, and share of the last step alone; all of
    one arc are neighbours. A row of `extras`: a state before, an offer, what a trigram adds to the step between them.
    """
    a, z, low, high, blocks, number, met, scale = run
    word, chance = lattice[2], lattice[3]
    x, block = low, 0
    while x < high:
        last, y, mass = np.int64(states[x, 0]), x, 0.0
        while y < high and states[y, 0] == last:
            known = np.int64(states[y, 1])
            mass += states[y, 5] * (model[3][tables[6][known]] if known >= 0 else 1.0)
            y += 1
        _pairs(last, a, z, word, steps, tables, model)
        for c in range(z - a):
            row = number + c * blocks + block
            offers[row, 0], offers[row, 1], offers[row, 2] = word[a + c], steps[c, 1], a + c
            offers[row, 3], offers[row, 4], offers[row, 6] = x, y, steps[c, 0] * chance[a + c]
            offers[row, 5] = mass * offers[row, 6] * scale
        for s in range(x, y):
            known = np.int64(states[s, 1])
            if known < 0 or not _triples(known, a, z, word, steps, tables, model):
                continue
            for c in range(z - a):
                if steps[c, 2] != 0.0:
                    row, gain = number + c * blocks + block, steps[c, 2] * chance[a + c]
                    extras[met, 0], extras[met, 1], extras[met, 2] = s, row, gain
                    offers[row, 5] += states[s, 5] * gain * scale
                    met += 1
        block += 1
        x = y
    return met


@compiled
def _limit(offers, number, beam):  # type: ignore[no-untyped-def]
    """The share below which an offer is cut: `beam` of the best, or more where too many would be left."""
    best = 0.0
    for k in range(number):
        best = max(best, offers[k, 5])
    limit, left = beam * best, number
    while left > MOST and limit > 0.0:  # a node whose arcs are all impossible has no best
        left = 0
        for k in range(number):
            left += offers[k, 5] >= limit
        if left > MOST:
            limit *= 4
    return limit


@compiled
def _keep(offers, number, states, size, place, beam):  # type: ignore[no-untyped-def]
    """Copy the offers that are worth it behind the `size` states; their shares become 1 together.

    Fills in the place of each offer, -1 if cut; returns the new size, how many words the states end in, and the sum.
    """
    limit, total, first, blocks = _limit(offers, number, beam), 0.0, size, 0
    for k in range(number):
        place[k] = -1
        if offers[k, 5] >= limit and offers[k, 5] > 0.0:
            for column in range(7):
                states[size, column] = offers[k, column]
            blocks += size == first or states[size, 0] != states[size - 1, 0]
            place[k] = size
            total += offers[k, 5]
            size += 1
    for s in range(first, size):
        states[s, 5] /= total
    return size, blocks, total


@compiled
def _kept(extras, low, high, place):  # type: ignore[no-untyped-def]
    """Keep of the extras `low` to `high` those whose offer has a place; return where they end."""
    row = low
    for k in range(low, high):
        kept = place[np.int64(extras[k, 1])]
        if kept >= 0:
            extras[row, 0], extras[row, 1], extras[row, 2] = extras[k, 0], kept, extras[k, 2]
            row += 1
    return row


@compiled
def _run_end(a, end, lattice, group):  # type: ignore[no-untyped-def]
    """The end of the run of arcs that begins at `a`: from one node, over forms of one syllable, in rising order."""
    source, word = lattice[1], lattice[2]
    z = a + 1
    while z < end and z < a + WIDEST and source[z] == source[a] and group[word[z]] == group[word[a]]:
        if word[z] <= word[z - 1]:
            break
        z += 1
    return z


@compiled
def _advance(n, lattice, states, extras, room, marks, tables, model, beam):  # type: ignore[no-untyped-def]
    """Fill in the states of the nodes from `n` on; returns the first for which there is no room, else their number.

    No array is exchanged for another in here: the compiled loop would count its users at every step.
    """
    first, source = lattice[0], lattice[1]
    offers, place, steps = room
    ends, met_ends, scales, blocks = marks
    while n < len(first):
        number, met, a = 0, met_ends[n], first[n - 1]
        while a < first[n]:
            z, m = _run_end(a, first[n], lattice, model[4]), source[a]
            new, before = (z - a) * blocks[m], ends[m + 1] - ends[m]
            if number + new > len(place) or met + (z - a) * before > len(extras):
                return n
            if before:
                scale = 1.0 if m == n - 1 else np.exp(scales[m] - scales[n - 1])
                run = (a, z, ends[m], ends[m + 1], blocks[m], number, met, scale)
                met = _offer(run, lattice, states, offers, extras, steps, tables, model)
                number += new
            a = z
        if ends[n] + number > len(states):
            return n
        ends[n + 1], blocks[n], total = _keep(offers, number, states, ends[n], place, beam)
        scales[n] = scales[n - 1] + (np.log(total) if total > 0.0 else 0.0)
        met_ends[n + 1] = _kept(extras, met_ends[n], met, place)
        n += 1
    return n


@compiled
def _forward(lattice, tables, model, beam):  # type: ignore[no-untyped-def]
    """All states with their shares, where those of each node begin, the extras likewise, and the nodes' log scales."""
    nodes = len(lattice[0])
    states, extras = np.empty((8 * nodes + MOST, 7)), np.empty((4 * nodes + MOST, 3))
    states[0, 0], states[0, 1], states[0, 2], states[0, 5] = BOUNDARY, -1, -1, 1.0
    offers, steps = np.empty((4 * MOST, 7)), np.empty((WIDEST, 3))
    ends, met_ends, scales = np.zeros(nodes + 1, np.int64), np.zeros(nodes + 1, np.int64), np.zeros(nodes)
    marks = (ends, met_ends, scales, np.ones(nodes, np.int64))
    ends[1] = n = 1
    while n < nodes:
        place = np.empty(len(offers), np.int64)
        n = _advance(n, lattice, states, extras, (offers, place, steps), marks, tables, model, beam)
        if n < nodes:
            states, extras, offers = longer(states, ends[n]), longer(extras, met_ends[n]), longer(offers, 0)
    return states, ends, extras, met_ends, scales


@compiled
def _shares(lattice, tables, model, beam):  # type: ignore[no-untyped-def]
    """The posterior of every arc."""
    states, ends, extras, met_ends, scales = _forward(lattice, tables, model, beam)
    nodes, source, share = len(lattice[0]), lattice[1], np.zeros(len(lattice[1]))
    behind = np.zeros(ends[nodes])
    behind[ends[nodes - 1] :] = 1.0
    for n in range(nodes - 1, 0, -1):
        near = np.exp(scales[n - 1] - scales[n])
        for t in range(ends[n], ends[n + 1]):
            arc = np.int64(states[t, 2])
            share[arc] += states[t, 5] * behind[t]
            # From here on per unit of the node before; then what flows back needs no look at where it came from.
            behind[t] *= near if source[arc] == n - 1 else np.exp(scales[source[arc]] - scales[n])
            mass = states[t, 6] * behind[t]
            for s in range(np.int64(states[t, 3]), np.int64(states[t, 4])):
                known = np.int64(states[s, 1])
                behind[s] += mass * (model[3][tables[6][known]] if known >= 0 else 1.0)
        for k in range(met_ends[n], met_ends[n + 1]):
            behind[np.int64(extras[k, 0])] += extras[k, 2] * behind[np.int64(extras[k, 1])]
    return share


@compiled
def best_path(lattice, tables, model, beam):  # type: ignore[no-untyped-def]
    """The posterior of every arc, and the arcs, first to last, of the path with the most tokens right on average."""
    share = _shares(lattice, tables, model, beam)
    first, source, _, _, size = lattice
    nodes, value, came = len(first), np.zeros(len(first)), np.zeros(len(first), np.int64)
    for n in range(1, nodes):
        value[n] = -1.0
        for a in range(first[n - 1], first[n]):
            gain = value[source[a]] + size[a] * share[a]
            if gain > value[n]:
                value[n], came[n] = gain, a
    path, node, steps = np.empty(nodes, np.int64), nodes - 1, 0
    while node > 0:
        path[steps] = came[node]
        node = source[came[node]]
        steps += 1
    return share, path[:steps][::-1]
