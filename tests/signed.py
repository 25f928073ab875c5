"""PDFs with signature fields, as signing programs make them: a widget, its appearance, a claim."""

from pathlib import Path
from typing import NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)


class Field(NamedTuple):
    """A field at `rect` (left, bottom, right, top in points from the bottom left) that shows `text`."""

    rect: tuple[float, float, float, float]
    text: str = ""
    signer: str = ""
    time: str = ""
    signed: bool = True
    page: int = 0


def sign(source: Path, path: Path, *fields: Field) -> Path:
    """A copy of a PDF with signature fields. Their certificates hold nothing: claims are not validated anyway."""
    writer = PdfWriter(clone_from=PdfReader(source))
    for i, field in enumerate(fields):
        page = writer.pages[field.page]
        widget = writer._add_object(_widget(writer, field, f"Signature{i}"))
        page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", ()), widget])
    writer.write(path)
    return path


def _widget(writer: PdfWriter, field: Field, name: str) -> DictionaryObject:
    widget = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject(name),
            NameObject("/F"): FloatObject(132),
            NameObject("/Rect"): ArrayObject(map(FloatObject, field.rect)),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(_appearance(field))}),
        }
    )
    if field.signed:
        claim = {NameObject("/Type"): NameObject("/Sig"), NameObject("/Contents"): ByteStringObject(b"\0" * 8)}
        if field.signer:
            claim[NameObject("/Name")] = TextStringObject(field.signer)
        if field.time:
            claim[NameObject("/M")] = TextStringObject(field.time)
        widget[NameObject("/V")] = DictionaryObject(claim)
    return widget


def _appearance(field: Field) -> DecodedStreamObject:
    left, bottom, right, top = field.rect
    form = DecodedStreamObject()
    form.set_data(f"BT /F1 13 Tf 2 4 Td ({field.text}) Tj ET".encode("ascii") if field.text else b"")
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    names = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): names})
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(map(FloatObject, (0, 0, right - left, top - bottom))),
            NameObject("/Resources"): DictionaryObject({NameObject("/Font"): fonts}),
        }
    )
    return form
