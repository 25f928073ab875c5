"""Unicode text → the one form of it: composed, without invisible signs, without letters that only look right."""

import re
import unicodedata

import regex

from pipeline.repair.letters import LOOKALIKES, tone_old
from pipeline.repair.syllables import syllables

# Zero-width space, joiners, word joiner, byte order mark: between or beside Latin letters they hide words
# (the joiners have work to do between letters of India).
HIDDEN = "\u200b\u200c\u200d\u2060\ufeff"
BESIDE = regex.compile(rf"(?<=[\p{{Latin}}\u0300-\u036f])[{HIDDEN}]+|[{HIDDEN}]+(?=\p{{Latin}})")
SOFT = "\u00ad"  # the soft hyphen; it is the byte of ư in TCVN3 too, so it goes only from text with no old signs
HYPHENED = regex.compile(rf"(?<!\p{{Latin}})\p{{Latin}}++(?:{SOFT}+\p{{Latin}}+)+")
# What Vietnamese in Unicode consists of; a line with anything else may be in an old encoding.
USUAL = "àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-ỹ–—‘’“”…\u00a0"
# Windows-1258 and VNI can do with these letters, but not without pairs that no syllable has: "viêòc", "cuÒa", "saùch".
UNUSUAL = re.compile(rf"[^\t\n\r\f -~{USUAL}]|[aâăeêôơõýã][à-ýÀ-Ý]|[a-zà-ý][À-Ý]")
# Letters that look like Vietnamese ones: Ð and ð of Iceland, Ɖ and ɖ of Africa, letters of Turkish and Pinyin, and
# Cyrillic ones (Unicode confusables.txt).
TWINS = LOOKALIKES | str.maketrans("ıǎǍаеорсухіАВЕКМНОРСТХ", "iăĂaeopcyxiABEKMHOPCTX")
TWIN = regex.compile(f"[{''.join(map(chr, TWINS))}]")
WORD = regex.compile(r"[\p{L}\p{M}]+")
LATIN = regex.compile(r"\p{Latin}")
ONLY_VIETNAMESE = regex.compile("[ưƯơƠạ-ỹẠ-Ỹ]")
ODD = regex.compile(rf"[{HIDDEN}{SOFT}]|{TWIN.pattern}")


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


def _joined(match: regex.Match[str]) -> str:
    """A word without its soft hyphens, unless that leaves a word of no language: "tr\u00adíc" is TCVN3."""
    word = match.group().replace(SOFT, "")
    return word if word.isascii() or tone_old(word.lower()) in syllables() else match.group()


def unify(text: str) -> str:
    """NFC with one Đ, hidden signs taken from words, look-alikes made letters where that makes syllables."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", BESIDE.sub("", text))
    if SOFT in text and not UNUSUAL.search(text.replace(SOFT, "")):
        text = HYPHENED.sub(_joined, text)
    if TWIN.search(text):
        vietnamese = ONLY_VIETNAMESE.search(text) is not None
        text = WORD.sub(lambda match: _untwinned(match.group(), vietnamese), text)
    return text


def is_unified(text: str) -> bool:
    """Whether `unify` surely leaves a text as it is; quick."""
    return unicodedata.is_normalized("NFC", text) and not ODD.search(text)
