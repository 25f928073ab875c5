"""What accuracy was, kept in baseline.json, and what may not get worse."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.bench.measure import Measured
from tests.bench.table import rates

BASELINE = Path(__file__).with_name("baseline.json")
# A version of Tesseract reads a few letters otherwise than the next; a sample holds few figures, the total many. So one
# sample may lose 2 points (a figure or two), the total half a point.
TOLERANCE, TOTAL_TOLERANCE = 0.02, 0.005

Rates = dict[str, dict[str, float]]


def read_baseline() -> Rates:
    """The committed rates of every sample and of the total; empty before the first --update."""
    rates_by_sample: Rates = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    return rates_by_sample


def write_baseline(measured: Mapping[str, Measured], keep: bool) -> None:
    """Make these the committed rates; `keep` leaves those of other samples as they are."""
    kept = read_baseline() if keep else {}
    new = kept | {name: rates(numbers) for name, numbers in measured.items()}
    BASELINE.write_text(json.dumps(new, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def regressions(measured: Mapping[str, Measured], baseline: Rates) -> list[str]:
    """A sentence for every failure, missing baseline, and rate worse than its baseline by more than the tolerance."""
    found = []
    for sample, numbers in measured.items():
        if numbers.failure:
            found.append(f"{sample}: failed.")
            continue
        if sample not in baseline:
            found.append(f"{sample}: has no baseline; look at its numbers, then run with --update.")
            continue
        allowed = TOTAL_TOLERANCE if sample == "total" else TOLERANCE
        now = rates(numbers)
        for name, before in baseline[sample].items():
            loss = now[name] - before if name.endswith("_error") else before - now[name]
            if loss > allowed:
                found.append(f"{sample}: {name} was {before:.4f}, is {now[name]:.4f}; {allowed} is tolerated.")
    return found
