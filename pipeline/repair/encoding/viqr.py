"""VIQR, Vietnamese in ASCII ("Co^.ng ho`a", RFC 1456) → the letters it means."""

import re
from collections.abc import Iterable, Sequence

import regex

from pipeline.repair.encoding.signs import BARRED, is_syllable
from pipeline.repair.letters import compose, marked

SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
VOWEL = r"(?:[aA][\^(]?|[eE]\^?|[oO][\^+*]?|[uU][+*]?|[iIyY])"
LETTER = rf"(?:[dD]{{2}}|{VOWEL}['`?~.]?|[a-zA-Z])"
# Bounded and possessive: a long word that fails at its end would be tried in all ways to part it.
# A backslash says that the sign behind it is only itself: "(xa\.)".
WORD = regex.compile(rf"(?<![\w/@]){LETTER}{{1,20}}+(?![\w/@])")
VOWEL_MARKS = regex.compile(r"([aeiouyAEIOUY])([\^(+*]?)(['`?~.]?)")
BAR = regex.compile(r"[dD][dD]")
# Signs within a word are no punctuation: "Co^.ng", "d-u+o+.c", "ca(n". English has "I'd", never "ti'nh vu+.c".
STRONG = regex.compile(r"[aeoAEO]\^|[uoUO][+*]|[aA]\((?=['`?~.]?[a-z])|[aeiouyAEIOUY][`~]")
SIGN = re.compile(r"[\^+*(`~]")  # one of them is in all that STRONG finds: to look for them is quicker
# A sentence's end, not a tone; questions are too rare in reports for "?" to be one but at the end of a line.
ENDS = regex.compile(r"\.(?=[)\"”']*\s+[A-Z0-9\"“(])|[.?](?=[)\"”']*\s*$)")
ESCAPED = regex.compile(r"\\(?=[\^(+*'`?~.\\dD])")
LEAST_STRONG = 3  # words that nothing else explains, in the whole text
LEAST_SHARE = 0.8  # of the words of a line that must be syllables once read; ordinary English has 25 %
LEAST_KNOWN = 0.5  # the same in a text that is VIQR: names of foreigners fill lines
LEAST_MARKED = 0.2  # of the words of a line that must carry signs; Vietnamese marks four words in five


def _letters(word: str) -> str:
    """A word with its signs made marks, whatever they were meant for."""
    barred = BAR.sub(lambda match: "Đ" if match.group()[0] == "D" else "đ", word)
    marked = VOWEL_MARKS.sub(lambda m: m[1] + SHAPES.get(m[2], "") + TONES.get(m[3], ""), barred)
    return compose(marked)


def _meaning(word: str) -> str:
    """The syllable that a word means, with or without the full stop at its end; as it is where it means none."""
    for end in (len(word), len(word.rstrip(".?'`"))):
        new = _letters(word[:end])
        if is_syllable(new) or new in BARRED or (new.isupper() and "Đ" in new):
            return new + word[end:]
    return word


def always_dotted(lines: Iterable[str]) -> frozenset[str]:
    """Words that carry a dot where no sentence ends ("bo^. tru+o+?ng") and are never seen without it."""
    dotted, plain = set[str](), set[str]()
    for line in lines:
        for match in WORD.finditer(line):
            word = match.group()
            if word[-1] not in ".?":
                plain.add(word.lower())
            elif not ENDS.match(line, match.end() - 1):
                dotted.add(word.lower())
    return frozenset(word for word in dotted if word[:-1] not in plain)


def _word(text: str, match: regex.Match[str], dotted: frozenset[str]) -> str:
    """What a word means; without the dot or question mark of a sentence that ends there."""
    word = match.group()
    if word[-1] in ".?" and word.lower() not in dotted and ENDS.match(text, match.end() - 1):
        return _meaning(word[:-1]) + word[-1]
    return _meaning(word)


def read(line: str, dotted: frozenset[str] = frozenset()) -> str:
    """A line with its VIQR made letters, word by word."""
    return ESCAPED.sub("", WORD.sub(lambda match: _word(line, match, dotted), line))


def _shares(line: str) -> tuple[int, int, int]:
    """The words of a line, those that carry signs, and those of either that are syllables once read."""
    words = WORD.findall(line)
    new = [_meaning(word) for word in words]
    good = sum(is_syllable(word.rstrip(".?'`")) for word in new)
    return len(words), sum(not word.isascii() for word in new), good


def _is_viqr(line: str, least: float) -> bool:
    """Whether enough words of a line carry signs, and the share `least` of all are syllables."""
    if marked(line):
        return False
    words, signed, good = _shares(line)
    return signed >= LEAST_MARKED * words > 0 and good >= least * words


def viqr_lines(lines: Sequence[str]) -> list[bool]:
    """Which lines are VIQR; none where the whole text has too little that must be."""
    strong = [len(STRONG.findall(line)) if SIGN.search(line) else 0 for line in lines]
    if sum(strong) < LEAST_STRONG:
        return [False] * len(lines)
    if sum(n for n, line in zip(strong, lines, strict=True) if n and _is_viqr(line, LEAST_SHARE)) < LEAST_STRONG:
        return [False] * len(lines)
    return [_is_viqr(line, LEAST_KNOWN) for line in lines]
