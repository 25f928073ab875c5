"""A Word 97–2003 file → its text with fonts: main text, then notes, headers, comments and text boxes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import olefile

from pipeline.ingest.office.flow import Flow
from pipeline.ingest.office.lists import Lists
from pipeline.ingest.office.word import Piece, WordFile, open_word, stories
from pipeline.ingest.office.word_changes import Look, Setting
from pipeline.ingest.office.word_lists import lists_of
from pipeline.ingest.office.word_looks import Looks
from pipeline.styled import StyledText, join

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
    writer = Writer(Looks(word), lists_of(word))
    for start, end in stories(word):
        for stretch in _stretches(word, writer.looks, start, end):
            writer.write(stretch)
        writer.end_story()
    return join(writer.flow.parts(), writer.flow.unread())


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


class Writer:
    """Stretches as they come → the flow of what a reader sees."""

    def __init__(self, looks: Looks, lists: Lists) -> None:
        self.looks, self.lists, self.flow = looks, lists, Flow()
        self._fields: list[
            bool
        ] = []  # the fields around a place: whether it is in their instructions: PAGE of {PAGE|3}
        self._fresh = True  # a paragraph begins here

    def end_story(self) -> None:
        """What comes next is another story."""
        self.flow.row()
        self._fields, self._fresh = [], True

    def write(self, stretch: Stretch) -> None:
        """Add a stretch, but no instructions of fields."""
        for match in CELLS.finditer(stretch.text):
            text = match[0]
            if self._fresh and stretch.setting.list:
                self._number(stretch)
            self._fresh = text in "\r\x07"
            if text == "\x13":
                self._fields.append(True)
            elif text == "\x14":
                self._fields[-1:] = [False]
            elif text == "\x15":
                self._fields[-1:] = []
            elif self._fresh:
                self._end(text, stretch.setting)
            elif any(self._fields):
                continue
            elif stretch.look.unseen:
                self.flow.leave_out(stretch.look.unseen)
            else:
                self._add(text.translate(SIGNS), stretch.look)

    def _number(self, stretch: Stretch) -> None:
        """What Word sets before a paragraph of a list."""
        text, changes = self.lists.next(stretch.setting.list, stretch.setting.level)
        self._add(text, self.looks.changed(stretch.look, changes))

    def _end(self, sign: str, setting: Setting) -> None:
        """End a paragraph, a cell or a row."""
        if sign == "\x07":
            (self.flow.row if setting.row_end else self.flow.cell)()
        else:
            self.flow.paragraph(in_table=setting.in_table)

    def _add(self, text: str, look: Look) -> None:
        """Add text, ASCII in one font and other characters in the other."""
        if look.symbol:
            font, sign = look.symbol
            self.flow.text(chr(sign), self.looks.name(font))
            return
        self.flow.leave_out("pictures or objects", text.count(PICTURE))
        for match in WORDS.finditer(SILENT.sub("", text)):
            self.flow.text(match[0], self.looks.name(look.ascii if match[0].isascii() else look.other))
