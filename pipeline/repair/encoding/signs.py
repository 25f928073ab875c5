"""A run of letters and signs, and an encoding → what it costs to believe that the run is in that encoding."""

import re  # half again as quick as regex on plain classes
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import regex

from pipeline.repair.encoding.capitals import raised
from pipeline.repair.encoding.forms import unify
from pipeline.repair.encoding.tables import LEGACY, Legacy, tables
from pipeline.repair.letters import tone_old
from pipeline.repair.syllables import syllables

# A run: letters and all that old encodings use for letters. Digits, ASCII punctuation and white space part runs; but
# not what only Unicode calls white space (NBSP, 1C to 1F, 85): there are letters behind these bytes.
RUN = re.compile(r"[^\t\n\x0b\x0c\r\x00 -@\[-`{-\x7f]+")
WORD = regex.compile(r"[^\W\d_]+")
# Signs for letters that stay where a table is wrong: "c¸c", "§i".
GLUED = regex.compile(r"(?<=\p{L})[\x01-\x08\x0e-\x1f¡-¿×÷\x80-\x9f]|[\x01-\x08\x0e-\x1f¡-¿×÷\x80-\x9f](?=\p{L})")
BARRED = frozenset(("đ", "Đ", "QĐ", "NĐ"))  # the đồng behind a sum, a decision and a decree in numbers of documents
HORNED = regex.compile(r"(?<![ưƯ])([ơờớởỡợ])")
MIXED = regex.compile(r"\p{Ll}\p{Lu}")  # no text has a capital after a small letter within a syllable

# In nats, from 1,000 lines: of the words with letters beyond ASCII the right table makes 99.5 % syllables, a wrong one
# 10 to 14 %; so a word that is none speaks against a table with about log(0.87 / 0.005) = 5. Rounded down: names.
STRANGE = 4.0
# "sè" is a syllable, and "số" in TCVN3; "có" is one, and "cú": where both can be, the frequent one is likelier.
RARE = 0.25
LONE = 1.0  # a sign that stands alone: all vowels are syllables, and ä and · have other uses than that
ALIEN = 8.0  # a letter that no byte of such a text gives: twice as sure

Encoding = Legacy | None  # None is Unicode
STATES: tuple[Encoding, ...] = (None, *LEGACY)
Costs = dict[str, tuple[float, ...]]


def _with_horn(match: regex.Match[str]) -> str:
    """A word with the ư that TCVN3 lost before ơ, if it is a syllable only with it: "nớc" gives "nước".

    The byte of ư is AD, which later programs took for a soft hyphen and dropped.
    """
    word = match.group()
    if word.isascii() or is_syllable(word):
        return word
    new = HORNED.sub(r"ư\1", word, count=1)
    return new if new != word and is_syllable(new) else word


def read(run: str, encoding: Encoding) -> str:
    """A run, or any text, as it reads in an encoding."""
    if encoding is None:
        return unify(run)
    letters = unify(tables()[encoding].read(run))
    return WORD.sub(_with_horn, letters) if encoding == "tcvn3" else letters


def is_syllable(word: str) -> bool:
    """Whether a word is a syllable by the spelling rules, in any case and with either place of the tone mark."""
    return tone_old(word.lower()) in syllables()


@cache
def _frequent() -> frozenset[str]:
    lines = (files("pipeline.repair") / "data" / "frequent.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_frequent(text: str) -> bool:
    """Whether all marked words of a text are among the most frequent syllables."""
    known = _frequent()
    return all(word.isascii() or tone_old(word.lower()) in known for word in WORD.findall(text))


def _is_syllabic(text: str) -> bool:
    """Whether all words beyond ASCII in a text are syllables, with no signs stuck to them."""
    if GLUED.search(text) or MIXED.search(text):
        return False
    return all(word.isascii() or word in BARRED or is_syllable(word) for word in WORD.findall(text))


def cost(run: str, encoding: Encoding) -> float:
    """What it costs to believe that a run is in an encoding: nothing where it reads as frequent syllables."""
    if encoding is not None and tables()[encoding].alien.search(run):
        return ALIEN
    letters = read(run, encoding)
    if encoding == "tcvn3":
        letters = raised(run, letters)
    if not _is_syllabic(letters):
        return STRANGE if len(run) > 1 else LONE
    return 0.0 if is_frequent(letters) else RARE


def costs(runs: Iterable[str], states: tuple[Encoding, ...]) -> Costs:
    """The costs of every run, by state; runs of ASCII are alike in all and left out."""
    return {
        run: tuple(cost(run, state) for state in states) for run in set(runs) if not (run.isascii() and run.isalpha())
    }


def is_even(signs: Counter[str], faultless: bool) -> bool:
    """Whether signs are as many and as various as an old encoding uses them.

    A reader without Vietnamese writes é for half of all marks (and "nguéi" reads as a TCVN3 "nguội"); in a text in an
    old encoding the most frequent of some 70 signs has 5 to 12 %. A title of a few words may be less even where all
    of them are syllables ("ñy ban nh©n d©n x·"). Errs on leaving a text alone.
    """
    return len(signs) >= 3 and max(signs.values()) <= (0.6 if faultless else 0.4) * signs.total()
