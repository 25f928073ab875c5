"""A Word document of 2007 or later → its text with fonts (ECMA-376 Part 1, WordprocessingML)."""

import re
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

from pipeline.ingest.office.docx_lists import lists_of
from pipeline.ingest.office.docx_styles import EMPTY, Fonts, Look, Setting, Styles, W, is_on, named, value_of
from pipeline.ingest.office.fields import Fields
from pipeline.ingest.office.flow import Flow, in_fonts
from pipeline.ingest.office.left_out import Unseen, told
from pipeline.ingest.office.lists import Lists
from pipeline.ingest.office.symbols import sign
from pipeline.styled import Part, StyledText, join

# Parts by name; some programs number also those of which there is only one.
MAIN = re.compile(r"word/document\d*\.xml")
LATER = re.compile(r"word/(?:footnotes|endnotes|header|footer|comments)\d*\.xml")
STYLES, LISTS = re.compile(r"word/styles\d*\.xml"), re.compile(r"word/numbering\d*\.xml")
THEME = re.compile(r"word/theme/theme\d*\.xml")
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # what ISO 29500 Strict calls the same
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
LEFT_OUT: dict[str, Unseen] = {
    "del": "passages marked as deleted",
    "moveFrom": "passages marked as deleted",
    "object": "pictures or objects",
    "drawing": "pictures or objects",
    "pict": "pictures or objects",
    "altChunk": "pictures or objects",
}
LEFT_OUT |= dict.fromkeys(("rad", "nary", "m", "eqArr"), "pictures or objects")  # formulas that are no line of text
# Properties; what stands for a box where a program knows none.
SILENT = frozenset(("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblGrid", "sectPr", "Fallback", "fPr", "sSupPr"))
CHECKED, UNCHECKED = "☒", "☐"
AROUND = {"num": "()", "den": "/()", "sup": "^()", "d": "()"}  # of what stands over or under a line, or raised: 10^(6)


def read_docx(path: Path) -> StyledText:
    """The body, then text boxes, notes, headers and footers. Raises KeyError, BadZipFile and ParseError if damaged."""
    with ZipFile(path) as parts:
        styles = Styles(_root(parts, STYLES), _root(parts, THEME))
        writer = Writer(styles, lists_of(_root(parts, LISTS), styles))
        writer.story(_root(parts, MAIN))
        for name in sorted(filter(LATER.fullmatch, parts.namelist())):
            writer.story(_parsed(parts, name))
    return join(writer.flow.parts(), told(writer.flow.left_out))


def _root(parts: ZipFile, kind: re.Pattern[str]) -> Element:
    """The XML of the first part of a kind; an element without anything where there is none."""
    name = min(filter(kind.fullmatch, parts.namelist()), default=None)
    return EMPTY if name is None else _parsed(parts, name)


def _parsed(parts: ZipFile, name: str) -> Element:
    return fromstring(parts.read(name).replace(STRICT, W[1:-1].encode()))


class Writer:
    """Elements as they come → the flow of what a reader sees."""

    def __init__(self, styles: Styles, lists: Lists[Fonts]) -> None:
        self.styles, self.lists, self.flow, self.fields = styles, lists, Flow(), Fields()
        self._boxes: list[Element] = []
        self._chosen = ""  # in the field of a form that began last

    def story(self, root: Element) -> None:
        """A part of the document, with the text boxes that hang on it behind it."""
        self._boxes = [root]
        for box in self._boxes:  # boxes may hang on boxes
            self.fields = Fields()
            self._blocks(box, in_cell=False)
            self.flow.close()

    def _blocks(self, element: Element, in_cell: bool) -> None:
        """The paragraphs and tables of an element; a table in a cell is paragraphs of the cell."""
        for child in element:
            name = named(child)
            if name == "p":
                self._paragraph(child, in_cell)
            elif name in LEFT_OUT or (name == "tr" and child.find(f"{W}trPr/{W}del") is not None):
                self.flow.leave_out(LEFT_OUT.get(name, "passages marked as deleted"))
                continue
            elif name not in SILENT:
                self._blocks(child, in_cell or name == "tc")
            if name in ("tc", "tr") and not in_cell:
                (self.flow.cell if name == "tc" else self.flow.row)()

    def _paragraph(self, paragraph: Element, in_cell: bool) -> None:
        """Number and text of a paragraph. One whose end nobody sees goes on in the next."""
        setting = self.styles.of_paragraph(paragraph)
        self._inline(paragraph, self.styles.of_run(EMPTY, setting.style), setting.style)
        properties = paragraph.find(f"{W}pPr")
        end = EMPTY if properties is None else properties
        if any(end.find(f"{W}rPr/{W}{name}") is not None for name in ("del", "moveFrom")) or is_on(end, "rPr/vanish"):
            return
        self._number(setting, end)
        self.flow.paragraph(in_table=in_cell)

    def _number(self, setting: Setting, end: Element) -> None:
        """What Word sets before a paragraph of a list, in the font of the level or of the paragraph's end."""
        if item := self.lists.next(setting.list, setting.level):
            text, level = item
            fonts = level.look.over(self.styles.of_run(end, setting.style).fonts)
            self.flow.begin(in_fonts(text, fonts.ascii, fonts.other))

    def _inline(self, element: Element, look: Look, style: str) -> None:
        """The text of an element in a paragraph of a style."""
        for child in element:
            name = named(child)
            if name == "r":
                own = self.styles.of_run(child, style)
                if own.hidden:
                    self._leave_out(child, "hidden passages")
                else:
                    self._inline(child, own, style)
            elif name in ("fldChar", "instrText"):
                self._field(child, look)
            elif name == "txbxContent":
                self._boxes.append(child)
            elif name in LEFT_OUT and child.find(f".//{W}txbxContent") is None:
                self._leave_out(child, LEFT_OUT[name])
            elif not self._shows(name, child, look) and name not in SILENT:
                before, after = AROUND.get(name, "")[:-1], AROUND.get(name, "")[-1:]
                self._text(before, look)
                self._inline(child, look, style)
                self._text(after, look)

    def _shows(self, name: str, element: Element, look: Look) -> bool:
        """Add what an element in a run shows; whether it is one that shows anything."""
        if name == "t":
            self._text(element.text or "", look)
        elif name in SIGNS:
            self._text(SIGNS[name], look)
        elif name == "sym":
            self._add([sign(int(element.get(f"{W}char", "fffd"), 16), element.get(f"{W}font", ""))])
        else:
            return False
        return True

    def _leave_out(self, element: Element, what: Unseen) -> None:
        """Count what is left out, but not in instructions of fields; follow the fields that begin or end in it."""
        if not self.fields.silent:
            self.flow.leave_out(what)
        for field in element.iter(f"{W}fldChar"):
            self._field(field, None)

    def _field(self, element: Element, look: Look | None) -> None:
        """A field begins, comes to its result, or ends, unseen where it has no look; or more of its instruction."""
        kind = element.get(f"{W}fldCharType")
        if kind is None:
            self.fields.instruct(element.text or "")
        elif kind == "begin":
            self.fields.begin()
            self._chosen = _chosen(element)
        elif kind == "separate":
            self.fields.result()
        elif (instruction := self.fields.end()) and look:
            if self._chosen:
                self._text(self._chosen, look)
            else:
                self.flow.field(instruction)

    def _text(self, text: str, look: Look) -> None:
        """More text, ASCII in one font and other characters in the other."""
        if text:
            self._add(in_fonts(text, look.fonts.ascii, look.fonts.other), look.raised)

    def _add(self, parts: Iterable[Part], raised: bool = False) -> None:
        """More text, unless it stands in the instruction of a field."""
        if not self.fields.silent:
            self.fields.fill()
            self.flow.add(parts, raised)


def _chosen(field: Element) -> str:
    """What was chosen in a field of a form: a box that is checked or not, or one of several texts; else ""."""
    box = field.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        checked = is_on(box, "checked")
        return CHECKED if (is_on(box, "default") if checked is None else checked) else UNCHECKED
    choices = field.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    texts = [entry.get(f"{W}val", "") for entry in choices.iter(f"{W}listEntry")]
    which = int(value_of(choices, "result") or value_of(choices, "default") or 0)
    return texts[which] if 0 <= which < len(texts) else ""
