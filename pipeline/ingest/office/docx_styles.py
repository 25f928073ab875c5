"""Styles and lists of a Word document of 2007 or later (styles.xml, numbering.xml) → fonts and numbers."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pipeline.ingest.office.lists import BULLET, NOTHING, Level, Lists

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
EMPTY = Element("empty")
FORMS = {"decimal": 0, "upperRoman": 1, "lowerRoman": 2, "upperLetter": 3, "lowerLetter": 4, "decimalZero": 22}
FORMS |= {"bullet": BULLET, "none": NOTHING}
FOLLOWS = {"space": " ", "nothing": ""}


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of ASCII and of other characters; "" where nothing is said."""

    ascii: str = ""
    other: str = ""

    def over(self, below: "Fonts") -> "Fonts":
        """These, and what they do not say from `below`."""
        return Fonts(self.ascii or below.ascii, self.other or below.other)


@dataclass(frozen=True, slots=True)
class Look:
    """The fonts of a run, and whether nobody sees it."""

    fonts: Fonts
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """The style of a paragraph, its fonts, and its list (0: none) and level."""

    style: str
    fonts: Fonts
    list: int = 0
    level: int = 0


def named(element: Element) -> str:
    """The name of an element, whatever its namespace."""
    return element.tag.rpartition("}")[2]


def _value(element: Element, path: str) -> str | None:
    """The value of an element below another: `path` is its names."""
    found = element.find("/".join(W + name for name in path.split("/")))
    return None if found is None else found.get(VAL, "")


def _fonts(element: Element) -> Fonts:
    found = element.find(f"{W}rPr/{W}rFonts")
    return Fonts() if found is None else Fonts(found.get(f"{W}ascii", ""), found.get(f"{W}hAnsi", ""))


def _is_standard(style: Element) -> bool:
    """Whether paragraphs that name no style have this one."""
    return style.get(f"{W}default") in ("1", "true", "on") and style.get(f"{W}type") == "paragraph"


class Styles:
    """The styles of a document, each with what it has of its bases."""

    def __init__(self, root: Element) -> None:
        self._styles = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault")
        self._defaults = Fonts() if defaults is None else _fonts(defaults)
        standard = (name for name, style in self._styles.items() if _is_standard(style))
        self._standard = next(standard, "")

    def _chain(self, name: str | None) -> list[Element]:
        """A style and its bases. A circle of bases, which no file should have, ends."""
        found: list[Element] = []
        while name in self._styles and self._styles[name] not in found:
            found.append(self._styles[name])
            name = _value(found[-1], "basedOn")
        return found

    def _of_style(self, name: str | None) -> Fonts:
        fonts = Fonts()
        for style in self._chain(name):
            fonts = fonts.over(_fonts(style))
        return fonts

    def of_paragraph(self, paragraph: Element) -> Setting:
        """How a paragraph is set, its style included."""
        name = _value(paragraph, "pPr/pStyle") or self._standard
        setting = [paragraph, *self._chain(name)]
        number = next((n for e in setting if (n := _value(e, "pPr/numPr/numId")) is not None), "0")
        level = next((n for e in setting if (n := _value(e, "pPr/numPr/ilvl")) is not None), "0")
        fonts = self._of_style(name).over(self._defaults)
        return Setting(name, fonts, int(number), int(level))

    def of_run(self, run: Element, style: str) -> Look:
        """How a run looks in a paragraph of a style."""
        own = _fonts(run).over(self._of_style(_value(run, "rPr/rStyle")))
        hidden = _value(run, "rPr/vanish")
        fonts = own.over(self._of_style(style)).over(self._defaults)
        return Look(fonts, hidden is not None and hidden not in ("0", "false", "off"))


def lists_of(root: Element) -> Lists:
    """The lists of numbering.xml, none of them counted yet."""
    levels = {
        int(one.get(f"{W}abstractNumId", "-1")): tuple(_level(level) for level in one.iter(f"{W}lvl"))
        for one in root.iter(f"{W}abstractNum")
    }
    overrides = {int(n.get(f"{W}numId", "0")): int(_value(n, "abstractNumId") or -1) for n in root.iter(f"{W}num")}
    return Lists(levels, overrides)


def _level(element: Element) -> Level:
    """A level; its text has %1 to %9 where the numbers of levels stand."""
    text = _value(element, "lvlText") or ""
    for number in range(1, 10):
        text = text.replace(f"%{number}", chr(number - 1))
    start = int(_value(element, "start") or 1)
    form = FORMS.get(_value(element, "numFmt") or "decimal", 0)
    return Level(start, form, text, FOLLOWS.get(_value(element, "suff") or "tab", "\t"), b"")
