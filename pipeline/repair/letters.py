"""Vietnamese letters: one Unicode form, one place for the tone mark, stripping, copying a case pattern."""

import unicodedata

import numpy as np

from pipeline.letters import unmarked

# Letters that fonts and old keyboards put where Đ and đ belong: Ð (Icelandic), Ɖ (African), ð, ɖ.
LOOKALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"})
TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aăâeêioôơuưy"
MARKED = frozenset(
    unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS + VOWELS.upper() for tone in ("", *TONES)
) - frozenset("aeiouyAEIOUY") | frozenset("đĐ")


STRIPPED = str.maketrans({char: unmarked(char) for char in MARKED})


def code_points(text: str) -> np.ndarray:
    """The characters of a text as numbers."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def compose(text: str) -> str:
    """NFC, with the look-alikes of Đ made Đ."""
    return unicodedata.normalize("NFC", text).translate(LOOKALIKES)


def strip(text: str) -> str:
    """Without diacritics, letter for letter: "Đồng" gives "Dong", "Müller" stays (`text` must be NFC)."""
    return text.translate(STRIPPED)


def marked(text: str) -> bool:
    """Whether a letter of the text has a Vietnamese diacritic."""
    return not MARKED.isdisjoint(text)


def _tone_shifts() -> dict[str, str]:
    shifts = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in TONES:
            new = first + unicodedata.normalize("NFC", second + tone)
            shifts[new] = unicodedata.normalize("NFC", first + tone) + second
    return shifts


OLD_PLACE = _tone_shifts()
NEW_PLACE = {old: new for new, old in OLD_PLACE.items()}


def tone_old(word: str) -> str:
    """A lower-case word with the tone mark where the press and the laws put it: hoà gives hòa, quý stays."""
    old = OLD_PLACE.get(word[-2:])
    return word[:-2] + old if old and word[-3:-2] != "q" else word


def tone_new(word: str) -> str:
    """The inverse of `tone_old`: hòa gives hoà."""
    new = NEW_PLACE.get(word[-2:])
    return word[:-2] + new if new and word[-3:-2] != "q" else word


def untoned(word: str) -> tuple[str, str]:
    """A lower-case word without its tone mark, and the mark ("" for none): "lựơng" and "lượng" give the same."""
    parts = unicodedata.normalize("NFD", word)
    bare = unicodedata.normalize("NFC", "".join(char for char in parts if char not in TONES))
    return bare, "".join(char for char in parts if char in TONES)


def like(pattern: str, word: str) -> str:
    """`word`, as long as `pattern`, with capitals where the pattern has them."""
    if len(pattern) != len(word):
        raise ValueError(f"{word!r} is not as long as {pattern!r}")
    if pattern.islower() and pattern.isalpha():  # most words
        return word
    return "".join(w.upper() if p.isupper() else w for p, w in zip(pattern, word, strict=True))


def copy_case(pattern: str, word: str) -> str:
    """`word` (lower case) in the case of `pattern`: letter for letter, or all capitals, a first capital, or none."""
    if len(word) == len(pattern):
        return like(pattern, word)
    if pattern.isupper() and len(pattern) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word
