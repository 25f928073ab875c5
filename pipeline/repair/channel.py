"""P(seen | meant): how a reader damages letters; and the words that may have been meant.

Every meant letter gives a segment of 0 to 3 seen characters. Capitals are letters of their own: an English reader
takes Đ for P or B, but never đ. Two-character segments are kept for the pairs that were met in training.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.repair.letters import MARKED

LETTERS = "".join(sorted(MARKED | set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")))
SEEN = LETTERS + "0123456789 .,;:!?'\"()[]{}/\\|-_<>=+*&%$#@~^`§çñ©®°»«“”‘’—–…ˆ˜£€¥•"
CODES = {char: number for number, char in enumerate(SEEN)}
OTHER = len(SEEN)  # any other character
MEANT = {char: number for number, char in enumerate(LETTERS + " ")}
PRIOR = 1.0  # times a word's own log probability counts when candidates are ranked: found on dev
LONGEST = 12  # letters of a meant word; the longest syllable, nghiêng, has 7
NEVER = np.float32(-1e9)
STRAY = np.float32(-6.0)  # nats for one more character beside what a letter is seen as: "vian" for "văn"
TRIPLE = np.float32(-14.0)  # nats for one letter seen as any three characters


@dataclass(frozen=True, eq=False)
class Channel:
    """Natural log probabilities `none[m]`, `one[m, s]`, `two[m, pair]`; `pairs[s, t]` numbers known pairs, 0 others."""

    none: np.ndarray
    one: np.ndarray
    two: np.ndarray
    pairs: np.ndarray

    @property
    def tables(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """What the compiled code takes."""
        return self.none, self.one, self.two, self.pairs


def codes(text: str) -> np.ndarray:
    """The seen characters as numbers."""
    return np.array([CODES.get(char, OTHER) for char in text], np.int64)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Words that a damaged word may have been: a trie, its nodes in depth-first order.

    For each node its letter, its depth (0 for a first letter), the node after its branch, the number of the word that
    ends here or -1, the prior of that word, and the best prior in its branch. Priors are part of the words' log
    probabilities: a rare form must fit better to be a candidate at all.
    """

    tables: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def lexicon(words: list[tuple[str, int]], unigram: np.ndarray) -> Lexicon:
    """The lexicon of (spelling, word number) pairs; `unigram` has the log probability of each word."""
    rows = sorted({word: number for word, number in sorted(words, reverse=True) if _meant(word)}.items())
    size = np.array([len(word) for word, _ in rows], np.int64)
    spelt = np.full((len(rows), LONGEST), -1)
    spelt[np.arange(LONGEST) < size[:, None]] = [MEANT[char] for word, _ in rows for char in word]
    alike = np.cumprod(spelt[1:] == spelt[:-1], axis=1, dtype=np.int64).sum(axis=1)
    shared = np.append(0, np.minimum(alike, size[:-1]))  # letters that a word begins with like the one before
    own = (np.arange(LONGEST) >= shared[:, None]) & (np.arange(LONGEST) < size[:, None])
    words_of = np.full(int(own.sum()), -1)
    words_of[np.cumsum(own.sum(axis=1)) - 1] = [number for _, number in rows]
    depths = np.broadcast_to(np.arange(LONGEST), own.shape)[own]
    return _trie(spelt[own], depths, words_of, PRIOR * unigram)


def _meant(word: str) -> bool:
    return len(word) <= LONGEST and set(word) <= MEANT.keys()


def _trie(letters: np.ndarray, depths: np.ndarray, words: np.ndarray, prior: np.ndarray) -> Lexicon:
    priors = np.where(words < 0, NEVER, prior[words]).astype(np.float64)
    hopes, skips = priors.copy(), np.empty(len(letters), np.int64)
    for depth in range(LONGEST):
        here, ends = np.flatnonzero(depths == depth), np.append(np.flatnonzero(depths <= depth), len(letters))
        skips[here] = ends[np.searchsorted(ends, here) + 1]
        branches = np.column_stack((here, skips[here])).ravel()
        if len(here):
            hopes[here] = np.maximum.reduceat(np.append(priors, NEVER), branches)[::2]
    return Lexicon((letters, depths, skips, words, priors, hopes))


def load_channel(path: Path) -> Channel:
    """Read a channel file. Raises OSError, ValueError or KeyError where it is missing or damaged."""
    with np.load(path) as file:
        one, two = (file[name].astype(np.float32) / -16 for name in ("one", "two"))
        return Channel(file["none"].astype(np.float32), one, two, file["pairs"].astype(np.int64))
