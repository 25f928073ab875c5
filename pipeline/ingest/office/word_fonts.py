"""A Word 97–2003 file → what its characters and paragraphs look like, as far as text needs it ([MS-DOC] 2.6, 2.9)."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from struct import unpack_from

from pipeline.ingest.office.word import CHPX, FONTS, PAPX, STYLES, WordFile, plc_rows

PAGE = 512  # bytes of a page of formatting
NAME_OF_FONT = 40  # of an FFN: where the name stands
# Sprms: what is changed, by its number in the specification.
FONT_ASCII, FONT_OTHER, CHARACTER_STYLE, PLAIN, SYMBOL = 0x4A4F, 0x4A51, 0x4A30, 0x2A33, 0x6A09
HIDDEN, DELETED = 0x083C, 0x0800
IN_TABLE, ROW_END = 0x2416, 0x2417
OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # sizes of operands by sprm.spra; 6 says its own
TABLE_DEFINITION, TABS = 0xD608, 0xC615
STANDARD = 10  # bytes of a style before its name, where a file does not say


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts of ASCII and of other characters, as numbers in the list of fonts; a symbol; text that nobody sees."""

    ascii: int = 0
    other: int = 0
    symbol: tuple[int, int] | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A paragraph: its style, and whether it stands in a table, or ends a row of one."""

    style: int = 0
    in_table: bool = False
    row_end: bool = False


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """The changes of a list: (what, operand)."""
    at = 0
    while at + 2 < len(grpprl):
        (code,) = unpack_from("<H", grpprl, at)
        at += 2
        size = OPERANDS.get(code >> 13, 0)
        if code == TABLE_DEFINITION:
            size = unpack_from("<H", grpprl, at)[0] + 1 if at + 2 <= len(grpprl) else 0
        elif not size:
            size = grpprl[at] + 1
            if code == TABS and grpprl[at] == 255:
                return  # its size is in its parts, and nothing of ours stands behind it
        yield code, grpprl[at : at + size]
        at += size


class Looks:
    """What the bytes of a file look like, found by their place."""

    def __init__(self, word: WordFile) -> None:
        self.names = _font_names(word.part(FONTS))
        self.styles = _styles(word.part(STYLES))
        self._characters = _Places(_pages(word, CHPX, 1))
        self._paragraphs = _Places(_pages(word, PAPX, 13))

    def setting(self, offset: int) -> tuple[Setting, int]:
        """The paragraph of a byte, and the byte where the next one begins."""
        data, end = self._paragraphs.at(offset)
        return _setting(data), end

    def look(self, offset: int, style: int, extra: bytes) -> tuple[Look, int]:
        """The look of a byte in a paragraph of a style, and the byte where it ends."""
        data, end = self._characters.at(offset)
        begin = self.styles.get(style, Look())
        return _changed(begin, data + extra, self.styles), end

    def name(self, number: int) -> str:
        """The name of a font; "" where the file has none of that number."""
        return self.names[number] if number < len(self.names) else ""


class _Places:
    """Rows (from, to, data) found by any byte between."""

    def __init__(self, rows: Iterator[tuple[int, int, bytes]]) -> None:
        self._rows = sorted(rows)
        self._starts = [row[0] for row in self._rows]

    def at(self, offset: int) -> tuple[bytes, int]:
        """The data of a byte, and where they end; nothing where no row is."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self._rows[i][1]:
            return self._rows[i][2], self._rows[i][1]
        later = self._starts[i + 1] if i + 1 < len(self._starts) else 1 << 62
        return b"", later


def _pages(word: WordFile, number: int, width: int) -> Iterator[tuple[int, int, bytes]]:
    """The rows of all pages of formatting: characters (rows of one byte) or paragraphs (13)."""
    for _, _, row in plc_rows(word.part(number), 4):
        start = (unpack_from("<I", row)[0] & 0x3FFFFF) * PAGE
        page = word.main[start : start + PAGE]
        if len(page) == PAGE:
            yield from _page_rows(page, width)


def _page_rows(page: bytes, width: int) -> Iterator[tuple[int, int, bytes]]:
    count = page[PAGE - 1]
    places = unpack_from(f"<{count + 1}I", page)
    for i in range(count):
        at = 2 * page[4 * (count + 1) + i * width]
        if not at:
            data = b""
        elif width == 1:
            data = page[at + 1 : at + 1 + page[at]]
        elif page[at]:
            data = page[at + 1 : at + 2 * page[at]]
        else:
            data = page[at + 2 : at + 2 + 2 * page[at + 1]]
        yield places[i], places[i + 1], data


def _setting(data: bytes) -> Setting:
    if len(data) < 2:
        return Setting()
    told = {code: operand[0] for code, operand in sprms(data[2:]) if operand}
    return Setting(unpack_from("<H", data)[0], bool(told.get(IN_TABLE)), bool(told.get(ROW_END)))


def _changed(look: Look, grpprl: bytes, styles: Mapping[int, Look]) -> Look:
    """A look after a list of changes."""
    begin = look
    for code, operand in sprms(grpprl):
        if code == FONT_ASCII:
            look = replace(look, ascii=unpack_from("<H", operand)[0])
        elif code == FONT_OTHER:
            look = replace(look, other=unpack_from("<H", operand)[0])
        elif code == SYMBOL:
            font, sign = unpack_from("<HH", operand)
            look = replace(look, symbol=(font, sign))
        elif code == CHARACTER_STYLE:
            look = styles.get(unpack_from("<H", operand)[0], look)
        elif code == PLAIN:
            look = begin
        elif code in (HIDDEN, DELETED):
            look = replace(look, hidden=look.hidden or operand[0] == 1)
    return look


def _font_names(sttb: bytes) -> tuple[str, ...]:
    """The names of all fonts ([MS-DOC] 2.9.283, FFN)."""
    names, at = [], 4
    while at < len(sttb):
        end = at + 1 + sttb[at]
        name = sttb[at + NAME_OF_FONT : end].decode("utf-16-le", errors="replace")
        names.append(name.split("\0")[0])
        at = end
    return tuple(names)


def _styles(stsh: bytes) -> dict[int, Look]:
    """The look of every style, its bases included ([MS-DOC] 2.9.271, STSH)."""
    if len(stsh) < 20:
        return {}
    header, count, base = unpack_from("<HHH", stsh)
    own: dict[int, tuple[int, bytes]] = {}
    at = 2 + header
    for number in range(count):
        if at + 2 > len(stsh):
            break
        (size,) = unpack_from("<H", stsh, at)
        if size:
            own[number] = _style(stsh[at + 2 : at + 2 + size], base or STANDARD)
        at += 2 + size + size % 2
    ascii_font, _, other_font = unpack_from("<HHH", stsh, 14)
    start = Look(ascii_font, other_font)
    return {number: _derived(number, own, start) for number in own}


def _style(std: bytes, base: int) -> tuple[int, bytes]:
    """The number of the style that one is based on, and its own changes of characters."""
    kind, parent = std[2] & 15, unpack_from("<H", std, 2)[0] >> 4
    at = base + 2 * unpack_from("<H", std, base)[0] + 4
    for skipped in (True, False) if kind == 1 else (False,):  # styles of paragraphs say first how they are set
        if at + 2 > len(std):
            break
        (size,) = unpack_from("<H", std, at)
        if not skipped and kind in (1, 2):
            return parent, std[at + 2 : at + 2 + size]
        at += 2 + size + size % 2
    return parent, b""


def _derived(number: int, own: Mapping[int, tuple[int, bytes]], start: Look) -> Look:
    """The look of a style: that of its base, changed. A circle of bases, which no file should have, ends."""
    chain: list[bytes] = []
    seen = set[int]()
    while number in own and number not in seen:
        seen.add(number)
        number, changes = own[number]
        chain.append(changes)
    for changes in reversed(chain):
        start = _changed(start, changes, {})
    return start
