"""`python -m tests.bench`: accuracy of the whole way on samples/, compared with the committed baseline.

Exit code 1: a sample failed, has no baseline, or is worse than it by more than the tolerance. Speed is printed, never
judged. A run with failures never becomes the baseline.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from pipeline.evaluate import Truth
from pipeline.store import load
from tests.bench import speed
from tests.bench.baseline import BASELINE, read_baseline, regressions, write_baseline
from tests.bench.measure import Measured, add_up, score
from tests.bench.run import run_sample
from tests.bench.table import as_table

SAMPLES = Path(__file__).parents[2] / "samples"


def main() -> int:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure accuracy on the samples.")
    parser.add_argument("names", nargs="*", help="samples to measure (default: all, and their total)")
    parser.add_argument("--update", action="store_true", help=f"make the result the new {BASELINE.name}")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave what the program wrote here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        measured = measure_samples(set(options.names), options.keep or Path(passing))
    print(as_table(measured))
    if not options.names:
        print(speed.as_table())
    if options.update and not any(numbers.failure for numbers in measured.values()):
        write_baseline(measured, keep=bool(options.names))
        return 0
    worse = regressions(measured, read_baseline())
    print("\n".join(worse) or "No accuracy is worse than the baseline.")
    return 1 if worse else 0


def measure_samples(names: set[str], out: Path) -> dict[str, Measured]:
    """Every sample (or those named) through the command line, scored; all samples also as "total"."""
    measured = {}
    for path in sorted((SAMPLES / "truth").glob("*.json")):
        if names and path.stem not in names:
            continue
        truth = load(Truth, path)
        (sample,) = SAMPLES.glob(f"{path.stem}.*")
        print(f"{sample.name} …", file=sys.stderr)
        measured[path.stem] = score(truth, run_sample(sample, out))
    return measured if names else measured | {"total": add_up(measured.values())}


if __name__ == "__main__":
    sys.exit(main())
