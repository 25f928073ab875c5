"""A sample goes through the command line, as a user would do it; its output comes back as values."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.document import Document
from pipeline.report import Report
from pipeline.store import load


@dataclass(frozen=True)
class Output:
    """What the program made of a sample: `before` is the text as read, `text` as repaired, `failure` an error or ""."""

    before: str
    text: str
    document: Document
    report: Report
    seconds: float
    failure: str = ""


def run_sample(sample: Path, out: Path) -> Output:
    """Convert a scan; repair and extract a text. What fails scores as an empty output."""
    started = time.perf_counter()
    try:
        output = _text(sample, out) if sample.suffix == ".txt" else _scan(sample, out)
    except (RuntimeError, OSError, ValueError) as error:
        return Output("", "", Document(sample.name, "", ()), Report(), time.perf_counter() - started, str(error))
    return Output(*output, seconds=time.perf_counter() - started)


def _scan(sample: Path, out: Path) -> tuple[str, str, Document, Report]:
    command("convert", sample, "-o", out)
    document, report, text = read_folder(out, sample)
    before = "\f".join("".join(f"{line.raw}\n" for line in page.lines) for page in document.pages)
    return before, text, document, report


def _text(sample: Path, out: Path) -> tuple[str, str, Document, Report]:
    repaired = out / "repaired" / sample.name
    repaired.parent.mkdir(parents=True, exist_ok=True)
    command("repair", sample, "-o", repaired)
    command("extract", sample, "-o", out)
    document, report, _ = read_folder(out, sample)
    return sample.read_text(encoding="utf-8"), repaired.read_text(encoding="utf-8"), document, report


def read_folder(out: Path, sample: Path) -> tuple[Document, Report, str]:
    """Document, report and text from the folder of one document; it is named after the file, with or without suffix."""
    for name in (sample.stem, sample.name):
        folder = out / name
        if (folder / "document.json").is_file():
            text = (folder / "text.txt").read_text(encoding="utf-8")
            return load(Document, folder / "document.json"), load(Report, folder / "report.json"), text
    raise RuntimeError(f"There is no folder for {sample.name} in {out}.")


def command(*words: object) -> None:
    """Run a verb of the program. Raises RuntimeError with its message where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, words)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{words[0]} ended with {done.returncode}: {(done.stderr or done.stdout).strip()[-400:]}")
