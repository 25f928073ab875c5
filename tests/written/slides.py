"""Slides → a file of PowerPoint 97, with the least that such a file must hold ([MS-PPT])."""

from collections.abc import Sequence
from dataclasses import dataclass
from struct import pack

from written.compound import compound_file

TITLE, OTHER = 0, 4  # types of text


@dataclass(frozen=True)
class Box:
    """Runs of text in fonts, by their numbers (None: that of the master); `listed` ones stand in the list of slides."""

    runs: tuple[tuple[str, int | None], ...]
    kind: int = OTHER
    listed: bool = False


def slides_file(
    slides: Sequence[Sequence[Box]], fonts: Sequence[str], masters: dict[int, int], encrypted: bool = False
) -> bytes:
    """A file; `masters` are the fonts of types of text."""
    styles = b"".join(
        _record(0x0FA3, pack("<H", 1) + pack("<I", 0) + pack("<IH", 0x10000, font), kind)
        for kind, font in masters.items()
    )
    objects = [_document(slides, fonts), _holder(0x03F8, styles), *map(_slide, slides)]
    stream, places = b"", []
    for data in objects:
        places.append(len(stream))
        stream += data
    directory = _record(0x1772, pack(f"<I{len(places)}I", 1 | len(places) << 20, *places))
    edit = _record(0x0FF5, pack("<IIIIIIHH", 0, 0, 0, len(stream), 1, 9, 0, 0))
    user = _record(0x0FF6, pack("<III", 20, 0xF3D1C4DF if encrypted else 0xE391C05F, len(stream) + len(directory)))
    return compound_file({"PowerPoint Document": stream + directory + edit, "Current User": user})


def _record(kind: int, data: bytes, instance: int = 0) -> bytes:
    return pack("<HHI", instance << 4, kind, len(data)) + data


def _holder(kind: int, data: bytes, instance: int = 0) -> bytes:
    return pack("<HHI", instance << 4 | 15, kind, len(data)) + data


def _document(slides: Sequence[Sequence[Box]], fonts: Sequence[str]) -> bytes:
    names = b"".join(_record(0x0FB7, name.encode("utf-16-le").ljust(68, b"\0")) for name in fonts)
    listed = b"".join(
        _persist(number) + b"".join(_text(box) for box in slide if box.listed) for number, slide in enumerate(slides, 3)
    )
    lists = _holder(0x0FF0, _persist(2), 1) + _holder(0x0FF0, listed, 0)
    return _holder(0x03E8, _holder(0x03F2, _holder(0x07D5, names)) + lists)


def _persist(number: int) -> bytes:
    return _record(0x03F3, pack("<IIIII", number, 0, 0, 0, 0))


def _slide(boxes: Sequence[Box]) -> bytes:
    shapes, index = b"", 0
    for box in boxes:
        inside = _record(0x0F9E, pack("<I", index)) if box.listed else _text(box)
        index += box.listed
        shapes += _holder(0xF004, _holder(0xF00D, inside))
    return _holder(0x03EE, _holder(0x040C, shapes))


def _text(box: Box) -> bytes:
    text = "".join(run for run, _ in box.runs)
    wide = not all(ord(char) < 256 for char in text)
    chars = _record(0x0FA0 if wide else 0x0FA8, text.encode("utf-16-le" if wide else "latin-1"))
    look = pack("<IHI", len(text) + 1, 0, 0x100800) + pack("<HHI", 1, 1, 7)  # set to the middle, with a tab
    for run, font in box.runs:
        bold = pack("<H", 1)
        look += pack("<II", len(run), 1 if font is None else 0x50001) + bold
        look += b"" if font is None else pack("<HI", font, 0)  # and a colour
    return _record(0x0F9F, pack("<I", box.kind)) + chars + _record(0x0FA1, look)
