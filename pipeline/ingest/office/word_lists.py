"""A Word 97–2003 file → its lists, whose numbers and bullets are no text in it ([MS-DOC] PlfLst, PlfLfo, LVL)."""

from collections.abc import Iterator
from struct import unpack_from

from pipeline.ingest.office.lists import LEVELS, Level, Levels, Lists, Use
from pipeline.ingest.office.word import WordFile

LISTS, USES = 73, 74  # in FibRgFcLcb97: PlfLst, whose levels stand behind it, and PlfLfo
LEGAL, OWN_RESTART = 0x04, 0x08  # flags of LVLF
STARTS, LOOKS = 0x10, 0x20  # flags of LFOLVL: the first number is another, the whole level is


def lists_of(word: WordFile) -> Lists[bytes]:
    """The lists of a file, none of them counted yet."""
    return Lists(dict(_lists(word)), dict(_uses(word)))


def _lists(word: WordFile) -> Iterator[tuple[int, Levels[bytes]]]:
    """The levels of every list, by its name."""
    data = word.part(LISTS)
    if not data:
        return
    (count,) = unpack_from("<H", data)
    at = word.behind(LISTS)
    for i in range(count):
        name, flags = unpack_from("<i22xB", data, 2 + 28 * i)
        levels = {}
        for number in range(1 if flags & 1 else LEVELS):
            levels[number], at = _level(word.table, at)
        yield name, levels


def _level(table: bytes, at: int) -> tuple[Level[bytes], int]:
    """A level (LVL), and where the next one begins."""
    start, form, flags, follow, look_size, setting_size, limit = unpack_from("<iBB9xB8xBBB", table, at)
    look_at = at + 28 + setting_size
    text_at = look_at + look_size
    (length,) = unpack_from("<H", table, text_at)
    end = text_at + 2 + 2 * length
    text = table[text_at + 2 : end].decode("utf-16-le", errors="replace")
    look, restart = table[look_at:text_at], limit if flags & OWN_RESTART else None
    return Level(start, form, text, {0: "\t", 1: " "}.get(follow, ""), look, restart, bool(flags & LEGAL)), end


def _uses(word: WordFile) -> Iterator[tuple[int, Use[bytes]]]:
    """The uses of lists (LFO), from 1 on; what they change stands behind the last of them (LFOData)."""
    data = word.part(USES)
    if not data:
        return
    (count,) = unpack_from("<I", data)
    table, begin = word.table, word.behind(USES) - len(data)
    at = begin + 4 + 16 * count
    for i in range(count):
        name, changes = unpack_from("<i8xB", data, 4 + 16 * i)
        at += 4
        levels: dict[int, Level[bytes]] = {}
        starts: dict[int, int] = {}
        for _ in range(changes):
            start, flags = unpack_from("<iI", table, at)
            at, level = at + 8, flags & 15
            if flags & LOOKS:
                levels[level], at = _level(table, at)
            if flags & STARTS:
                starts[level] = levels[level].start if flags & LOOKS else start
        yield i + 1, Use(name, levels, starts)
