"""Styles of a Word document of 2007 or later (styles.xml, theme1.xml) → how its paragraphs and runs look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
EMPTY = Element("empty")
OFF = ("0", "false", "off")


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
    """The fonts of a run, whether nobody sees it, and whether it is raised."""

    fonts: Fonts
    hidden: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """The style of a paragraph, and its list (0: none) and level."""

    style: str
    list: int = 0
    level: int = 0


def named(element: Element) -> str:
    """The name of an element, whatever its namespace."""
    return element.tag.rpartition("}")[2]


@cache
def _path(names: str) -> str:
    return "/".join(W + name for name in names.split("/"))


def value_of(element: Element, path: str) -> str | None:
    """The value of an element below another: `path` is its names."""
    found = element.find(_path(path))
    return None if found is None else found.get(VAL, "")


def is_on(element: Element, path: str) -> bool | None:
    """Whether a property is on; None where nothing is said of it."""
    value = value_of(element, path)
    return None if value is None else value not in OFF


def _is_standard(style: Element) -> bool:
    """Whether paragraphs that name no style have this one."""
    return style.get(f"{W}default") in ("1", "true", "on") and style.get(f"{W}type") == "paragraph"


class Styles:
    """The styles of a document, each with what it has of its bases."""

    def __init__(self, root: Element, theme: Element) -> None:
        self._styles = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
        self._theme = _theme_fonts(theme)
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault")
        self._defaults = self._said(EMPTY if defaults is None else defaults)
        self._looks: dict[str, _Said] = {}  # of styles, as they come: a document has many runs, and few styles
        standard = (name for name, style in self._styles.items() if _is_standard(style))
        self._standard = next(standard, "")

    def _chain(self, name: str | None) -> list[Element]:
        """A style and its bases. A circle of bases, which no file should have, ends."""
        found: list[Element] = []
        while name in self._styles and self._styles[name] not in found:
            found.append(self._styles[name])
            name = value_of(found[-1], "basedOn")
        return found

    def of_paragraph(self, paragraph: Element) -> Setting:
        """How a paragraph is set, its style included."""
        name = value_of(paragraph, "pPr/pStyle") or self._standard
        setting = [paragraph, *self._chain(name)]
        number = next((n for e in setting if (n := value_of(e, "pPr/numPr/numId")) is not None), "0")
        level = next((n for e in setting if (n := value_of(e, "pPr/numPr/ilvl")) is not None), "0")
        return Setting(name, int(number), int(level))

    def of_run(self, run: Element, style: str) -> Look:
        """How a run, or the end of a paragraph, looks in a paragraph of a style."""
        said = [self._of_style(style), self._defaults]
        if run.find(f"{W}rPr") is not None:
            said = [self._said(run), self._of_style(value_of(run, "rPr/rStyle") or ""), *said]
        return Look(
            _fonts_of(said),
            _first([one.hidden for one in said]) or False,
            _first([one.raised for one in said]) or False,
        )

    def fonts(self, element: Element) -> Fonts:
        """The fonts that the properties of an element say."""
        return self._said(element).fonts

    def _of_style(self, name: str) -> "_Said":
        """What a style says, with its bases."""
        if name not in self._looks:
            said = [self._said(style) for style in self._chain(name)]
            hidden, raised = _first([one.hidden for one in said]), _first([one.raised for one in said])
            self._looks[name] = _Said(_fonts_of(said), hidden, raised)
        return self._looks[name]

    def _said(self, element: Element) -> "_Said":
        """What an element with properties of runs says."""
        found = element.find(f"{W}rPr/{W}rFonts")
        fonts = Fonts() if found is None else Fonts(self._font(found, "ascii"), self._font(found, "hAnsi"))
        place = value_of(element, "rPr/vertAlign")
        return _Said(fonts, is_on(element, "rPr/vanish"), None if place is None else place == "superscript")

    def _font(self, fonts: Element, which: str) -> str:
        """A font by its name, or by its part in the theme, which goes before."""
        return self._theme.get(fonts.get(f"{W}{which}Theme", ""), "") or fonts.get(W + which, "")


class _Said(NamedTuple):
    """What properties of runs say: fonts, whether they hide, and whether they raise; None where they do not say."""

    fonts: Fonts
    hidden: bool | None
    raised: bool | None


def _first(said: Sequence[bool | None]) -> bool | None:
    return next((one for one in said if one is not None), None)


def _fonts_of(said: Sequence[_Said]) -> Fonts:
    """Fonts, the first before the later."""
    fonts = Fonts()
    for one in said:
        fonts = fonts.over(one.fonts)
    return fonts


def _theme_fonts(theme: Element) -> Mapping[str, str]:
    """The fonts of a theme, by what styles call them."""
    found = {}
    for part in ("major", "minor"):
        for latin in theme.findall(f".//{{*}}{part}Font/{{*}}latin"):
            found[f"{part}HAnsi"] = found[f"{part}Ascii"] = latin.get("typeface", "")
    return found
