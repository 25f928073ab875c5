"""A Word document of 2007 or later → its text with fonts (ECMA-376 Part 1, WordprocessingML)."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

from pipeline.ingest.office.docx_styles import EMPTY, Fonts, Look, Styles, W, lists_of, named
from pipeline.ingest.office.flow import Flow, Unseen
from pipeline.ingest.office.lists import Lists
from pipeline.styled import StyledText, join

MAIN = "word/document.xml"
LATER = ("word/footnotes", "word/endnotes", "word/header", "word/footer", "word/comments.xml")
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
LEFT_OUT: dict[str, Unseen] = {
    "del": "passages marked as deleted",
    "moveFrom": "passages marked as deleted",
    "object": "pictures or objects",
    "drawing": "pictures or objects",
    "pict": "pictures or objects",
}
# Properties; instructions of fields; what stands for a box where a program knows none.
SILENT = frozenset(("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblGrid", "sectPr", "instrText", "Fallback"))
WORDS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")


def read_docx(path: Path) -> StyledText:
    """The body, then text boxes, notes, headers and footers. Raises KeyError, BadZipFile and ParseError if damaged."""
    with ZipFile(path) as parts:
        names = [MAIN, *sorted(name for name in parts.namelist() if name.startswith(LATER) and name.endswith(".xml"))]
        writer = Writer(Styles(_root(parts, "word/styles.xml")), lists_of(_root(parts, "word/numbering.xml")))
        for name in names:
            writer.story(fromstring(parts.read(name)))
    return join(writer.flow.parts(), writer.flow.unread())


def _root(parts: ZipFile, name: str) -> Element:
    """A part's XML; an element without anything where there is no such part."""
    return fromstring(parts.read(name)) if name in parts.namelist() else EMPTY


class Writer:
    """Elements as they come → the flow of what a reader sees."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.styles, self.lists, self.flow = styles, lists, Flow()
        self._boxes: list[Element] = []

    def story(self, root: Element) -> None:
        """A part of the document, with the text boxes that hang on it behind it."""
        self._boxes = [root]
        for box in self._boxes:  # boxes may hang on boxes
            self._blocks(box, in_cell=False)

    def _blocks(self, element: Element, in_cell: bool) -> None:
        """The paragraphs and tables of an element; a table in a cell is paragraphs of the cell."""
        for child in element:
            name = named(child)
            if name == "p":
                self._paragraph(child)
                self.flow.paragraph(in_table=in_cell)
            elif name not in SILENT:
                self._blocks(child, in_cell or name == "tc")
            if name in ("tc", "tr") and not in_cell:
                (self.flow.cell if name == "tc" else self.flow.row)()

    def _paragraph(self, paragraph: Element) -> None:
        """Number and text of a paragraph."""
        setting = self.styles.of_paragraph(paragraph)
        number, _ = self.lists.next(setting.list, setting.level)
        self.flow.text(number, setting.fonts.other)
        self._inline(paragraph, Look(setting.fonts), setting.style)

    def _inline(self, element: Element, look: Look, style: str) -> None:
        """The text of an element in a paragraph of a style."""
        for child in element:
            name = named(child)
            if name == "r":
                own = self.styles.of_run(child, style)
                if own.hidden:
                    self.flow.leave_out("hidden passages")
                else:
                    self._inline(child, own, style)
            elif name == "t":
                self._text(child.text or "", look.fonts)
            elif name in SIGNS:
                self._text(SIGNS[name], look.fonts)
            elif name == "txbxContent":
                self._boxes.append(child)
            elif name in LEFT_OUT and child.find(f".//{W}txbxContent") is None:
                self.flow.leave_out(LEFT_OUT[name])
            elif name not in SILENT:
                self._inline(child, look, style)

    def _text(self, text: str, fonts: Fonts) -> None:
        """Text, ASCII in one font and other characters in the other."""
        for match in WORDS.finditer(text):
            self.flow.text(match[0], fonts.ascii if match[0].isascii() else fonts.other)
