"""The words around a figure → the period and the field for which it holds."""

import regex

from pipeline.document import Span
from pipeline.parse.dates import period
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.layout import Paragraph
from pipeline.report import Section

_OPENING = 40  # characters of a sentence within which a period speaks for all its clauses
_BEHIND = regex.compile(r"[;:,(](?!\d)")
_COMPARED = regex.compile(r"(?:so với|so cùng|cùng kỳ)[^,.;)]*")
_SCOPE = regex.compile(
    r"(?<!\p{L})lĩnh vực\s+(?P<scope>\p{Lu}[^,;:.()\d]{1,60}?)\s*(?=[,;:.()\d]|$|\s(?:là|có|đạt|với)\s)"
)


def scope_of(paragraph: Paragraph, sentence: Span, at: int) -> str:
    """The field that the sentence names before the figure: "lĩnh vực Hộ tịch"."""
    found = list(_SCOPE.finditer(paragraph.clip(Span(sentence.start, at))))
    return squeezed(found[-1]["scope"]) if found else ""


def own_period(paragraph: Paragraph, sentence: Span, at: int) -> str:
    """The last period before the figure in its clause, else right behind it, else one that opens the sentence.

    Behind it only up to a comma: "12 văn bản về CCHC, trong đó có Kế hoạch … năm 2026" speaks of the plan's year.
    """
    before, after = paragraph.clip(Span(sentence.start, at)), paragraph.clip(Span(at, sentence.end))
    begin = before.rfind(";") + 1
    found = _period(before[begin:], last=True) or _period(_BEHIND.split(after, 1)[0])
    return found if found or not begin else _period(before[:_OPENING])


def _period(words: str, last: bool = False) -> str:
    """The period in a clause; one that it compares with ("so với cùng kỳ năm 2023") is none."""
    hidden = _COMPARED.sub(lambda match: " " * len(match[0]), spelled(words))
    return period(words, folded(hidden), last)


def section_period(section: Section | None, sections: dict[str, Section]) -> str:
    """The period that the title of the section names, or of one above it; "" for none."""
    while section is not None:
        found = period(section.title, folded(section.title))
        if found:
            return found
        section = sections.get(section.parent)
    return ""
