"""Tokens to the passages that are judged as one, the paragraphs in them, and the labels of their items."""

import re
from collections.abc import Iterator
from enum import IntFlag

import numpy as np
import regex

from pipeline.repair.letters import strip
from pipeline.repair.tokens import Spelling, Tokens

LONGEST = 400  # tokens of a passage, after which it is parted at the next line
PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\f")  # quicker than regex on a pattern that begins with a letter
ITEM = regex.compile(r"[-–+*•]|\d+|[IVX]+|\p{L}(?=[).])")  # how a new item of a list begins
SHORT = 0.7  # of the longest line of a passage: a line that ends before its paragraph does not
WRAPPED = 160  # characters; where lines are longer every line is a paragraph
NUMBERED = regex.compile(r"\d{1,2}\p{L}")
LABELLED = frozenset(("dieu", "khoan", "diem", "muc", "chuong", "mau", "bieu", "bang", "lop"))  # stripped


def passage_starts(tokens: Tokens) -> np.ndarray:
    """The first token of each passage: after an empty line, after a page, or at a line after LONGEST tokens."""
    if not len(tokens):
        return np.zeros(0, np.int64)
    cuts = np.array([match.start() for match in PARAGRAPH.finditer(tokens.text)], np.int64)
    paragraphs = np.unique(np.append(np.searchsorted(tokens.start, cuts), 0))
    paragraphs = paragraphs[paragraphs < len(tokens)]
    lines = np.flatnonzero(np.append(True, tokens.line[1:] != tokens.line[:-1]))
    return np.array(list(_parted(paragraphs.tolist(), lines, len(tokens))), np.int64)


def _parted(paragraphs: list[int], lines: np.ndarray, end: int) -> Iterator[int]:
    for start, stop in zip(paragraphs, [*paragraphs[1:], end], strict=True):
        while start < stop:
            yield start
            place = int(np.searchsorted(lines, start + LONGEST))
            start = int(lines[place]) if place < len(lines) else stop


def paragraph_begins(tokens: Tokens, starts: np.ndarray) -> np.ndarray:
    """Whether each token begins a paragraph: a passage, after a full stop or a short line, or an item of a list."""
    begins = np.zeros(len(tokens), bool)
    if not len(tokens):
        return begins
    begins[starts] = True
    first = np.flatnonzero(np.append(True, (tokens.line[1:] != tokens.line[:-1]) | begins[1:]))
    last = np.append(first[1:], len(tokens)) - 1
    width = tokens.end[last] - tokens.start[first]
    passage = np.searchsorted(starts, first, "right") - 1
    longest = np.zeros(len(starts), np.int64)
    np.maximum.at(longest, passage, width)
    ends = (width < SHORT * longest[passage]) | (longest[passage] > WRAPPED)
    ends |= tokens.facts(lambda spelling: spelling.text in ".;:!?")[last]
    items = tokens.facts(lambda spelling: ITEM.fullmatch(spelling.text) is not None)[first]
    begins[first[1:]] |= ends[:-1] | items[1:]
    return begins


class _Label(IntFlag):
    """What a spelling says of labels."""

    LETTER = 1
    CAPITAL = 2
    EXCLAMATION = 4  # "O", "Y": words in capitals too
    FOLLOWS = 8  # stands after a letter that is a label: "a)"
    WORD = 16
    NUMBERED = 32  # "1a"
    LABELLED = 64  # "Mẫu", before a number with a letter


def _of_label(spelling: Spelling) -> int:
    text = spelling.text
    if len(text) == 1:
        if text in ").:/-":
            return _Label.FOLLOWS
        letter = _Label.LETTER if text.isalpha() else 0
        return letter | (_Label.CAPITAL if text.isupper() else 0) | (_Label.EXCLAMATION if text in "OY" else 0)
    if text.isalpha():
        return _Label.WORD | (_Label.LABELLED if strip(text.lower()) in LABELLED else 0)
    return _Label.NUMBERED if NUMBERED.fullmatch(text) else 0


def labels(tokens: Tokens) -> np.ndarray:
    """Whether each token, a letter or a figure with a letter, names an item ("a)", "B.", "Mẫu 1a") and is no word."""
    if not len(tokens):
        return np.zeros(0, bool)
    signs = tokens.facts(_of_label, np.int64)
    before, after = np.append(0, signs[:-1]), np.append(signs[1:], 0)
    glued = np.append(tokens.start[1:] == tokens.end[:-1], False)
    exclaimed = (signs & _Label.EXCLAMATION > 0) & (after & _Label.WORD > 0)
    letter = (after & _Label.FOLLOWS > 0) & glued | (signs & _Label.CAPITAL > 0) & ~exclaimed
    named: np.ndarray = (signs & _Label.NUMBERED > 0) & (before & _Label.LABELLED > 0)
    named |= (signs & _Label.LETTER > 0) & letter
    return named
