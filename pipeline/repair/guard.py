"""Edits to those that leave numbers alone, and what touches them: a letter beside a digit may be a digit misread."""

from collections.abc import Sequence
from operator import itemgetter

import numpy as np
import regex

from pipeline.repair.outcome import Edit

NUMERAL = regex.compile(r"[IVX]+")
DIGIT_BEFORE, DIGIT_AFTER = regex.compile(r"\d$"), regex.compile(r"/?\d")
FIGURE = regex.compile(r"(\S?)\s*(\d+)\s*(\S?)", regex.V0)  # a run of digits between what stands next to it
DIGITS = np.array([code for code in range(0x10000) if chr(code).isdecimal()], np.uint32)


def spares_numbers(text: str, edit: Edit) -> bool:
    """Whether an edit leaves the numbers of a text alone.

    "tháng l1" is no "tháng1", and "ngàyÁ8" no "ngày8"; but "thang8" is "tháng 8", and "s6" may be the word "số".
    A Roman numeral is a number too: "HI." may be II or III.
    """
    old, new = text[edit.start : edit.end].strip(), edit.new.strip()
    if old == new:
        return True
    if NUMERAL.fullmatch(new) or (FIGURE.search(new) and FIGURE.findall(old) != FIGURE.findall(new)):
        return False
    before = text[max(0, edit.start - 1) : edit.start]
    if DIGIT_BEFORE.search(before) and old[:1] != new[:1]:
        return False
    return not (DIGIT_AFTER.match(text, edit.end) and old[-1:] != new[-1:])


def sparing_numbers(text: str, edits: Sequence[Edit]) -> list[Edit]:
    """The edits that leave the numbers of a text alone; only those near a digit, and numerals, need a closer look."""
    if not edits:
        return []
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    digits = np.concatenate(([0], np.cumsum(np.isin(letters, DIGITS)), [0, 0]))
    digits[-2:] = digits[-3]
    start, end = (np.fromiter(map(itemgetter(field), edits), np.int64, len(edits)) for field in (0, 1))
    near = (digits[end + 2] > digits[np.maximum(start, 1) - 1]).tolist()
    return [
        edit
        for edit, close in zip(edits, near, strict=True)
        if (not close and edit.new.strip("IVX")) or spares_numbers(text, edit)
    ]
