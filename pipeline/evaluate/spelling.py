"""Spellings that mean the same become one, so that metrics count errors and not habits."""

import re
import unicodedata

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # grave, acute, tilde, hook, dot below
EDGES = ".,;:!?\"'()[]{}*|•"
SAME = {
    r"[\u00a0\u00ad\u200b\f]": " ",
    r"[\u2013\u2014\u2212\u2010\u2011]": "-",
    r"[\u201c\u201d\u201e\u00ab\u00bb]": '"',
    r"[\u2018\u2019`\u00b4]": "'",
    r"\u2026": "...",
    r"\u00d0": "Đ",  # the Icelandic letter looks the same
    r"\s+": " ",
}


def normalise(text: str) -> str:
    """NFC, one space between words, one kind of dash, quote and apostrophe."""
    text = unicodedata.normalize("NFC", text)
    for pattern, plain in SAME.items():
        text = re.sub(pattern, plain, text)
    return text.strip()


def tone_last(word: str) -> str:
    """Move the tone mark behind the letters: "hòa" and "hoà" become equal."""
    parts = unicodedata.normalize("NFD", word)
    tones = "".join(part for part in parts if part in TONES)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)) + tones


def tokens(text: str) -> list[str]:
    """The words of a text without punctuation at their edges, tone marks last."""
    bare_edges = (word.strip(EDGES) for word in normalise(text).split())
    return [tone_last(word) for word in bare_edges if word]


def same_words(text: str) -> str:
    """A form in which two texts are equal when they have the same words, whatever their case and punctuation."""
    return " ".join(tokens(text)).casefold()


def has_digit(word: str) -> bool:
    """Whether a word is a number, a date or a code rather than a syllable."""
    return any(letter.isdigit() for letter in word)


def has_letter(word: str) -> bool:
    """Whether a word holds a letter."""
    return any(letter.isalpha() for letter in word)
