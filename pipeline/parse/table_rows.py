"""Rows of a table → what each one is: header, column numbers, total, group or item; and whose part it is.

Ordinals say it: A over I over 1 over 1.1 over a) over a dash. Where an ordinal could be two things ("II" behind "HH"),
the one before it decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from pipeline.parse.folding import folded

_ROMAN = regex.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})")
_SAME = regex.compile(r"([A-ZĐ])\1*")
_DOTTED = regex.compile(r"\d{1,2}(?:\.\d{1,2})+\.?")
_NUMBER = regex.compile(r"\d{1,3}[.)]?")
_LETTER = regex.compile(r"[a-zđ][.)]?")
_OF_WHICH = regex.compile(r"\s*(?:[-+–]\s*)?trong do\b")
_LEVELS = ("letter", "roman", "number", "dotted", "small", "dash", "plus")
_ORDINAL_COLUMN = ("stt", "tt", "so tt", "so thu tu", "")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the body: ordinal and label as printed, its level, and the index of its parent row or None.

    `loose`: it stands behind "trong đó", so its brothers need not fill the whole.
    """

    index: int
    label: str
    level: str
    parent: int | None
    total: bool
    loose: bool = False


def _level(ordinal: str, label: str, before: str) -> str:
    """The level of an ordinal; `before` is the last one of a letter or Roman number."""
    mark = ordinal.strip().strip("().")
    if not mark:
        lead = label.lstrip()[:1]
        return "plus" if lead == "+" else "dash" if lead and lead in "-–*" else ""
    if _DOTTED.fullmatch(mark):
        return "dotted"
    if _NUMBER.fullmatch(mark):
        return "number"
    if _LETTER.fullmatch(mark):
        return "small"
    if mark in "-–+*":
        return "plus" if mark == "+" else "dash"
    same = _SAME.fullmatch(mark)
    follows = bool(same and _SAME.fullmatch(before) and len(mark) == len(before) and ord(mark[0]) == ord(before[0]) + 1)
    if _ROMAN.fullmatch(mark) and not (follows and mark not in ("I", "V", "X")):
        return "roman"
    return "letter" if same else ""


def body_rows(
    texts: Mapping[tuple[int, int], str],
    first: int,
    last: int,
    ordinals: int | None,
    labels: int,
    totals: Sequence[str],
) -> tuple[Row, ...]:
    """The rows `first` up to `last` (exclusive); `ordinals` and `labels` are columns, `totals` words without marks."""
    rows: list[Row] = []
    stack: list[Row] = []
    before, loose = "", False
    for index in range(first, last):
        label = texts.get((index, labels), "")
        ordinal = texts.get((index, ordinals), "") if ordinals is not None else ""
        level = _level(ordinal, label, before)
        if level in ("letter", "roman"):
            before = ordinal.strip(" ().")
        total = not ordinal.strip() and folded(label).strip(" .:").startswith(tuple(totals))
        while stack and (total or not level or _LEVELS.index(stack[-1].level) >= _LEVELS.index(level)):
            stack.pop()
            loose = False
        of_which = bool(_OF_WHICH.match(folded(label)))
        row = Row(index, label, level, stack[-1].index if stack and level else None, total, loose or of_which)
        rows.append(row)
        loose = loose or of_which
        if level:
            stack.append(row)
    return tuple(rows)


def roles(rows: Sequence[Row], headers: int, numbers: int | None) -> tuple[str, ...]:
    """What every row of a table is."""
    above = ["numbers" if index == numbers else "header" for index in range(headers)]
    parents = {row.parent for row in rows}
    return (*above, *("total" if row.total else "group" if row.index in parents else "item" for row in rows))


def is_ordinal_column(header: str) -> bool:
    """Whether a header names the column of ordinals."""
    return folded(header).strip(" .") in _ORDINAL_COLUMN
