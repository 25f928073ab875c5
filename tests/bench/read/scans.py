"""Your own scans beside their truth: before repair, after it, and Tesseract alone.

The folder holds real/ and born-digital/ (PDFs and images) and truth/: NAME.pN.txt is page N as read by eye; NAME.txt a
typed copy of the whole document, whose pages from 2 on are scored against its best window. Pages of born-digital/ are
drawn as pixels; their truth is their text layer.
"""

import os
import resource
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

import pytesseract
from PIL import Image

from pipeline import ingest, repair
from pipeline.clean import clean_page, find_grids
from pipeline.config import CleanOptions, IngestOptions, OcrOptions, RepairOptions
from pipeline.document import Document, Page
from pipeline.evaluate import TextScore, score_text
from pipeline.image import PageImage
from pipeline.layout import with_grids
from pipeline.ocr import tesseract
from tests.bench.read.score import Cells, Numbers, judge_cells, judge_numbers, tell, text_of, window

Kind = Literal["gold", "typed", "born"]
# Highest error of syllables before and after repair, least share of syllables found before and after.
LIMITS: dict[Kind, tuple[float, float, float, float]] = {
    "gold": (0.06, 0.04, 0.965, 0.98),
    "typed": (0.045, 0.02, 0, 0),
    "born": (0.025, 0.012, 0, 0),
}
LEAST_LINES = 8  # a page of fewer tells little


@dataclass(frozen=True)
class Task:
    """A page and its truth: a text, or the page of the text layer with its tables."""

    kind: Kind
    path: Path
    number: int
    text: str
    page: Page | None = None

    @property
    def name(self) -> str:
        return f"{self.path.stem}.p{self.number}"


@dataclass(frozen=True)
class Row:
    """What became of a page; `plain` is Tesseract alone, where it was asked for; `seconds` of CPU for reading."""

    task: Task
    raw: TextScore
    repaired: TextScore
    numbers: Numbers
    cells: Cells
    plain: TextScore | None
    seconds: float
    prose: bool


def tasks(folder: Path, most: int) -> Iterator[Task]:
    """Pages with truth, `most` of a document."""
    for truth in sorted((folder / "truth").glob("*.txt")):
        name, _, page = truth.stem.partition(".p")
        path = next((folder / "real").glob(f"{name}.*"), None)
        if path:
            numbers = [int(page)] if page else range(2, min(2 + most, ingest.count_pages(path)))
            for number in numbers:
                yield Task("gold" if page else "typed", path, number, truth.read_text(encoding="utf-8"))
    for path in sorted((folder / "born-digital").glob("*.pdf")):
        yield from islice(_born(path), most)


def _born(path: Path) -> Iterator[Task]:
    for number, page in enumerate(ingest.pages(path, IngestOptions()), 1):
        if isinstance(page, Page) and len(page.lines) >= LEAST_LINES:
            ruled = with_grids(page, find_grids(ingest.draw(path, page, IngestOptions())))
            yield Task("born", path, number, text_of(ruled, raw=True), ruled)


def measure(chosen: Iterable[Task], beside_plain: bool) -> Iterator[Row]:
    """Read every page as `vanthu convert` does."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    read, models = tesseract(OcrOptions()), repair.load_models()
    for task in chosen:
        image = ingest.rasterise(task.path, task.number, IngestOptions())
        before = seconds()
        page = read(clean_page(image, CleanOptions()))
        cost = seconds() - before
        document = Document(task.name, "0" * 16, (page,))
        repaired = repair.repair_document(document, models, RepairOptions()).pages[0]
        truth = window(task.text, text_of(page, raw=True)) if task.kind == "typed" else task.text
        yield Row(
            task,
            score_text(truth, text_of(page, raw=True)),
            score_text(truth, text_of(repaired, raw=False)),
            judge_numbers(truth, repaired),
            judge_cells(task.page, repaired) if task.page and task.page.grids else Cells(),
            score_text(truth, plain(image)) if beside_plain else None,
            cost,
            not page.grids and not any(line.zone.startswith("foot") for line in page.lines),
        )


def plain(image: PageImage) -> str:
    """What `tesseract -l vie --psm 3 --dpi N` reads from the same pixels."""
    text: str = pytesseract.image_to_string(
        Image.fromarray(image.pixels), lang="vie", config=f"--psm 3 --dpi {image.dpi}"
    )
    return text


def seconds() -> float:
    """CPU time of this process and its children."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def as_line(row: Row) -> str:
    """A page in one line."""
    raw, repaired, numbers, cells = row.raw, row.repaired, row.numbers, row.cells
    shown = f"ser {100 * raw.ser:5.2f} → {100 * repaired.ser:5.2f}  found {raw.found:.3f} → {repaired.found:.3f}"
    beside = f"  plain {100 * row.plain.ser:5.2f} {row.plain.found:.3f}" if row.plain else ""
    marks = f"numbers {numbers.right}/{numbers.all}, {numbers.doubted} in doubt, {numbers.missed} missed"
    ruled = f"  cells {cells.right}/{cells.all}, numbers {cells.right_numbers}/{cells.numbers}" if cells.all else ""
    form = "" if row.prose else "  form"
    return f"{row.task.kind:5} {row.task.name:36} {shown}{beside}  {marks}{ruled}  {row.seconds:.1f} s{form}"


def as_table(rows: list[Row]) -> str:
    """Means of each kind of page, the numbers and cells of all; `!` where a limit is passed."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.task.kind].append(row)
        if row.prose and row.task.kind != "gold":
            groups[f"{row.task.kind}, prose only"].append(row)
    lines = [_summary(name, group) for name, group in sorted(groups.items())]
    lines += tell(sum((row.numbers for row in rows), Numbers()), [row.cells for row in rows if row.cells.all])
    return "\n".join(lines)


def _summary(name: str, rows: list[Row]) -> str:
    def mean(part: Callable[[Row], float]) -> float:
        return sum(map(part, rows)) / len(rows)

    found = (
        mean(lambda row: row.raw.ser),
        mean(lambda row: row.repaired.ser),
        mean(lambda row: row.raw.found),
        mean(lambda row: row.repaired.found),
    )
    limit = LIMITS[rows[0].task.kind]
    over = any(found[i] > limit[i] for i in (0, 1)) or any(found[i] < limit[i] for i in (2, 3))
    shown = f"ser {100 * found[0]:.2f} → {100 * found[1]:.2f} %  found {100 * found[2]:.2f} → {100 * found[3]:.2f} %"
    plain = [row.plain for row in rows if row.plain]
    beside = f"  Tesseract alone: ser {100 * sum(x.ser for x in plain) / len(plain):.2f} %" if plain else ""
    return f"{name} ({len(rows)} pages): {shown}{beside}{'  !' if over else ''}"


def chosen_tasks(folder: Path, names: list[str], most: int) -> Iterator[Task]:
    """Of the documents whose names begin so; of all without names."""
    for task in tasks(folder, most):
        if not names or any(task.name.startswith(name) for name in names):
            yield task
