"""Lists of changes ([MS-DOC] 2.6: sprms) → how characters look and paragraphs are set, as far as text needs it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from struct import unpack_from

from pipeline.ingest.office.flow import Unseen

# What is changed, by its number in the specification.
FONT_ASCII, FONT_OTHER, CHARACTER_STYLE, PLAIN, SYMBOL = 0x4A4F, 0x4A51, 0x4A30, 0x2A33, 0x6A09
UNSEEN: dict[int, Unseen] = {0x083C: "hidden passages", 0x0800: "passages marked as deleted"}
SET = (0x01, 0x81)  # of a property that is on or off: on; unlike the style, which we take for off
IN_TABLE, ROW_END, LIST, LEVEL = 0x2416, 0x2417, 0x460B, 0x260A
OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # sizes of operands by sprm.spra; 6 says its own
TABLE_DEFINITION, TABS = 0xD608, 0xC615


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts of ASCII and of other characters, as numbers in the list of fonts; a symbol; text that nobody sees."""

    ascii: int = 0
    other: int = 0
    symbol: tuple[int, int] | None = None
    unseen: Unseen | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """A paragraph: its style, whether it stands in a table or ends a row of one, and its list (0: none) and level."""

    style: int = 0
    in_table: bool = False
    row_end: bool = False
    list: int = 0
    level: int = 0


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


def setting_after(setting: Setting, grpprl: bytes) -> Setting:
    """How a paragraph is set after a list of changes."""
    for code, operand in sprms(grpprl):
        if code == IN_TABLE:
            setting = replace(setting, in_table=operand[0] == 1)
        elif code == ROW_END:
            setting = replace(setting, row_end=operand[0] == 1)
        elif code == LIST:
            setting = replace(setting, list=unpack_from("<H", operand)[0])
        elif code == LEVEL:
            setting = replace(setting, level=operand[0])
    return setting


def look_after(look: Look, grpprl: bytes, styles: Mapping[int, Look]) -> Look:
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
        elif code in UNSEEN and operand[0] in SET:
            look = replace(look, unseen=UNSEEN[code])
    return look
