"""Lists of changes ([MS-DOC] 2.6: sprms) → how characters look and paragraphs are set, as far as text needs it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from struct import unpack_from

from pipeline.ingest.office.left_out import Unseen

# What is changed, by its number in the specification.
FONT_ASCII, FONT_OTHER, CHARACTER_STYLE, PLAIN, SYMBOL = 0x4A4F, 0x4A51, 0x4A30, 0x2A33, 0x6A09
HIDDEN, DELETED, RAISED = 0x083C, 0x0800, 0x2A48
AS_STYLE, UNLIKE_STYLE = 0x80, 0x81  # of a property that is on (1) or off (0)
IN_TABLE, ROW_END, LIST, LEVEL = 0x2416, 0x2417, 0x460B, 0x260A
OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # sizes of operands by sprm.spra; 6 says its own
TABLE_DEFINITION, TABS = 0xD608, 0xC615


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts of ASCII and of other characters, as numbers in the list of fonts; a symbol; text that nobody sees, or that
    is raised."""

    ascii: int = 0
    other: int = 0
    symbol: tuple[int, int] | None = None
    hidden: bool = False
    deleted: bool = False
    raised: bool = False

    @property
    def unseen(self) -> Unseen | None:
        """Why nobody sees it."""
        if self.deleted:
            return "passages marked as deleted"
        return "hidden passages" if self.hidden else None


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


def look_after(look: Look, grpprl: bytes, styles: Mapping[int, bytes]) -> Look:
    """A look after a list of changes, among which may be those of a style of characters, by its number."""
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
            look = look_after(look, styles.get(unpack_from("<H", operand)[0], b""), {})
        elif code == PLAIN:
            look = begin
        elif code == RAISED:
            look = replace(look, raised=operand[0] == 1)
        elif code == HIDDEN:
            look = replace(look, hidden=_is_on(operand[0], begin.hidden))
        elif code == DELETED:
            look = replace(look, deleted=_is_on(operand[0], begin.deleted))
    return look


def _is_on(value: int, in_style: bool) -> bool:
    """Whether a property is on that a value sets where its style has it or not."""
    return {AS_STYLE: in_style, UNLIKE_STYLE: not in_style}.get(value, value == 1)
