"""A lattice of possible words to its best path, with the posterior probability of every arc: a beam over the trigram.

Nodes are numbered from left to right; arcs are sorted by the node they lead to. A state is the last two words.
"""

import numpy as np
from numba import njit

from pipeline.repair.language import BACKOFF_STEP, BOUNDARY, LOGP_STEP
from pipeline.repair.restore import first_triple, lower_bound

MARGIN = 14.0  # nats below the best state of a node where a state is given up


@njit(cache=True)
def follow(pair, last, word, tables):  # type: ignore[no-untyped-def]
    """log P(word | bigram `pair` that ends in `last`), and the bigram (last, word) or -1."""
    unigram, unigram_backoff, _, pair_row, pair_word, pair_logp, pair_backoff, family_start, pair_first = tables[:9]
    end = np.int64(pair_row[last + 1])
    new = lower_bound(pair_word, np.int64(pair_row[last]), end, word)
    if new == end or pair_word[new] != word:
        new = -1
    if pair >= 0:
        stop = first_triple(pair + 1, family_start, pair_first)
        j = lower_bound(tables[9], first_triple(pair, family_start, pair_first), stop, word)
        if j < stop and tables[9][j] == word:
            return -LOGP_STEP * tables[10][j], new
    logp = unigram_backoff[last] + unigram[word] if new < 0 else -LOGP_STEP * pair_logp[new]
    if pair >= 0:
        logp -= BACKOFF_STEP * pair_backoff[pair]
    return logp, new


@njit(cache=True)
def add_logs(x, y):  # type: ignore[no-untyped-def]
    """log(exp(x) + exp(y))."""
    high, low = max(x, y), min(x, y)
    return high + np.log1p(np.exp(low - high)) if high - low < 30 else high


@njit(cache=True)
def _extend(arc, source, word, logp, states, scores, offered, values, number, tables, weight):  # type: ignore[no-untyped-def]
    """Offer the states that an arc makes of the states source[0]:source[1]; those with one last word are merged."""
    first = number
    for s in range(source[0], source[1]):
        gain, pair = follow(states[s, 1], states[s, 0], word, tables)
        gain = weight * gain + logp
        same = first
        while same < number and offered[same, 4] != states[s, 0]:
            same += 1
        best, total = scores[s, 0] + gain, scores[s, 1] + gain
        if same == number:
            number += 1
            offered[same, 4] = states[s, 0]
            values[same, 1] = total
        else:
            values[same, 1] = add_logs(values[same, 1], total)
            if values[same, 0] >= best:
                continue
        offered[same, 0], offered[same, 1], offered[same, 2], offered[same, 3] = word, pair, s, arc
        values[same, 0] = best
    return number


@njit(cache=True)
def _limit(values, number, beam):  # type: ignore[no-untyped-def]
    """The least sum of paths that is kept: among the best `beam` of the offers, and within the margin of the best."""
    best = np.empty(beam)
    size = 0
    for k in range(number):
        value = values[k, 1]
        if size == beam and value <= best[size - 1]:
            continue
        j = min(size, beam - 1)
        while j > 0 and best[j - 1] < value:
            best[j] = best[j - 1]
            j -= 1
        best[j] = value
        size = min(size + 1, beam)
    return max(best[size - 1], best[0] - MARGIN)


@njit(cache=True)
def _keep(offered, values, number, states, scores, at, beam):  # type: ignore[no-untyped-def]
    """Copy the best offers to the states from `at` on; return how many they are."""
    limit = _limit(values, number, beam)
    kept = 0
    for k in range(number):
        if values[k, 1] >= limit and kept < beam:
            for column in range(6):
                states[at + kept, column] = offered[k, column]
            scores[at + kept, 0], scores[at + kept, 1] = values[k, 0], values[k, 1]
            kept += 1
    return kept


@njit(cache=True)
def _backward(ends, states, scores, words, logps, tables, weight):  # type: ignore[no-untyped-def]
    """The log sum of all ways from each state to the end."""
    behind = np.empty(ends[-1])
    for t in range(ends[-1]):
        behind[t] = 0.0 if t >= ends[-2] else -1e30
    for t in range(ends[-1] - 1, 0, -1):
        arc = states[t, 3]
        source = states[t, 5]
        for s in range(ends[source], ends[source + 1]):
            if states[s, 0] == states[t, 4]:
                gain, _ = follow(states[s, 1], states[s, 0], words[arc], tables)
                behind[s] = add_logs(behind[s], behind[t] + weight * gain + logps[arc])
    return behind


@njit(cache=True)
def _path(states, scores, ends):  # type: ignore[no-untyped-def]
    """The arcs of the best path, from the last to the first."""
    state = ends[-2]
    for t in range(ends[-2], ends[-1]):
        if scores[t, 0] > scores[state, 0]:
            state = t
    path = np.empty(len(ends), np.int64)
    steps = 0
    while state > 0:
        path[steps] = states[state, 3]
        state = states[state, 2]
        steps += 1
    return path[:steps]


@njit(cache=True)
def best_path(first, sources, words, logps, tables, beam, weight):  # type: ignore[no-untyped-def]
    """The arcs of the best path, from the last to the first, and the posterior of every arc.

    Arcs first[n]:first[n + 1] lead to node n + 1, each from node sources[arc] over words[arc] with the channel's
    logps[arc]; `weight` scales the language model against the channel.
    """
    nodes = len(first)
    states = np.zeros((nodes * beam, 6), np.int64)  # last word, its bigram, state before, arc, word before, node before
    scores = np.zeros((nodes * beam, 2))  # best path, sum of paths
    states[0, 0], states[0, 1], states[0, 2], states[0, 3], states[0, 4] = BOUNDARY, -1, -1, -1, -1
    ends = np.zeros(nodes + 1, np.int64)
    ends[1] = 1
    widest = 0
    for n in range(nodes - 1):
        widest = max(widest, first[n + 1] - first[n])
    offered, values = np.zeros((widest * beam, 6), np.int64), np.zeros((widest * beam, 2))
    for n in range(nodes - 1):
        number = 0
        for arc in range(first[n], first[n + 1]):
            source = sources[arc]
            start = number
            span = (ends[source], ends[source + 1])
            number = _extend(arc, span, words[arc], logps[arc], states, scores, offered, values, number, tables, weight)
            for k in range(start, number):
                offered[k, 5] = source
        ends[n + 2] = ends[n + 1] + _keep(offered, values, number, states, scores, ends[n + 1], beam)
    behind = _backward(ends, states, scores, words, logps, tables, weight)
    share = np.zeros(len(words))
    for s in range(1, ends[-1]):
        share[states[s, 3]] += np.exp(min(0.0, scores[s, 1] + behind[s] - behind[0]))
    return _path(states, scores, ends), share
