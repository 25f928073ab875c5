"""How well a text was repaired: word by word along its lines, or along the whole text where the lines differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.evaluate.alignment import Pair, align, align_flow, gold_words, words
from pipeline.evaluate.spelling import has_digit, has_letter

GOLD_LINE = re.compile(r"\d+\t")


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a true word: `got` is None where it is lost, `gold` where the output has a word too many.

    `right_case` asks for the case as well. `line` is that of the truth; a word too many has that of the word before.
    """

    line: int
    gold: str | None
    got: str | None
    kind: Literal["syllable", "code", "other", "extra"]
    right: bool
    right_case: bool


def score_repair(gold: Mapping[int, str], output: Sequence[str]) -> RepairScore:
    """Compare lines with gold lines, numbered from 1. In gold, `a|b` accepts either and `*` is not scored."""
    return count_verdicts(judge_lines(gold, output))


def judge_repair(truth: str, output: str, flow: bool = False) -> tuple[Verdict, ...]:
    """Compare a text with gold lines (LINE<TAB>words) or with a plain text, line by line where the lines correspond.

    They do where the output has every gold line, or as many lines as the plain text; else, and with `flow`, the whole
    texts are compared as one line.
    """
    gold = is_gold(truth)
    lines = read_gold(truth) if gold else dict(enumerate(text_lines(truth), 1))
    made = text_lines(output)
    along = len(made) >= max(lines, default=0) if gold else len(made) == len(lines)
    return (judge_lines if along and not flow else judge_flow)(lines, made, literal=not gold)


def judge_lines(gold: Mapping[int, str], output: Sequence[str], literal: bool = False) -> tuple[Verdict, ...]:
    """A verdict on every word, line by line. A `literal` gold text knows neither `a|b` nor `*`."""
    found: list[Verdict] = []
    for number, line in gold.items():
        got = output[number - 1] if number <= len(output) else ""
        pairs = align(gold_words(number, line, literal), words(unicodedata.normalize("NFC", got)))
        found += _verdicts(pairs, number)
    return tuple(found)


def judge_flow(gold: Mapping[int, str], output: Sequence[str], literal: bool = False) -> tuple[Verdict, ...]:
    """A verdict on every word of texts whose lines do not correspond."""
    true = [word for number, line in gold.items() for word in gold_words(number, line, literal)]
    got = [word for line in output for word in words(unicodedata.normalize("NFC", line))]
    return tuple(_verdicts(align_flow(true, got), min(gold, default=1)))


def count_verdicts(verdicts: Iterable[Verdict]) -> RepairScore:
    """The score that verdicts add up to."""
    total = RepairScore(0, 0, 0, 0, 0, 0)
    for one in verdicts:
        syllable, code = one.kind == "syllable", one.kind == "code"
        total += RepairScore(
            syllable, syllable and one.right, syllable and one.right_case, code, code and one.right, one.kind == "extra"
        )
    return total


def is_gold(text: str) -> bool:
    """Whether every line of a text, but empty ones, is LINE<TAB>words."""
    lines = [line for line in text.split("\n") if line.strip()]
    return bool(lines) and all(GOLD_LINE.match(line) for line in lines)


def read_gold(text: str) -> dict[int, str]:
    """Gold lines from text of the form LINE<TAB>words."""
    pairs = (line.split("\t", 1) for line in text_lines(text) if line.strip())
    return {int(number): line for number, line in pairs}


def text_lines(text: str) -> list[str]:
    """The lines of a text; the empty lines at its end do not count."""
    return text.rstrip("\r\n").split("\n")


def _verdicts(pairs: Iterable[Pair], line: int) -> Iterable[Verdict]:
    for gold, got in pairs:
        if gold is None:
            yield Verdict(line, None, got, "extra", False, False)
            continue
        line = gold.line
        kind: Literal["syllable", "code", "other"] = "other"
        if gold.choices and (has_digit(gold.text) or "://" in gold.text):
            kind = "code"
        elif gold.choices and has_letter(gold.text):
            kind = "syllable"
        right, right_case = gold.accepts(got), gold.accepts(got, fold=False)
        yield Verdict(line, gold.text, got, kind, right, right_case)
