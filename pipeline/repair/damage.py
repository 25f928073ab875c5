"""Text to what is wrong with it: how far its words are from Vietnamese, counted without any dictionary of errors.

Three signs tell the kinds apart. Clean Vietnamese marks three words in four, and most marks are its own (đ ă ơ ư and
every letter of U+1EA0 to U+1EF9). An English reader writes marks too, but only é, ó, à: hardly any of its own.
Stripped text has none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.repair.letters import marked, strip, tone_old
from pipeline.repair.outcome import Edit
from pipeline.repair.syllables import stripped_syllables, syllables
from pipeline.repair.tokens import Token

Damage = Literal["clean", "stripped", "foreign-ocr", "vietnamese-ocr"]  # "clean" may hide a good scan: see `scanned`

OWN = frozenset("đĐăĂơƠưƯ") | frozenset(chr(code) for code in range(0x1EA0, 0x1EFA))
# Measured on dev: clean prose marks 70 to 85 % of its words and 75 % of them with letters of its own; pages read by
# Tesseract's English model mark 20 to 50 %, under 5 % of them so.
LEAST_MARKED = 0.05
LEAST_OWN = 0.25
LEAST_VIETNAMESE = 0.7  # of the words of a stripped text are toneless syllables; English prose has 0.35
MOST_STRANGE = 0.06  # share of words with signs inside or unknown, above which a text without marks was scanned
LEAST_WORDS = 8  # below, a passage is judged by its document
# Changes that the Vietnamese channel is sure of, per word: clean dev text 0.0002 (laws) to 0.001 (news), pages read by
# Tesseract 0.005 to 0.05.
SURE = 0.99
LEAST_SURE, LEAST_RATE, LEAST_RATE_OCR = 2, 0.004, 0.001


@dataclass(frozen=True, slots=True)
class Signs:
    """Counts over the words of a text: all, with marks, with marks of Vietnamese alone, and so on."""

    words: int = 0
    marked: int = 0
    own: int = 0
    syllables: int = 0
    strange: int = 0

    def __add__(self, other: "Signs") -> "Signs":
        return Signs(
            self.words + other.words,
            self.marked + other.marked,
            self.own + other.own,
            self.syllables + other.syllables,
            self.strange + other.strange,
        )


def read_signs(tokens: Sequence[Token], known: Mapping[str, int]) -> Signs:
    """Count the signs over the words, some of them `known`; abbreviations in capitals say nothing and are left out."""
    stripped = stripped_syllables()
    words = own = own_marked = valid = strange = 0
    for token in tokens:
        if token.kind != "word" or not any(char.isalpha() for char in token.text):
            continue
        low = token.text.lower()
        plain = low.isalpha()
        vietnamese = plain and strip(low) in stripped
        if token.text.isupper() and not vietnamese and plain:
            continue
        words += 1
        valid += vietnamese
        strange += (not plain and len(low) > 1) or (token.text.islower() and not vietnamese and low not in known)
        if marked(low) or not low.isascii():
            own_marked += 1
            own += not OWN.isdisjoint(token.text)
    return Signs(words, own_marked, own, valid, strange)


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
    return own


def scanned(text: str, edits: Sequence[Edit], words: int, read: bool) -> bool:
    """Whether these edits of a text that looks clean mean that it was scanned, not that its author errs now and then.

    `read` is true where the text is known to come from a scan. A change of what is no syllable counts twice.
    """
    sure = [edit for edit in edits if edit.conf >= SURE]
    invalid = sum(tone_old(text[edit.start : edit.end].lower()) not in syllables() for edit in sure)
    rate = LEAST_RATE_OCR if read else LEAST_RATE
    return len(sure) + invalid >= LEAST_SURE and len(sure) + invalid > rate * words
