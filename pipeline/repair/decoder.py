"""Tokens and what each may be to what each most likely is: the lattices of their spellings, strung together."""

from typing import NamedTuple

import numpy as np

from pipeline.repair.compiled import compiled
from pipeline.repair.language import BOUNDARY, Language
from pipeline.repair.lattice import BEAM, Lattice, Powers, best_path, longer
from pipeline.repair.readings import KEPT, Readings

PART, LONGEST = 400, 5_000  # tokens decoded at once: few enough for the cache near the processor, and at most so many
NOTHING, JOINED = -1, -2  # origins of arcs: a boundary; join k is JOINED - k
ALIKE = np.zeros(0)
ROW = (np.int64, np.int64, np.float64)  # token, origin, posterior
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
def _sizes(part, which, begins, fixed, readings, joins):  # type: ignore[no-untyped-def]
    """How many nodes and arcs the lattice of tokens part[0]:part[1] needs."""
    nodes, arcs = 2, 1 + part[3] - part[2]
    for i in range(part[0], part[1]):
        kind = which[i]
        nodes += begins[i] + (1 if fixed[i] else readings[1][kind])
        arcs += begins[i] + (1 if fixed[i] else readings[0][kind + 1] - readings[0][kind])
    return nodes, arcs


@compiled
def _string(part, which, context, readings, joins, factor):  # type: ignore[no-untyped-def]
    """The lattice of the tokens between two boundaries, with the token and the origin of each arc.

    `part`: the first of the tokens and the end of them, likewise of the joins, and where their factors begin. `factor`
    says how much likelier each arc of each token that is not fixed is, token by token; empty for all alike.
    """
    begins, fixed, trust = context
    first_arc, ends, own, source, target, word, chance, form, size = readings
    low, high, join, joined, told = part
    nodes, arcs = _sizes(part, which, begins, fixed, readings, joins)
    first, owner, origin = np.zeros(nodes, np.int64), np.empty(arcs, np.int64), np.empty(arcs, np.int64)
    out = Lattice(first, np.empty(arcs, np.int64), np.empty(arcs, np.int64), np.empty(arcs), np.empty(arcs))
    node, a, before = 0, 0, 0
    for i in range(low, high + 1):
        if i == high or begins[i]:
            out.source[a], out.word[a], out.chance[a], out.size[a] = node, BOUNDARY, 1.0, 0.0
            owner[a], origin[a] = i, NOTHING
            a, node = a + 1, node + 1
            first[node] = a
            if i == high:
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
        while join < joined and joins[0][join] == i - 1:
            out.source[a], out.word[a], out.chance[a], out.size[a] = before, joins[1][join], joins[2][join], 2.0
            owner[a], origin[a] = i - 1, JOINED - join
            a, join = a + 1, join + 1
        for middle in range(node + 1, node + last):
            first[middle] = max(first[middle], first[middle - 1])
        before, node = node, node + last
        first[node] = a
    return out, owner, origin


@compiled
def _tell(rows, size, arcs, owner, origin, share):  # type: ignore[no-untyped-def]
    """Put token, origin, posterior of arcs behind the first `size` rows; the rows, or a longer copy, and their size."""
    while size + len(arcs) > len(rows):
        rows = longer(rows, size)
    for a in arcs:
        if origin[a] != NOTHING:
            rows[size, 0], rows[size, 1], rows[size, 2] = owner[a], origin[a], share[a]
            size += 1
    return rows, size


@compiled
def _decode(parts, which, context, readings, joins, factor, tables, model, doubt, beam):  # type: ignore[no-untyped-def]
    """The path of each part, and the rivals of what is less sure than `doubt`: rows of token, origin, posterior."""
    told, rivals, size, number = np.empty((len(which) + 1, 3)), np.empty((64, 3)), 0, 0
    for p in range(len(parts)):
        part = (parts[p, 0], parts[p, 1], parts[p, 2], parts[p, 3], parts[p, 4])
        lattice, owner, origin = _string(part, which, context, readings, joins, factor)
        share, path = best_path(lattice, tables, model, beam)
        unsure, others, met = np.zeros(part[1] - part[0] + 1, np.bool_), np.empty(len(owner), np.int64), 0
        for a in path:
            if origin[a] != NOTHING and share[a] < doubt:
                unsure[owner[a] - part[0]] = True
        for a in range(len(owner)):
            if unsure[owner[a] - part[0]] and share[a] >= RIVAL and lattice.size[a] >= 1.0:
                others[met] = a
                met += 1
        told, size = _tell(told, size, path, owner, origin, share)
        rivals, number = _tell(rivals, number, others[:met], owner, origin, share)
    return told[:size], rivals[:number]


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
    bounds = _bounds(context.begins)
    arcs = np.where(context.fixed, 0, np.diff(readings.first)[which]) if len(factor) else np.zeros(len(which), np.int64)
    told, join = np.append(0, np.cumsum(arcs))[bounds], np.searchsorted(joins.token, bounds)
    parts = np.column_stack((bounds[:-1], bounds[1:], join[:-1], join[1:], told[:-1]))
    found = _decode(parts, which, context, columns, joins, factor, language.tables, model, doubt, beam)
    return Choices(*(column.astype(dtype) for rows in found for column, dtype in zip(rows.T, ROW, strict=True)))


def _bounds(begins: np.ndarray) -> np.ndarray:
    """Where the parts of the tokens begin and the last ends: whole paragraphs, PART or more; a longer one is cut."""
    bounds = [0]
    for start in np.append(np.flatnonzero(begins), len(begins)).tolist():
        while start - bounds[-1] > LONGEST:
            bounds.append(bounds[-1] + LONGEST)
        if start - bounds[-1] >= PART or (start == len(begins) and start > bounds[-1]):
            bounds.append(start)
    return np.array(bounds, np.int64)
