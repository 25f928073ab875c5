"""A Word 97–2003 file → its lists, whose numbers and bullets are no text in it ([MS-DOC] PlfLst, PlfLfo, LVL)."""

from collections.abc import Iterator, Mapping
from struct import unpack_from

from pipeline.ingest.office.lists import LEVELS, Level, Lists
from pipeline.ingest.office.word import WordFile

LISTS, OVERRIDES = 73, 74  # in FibRgFcLcb97: PlfLst, whose levels stand behind it, and PlfLfo


def lists_of(word: WordFile) -> Lists:
    """The lists of a file, none of them counted yet."""
    return Lists(dict(_lists(word)), _overrides(word.part(OVERRIDES)))


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
