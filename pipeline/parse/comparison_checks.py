"""Figures and what they are compared with → claims that must hold between them, and jumps that nobody would believe."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex

from pipeline.parse.folding import spelled
from pipeline.parse.formulas import PER_CENT, Claim, Node, number_shown
from pipeline.parse.layout import Layout
from pipeline.parse.lexicon import one_of
from pipeline.parse.prose_checks import Facts, kpi_operand
from pipeline.report import Kpi

_LESS = Node("-", 0, Node("ref", 1), Node("ref", 2))
_GROWTH = Node("-", 0, PER_CENT, Node("const", 100))  # 1 / 2 * 100 - 100
_TIMES = Node("/", 0, Node("ref", 1), Node("ref", 2))
_DIGITS = regex.compile(r"\d")
_BEHIND = regex.compile(r"\s*[,(;/]")  # what stands between a figure and a base right behind it
_YEAR = regex.compile(r"(?:19|20)\d\d")
_RISEN = regex.compile(r"(?:tăng|hơn)\s+(?:gần |trên |khoảng |hơn )?$")  # "tăng 2 lần" may be twice or three times


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure, the one that it is compared with, and the change between them as printed; None where none is."""

    value: Kpi
    base: Kpi
    change: Kpi | None


@dataclass(frozen=True, slots=True)
class Jump:
    """A figure that is ten, a hundred or a thousand times its base or a part of it, and what it may have been."""

    compared: Compared
    likely: Decimal


def base_claims(facts: Facts, layout: Layout, kpis: Sequence[Kpi]) -> Iterator[Claim]:
    """What a change, share or factor says of a figure and its base: "1.382, tăng 12% so với cùng kỳ (1.234)"."""
    for pair in _compared(facts, layout, kpis):
        formula = _formula(layout, pair)
        operands = [kpi_operand(kpi, facts.lexicon) for kpi in (pair.change, pair.value, pair.base) if kpi]
        found, *parts = operands if formula and None not in operands else (None,)
        if formula and found:
            yield Claim("base", found, formula, tuple(part for part in parts if part))


def _formula(layout: Layout, pair: Compared) -> Node | None:
    """What the change is of value and base; None where it may be meant in two ways."""
    change, unit = pair.change, pair.value.unit
    if change is None:
        return None
    if change.metric == "change" and (change.unit == unit != "%" or (change.unit, unit) == ("pp", "%")):
        return _LESS
    if change.unit == "%" and unit != "%":
        return {"change": _GROWTH, "achievement": PER_CENT}.get(change.metric)
    risen = _RISEN.search(layout.spelled[max(0, change.span.start - 20) : change.span.start])
    return _TIMES if change.metric == "factor" and "," in change.value_raw and not risen else None


def _compared(facts: Facts, layout: Layout, kpis: Sequence[Kpi]) -> Iterator[Compared]:
    """Figures with their bases: "V, tăng M so với cùng kỳ (B)", "V, cùng kỳ B, tăng M", "từ B lên V, tăng M"."""
    cue, prose = _cue(facts), [kpi for kpi in kpis if not kpi.table_id]
    by_id = {kpi.kpi_id: kpi for kpi in prose}
    for first, second, third in zip(prose, [*prose[1:], None], [*prose[2:], None, None], strict=False):
        if second is None or first.sentence != second.sentence:
            continue
        between = layout.spelled[first.span.end : second.span.start]
        value = by_id.get(first.parent)
        if first.metric != "value" and value and _alike(value, second) and cue.fullmatch(between):
            yield Compared(value, second, first)
        change = third if third and third.sentence == first.sentence and _is_change(layout, second, third) else None
        if _alike(first, second) and first.comparison == "start":
            yield Compared(second, first, change)
        elif _alike(first, second) and _BEHIND.match(between) and cue.fullmatch(between.lstrip(" ,(;/")):
            yield Compared(first, second, change)


def _cue(facts: Facts) -> regex.Pattern[str]:
    """The words between a figure and its base, nothing else: "so với cùng kỳ năm 2024 (", "kế hoạch là "."""
    bases = one_of(spelled(cue) for cues in facts.lexicon.cues["base"].values() for cue in cues)
    words = facts.table["base"]
    return regex.compile(
        rf"[\s%]*(?:(?:{one_of(words['led'])})\s+)?(?:{bases}|năm\s+\d{{4}})(?!\p{{L}})"
        rf"(?:\s+(?:{one_of(words['more'])}|năm\s+\d{{4}}|\d{{4}}))*\s*[(:]?\s*(?:(?:{one_of(words['states'])})\s+)?"
    )


def _alike(value: Kpi, base: Kpi) -> bool:
    """Whether two figures count the same thing in the same way."""
    return value.metric == base.metric == "value" and (value.unit, value.per) == (base.unit, base.per)


def _is_change(layout: Layout, base: Kpi, change: Kpi) -> bool:
    """Whether a change stands right behind the base, with no other figure's words between."""
    between = layout.spelled[base.span.end : change.span.start].strip(" ),;(")
    near = len(between.split()) <= 3 and not regex.search(r"[.;:]", between)
    return change.metric != "value" and near


def jumps(facts: Facts, layout: Layout, kpis: Sequence[Kpi], borne_out: frozenset[str]) -> Iterator[Jump]:
    """Figures ten, a hundred or a thousand times what they are compared with; none that a change bears out."""
    pairs = (*_compared(facts, layout, kpis), *_periods(kpis))
    for pair in {(pair.value.kpi_id, pair.base.kpi_id): pair for pair in pairs}.values():
        factor = _jump(facts.table["jump"], pair.value, pair.base)
        if factor is not None and pair.value.value is not None and pair.value.kpi_id not in borne_out:
            yield Jump(pair, pair.value.value / factor)


def _periods(kpis: Sequence[Kpi]) -> Iterator[Compared]:
    """The same indicator for like periods of different years, the later with the earlier as its base."""
    last: dict[tuple[str, ...], Kpi] = {}
    for kpi in kpis:
        place = (kpi.table_id, str(kpi.row)) if kpi.table_id else ("", "")
        plain = kpi.metric == "value" and not kpi.operator and kpi.value_hi is None
        if (
            not plain
            or kpi.kind not in ("result", "estimate")
            or not (kpi.key or kpi.table_id)
            or not _YEAR.search(kpi.period_label)
        ):
            continue
        form = _YEAR.sub("#", spelled(kpi.period_label))
        same = (kpi.key, kpi.scope, kpi.unit, kpi.per, kpi.period_role, form, *place)
        before = last.get(same)
        if before and before.period_label != kpi.period_label and (kpi.parent == "") == (before.parent == ""):
            later, earlier = sorted((kpi, before), key=lambda each: _YEAR.findall(each.period_label), reverse=True)
            yield Compared(later, earlier, None)
        last[same] = kpi


def _jump(limits: Mapping[str, Any], value: Kpi, base: Kpi) -> Decimal | None:
    """The power of ten by which a figure leaps from its base; None where it does not, or has few digits."""
    if not value.value or not base.value or value.value < 0 or base.value < 0:
        return None
    if min(len(_DIGITS.findall(kpi.value_raw)) for kpi in (value, base)) < limits["digits"]:
        return None
    near, ratio = Decimal(str(limits["near"])), value.value / base.value
    powers = [power for factor in limits["factors"] for power in (Decimal(factor), 1 / Decimal(factor))]
    met = base.kind not in ("plan", "target") or ratio > 1  # a tenth of a plan is no leap
    return next((power for power in powers if met and 1 / near <= ratio / power <= near), None)


def likely_reading(jump: Jump, facts: Facts) -> str:
    """The figure as it would be printed with the separator or digit that it may have lost, or have too many."""
    operand = kpi_operand(jump.compared.value, facts.lexicon)
    return number_shown(jump.likely, operand) if operand else ""
