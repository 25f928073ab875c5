"""Which word of an output stands for which word of the truth: the pairs with the fewest edits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.evaluate.spelling import tone_last

EDGES = " \t.,;:!?\"“”‘’'()[]{}…"
ANY = "*"  # a word of gold text that is not scored


@dataclass(frozen=True, slots=True)
class Gold:
    """A true word: its line (from 1), as written, and the spellings that are right; none where any word is."""

    line: int
    text: str
    choices: tuple[str, ...]

    def accepts(self, word: str | None, fold: bool = True) -> bool:
        """Whether a word of the output (None: there is none) is right; `fold` leaves its case aside."""
        if word is None:
            return False
        got = tone_last(word)
        if not self.choices or got in self.choices:
            return True
        return fold and got.lower() in {choice.lower() for choice in self.choices}


Pair = tuple[Gold | None, str | None]


def gold_words(line: int, text: str, literal: bool = False) -> list[Gold]:
    """The true words of a line. Unless `literal`, `a|b` accepts either and `*` is not scored."""
    found = []
    for word in words(text):
        choices = (word,) if literal else tuple(word.split("|")) if word != ANY else ()
        found.append(Gold(line, word, tuple(map(tone_last, choices))))
    return found


def words(line: str) -> list[str]:
    """What white space parts, without punctuation at the edges."""
    return [word for word in (part.strip(EDGES) for part in line.split()) if word]


def align(gold: Sequence[Gold], got: Sequence[str]) -> list[Pair]:
    """Pair the words of two lines with the fewest edits; None stands for a word that the other line lacks."""
    want = [{choice.lower() for choice in true.choices} for true in gold]
    seen = [tone_last(word).lower() for word in got]
    same = [[not choices or word in choices for word in seen] for choices in want]
    i, j = len(gold), len(got)
    while i and j and same[i - 1][j - 1]:  # words that are right to the end of the line need no search
        i, j = i - 1, j - 1
    cost = _costs([row[:j] for row in same[:i]], j)
    pairs: list[Pair] = []  # from the end on
    pairs += zip(gold[i:][::-1], got[j:][::-1], strict=True)
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


def _costs(same: Sequence[Sequence[bool]], width: int) -> list[list[int]]:
    """The fewest edits between the first i words of one line and the first j of the other."""
    cost = [list(range(width + 1))]
    for i, equal in enumerate(same, 1):
        above, row = cost[-1], [i]
        for j, right in enumerate(equal, 1):
            row.append(min(above[j - 1] + (not right), above[j] + 1, row[-1] + 1))
        cost.append(row)
    return cost


def align_flow(gold: Sequence[Gold], got: Sequence[str]) -> list[Pair]:
    """Pair the words of whole texts, whatever their lines: compiled, so that long texts take no time.

    Of several right spellings it looks for one that the output has anywhere; a word that is not scored costs an edit.
    """
    seen = [tone_last(word).lower() for word in got]
    there = set(seen)
    want = [_one(true, there) for true in gold]
    pairs: list[Pair] = []
    for change in Levenshtein.opcodes(want, seen):
        true, made = gold[change.src_start : change.src_end], got[change.dest_start : change.dest_end]
        pairs += _side_by_side(true, made)
    return pairs


def _one(true: Gold, there: Iterable[str]) -> str:
    spellings = [choice.lower() for choice in true.choices] or [ANY]
    return next((spelling for spelling in spellings if spelling in there), spellings[0])


def _side_by_side(true: Sequence[Gold], made: Sequence[str]) -> list[Pair]:
    """A run of equal, replaced, lost or new words; only equal and replaced runs have both sides."""
    if not true:
        return [(None, word) for word in made]
    return list(zip(true, made, strict=True)) if made else [(word, None) for word in true]
