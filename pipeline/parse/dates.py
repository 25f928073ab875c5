"""Text → dates and periods, as spans; a date that does not exist is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex

from pipeline.document import Span

_SLASHED = r"(?<![\d/.,])(?P<d>[0-3]?\d)\s*(?P<s>[/.\-])\s*(?P<m>[01]?\d)\s*(?P=s)\s*(?P<y>(?:19|20)\d\d)(?!\d)"
_WORDED = r"ngay\s*(?P<d2>[0-3]?\d)\s*thang\s*(?P<m2>[01]?\d)\s*nam\s*(?P<y2>(?:19|20)\d\d)(?!\d)"
DATE = regex.compile(rf"(?:\bngay\s+)?{_SLASHED}|\b{_WORDED}")
# after a citation: "ngày 12/01/2024", "(ngày 12 tháng 01 năm 2024", "12/01/2024"
DATE_AFTER = regex.compile(
    rf"[\s,(]*(?:ngay\s+)?(?:{_SLASHED}|(?:ngay\s*)?(?P<d2>[0-3]?\d)\s+thang\s*(?P<m2>[01]?\d)\s*[.,]?\s*nam\s*(?P<y2>(?:19|20)\d\d)(?!\d))"
)

_Y = r"(?:19|20)\d\d"
_MONTHS = r"(?:0?[1-9]|1[01]|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
PERIOD = regex.compile(
    rf"""\b(?:
   quy\s+(?:iv|i{{1,3}}|[1-4])(?![\p{{L}}\d])(?:\s*[-,/]?\s*(?:nam\s+)?{_Y})?
 | thang\s+(?:1[0-2]|0?[1-9])(?:\s*(?:nam\s+|/\s*){_Y})?\s+va\s+{_MONTHS}\s+thang\s+dau\s+nam(?:\s+{_Y})?
 | {_MONTHS}\s+thang\s+(?:dau|cuoi)\s+(?:nam(?:\s+{_Y})?|{_Y})(?!\s*tuoi)(?=[\s,.;:)]|$)
 | (?:0?[369]|10|11|sau|chin|ba)\s+thang(?:\s+(?:dau|cuoi))?(?:\s+nam)?(?:\s+{_Y})?(?!\s*tuoi)(?!\s+\d)(?=[\s,.;:)]|$)
 | thang\s+(?:1[0-2]|0?[1-9])(?:\s+nam\s+|\s*[/-]\s*){_Y}
 | (?:giai\s+doan|thoi\s+ky|nhiem\s+ky|nam\s+hoc|vu\s+\p{{L}}+(?:\s+\p{{L}}+)?)\s+{_Y}\s*[-/]\s*{_Y}
 | tuan\s+(?:thu\s+)?\d{{1,2}}(?:\s*(?:/|nam)\s*{_Y})?
 | (?:ca\s+)?nam\s+{_Y}(?:\s*[-]\s*{_Y})?
 | (?<![\d./,-]){_Y}\s*-\s*{_Y}(?![\d/-])
 | (?:(?<=[,;]\s)|(?<=\bva\s)){_Y}(?=\s+(?:la|dat|hon|tren|khoang|gan|con|chiem|uoc)\b|\s*:\s)
 | (?<=\p{{L}}\s){_Y}(?=\s*:\s+\d)
 )""",
    regex.X,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and where it is printed."""

    span: Span
    value: date


def day(match: regex.Match[str]) -> date | None:
    """The date of a match of DATE or DATE_AFTER; None for 31/02/2024."""
    groups = match.groupdict()
    parts = (groups.get("y") or groups["y2"], groups.get("m") or groups["m2"], groups.get("d") or groups["d2"])
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


# Where the space before a lone digit is gone, a digit may be gone with it: "ngày6 tháng 6" was 16 June on a real scan.
CLIPPED = regex.compile(r"ngay\d(?!\d)")


def certain_day(match: regex.Match[str]) -> date | None:
    """The date of a match as `day` has it; None also where it may have lost a digit."""
    return None if CLIPPED.search(match[0]) else day(match)


def dates(folded: str) -> Iterator[Dated]:
    """All dates in text without marks."""
    for match in DATE.finditer(folded):
        value = day(match)
        if value:
            yield Dated(Span(*match.span()), value)


def period(text: str, folded: str, last: bool = False) -> str:
    """The first (or last) period that a passage names, as printed; "" for none. Dates are no periods."""
    hidden = DATE.sub(lambda match: "#" * len(match[0]), folded)
    found = list(PERIOD.finditer(hidden))
    if not found:
        return ""
    match = found[-1 if last else 0]
    return " ".join(text[match.start() : match.end()].split())
