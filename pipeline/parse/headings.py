"""A line → the kind and ordinal of the heading that it may be. Only its form is judged; the tree decides the rest."""

from dataclasses import dataclass, replace

import regex

_SEP = r"\s*[.:)\-–—/]\s*"
_WORDS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám")
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order of points in Decree 30/2020: without f, j, w, z
_SYMBOL = r"[-/]\p{Lu}\p{L}{0,7}[-/]"  # "02-NQ/TW ngày …": the wrapped end of a citation
_CAPITALS = "ABCDĐEGHIKLMNOPQRSTUVXY"

# First match wins. Patterns err towards no heading: "1.487 hồ sơ", "5 - 7 ngày", "Phần lớn các hộ" are none.
_FORMS: tuple[tuple[str, str, int], ...] = (
    (
        "form",
        r"^\s*biểu(?:\s+(?:mẫu|số))*\s*:?\s*(?P<n>(?:[IVX]{1,4}\.)?\d{2,3}[a-zđ]?(?:/[\p{Lu}\-]+)*)\s*(?P<t>.*)$",
        regex.I,
    ),
    (
        "appendix",
        r"^\s*(?:phụ\s+lục|phụ\s+biểu)\s*(?:số\s*)?(?P<n>[IVX]{1,5}|\d{1,2}[a-z]?)?\s*(?:[.:\-–]\s*(?P<t>.*))?$",
        regex.I,
    ),
    (
        "part",
        rf"^\s*(?-i:P)hần\s+(?:thứ\s+(?P<w>{'|'.join(_WORDS)})|(?P<n>[IVX]{{1,4}}|[A-D]|\d))(?=$|[\s.:\-–])(?:{_SEP})?(?P<t>.*)$",
        regex.I,
    ),
    ("chapter", rf"^\s*(?-i:C)hương\s+(?P<n>[IVX]{{1,5}}|\d{{1,2}})(?=$|[\s.:\-–])(?:{_SEP})?(?P<t>.*)$", regex.I),
    (
        "item",
        rf"^\s*(?=(?-i:\p{{Lu}}))(?:tiểu\s+)?mục\s+(?P<n>\d{{1,2}}|[IVX]{{1,4}})(?=$|[.:])(?:{_SEP})?(?P<t>.*)$",
        regex.I,
    ),
    ("article", r"^\s*Điều\s+(?P<n>\d{1,3})[a-zđ]?\s*(?:[.:]\s*(?P<t>.*))?$", 0),
    (
        "roman",
        r"^\s*(?P<n>X{0,2}(?:IX|IV|VI{0,3}|I{1,3}|(?<=X)))\s*(?:[.\-–—)]|/(?!v))\s*(?P<t>[\p{Lu}“\"(\d].*)$",
        0,
    ),
    ("alpha", r"^\s*(?P<n>[A-HĐKLMNOPQRSTUY])\s*[.\-–—)/]\s*(?P<t>\p{Lu}.*)$", 0),
    ("dec3", r"^\s*(?P<n>\d{1,2}(?:\.\d{1,2}){2})\.?\s+(?P<t>\p{L}.*)$", 0),
    ("dec2", r"^\s*(?P<n>\d{1,2}\.\d{1,2})\.?[):]?\s+(?P<t>(?:[\p{Lu}“\"]|\(\p{Lu}).*)$", 0),
    ("num", rf"^\s*(?P<n>\d{{1,2}})\s*(?!{_SYMBOL})[.)/\-–]\s*(?!\d)(?P<t>[\p{{Lu}}“\"(].*)$", 0),
    ("letter", rf"^\s*(?P<n>[{_LETTERS}])\s*[).]\s*(?P<t>\S.*)$", 0),
    ("paren", r"^\s*\((?P<n>\d{1,2}|[ivx]{1,4}|[a-eđ])\)\s*(?P<t>\p{L}.*)$", 0),
    ("dash", r"^\s*[-–—•*▪]\s*(?P<t>\S.*)$", 0),
    ("plus", r"^\s*\+\s*(?P<t>\S.*)$", 0),
)
# dirt that OCR read before an ordinal, and a bar read as I or 1 where no sentence can go on so
_SPECK = regex.compile(
    r"^\s*(?:[‘’'`´|.,~_]{1,2}\s+(?=[\dIVX]|Điều\s\d+[.:])"
    rf"|[‘’'`´|.,~_1lI]{{1,2}}\s+(?=[{_LETTERS}]\)\s)"
    r"|[^\s\p{Ll}]{1,2}\s+(?=(?:Chương\s+[IVX]{1,5}|Phần\s+thứ\s+\p{Ll}+)(?:\s+[\dIl|])?\s*$))"
)
_SPECK_BEHIND = regex.compile(r"^(?P<whole>\s*Chương\s+[IVX]{1,5})\s+[\dl|]\s*$")  # "Chương II 1"
_ROMAN = regex.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_DIGITS = regex.compile(r"\d+")
_PATTERNS = tuple((kind, regex.compile(pattern, flags)) for kind, pattern, flags in _FORMS)
# "111. KẾT QUẢ": OCR reads the Roman ordinal as ones, ells, bars, H for II; only before a title in capitals.
_BROKEN_ROMAN = regex.compile(
    r"^\s*(?P<n>[1lI|!ỊHTVY]{1,4}X?)(?:\s*(?P<stop>[.\-]|,)\s*|\s+)(?P<t>\p{Lu}[\p{Lu}\s,;&()\-–/]{6,})$"
)
# "€) Bảo đảm", "„_đ) Chuẩn bị", "§. Tỉnh đoàn": an ordinal of which OCR made something else
_BROKEN_POINT = regex.compile(r"^\s*[^\p{L}\d\s(\[{/\-+*•]{0,2}(?P<n>[^\s()\d\-+*•/]{1,2})\s?\)\s*(?P<t>\p{Lu}.*)$")
_POINT_LIKE = regex.compile(r"^\s*[^\p{L}\d\s(]?(?P<n>[^\s()])\s?\)\s*(?P<t>\p{Lu}.*)$")
_BROKEN_NUMBER = regex.compile(r"^\s*(?P<n>[§$&SBZŠŞÓ€£])\.?\s?\.\s*(?P<t>\p{Lu}.*)$")
_BROKEN_STOPS = regex.compile(
    r"^\s*(?P<n>\d{1,2}(?:\s?[.,]\s?\d{1,2}|\s\d{1,2}){1,2}(?=[\s.,])|\d(?=,)|[1-9]{2,3}(?=\.))[.,]?\s+(?P<t>\p{Lu}.*)$"
)
_DECIMALS = ("num", "dec2", "dec3")
# "Điều 2 Điều khoản thi hành": the stop behind the number was not read
_UNSTOPPED = regex.compile(r"^\s*Điều\s+(?P<n>\d{1,3})\s+(?P<t>\p{Lu}.*)$")
_MEANT = str.maketrans({"1": "I", "l": "I", "|": "I", "!": "I", "Ị": "I", "T": "I", "Y": "V", "H": "II"})

LEAVES = frozenset({"dash", "plus"})


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line looks like. `ordinal` counts from 1, 0 where none is printed; `title` starts at `offset`."""

    kind: str
    raw: str
    ordinal: int
    title: str
    offset: int
    broken: bool = False

    @property
    def numbers(self) -> tuple[int, ...]:
        """All parts of a decimal ordinal: "1.2" is (1, 2)."""
        if self.kind in ("dec2", "dec3"):
            return tuple(int(part) for part in self.raw.split("."))
        return (self.ordinal,)


def roman(text: str) -> int:
    """The value of a Roman number up to 39; 0 for anything else."""
    match = _ROMAN.fullmatch(text.upper())
    if not match or not text:
        return 0
    ones = {"IX": 9, "IV": 4}
    tail = match[2]
    return 10 * len(match[1]) + ones.get(tail, 5 * tail.count("V") + tail.count("I"))


def _ordinal(kind: str, raw: str) -> int:
    if not raw:
        return 0
    if kind == "part" and raw.lower() in _WORDS:
        return _WORDS.index(raw.lower()) + 1
    if kind in ("dec2", "dec3"):
        return int(raw.split(".")[-1])
    digits = _DIGITS.match(raw)
    if digits:
        return int(digits[0])
    if kind in ("alpha", "letter") or (len(raw) == 1 and raw not in "IVXivx"):
        order = _LETTERS if raw.islower() else _CAPITALS
        return order.find(raw) + 1
    return roman(raw)


def head(line: str) -> Heading | None:
    """The heading that a line may be, e.g. "II. KẾT QUẢ" is ("roman", 2); None for a line of text."""
    line = _SPECK.sub(lambda speck: " " * len(speck[0]), line)
    line = _SPECK_BEHIND.sub(lambda speck: speck["whole"].ljust(len(speck[0])), line)
    for kind, pattern in _PATTERNS:
        match = pattern.match(line)
        if match:
            groups = match.groupdict()
            raw = groups.get("n") or groups.get("w") or ""
            title = groups.get("t") or ""
            offset = match.start("t") if groups.get("t") is not None else len(line)
            return Heading(kind, raw, _ordinal(kind, raw), title.strip(), offset)
    return None


def broken_roman(line: str) -> Heading | None:
    """The Roman heading behind "111. KẾT QUẢ" or "II KẾT QUẢ"; the tree takes it only where it is the next one."""
    match = _BROKEN_ROMAN.match(line)
    meant = match["n"].translate(_MEANT) if match else ""
    if not match or (meant == match["n"] and match["stop"] in (".", "-")):
        return None
    value = roman(meant)
    return Heading("roman", match["n"], value, match["t"].strip(), match.start("t"), broken=True) if value else None


def point_like(line: str) -> Heading | None:
    """The point that "2) Mức độ" or ",9) Được" may be; its ordinal, here 0, is told by its neighbours."""
    match = _POINT_LIKE.match(line)
    return Heading("letter", match["n"], 0, match["t"].strip(), match.start("t"), broken=True) if match else None


def unstopped(line: str) -> tuple[Heading, ...]:
    """The article that "Điều 2 Điều khoản thi hành" may begin; the tree takes it only where it is the next one."""
    match = _UNSTOPPED.match(line)
    if not match:
        return ()
    return (Heading("article", match["n"], int(match["n"]), match["t"].strip(), match.start("t"), broken=True),)


def broken_stops(line: str) -> tuple[Heading, ...]:
    """The numbers of which OCR misread the stops, "1.2, Báo cáo", "1 3. Hàng quý", "24. Trường hợp" for 2.4."""
    match = _BROKEN_STOPS.match(line)
    digits = match["n"] if match else ""
    parts = _DIGITS.findall(digits)
    if len(parts) == 1 and len(digits) > 1:
        parts = list(digits)
    if match is None or len(parts) > len(_DECIMALS) or "0" in digits[:1]:
        return ()
    kind, raw = _DECIMALS[len(parts) - 1], ".".join(parts)
    return (Heading(kind, raw, int(parts[-1]), match["t"].strip(), match.start("t"), broken=True),)


def broken_point(line: str) -> tuple[Heading, ...]:
    """What "€) Bảo đảm" and "§. Tỉnh đoàn" may be: a point or a number whose ordinal, here 0, is that of the next."""
    forms = (("letter", _BROKEN_POINT), ("num", _BROKEN_NUMBER))
    found = ((kind, pattern.match(line)) for kind, pattern in forms)
    return tuple(
        Heading(kind, match["n"], 0, match["t"].strip(), match.start("t"), broken=True)
        for kind, match in found
        if match
    )


def printed(heading: Heading) -> str:
    """The ordinal as it is or, where OCR broke it, must have been printed."""
    if not heading.broken:
        return heading.raw
    if heading.kind in ("num", "article"):
        return str(heading.ordinal)
    if heading.kind in _DECIMALS:
        return heading.raw
    if heading.kind == "letter":
        return _LETTERS[heading.ordinal - 1]
    tens, ones = divmod(heading.ordinal, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def alternatives(heading: Heading, read: bool) -> tuple[Heading, ...]:
    """Both readings of an ambiguous single letter: "I." after "H." is a letter, "C." and "D." are never Roman here.

    Where OCR `read` it, "đ)" may be a "d)": the tree takes that where it is the next one, since nobody leaves out d.
    """
    if heading.kind == "letter" and heading.raw == "đ" and read:
        return heading, replace(heading, ordinal=heading.ordinal - 1, broken=True)
    if heading.kind == "roman" and len(heading.raw) == 1:
        other = _CAPITALS.find(heading.raw) + 1
        return heading, Heading("alpha", heading.raw, other, heading.title, heading.offset)
    return (heading,)
