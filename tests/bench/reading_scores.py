"""Score reading against truth: plain Tesseract beside ingest, clean and OCR, before any repair.

usage: reading_scores.py SCORER.py SCANS [NAME ...] [--pages N] [--only ours|plain] [--text-layer-ignored]

SCORER.py has score(truth, output, cut); SCANS holds real/, born-digital/ and truth/ (NAME.pN.txt is page N read by
eye; NAME.txt a typed copy of the whole document, whose pages from 2 on are scored against their best window).
"""

import argparse
import importlib.util
import os
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytesseract
from PIL import Image

from pipeline import ingest
from pipeline.clean import clean_page
from pipeline.config import CleanOptions, IngestOptions, OcrOptions
from pipeline.document import Document
from pipeline.image import PageImage
from pipeline.ocr import tesseract

MEASURES = ("ser", "cer", "found", "bare", "nums")
Read = Callable[[PageImage], str]


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ours(image: PageImage) -> str:
    page = tesseract(OcrOptions())(clean_page(image, CleanOptions()))
    return Document("", "", (replace(page, lines=tuple(x for x in page.lines if x.zone != "margin")),)).text


def plain(image: PageImage) -> str:
    """What `tesseract -l vie --psm 3 --dpi N` reads from the same pixels."""
    text: str = pytesseract.image_to_string(
        Image.fromarray(image.pixels), lang="vie", config=f"--psm 3 --dpi {image.dpi}"
    )
    return text


def tasks(scans: Path, names: list[str], most: int) -> Iterator[tuple[Path, int, Path, bool]]:
    """(file, page, truth, whether the truth is longer than the page)."""
    for truth in sorted((scans / "truth").glob("*.txt")):
        name, _, page = truth.stem.partition(".p")
        if names and name not in names:
            continue
        for folder in ("real", "born-digital"):
            path = scans / folder / f"{name}.pdf"
            if not path.exists():
                continue
            if page:
                yield path, int(page), truth, False
            else:
                for number in range(2, 2 + min(most, ingest.count_pages(path) - 2)):
                    yield path, number, truth, True


def seconds() -> float:
    """CPU time of this process and its children."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("scorer", type=Path)
    parser.add_argument("scans", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--pages", type=int, default=1, help="body pages of each typed document")
    parser.add_argument("--only", choices=("ours", "plain"))
    parser.add_argument("--save", type=Path, help="folder for what was read")
    args = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    scorer = load(args.scorer)
    readers: dict[str, Read] = {"plain": plain, "ours": ours}
    if args.only:
        readers = {args.only: readers[args.only]}
    rows: dict[tuple[str, str], list[dict[str, float]]] = {}
    for path, number, truth, cut in tasks(args.scans, args.names, args.pages):
        image = ingest.rasterise(path, number, IngestOptions())
        kind = "typed" if cut else "gold"
        for name, read in readers.items():
            before = seconds()
            text = read(image)
            cost = seconds() - before
            if args.save:
                (args.save / f"{path.stem}.p{number}.{name}.txt").write_text(text, encoding="utf-8")
            got = scorer.score(truth.read_text(encoding="utf-8"), text, cut)
            rows.setdefault((kind, name), []).append({**got, "cpu": cost})
            shown = "  ".join(f"{m} {got[m]:.4f}" for m in MEASURES)
            print(f"{path.stem + f'.p{number}':38} {name:5}  {shown}  cpu {cost:.1f}", flush=True)
    for (kind, name), scores in sorted(rows.items()):
        shown = "  ".join(f"{m} {sum(s[m] for s in scores) / len(scores):.4f}" for m in (*MEASURES, "cpu"))
        print(f"MEAN {kind} ({len(scores)}) {name:5}  {shown}")


if __name__ == "__main__":
    sys.exit(main())
