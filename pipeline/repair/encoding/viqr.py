"""VIQR, Vietnamese in ASCII ("Co^.ng ho`a", RFC 1456) → the letters it means."""

from collections.abc import Sequence

import regex

from pipeline.repair.letters import compose, tone_old
from pipeline.repair.syllables import syllables

SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
VOWEL = r"(?:[aA][\^(]?|[eE]\^?|[oO][\^+*]?|[uU][+*]?|[iIyY])"
LETTER = rf"(?:[dD]{{2}}|{VOWEL}['`?~.]?|[a-zA-Z])"
# A backslash says that the sign behind it is only itself: "(xa\.)".
WORD = regex.compile(rf"(?<![\w/@]){LETTER}+(?![\w/@])")
VOWEL_MARKS = regex.compile(r"([aeiouyAEIOUY])([\^(+*]?)(['`?~.]?)")
BAR = regex.compile(r"[dD][dD]")
# Signs within a word are no punctuation: "Co^.ng", "d-u+o+.c", "ca(n". English has "I'd", never "ti'nh vu+.c".
STRONG = regex.compile(rf"(?<![\w/@])[a-zA-Z]*(?:[aeoAEO]\^|[uoUO][+*]|[aA]\((?=['`?~.]?[a-z])|[aeiouyAEIOUY][`~])")
ENDS = regex.compile(r"[.?](?=[)\"”']*(?:\s+[A-Z0-9\"“(]|\s*$))")  # a sentence's end, not a tone
ESCAPED = regex.compile(r"\\(?=[\^(+*'`?~.\\dD])")
LEAST_STRONG = 3  # words that nothing else explains, in the whole text
LEAST_SHARE = 0.8  # of the words of a line that must be syllables once read; ordinary English has 25 %
LEAST_MARKED = 0.2  # of the words of a line that must carry signs; Vietnamese marks four words in five


def _letters(word: str) -> str:
    """A word with its signs made marks, whatever they were meant for."""
    barred = BAR.sub(lambda match: "Đ" if match.group()[0] == "D" else "đ", word)
    marked = VOWEL_MARKS.sub(lambda m: m[1] + SHAPES.get(m[2], "") + TONES.get(m[3], ""), barred)
    return compose(marked)


def _is_syllable(word: str) -> bool:
    return tone_old(word.lower()) in syllables()


def _word(text: str, match: regex.Match[str]) -> str:
    """What a word means; as it is where that is no syllable, and with its full stop where a sentence ends."""
    word = match.group()
    if word[-1] in ".?" and ENDS.match(text, match.end() - 1) and _is_syllable(_letters(word[:-1])):
        return _letters(word[:-1]) + word[-1]
    new = _letters(word)
    return new if _is_syllable(new) else word


def read(line: str) -> str:
    """A line with its VIQR made letters, word by word."""
    return ESCAPED.sub("", WORD.sub(lambda match: _word(line, match), line))


def _is_viqr(line: str) -> bool:
    words = [match.group() for match in WORD.finditer(line)]
    new = [_letters(word) for word in words]
    marked = sum(not word.isascii() for word in new)
    good = sum(_is_syllable(word.rstrip("'?.`~")) for word in new)
    return marked >= LEAST_MARKED * len(words) > 0 and good >= LEAST_SHARE * len(words)


def viqr_lines(lines: Sequence[str]) -> list[bool]:
    """Which lines are VIQR; none where the whole text has too little that must be."""
    strong = [bool(line) and line.isascii() and STRONG.search(line) is not None for line in lines]
    strong = [is_so and _is_viqr(line) for line, is_so in zip(lines, strong, strict=True)]
    if sum(len(STRONG.findall(line)) for line, is_so in zip(lines, strong, strict=True) if is_so) < LEAST_STRONG:
        return [False] * len(lines)
    return [is_so or (line.isascii() and _is_viqr(line)) for line, is_so in zip(lines, strong, strict=True)]
