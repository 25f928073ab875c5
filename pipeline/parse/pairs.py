"""Neighbouring quantities that are one: shares, ranges, chains of magnitudes."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from pipeline.document import Span
from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.measures import Measurer, Quantity
from pipeline.parse.numbers import Number, judged, read_number, scaled
from pipeline.parse.paragraphs import Paragraph


def _raw_pair(paragraph: Paragraph, first: Quantity, second: Quantity) -> str:
    base = paragraph.span.start
    return squeezed(paragraph.text[first.number.start - base : second.number.end - base])


def _magnitude(tools: Measurer, unit_raw: str) -> Decimal:
    """The factor of a printed unit: "triệu đồng" is a million."""
    exact, blind = spelled(unit_raw).split(), folded(unit_raw).split()
    for length in (2, 1):
        for words, table in ((exact, tools.lexicon.magnitudes), (blind, tools.magnitudes_blind)):
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
    whole, value = _spanning(paragraph, first, second), first.value
    if value is not None and not first.unit_raw:
        factor = _magnitude(tools, second.unit_raw)
        number = judged(Number(first.value_raw, value, first.flags), second.kind if factor == 1 else "")
        value = None if number.value is None else scaled(number.value, factor)
        whole = replace(whole, flags=tuple(dict.fromkeys((*whole.flags, *number.flags))))
    return replace(whole, value=value, high=second.value)


def chained(tools: Measurer, paragraph: Paragraph, first: Quantity, second: Quantity) -> Quantity | None:
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


def join_pairs(
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


def joined(tools: Measurer, paragraph: Paragraph, first: Quantity, second: Quantity) -> Quantity | None:
    """Two neighbours as one quantity, or None where they are two."""
    base = paragraph.span.start
    gap = paragraph.text[first.span.end - base : second.number.start - base]
    if first.share is None and gap.strip() == "/" and _one_unit(first, second):
        return _share(tools, paragraph, first, second)
    ranged = gap.strip() in ("-", "–", "đến") and second.unit and first.high is None
    if ranged and first.share is None and first.unit in ("", second.unit):
        return _range(tools, paragraph, first, second)
    return None


def _one_unit(first: Quantity, second: Quantity) -> bool:
    """Both parts of a share count the same; "15 triệu đồng/01 đối tượng" and "1.200 lượt/12 thôn" are none."""
    if first.kind == "money" or second.kind == "money":
        return second.kind == "money"
    return first.unit in ("", second.unit) or not second.unit
