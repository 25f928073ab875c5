"""A Word 97–2003 file → how its characters look and its paragraphs are set, by their place in the file."""

from bisect import bisect_right
from collections.abc import Iterator
from struct import unpack_from

from pipeline.ingest.office.word import CHPX, FONTS, PAPX, STYLES, WordFile, plc_rows
from pipeline.ingest.office.word_changes import Look, Setting, look_after, setting_after, sprms
from pipeline.ingest.office.word_styles import Style, font_names, styles

PAGE = 512  # bytes of a page of formatting
ELSEWHERE = (0x6645, 0x6646)  # changes that stand in the data stream, at a place


class Looks:
    """What the bytes of a file look like, found by their place."""

    def __init__(self, word: WordFile) -> None:
        self.names = font_names(word.part(FONTS))
        self._data = word.data
        self._styles = styles(word.part(STYLES))
        self._changes = {number: style.characters for number, style in self._styles.items()}
        self._characters = _Places(_pages(word, CHPX, 1))
        self._paragraphs = _Places(_pages(word, PAPX, 13))

    def setting(self, offset: int, extra: bytes) -> tuple[Setting, int]:
        """The paragraph of a byte, and the byte where the next one begins."""
        data, end = self._paragraphs.at(offset)
        number = unpack_from("<H", data)[0] if len(data) > 1 else 0
        changes = self._whole(data[2:]) + extra
        return setting_after(self._styles.get(number, Style()).setting, changes), end

    def _whole(self, changes: bytes) -> bytes:
        """Changes of a paragraph, those too that stand elsewhere: a row of many cells has more than a page can hold."""
        for code, operand in sprms(changes):
            if code in ELSEWHERE:
                (at,) = unpack_from("<I", operand)
                size = int.from_bytes(self._data[at : at + 2], "little")
                return changes + self._data[at + 2 : at + 2 + size]
        return changes

    def look(self, offset: int, style: int, extra: bytes) -> tuple[Look, int]:
        """The look of a byte in a paragraph of a style, and the byte where it ends."""
        data, end = self._characters.at(offset)
        return self.changed(self._styles.get(style, Style()).look, data + extra), end

    def changed(self, look: Look, changes: bytes) -> Look:
        """A look after some changes."""
        return look_after(look, changes, self._changes)

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
