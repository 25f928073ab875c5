"""What a quantity is, and what may stand behind a number: magnitude and unit."""

from dataclasses import dataclass
from decimal import Decimal

import regex

from pipeline.document import Span
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.lexicon import Lexicon, Unit, one_of
from pipeline.parse.masks import Mask
from pipeline.parse.numbers import LOOKALIKE, NUMBER
from pipeline.parse.paragraphs import Paragraph

_TAIL = r"(?![\p{L}\p{M}\d])"
_PER = regex.compile(  # what a figure is told for each of: "1,2 triệu đồng/người", "3,1/1.000 dân"
    r"\s*/\s*(?P<per>(?:1[.0]{2,6}\s*(?:dân|trẻ em|trẻ|phụ nữ)|vạn dân"
    r"|ha|người|hộ|năm|tháng|vụ|con|ngày đêm|ngày|giây|lượt|khẩu|đơn vị|thửa|công|xã|phường|thôn|lao động"
    r"|căn hộ|căn|phòng|lớp|học sinh|trẻ|giờ|h|km2|km²|km|m2|m²|cán bộ)"
    r"(?:\s*/\s*(?:ngày đêm|ngày|năm|tháng|vụ|\d{1,2} tháng)|\s+(?:ngày đêm|năm)(?=\s*(?:[,.;)]|$)))?)"
    rf"{_TAIL}"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. `value` is scaled (money in đồng), None where it cannot be trusted.

    `span` covers number and unit, `number` the digits alone; `share` is the 19 of "18/19", `high` the 8 of "7 - 8".
    """

    span: Span
    number: Span
    value: Decimal | None
    value_raw: str
    unit: str
    unit_raw: str
    kind: str
    per: str = ""
    operator: str = ""
    share: Decimal | None = None
    high: Decimal | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measurer:
    """The patterns of quantities, compiled from the lexicon once."""

    lexicon: Lexicon
    mask: Mask
    number: regex.Pattern[str]
    after: regex.Pattern[str]
    after_folded: regex.Pattern[str]
    per: regex.Pattern[str]
    ignored: regex.Pattern[str]
    noun: regex.Pattern[str]
    counted: regex.Pattern[str]
    before: regex.Pattern[str]
    on: regex.Pattern[str]
    bound: regex.Pattern[str]
    broken: regex.Pattern[str]
    counts: regex.Pattern[str]
    exact: dict[str, Unit]
    blind: dict[str, Unit]
    first_words: frozenset[str]
    magnitudes_blind: dict[str, Decimal]


def measurer(lexicon: Lexicon) -> Measurer:
    """Compile the patterns for quantities."""
    exact = {unit.form: unit for unit in reversed(lexicon.units)}
    blind = {folded(unit.form): unit for unit in reversed(lexicon.units) if unit.folds}
    first_words = frozenset(form.split()[0] for form in blind)  # "vạn" folds into "văn bản"
    magnitudes_blind = {
        folded(word): factor for word, factor in lexicon.magnitudes.items() if folded(word) not in first_words
    }
    magnitudes = one_of(lexicon.magnitudes)
    longer = (*lexicon.compounds, *(noun for noun in lexicon.counted if " " in noun))

    def slot(words: str, units: str, longer: str) -> regex.Pattern[str]:
        unit = rf"(?!(?:{longer}){_TAIL}(?! +v[iê]+n))(?P<unit>{units})(?:(?<=[%‰²])|{_TAIL})"
        rate = r"(?!(?<=t[yỷỉi])\s+(?:lệ|le|trọng|suất|giá)(?!\p{L}))"  # "2,5 Tỷ lệ …", the cells of a row in one line
        return regex.compile(rf"(?:\s*(?P<mag>{words}){_TAIL}{rate}\.?)?(?:\s*{unit})?")

    return Measurer(
        lexicon=lexicon,
        mask=Mask(lexicon),
        number=regex.compile(
            rf"(?<![\p{{L}}\d.,/\-]){NUMBER}(?![\d])|(?<=(?<!\p{{L}})(?:khoảng|chiếm|đạt|trên|hơn|gần|là|được|tăng|giảm)){NUMBER}(?!\d)|(?<=[\s(]-){NUMBER}(?!\d)|(?<=[\d%]\s?[/\-]\s?){NUMBER}(?!\d)|(?<=\p{{L}})/{NUMBER}"
        ),
        after=slot(magnitudes, one_of(exact), one_of(longer)),
        after_folded=slot(one_of(magnitudes_blind), one_of(blind), one_of(map(folded, longer))),
        per=_PER,
        ignored=regex.compile(rf"\s*(?:{one_of(lexicon.ignored)}){_TAIL}"),
        noun=regex.compile(
            rf"\s+(?P<noun>(?!(?:{one_of(lexicon.uncounted)}){_TAIL})(?:{one_of(lexicon.compounds)}|\p{{Ll}}{{2,}}|\p{{Lu}}{{3,6}}))(?=[\s,.;:)]|$)"
        ),
        counted=regex.compile(rf"\s+(?P<noun>{one_of(lexicon.counted)}){_TAIL}(?!(?:\s+\p{{Ll}}+){{0,2}}\s*/)"),
        before=regex.compile(rf"(?<!\w)(?P<op>{one_of(lexicon.operators)})\s*(?:đạt\s+)?$"),
        on=regex.compile(rf"\d\s*(?:{one_of(unit.form for unit in lexicon.units if unit.kind != 'ratio')})\s+trên\s+$"),
        bound=regex.compile(rf"\s*(?P<op>{one_of(lexicon.after)})"),
        broken=regex.compile(
            rf"(?<![\p{{L}}\d.,/\-])(?=[\d.,{LOOKALIKE}]*\d)(?=[\d.,]*[{LOOKALIKE}])[\d{LOOKALIKE}][\d.,{LOOKALIKE}]*(?![\p{{L}}\d/])"
        ),
        counts=regex.compile(  # and what is counted next: "… và 21 chợ"
            rf"(?:(?<!\p{{L}})(?:{one_of(map(spelled, lexicon.cues['label']['counts']))}|là)|:)"
            rf"(?:\s+(?:thêm|mới|được|{one_of(lexicon.operators)}))*"
            r"(?:\s+\d{1,3}(?:\s+\p{Ll}+){1,5}(?:,| và))*\s*$"
        ),
        exact=exact,
        blind=blind,
        first_words=first_words,
        magnitudes_blind=magnitudes_blind,
    )


_OTHER_WORDS = frozenset({"tram", "ngan", "ty", "ti"})  # magnitudes without marks that may be trạm, ngân, tý


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands behind a number: magnitude word and unit."""

    factor: Decimal
    has_magnitude: bool
    unit: Unit | None
    raw: str
    end: int
    folded: bool


def slot_behind(tools: Measurer, paragraph: Paragraph, at: int) -> Slot:
    """Magnitude and unit behind a number: with their marks, else without ("triệu đông", "hô sơ")."""
    match, blind = tools.after.match(paragraph.spelled, at), tools.after_folded.match(paragraph.folded, at)
    assert match is not None and blind is not None, "every part of a slot is optional"
    use_blind = blind.end() > match.end() and not match["unit"]
    if use_blind and blind["mag"] and not match["mag"] and spaced(blind["mag"]) in _OTHER_WORDS:
        behind = tools.blind[spaced(blind["unit"])].kind if blind["unit"] else ""
        use_blind = behind in ("money", "currency", "measure")  # "28 trạm" are not 2.800, "12 ngân hàng" not 12.000
    if use_blind and blind["unit"] and tools.blind[spaced(blind["unit"])].kind == "money" and not blind["mag"]:
        use_blind = False  # "3 dòng": without a magnitude word the fold proves nothing
    chosen = blind if use_blind else match
    words = tools.magnitudes_blind if use_blind else tools.lexicon.magnitudes
    table = tools.blind if use_blind else tools.exact
    if chosen["mag"] and not chosen["unit"] and folded(chosen["mag"]) in tools.first_words:
        return Slot(Decimal(1), False, None, "", at, False)  # "252 vạn" alone may be "252 văn bản" misread
    factor = words[spaced(chosen["mag"])] if chosen["mag"] else Decimal(1)
    unit = table[spaced(chosen["unit"])] if chosen["unit"] else None
    raw = squeezed(paragraph.text[at : chosen.end()])
    return Slot(factor, bool(chosen["mag"]), unit, raw, chosen.end(), use_blind)


def spaced(words: str) -> str:
    """A phrase as the lexicon holds it: one space between words."""
    return " ".join(words.split())
