"""A PowerPoint 97–2003 file → its text with fonts: slide by slide, then their notes ([MS-PPT])."""

from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple

import olefile

from pipeline.errors import InputError
from pipeline.ingest.office.left_out import LeftOut, told
from pipeline.ingest.office.slide_text import Text, master_font, parts_of
from pipeline.ingest.office.symbols import in_signs
from pipeline.styled import Part, StyledText, join

STREAM, USER = "PowerPoint Document", "Current User"
ENCRYPTED = 0xF3D1C4DF  # CurrentUserAtom.headerToken
DOCUMENT_LIST, PERSIST, OUTLINE, CHARS, BYTES, STYLE, REFERENCE = 0x0FF0, 0x03F3, 0x0F9F, 0x0FA0, 0x0FA8, 0x0FA1, 0x0F9E
TEXTBOX, FONT, MASTER_STYLE = 0xF00D, 0x0FB7, 0x0FA3
SLIDES, MASTERS, NOTES = 0, 1, 2  # recInstance of the lists of slides
LIKE = {5: 1, 7: 1, 8: 1, 6: 0}  # types of text that are as another where a master says nothing of them


class Record(NamedTuple):
    """A record: its type, its instance, where its data begin and end, and whether it holds records."""

    kind: int
    instance: int
    start: int
    end: int
    holds: bool


def read_slides(streams: olefile.OleFileIO, path: Path) -> StyledText:
    """The text of all slides, an empty line between. Raises InputError where the file is encrypted."""
    (token, last_edit) = unpack_from("<12xII", streams.openstream(USER).read())
    if token == ENCRYPTED:
        raise InputError(f"{path} is encrypted.", "Save a copy without a password and repair that.")
    show = Show(streams.openstream(STREAM).read(), last_edit)
    left_out = LeftOut()
    parts = [in_signs(part, left_out) for instance in (SLIDES, NOTES) for part in show.parts(instance)]
    return join(parts, told(left_out))


class Show:
    """The records of a file, those that the last edit left."""

    def __init__(self, data: bytes, last_edit: int) -> None:
        self.data = data
        self._places, document = self._directory(last_edit)
        self.document = self._record(self._places[document])
        self.fonts = [
            data[r.start : r.start + 64].decode("utf-16-le", errors="replace").split("\0")[0]
            for r in self._inside(self.document)
            if r.kind == FONT
        ]
        self.masters = dict(self._masters())

    def _directory(self, edit: int) -> tuple[dict[int, int], int]:
        """Where every object is, newest edits first, and the number of the document."""
        places: dict[int, int] = {}
        document, seen = 0, set[int]()
        while edit not in seen:
            seen.add(edit)
            before, directory, number = unpack_from("<8x8xIII", self.data, edit)
            document = document or number
            record = self._record(directory)
            at = record.start
            while at < record.end:
                (entry,) = unpack_from("<I", self.data, at)
                first, count = entry & 0xFFFFF, entry >> 20
                for i, place in enumerate(unpack_from(f"<{count}I", self.data, at + 4)):
                    places.setdefault(first + i, place)
                at += 4 + 4 * count
            edit = before or edit  # the first edit has none before it
        return places, document

    def _record(self, at: int) -> Record:
        head, kind, size = unpack_from("<HHI", self.data, at)
        return Record(kind, head >> 4, at + 8, min(at + 8 + size, len(self.data)), head & 15 == 15)

    def _children(self, record: Record) -> Iterator[Record]:
        at = record.start
        while at + 8 <= record.end:
            child = self._record(at)
            yield child
            at = child.end

    def _inside(self, record: Record) -> Iterator[Record]:
        """All records in a record, however deep, in order."""
        for child in self._children(record):
            yield child
            if child.holds:
                yield from self._inside(child)

    def _masters(self) -> Iterator[tuple[int, int]]:
        """The font of every type of text in the first master."""
        for number, _ in list(self._listed(MASTERS))[:1]:
            for record in self._children(self._record(self._places[number])):
                if record.kind == MASTER_STYLE:
                    font = master_font(self.data[record.start : record.end], record.instance)
                    if font is not None:
                        yield record.instance, font

    def _listed(self, instance: int) -> Iterator[tuple[int, list[Text]]]:
        """The slides, masters or notes, by their numbers, with the texts that their list holds of them."""
        for record in self._children(self.document):
            if record.kind == DOCUMENT_LIST and record.instance == instance:
                yield from self._slides(record)

    def parts(self, instance: int) -> Iterator[Part]:
        """The text of all slides, or of their notes."""
        for number, texts in self._listed(instance):
            told = list(self._slide(number, texts))
            for text in told:
                master = self.masters.get(text.kind, self.masters.get(LIKE.get(text.kind, -1)))
                yield from parts_of(text, self.fonts, master)
                yield "\n", ""
            yield "\n" if told else "", ""

    def _slides(self, record: Record) -> Iterator[tuple[int, list[Text]]]:
        """The slides of a list, by their numbers, with the texts that the list holds of them."""
        slide: list[Record] = []
        number = 0
        for child in self._children(record):
            if child.kind == PERSIST:
                if number:
                    yield number, list(self._texts(slide))
                (number,) = unpack_from("<I", self.data, child.start)
                slide = []
            else:
                slide.append(child)
        if number:
            yield number, list(self._texts(slide))

    def _slide(self, number: int, texts: list[Text]) -> Iterator[Text]:
        """The texts of a slide in the order of its boxes; those of its list that no box shows come last."""
        shown = set[int]()
        boxes = (r for r in self._inside(self._record(self._places[number])) if r.kind == TEXTBOX)
        for box in boxes:
            inside = list(self._children(box))
            yield from self._texts(inside)
            for record in inside:
                if record.kind == REFERENCE:
                    (index,) = unpack_from("<I", self.data, record.start)
                    if index < len(texts) and index not in shown:
                        shown.add(index)
                        yield texts[index]
        yield from (text for index, text in enumerate(texts) if index not in shown)

    def _texts(self, records: list[Record]) -> Iterator[Text]:
        """The texts among records, each with how it looks; an empty one where a header has none."""
        text: Text | None = None
        for record in records:
            data = self.data[record.start : record.end]
            if record.kind == OUTLINE:
                if text is not None:
                    yield text
                text = Text("", unpack_from("<I", data)[0])
            elif record.kind in (CHARS, BYTES) and text is not None:
                text = text._replace(text=data.decode("utf-16-le" if record.kind == CHARS else "latin-1", "replace"))
            elif record.kind == STYLE and text is not None:
                text = text._replace(look=data)
        if text is not None:
            yield text
