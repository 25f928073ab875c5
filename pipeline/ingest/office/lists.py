"""Levels of lists → the numbers and bullets that Word sets before their paragraphs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

LEVELS = 9
ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
DECIMAL, BULLET, NOTHING = 0, 23, 255  # forms of numbers, as MSONFC of [MS-OSHARED] numbers them
MOST_ROMAN, MOST_LETTERS = 32767, 780  # what Word writes so; only damaged files count on

Look = TypeVar("Look")


@dataclass(frozen=True, slots=True)
class Level(Generic[Look]):
    """A level of a list: its first number, how numbers are written, its text (characters below 9 stand for the numbers
    of levels), what follows it, and what is changed in its characters. It counts anew behind an item of a level above
    `restart`, None for every higher one; `legal`: all numbers of its text are in digits."""

    start: int
    form: int
    text: str
    follow: str
    look: Look
    restart: int | None = None
    legal: bool = False


Levels = Mapping[int, Level[Look]]


@dataclass(frozen=True, slots=True)
class Use(Generic[Look]):
    """A use of a list, by the list's name: levels that are others here, and what levels count from here on, by level.
    The uses of a list count on from each other, but at the first item of one the levels of `starts` begin anew."""

    list: int
    levels: Levels[Look]
    starts: Mapping[int, int]


class Lists(Generic[Look]):
    """The lists of a file, and how far each of them has counted."""

    def __init__(self, lists: Mapping[int, Levels[Look]], uses: Mapping[int, Use[Look]]) -> None:
        self._uses = uses
        self._levels = {number: _levels(lists.get(use.list, {}), use) for number, use in uses.items()}
        self._counts: dict[int, dict[int, int]] = {}
        self._begun: set[int] = set()

    def next(self, number: int, level: int) -> tuple[str, Level[Look]] | None:
        """What stands before the next paragraph of a use of a list, at a level; None where there is nothing."""
        levels = self._levels.get(number, {})
        if level not in levels:
            return None
        use = self._uses[number]
        counts = self._counts.setdefault(use.list, {})
        if number not in self._begun:
            self._begun.add(number)
            _forget(counts, use.starts)
        for upper in range(level):
            if upper in levels:
                counts.setdefault(upper, levels[upper].start)
        counts[level] = counts[level] + 1 if level in counts else levels[level].start
        _forget(counts, [lower for lower in counts if _restarts(levels.get(lower), lower, level)])
        return _written(levels, level, counts), levels[level]


def _levels(levels: Levels[Look], use: Use[Look]) -> Levels[Look]:
    """The levels of a use of a list."""
    own = {**levels, **use.levels}
    return {n: replace(level, start=use.starts.get(n, level.start)) for n, level in own.items()}


def _forget(counts: dict[int, int], levels: Iterable[int]) -> None:
    for level in levels:
        counts.pop(level, None)


def _restarts(lower: Level[Look] | None, number: int, behind: int) -> bool:
    """Whether a level, by its number, counts anew behind an item of another."""
    return behind < number and (lower is None or lower.restart is None or behind < lower.restart)


def _written(levels: Levels[Look], level: int, counts: Mapping[int, int]) -> str:
    own = levels[level]
    if own.form == NOTHING or not own.text:
        return ""
    if own.form == BULLET:
        return own.text + own.follow
    signs = (_place(levels, ord(char), counts, own.legal) if ord(char) < LEVELS else char for char in own.text)
    return "".join(signs) + own.follow


def _place(levels: Levels[Look], level: int, counts: Mapping[int, int], legal: bool) -> str:
    """The number of a level in the text of one; nothing where there is no such level."""
    return _number(counts[level], DECIMAL if legal else levels[level].form) if level in counts else ""


def _number(count: int, form: int) -> str:
    """A number as its form has it; in digits where the form is none of ours, or cannot have it."""
    forms: dict[int, Callable[[int], str]] = {
        1: lambda n: _roman(n).upper(),
        2: _roman,
        3: lambda n: _letters(n).upper(),
        4: _letters,
        22: lambda n: f"{n:02}",
        NOTHING: lambda _: "",
    }
    return forms.get(form, str)(count)


def _roman(count: int) -> str:
    if not 0 < count <= MOST_ROMAN:
        return str(count)
    text = ""
    for value, sign in ROMAN:
        text += sign * (count // value)
        count %= value
    return text


def _letters(count: int) -> str:
    """a to z without đ, whatever the language, then aa to zz, and so on."""
    if not 0 < count <= MOST_LETTERS:
        return str(count)
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
