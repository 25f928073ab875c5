"""`python -m samples.generator -o FOLDER --seed N`: write all samples, or some, with their truth."""

import argparse
from pathlib import Path

from pipeline.store import completed, save
from samples.generator.build import Sample, build_sample, catalogue

SEED = 2026  # of the committed samples


def main() -> None:
    """Read the command line and write the samples."""
    parser = argparse.ArgumentParser(prog="python -m samples.generator", description="Make synthetic scanned reports.")
    parser.add_argument("-o", "--output", type=Path, default=Path("samples"), help="folder for samples and truth/")
    parser.add_argument("--seed", type=int, default=SEED, help=f"everything follows from it (default {SEED})")
    parser.add_argument("names", nargs="*", help="samples to make (default: all)")
    options = parser.parse_args()
    for entry in catalogue():
        if not options.names or entry["name"] in options.names:
            path = write_sample(build_sample(entry, options.seed), options.output)
            print(f"{path}  {path.stat().st_size / 1000:.0f} kB")


def write_sample(sample: Sample, folder: Path) -> Path:
    """Write a sample and its truth; gives the path of the sample."""
    path = folder / sample.file_name
    with completed(path) as part:
        part.write_bytes(sample.data)
    save(sample.truth, folder / "truth" / f"{sample.truth.name}.json")
    return path


if __name__ == "__main__":
    main()
