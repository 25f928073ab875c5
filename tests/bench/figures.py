"""`python -m tests.bench.figures [DATA]`: how right metadata, sections, citations, figures, cells and checks are.

On gold text, on clean scans and on bad scans; of synthetic reports of every family, and, where DATA is given, of the
real documents whose figures stand in gold/. One half of the documents may be tuned on, the other reports; both are
printed. Then the speed of parsing a million characters. `--show` prints every mistake of a half.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Literal

from pypdf import PdfWriter

from pipeline.config import ParseOptions
from pipeline.document import Document, document_from_text
from pipeline.evaluate import PARTS, Comparison, Tally, Truth, compare, list_mistakes, read_gold, read_truth
from pipeline.parse import parser
from pipeline.report import Report
from pipeline.store import load
from samples.generator.__main__ import write_sample
from samples.generator.build import build_sample
from samples.generator.content import write_content
from samples.generator.draw import draw_entry
from samples.generator.form import lay_out
from samples.generator.scenario import draw_scenario
from samples.generator.truth import make_truth, shown_as_pages

GOLD = Path(__file__).parent / "gold"
Look = Literal["gold text", "clean scans", "bad scans"]
Half = Literal["tune", "report"]
LOOKS: tuple[Look, ...] = ("gold text", "clean scans", "bad scans")
FAMILIES = ("cchc", "tthc", "ktxh", "budget", "petitions")
SEEDS: dict[Half, tuple[int, ...]] = {"tune": (11, 12, 13), "report": (21, 22, 23)}
CLEAN = {"ink": "colour", "dpi": 300, "skew": 0.2, "blur": 0.6, "noise": 2.0, "quality": 60}
BAD = (
    {"ink": "bilevel", "dpi": 200, "skew": 1.2, "blur": 0.4, "noise": 14.0, "specks": 60},
    {"ink": "grey", "dpi": 150, "skew": -0.7, "blur": 0.4, "noise": 6.0, "shade": 50.0, "border": 14, "quality": 60},
)
MILLION = 1_000_000


@dataclass(frozen=True)
class Case:
    """A document to measure: its truth, and the document itself or the file to convert."""

    name: str
    half: Half
    look: Look
    truth: Truth
    document: Document | None = None
    file: Path | None = None
    source: Literal["synthetic", "real"] = "synthetic"


@dataclass(frozen=True)
class Scored:
    """What became of a case."""

    case: Case
    report: Report
    compared: Comparison
    parsing: float = 0.0  # seconds, of a scan
    converting: float = 0.0  # seconds for the same pages from file to files


def main() -> None:
    """Measure and print."""
    options = arguments()
    looks = tuple(options.look or LOOKS)
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(options.keep or passing)
        cases = [*synthetic(folder / "in", looks), *(real(options.data, folder / "in") if options.data else ())]
        wanted = [case for case in cases if case.look in looks and (not options.name or case.name in options.name)]
        scored = list(score(wanted, folder / "out"))
    print(table(scored))
    for each in scored:
        if each.case.half == options.show:
            print(f"{each.case.name} ({each.case.look})")
            print("".join(f"  {line}\n" for line in list_mistakes(each.case.truth, each.report, each.compared)), end="")
    print(cost(scored), end="")
    print(speed())


def arguments() -> argparse.Namespace:
    """The command line."""
    parse = argparse.ArgumentParser(prog="python -m tests.bench.figures", description="Measure what was found.")
    parse.add_argument("data", nargs="?", type=Path, help="folder of the real documents that gold/index.toml names")
    parse.add_argument("--look", action="append", choices=LOOKS)
    parse.add_argument("--name", action="append", help="only this document")
    parse.add_argument("--show", choices=("tune", "report"), help="print every mistake of a half")
    parse.add_argument("--keep", type=Path, metavar="FOLDER", help="leave scans and what was made of them here")
    return parse.parse_args()


def synthetic(folder: Path, looks: tuple[Look, ...]) -> Iterator[Case]:
    """Reports of every family and seed: as text for each seed, as a clean and a bad scan for the first of each half."""
    for half, seeds in SEEDS.items():
        for number, family in enumerate(FAMILIES):
            for seed in seeds:
                yield as_text(family, seed, half)
            for look, shape in (("clean scans", CLEAN), ("bad scans", BAD[number % len(BAD)])):
                if look in looks:
                    sample = build_sample(draw_entry(family, seeds[0], shape), seeds[0])
                    sample = replace(sample, file_name=f"{look.partition(' ')[0]}-{sample.file_name}")
                    yield Case(sample.file_name, half, look, sample.truth, file=write_sample(sample, folder))


def as_text(family: str, seed: int, half: Half) -> Case:
    """A report as it was laid out: every word right and in its place."""
    entry = draw_entry(family, seed)
    scenario = draw_scenario(entry, seed)
    content = write_content(scenario, seed)
    galley = lay_out(content, entry["size"])
    truth = make_truth(scenario, content, galley, shown_as_pages(galley, 300), 0.0)
    return Case(entry["name"], half, "gold text", truth, document=truth.document)


def real(data: Path, folder: Path) -> Iterator[Case]:
    """The documents of gold/index.toml, in every form that it names: text, born-digital, clean and bad scans."""
    forms: dict[str, Look] = {"digital": "gold text", "clean": "clean scans", "bad": "bad scans"}
    for row in tomllib.loads((GOLD / "index.toml").read_text(encoding="utf-8"))["document"]:
        truth = read_truth(GOLD / f"{row['name']}.toml")
        needed = (*row.get("text", ()), *(row[form] for form in forms if form in row))
        absent = [name for name in needed if not (data / name).exists()]
        if absent:
            print(f"{row['name']} is left out: {data} has no {', '.join(absent)}", file=sys.stderr)
            continue
        if "text" in row:
            text = between("\n".join(gold_text(data / name) for name in row["text"]), row)
            yield Case(
                row["name"],
                row["half"],
                "gold text",
                truth,
                document=document_from_text(text, row["name"]),
                source="real",
            )
        for form, look in forms.items():
            if form in row:
                file = folder / f"{form}-{row['name']}{Path(row[form]).suffix}"
                bring(data / row[form], file, row.get("leaves", ()))
                yield Case(file.name, row["half"], look, truth, file=file, source="real")


def bring(original: Path, file: Path, leaves: Sequence[int]) -> None:
    """A file as it is, or the pages of it that the truth covers, counted from 1."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    if not leaves:
        file.symlink_to(original.resolve())
        return
    cut = PdfWriter()
    cut.append(str(original), pages=[leaf - 1 for leaf in leaves], import_outline=False)
    cut.write(file)


def between(text: str, row: dict[str, str]) -> str:
    """The part of a text that the truth covers."""
    since, until = text.find(row.get("since", "")), text.find(row["until"]) if "until" in row else len(text)
    return text[since:until]


def gold_text(path: Path) -> str:
    """A transcription; of gold lines the first of two right readings."""
    text = path.read_text(encoding="utf-8")
    return "\n".join(read_gold(text).values()) if path.suffix == ".tsv" else text


def score(cases: Iterable[Case], out: Path) -> Iterator[Scored]:
    """Parse the documents that are there, convert the others, compare."""
    cases = list(cases)
    parse = parser(ParseOptions())
    files = [case.file for case in cases if case.file]
    if files:
        convert(files, out)
    for case in cases:
        if case.document:
            report = parse(case.document)
            yield Scored(case, report, compare(case.truth, case.document, report))
            continue
        assert case.file is not None
        document = load(Document, out / case.file.stem / "document.json")
        started = time.process_time()
        report = parse(document)
        took = time.process_time() - started
        compared = compare(case.truth, document, report)
        if all(page.source == "ocr" for page in document.pages):
            yield Scored(case, report, compared, took, seconds(out)[case.file.stem])
        else:
            yield Scored(case, report, compared)


def seconds(out: Path) -> dict[str, float]:
    """How long each document took, by the manifest."""
    rows = (json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["name"]: row["seconds"] for row in rows}


def cost(scored: list[Scored]) -> str:
    """What parsing costs beside everything else that is done to the same scans."""
    parsing, converting = (sum(getattr(each, name) for each in scored) for name in ("parsing", "converting"))
    return (
        f"parsing the scans: {parsing:.2f} s of {converting:.0f} s = {100 * parsing / converting:.2f} %\n"
        if converting
        else ""
    )


def convert(files: list[Path], out: Path) -> None:
    """All scans and texts through the command line, on two cores."""
    words = [sys.executable, "-m", "pipeline", "extract", *map(str, files), "-o", str(out), "--jobs", "2"]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"OMP_THREAD_LIMIT": "1"})


def table(scored: list[Scored]) -> str:
    """Precision, recall and F1 of every part by look, source and half; emitted values that are wrong, and unflagged.

    Synthetic and real documents stand apart: the first are many and regular, and would hide the others.
    """
    rows = [("", "source", "half", *PARTS, "wrong values")]
    for look, source, half in product(LOOKS, ("synthetic", "real"), SEEDS):
        place = (look, source, half)
        here = [each.compared for each in scored if (each.case.look, each.case.source, each.case.half) == place]
        if here:
            rows.append((look, source, f"{half} ({len(here)})", *_cells(here)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _cells(compared: list[Comparison]) -> Iterator[str]:
    for part in PARTS:
        total = sum((each.tallies[part] for each in compared), Tally(0, 0, 0))
        shown = f"{100 * total.precision:.1f}/{100 * total.recall:.1f}/{100 * total.f1:.1f} of {total.expected}"
        yield shown if total.expected or total.found else "-"
    values = sum((each.values for each in compared), Tally(0, 0, 0))
    unseen = sum(each.unseen for each in compared)
    yield (
        f"{values.found - values.right}/{values.found} = {100 * (1 - values.precision):.2f} %, "
        f"{unseen} unflagged = {100 * unseen / max(1, values.found):.2f} %"
    )


def speed() -> str:
    """Seconds for a million characters of our reports: as many documents, and as one."""
    documents = [as_text(family, seed, "tune").truth.document for family in FAMILIES for seed in SEEDS["tune"]]
    parse = parser(ParseOptions())
    parse(documents[0])
    start, read = time.process_time(), 0
    while read < MILLION:
        for document in documents:
            parse(document)
            read += len(document.text)
    many = (time.process_time() - start) * MILLION / read
    text = "\n".join(document.text for document in documents)
    one = document_from_text(text * (MILLION // len(text) + 1), "long")
    start = time.process_time()
    parse(one)
    whole = (time.process_time() - start) * MILLION / len(one.text)
    return f"parsing a million characters: {many:.1f} s as many documents, {whole:.1f} s as one document"


if __name__ == "__main__":
    main()
