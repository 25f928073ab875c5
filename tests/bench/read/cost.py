"""CPU time of `vanthu convert` over that of bare Tesseract, and of OCRmyPDF, on the same pages in the same run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from pipeline import ingest
from pipeline.config import IngestOptions

LIMITS = {"prose": 1.15, "tables": 1.60}  # over bare Tesseract
PEER_LIMIT = 0.35  # over ocrmypdf --force-ocr --deskew
MEMORY_LIMIT = 400.0  # MB a worker
COPIES = 12  # every file is converted so often: an archive's thousands of pages share the start of the program


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU a page, children counted; `memory` in MB is the most that one process of the conversion held."""

    name: str
    pages: int
    ours: float
    bare: float
    peer: float | None
    memory: float

    @property
    def over(self) -> bool:
        """Whether a limit is passed."""
        beside = self.ours / self.peer if self.peer else 0.0
        return self.ours / self.bare > LIMITS[self.name] or beside > PEER_LIMIT or self.memory > MEMORY_LIMIT


def measure(name: str, files: list[Path], folder: Path) -> Cost:
    """Convert copies of the files in one worker; then read their pages, rasterised, with Tesseract alone."""
    copies = [shutil.copy(file, folder / f"{n}-{file.name}") for file in files for n in range(COPIES)]
    out = folder / f"out-{name}"
    convert = [sys.executable, "-m", "pipeline", "convert", *map(str, copies), "-o", str(out), "--jobs", "1"]
    ours, memory = _run(convert)
    pages = list(_rasterised(files, folder))
    tesseract = [["tesseract", str(path), str(folder / "bare"), "-l", "vie", "--dpi", str(dpi)] for path, dpi in pages]
    bare = sum(_run(command)[0] for command in tesseract) / len(pages)
    return Cost(name, len(pages), ours / COPIES / len(pages), bare, _peer(files, len(pages), folder), memory)


def _rasterised(files: Iterable[Path], folder: Path) -> Iterable[tuple[Path, int]]:
    for file in files:
        for number in range(1, ingest.count_pages(file) + 1):
            image = ingest.rasterise(file, number, IngestOptions())
            path = folder / f"{file.stem}-{number}.png"
            Image.fromarray(image.pixels).save(path)
            yield path, image.dpi


def _peer(files: list[Path], pages: int, folder: Path) -> float | None:
    """Seconds a page of OCRmyPDF on the same files; None where it is not installed."""
    if not shutil.which("ocrmypdf"):
        return None
    options = ["ocrmypdf", "--force-ocr", "--deskew", "-l", "vie", "--jobs", "1", "--quiet"]
    return sum(_run([*options, str(file), str(folder / "peer.pdf")])[0] for file in files) / pages


def _run(command: list[str]) -> tuple[float, float]:
    """CPU seconds of a command and all its children, and the most memory that one of them held, in MB.

    Raises RuntimeError where it fails.
    """
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def as_table(costs: list[Cost]) -> str:
    """One line a set of files; `!` where a limit is passed."""
    lines = ["files    pages  CPU s/page  Tesseract alone  ratio  OCRmyPDF  ratio  MB a worker"]
    for cost in costs:
        peer = f"{cost.peer:8.2f}  {cost.ours / cost.peer:5.2f}" if cost.peer else f"{'-':>8}  {'-':>5}"
        lines.append(
            f"{cost.name:8} {cost.pages:5}  {cost.ours:10.2f}  {cost.bare:15.2f}  {cost.ours / cost.bare:5.2f}  "
            f"{peer}  {cost.memory:11.0f}{'  !' if cost.over else ''}"
        )
    return "\n".join(lines)
