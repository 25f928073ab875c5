"""A paragraph → its quantities: number, unit, share, range, bound. What a figure means is decided elsewhere."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import regex
from rapidfuzz.distance import Levenshtein

from pipeline.document import Span
from pipeline.parse.folding import squeezed
from pipeline.parse.measures import Measurer, Quantity, Slot, slot_behind, spaced
from pipeline.parse.numbers import Number, judged, read_number, scaled
from pipeline.parse.pairs import chained, join_pairs, joined
from pipeline.parse.paragraphs import Paragraph

_TAIL = regex.compile(r"\d{3}(?!\d)")
_PIECES = regex.compile(r"[.,]?\s+")  # between the pieces of one number: "1 66,9 nghìn tỷ", "15, 3 triệu"
_GLUED = regex.compile(r"\p{Ll}{2,}(?<!km)\d{1,3}\s$")  # "đạt3 65 nghìn tỷ"
_DECIMALS = regex.compile(r"(?<![\d.,/])\d{1,3}[,.]\s$")  # "98, 5%": surely 98,5, but that is for a person to say
_ITEM = regex.compile(r"\s*(?:[1-9]|[12]\d)\.\s+")  # "1. 100% các xã …" opens a paragraph: an ordinal
_YEAR = regex.compile(r"(?:19|20)\d\d")  # "du lịch 2019 đạt 150 tỷ": no figure, unless a unit follows
_PLACE = regex.compile(
    r"\s+(?:xã|phường|thị trấn|thị xã|huyện|quận|thành phố|tỉnh)\s+[\p{Lu}\d]"
)  # "khu phố 12 phường 6"
_NAME = regex.compile(r" \p{Lu}")
_STATED = regex.compile(r"(?::|(?<!\p{L})là)\s*$")
_LONGEST_PIECE = 3  # letters; a longer bare number is a year
_COUNT = regex.compile(r"0[1-9]|[1-9]\d{0,2}(?:\.\d{3})+")  # how reports write what they count: "03", "1.250"
_HEAD = regex.compile(r"(?<![\d.,/])\d{1,3}(?:[.,]\d{3})*(?P<mark>[.,]?)\s$")


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
        bare_year = _YEAR.fullmatch(paragraph.text, start, end) and not _STATED.search(paragraph.text, 0, start)
        glued = paragraph.text[end : end + 1].isalpha()  # "1a" for "là" in OCR, "5G"
        if start in weak and _PLACE.match(paragraph.text, end):
            continue
        slot = slot_behind(tools, paragraph, end) if start in weak or glued or bare_year else None
        if slot and not (slot.raw and not (bare_year and _names_year(tools, paragraph, start, slot))):
            continue
        yield start, end


def _names_year(tools: Measurer, paragraph: Paragraph, start: int, slot: Slot) -> bool:
    """Whether a year only stands before what might be counted: "Kỳ thi quốc gia 2017 đơn vị tỉnh Yên Hà"."""
    counts = slot.unit is not None and slot.unit.kind == "count" and not slot.has_magnitude
    led = tools.counts.search(paragraph.spelled, 0, start) or tools.before.search(paragraph.spelled, 0, start)
    return counts and not led


def _single(tools: Measurer, paragraph: Paragraph, start: int, end: int) -> Quantity:
    slot = slot_behind(tools, paragraph, end)
    titled = slot.unit is not None and slot.raw.istitle() and paragraph.text[end : end + 1] == " "
    named = titled and slot.unit is not None and slot.unit.name == "VND" and _NAME.match(paragraph.text, slot.end)
    if slot.unit and (named or (titled and slot.unit.kind == "count")):
        slot = Slot(slot.factor, False, None, "", end, False)  # "1 Phường Hoàn Kiếm": a footnote; "thôn 5 Đồng Yên"
    kind = slot.unit.kind if slot.unit else ""
    raw = paragraph.text[start:end]
    number = judged(read_number(raw), kind if not slot.has_magnitude else "money")
    if (
        _split(paragraph.text, start, raw)
        or _GLUED.search(paragraph.text, max(0, start - 8), start)
        or (
            kind == "ratio"
            and not _is_item(paragraph, start, raw)
            and _DECIMALS.search(paragraph.text, max(0, start - 8), start)
        )
    ):
        number = Number(raw, None, ("split_number",))
    value = None if number.value is None else scaled(number.value, slot.factor)
    flags = tuple(flag for flag in number.flags if flag != "three_decimals" or not slot.has_magnitude)
    if kind == "money" and not slot.has_magnitude and number.value is not None and number.value != int(number.value):
        value, flags = None, (*flags, "fraction_of_dong")
    if slot.folded:
        flags = (*flags, "unit_folded")
    operator = tools.before.search(paragraph.spelled, max(0, start - 24), start)
    if operator and kind == "count" and tools.on.search(paragraph.spelled, max(0, start - 40), start):
        operator = None  # "64 điểm trên 23 phường": where, not how many
    base = paragraph.span.start
    return Quantity(
        span=Span(base + start, base + slot.end),
        number=Span(base + start, base + end),
        value=value,
        value_raw=raw,
        unit=slot.unit.name if slot.unit else "",
        unit_raw=slot.raw,
        kind=kind,
        operator=tools.lexicon.operators[spaced(operator["op"])] if operator else "",
        flags=flags,
    )


def _is_item(paragraph: Paragraph, start: int, raw: str) -> bool:
    """Whether only the ordinal of an item stands before a per cent of two digits and more."""
    return len(raw) > 1 and _ITEM.fullmatch(paragraph.text, 0, start) is not None


def _split(text: str, start: int, raw: str) -> bool:
    """Whether a number is the tail of one that a space cut: "12 500 hồ sơ", "là 1. 487 hồ sơ"."""
    if not _TAIL.match(raw):
        return False
    head = _HEAD.search(text, max(0, start - 16), start)
    return head is not None and (not head["mark"] or bool(text[: head.start()].strip()))


def _in_pieces(paragraph: Paragraph, found: list[Quantity]) -> list[Quantity]:
    """The quantities; a bare number right before may be the beginning of one: "9 8% số xã" is one, without value.

    Errs towards no value: the "2, 3 hộ" of a list is left out too.
    """
    base = paragraph.span.start
    kept = found[:1]
    for before, after in pairwise(found):
        gap = paragraph.text[before.span.end - base : after.number.start - base]
        short = not before.unit_raw and (len(before.value_raw) <= _LONGEST_PIECE or not before.value_raw.isdigit())
        ordinal = gap[:1] == "." and not paragraph.text[: before.number.start - base].strip()
        if short and not ordinal and _PIECES.fullmatch(gap):
            whole = Span(before.number.start, after.number.end)
            after = replace(
                after,
                span=Span(whole.start, after.span.end),
                number=whole,
                value=None,
                value_raw=paragraph.clip(whole),
                flags=tuple(dict.fromkeys((*after.flags, "split_number"))),
            )
            kept.pop()
        kept.append(after)
    return kept


def _with_noun(tools: Measurer, paragraph: Paragraph, found: Quantity) -> Quantity:
    """A quantity that counts something outside the lexicon, with its noun as printed: "03 hồ chứa", "1.250 gốc".

    Errs towards none: a bare "12" before a noun may be anything. One before a noun that is always counted, with a zero
    before it, grouped, of a magnitude, before an abbreviation ("12 ĐKKD"), or behind words that something is there
    ("có 12 siêu thị"), is a count.
    """
    base = paragraph.span.start
    end = found.span.end - base
    lower = paragraph.text[end : end + 2].strip().islower()
    counted = tools.counted.match(paragraph.spelled, end) if lower and not found.unit else None
    noun = counted or (None if found.unit else tools.noun.match(paragraph.text, end))
    counts = counted or found.unit_raw or found.share is not None or _COUNT.fullmatch(found.value_raw)
    there = noun is not None and tools.counts.search(paragraph.spelled, 0, found.number.start - base)
    if noun is None or not (counts or there or _abbreviation(tools, noun["noun"])):
        return found
    raw = squeezed(f"{found.unit_raw} {paragraph.text[noun.start('noun') : noun.end()]}")
    if not found.unit_raw and found.share is None and found.high is None:
        number = judged(Number(found.value_raw, found.value, found.flags), "count")
        found = replace(found, value=number.value, flags=number.flags)
    return replace(found, span=Span(found.span.start, base + noun.end()), unit_raw=raw, kind="noun")


def _abbreviation(tools: Measurer, noun: str) -> bool:
    """Whether a noun is an abbreviation, and not one letter from that of a known unit: "32 THC" are TTHC, misread."""
    known = (form for form in tools.exact if " " not in form)
    return noun.isupper() and not any(Levenshtein.distance(noun.lower(), form) == 1 for form in known if len(form) > 2)


def _finished(tools: Measurer, paragraph: Paragraph, found: Quantity) -> Quantity:
    """The bound and the `per` that stand behind the whole quantity."""
    base = paragraph.span.start
    end = found.span.end - base
    per = tools.per.match(paragraph.spelled, end)
    if per:
        found = replace(found, per="".join(per["per"].split()), span=Span(found.span.start, base + per.end()))
        end = per.end()
    bound = tools.bound.match(paragraph.spelled, end)
    if bound:
        found = replace(
            found, operator=tools.lexicon.after[spaced(bound["op"])], span=Span(found.span.start, base + bound.end())
        )
    return found


def _broken(tools: Measurer, paragraph: Paragraph) -> Iterator[Quantity]:
    """Numbers with a letter read for a digit ("§.699,28 triệu đồng"): seen, and without value."""
    base = paragraph.span.start
    for match in tools.broken.finditer(paragraph.text):
        slot = slot_behind(tools, paragraph, match.end())
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
    single = _in_pieces(paragraph, single)
    found = join_pairs(tools, paragraph, join_pairs(tools, paragraph, single, chained), joined)
    whole = [_finished(tools, paragraph, _with_noun(tools, paragraph, each)) for each in found] + broken
    return tuple(sorted(whole, key=lambda each: each.span))
