"""Text to what is wrong with it: how far its words are from Vietnamese, counted without any dictionary of errors.

Three signs tell the kinds apart. Clean Vietnamese marks three words in four, and most marks are its own (đ ă ơ ư and
every letter of U+1EA0 to U+1EF9). An English reader writes marks too, but only é, ó, à: hardly any of its own.
Stripped text has none.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from pipeline.repair.edit import Edits
from pipeline.repair.letters import strip, tone_old
from pipeline.repair.syllables import stripped_syllables, syllables
from pipeline.repair.tokens import Spelling, Tokens

Damage = Literal["clean", "stripped", "foreign-ocr", "vietnamese-ocr"]  # "clean" may hide a good scan: see `scanned`

OWN = frozenset("đĐăĂơƠưƯ") | frozenset(chr(code) for code in range(0x1EA0, 0x1EFA))
# Measured on dev: clean prose marks 70 to 85 % of its words and 75 % of them with letters of its own; pages read by
# Tesseract's English model mark 20 to 50 %, under 5 % of them so.
LEAST_MARKED = 0.05
LEAST_OWN = 0.25
LEAST_VIETNAMESE = 0.7  # of the words of a stripped text are toneless syllables; English prose has 0.35
MOST_STRANGE = 0.06  # share of words with signs inside or unknown, above which a text without marks was scanned
# The same of a passage in a text that lost its marks: names and Latin terms are strange too. One passage in forty of
# stripped encyclopedia articles has more than 0.06, one in two hundred more than 0.1; of pages read as English most do.
MOST_FOREIGN = 0.1
LEAST_WORDS = 8  # below, a passage is judged by its document
# Changes that the Vietnamese channel is sure of, per word, calibrated: in clean dev text, whole or in thirds, up to
# 0.0026 (administrative), in 13 pages read by Tesseract 0.009 to 0.1.
SURE = 0.917
LEAST_SURE, LEAST_RATE, LEAST_RATE_OCR = 2, 0.004, 0.001


class Signs(NamedTuple):
    """Counts over the words of a text: all, with marks, with marks of Vietnamese alone, and so on."""

    words: int = 0
    marked: int = 0
    own: int = 0
    syllables: int = 0
    strange: int = 0


def signs_of(spelling: Spelling, known: Mapping[str, int]) -> Signs:
    """The signs of one word, `known` or not; abbreviations in capitals say nothing and are left out."""
    text = spelling.text
    plain = text.isalpha()
    if spelling.kind != "word" or not (plain or any(char.isalpha() for char in text)):
        return Signs()
    low = text.lower()
    vietnamese = plain and strip(low) in stripped_syllables()
    if plain and not vietnamese and text.isupper():
        return Signs()
    model = text.isalnum() and text.isupper()  # "4K", "A320"
    strange = (not plain and not model and len(low) > 1) or (not vietnamese and text.islower() and low not in known)
    if low.isascii() or (plain and not strip(low).isascii()):  # another script has no marks to lose
        return Signs(1, 0, 0, vietnamese, strange)
    return Signs(1, 1, not OWN.isdisjoint(text), vietnamese, strange)


def read_signs(tokens: Tokens, starts: np.ndarray, known: Mapping[str, int]) -> list[Signs]:
    """The signs of every passage, which begin at the tokens `starts`."""
    if not len(starts):
        return []
    sums = np.add.reduceat(tokens.facts(lambda spelling: signs_of(spelling, known), np.int64), starts)
    return [Signs(*row) for row in sums.tolist()]


def added(signs: Sequence[Signs]) -> Signs:
    """The signs of a whole from those of its parts."""
    return Signs(*map(sum, zip(*signs, strict=True))) if signs else Signs()


def judge(signs: Signs) -> Damage | None:
    """The damage of a text with these signs; None where it is not Vietnamese at all."""
    words = max(1, signs.words)
    if signs.marked > LEAST_MARKED * words and signs.own > LEAST_OWN * signs.marked:
        return "clean"
    if signs.marked > LEAST_MARKED * words or signs.strange > MOST_STRANGE * words:
        return "foreign-ocr" if signs.syllables > 0.4 * words else None
    return "stripped" if signs.syllables >= LEAST_VIETNAMESE * words else None


def judge_passage(signs: Signs, whole: Damage | None) -> Damage:
    """The damage of a passage, in the light of its whole document; what nobody can tell is clean."""
    own = judge(signs)
    if signs.words < LEAST_WORDS or own is None:
        return whole or "clean"
    if own == "stripped" and whole == "foreign-ocr":
        return "foreign-ocr"  # headings in capitals lose all their marks
    if own == "foreign-ocr" and whole == "stripped" and signs.marked <= LEAST_MARKED * signs.words:
        return "stripped" if signs.strange <= MOST_FOREIGN * signs.words else own
    return own


def scanned(text: str, edits: Edits, words: int, read: bool) -> bool:
    """Whether these edits of a text that looks clean mean that it was scanned, not that its author errs now and then.

    `read` is true where the text is known to come from a scan. A change of what is no syllable counts twice.
    """
    sure = edits.rows(edits.conf >= SURE)
    invalid = sum(tone_old(text[edit.start : edit.end].lower()) not in syllables() for edit in sure)
    rate = LEAST_RATE_OCR if read else LEAST_RATE
    return len(sure) + invalid >= LEAST_SURE and len(sure) + invalid > rate * words
