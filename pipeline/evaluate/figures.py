"""Figures found beside those that are true, and those made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz

from pipeline.evaluate.matching import Matched, match
from pipeline.evaluate.spelling import same_words
from pipeline.evaluate.truth import TrueKpi
from pipeline.letters import unmarked
from pipeline.report import VALUE_DOUBTS, Kpi

CLOSE_LABEL = 85  # of 100; a label is right when about one letter in seven is not, marks aside


@dataclass(frozen=True, slots=True)
class FigureScore:
    """`loose` asks for value, unit, and indicator or label; `strict` also for period, scope, comparison and kind.

    `wrong` are emitted values that no true figure has; `emitted` is how many figures had a value.
    """

    loose: Matched[TrueKpi, Kpi]
    strict: Matched[TrueKpi, Kpi]
    wrong: tuple[Kpi, ...]
    emitted: int

    @property
    def unseen(self) -> tuple[Kpi, ...]:
        """Wrong figures without a flag that says so: those that nobody would look at."""
        return tuple(kpi for kpi in self.wrong if not VALUE_DOUBTS & set(kpi.flags))


def score_figures(truth: Sequence[TrueKpi], found: Sequence[Kpi]) -> FigureScore:
    """Compare each figure once. Figures without a value are abstentions: neither found nor wrong."""
    emitted = [kpi for kpi in found if kpi.value is not None]
    printed = [number for true in truth for number in (true.value, true.denominator, true.high)]
    free = Counter(number.normalize() for number in printed if number is not None)
    wrong = []
    for kpi in emitted:
        value = _plain(kpi)
        free[value] -= 1
        if free[value] < 0:
            wrong.append(kpi)
    return FigureScore(
        loose=_without_optional(match(truth, emitted, same_figure)),
        strict=_without_optional(match(truth, emitted, _same_tuple_or_optional)),
        wrong=tuple(wrong),
        emitted=len(emitted),
    )


def _plain(kpi: Kpi) -> Decimal:
    """4.50 and 4.5 are one figure."""
    assert kpi.value is not None
    return kpi.value.normalize()


def _without_optional(matched: Matched[TrueKpi, Kpi]) -> Matched[TrueKpi, Kpi]:
    """Figures that may be found or not count neither way."""
    return Matched(
        tuple(pair for pair in matched.pairs if not pair[0].optional),
        tuple(true for true in matched.missing if not true.optional),
        matched.extra,
    )


def same_figure(true: TrueKpi, kpi: Kpi) -> bool:
    """Value, unit, and the indicator or the label."""
    if _plain(kpi) != true.value.normalize() or kpi.unit != true.unit:
        return False
    return (bool(kpi.key) and kpi.key in true.key.split("|")) or same_label(true.label, kpi.label_raw)


def same_tuple(true: TrueKpi, kpi: Kpi) -> bool:
    """All that makes the figure: also its indicator, period, scope, comparison and kind; a|b is either."""
    return (
        same_figure(true, kpi)
        and kpi.key in true.key.split("|")
        and kpi.comparison in true.comparison.split("|")
        and kpi.kind in true.kind.split("|")
        and _same_words(true.period, kpi.period_label)
        and _same_words(true.scope, kpi.scope)
    )


def _same_tuple_or_optional(true: TrueKpi, kpi: Kpi) -> bool:
    return same_tuple(true, kpi) or (true.optional and same_figure(true, kpi))


def _same_words(true: str, found: str) -> bool:
    return any(same_words(choice) == same_words(found) for choice in true.split("|"))


def same_label(true: str, found: str) -> bool:
    """Whether a label holds the words that tell a figure from others, nearly; marks aside."""
    plain = unmarked(same_words(found))
    for choice in filter(None, true.split("|")):
        words = unmarked(same_words(choice))
        near = fuzz.partial_ratio if len(words) <= len(plain) else fuzz.ratio
        if near(words, plain) >= CLOSE_LABEL:
            return True
    return False
