"""A paragraph → its quantities: number, unit, share, range, bound. What a figure means is decided elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from pipeline.document import Span
from pipeline.parse.folding import folded
from pipeline.parse.layout import Paragraph
from pipeline.parse.lexicon import Lexicon, Unit, one_of
from pipeline.parse.masks import Mask
from pipeline.parse.numbers import LOOKALIKE, NUMBER, judged, read_number, scaled


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
    before: regex.Pattern[str]
    bound: regex.Pattern[str]
    broken: regex.Pattern[str]
    exact: dict[str, Unit]
    blind: dict[str, Unit]


def measurer(lexicon: Lexicon) -> Measurer:
    """Compile the patterns for quantities."""
    exact = {unit.form: unit for unit in reversed(lexicon.units)}
    blind = {folded(unit.form): unit for unit in reversed(lexicon.units) if unit.folds}
    magnitudes = one_of(lexicon.magnitudes)
    tail = r"(?![\p{L}\p{M}\d])"

    def slot(words: str, units: str) -> regex.Pattern[str]:
        return regex.compile(rf"(?:\s*(?P<mag>{words}){tail}\.?)?(?:\s*(?P<unit>{units})(?:(?<=[%²])|{tail}))?")

    return Measurer(
        lexicon=lexicon,
        mask=Mask(lexicon),
        number=regex.compile(
            rf"(?<![\p{{L}}\d.,/\-]){NUMBER}(?![\d])|(?<=[\s(]-){NUMBER}(?!\d)|(?<=\d\s?[/\-]\s?){NUMBER}(?!\d)|(?<=\p{{L}})/{NUMBER}"
        ),
        after=slot(magnitudes, one_of(exact)),
        after_folded=slot(one_of(folded(word) for word in lexicon.magnitudes), one_of(blind)),
        per=regex.compile(
            r"\s*/\s*(?P<per>(?:ha|người|hộ|năm|tháng|vụ|con|ngày|lượt|khẩu|đơn vị|thửa|công)"
            rf"(?:\s*/\s*(?:năm|tháng|vụ))?){tail}"
        ),
        ignored=regex.compile(rf"\s*(?:{one_of(lexicon.ignored)}){tail}"),
        before=regex.compile(rf"\b(?P<op>{one_of(lexicon.operators)})\s+(?:đạt\s+)?$"),
        bound=regex.compile(rf"\s*(?P<op>{one_of(lexicon.after)})"),
        broken=regex.compile(
            rf"(?<![\p{{L}}\d.,/\-])(?=[\d.,{LOOKALIKE}]*\d)(?=[\d.,]*[{LOOKALIKE}])[\d{LOOKALIKE}][\d.,{LOOKALIKE}]*(?![\p{{L}}\d/])"
        ),
        exact=exact,
        blind=blind,
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands behind a number: magnitude word and unit."""

    factor: Decimal
    has_magnitude: bool
    unit: Unit | None
    raw: str
    end: int
    folded: bool


def _slot(tools: Measurer, paragraph: Paragraph, at: int) -> Slot:
    """Magnitude and unit behind a number: with their marks, else without ("triệu đông", "hô sơ")."""
    match, blind = tools.after.match(paragraph.spelled, at), tools.after_folded.match(paragraph.folded, at)
    assert match is not None and blind is not None, "every part of a slot is optional"
    use_blind = blind.end() > match.end() and not match["unit"]
    if use_blind and blind["unit"] and tools.blind[_spaced(blind["unit"])].kind == "money" and not blind["mag"]:
        use_blind = False  # "3 dòng": without a magnitude word the fold proves nothing
    chosen = blind if use_blind else match
    words = (
        {folded(word): factor for word, factor in tools.lexicon.magnitudes.items()}
        if use_blind
        else tools.lexicon.magnitudes
    )
    table = tools.blind if use_blind else tools.exact
    factor = words[_spaced(chosen["mag"])] if chosen["mag"] else Decimal(1)
    unit = table[_spaced(chosen["unit"])] if chosen["unit"] else None
    raw = paragraph.text[at : chosen.end()].strip()
    return Slot(factor, bool(chosen["mag"]), unit, raw, chosen.end(), use_blind)


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _numbers(tools: Measurer, paragraph: Paragraph, taken: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Numbers outside the masks; `taken` is sorted."""
    weak = tools.mask.weak(paragraph.spelled)
    at = 0
    for match in tools.number.finditer(paragraph.text):
        start, end = match.start() + (match[0][0] == "/"), match.end()
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at < len(taken) and taken[at][0] < end:
            continue
        if tools.ignored.match(paragraph.spelled, end):
            continue
        if start in weak and _slot(tools, paragraph, end).unit is None:
            continue
        yield start, end


def _single(tools: Measurer, paragraph: Paragraph, start: int, end: int) -> Quantity:
    slot = _slot(tools, paragraph, end)
    kind = slot.unit.kind if slot.unit else ""
    raw = paragraph.text[start:end]
    number = judged(read_number(raw), kind if not slot.has_magnitude else "money")
    value = None if number.value is None else scaled(number.value, slot.factor)
    flags = tuple(flag for flag in number.flags if flag != "three_decimals" or not slot.has_magnitude)
    if kind == "money" and not slot.has_magnitude and number.value is not None and number.value != int(number.value):
        value, flags = None, (*flags, "fraction_of_dong")
    if slot.folded:
        flags = (*flags, "unit_folded")
    operator = tools.before.search(paragraph.spelled, max(0, start - 24), start)
    base = paragraph.span.start
    return Quantity(
        span=Span(base + start, base + slot.end),
        number=Span(base + start, base + end),
        value=value,
        value_raw=raw,
        unit=slot.unit.name if slot.unit else "",
        unit_raw=slot.raw,
        kind=kind,
        operator=tools.lexicon.operators[_spaced(operator["op"])] if operator else "",
        flags=flags,
    )


def _raw_pair(paragraph: Paragraph, first: Quantity, second: Quantity) -> str:
    base = paragraph.span.start
    return paragraph.text[first.number.start - base : second.number.end - base].strip()


def _magnitude(tools: Measurer, unit_raw: str) -> Decimal:
    """The factor of a printed unit: "triệu đồng" is a million."""
    words = folded(unit_raw).split()
    table = {folded(word): factor for word, factor in tools.lexicon.magnitudes.items()}
    for length in (2, 1):
        if " ".join(words[:length]) in table:
            return table[" ".join(words[:length])]
    return Decimal(1)


def _share(tools: Measurer, paragraph: Paragraph, first: Quantity, second: Quantity) -> Quantity:
    """18/18 cán bộ; 1.809,5/75 triệu đồng: the first takes unit and magnitude of the second where it has none."""
    value, denominator = first.value, second.value
    factor = _magnitude(tools, second.unit_raw)
    if not first.unit_raw and value is not None and factor != 1:
        value = scaled(value, factor)
    flags = tuple(dict.fromkeys(first.flags + second.flags))
    if second.kind == "count" and not first.unit:
        number = judged(read_number(first.value_raw), "count")
        value, flags = (value if number.value is not None else None), (*flags, *number.flags)
    return replace(
        first,
        span=Span(first.span.start, second.span.end),
        number=Span(first.number.start, second.number.end),
        value=value,
        share=denominator,
        value_raw=_raw_pair(paragraph, first, second),
        unit=first.unit or second.unit,
        unit_raw=first.unit_raw or second.unit_raw,
        kind=first.kind or second.kind,
        flags=tuple(dict.fromkeys(flags)),
    )


def _range(tools: Measurer, paragraph: Paragraph, first: Quantity, second: Quantity) -> Quantity:
    value = first.value
    if value is not None and not first.unit_raw:
        value = scaled(value, _magnitude(tools, second.unit_raw))
    return replace(_spanning(paragraph, first, second), value=value, high=second.value)


def _chained(tools: Measurer, paragraph: Paragraph, first: Quantity, second: Quantity) -> Quantity | None:
    """16 tỷ 434 triệu đồng: neighbours of falling magnitude, nothing between them."""
    base = paragraph.span.start
    gap = paragraph.text[first.span.end - base : second.number.start - base]
    if gap.strip() or not first.unit_raw or first.unit:
        return None
    if not _magnitude(tools, first.unit_raw) > _magnitude(tools, second.unit_raw) > 1:
        return None
    total = None if first.value is None or second.value is None else first.value + second.value
    return replace(_spanning(paragraph, first, second), value=total)


def _spanning(paragraph: Paragraph, first: Quantity, second: Quantity) -> Quantity:
    """The first quantity over the words of both, with the unit of the second."""
    return replace(
        first,
        span=Span(first.span.start, second.span.end),
        number=Span(first.number.start, second.number.end),
        value_raw=_raw_pair(paragraph, first, second),
        unit=second.unit,
        unit_raw=second.unit_raw,
        kind=second.kind,
        flags=tuple(dict.fromkeys(first.flags + second.flags)),
    )


def _pairs(
    tools: Measurer,
    paragraph: Paragraph,
    found: list[Quantity],
    join: Callable[[Measurer, Paragraph, Quantity, Quantity], Quantity | None],
) -> list[Quantity]:
    """Join neighbours from left to right."""
    joined: list[Quantity] = []
    for quantity in found:
        pair = join(tools, paragraph, joined[-1], quantity) if joined else None
        if pair:
            joined[-1] = pair
        else:
            joined.append(quantity)
    return joined


def _joined(tools: Measurer, paragraph: Paragraph, first: Quantity, second: Quantity) -> Quantity | None:
    """Two neighbours as one quantity, or None where they are two."""
    base = paragraph.span.start
    gap = paragraph.text[first.span.end - base : second.number.start - base]
    if first.share is None and regex.fullmatch(r"\s*/\s*", gap):
        return _share(tools, paragraph, first, second)
    ranged = regex.fullmatch(r"\s*[-–]\s*|\s+đến\s+", gap) and second.unit and first.high is None
    if ranged and first.share is None and first.unit in ("", second.unit):
        return _range(tools, paragraph, first, second)
    return None


def _finished(tools: Measurer, paragraph: Paragraph, found: Quantity) -> Quantity:
    """The bound and the `per` that stand behind the whole quantity."""
    base = paragraph.span.start
    end = found.span.end - base
    per = tools.per.match(paragraph.spelled, end)
    if per:
        found = replace(found, per=regex.sub(r"\s", "", per["per"]), span=Span(found.span.start, base + per.end()))
        end = per.end()
    bound = tools.bound.match(paragraph.spelled, end)
    if bound:
        found = replace(
            found, operator=tools.lexicon.after[_spaced(bound["op"])], span=Span(found.span.start, base + bound.end())
        )
    return found


def _broken(tools: Measurer, paragraph: Paragraph) -> Iterator[Quantity]:
    """Numbers with a letter read for a digit ("§.699,28 triệu đồng"): seen, and without value."""
    base = paragraph.span.start
    for match in tools.broken.finditer(paragraph.text):
        slot = _slot(tools, paragraph, match.end())
        if slot.unit is None:
            continue
        yield Quantity(
            span=Span(base + match.start(), base + slot.end),
            number=Span(base + match.start(), base + match.end()),
            value=None,
            value_raw=match[0],
            unit=slot.unit.name,
            unit_raw=slot.raw,
            kind=slot.unit.kind,
            flags=("broken_digits",),
        )


def find_quantities(tools: Measurer, paragraph: Paragraph, cited: tuple[Span, ...]) -> tuple[Quantity, ...]:
    """All quantities of a paragraph, in reading order. `cited` are the spans of its citations."""
    if not any(c.isdigit() for c in paragraph.text):
        return ()
    base = paragraph.span.start
    broken = list(_broken(tools, paragraph))
    known = [(span.start - base, span.end - base) for span in cited] + [
        (each.number.start - base, each.number.end - base) for each in broken
    ]
    taken = tools.mask.spans(paragraph.spelled, paragraph.folded, known)
    single = [_single(tools, paragraph, start, end) for start, end in _numbers(tools, paragraph, taken)]
    found = _pairs(tools, paragraph, _pairs(tools, paragraph, single, _chained), _joined)
    whole = [_finished(tools, paragraph, each) for each in found] + broken
    return tuple(sorted(whole, key=lambda each: each.span))
