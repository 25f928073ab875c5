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
PRIOR = 0.4  # of a word's own log probability counts when candidates are ranked
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
    """Words that a damaged word may have been, as letter numbers, sorted so that neighbours share their beginnings.

    `priors` are part of their log probabilities: a rare form must fit better to be a candidate at all.
    """

    numbers: np.ndarray
    priors: np.ndarray
    letters: np.ndarray
    lengths: np.ndarray
    shared: np.ndarray


def lexicon(words: list[tuple[str, int]], unigram: np.ndarray) -> Lexicon:
    """The lexicon of (spelling, word number) pairs; `unigram` has the log probability of each word."""
    words = sorted((word, number) for word, number in words if len(word) <= LONGEST and set(word) <= MEANT.keys())
    letters = np.zeros((len(words), LONGEST), np.int64)
    shared = np.zeros(len(words), np.int64)
    for i, (word, _) in enumerate(words):
        letters[i, : len(word)] = [MEANT[char] for char in word]
        before = words[i - 1][0] if i else ""
        while shared[i] < min(len(word), len(before)) and word[shared[i]] == before[shared[i]]:
            shared[i] += 1
    numbers = np.array([number for _, number in words])
    return Lexicon(numbers, PRIOR * unigram[numbers], letters, np.array([len(word) for word, _ in words]), shared)


def load_channel(path: Path) -> Channel:
    """Read a channel file. Raises OSError, ValueError or KeyError where it is missing or damaged."""
    with np.load(path) as file:
        one, two = (file[name].astype(np.float32) / -16 for name in ("one", "two"))
        return Channel(file["none"].astype(np.float32), one, two, file["pairs"].astype(np.int64))
