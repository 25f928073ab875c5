"""Spellings to what they may be: for each a small lattice of words with their scores, and how each is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from pipeline.repair.language import UNKNOWN, Language
from pipeline.repair.letters import copy_case, tone_old
from pipeline.repair.tokens import Spelling, known_sign

END = 1 << 16  # the last node of the lattice of a spelling, while its nodes in the middle are not counted yet


class Form(IntEnum):
    """How a reading is written: as it stands, letter by letter in its case, in a shape, or as told."""

    KEPT = 0
    LIKE = 1
    LOWER = 2
    TITLE = 3
    UPPER = 4
    TOLD = 5


KEPT, LIKE, LOWER, TITLE, UPPER, TOLD = map(int, Form)  # plain numbers, for arrays and compiled code


class Arc(NamedTuple):
    """An arc of the lattice of a spelling, from node to node: 0 is its start, END its end. `size` is in tokens."""

    spelling: int
    source: int
    target: int
    word: int
    logp: float
    form: Form
    size: float = 1.0
    told: str = ""


@dataclass(frozen=True, eq=False)
class Readings:
    """The lattices of all spellings: arcs first[k]:first[k + 1] for spelling k, by target, source and word.

    nodes[k] is the last node of its lattice, own[k] the number of the word that it is if nothing may be changed;
    `spelling` is k for each of its arcs.
    """

    spellings: Sequence[Spelling]
    language: Language
    first: np.ndarray
    nodes: np.ndarray
    own: np.ndarray
    spelling: np.ndarray
    source: np.ndarray
    target: np.ndarray
    word: np.ndarray
    logp: np.ndarray
    form: np.ndarray
    size: np.ndarray
    told: dict[int, str]

    def written(self, arcs: np.ndarray) -> dict[int, str]:
        """What the tokens of a spelling become by each of the arcs, by arc."""
        arcs = np.unique(arcs)
        rows = zip(*(c[arcs].tolist() for c in (self.spelling, self.form, self.word)), strict=True)
        return {arc: self._written(arc, *row) for arc, row in zip(arcs.tolist(), rows, strict=True)}

    def _written(self, arc: int, spelling: int, form: int, word: int) -> str:
        seen = self.spellings[spelling].text
        if form == KEPT:
            return seen
        return self.told[arc] if form == TOLD else write(self.language.words[word], form, seen)


def write(word: str, form: int, seen: str = "") -> str:
    """A lower-case word in a form; `seen` is the pattern for LIKE."""
    if form == TITLE:
        return word[:1].upper() + word[1:]
    if form == UPPER:
        return word.upper()
    return copy_case(seen, word) if form == LIKE else word


def own_words(spellings: Sequence[Spelling], language: Language) -> np.ndarray:
    """The word number of each spelling as it stands."""
    zero = language.numbers["0"]
    return np.array(
        [
            zero if kind == "number" else language.numbers.get(tone_old(text.lower()), UNKNOWN)
            for text, kind in spellings
        ],
        np.int64,
    )


class Columns(NamedTuple):
    """Arcs as columns, in the order of the fields of `Arc` without `told`."""

    spelling: np.ndarray
    source: np.ndarray
    target: np.ndarray
    word: np.ndarray
    logp: np.ndarray
    form: np.ndarray
    size: np.ndarray


def columns(spelling: np.ndarray, word: np.ndarray, logp: np.ndarray, form: np.ndarray) -> Columns:
    """Arcs that are one word for one token."""
    zero = np.zeros(len(word), np.int64)
    return Columns(spelling, zero, zero + END, word, logp, form, np.ones(len(word)))


def collect(
    spellings: Sequence[Spelling], own: np.ndarray, language: Language, arcs: Sequence[Arc], many: Iterable[Columns]
) -> Readings:
    """Put single arcs and columns of them in order."""
    rows = [row[:7] for row in arcs]
    single = Columns(*(np.array(column) for column in zip(*rows, strict=True))) if rows else None
    parts = [part for part in (single, *many) if part is not None]
    made = Columns(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    nodes = np.ones(len(spellings), np.int64)
    np.maximum.at(nodes, made.spelling, np.where(made.target == END, 0, made.target) + 1)
    made = made._replace(target=np.where(made.target == END, nodes[made.spelling], made.target))
    order = np.lexsort((made.word, made.source, made.target, made.spelling))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    told = {int(place[i]): arc.told for i, arc in enumerate(arcs) if arc.form == Form.TOLD}
    spelling, source, target, word, logp, form, size = (column[order] for column in made)
    first = np.searchsorted(spelling, np.arange(len(spellings) + 1))
    return Readings(
        spellings, language, first, nodes, own, spelling, source, target, word, logp, form.astype(np.int64), size, told
    )


def stripped_readings(spellings: Sequence[Spelling], language: Language) -> Readings:
    """All forms of every toneless word, equally likely to have lost their marks; a word that has some stays."""
    own, starts = own_words(spellings, language), language.group_start.tolist()
    arcs, lows, highs = list[Arc](), list[int](), list[int]()
    for k, (text, kind) in enumerate(spellings):
        low = text.lower()
        sign = known_sign(spellings[k]) if text.isupper() else None
        group = language.groups.get(low) if low.isascii() and kind in ("word", "code") else None
        if sign:
            number = language.numbers.get(sign.lower(), UNKNOWN)
            arcs.append(Arc(k, 0, END, number, 0.0, Form.TOLD, told=sign))
        elif group is None:
            arcs.append(Arc(k, 0, END, int(own[k]), 0.0, Form.KEPT))
        spread = group is not None and not sign
        lows.append(starts[group or 0] if spread else 0)
        highs.append(starts[(group or 0) + 1] if spread else 0)
    end, size = np.array(highs, np.int64), np.array(highs, np.int64) - np.array(lows, np.int64)
    spelling = np.repeat(np.arange(len(spellings)), size)
    word = np.arange(len(spelling)) - np.repeat(np.cumsum(size) - end, size)
    form = np.where(word == own[spelling], KEPT, LIKE)
    return collect(spellings, own, language, arcs, [columns(spelling, word, np.zeros(len(word)), form)])
