"""How well a text was repaired, line by line."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluate.spelling import has_digit, has_letter, tone_last

EDGES = " \t.,;:!?\"“”‘’'()[]{}…"
ANY = "*"  # a word of the gold text that is not scored
Pair = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class RepairScore:
    """Counts over the gold lines: syllables (right whatever their case, right with it), codes, and words too many."""

    syllables: int
    right: int
    right_case: int
    codes: int
    codes_right: int
    inserted: int

    @property
    def accuracy(self) -> float:
        """Share of syllables that are right, whatever their case."""
        return self.right / self.syllables if self.syllables else 1.0

    @property
    def exact_case(self) -> float:
        """Share of syllables that are right with their case."""
        return self.right_case / self.syllables if self.syllables else 1.0

    @property
    def codes_kept(self) -> float:
        """Share of numbers, dates and codes that are right."""
        return self.codes_right / self.codes if self.codes else 1.0

    def __add__(self, other: RepairScore) -> RepairScore:
        return RepairScore(
            self.syllables + other.syllables,
            self.right + other.right,
            self.right_case + other.right_case,
            self.codes + other.codes,
            self.codes_right + other.codes_right,
            self.inserted + other.inserted,
        )


def score_repair(gold: Mapping[int, str], output: Sequence[str]) -> RepairScore:
    """Compare lines with gold lines, numbered from 1. In gold, `a|b` accepts either and `*` is not scored."""
    total = RepairScore(0, 0, 0, 0, 0, 0)
    for number, line in gold.items():
        got = unicodedata.normalize("NFC", output[number - 1]) if number <= len(output) else ""
        for pair in align(_words(line), _words(got)):
            total += _score_pair(*pair)
    return total


def read_gold(text: str) -> dict[int, str]:
    """Gold lines from text of the form LINE<TAB>words."""
    pairs = (line.split("\t", 1) for line in text.splitlines() if line)
    return {int(number): words for number, words in pairs}


def _score_pair(gold: str | None, got: str | None) -> RepairScore:
    if gold == ANY:
        return RepairScore(0, 0, 0, 0, 0, 0)
    if gold is None:
        return RepairScore(0, 0, 0, 0, 0, 1)
    right, right_case = _same(gold, got), _same(gold, got, fold=False)
    if has_digit(gold) or "://" in gold:
        return RepairScore(0, 0, 0, 1, int(right), 0)
    return RepairScore(1, int(right), int(right_case), 0, 0, 0) if has_letter(gold) else RepairScore(0, 0, 0, 0, 0, 0)


def _words(line: str) -> list[str]:
    return [word for word in (part.strip(EDGES) for part in line.split()) if word]


def _same(gold: str | None, got: str | None, fold: bool = True) -> bool:
    if gold is None or got is None:
        return False
    if gold == ANY:
        return True
    word = tone_last(got)
    choices = [tone_last(choice) for choice in gold.split("|")]
    return word.lower() in [choice.lower() for choice in choices] if fold else word in choices


def align(gold: Sequence[str], got: Sequence[str]) -> list[Pair]:
    """Pair the words of two lines with the fewest edits; None stands for a word that the other line lacks."""
    same = [[_same(a, b) for b in got] for a in gold]
    cost = [[i + j if not i or not j else 0 for j in range(len(got) + 1)] for i in range(len(gold) + 1)]
    for i in range(1, len(gold) + 1):
        for j in range(1, len(got) + 1):
            change = cost[i - 1][j - 1] + (not same[i - 1][j - 1])
            cost[i][j] = min(change, cost[i - 1][j] + 1, cost[i][j - 1] + 1)
    pairs: list[Pair] = []
    i, j = len(gold), len(got)
    while i or j:
        if i and j and cost[i][j] == cost[i - 1][j - 1] + (not same[i - 1][j - 1]):
            i, j = i - 1, j - 1
            pairs.append((gold[i], got[j]))
        elif i and cost[i][j] == cost[i - 1][j] + 1:
            i -= 1
            pairs.append((gold[i], None))
        else:
            j -= 1
            pairs.append((None, got[j]))
    return pairs[::-1]
