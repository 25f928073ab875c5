"""Lists of a Word document of 2007 or later (numbering.xml) → their levels and uses."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pipeline.ingest.office.docx_styles import Fonts, Styles, W, is_on, value_of
from pipeline.ingest.office.lists import BULLET, DECIMAL, NOTHING, Level, Lists, Use

FORMS = {"decimal": DECIMAL, "upperRoman": 1, "lowerRoman": 2, "upperLetter": 3, "lowerLetter": 4, "decimalZero": 22}
FORMS |= {"bullet": BULLET, "none": NOTHING}
FOLLOWS = {"space": " ", "nothing": ""}


def lists_of(root: Element, styles: Styles) -> Lists[Fonts]:
    """The lists of numbering.xml, none of them counted yet."""
    lists, shared = {}, {}
    for one in root.iter(f"{W}abstractNum"):
        lists[_number(one, "abstractNumId")] = levels = dict(_levels(one, styles))
        shared[value_of(one, "styleLink")] = levels
    for one in root.iter(f"{W}abstractNum"):
        if (style := value_of(one, "numStyleLink")) is not None:  # its levels stand at the list that the style names
            lists[_number(one, "abstractNumId")] = shared.get(style, {})
    return Lists(lists, {_number(one, "numId"): _use(one, styles) for one in root.iter(f"{W}num")})


def _number(element: Element, name: str) -> int:
    return int(element.get(W + name, "-1"))


def _levels(element: Element, styles: Styles) -> Iterator[tuple[int, Level[Fonts]]]:
    """The levels of a list, or of what changes some."""
    for level in element.iter(f"{W}lvl"):
        yield _number(level, "ilvl"), _level(level, styles)


def _use(element: Element, styles: Styles) -> Use[Fonts]:
    """A use of a list, with what it changes."""
    starts = {}
    for change in element.iter(f"{W}lvlOverride"):
        start = value_of(change, "startOverride")
        if start is not None:
            starts[_number(change, "ilvl")] = int(start or 0)
    return Use(int(value_of(element, "abstractNumId") or -1), dict(_levels(element, styles)), starts)


def _level(element: Element, styles: Styles) -> Level[Fonts]:
    """A level; its text has %1 to %9 where the numbers of levels stand. Where it says no start, that is 0."""
    text = value_of(element, "lvlText") or ""
    for number in range(1, 10):
        text = text.replace(f"%{number}", chr(number - 1))
    start = int(value_of(element, "start") or 0)
    form = FORMS.get(value_of(element, "numFmt") or "decimal", DECIMAL)
    follow = FOLLOWS.get(value_of(element, "suff") or "tab", "\t")
    limit = value_of(element, "lvlRestart")
    restart = int(limit) if limit else None
    return Level(start, form, text, follow, styles.fonts(element), restart, bool(is_on(element, "isLgl")))
