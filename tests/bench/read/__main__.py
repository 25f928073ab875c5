"""`python -m tests.bench.read`: how well pages are read, under every damage and on your own scans, and at what cost.

Exit code 1: a cell of the matrix reads worse than its limit, or the reading costs more than its limit.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.read import cost, matrix, scans

SAMPLES = Path(__file__).parents[3] / "samples"
PARTS = ("matrix", "cost", "scans")
# Of the samples, scans without and with ruled tables.
COSTED = {
    "prose": ("commune-reform-colour-seal.pdf", "commune-petitions-multipage.tif"),
    "tables": ("commune-economy-grey-table.pdf", "ward-procedures-bilevel-skew.pdf"),
}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.read", description="Measure the reading of pages.")
    parser.add_argument("data", nargs="?", type=Path, help="folder with real/, born-digital/ and truth/")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part (default: all)")
    parser.add_argument("--damage", action="append", default=[], help="rows of the matrix (default: all)")
    parser.add_argument("--names", nargs="*", default=[], help="documents of the folder, by how their names begin")
    parser.add_argument("--pages", type=int, default=3, help="pages of each document of the folder (default: 3)")
    parser.add_argument("--plain", action="store_true", help="read the pages of the folder with Tesseract alone too")
    options = parser.parse_args()
    parts, failed = options.only or PARTS, False
    with tempfile.TemporaryDirectory() as folder:
        if "matrix" in parts:
            rows = list(matrix.measure(set(options.damage), Path(folder)))
            print(matrix.as_table(rows), flush=True)
            failed |= any(row.cleaned > matrix.LIMIT for row in rows)
        if "cost" in parts:
            costs = [
                cost.measure(name, [SAMPLES / file for file in files], Path(folder)) for name, files in COSTED.items()
            ]
            print(cost.as_table(costs), flush=True)
            failed |= any(found.over for found in costs)
    if "scans" in parts and options.data:
        read = []
        for row in scans.measure(scans.chosen_tasks(options.data, options.names, options.pages), options.plain):
            print(scans.as_line(row), flush=True)
            read.append(row)
        print(scans.as_table(read))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
