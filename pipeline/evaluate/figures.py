"""How many figures were found, and how many were made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.evaluate.tally import Tally, tally
from pipeline.evaluate.truth import TrueKpi
from pipeline.report import Kpi


@dataclass(frozen=True, slots=True)
class FigureScore:
    """`loose` asks for value and unit, `strict` also for key and section.

    `wrong` counts emitted values that no true figure has: the errors that would go into a table unseen. A right value
    with another unit is no `wrong` value, but not `loose` either.
    """

    loose: Tally
    strict: Tally
    wrong: int

    def __add__(self, other: FigureScore) -> FigureScore:
        return FigureScore(self.loose + other.loose, self.strict + other.strict, self.wrong + other.wrong)


def score_figures(truth: Sequence[TrueKpi], found: Sequence[Kpi]) -> FigureScore:
    """Compare as multisets. Figures without a value are abstentions: neither found nor wrong."""
    emitted = [(kpi, kpi.value) for kpi in found if kpi.value is not None]
    return FigureScore(
        loose=tally(
            [(_plain(true.value), true.unit) for true in truth],
            [(_plain(value), kpi.unit) for kpi, value in emitted],
        ),
        strict=tally(
            [(_plain(true.value), true.unit, true.key, true.section_path) for true in truth],
            [(_plain(value), kpi.unit, kpi.key, kpi.section_path) for kpi, value in emitted],
        ),
        wrong=(
            Counter(_plain(value) for _, value in emitted)
            - Counter(
                _plain(number) for true in truth for number in (true.value, true.denominator) if number is not None
            )
        ).total(),
    )


def _plain(value: Decimal) -> Decimal:
    """4.50 and 4.5 are one figure."""
    return value.normalize()
