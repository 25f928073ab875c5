"""P(next | two before): a pruned syllable trigram in sorted arrays, read from disk as they are.

A trie of two levels. The bigrams of word `a` are pair_word[pair_row[a]:pair_row[a + 1]], sorted; the trigrams that
continue bigram `i` are triple_word[first(i):first(i + 1)], sorted. Words are numbered by their stripped form, so the
forms of one toneless syllable are neighbours and one binary search finds all of them.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.repair.letters import strip

BOUNDARY, UNKNOWN = 0, 1  # word numbers: between lines; every word outside the vocabulary
LOGP_STEP = 1 / 16  # nats per unit of an 8-bit log probability; 8 bits lose less than 0.01 points of accuracy
BACKOFF_STEP = 1 / 32
FAMILY = 8  # bigrams that share one 32-bit start of their trigrams
ARRAYS = (
    "unigram",
    "unigram_backoff",
    "group_start",
    "pair_row",
    "pair_word",
    "pair_logp",
    "pair_backoff",
    "family_start",
    "pair_first",
    "triple_word",
    "triple_logp",
)


@dataclass(frozen=True, eq=False)
class Language:
    """The vocabulary, the group of each word, and the arrays in the order of ARRAYS, which compiled code takes."""

    words: tuple[str, ...]
    numbers: dict[str, int]
    groups: dict[str, int]
    group_of: np.ndarray
    tables: tuple[np.ndarray, ...]

    @property
    def group_start(self) -> np.ndarray:
        return self.tables[2]

    def forms(self, stripped: str) -> tuple[str, ...]:
        """All known words of one stripped form, the commonest first."""
        group = self.groups.get(stripped)
        if group is None:
            return ()
        return self.words[self.group_start[group] : self.group_start[group + 1]]

    def common(self, word: str) -> float:
        """The natural log probability of a word by itself; -30 for one outside the vocabulary."""
        number = self.numbers.get(word)
        return -30.0 if number is None else float(self.tables[0][number])


def load_language(folder: Path) -> Language:
    """Map the arrays of a folder into memory. Raises OSError or ValueError where one is missing or damaged."""
    words = tuple((folder / "words.txt").read_text(encoding="utf-8").split("\n"))
    words = ("\n", *words)
    tables = tuple(np.load(folder / f"{name}.npy", mmap_mode="c").view(np.ndarray) for name in ARRAYS)
    starts = tables[2]
    if len(tables[0]) != len(words) or int(starts[-1]) != len(words):
        raise ValueError("words.txt does not belong to the arrays beside it")
    groups = {strip(words[start]): number for number, start in enumerate(starts[:-1].tolist())}
    numbers = {word: number for number, word in enumerate(words)}
    group_of = np.repeat(np.arange(len(starts) - 1), np.diff(starts.astype(np.int64)))
    return Language(words, numbers, groups, group_of, tables)
