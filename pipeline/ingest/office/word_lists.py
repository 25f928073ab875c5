"""A Word 97–2003 file → the numbers and bullets before paragraphs of its lists ([MS-DOC] PlfLst, PlfLfo, LVL)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from struct import unpack_from

from pipeline.ingest.office.word import WordFile

LISTS, OVERRIDES = 73, 74  # in FibRgFcLcb97: PlfLst, whose levels stand behind it, and PlfLfo
LEVELS = 9
ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
)
ROMAN += ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
BULLET, NOTHING = 23, 255  # MSONFC


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its first number, how numbers are written, its text (characters below 9 stand for the numbers
    of levels), what follows it, and what is changed in its characters."""

    start: int
    form: int
    text: str
    follow: str
    look: bytes


class Lists:
    """The lists of a file, and how far each of them has counted."""

    def __init__(self, word: WordFile) -> None:
        self._lists = dict(_lists(word))
        self._overrides = _overrides(word.part(OVERRIDES))
        self._counts: dict[int, list[int]] = {}

    def next(self, number: int, level: int) -> tuple[str, bytes]:
        """What stands before the next paragraph of a list (`number` from 1, of a list's override) at a level, and what
        is changed in its characters; ("", b"") where there is nothing."""
        name = self._overrides.get(number)
        levels = self._lists.get(name, ()) if name is not None else ()
        if name is None or level >= len(levels):
            return "", b""
        counts = self._counts.setdefault(name, [0] * LEVELS)
        for upper in range(level):
            counts[upper] = counts[upper] or levels[upper].start
        counts[level] = counts[level] + 1 if counts[level] else levels[level].start
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        return _written(levels, level, counts), levels[level].look


def _written(levels: tuple[Level, ...], level: int, counts: list[int]) -> str:
    own = levels[level]
    if own.form == NOTHING or not own.text:
        return ""
    if own.form == BULLET:
        return ("•" if "\uf000" <= own.text[0] <= "\uf0ff" else own.text) + own.follow  # a sign of a font of symbols
    signs = (
        _number(counts[ord(char)], levels[ord(char)].form) if ord(char) < len(levels) else char for char in own.text
    )
    return "".join(signs) + own.follow


def _number(count: int, form: int) -> str:
    """A number as its form has it; in digits where the form is none of ours."""
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
    text = ""
    for value, sign in ROMAN:
        text += sign * (count // value)
        count %= value
    return text


def _letters(count: int) -> str:
    """a to z, then aa to zz, and so on."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else ""


def _lists(word: WordFile) -> Iterator[tuple[int, tuple[Level, ...]]]:
    """The levels of every list, by its name."""
    data = word.part(LISTS)
    if not data:
        return
    (count,) = unpack_from("<H", data)
    at = word.behind(LISTS)
    for i in range(count):
        name, flags = unpack_from("<i22xB", data, 2 + 28 * i)
        levels = []
        for _ in range(1 if flags & 1 else LEVELS):
            level, at = _level(word.table, at)
            levels.append(level)
        yield name, tuple(levels)


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """A level (LVL), and where the next one begins."""
    start, form, follow, look_size, setting_size = unpack_from("<iB10xB8xBB", table, at)
    look_at = at + 28 + setting_size
    text_at = look_at + look_size
    (length,) = unpack_from("<H", table, text_at)
    end = text_at + 2 + 2 * length
    text = table[text_at + 2 : end].decode("utf-16-le", errors="replace")
    return Level(start, form, text, {0: "\t", 1: " "}.get(follow, ""), table[look_at:text_at]), end


def _overrides(data: bytes) -> Mapping[int, int]:
    """The list behind every override, from 1 on. Starts and formats that an override changes are not looked at."""
    count = unpack_from("<I", data)[0] if data else 0
    return {i + 1: unpack_from("<i", data, 4 + 16 * i)[0] for i in range(count)}
