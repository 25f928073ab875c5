"""Text to tokens in columns: words, numbers, punctuation; and the spans that repair must not enter.

A text has few spellings: what depends on a spelling alone is found out once for each, and what remains to be done for
every token is arithmetic on whole columns.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import numpy as np
import regex

Kind = Literal["word", "code", "number", "mark", "fixed"]


class Spelling(NamedTuple):
    """How a token is spelt, and what it is.

    A code is a part of a document number ("QĐ" in 22/QĐ-UBND); a fixed token is an address or a foreign code.
    """

    text: str
    kind: Kind


class Token(NamedTuple):
    """text[start:end]; `line` counts from 0."""

    text: str
    start: int
    end: int
    line: int
    kind: Kind


@dataclass(frozen=True, eq=False)
class Tokens:
    """The tokens of a text, in order: token i is spellings[which[i]], at text[start[i]:end[i]], on line[i] (from 0)."""

    text: str
    spellings: tuple[Spelling, ...]
    which: np.ndarray
    start: np.ndarray
    end: np.ndarray
    line: np.ndarray

    def __len__(self) -> int:
        return len(self.which)

    def __getitem__(self, i: int) -> Token:
        text, kind = self.spellings[self.which[i]]
        return Token(text, int(self.start[i]), int(self.end[i]), int(self.line[i]), kind)

    def facts(self, of: Callable[[Spelling], Any], dtype: Any = bool) -> np.ndarray:
        """A column: what `of` says of the spelling of each token; asked once a spelling."""
        asked = np.array([of(spelling) for spelling in self.spellings], dtype)
        column: np.ndarray = asked[self.which]
        return column

    def rows(self, chosen: np.ndarray) -> "Tokens":
        """Only the tokens that a mask or an array of indices names, with the spellings that they have."""
        used, which = np.unique(self.which[chosen], return_inverse=True)
        spellings = tuple(self.spellings[number] for number in used.tolist())
        return Tokens(self.text, spellings, which, self.start[chosen], self.end[chosen], self.line[chosen])

    def counts(self) -> Iterator[tuple[Spelling, int]]:
        """Every spelling and how often it occurs."""
        return zip(self.spellings, np.bincount(self.which, minlength=len(self.spellings)).tolist(), strict=True)


ADDRESS = r"(?:https?:/{1,2}|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)\b[\w/.?=&%-]*"
LETTER = r"[^\W\d_]\p{M}*"
CLEAN = rf"(?P<word>(?:{LETTER})+)|(?P<number>\d+)|(?P<mark>\S)"
# A scanned word may hold anything but spaces and the punctuation that ends words: "x{r", "nhu'", "B§", "phr:in".
INNER = r"[\w'’`{}§&@©®$#£¥\\^~˜ˆ°¢€]|(?<=\p{L}\p{L})[:)\](|!](?=\p{Ll})|(?<=\p{Ll})\.(?=\p{Ll}{2})"
DAMAGED = rf"(?P<number>\d+(?!{INNER}))|(?P<word>(?:{INNER})+)|(?P<mark>\S)"
PATTERNS = {
    (damaged, address): regex.compile(rf"(?P<fixed>{ADDRESS})|{kinds}" if address else kinds)
    for damaged, kinds in ((False, CLEAN), (True, DAMAGED))
    for address in (False, True)
}
IN_ADDRESS = ("@", ":/", "www.", ".vn", ".com", ".net", ".org")  # one of them is in every address
EDGES = '.,;:()"“”?!…%'  # marks that part nothing at the edge of a chunk but themselves
FIGURES, RUN = re.compile(r"[0-9.,/%:;()+–-]+"), re.compile(r"[0-9]+|.")
CODE_PART = regex.compile(r"\p{Lu}[\p{Lu}\p{Ll}]{0,6}")
SPACE = np.array([chr(code).isspace() for code in range(0x3002)])  # U+3000 is the last


def _in_code(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] hangs on a slash or hyphen in a number of a document, such as 22/QD-UBND."""
    if not CODE_PART.fullmatch(text, start, end) or not any(c.isupper() for c in text[start + 1 : end]):
        return False
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return before in ("/", "-") or after == "-" or (after == "/" and before.isdigit())


@cache
def _signs() -> dict[tuple[str, str], str]:
    rows = (files(__package__) / "data" / "codes.tsv").read_text(encoding="utf-8").splitlines()
    table = [row.split("\t") for row in rows if row[0] not in "#s"]
    return {(seen, where): meant for seen, meant, where in table}


def known_sign(spelling: Spelling) -> str | None:
    """The sign of a document or agency that a token in capitals spoils: QD in 22/QD-UBND is QĐ."""
    if spelling.kind not in ("code", "word") or not spelling.text.isupper():
        return None
    part = _signs().get((spelling.text, "part")) if spelling.kind == "code" else None
    return part or _signs().get((spelling.text, "any"))


Parts = Sequence[tuple[int, int, Spelling]]  # of a chunk: where each of its tokens begins and ends, and what it is


def _plain(chunk: str) -> Parts:
    """The tokens of a word or number between marks, or of figures with marks alone: most chunks; none for any other."""
    inner = chunk.strip(EDGES)
    if inner.isalpha():
        kind: Kind = "word"
    elif inner.isdecimal():
        kind = "number"
    elif FIGURES.fullmatch(chunk):
        runs = ((match.start(), match.end(), match.group()) for match in RUN.finditer(chunk))
        return [(start, end, Spelling(run, "number" if run.isdecimal() else "mark")) for start, end, run in runs]
    else:
        return ()
    start = chunk.index(inner)
    end = start + len(inner)
    marks = [(i, i + 1, Spelling(chunk[i], "mark")) for i in (*range(start), *range(end, len(chunk)))]
    return (*marks[:start], (start, end, Spelling(inner, kind)), *marks[start:])


def _parted(chunk: str, damaged: bool) -> Parts:
    """The tokens of a chunk, what stands between white space: nothing that makes or parts tokens reaches farther."""
    parts = []
    address = any(sign in chunk for sign in IN_ADDRESS)
    for match in PATTERNS[damaged, address].finditer(chunk):
        start, end = match.span()
        kind = match.lastgroup or "mark"
        if kind == "word" and _in_code(chunk, start, end):
            kind = "code"
        parts.append((start, end, Spelling(match.group(), kind)))  # type: ignore[arg-type]
    return parts


def _strange(parts: Parts) -> bool:
    """Whether clean text would be parted otherwise: where a word holds more than letters."""
    return any(kind == "word" and not text.isalpha() for _, _, (text, kind) in parts)


@dataclass(frozen=True, eq=False)
class Chunks:
    """What stands between white space: chunk i is kinds[which[i]], at start[i] of the text, on line[i] (from 0)."""

    text: str
    kinds: tuple[str, ...]
    which: np.ndarray
    start: np.ndarray
    line: np.ndarray

    @cached_property
    def _damaged(self) -> list[Parts]:
        return [_plain(chunk) or _parted(chunk, True) for chunk in self.kinds]

    @cached_property
    def _clean(self) -> list[Parts]:
        pairs = zip(self.kinds, self._damaged, strict=True)
        return [_parted(chunk, False) if _strange(parts) else parts for chunk, parts in pairs]

    def tokens(self, damaged: bool) -> Tokens:
        """All tokens, in order; `damaged` lets a word hold what a scanner puts into words."""
        spellings: dict[Spelling, int] = {}
        parts = [
            (start, end, spellings.setdefault(spelling, len(spellings)), number)
            for number, tokens in enumerate(self._damaged if damaged else self._clean)
            for start, end, spelling in tokens
        ]
        columns = np.array(parts, np.int64).reshape(-1, 4)
        size = np.bincount(columns[:, 3], minlength=len(self.kinds)).astype(np.int64)
        first, times = np.cumsum(size) - size, size[self.which]
        # token numbers: those of each chunk, one after the other
        token = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times - first[self.which], times)
        begin, end, which = columns[token, 0], columns[token, 1], columns[token, 2]
        start = np.repeat(self.start, times)
        return Tokens(self.text, tuple(spellings), which, start + begin, start + end, np.repeat(self.line, times))


def chunks(text: str) -> Chunks:
    """Part a text at white space."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    space = np.concatenate(([True], SPACE[np.minimum(letters, len(SPACE) - 1)], [True]))
    starts = np.flatnonzero(space[1:] != space[:-1])[::2]
    found = text.split()
    numbers = {chunk: number for number, chunk in enumerate(dict.fromkeys(found))}
    which = np.fromiter(map(numbers.__getitem__, found), np.int64, len(found))
    line = np.searchsorted(np.flatnonzero(letters == ord("\n")), starts)
    return Chunks(text, tuple(numbers), which, starts, line)


def tokenize(text: str, damaged: bool = False) -> Tokens:
    """All tokens of a text, in order."""
    return chunks(text).tokens(damaged)
