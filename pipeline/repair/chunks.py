"""Text to chunks, what stands between white space, and chunks to tokens.

A text has few kinds of chunks: each is parted once, most of them without any pattern, all together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import regex

from pipeline.repair.letters import code_points
from pipeline.repair.tokens import Spelling, Tokens

ADDRESS = r"(?:https?:/{1,2}|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)\b[\w/.?=&%-]*"
CLEAN = r"(?P<word>(?:[^\W\d_]\p{M}*)+)|(?P<number>\d+)|(?P<mark>\S)"
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
FIGURES = "0123456789.,/%:;()+–-"  # a chunk of them alone is parted into runs of digits and single marks
CODE_PART = regex.compile(r"\p{Lu}[\p{Lu}\p{Ll}]{0,6}")
SPACE = np.array([chr(code).isspace() for code in range(0x3002)])  # U+3000 is the last
LETTER, DIGIT, EDGE, FIGURE = 1, 2, 4, 8  # what a character is, one or more of them; 0: anything else


def _class(char: str) -> int:
    run = LETTER if char.isalpha() else DIGIT if char in "0123456789" else 0
    return run | EDGE * (char in EDGES) | FIGURE * (char in FIGURES)


CLASSES = np.array([_class(chr(code)) for code in range(0x2028)], np.uint8)  # as far as the marks of EDGES


def _in_code(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] hangs on a slash or hyphen in a number of a document, such as 22/QD-UBND."""
    if not CODE_PART.fullmatch(text, start, end) or not any(c.isupper() for c in text[start + 1 : end]):
        return False
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return before in ("/", "-") or after == "-" or (after == "/" and before.isdigit())


class _Columns(NamedTuple):
    """Tokens of kinds of chunks: the kind, where each begins and ends in it, and the number of its spelling."""

    chunk: np.ndarray
    start: np.ndarray
    end: np.ndarray
    which: np.ndarray


def _plain(kinds: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where tokens begin and end in the chunks, written one after the other, and which chunks hold more than a word or
    a number between marks, or figures with marks alone: few; of these the tokens are not told."""
    signs = CLASSES[np.minimum(code_points("".join(kinds)), len(CLASSES) - 1)]
    bounds = np.cumsum([0, *map(len, kinds)])
    run = signs & (LETTER | DIGIT)
    begins = (run == 0) | np.append(True, run[1:] != run[:-1])
    begins[bounds[:-1]] = True
    first = bounds[:-1]
    runs = np.add.reduceat(begins & (run > 0), first, dtype=np.int64)
    edged = np.logical_and.reduceat((run > 0) | (signs & EDGE > 0), first)
    figures = np.logical_and.reduceat(signs & FIGURE > 0, first)
    odd = ~(figures | (edged & (runs == 1)))
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(signs))
    usual = ~np.repeat(odd, np.diff(bounds))[starts]
    return starts[usual], ends[usual], odd


def _patterned(kinds: Sequence[str], damaged: bool) -> Iterator[tuple[int, int, Spelling]]:
    """The tokens of any chunks, written one after the other with a space between: nothing that makes or parts tokens
    reaches farther than a chunk."""
    joined = " ".join(kinds)
    address = any(sign in joined for sign in IN_ADDRESS)
    for match in PATTERNS[damaged, address].finditer(joined):
        start, end = match.span()
        kind = match.lastgroup or "mark"
        if kind == "word" and _in_code(joined, start, end):
            kind = "code"
        yield start, end, Spelling(match.group(), kind)  # type: ignore[arg-type]


def _spelt(text: str) -> Spelling:
    """A token of a chunk that needs no pattern."""
    return Spelling(text, "word" if text.isalpha() else "number" if text.isdecimal() else "mark")


@dataclass(frozen=True, eq=False)
class Chunks:
    """What stands between white space: chunk i is kinds[which[i]], at start[i] of the text, on line[i] (from 0)."""

    text: str
    kinds: tuple[str, ...]
    which: np.ndarray
    start: np.ndarray
    line: np.ndarray

    @cached_property
    def _parted(self) -> tuple[tuple[Spelling, ...], _Columns, list[int]]:
        """The tokens of the usual kinds, and the numbers of the others."""
        starts, ends, odd = _plain(self.kinds)
        joined, numbers = "".join(self.kinds), dict[str, int]()
        slices = zip(starts.tolist(), ends.tolist(), strict=True)
        which = [numbers.setdefault(joined[start:end], len(numbers)) for start, end in slices]
        bounds = np.cumsum([0, *map(len, self.kinds)])
        chunk = np.searchsorted(bounds, starts, "right") - 1
        columns = _Columns(chunk, starts - bounds[chunk], ends - bounds[chunk], np.array(which, np.int64))
        return tuple(map(_spelt, numbers)), columns, np.flatnonzero(odd).tolist()

    def tokens(self, damaged: bool) -> Tokens:
        """All tokens, in order; `damaged` lets a word hold what a scanner puts into words."""
        usual, plain, odd = self._parted
        spellings = {spelling: number for number, spelling in enumerate(usual)}
        strange = [self.kinds[number] for number in odd]
        rows = [
            (start, end, spellings.setdefault(spelling, len(spellings)))
            for start, end, spelling in _patterned(strange, damaged)
        ]
        start, end, which = np.array(rows, np.int64).reshape(-1, 3).T
        bounds = np.cumsum([0, *(len(chunk) + 1 for chunk in strange)])
        place = np.searchsorted(bounds, start, "right") - 1
        more = (np.array(odd, np.int64)[place], start - bounds[place], end - bounds[place], which)
        both = [np.concatenate(pair) for pair in zip(plain, more, strict=True)]
        order = np.argsort(both[0], kind="stable")
        chunk, *columns = (column[order] for column in both)
        first = np.searchsorted(chunk, np.arange(len(self.kinds) + 1))
        from pipeline.repair.kinds import placed  # compiled code: only when there is work

        return Tokens(self.text, tuple(spellings), *placed(self.which, self.start, self.line, first, *columns))


def chunks(text: str) -> Chunks:
    """Part a text at white space."""
    from pipeline.repair.kinds import kinds_of  # compiled code: only when there is work

    letters = code_points(text)
    space = np.concatenate(([True], SPACE[np.minimum(letters, len(SPACE) - 1)], [True]))
    edges = np.flatnonzero(space[1:] != space[:-1])
    starts, ends = edges[::2].copy(), edges[1::2].copy()
    which, first = kinds_of(letters, starts, ends)
    kinds = tuple(text[start:end] for start, end in zip(starts[first].tolist(), ends[first].tolist(), strict=True))
    line = np.cumsum(letters == ord("\n"))[starts]
    return Chunks(text, kinds, which, starts, line)


def tokenize(text: str, damaged: bool = False) -> Tokens:
    """All tokens of a text, in order."""
    return chunks(text).tokens(damaged)
