"""Paragraphs → a file of Word 97, with the least that such a file must hold ([MS-DOC])."""

from collections.abc import Sequence
from dataclasses import dataclass
from struct import pack
from typing import Literal, NamedTuple

from written.compound import compound_file

PAGE, TEXT = 512, 2048  # bytes; where the text stands
FONT = (0x4A4F, 0x4A51)  # sprmCRgFtc0 for ASCII, sprmCRgFtc2 for other characters
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x17\x24\x01"
HIDDEN, DELETED = b"\x3c\x08\x01", b"\x00\x08\x81"
BEHIND = -1  # of bytes that the header does not name
LEGAL, OWN_RESTART = 4, 8  # flags of a level: all numbers in digits; it counts anew as `limit` says
Kind = Literal["paragraph", "in cell", "cell", "row"]


class Level(NamedTuple):
    """A level of a list: its first number, form, text, what follows, flags, and behind which levels it counts anew."""

    start: int
    form: int
    text: str
    follow: int
    flags: int = 0
    limit: int = 0


Change = tuple[int, int | None, Level | None]  # of a use of a list: which level, where it starts, what it is


@dataclass(frozen=True)
class Piece:
    """Text in a font, by its number; None for that of its paragraph's style."""

    text: str
    font: int | None = None
    changes: bytes = b""

    @property
    def look(self) -> bytes:
        fonts = b"" if self.font is None else b"".join(pack("<HH", sprm, self.font) for sprm in FONT)
        return fonts + self.changes


@dataclass(frozen=True)
class Paragraph:
    """Pieces up to the end of a paragraph (in a cell or not), a cell or a row; its style is the number of a font."""

    pieces: tuple[Piece, ...]
    kind: Kind = "paragraph"
    style: int = 0
    list: int = 0
    level: int = 0
    end: bytes = b""  # changes of the sign that ends it
    elsewhere: bool = False  # how it is set stands in the data stream


def word_file(
    body: Sequence[Paragraph],
    fonts: Sequence[str],
    notes: Sequence[Paragraph] = (),
    levels: Sequence[Level] = (),
    uses: Sequence[Sequence[Change]] = ((),),
    character_styles: Sequence[bytes] = (),
    wide: bool = False,
    flags: int = 0,
    short: int = 0,
) -> bytes:
    """A file; `wide` sets two bytes a character, else Windows-1252. Style n is in font n, behind these stand styles of
    characters with their changes. `levels` are of a list whose `uses` are numbered from 1. `short` is said of all text
    (Prm0)."""
    everything = [*body, *notes]
    text = "".join(piece.text for paragraph in everything for piece in (*paragraph.pieces, _end(paragraph)))
    stored = text.encode("utf-16-le" if wide else "cp1252")
    size = 2 if wide else 1
    at, characters, paragraphs, data = TEXT, [], [], b""
    for paragraph in everything:
        for piece in (*paragraph.pieces, _end(paragraph)):
            characters.append((at, piece.look))
            at += len(piece.text) * size
        setting = _setting(paragraph)
        if paragraph.elsewhere:
            data, setting = data + pack("<H", len(setting)) + setting, pack("<HI", 0x6646, len(data))
        paragraphs.append((at, pack("<H", paragraph.style) + setting))
    starts = [TEXT, *(end for end, _ in paragraphs)]
    pages = _character_page(characters, at) + _paragraph_page(starts, [row for _, row in paragraphs])
    first = -(-at // PAGE)
    where = TEXT if wide else 2 * TEXT | 0x40000000
    parts = {
        1: _styles(len(fonts), character_styles),
        12: pack("<III", TEXT, at, first),
        13: pack("<III", TEXT, at, first + 1),
        15: _fonts(fonts),
        **(_list(levels, uses) if levels else {}),
        33: b"\x02" + pack("<I", 16) + pack("<IIHIH", 0, len(text), 0, where, short),
    }
    lengths = [sum(len(p.text) for q in part for p in (*q.pieces, _end(q))) for part in (body, notes)]
    header = _header(parts, lengths, flags)
    main = header.ljust(TEXT, b"\0") + stored
    streams = {"WordDocument": main.ljust(first * PAGE, b"\0") + pages, "1Table": b"".join(parts.values())}
    return compound_file(streams | ({"Data": data} if data else {}))


def _end(paragraph: Paragraph) -> Piece:
    return Piece("\x07" if paragraph.kind in ("cell", "row") else "\r", changes=paragraph.end)


def _setting(paragraph: Paragraph) -> bytes:
    kind = paragraph.kind
    place = b"" if kind == "paragraph" else IN_TABLE + (ROW_END if kind == "row" else b"")
    item = pack("<HBHH", 0x260A, paragraph.level, 0x460B, paragraph.list) if paragraph.list else b""
    return place + item


def _list(levels: Sequence[Level], uses: Sequence[Sequence[Change]]) -> dict[int, bytes]:
    """A list, the levels that stand behind it without a place of their own, and its uses with what they change."""
    rows = [_level(level) for level in levels]
    rows += [bytes(28) + pack("<H", 0)] * (9 - len(rows))
    simple = len(levels) == 1
    heads = b"".join(pack("<i8xB3x", 7, len(changes)) for changes in uses)
    return {
        73: pack("<Hii18xBB", 1, 7, 0, simple, 0),
        BEHIND: b"".join(rows[: 1 if simple else 9]),
        74: pack("<I", len(uses)) + heads + b"".join(b"\xff" * 4 + b"".join(map(_change, use)) for use in uses),
    }


def _level(level: Level) -> bytes:
    text = level.text.encode("utf-16-le")
    places = bytes(at for at, char in enumerate(level.text, 1) if ord(char) < 9)  # of numbers in the text
    head = pack("<iBB9sB8xBBBx", level.start, level.form, level.flags, places, level.follow, 0, 0, level.limit)
    return head + pack("<H", len(text) // 2) + text


def _change(change: Change) -> bytes:
    number, start, level = change
    flags = number | (0 if start is None else 0x10) | (0x20 if level else 0)
    return pack("<iI", start or 0, flags) + (_level(level) if level else b"")


def _header(parts: dict[int, bytes], lengths: Sequence[int], flags: int) -> bytes:
    pairs, at = [(0, 0)] * 93, 0
    for number, data in parts.items():
        if number != BEHIND:
            pairs[number] = (at, len(data))
        at += len(data)
    base = pack("<HHHHHHH", 0xA5EC, 0xC1, 0, 0x409, 0, 0x1200 | flags, 0xBF).ljust(32, b"\0")
    counts = pack("<22I", 0, 0, 0, *lengths, *[0] * (19 - len(lengths)))
    table = b"".join(pack("<II", *pair) for pair in pairs)
    return base + pack("<H28xH", 14, 22) + counts + pack("<H", len(pairs)) + table


def _character_page(runs: Sequence[tuple[int, bytes]], end: int) -> bytes:
    return _page([at for at, _ in runs] + [end], [bytes([len(look)]) + look for _, look in runs], 1)


def _paragraph_page(starts: Sequence[int], settings: Sequence[bytes]) -> bytes:
    rows = [bytes([0, len(data) // 2]) + data for data in (data + bytes(len(data) % 2) for data in settings)]
    return _page(starts, rows, 13)


def _page(places: Sequence[int], rows: Sequence[bytes], width: int) -> bytes:
    """A page of formatting: places, offsets in words, and from its end on the rows."""
    end, offsets, data = PAGE - 2, b"", b""
    for row in rows:
        row += bytes(len(row) % 2)
        end -= len(row)
        offsets += bytes([end // 2]).ljust(width, b"\0")
        data = row + data
    head = pack(f"<{len(places)}I", *places) + offsets
    assert len(head) <= end, "too many runs for one page"
    return head.ljust(end, b"\0") + data + bytes([0, len(rows)])


def _styles(count: int, character_styles: Sequence[bytes]) -> bytes:
    """One style for every font, and those of characters."""
    parts = [pack("<H9H", 18, count + len(character_styles), 10, 1, 0, 0, 0, 0, 0, 0)]
    for number in range(count):
        look = b"".join(pack("<HH", sprm, number) for sprm in FONT)
        parts.append(_style(number, 1, pack("<HH", 2, number) + pack("<H", len(look)) + look))
    for number, look in enumerate(character_styles, count):
        parts.append(_style(number, 2, pack("<H", len(look)) + look + bytes(len(look) % 2)))
    return b"".join(parts)


def _style(number: int, kind: int, changes: bytes) -> bytes:
    """A style of paragraphs (kind 1) or characters (2) that is based on none."""
    name = f"Style {number}".encode("utf-16-le")
    style = pack("<HHHHH", 0, 0xFFF0 | kind, kind, 0, 0) + pack("<H", len(name) // 2) + name + b"\0\0" + changes
    return pack("<H", len(style)) + style


def _fonts(names: Sequence[str]) -> bytes:
    parts = [pack("<HH", len(names), 0)]
    for name in names:
        spelt = (name + "\0").encode("utf-16-le")
        parts.append(bytes([39 + len(spelt)]).ljust(40, b"\0") + spelt)
    return b"".join(parts)
