"""Edits to those that leave numbers alone, and what touches them: a letter beside a digit may be a digit misread."""

import numpy as np
import regex

from pipeline.repair.edit import Edit, Edits
from pipeline.repair.letters import code_points

NUMERAL = regex.compile(r"[IVX]+")
DIGIT_BEFORE, DIGIT_AFTER = regex.compile(r"\d$"), regex.compile(r"/?\d")
FIGURE = regex.compile(r"(\S?)\s*(\d+)\s*(\S?)", regex.V0)  # a run of digits between what stands next to it
DIGIT = np.array([chr(code).isdecimal() for code in range(0x10000)])


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


def sparing_numbers(text: str, edits: Edits) -> Edits:
    """The edits that leave the numbers of a text alone; only those near a digit, and numerals, need a closer look."""
    if not len(edits):
        return edits
    letters = code_points(text)
    # A space at both ends, so that every place has neighbours: letter i of the text is letters[i + 1].
    letters = np.concatenate(([32], letters, [32, 32]))
    digit = DIGIT[np.minimum(letters, len(DIGIT) - 1)]
    digits = np.append(0, np.cumsum(digit))
    doubtful = digit[edits.start] | (digits[edits.end + 1] > digits[edits.start + 1])
    doubtful |= digit[edits.end + 1] | ((letters[edits.end + 1] == ord("/")) & digit[edits.end + 2])
    odd = (not new.strip("IVX") or any(map(str.isdecimal, new)) for new in edits.texts)
    doubtful |= np.fromiter(odd, bool, len(edits.texts))[edits.new]
    spared = np.ones(len(edits), bool)
    spared[doubtful] = [spares_numbers(text, edit) for edit in edits.rows(doubtful)]
    return edits.rows(spared)
