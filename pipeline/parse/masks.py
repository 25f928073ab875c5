"""What looks like a figure and is none: dates, citations, periods, articles, telephone numbers, names with digits."""

from collections.abc import Iterable, Iterator
from itertools import chain

import regex

from pipeline.parse.dates import DATE, PERIOD

# Names whose number is part of them. Weak names may also be counted ("03 thôn"), so a unit behind the number frees it.
_NAMED = (
    "khoan|dieu|diem|muc do|de an|chuong trinh|quoc lo|tinh lo|duong tinh|lan thu|khoa|ky hop thu|hang|loai|cap|buoc|giai doan"
    "|mau so|mau|bieu so|bieu|phu luc|phan thu|to so|lo so|thua so|thua dat so|to ban do so|so nha|zone|nhom|cong van|nghi quyet"
    "|covid|iso|tcvn|qcvn|quan|duong|du an|kenh|tram|chi thi|nghi dinh|thong tu|quyet dinh|ke hoach|luat|nam|thu|so hieu|vung|khu vuc"
)
_MASKS: tuple[str, ...] = (
    r"(?:https?:/{1,2}|www\.)\S+",
    r"[\w.\-]+@[\w.\-]+",
    r"(?<![\d/.,])\d{1,2}/(?:19|20)\d\d(?!\d)",  # 01/2024
    r"(?:ngay|den ngay|tu ngay)\s+\d{1,2}\s*(?:/\s*\d{1,2}(?!\d)|thang\s*\d{1,2})(?:/\d{2})?(?!\d)",  # ngày 25/02, ngày 25 tháng 2
    r"(?<![\d/.,])[0-3]\d/[01]\d(?![\d/])(?=\s*(?:den|-|\.|,|;|\)))(?!\s*,\s*dat)",  # 15/12 đến 14/3
    r"\bngay\s+\d{1,2}(?!\d)(?!\s*[/.,]\s*\d)",
    r"\bthang\s+\d{1,2}(?!\d)(?!\s*,\d)",
    r"\bquy\s+[1-4](?!\d)",
    r"\bnam\s+(?:19|20)\d\d(?:\s*-\s*(?:19|20)?\d\d)?",
    r"(?<![\d.,/])(?:19|20)\d\d\s*-\s*(?:19|20)\d\d(?![\d.,])",
    r"(?<!\d)\d{1,2}\s*(?:gio|h)\s*\d{0,2}(?:\s*phut)?\b",
    r"(?:dt|dien thoai|fax|hotline|so dt|sdt)\s*[:.]?\s*[\d. ()\-]{7,}",
    r"(?<![\d.,])0\d{2,3}[. ]?\d{3}[. ]?\d{3,4}(?![\d.,])",
    rf"\b(?:{_NAMED})\s*[-:]?\s*(?:so\s+)?\d+(?:[.,/]\d+)*[a-z]?(?![\p{{L}}\d.,/%]*%)(?!\s*(?:%|trieu|ty|nghin|dong)\b)",
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

    def __init__(self) -> None:
        self._any = regex.compile("|".join(f"(?:{pattern})" for pattern in _MASKS))
        self._weak = regex.compile(r"\b(?:thon|to dan pho|to|khu pho|xom|ap|phuong|lop|khu|doi|ban)\s+(?:so\s+)?(\d{1,3})(?!\d)")

    def spans(self, folded: str, extra: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Stretches of text without marks, sorted; `extra` are those known already, e.g. citations."""
        found = chain(
            extra,
            (match.span() for match in DATE.finditer(folded)),
            (match.span() for match in PERIOD.finditer(folded)),
            self._any_spans(folded),
        )
        return tuple(sorted(found))

    def _any_spans(self, folded: str) -> Iterator[tuple[int, int]]:
        for match in self._any.finditer(folded):
            yield match.span()

    def weak(self, folded: str) -> frozenset[int]:
        """Where a number begins that names a place ("thôn 3") unless a unit follows it."""
        return frozenset(match.start(1) for match in self._weak.finditer(folded))
