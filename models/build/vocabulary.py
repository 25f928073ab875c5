"""Which token types the language model knows, and their order: grouped by what is left of them without diacritics."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from pipeline.repair.letters import marked, strip
from pipeline.repair.syllables import syllables

BOUNDARY, UNKNOWN = 0, 1  # word numbers: between lines; every type outside the vocabulary
SPECIAL = ("\n", "<unk>")
GROUP_LIMIT = 32  # forms of one stripped syllable; the spelling rules allow 36 at most
# Counts from which a type is taken, found on dev: misspellings of the press stay out, ôtô and internet come in.
LEAST_SYLLABLE, LEAST_FOREIGN, LEAST_MARKED = 2, 40, 100
LEAST_SHARE = 0.01  # of the commonest form of its group, for marked types outside the rules


@dataclass(frozen=True)
class Vocabulary:
    """Words in order of (stripped, falling count); `starts[g]` is the first word of group g, with an end mark."""

    words: list[str]
    starts: np.ndarray


def _wanted(word: str, count: int, best: int, rules: frozenset[str]) -> bool:
    if word in rules:
        return count >= LEAST_SYLLABLE
    if marked(word):
        return count >= max(LEAST_MARKED, LEAST_SHARE * best)
    return count >= LEAST_FOREIGN and (word.isascii() or not word.isalpha())


def choose(types: list[str], counts: np.ndarray, named: frozenset[str] = frozenset()) -> Vocabulary:
    """The vocabulary for token types with their raw counts; the words of `named`, of places, are all in it."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for word, count in zip(types, counts.tolist(), strict=True):
        groups[strip(word)].append((count, word))
    rules = syllables()
    words, starts = list(SPECIAL), [0, 1]
    for key in sorted(groups.keys() - {"\n"}):
        forms = sorted(groups[key], key=lambda pair: (-pair[0], pair[1]))
        best = forms[0][0]
        taken = [word for count, word in forms if word in named or _wanted(word, count, best, rules)][:GROUP_LIMIT]
        if taken:
            starts.append(len(words))
            words += taken
    return Vocabulary(words, np.array([*starts, len(words)], np.uint32))
