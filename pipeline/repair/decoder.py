"""Tokens and what each may be to what each most likely is: the lattices of their spellings, strung together."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from pipeline.repair.compiled import compiled
from pipeline.repair.language import BOUNDARY, Language
from pipeline.repair.lattice import BEAM, Lattice, Powers, best_path
from pipeline.repair.readings import KEPT, Readings

BATCH = 5_000  # tokens decoded at once: about 12 MB, which the allocator keeps for the next ones
NOTHING, JOINED = -1, -2  # origins of arcs: a boundary; join k is JOINED - k
ALIKE = np.zeros(0)
RIVAL = 0.02  # posterior from which another reading is worth telling


class Joins(NamedTuple):
    """Readings of two tokens as one word: the first token, the word, P(seen | word), by token."""

    token: np.ndarray
    word: np.ndarray
    chance: np.ndarray


NO_JOINS = Joins(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


class Context(NamedTuple):
    """What each token's neighbours say: whether a paragraph begins before it, whether it is a label that must stay, and
    by what factor its reader's confidence makes it likelier to stay."""

    begins: np.ndarray
    fixed: np.ndarray
    trust: np.ndarray


class Choices(NamedTuple):
    """The path: token, arc of its readings (or JOINED - k), share; all arcs of the doubtful tokens, likewise."""

    token: np.ndarray
    arc: np.ndarray
    share: np.ndarray
    rival_token: np.ndarray
    rival_arc: np.ndarray
    rival_share: np.ndarray


@compiled
def _sizes(which, begins, fixed, readings, join_token):  # type: ignore[no-untyped-def]
    """How many nodes and arcs the lattice needs."""
    nodes, arcs = 2, 1 + len(join_token)
    for i in range(len(which)):
        kind = which[i]
        nodes += begins[i] + (1 if fixed[i] else readings[1][kind])
        arcs += begins[i] + (1 if fixed[i] else readings[0][kind + 1] - readings[0][kind])
    return nodes, arcs


@compiled
def _string(which, context, readings, joins, factor):  # type: ignore[no-untyped-def]
    """The lattice of the tokens between two boundaries, with the token and the origin of each arc.

    `factor` says how much likelier each arc of each token that is not fixed is, token by token; empty for all alike.
    """
    begins, fixed, trust = context
    first_arc, ends, own, source, target, word, chance, form, size = readings
    nodes, arcs = _sizes(which, begins, fixed, readings, joins[0])
    first, owner, origin = np.zeros(nodes, np.int64), np.empty(arcs, np.int64), np.empty(arcs, np.int64)
    out = Lattice(first, np.empty(arcs, np.int64), np.empty(arcs, np.int64), np.empty(arcs), np.empty(arcs))
    node, a, before, join, told = 0, 0, 0, 0, 0
    for i in range(len(which) + 1):
        if i == len(which) or begins[i]:
            out.source[a], out.word[a], out.chance[a], out.size[a] = node, BOUNDARY, 1.0, 0.0
            owner[a], origin[a] = i, NOTHING
            a, node = a + 1, node + 1
            first[node] = a
            if i == len(which):
                break
        kind, last = which[i], 1 if fixed[i] else ends[which[i]]
        if fixed[i]:
            out.source[a], out.word[a], out.chance[a], out.size[a] = node, own[kind], 1.0, 1.0
            owner[a], origin[a] = i, NOTHING
            a += 1
        else:
            for k in range(first_arc[kind], first_arc[kind + 1]):
                out.source[a], out.word[a], out.size[a] = node + source[k], word[k], size[k]
                out.chance[a] = chance[k] * (trust[i] if form[k] == KEPT else 1.0)
                if len(factor):
                    out.chance[a] *= factor[told]
                    told += 1
                owner[a], origin[a] = i, k
                a += 1
                first[node + target[k]] = a
        while join < len(joins[0]) and joins[0][join] == i - 1:
            out.source[a], out.word[a], out.chance[a], out.size[a] = before, joins[1][join], joins[2][join], 2.0
            owner[a], origin[a] = i - 1, JOINED - join
            a, join = a + 1, join + 1
        for middle in range(node + 1, node + last):
            first[middle] = max(first[middle], first[middle - 1])
        before, node = node, node + last
        first[node] = a
    return out, owner, origin


@compiled
def _decode(which, context, readings, joins, factor, tables, model, doubt, beam):  # type: ignore[no-untyped-def]
    """The path as tokens, origins and posteriors; then the rivals of what is less sure than `doubt`, likewise."""
    lattice, owner, origin = _string(which, context, readings, joins, factor)
    share, path = best_path(lattice, tables, model, beam)
    unsure = np.zeros(len(which) + 1, np.bool_)
    for a in path:
        if origin[a] != NOTHING and share[a] < doubt:
            unsure[owner[a]] = True
    rivals = np.empty(len(owner), np.int64)
    number = 0
    for a in range(len(owner)):
        if unsure[owner[a]] and origin[a] != NOTHING and share[a] >= RIVAL and lattice.size[a] >= 1.0:
            rivals[number] = a
            number += 1
    rivals = rivals[:number]
    return owner[path], origin[path], share[path], owner[rivals], origin[rivals], share[rivals]


def decode(
    which: np.ndarray,
    readings: Readings,
    context: Context,
    joins: Joins,
    language: Language,
    model: Powers,
    doubt: float,
    factor: np.ndarray = ALIKE,
    beam: float = BEAM,
) -> Choices:
    """The likeliest readings of the tokens `which`, numbers of spellings; rivals of those less sure than `doubt`.

    `factor`: by how much each arc of each token that is not fixed is likelier, token by token; empty for all alike.
    """
    words = (readings.first, readings.nodes, readings.own, readings.source, readings.target, readings.word)
    columns = (*words, np.exp(readings.logp), readings.form, readings.size)
    parts = []
    arcs = np.where(context.fixed, 0, np.diff(readings.first)[which]) if len(factor) else np.zeros(len(which), np.int64)
    told = np.append(0, np.cumsum(arcs))
    for low, high in _batches(context.begins):
        some = Context(*(column[low:high] for column in context))
        here = slice(int(np.searchsorted(joins.token, low)), int(np.searchsorted(joins.token, high)))
        near = Joins(joins.token[here] - low, joins.word[here], joins.chance[here])
        token, arc, share, *rivals = _decode(
            which[low:high], some, columns, near, factor[told[low] : told[high]], language.tables, model, doubt, beam
        )
        origins = [np.where(a <= JOINED, a - here.start, a) for a in (arc, rivals[1])]
        real = arc != NOTHING
        parts.append((token[real] + low, origins[0][real], share[real], rivals[0] + low, origins[1], rivals[2]))
    return Choices(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _batches(begins: np.ndarray) -> Iterator[tuple[int, int]]:
    """Ranges of tokens of whole paragraphs, of BATCH or so; a longer paragraph is cut."""
    starts = np.append(np.flatnonzero(begins), len(begins))
    low = 0
    while low < len(begins):
        ahead = starts[starts > low]
        high = min(int(ahead[max(0, int(np.searchsorted(ahead, low + BATCH, "right")) - 1)]), low + BATCH)
        yield low, high
        low = high
