"""A text of a PowerPoint 97–2003 file → its parts by font ([MS-PPT] 2.9.44, StyleTextPropAtom)."""

import struct
from collections.abc import Iterator, Sequence
from struct import unpack_from
from typing import NamedTuple

from pipeline.styled import Part

# Paragraphs and lines end; other signs of control, but tabs, stand for fields or nothing.
SIGNS = dict.fromkeys((*range(9), *range(12, 32))) | str.maketrans("\r\x0b", "\n\n")
# Fields of an exception in their order: the bits of its mask that say it is there, and its size.
PARAGRAPH: tuple[tuple[int, int], ...] = (
    (0xF, 2),
    (0x80, 2),
    (0x10, 2),
    (0x40, 2),
    (0x20, 4),
    (0x800, 2),
    (0x1000, 2),
    (0x2000, 2),
    (0x4000, 2),
)
PARAGRAPH += ((0x100, 2), (0x400, 2), (0x8000, 2))
TABS, BEHIND_TABS = 0x100000, ((0x10000, 2), (0xE0000, 2), (0x200000, 2))
STYLE_BITS, TYPEFACE = 0xFFFF, 0x10000
BEHIND_TYPEFACE = ((0x200000, 2), (0x400000, 2), (0x800000, 2), (0x20000, 2), (0x40000, 4), (0x80000, 2))


OWN_LEVELS = 5  # masters of text types from here on say the number of each level


class Text(NamedTuple):
    """Characters, their type (title, body ...), and how they look: bytes of a StyleTextPropAtom."""

    text: str
    kind: int
    look: bytes = b""


def parts_of(text: Text, fonts: Sequence[str], master: int | None) -> Iterator[Part]:
    """The parts of a text, a paragraph a line. `master` is the font that the master has for texts of this type."""
    at = 0
    for count, number in [*_runs(text), (len(text.text), None)]:
        which = master if number is None else number
        yield (
            text.text[at : at + count].translate(SIGNS),
            fonts[which] if which is not None and which < len(fonts) else "",
        )
        at += count


def master_font(style: bytes, kind: int) -> int | None:
    """The font of the first level of a type of text in a master (TxMasterStyleAtom); None where it has none."""
    try:
        at = 2 + (2 if kind >= OWN_LEVELS else 0)
        at = _behind_paragraph(style, at)
        (mask,) = unpack_from("<I", style, at)
        at += 4 + (2 if mask & STYLE_BITS else 0)
        return int(unpack_from("<H", style, at)[0]) if mask & TYPEFACE else None
    except struct.error:
        return None


def _runs(text: Text) -> Iterator[tuple[int, int | None]]:
    """How many characters are in which font; nothing more where the look is cut off."""
    length = len(text.text) + 1  # the end of the last paragraph counts
    try:
        at = _behind_paragraphs(text.look, length)
        while at < len(text.look) and length > 0:
            count, mask = unpack_from("<II", text.look, at)
            at += 8 + (2 if mask & STYLE_BITS else 0)
            number = unpack_from("<H", text.look, at)[0] if mask & TYPEFACE else None
            at += (2 if mask & TYPEFACE else 0) + _size(mask, BEHIND_TYPEFACE)
            length -= count
            yield count, number
    except struct.error:
        return


def _behind_paragraphs(look: bytes, length: int) -> int:
    """Where the looks of characters begin, behind how paragraphs are set."""
    at = 0
    while length > 0 and at < len(look):
        (count,) = unpack_from("<I", look, at)
        at = _behind_paragraph(look, at + 6)
        length -= count
    return at


def _behind_paragraph(look: bytes, at: int) -> int:
    """Where what is said of a paragraph (TextPFException) ends."""
    (mask,) = unpack_from("<I", look, at)
    at += 4 + _size(mask, PARAGRAPH)
    if mask & TABS:
        at += 2 + 4 * unpack_from("<H", look, at)[0]
    return at + _size(mask, BEHIND_TABS)


def _size(mask: int, fields: Sequence[tuple[int, int]]) -> int:
    """The size of the fields that a mask says are there."""
    return sum(size for bits, size in fields if mask & bits)
