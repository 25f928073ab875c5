"""Letters of fonts that a PDF names and does not hold are drawn."""

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from pipeline.ingest import poppler


def named_font(path: Path, glyph: str) -> Path:
    """A page with one large letter of Times New Roman, which is not in the file."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    differences = ArrayObject([NumberObject(65), NameObject(glyph)])
    box = ArrayObject(map(NumberObject, (-568, -307, 2000, 1007)))
    descriptor = {
        NameObject("/Type"): NameObject("/FontDescriptor"),
        NameObject("/FontName"): NameObject("/TimesNewRoman"),
        NameObject("/Flags"): NumberObject(34),
        NameObject("/FontBBox"): box,
        NameObject("/ItalicAngle"): NumberObject(0),
        NameObject("/Ascent"): NumberObject(891),
        NameObject("/Descent"): NumberObject(-216),
        NameObject("/CapHeight"): NumberObject(662),
        NameObject("/StemV"): NumberObject(80),
    }
    font = {
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/TrueType"),
        NameObject("/BaseFont"): NameObject("/TimesNewRoman"),
        NameObject("/FirstChar"): NumberObject(65),
        NameObject("/LastChar"): NumberObject(65),
        NameObject("/Widths"): ArrayObject([NumberObject(500)]),
        NameObject("/FontDescriptor"): writer._add_object(DictionaryObject(descriptor)),
        NameObject("/Encoding"): DictionaryObject({NameObject("/Differences"): differences}),
    }
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(DictionaryObject(font))})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    drawing = DecodedStreamObject()
    drawing.set_data(b"BT /F1 100 Tf 60 60 Td (A) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(drawing)
    writer.write(path)
    return path


@pytest.mark.parametrize("glyph", ["/ecircumflex", "/uni1EC7", "/uni0111"])
def test_vietnamese_letters_of_a_font_that_is_not_in_the_file_are_drawn(glyph: str, tmp_path: Path) -> None:
    """Fails without our choice of fonts where those of URW, or of TeX Gyre, are installed."""
    pixels = poppler.raster(named_font(tmp_path / "a.pdf", glyph), 1, 72, 60, grey=True)
    assert (pixels < 128).sum() > 200


def test_the_users_own_choice_of_fonts_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/my/fonts.conf")
    poppler._choose_fonts()
    assert os.environ["FONTCONFIG_FILE"] == "/my/fonts.conf"
    monkeypatch.delenv("FONTCONFIG_FILE")
    monkeypatch.setattr(poppler, "SYSTEM_FONTS", tmp_path / "none")
    poppler._choose_fonts()
    assert "FONTCONFIG_FILE" not in os.environ


def test_the_choice_takes_all_fonts_of_the_system_with_truetype_outlines() -> None:
    tree = ElementTree.parse(poppler.FONTS).getroot()
    assert [node.text for node in tree.iter("include")] == [str(poppler.SYSTEM_FONTS)]
    assert {node.text for node in tree.iter("string")} == {"CFF", "Type 1"}
