"""What looks like a figure and is none: dates, citations, periods, articles, telephone numbers, names with digits."""

from collections.abc import Iterable, Iterator
from itertools import chain

import regex

from pipeline.parse.dates import DATE, PERIOD
from pipeline.parse.folding import folded, spelled
from pipeline.parse.lexicon import Lexicon, one_of

# Alternatives that begin with a word, and those that begin with a digit: each group is tried only where it can begin.
_WORDED: tuple[str, ...] = (
    r"ngay\s+\d{1,2}\s*(?:/\s*\d{1,2}(?!\d)|thang\s*\d{1,2})(?:/\d{2})?(?!\d)",  # ngày 25/02, ngày 25 tháng 2
    r"ngay\s+\d{1,2}(?!\d)(?!\s*[/.,]\s*\d)",
    r"thang\s+\d{1,2}(?!\d)(?!\s*,\d)",
    r"quy\s+[1-4](?!\d)",
    r"nam\s+(?:19|20)\d\d(?:\s*-\s*(?:19|20)?\d\d)?",
    r"so\s+voi\s+(?:19|20)\d\d(?![\d.,/]*\d)(?!\s*(?:%|\p{L}))",  # so với 2019
    r"gia\s+(?:so sanh|co dinh|hien hanh|goc)\s+(?:19|20)\d\d(?!\d)",
    r"(?:dt|dien thoai|fax|hotline|so dt|sdt)\s*[:.]?\s*[\d. ()\-]{7,}",
    r"so\s*[:.]?\s*\d{1,5}\s*[/\-]\s*\p{L}[\p{L}0-9\-/&]*",
    r"(?:tren|moi)\s+(?:0?1|mot)\s+(?:ha|m2|don vi dien tich)\s+(?:dat\s+)?(?:canh tac|gieo trong|nuoi trong|dat)\b",
    r"(?:moi|tren)\s+(?:1[.0]{2,6}|1\s*van|10+\s*(?:ngan|nghin)|1 trieu)\s+(?:dan|tre em|tre|phu nu|ca de song)\b",
    r"moi\s+1[.0]{2,6}\s+nguoi\b",
    r"(?:ty le|tl)\s*1\s*[/:]\s*\d[\d.]*",
    r"(?:ubnd|hdnd|so \p{L}+|cac so|(?:uy ban|hoi dong) nhan dan)\s+\d{1,3}\s+(?:tinh|thanh pho|xa|phuong)\b",
    r"(?:trong|sau|truoc|qua|keo dai|moi)\s+\d+\s*(?:-\s*\d+\s*)?(?:ngay|thang|nam|gio|phut|tuan|quy)\b",
)
_DIGITS: tuple[str, ...] = (
    r"\d{1,2}/(?:19|20)\d\d(?!\d)",  # 01/2024
    r"[0-3]\d/[01]\d(?![\d/])(?=\s*(?:den|-|\.|,|;|\)))(?!\s*,\s*dat)",  # 15/12 đến 14/3
    r"(?:19|20)\d\d\s*-\s*(?:19|20)\d\d(?![\d.,])",
    r"\d{1,2}\s*(?:gio|h)\s*\d{0,2}(?:\s*phut)?\b",
    r"0\d{2,3}[. ]?\d{3}[. ]?\d{3,4}(?![\d.,])",
    r"\d+\s*(?:thang|quy|nam|tuan|ngay)\s*/\s*\d*\s*lan\b",  # 03 tháng/1 lần
    r"\d+\s*(?:-|den)?\s*\d*\s*(?:thang\s+)?tuoi\b",
    r"\d+\s*(?:-\s*\d+\s*)?(?:ngay|thang|nam|gio|phut|tuan|quy)\b(?:\s+lam viec)?",
    r"\d+\s*/\s*\d+\s*/\s*\d+",
    r"1/(?:[25]00|[125]\.?000|(?:10|25|50)\.?000)(?![\d.,])(?=\s*(?:[,;.)]|(?:va|cum|khu|do|thi|xa|phuong)\b))",  # maps
    r"5\s+trieu\s+(?:ha|hecta)\s+rung\b",  # the national programme of 1998 to 2010, which is named so
)
_OTHER = (
    r"(?<=/\s?)1[.0]{2,6}\s*(?:dan|tre|phu nu)\b|(?<=\p{L}\s?/\s?)100\s*(?:tre|nguoi|dan)\b"
    r"|https?:/{1,2}\S+|www\.\S+|\((?:\d{1,2}|[ivx]{1,4})\)\.?"
)
_MAIL = regex.compile(r"[\w.\-]+@[\w.\-]+")


def _named(names: str) -> str:
    """A name with its number: "cấp 4", "quốc lộ 1A"; but not "cấp 1.200 triệu đồng", "loại 15%"."""
    return (
        rf"(?:{names})\s*[-:]?\s*(?:s[oố]\s+)?(?!\d{{1,3}}(?:\.\d{{3}})+\s+\p{{L}})\d++(?:[.,/:]\d++)*+[a-z]?"
        r"(?![\p{L}\d.,/%]*%)(?!\s*(?:%|trieu|ty|nghin|dong|triệu|tỷ|nghìn|đồng|ha|tan|tấn|tạ|kg|km2?|km²|m[23²³]|lit|lít)\b)"
    )


class Mask:
    """Finds the stretches of a paragraph that hold no figure."""

    def __init__(self, lexicon: Lexicon) -> None:
        names = lexicon.cues["names"]
        # One syllable needs its marks ("thứ 3" is none of "thu 3 triệu"); longer names are known without.
        blind = one_of(folded(name) for name in names["always"] if " " in name)
        exact = one_of(spelled(name) for name in names["always"] if " " not in name)
        worded = "|".join((*_WORDED, _named(blind)))
        first = "".join(sorted({name[0] for name in map(folded, names["always"])} | set("ndtqsfhmkuc")))
        self._any = regex.compile(rf"\b(?=[{first}])(?:{worded})|(?<![\d.,/])(?=\d)(?:{'|'.join(_DIGITS)})|{_OTHER}")
        self._exact = regex.compile(rf"\b{_named(exact)}")
        counted = one_of(map(spelled, names["unless_counted"]))
        self._weak = regex.compile(rf"\b(?:{counted})\s+(?:số\s+)?(\d{{1,3}})(?!\d)")

    def spans(self, marked: str, bare: str, extra: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Stretches of a text, with and without marks, sorted; `extra` are those known already, e.g. citations."""
        found = chain(
            extra,
            (match.span() for match in DATE.finditer(bare)),
            (match.span() for match in PERIOD.finditer(bare)),
            (match.span() for match in self._exact.finditer(marked)),
            self._any_spans(bare),
        )
        return _merged(sorted(found))

    def _any_spans(self, bare: str) -> Iterator[tuple[int, int]]:
        yield from (match.span() for match in self._any.finditer(bare))
        if "@" in bare:
            yield from (match.span() for match in _MAIL.finditer(bare))

    def weak(self, marked: str) -> frozenset[int]:
        """Where a number begins that names a place ("thôn 3") unless a unit follows it."""
        return frozenset(match.start(1) for match in self._weak.finditer(marked))


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Sorted spans, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
