"""Text in an encoding before Unicode, or decoded wrongly, to NFC Unicode; found by what makes syllables of it."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import regex

from pipeline.repair.letters import compose, tone_old
from pipeline.repair.outcome import Edit
from pipeline.repair.syllables import syllables

Encoding = Literal["tcvn3", "vni", "mojibake"]

# Measured on 1,000 lines: of the words with letters beyond ASCII, the right table makes 99.5 % syllables, a wrong one
# 10 to 14 %, TCVN3 taken for Latin-1 13 % and VNI 6 %.
LEAST = 0.6
GAIN = 0.3  # that a table must win over leaving the text as it is
# A reader without Vietnamese writes é for half of all marks; a text in an old encoding uses a score of signs evenly.
MOST_OF_ONE, LEAST_LETTERS = 0.4, 4
CHUNK = regex.compile(r"[^ \t\n\r\f\v]+")
WORD = regex.compile(r"[^\W\d_]+(?:\u00ad[^\W\d_]+)*")
MOJIBAKE = regex.compile(r"[ÃÄÅÆÂ][\u0080-\u00bf\u0152-\u0192\u2013-\u2122]|á[º»]")


class Passage(NamedTuple):
    """text[start:end], a paragraph; and the encoding it is in, None for Unicode."""

    start: int
    end: int
    encoding: Encoding | None


@cache
def _tables() -> dict[str, tuple[regex.Pattern[str], dict[str, str]]]:
    rows: dict[str, dict[str, str]] = {"tcvn3": {}, "vni": {}}
    for line in (files(__package__) / "data" / "legacy.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "encoding")):
            encoding, seen, meant = line.split("\t")
            rows[encoding][seen] = meant
    longest_first = {name: sorted(table, key=len, reverse=True) for name, table in rows.items()}
    return {name: (regex.compile("|".join(map(regex.escape, longest_first[name]))), rows[name]) for name in rows}


def _by_table(text: str, name: str) -> str:
    pattern, table = _tables()[name]
    return pattern.sub(lambda match: table[match.group()], text)


def _by_ftfy(text: str) -> str:
    from ftfy import fix_encoding  # heavy, and seldom needed

    return fix_encoding(text)


def decoder(encoding: Encoding) -> Callable[[str], str]:
    """The function that decodes a text in an encoding."""
    if encoding == "mojibake":
        return _by_ftfy
    return lambda text: _by_table(text, encoding)


def _validity(text: str) -> tuple[int, int]:
    """Words with letters beyond ASCII, and how many of them are Vietnamese syllables."""
    words = [word for word in WORD.findall(compose(text).lower()) if not word.isascii()]
    known = syllables()
    return len(words), sum(tone_old(word) in known for word in words)


def _names(text: str) -> list[Encoding]:
    """The encodings that a text may be in, by its letters alone."""
    letters = Counter(char for char in text if not char.isascii() and char.isalpha())
    uneven = not letters or max(letters.values()) > MOST_OF_ONE * letters.total() or len(letters) < LEAST_LETTERS
    broken: list[Encoding] = ["mojibake"] if MOJIBAKE.search(text) else []
    return broken if uneven else [*broken, "tcvn3", "vni"]


def _guess(text: str, least_words: int) -> Encoding | None:
    """The encoding that makes most syllables of a text, if one stands out."""
    if text.isascii():
        return None
    words, valid = _validity(text)
    best: Encoding | None = None
    share = max(LEAST, (valid / words if words else 0) + GAIN)
    for name in _names(text):
        decoded = decoder(name)(text)
        words, valid = _validity(decoded)
        if words >= least_words and valid / words > share and decoded != text:
            best, share = name, valid / words
    return best


def passages(text: str) -> Iterator[Passage]:
    """Every line with its encoding: its own where it is sure, else that of the whole text where it does no harm."""
    whole = _guess(text, 3)
    at = 0
    for line in text.split("\n"):
        own = None
        if not line.isascii():
            own = _guess(line, 4)
            if own is None and whole is not None:
                (words, valid), (new_words, new_valid) = _validity(line), _validity(decoder(whole)(line))
                own = whole if new_valid * max(1, words) > valid * max(1, new_words) or not words else None
        yield Passage(at, at + len(line), own)
        at += len(line) + 1


def _capitals(line: str, decoded: str) -> bool:
    """Whether a TCVN3 line was set in a font of capitals, whose marked letters come out lower-case."""
    plain = [char for char in line if char.isascii() and char.isalpha()]
    return len(plain) > 2 and sum(char.isupper() for char in plain) > 0.8 * len(plain) and not decoded.isupper()


def _by_word(old: str, new: str, start: int) -> Iterator[Edit]:
    """The edits between two spellings of a line that begins at `start`; one for all where words do not match."""
    before, after = list(CHUNK.finditer(old)), CHUNK.findall(new)
    if len(before) != len(after):
        yield Edit(start, start + len(old), new, "encoding", 1.0)
        return
    for match, word in zip(before, after, strict=True):
        if match.group() != word:
            yield Edit(start + match.start(), start + match.end(), word, "encoding", 1.0)


def decode(text: str) -> tuple[list[Edit], Encoding | None]:
    """The edits that bring a text to NFC Unicode, word by word, and the encoding most of it was in."""
    edits: list[Edit] = []
    seen: list[Encoding] = []
    for start, end, encoding in passages(text):
        line = text[start:end]
        if line.isascii():
            continue
        new = compose(decoder(encoding)(line) if encoding else line)
        if encoding == "tcvn3" and _capitals(line, new):
            new = new.upper()
        if encoding:
            seen.append(encoding)
        edits += _by_word(line, new, start)
    return edits, Counter(seen).most_common(1)[0][0] if seen else None
