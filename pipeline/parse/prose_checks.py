"""Figures of the prose → claims that must hold between them. A claim is made only where its parts surely belong."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

import regex

from pipeline.document import Span
from pipeline.parse.folding import folded, spelled
from pipeline.parse.formulas import EQUAL, PER_CENT, Claim, Node, Operand, operand, sum_of
from pipeline.parse.layout import Layout
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.number_words import read_words
from pipeline.parse.numbers import NUMBER, read_number
from pipeline.parse.paragraphs import Paragraph
from pipeline.report import Kpi

NEAR = Decimal("0.1")  # of the larger: figures further apart are rather two figures than one printed wrong
_NUMBER = regex.compile(NUMBER)
_OUTPUT = Node("/", 0, Node("*", 0, Node("ref", 1), Node("ref", 2)), Node("const", 10))  # ha × quintals per ha → tonnes
_SPELT = regex.compile(r"\(\s*(?P<words>\p{L}[\p{L}\s,.]*)\)")
_LED = regex.compile(r"\(?\s*(?:số tiền )?(?:viết )?bằng chữ\s*(?:là)?\s*:\s*(?P<words>\p{L}[\p{L}\s,]*)")
_DIGITS = regex.compile(
    rf"(?<![\d.,/\-]){NUMBER}(?=(?P<between>\s*(?:(?P<mag>nghìn|ngàn|triệu|tỷ|tỉ)(?!\p{{L}}))?[^\d;()]{{0,25}})$)"
)
_SIZED = regex.compile(r"mươi|mười|trăm|nghìn|ngàn|triệu|tỷ|tỉ")


@dataclass(frozen=True)
class Facts:
    """checks.toml, and what it needs of the lexicon."""

    table: Mapping[str, Any]
    lexicon: Lexicon


def load_facts(lexicon: Lexicon) -> Facts:
    """Read the data file."""
    source = files("pipeline.parse").joinpath("data", "checks.toml")
    return Facts(tomllib.loads(source.read_text(encoding="utf-8")), lexicon)


def kpi_operand(kpi: Kpi, lexicon: Lexicon) -> Operand | None:
    """A figure as an operand; None without a value, or with a bound ("trên 95%")."""
    if kpi.value is None or kpi.operator or kpi.value_hi is not None:
        return None
    kind = lexicon.unit_kind(kpi.unit)
    number = _NUMBER.search(kpi.value_raw)  # the first of "238/316"
    return operand(number[0] if number else kpi.value_raw, kpi.value, kpi.span, kind == "count", kpi.kpi_id)


def prose_claims(facts: Facts, layout: Layout, kpis: tuple[Kpi, ...]) -> Iterator[Claim]:
    """All claims between figures, in the order of the rules."""
    prose = tuple(kpi for kpi in kpis if not kpi.table_id)
    yield from _shares(facts, prose)
    yield from _families(facts, prose)
    yield from _listed(facts, layout, prose)
    yield from _outputs(facts, prose)
    yield from _repeats(facts, kpis)


def _claim(rule: str, found: Kpi, formula: Node, parts: Sequence[Kpi], facts: Facts) -> Claim | None:
    operands = [kpi_operand(kpi, facts.lexicon) for kpi in (found, *parts)]
    first, *others = (each for each in operands if each is not None) if None not in operands else (None,)
    return Claim(rule, first, formula, tuple(others)) if first is not None else None


def _shares(facts: Facts, kpis: Sequence[Kpi]) -> Iterator[Claim]:
    """A per cent right behind a share: 238/316 is 75,3 %, not 88,9 %."""
    by_id = {kpi.kpi_id: kpi for kpi in kpis}
    for kpi in kpis:
        share = by_id.get(kpi.parent)
        stated = kpi.unit == "%" and kpi.metric in ("rate", "achievement") and share is not None
        found = kpi_operand(kpi, facts.lexicon) if stated else None
        part = kpi_operand(share, facts.lexicon) if share is not None else None
        if share is None or found is None or part is None or not share.denominator:
            continue
        whole = Operand(share.denominator, _behind(share), part.step, part.exact, share.span)
        yield Claim("rate", found, PER_CENT, (part, whole))


def _behind(share: Kpi) -> str:
    """The denominator as printed: what stands behind the slash."""
    numbers = _NUMBER.findall(share.text)
    return numbers[1] if len(numbers) > 1 else str(share.denominator)


def _families(facts: Facts, kpis: Sequence[Kpi]) -> Iterator[Claim]:
    """Identities within one section and period; an indicator stated twice with different values is left out."""
    groups: dict[tuple[str, str], dict[str, list[Kpi]]] = {}
    for kpi in kpis:
        if (
            kpi.key
            and kpi.value is not None
            and kpi.kind != "target"
            and not kpi.scope
            and kpi.metric in ("value", "rate")
        ):
            groups.setdefault((kpi.section_id, kpi.period_label), {}).setdefault(kpi.key, []).append(kpi)
    for group in groups.values():
        family = {key: same[0] for key, same in group.items() if len({kpi.value for kpi in same}) == 1}
        yield from _sums(facts, family)
        yield from _rates(facts, family)


def _sums(facts: Facts, family: Mapping[str, Kpi]) -> Iterator[Claim]:
    for row in facts.table["sum"]:
        keys = (row["whole"], *row["parts"])
        if any(key not in family for key in keys):
            continue
        whole, *parts = (family[key] for key in keys)
        if row.get("words", "") not in spelled(parts[0].label_raw) or (
            row.get("words") and "tthc.resolved_early" in family
        ):
            continue
        claim = _claim("sum", whole, sum_of(len(parts)), parts, facts)
        if claim:
            yield claim


def _rates(facts: Facts, family: Mapping[str, Kpi]) -> Iterator[Claim]:
    """The per cent of a part; of several wholes that may be meant, the one that agrees."""
    for row in facts.table["rate"]:
        rate, part = family.get(row["rate"]), family.get(row["part"])
        if rate is None or part is None or rate.parent != part.kpi_id or part.denominator is not None:
            continue
        wholes = [family[key] for key in row["wholes"] if key in family]
        claims = [claim for whole in wholes if (claim := _claim("rate", rate, PER_CENT, (part, whole), facts))]
        if claims:
            yield next((claim for claim in claims if claim.holds()), claims[0])


def _listed(facts: Facts, layout: Layout, kpis: Sequence[Kpi]) -> Iterator[Claim]:
    """A whole and the list of its parts. A bracket of parts that nearly fill it, or "gồm": then they should."""
    opened = regex.compile(one_of(facts.table["parts"]["open"]))
    complete = regex.compile(rf"(?:{one_of(facts.table['parts']['complete'])})(?!\p{{L}})")
    by_parent: dict[str, list[Kpi]] = {}
    for kpi in kpis:
        by_parent.setdefault(kpi.parent, []).append(kpi)
    for whole in kpis:
        inside = by_parent.get(whole.kpi_id, ())
        parts = [kpi for kpi in inside if kpi.unit == whole.unit and kpi.metric == "value"]
        if len(parts) < 2 or whole.metric != "value" or any(part.key and part.key == whole.key for part in parts):
            continue
        between = layout.spelled[whole.span.end : parts[0].span.start]
        claim = _claim("sum", whole, sum_of(len(parts)), parts, facts) if not opened.search(between) else None
        if claim is None or not ("(" in between or complete.search(between)):
            continue
        if claim.holds() or (claim.distance() <= NEAR and claim.hint()):
            yield claim


def _outputs(facts: Facts, kpis: Sequence[Kpi]) -> Iterator[Claim]:
    """Area, yield and output of one crop, one behind the other in a sentence; the area harvested may be another."""
    for area, rate, output in zip(kpis, kpis[1:], kpis[2:], strict=False):
        near = area.sentence == rate.sentence == output.sentence
        if near and (area.unit, rate.unit, output.unit) == ("ha", "ta_per_ha", "tan"):
            claim = _claim("output", output, _OUTPUT, (area, rate), facts)
            if claim and (claim.holds() or (claim.distance() <= NEAR and claim.hint())):
                yield claim


def _repeats(facts: Facts, kpis: Sequence[Kpi]) -> Iterator[Claim]:
    """The same figure in another section or in a table; further apart than a slip, they may be two figures."""
    unless = regex.compile(one_of(facts.table["repeat"]["unless"]))
    first: dict[tuple[str, ...], Kpi] = {}
    for kpi in kpis:
        own = not kpi.parent or kpi.metric == "rate"  # of the count before it, and no part of it
        alone = own and not kpi.scope and kpi.kind in ("result", "estimate") and kpi.metric in ("value", "rate")
        if kpi.key not in facts.table["repeat"]["keys"] or not alone or unless.search(spelled(kpi.sentence)):
            continue
        same = (kpi.key, kpi.unit, kpi.metric, kpi.period_label, kpi.period_role, kpi.per)
        earlier = first.setdefault(same, kpi)
        if (earlier.section_id, earlier.table_id) == (kpi.section_id, kpi.table_id):
            continue
        claim = _claim("repeat", kpi, EQUAL, (earlier,), facts)
        if claim and (claim.holds() or claim.distance() <= NEAR or claim.hint()):
            yield claim


def word_claims(facts: Facts, paragraphs: Sequence[Paragraph], kpis: tuple[Kpi, ...]) -> Iterator[Claim]:
    """Numbers and the words for them behind: "13.503.000.000đ (Mười ba tỷ, năm trăm linh ba triệu đồng)"."""
    for paragraph in paragraphs:
        led = list(_LED.finditer(paragraph.spelled))
        spelt = [
            match
            for match in _SPELT.finditer(paragraph.spelled)
            if not any(m.start() <= match.start() < m.end() for m in led)
        ]
        for match in sorted(led + spelt, key=lambda match: match.start()):
            words = read_words(match["words"])
            digits = _DIGITS.search(paragraph.spelled[: match.start()], max(0, match.start() - 60))
            if words is None or digits is None or (match in spelt and not _meant(match["words"], digits)):
                continue
            span = Span(paragraph.span.start + digits.start(), paragraph.span.start + digits.end())
            value = read_number(digits[0]).value
            if value is not None:
                factor = facts.lexicon.magnitudes.get(digits["mag"] or "", Decimal(1))
                owner = next((kpi.kpi_id for kpi in kpis if kpi.span.start <= span.start < kpi.span.end), "")
                found = operand(digits[0], value * factor, span, exact=True, kpi_id=owner)
                at = Span(paragraph.span.start + match.start("words"), paragraph.span.start + match.end("words"))
                said = Operand(Decimal(words), paragraph.clip(at).strip(), Decimal(1), True, at)
                yield Claim("words", found, EQUAL, (said,))


def _meant(words: str, digits: regex.Match[str]) -> bool:
    """Whether a bracket says the number before it: right behind it ("05 (năm)"), or in words that only say numbers."""
    if not digits["between"].strip():
        return "," not in words or _SIZED.search(words) is not None
    return _SIZED.search(words) is not None


@dataclass(frozen=True, slots=True)
class Denied:
    """A sentence that says there is none, and the figure that says how many."""

    span: Span
    kpi: Kpi


def denials(facts: Facts, paragraphs: Sequence[Paragraph], kpis: tuple[Kpi, ...], period: str) -> Iterator[Denied]:
    """ "Không có hồ sơ quá hạn" beside "quá hạn 03 hồ sơ", both of the report's own period."""
    cues = facts.table["nil"]
    none = regex.compile(rf"(?:{one_of(cues['none'])})(?!\s+(?:{one_of(cues['limited'])})(?!\p{{L}}))(?!\p{{L}})")
    late = [
        kpi
        for kpi in kpis
        if kpi.key in cues["keys"] and kpi.value and kpi.metric == "value" and kpi.kind == "result"
        and not kpi.scope and kpi.period_label in (period, "")
    ]  # fmt: skip
    for paragraph in paragraphs if late else ():
        for match in none.finditer(paragraph.spelled):
            start = max(
                (s.start for s in paragraph.sentences if s.start - paragraph.span.start <= match.start()), default=0
            )
            before = paragraph.spelled[max(0, start - paragraph.span.start) : match.start()]
            if any(word in before for word in cues["unless"]):
                continue
            spoken = _spoken_of(before, cues)
            for kpi in late:
                if kpi.key in spoken:
                    yield Denied(Span(paragraph.span.start + match.start(), paragraph.span.start + match.end()), kpi)


def _spoken_of(before: str, cues: Mapping[str, Any]) -> Sequence[str]:
    """The indicators that a denial is about, by the last thing spoken of before it."""
    last = {name: max((before.rfind(word) for word in cues[name]), default=-1) for name in ("resolved", "pending")}
    keys: list[str] = cues["keys"]
    if max(last.values()) < 0:
        return keys
    return keys[:1] if last["resolved"] > last["pending"] else keys[-1:]


def ranges(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Span, str, str]]:
    """ "Từ ngày … đến ngày …": span, first and last day in ISO form."""
    day = r"(?:ngay )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)"
    from_to = regex.compile(rf"tu {day} (?:den|toi) (?:het )?{day}")
    for paragraph in paragraphs:
        for match in from_to.finditer(folded(paragraph.text)):
            first, month, year, last, month2, year2 = map(int, match.groups())
            span = Span(paragraph.span.start + match.start(), paragraph.span.start + match.end())
            yield span, f"{year:04}-{month:02}-{first:02}", f"{year2:04}-{month2:02}-{last:02}"
