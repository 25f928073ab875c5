"""The words around a figure → the period and the field for which it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from pipeline.document import Span
from pipeline.parse.clauses import only_when
from pipeline.parse.dates import period
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.paragraphs import Paragraph
from pipeline.report import Section

_OPENING = 40  # characters of a sentence within which a period speaks for all its clauses
_OTHER_CLAUSE = regex.compile(
    r";(?!\s*(?:trong đó|trong số đó|bao gồm)(?!\p{L}))"
)  # its parts have the period of the whole
_BEHIND = regex.compile(r"[;:,(](?!\d)")
_COMPARED = regex.compile(
    r"(?:so với(?!\s+tổng)|so cùng|cùng kỳ|giá (?:so sánh|cố định|hiện hành|gốc|năm)"
    r"|(?:mức|vượt|hơn|%|theo) kế hoạch)[^,.;()]*"
    r"|(?:từ\s+)?(?:đủ\s+|dưới\s+)?\d{1,3} tháng(?: tuổi)?(?: (?:đến|tới) (?:dưới )?\d{1,3} tháng)? tuổi"  # an age
    r"|từ năm (?:19|20)\d\d(?!\s*(?:(?:đến|tới)(?! nay)|-|–))"  # since when something is so: "gia nhập WTO từ năm 2007"
)
_OF_PLAN = regex.compile(r"^\s*(?:kế hoạch|mục tiêu|chỉ tiêu|dự toán)(?!\p{L})[^,.;()]*")  # behind "đạt 85%"
_LEAD_IN = regex.compile(  # "Theo báo cáo của Sở, 6 tháng đầu năm 2017, …", "Mặt khác, trong năm 2020 …"
    r"\W*(?:(?:mặt khác|bên cạnh đó|ngoài ra|cùng với đó|đặc biệt|cụ thể|theo đó|như vậy|tuy nhiên|đồng thời)\s*,?\s*)?"
    r"(?:(?:cũng )?(?:theo|căn cứ|qua)(?!\p{L})[^,;.:]{1,120},\s*)?"
)
_DATED = regex.compile(
    r"\W*(?:tính )?(?:đến|tới) (?:hết )?ngày\s+\d"
)  # "Tính đến ngày 6/12/2020, …": of no month told before
_LED = regex.compile(r"\s*\(?\s*(?:vào\s+|trong\s+|của\s+)?(?:(?:cuối|đầu|giữa)\s+(?=năm))?(?=[\p{L}\d])")
_UP_TO_NOW = regex.compile(
    r"(?<!\p{L})(?<!từ[^,;.]{0,40}\s)(?:đến nay|hiện nay|hiện tại)(?!\p{L})"
)  # what came before it is over
_FACTOR_OF = regex.compile(r"^\s*(?:so với\s+)?năm (?:19|20)\d\d")  # "gấp 2 lần năm 2010"
_OVER_YEARS = regex.compile(
    r"\W*(?:trong|qua)\s+(?:hơn\s+|gần\s+)?(?:\d{1,2}|những|các|nhiều)\s+năm(?! (?:19|20))"
    r"|\W*từ năm (?:19|20)\d\d đến nay"
    r"|\W*(?:hiện nay|đến nay|hiện tại)(?!\p{L})"
)
_AT_ONCE = regex.compile(
    r"\W*(?:tính đến|tính tới|đến|cuối|đầu|từ|vào)(?!\p{L})"
)  # a point of time: the next sentence has its own
_MAYBE_PERIOD = regex.compile(r"\d|qu[yý]|th[aá]ng", regex.I)  # most sentences name none: asked first, for speed
_LONGEST_PERIOD = 40  # characters
_LONGEST_LEAD = 160  # characters of a sentence that may say who tells it
_YEAR = regex.compile(r"(?:19|20)\d\d")
_MONTH = regex.compile(r"thang\s+0?(\d{1,2})\s*(?:nam|[/-])\s*((?:19|20)\d\d)")
_SCOPE = regex.compile(
    r"(?<!\p{L})lĩnh vực\s+(?P<scope>\p{Lu}[^,;:.()\d]{1,60}?)\s*(?=[,;:.()\d]|$|\s(?:là|có|đạt|với)\s)"
)


def scope_of(paragraph: Paragraph, sentence: Span, at: int) -> str:
    """The field that the sentence names before the figure: "lĩnh vực Hộ tịch"."""
    found = list(_SCOPE.finditer(paragraph.clip(Span(sentence.start, at))))
    return squeezed(found[-1]["scope"]) if found else ""


def own_period(paragraph: Paragraph, sentence: Span, figure: Span) -> str:
    """The period at once behind the figure, else the last before it in its clause, else behind, or at the opening.

    Behind it only up to a comma: "12 văn bản về CCHC, trong đó có Kế hoạch … năm 2026" speaks of the plan's year.
    """
    before, after = paragraph.clip(Span(sentence.start, figure.start)), paragraph.clip(Span(figure.end, sentence.end))
    is_factor = paragraph.clip(figure).rstrip().endswith("lần")
    now = [match.start() for match in _UP_TO_NOW.finditer(spelled(before))]
    cuts = [cut.end() for cut in _OTHER_CLAUSE.finditer(spelled(before))]
    begin = max(*cuts[-1:], *now[-1:], 0, 0)
    other = _OF_PLAN.match(spelled(after)) or (_FACTOR_OF.match(spelled(after)) if is_factor else None)
    after = f"{' ' * other.end()}{after[other.end() :]}" if other else after
    found = (
        _next_words(after)
        or _in_front(before)
        or _period(before[begin:], last=True)
        or _period(_BEHIND.split(after, 1)[0])
    )
    found = found or _period(paragraph.clip(figure))  # "32,5 triệu đồng/người/6 tháng"
    return found if found or now or not begin else _opening(before)


def _opening(sentence: str) -> str:
    """The period that opens a sentence, before any figure."""
    found = _period(sentence[:_OPENING])
    first = squeezed(sentence).find(found)
    return "" if any(c.isdigit() for c in squeezed(sentence)[:first]) else found


def _lead_in(sentence: str) -> int:
    """Where a sentence goes on behind the words that only say who tells it."""
    found = _LEAD_IN.match(spelled(sentence[:_LONGEST_LEAD]))
    return found.end() if found else 0


def led_by_period(sentence: str) -> str:
    """The period with which a sentence begins and which holds for those after it: "Trong 6 tháng đầu năm, …"; or ""."""
    sentence = sentence[_lead_in(sentence) :]
    found = _period(sentence[:_OPENING]) if _MAYBE_PERIOD.search(sentence, 0, _OPENING) else ""
    if not found:
        return ""
    words = squeezed(sentence)
    return found if only_when(words[: words.find(found) + len(found)]) else ""


@dataclass(frozen=True, slots=True)
class Told:
    """The period that sentences began with, of this paragraph and of this section, where one did.

    `heading`: the one that stood alone in a paragraph, as a heading without a number: "Giai đoạn 2026-2028".
    """

    section_id: str = ""
    paragraph: str = ""
    lasting: str = ""
    heading: str = ""

    def at(self, section: Section | None, paragraph: str) -> Told:
        """At the beginning of a paragraph of a section: what another section told is forgotten."""
        here = section.section_id if section else ""
        alone = paragraph.strip(" :;.") if len(paragraph) < _OPENING and only_when(paragraph) else ""
        if here != self.section_id:
            return Told(here, heading=_period(alone))
        return Told(here, "", self.lasting, _period(alone) or self.heading)

    def with_sentence(self, sentence: str) -> Told:
        """Behind the beginning of a sentence. "Trong 10 năm, …" begins what is of no period told before."""
        opening = spelled(sentence[:_OPENING])
        if _OVER_YEARS.match(opening) or _DATED.match(opening):
            return replace(self, paragraph="", lasting="")
        found = led_by_period(sentence)
        if not found:
            return self
        once = _AT_ONCE.match(spelled(sentence[_lead_in(sentence) :])) or _other_year(found, self.lasting)
        announced = {"heading": found} if sentence.rstrip().endswith(":") else {}
        return replace(self, paragraph=found, lasting="" if once else found, **announced)

    def over(self, section_period: str, document_period: str) -> str:
        """The period of a figure without its own: of its paragraph, its section, else of a paragraph before it.

        Where section or document name one, a paragraph that tells of another month is an aside.
        """
        return self.paragraph or self.heading or section_period or ("" if document_period else self.lasting)


def _other_year(found: str, lasting: str) -> bool:
    """Whether one sentence after the other begins with another year: "Năm 2009, …" after "Năm 1995, …"."""
    new, old = _YEAR.search(found), _YEAR.search(lasting)
    return new is not None and old is not None and new[0] != old[0]


def _next_words(after: str) -> str:
    """The period that stands at once behind a figure, nothing but a bracket or a small word between."""
    led = _LED.match(spelled(after))
    found = _period(after[: led.end() + _LONGEST_PERIOD]) if led else ""
    rest = squeezed(after[led.end() :]) if led else ""
    lists = (
        led is not None and "(" in led[0] and rest[len(found) :].lstrip()[:1] not in (")", "")
    )  # "(năm 2011 2 ha; …"
    return found if found and rest.startswith(found) and not lists else ""


def _in_front(before: str) -> str:
    """The period right before the bracket that a figure opens, also one compared with: "so với 2006 - 2010 (42,7%)"."""
    told, bracket, rest = before.rpartition("(")
    if not bracket or rest.strip():
        return ""
    words = squeezed(told)[-_LONGEST_PERIOD:]
    found = period(words, folded(words), last=True)
    return found if found and words.endswith(found) else ""


def compared(base: str, own: str) -> str:
    """What a printed base is to the period of the figure: the year or month before it, or an earlier one.

    `base` are the words behind "so với", "năm 2003" or "tháng 01 năm 2007".
    """
    month, year, other = _MONTH.search(folded(base)), _YEAR.search(base), [*_YEAR.finditer(own)][-1:]
    if month:
        mine = _MONTH.search(folded(own))
        near = mine and 12 * (int(mine[2]) - int(month[2])) + int(mine[1]) - int(month[1]) == 1
        return "previous_month" if near else "earlier_month"
    return "previous_year" if year and other and int(other[0][0]) - int(year[0]) == 1 else "earlier_year"


@lru_cache(maxsize=4096)  # titles of sections are asked for every paragraph in them
def _period(words: str, last: bool = False) -> str:
    """The period in a clause; one that it compares with ("so với cùng kỳ năm 2023") is none."""
    if not _MAYBE_PERIOD.search(words):
        return ""
    hidden = _COMPARED.sub(lambda match: " " * len(match[0]), spelled(words))
    return period(words, folded(hidden), last)


def section_period(section: Section | None, sections: dict[str, Section]) -> str:
    """The period that the title of the section names, or of one above it; "" for none."""
    while section is not None:
        found = _period(section.title)
        if found:
            return found
        section = sections.get(section.parent)
    return ""
