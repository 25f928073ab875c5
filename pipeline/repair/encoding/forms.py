"""Unicode text → the one form of it: composed, without invisible signs, without letters that only look right."""

import unicodedata

import regex

from pipeline.repair.letters import LOOKALIKES, tone_old
from pipeline.repair.syllables import syllables

# Zero-width space, joiners, word joiner, byte order mark, soft hyphen: between or beside Latin letters they hide words
# (the joiners have work to do between letters of India).
HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
BESIDE = regex.compile(rf"(?<=[\p{{Latin}}\u0300-\u036f])[{HIDDEN}]+|[{HIDDEN}]+(?=\p{{Latin}})")
# Letters that look like Vietnamese ones: Ð and ð of Iceland, Ɖ and ɖ of Africa, letters of Turkish and Pinyin, and
# Cyrillic ones (Unicode confusables.txt).
TWINS = LOOKALIKES | str.maketrans("ıǎǍаеорсухіАВЕКМНОРСТХ", "iăĂaeopcyxiABEKMHOPCTX")
TWIN = regex.compile(f"[{''.join(map(chr, TWINS))}]")
WORD = regex.compile(r"[\p{L}\p{M}]+")
LATIN = regex.compile(r"\p{Latin}")
ONLY_VIETNAMESE = regex.compile("[ưƯơƠạ-ỹẠ-Ỹ]")
ODD = regex.compile(rf"[{HIDDEN}]|{TWIN.pattern}")


def _untwinned(word: str, vietnamese: bool) -> str:
    """A word with its look-alikes made Vietnamese, if that makes a syllable or an abbreviation of Latin letters.

    In text that is not surely Vietnamese only marked syllables count: "mı" is Turkish, "eða" Icelandic.
    """
    if not TWIN.search(word) or not LATIN.search(word):
        return word
    new = unicodedata.normalize("NFC", word.translate(TWINS))
    if new.isascii() and not vietnamese:
        return word
    is_code = "Đ" in new and new.isupper()
    return new if is_code or tone_old(new.lower()) in syllables() else word


def unify(text: str) -> str:
    """NFC with one Đ, hidden signs taken from words, look-alikes made letters where that makes syllables."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", BESIDE.sub("", text))
    if TWIN.search(text):
        vietnamese = ONLY_VIETNAMESE.search(text) is not None
        text = WORD.sub(lambda match: _untwinned(match.group(), vietnamese), text)
    return text


def is_unified(text: str) -> bool:
    """Whether `unify` surely leaves a text as it is; quick."""
    return unicodedata.is_normalized("NFC", text) and not ODD.search(text)
