"""Train Tesseract's Vietnamese network further on printed lines: python -m models.ocr CORPUS -o FILE [--minutes N].

CORPUS is a folder of *.txt files as for `models.build`. The start is the `vie` of tessdata_fast, which Debian installs
(or another file of that form); what is written reads as fast as that. Needs PyTorch (pip install -e ".[train]"), and
the fonts that `data/fonts.toml` names.
"""

import argparse
import time
from pathlib import Path

from models.ocr.training import Course, measure, read_start, train, write_end

START = Path("/usr/share/tesseract-ocr/5/tessdata/vie.traineddata")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m models.ocr", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, default=START)
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument("--rate", type=float, default=0.0012, help="of learning, at its highest")
    parser.add_argument("--share", type=float, default=1.0, help="of the way from the start that is written")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    paths = sorted(options.corpus.glob("*.txt"))
    if not paths:
        parser.error(f"no *.txt in {options.corpus}")
    reader, start = read_start(options.start)
    course = Course(tuple(paths), start, options.minutes * 60, options.rate, options.seed)
    print("before:", measure(reader, course), flush=True)
    for seconds, lines, loss in train(reader, course):
        print(f"{seconds / 60:.0f} min, {lines} lines, loss {loss:.4f}: {measure(reader, course)}", flush=True)
        write_end(reader, start, options.share, options.out)
    print(f"{options.out}, {time.strftime('%Y-%m-%d')}")


if __name__ == "__main__":
    main()
