"""A Word 97–2003 file → its fonts and styles, by number ([MS-DOC] 2.9.271, STSH, and 2.9.283, FFN)."""

from collections.abc import Mapping
from struct import unpack_from
from typing import NamedTuple

from pipeline.ingest.office.word_changes import Look, Setting, look_after, setting_after

NAME_OF_FONT = 40  # of an FFN: where the name stands
STANDARD = 10  # bytes of a style before its name, where a file does not say
PARAGRAPHS, CHARACTERS = 1, 2  # what a style is for


class Style(NamedTuple):
    """How characters and paragraphs of a style look before anything else is changed, and what a style of characters
    changes of them."""

    look: Look = Look()
    setting: Setting = Setting()
    characters: bytes = b""


class _Own(NamedTuple):
    """What a style changes of the style that it is based on."""

    base: int
    characters: bytes = b""
    paragraphs: bytes = b""


def font_names(sttb: bytes) -> tuple[str, ...]:
    """The names of all fonts ([MS-DOC] 2.9.283, FFN)."""
    names, at = [], 4
    while at < len(sttb):
        end = at + 1 + sttb[at]
        name = sttb[at + NAME_OF_FONT : end].decode("utf-16-le", errors="replace")
        names.append(name.split("\0")[0])
        at = end
    return tuple(names)


def styles(stsh: bytes) -> dict[int, Style]:
    """Every style, with what it has of its bases."""
    if len(stsh) < 20:
        return {}
    header, count, base = unpack_from("<HHH", stsh)
    own: dict[int, _Own] = {}
    at = 2 + header
    for number in range(count):
        if at + 2 > len(stsh):
            break
        (size,) = unpack_from("<H", stsh, at)
        if size:
            own[number] = _own(stsh[at + 2 : at + 2 + size], base or STANDARD)
        at += 2 + size + size % 2
    ascii_font, _, other_font = unpack_from("<HHH", stsh, 14)
    return {number: _derived(number, own, Look(ascii_font, other_font)) for number in own}


def _own(std: bytes, base: int) -> _Own:
    """The changes of a style: of paragraphs, behind the number of the style itself, then of characters."""
    kind, parent = std[2] & 15, unpack_from("<H", std, 2)[0] >> 4
    at = base + 2 * unpack_from("<H", std, base)[0] + 4
    changes = []
    while at + 2 <= len(std):
        (size,) = unpack_from("<H", std, at)
        changes.append(std[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    if kind == PARAGRAPHS and len(changes) > 1:
        return _Own(parent, changes[1], changes[0][2:])
    return _Own(parent, changes[0] if kind == CHARACTERS and changes else b"")


def _derived(number: int, own: Mapping[int, _Own], look: Look) -> Style:
    """A style: its base, changed. A circle of bases, which no file should have, ends."""
    chain: list[_Own] = []
    setting, seen = Setting(style=number), set[int]()
    while number in own and number not in seen:
        seen.add(number)
        chain.append(own[number])
        number = own[number].base
    for changes in reversed(chain):
        look = look_after(look, changes.characters, {})
        setting = setting_after(setting, changes.paragraphs)
    return Style(look, setting, b"".join(changes.characters for changes in reversed(chain)))
