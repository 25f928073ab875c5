"""A Word 97–2003 file → its text with fonts: main text, then notes, headers, comments and text boxes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import olefile

from pipeline.ingest.office.flow import Flow
from pipeline.ingest.office.word import Piece, WordFile, open_word, stories
from pipeline.ingest.office.word_fonts import Look, Looks, Setting
from pipeline.styled import StyledText, join

ENDS = {"\r", "\x07"}  # of a paragraph; of a cell or a row
SIGNS = str.maketrans("\x0b\x0c\x0e\x1e", "\n\n\n-")  # lines, pages and columns end; a hyphen that holds
CELLS = re.compile(r"[\r\x07\x13-\x15]|[^\r\x07\x13-\x15]+")
PICTURE = "\x01"  # or an object that another program made
SILENT = re.compile(r"[\x00-\x08\x0f-\x1d\x1f]")  # anchors of pictures, notes, comments; hyphens for the end of a line
WORDS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")


class Stretch(NamedTuple):
    """Characters of one look in one paragraph."""

    text: str
    look: Look
    setting: Setting


def read_word(streams: olefile.OleFileIO, path: Path) -> StyledText:
    """The text of a file with fonts. Raises InputError as `open_word` does; struct.error, IndexError if damaged."""
    word = open_word(streams, path)
    looks = Looks(word)
    flow = Flow()
    for start, end in stories(word):
        fields: list[bool] = []  # the fields around a place: whether it is in their instructions, as PAGE of {PAGE|3}
        for stretch in _stretches(word, looks, start, end):
            _write(flow, stretch, looks, fields)
        flow.row()
    return join(flow.parts(), flow.unread())


def _stretches(word: WordFile, looks: Looks, start: int, end: int) -> Iterator[Stretch]:
    """The characters from `start` to `end` of the text."""
    for piece in word.pieces:
        if piece.start < end and piece.end > start:
            at = piece.offset + (max(start, piece.start) - piece.start) * piece.size
            stop = piece.offset + (min(end, piece.end) - piece.start) * piece.size
            while at < stop:
                setting, paragraph_end = looks.setting(at)
                look, look_end = looks.look(at, setting.style, piece.properties)
                next_at = max(at + piece.size, min(stop, paragraph_end, look_end))
                yield Stretch(_decode(word.main[at:next_at], piece), look, setting)
                at = next_at


def _decode(data: bytes, piece: Piece) -> str:
    """Characters of two bytes, or of one: Windows-1252, whose gaps keep their bytes."""
    if piece.size == 2:
        return data.decode("utf-16-le", errors="replace")
    return "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in data)


def _write(flow: Flow, stretch: Stretch, looks: Looks, fields: list[bool]) -> None:
    """Add a stretch to the flow, but no instructions of fields."""
    for match in CELLS.finditer(stretch.text):
        text = match[0]
        if text == "\x13":
            fields.append(True)
        elif text == "\x14":
            fields[-1:] = [False]
        elif text == "\x15":
            fields[-1:] = []
        elif text in ENDS:
            _end(flow, text, stretch.setting)
        elif not any(fields) and not stretch.look.hidden:
            _add(flow, text.translate(SIGNS), stretch.look, looks)


def _end(flow: Flow, sign: str, setting: Setting) -> None:
    """End a paragraph, a cell or a row."""
    if sign == "\x07":
        (flow.row if setting.row_end else flow.cell)()
    else:
        flow.paragraph(in_table=setting.in_table)


def _add(flow: Flow, text: str, look: Look, looks: Looks) -> None:
    """Add text, ASCII in one font and other characters in the other."""
    if look.symbol:
        font, sign = look.symbol
        flow.text(chr(sign), looks.name(font))
        return
    flow.pictures += text.count(PICTURE)
    for match in WORDS.finditer(SILENT.sub("", text)):
        flow.text(match[0], looks.name(look.ascii if match[0].isascii() else look.other))
