"""Unicode text → the one form of it: composed, without invisible signs, without letters that only look right."""

import unicodedata

import regex

from pipeline.repair.letters import compose, tone_old
from pipeline.repair.syllables import syllables

# Zero-width space, joiners, word joiner, byte order mark, soft hyphen: between or beside letters they hide words.
HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
BESIDE = regex.compile(rf"(?<=[\p{{Latin}}\p{{M}}])[{HIDDEN}]+|[{HIDDEN}]+(?=\p{{Latin}})")
# Letters that look like Vietnamese ones: Turkish and Pinyin letters, and Cyrillic ones (Unicode confusables.txt).
TWINS = str.maketrans("ıǎǍаеорсухіАВЕКМНОРСТХ", "iăĂaeopcyxiABEKMHOPCTX")
TWIN = regex.compile("[ıǎǍаеорсухіАВЕКМНОРСТХ]")
WORD = regex.compile(r"[\p{L}\p{M}]+")
LATIN = regex.compile(r"\p{Latin}")


def _untwinned(match: regex.Match[str]) -> str:
    """A word with its look-alikes made Vietnamese, if that makes a syllable of Latin letters."""
    word = match.group()
    if not TWIN.search(word) or not LATIN.search(word):
        return word
    new = compose(word.translate(TWINS))
    return new if tone_old(new.lower()) in syllables() else word


def unify(text: str) -> str:
    """NFC with one Đ, hidden signs taken from words, look-alikes made letters where that makes syllables."""
    if text.isascii():
        return text
    text = BESIDE.sub("", text)
    if TWIN.search(text):
        text = WORD.sub(_untwinned, text)
    return compose(text)


def is_unified(text: str) -> bool:
    """Whether `unify` surely leaves a text as it is; quick."""
    return unicodedata.is_normalized("NFC", text) and not ODD.search(text)


ODD = regex.compile(rf"[{HIDDEN}ÐðƉɖ]|{TWIN.pattern}")
