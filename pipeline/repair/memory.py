"""What a document says surely in one place tells what is in doubt in another: its names, its terms, its phrases.

A cache language model (Kuhn and De Mori 1990) in a second pass over the doubtful places alone: the words of a part of
the document that the first pass was sure of, by themselves and beside the same neighbour, are likelier there.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipeline.repair.decoder import NO_JOINS, Choices, Context, Joins, decode
from pipeline.repair.language import UNKNOWN, Language
from pipeline.repair.lattice import Powers
from pipeline.repair.readings import Readings
from pipeline.repair.sightings import sightings

REGION = 5000  # tokens of a part; a file may hold many documents
SURE = 0.9  # posterior from which a word is remembered; below, it is thought over
# Nats that a word gains when it is all that is remembered, by itself and beside a neighbour; and how many sightings of
# nothing stand against it. Found on dev.
ALONE, BESIDE = 1.0, 2.0
AGAINST_ALONE, AGAINST_BESIDE = 1.0, 0.5
CLOSER = 1e-4  # beam of the second pass, which is over a few tokens: 0.05 points more right
AROUND, PINNED = 4, 2  # tokens looked at on both sides of a doubtful one; the outermost of them stay as they are


class Said(NamedTuple):
    """The likeliest word of each token of a document, -1 for none; whether that is sure; and the group of each word."""

    word: np.ndarray
    sure: np.ndarray
    group_of: np.ndarray


@dataclass(frozen=True, eq=False)
class Second:
    """What is to be decoded again: tokens, in runs; for each whether it may change; the context of the runs; and by
    what factor each arc of each token that is not fixed is likelier than before, token by token."""

    tokens: np.ndarray
    free: np.ndarray
    context: Context
    factor: np.ndarray


def decode_twice(
    which: np.ndarray,
    readings: Readings,
    context: Context,
    joins: Joins,
    language: Language,
    model: Powers,
    doubt: float,
) -> Choices:
    """As `decode`, and what is in doubt after that once more, with what the document says surely elsewhere."""
    choices = decode(which, readings, context, joins, language, model, doubt)
    second = _second(which, readings, context, choices)
    if second is None:
        return choices
    spellings = which[second.tokens]
    again = decode(spellings, readings, second.context, NO_JOINS, language, model, doubt, second.factor, CLOSER)
    return _revised(choices, second, again)


def _second(which: np.ndarray, readings: Readings, context: Context, choices: Choices) -> Second | None:
    """What a document's own words may change of the choices of the first pass; None where nothing is in doubt."""
    word, share = np.full(len(which), -1), np.ones(len(which))
    single = (choices.arc >= 0) & (readings.size[np.maximum(choices.arc, 0)] == 1.0)
    word[choices.token[single]] = readings.word[choices.arc[single]]
    share[choices.token] = choices.share
    arcs = np.diff(readings.first)[which]
    doubtful = (share < SURE) & (word >= 0) & (arcs > 1) & ~context.fixed
    if not doubtful.any():
        return None
    tokens, free, begins = _runs(doubtful, word >= 0, context.begins)
    first, count = readings.first[which[tokens]], arcs[tokens]
    token = np.repeat(np.arange(len(tokens)), count)
    arc = np.arange(len(token)) - np.repeat(np.cumsum(count) - count, count) + first[token]
    factor = np.ones(len(token))
    asked = doubtful[tokens[token]]
    said = Said(word, share >= SURE, readings.language.group_of)
    factor[asked] = np.exp(_gains(tokens[token[asked]], readings.word[arc[asked]], said))
    factor[~free[token] & (readings.word[arc] != word[tokens[token]])] = 0.0
    runs = Context(begins, context.fixed[tokens], context.trust[tokens])
    return Second(tokens, free, runs, factor)


def _runs(doubtful: np.ndarray, single: np.ndarray, begins: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The tokens near doubtful ones, whether each may change, and whether a paragraph or a run begins there.

    What was split, joined or must stay is in no run.
    """
    tokens = np.flatnonzero(_near(doubtful, AROUND) & single)
    return tokens, _near(doubtful, AROUND - PINNED)[tokens], begins[tokens] | np.append(True, np.diff(tokens) > 1)


def _near(marked: np.ndarray, reach: int) -> np.ndarray:
    """Whether one of the marked places is at most `reach` away."""
    turns, places = np.zeros(len(marked) + 1, np.int64), np.flatnonzero(marked)
    np.add.at(turns, np.maximum(places - reach, 0), 1)
    np.add.at(turns, np.minimum(places + reach + 1, len(marked)), -1)
    return np.cumsum(turns[:-1]) > 0


def _gains(token: np.ndarray, meant: np.ndarray, said: Said) -> np.ndarray:
    """The nats that the words `meant` for tokens gain; all words of a token are neighbours, and tokens rise."""
    alone, before, after = sightings(token, meant, *said, UNKNOWN, REGION)
    gains = ALONE * _parts(token, alone, AGAINST_ALONE)
    return gains + BESIDE * _parts(token, before, AGAINST_BESIDE) + BESIDE * _parts(token, after, AGAINST_BESIDE)


def _parts(token: np.ndarray, count: np.ndarray, against: float) -> np.ndarray:
    """The part of each count in all those of its token."""
    starts = np.flatnonzero(np.append(True, token[1:] != token[:-1]))
    total = np.repeat(np.add.reduceat(count, starts), np.diff(np.append(starts, len(token))))
    return count / (total + against)


def _revised(choices: Choices, second: Second, again: Choices) -> Choices:
    """The choices of the first pass, those of the second in place of what it was free to change."""
    free = np.zeros(int(choices.token.max(initial=0)) + 2, bool)
    free[second.tokens[second.free]] = True
    columns = []
    for first, last in ((0, 3), (3, 6)):  # the path, then the rivals
        old, new = free[choices[first]], second.free[again[first]]
        token = np.concatenate([choices[first][~old], second.tokens[again[first][new]]])
        order = np.argsort(token, kind="stable")
        columns.append(token[order])
        for column in range(first + 1, last):
            columns.append(np.concatenate([choices[column][~old], again[column][new]])[order])
    return Choices(*columns)
