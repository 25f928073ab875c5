"""A Word 97–2003 file → its text with fonts: main text, then notes, headers, comments and text boxes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import olefile

from pipeline.ingest.office.fields import Fields
from pipeline.ingest.office.flow import Flow, in_fonts
from pipeline.ingest.office.left_out import told
from pipeline.ingest.office.lists import Lists
from pipeline.ingest.office.symbols import sign
from pipeline.ingest.office.word import Piece, WordFile, open_word, stories
from pipeline.ingest.office.word_changes import Look, Setting
from pipeline.ingest.office.word_lists import lists_of
from pipeline.ingest.office.word_looks import Looks
from pipeline.styled import Part, StyledText, join

SIGNS = str.maketrans("\x0b\x0c\x0e\x1e", "\n\n\n-")  # lines, pages and columns end; a hyphen that holds
CELLS = re.compile(r"[\r\x07\x13-\x15]|[^\r\x07\x13-\x15]+")
PICTURE = "\x01"  # or an object that another program made
SILENT = re.compile(r"[\x00-\x08\x0f-\x1d\x1f]")  # anchors of pictures, notes, comments; hyphens for the end of a line


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
    return join(writer.flow.parts(), told(writer.flow.left_out))


def _stretches(word: WordFile, looks: Looks, start: int, end: int) -> Iterator[Stretch]:
    """The characters from `start` to `end` of the text."""
    for piece in word.pieces:
        if piece.start < end and piece.end > start:
            at = piece.offset + (max(start, piece.start) - piece.start) * piece.size
            stop = piece.offset + (min(end, piece.end) - piece.start) * piece.size
            while at < stop:
                setting, paragraph_end = looks.setting(at, piece.properties)
                look, look_end = looks.look(at, setting.style, piece.properties)
                next_at = max(at + piece.size, min(stop, paragraph_end, look_end))
                text = _decode(word.main[at:next_at], piece)
                if next_at >= paragraph_end and text.endswith("\x0c"):
                    text = text[:-1] + "\r"  # where a section ends, its sign ends the paragraph
                yield Stretch(text, look, setting)
                at = next_at


def _decode(data: bytes, piece: Piece) -> str:
    """Characters of two bytes, or of one: Windows-1252, whose gaps keep their bytes."""
    if piece.size == 2:
        return data.decode("utf-16-le", errors="replace")
    return "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in data)


class Writer:
    """Stretches as they come → the flow of what a reader sees."""

    def __init__(self, looks: Looks, lists: Lists[bytes]) -> None:
        self.looks, self.lists, self.flow, self.fields = looks, lists, Flow(), Fields()

    def end_story(self) -> None:
        """What comes next is another story."""
        self.flow.close()
        self.fields = Fields()

    def write(self, stretch: Stretch) -> None:
        """Add a stretch, but no instructions of fields."""
        for match in CELLS.finditer(stretch.text):
            text = match[0]
            if text in "\r\x07":
                self._end(text, stretch)
            elif text in "\x13\x14\x15":
                self._field(text, stretch.look)
            elif self.fields.silent:
                self.fields.instruct(text)
            elif stretch.look.unseen:
                self.flow.leave_out(stretch.look.unseen)
            else:
                self._add(text, stretch.look)

    def _field(self, edge: str, look: Look) -> None:
        """A field begins, comes to its result, or ends."""
        if edge == "\x13":
            self.fields.begin()
        elif edge == "\x14":
            self.fields.result()
        elif (instruction := self.fields.end()) and not look.unseen:
            self.flow.field(instruction)

    def _end(self, edge: str, stretch: Stretch) -> None:
        """End a paragraph, a cell or a row. A paragraph whose end nobody sees goes on in the next."""
        setting = stretch.setting
        if edge == "\r" and stretch.look.unseen:
            return
        if item := self.lists.next(setting.list, setting.level):
            text, level = item
            look = self.looks.changed(stretch.look, level.look)
            self.flow.begin(self._fonts(text.translate(SIGNS), look))
        if edge == "\r":
            self.flow.paragraph(in_table=setting.in_table)
        else:
            (self.flow.row if setting.row_end else self.flow.cell)()

    def _add(self, text: str, look: Look) -> None:
        """Add text; in a run of symbols, every sign of it is that symbol."""
        self.fields.fill()
        if look.symbol:
            font, code = look.symbol
            self.flow.add([sign(code, self.looks.name(font))] * len(text))
            return
        self.flow.leave_out("pictures or objects", text.count(PICTURE))
        self.flow.add(self._fonts(text.translate(SIGNS), look), look.raised)

    def _fonts(self, text: str, look: Look) -> Iterator[Part]:
        return in_fonts(SILENT.sub("", text), self.looks.name(look.ascii), self.looks.name(look.other))
