"""What looks like a figure and is none: dates, citations, periods, articles, telephone numbers, names with digits."""

from collections.abc import Iterable, Iterator
from itertools import chain

import regex

from pipeline.parse.dates import DATE, PERIOD
from pipeline.parse.folding import folded
from pipeline.parse.lexicon import Lexicon, one_of

_MASKS: tuple[str, ...] = (
    r"(?:https?:/{1,2}|www\.)\S+",
    r"[\w.\-]+@[\w.\-]+",
    r"(?<![\d/.,])\d{1,2}/(?:19|20)\d\d(?!\d)",  # 01/2024
    # ngày 25/02, ngày 25 tháng 2
    r"(?:ngay|den ngay|tu ngay)\s+\d{1,2}\s*(?:/\s*\d{1,2}(?!\d)|thang\s*\d{1,2})(?:/\d{2})?(?!\d)",
    r"(?<![\d/.,])[0-3]\d/[01]\d(?![\d/])(?=\s*(?:den|-|\.|,|;|\)))(?!\s*,\s*dat)",  # 15/12 đến 14/3
    r"\bngay\s+\d{1,2}(?!\d)(?!\s*[/.,]\s*\d)",
    r"\bthang\s+\d{1,2}(?!\d)(?!\s*,\d)",
    r"\bquy\s+[1-4](?!\d)",
    r"\bnam\s+(?:19|20)\d\d(?:\s*-\s*(?:19|20)?\d\d)?",
    r"(?<![\d.,/])(?:19|20)\d\d\s*-\s*(?:19|20)\d\d(?![\d.,])",
    r"(?<!\d)\d{1,2}\s*(?:gio|h)\s*\d{0,2}(?:\s*phut)?\b",
    r"(?:dt|dien thoai|fax|hotline|so dt|sdt)\s*[:.]?\s*[\d. ()\-]{7,}",
    r"(?<![\d.,])0\d{2,3}[. ]?\d{3}[. ]?\d{3,4}(?![\d.,])",
    r"\bso\s*[:.]?\s*\d{1,5}\s*[/\-]\s*\p{L}[\p{L}0-9\-/&]*",
    r"\bthu\s+\d+(?:\s*/\s*\d+)?",
    r"(?:ty le|tl)\s*1\s*[/:]\s*\d[\d.]*",
    r"\((?:\d{1,2}|[ivx]{1,4})\)\.?",
    r"\b[\p{L}]+\d[\p{L}\d]*\b",  # QH15, m2 of a name, A1
    r"(?<=\p{L})-\d+\b",  # Covid-19
    r"(?:duoi|tren|tu|du|den|qua)?\s*\d+\s*(?:-|den)?\s*\d*\s*(?:thang\s+)?tuoi\b",
    r"\b(?:trong|sau|truoc|qua|keo dai|moi)\s+\d+\s*(?:-\s*\d+\s*)?(?:ngay|thang|nam|gio|phut|tuan|quy)\b",
    r"(?<![\d.,])\d+\s*(?:-\s*\d+\s*)?(?:ngay|thang|nam|gio|phut|tuan|quy)\b(?:\s+lam viec)?",
    r"(?<![\d.,/])\d+\s*/\s*\d+\s*/\s*\d+",
)


class Mask:
    """Finds the stretches of a paragraph that hold no figure."""

    def __init__(self, lexicon: Lexicon) -> None:
        names = lexicon.cues["names"]
        always = one_of(map(folded, names["always"]))
        # "cấp 4", "quốc lộ 1A"; but "cấp 1.200 triệu đồng", "loại 15%"
        named = (
            rf"\b(?:{always})\s*[-:]?\s*(?:so\s+)?\d+(?:[.,/]\d+)*[a-z]?"
            r"(?![\p{L}\d.,/%]*%)(?!\s*(?:%|trieu|ty|nghin|dong)\b)"
        )
        self._any = regex.compile("|".join(f"(?:{pattern})" for pattern in (*_MASKS, named)))
        counted = one_of(map(folded, names["unless_counted"]))
        self._weak = regex.compile(rf"\b(?:{counted})\s+(?:so\s+)?(\d{{1,3}})(?!\d)")

    def spans(self, bare: str, extra: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Stretches of text without marks, sorted; `extra` are those known already, e.g. citations."""
        found = chain(
            extra,
            (match.span() for match in DATE.finditer(bare)),
            (match.span() for match in PERIOD.finditer(bare)),
            self._any_spans(bare),
        )
        return _merged(sorted(found))

    def _any_spans(self, bare: str) -> Iterator[tuple[int, int]]:
        for match in self._any.finditer(bare):
            yield match.span()

    def weak(self, bare: str) -> frozenset[int]:
        """Where a number begins that names a place ("thôn 3") unless a unit follows it."""
        return frozenset(match.start(1) for match in self._weak.finditer(bare))


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Sorted spans, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
