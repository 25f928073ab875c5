"""Text into forms for matching, letter by letter: every form has the length of its text, so offsets stay valid."""

import unicodedata
from functools import lru_cache

import regex

from pipeline.letters import unmarked

_DYET = {ord("Ð"): "đ", ord("ð"): "đ", ord("Ɖ"): "đ"}  # OCR writes these Icelandic and African letters for Đ
_STROKES = str.maketrans("ÐðƉ", "ĐđĐ")
_TWICE = regex.compile(r"Đ(?:Đ|D(?=\p{Lu}))")
_DASHES = dict.fromkeys(map(ord, "–—‑‐−"), "-")
_QUOTES = {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"'}
_SPACES = dict.fromkeys(map(ord, "\n\f\t\r\v\u00a0\u2028\u2029\u3000"), " ")


def _lowered(code: int) -> str:
    low = chr(code).lower()
    return low if len(low) == 1 else chr(code)


def _stripped(letter: str) -> str:
    plain = unmarked(letter)
    return plain if len(plain) == 1 else letter  # some letters of other scripts are two in NFC


_SHORT = 200  # characters of a text whose forms are kept
_LATIN = range(0x41, 0x1F00)
_LOWER = {code: _lowered(code) for code in _LATIN} | _DYET | _DASHES | _QUOTES | _SPACES
_FOLD = {code: _stripped(low) for code, low in _LOWER.items()} | dict.fromkeys(map(ord, "ĐđÐðƉ"), "d") | _SPACES

# Hoà and hòa, uỷ and ủy are one spelling: the tone goes to the first vowel. After q the u is no vowel (quý).
_LATE_TONE = regex.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})")
_RATE = regex.compile(r"(?<!\p{L})tỉ(?= +(?:lệ|trọng|suất|giá)(?!\p{L}))")  # tỉ lệ and tỷ lệ are one spelling too
_TONES = str.maketrans("àáảãạèéẻẽẹỳýỷỹỵ", "`'?~." * 3)
_EARLY = {"o": dict(zip("`'?~.", "òóỏõọ", strict=True)), "u": dict(zip("`'?~.", "ùúủũụ", strict=True))}


def one_stroke(symbol: str, read: bool) -> str:
    """A symbol with one kind of Đ: some write the Icelandic letter. `read` by OCR: "HĐDND" has one Đ, seen twice."""
    plain = symbol.translate(_STROKES)
    return str(_TWICE.sub("Đ", plain)) if read else plain


def flat(text: str) -> str:
    """The text on one line: every kind of white space is a space."""
    return text.translate(_SPACES)


def _tone_first(match: regex.Match[str]) -> str:
    pair = match[0]
    bare = unicodedata.normalize("NFD", pair[1])[0]
    return _EARLY[pair[0]][pair[1].translate(_TONES)] + bare


def spelled(text: str) -> str:
    """Lower case with tone marks, one spelling for hoà and hòa, tỉ lệ and tỷ lệ; dashes, quotes and spaces plain."""
    return _spelled_once(text) if len(text) <= _SHORT else _spelled(text)


def folded(text: str) -> str:
    """Lower case without any marks; `đ` is `d`. Never enough where tones carry the meaning (chi, chỉ)."""
    return _folded_once(text) if len(text) <= _SHORT else text.translate(_FOLD)


def _spelled(text: str) -> str:
    lower = str(_LATE_TONE.sub(_tone_first, text.translate(_LOWER)))
    return str(_RATE.sub("tỷ", lower)) if "tỉ" in lower else lower


# the words around a figure are asked for in these forms again and again
_spelled_once = lru_cache(maxsize=8192)(_spelled)


@lru_cache(maxsize=8192)
def _folded_once(text: str) -> str:
    return text.translate(_FOLD)


def squeezed(text: str) -> str:
    """One space between words. The only form here whose length differs."""
    return " ".join(text.split())
