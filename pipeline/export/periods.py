"""Period labels as printed → the months that they cover, so that figures can stand in order of time."""

from dataclasses import dataclass

import regex

from pipeline.letters import unmarked

_YEAR = r"(?:19|20)\d\d"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = regex.compile(r"\bquy\s+(?P<quarter>iv|i{1,3}|[1-4])\b")
_MONTHS = regex.compile(r"\b(?P<months>0?[369]|10|11|ba|sau|chin)\s+thang\b(?:\s+(?P<half>cuoi))?")
_MONTH = regex.compile(r"\bthang\s+(?P<month>1[0-2]|0?[1-9])\b")
_SPELLED = {"ba": 3, "sau": 6, "chin": 9}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`months` months from month `first` (1 to 12) of a year."""

    year: int
    first: int
    months: int

    @property
    def end(self) -> int:
        """Months from year 0 to the end: what orders periods, and their place on an axis."""
        return 12 * self.year + self.first - 1 + self.months

    @property
    def short(self) -> str:
        """A label for an axis, in figures alone: 2025, 6/2025, 1-6/2025."""
        last = self.first + self.months - 1
        if self.months == 12:
            return str(self.year)
        return f"{self.first}/{self.year}" if self.months == 1 else f"{self.first}-{last}/{self.year}"


def read_period(label: str, year: int | None = None) -> Period | None:
    """The months of a label; `year` for one that names none. None for several years, a week, or what is no period."""
    plain = unmarked(label).casefold()
    years = {int(found) for found in regex.findall(_YEAR, plain)} or ({year} if year else set())
    if len(years) != 1:
        return None
    (only,) = years
    if found := _QUARTER.search(plain):
        number = _ROMAN.get(found["quarter"]) or int(found["quarter"])
        return Period(only, 3 * number - 2, 3)
    if found := _MONTHS.search(plain):
        months = _SPELLED.get(found["months"]) or int(found["months"])
        return Period(only, 13 - months if found["half"] else 1, months)
    if found := _MONTH.search(plain):
        return Period(only, int(found["month"]), 1)
    return Period(only, 1, 12) if regex.fullmatch(rf"(?:ca\s+)?nam\s+{_YEAR}", plain.strip()) else None
