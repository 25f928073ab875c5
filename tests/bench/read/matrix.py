"""The same pages with every damage, read with and without cleaning: the error of the characters in each cell."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from pipeline import ingest
from pipeline.clean import clean_page
from pipeline.config import CleanOptions, IngestOptions, OcrOptions
from pipeline.document import Page
from pipeline.evaluate import score_text
from pipeline.image import PageImage
from pipeline.ocr import tesseract
from samples.generator.build import catalogue
from samples.generator.content import write_content
from samples.generator.degrade import Look, scan
from samples.generator.form import lay_out
from samples.generator.layout import Galley
from samples.generator.paint import paint_sheet
from samples.generator.scenario import draw_scenario
from samples.generator.truth import shown_as_pages
from tests.bench.read.score import Cells, Numbers, judge_cells, judge_numbers, tell, text_of

SEED = 2027  # not that of samples/: other words and figures
LIMIT = 0.01  # of the characters, in every cell
# Each page: sample of the catalogue, sheet counted from 0.
PAGES = {"letter": ("commune-reform-colour-seal", 0), "signed": ("commune-reform-colour-seal", 1),
         "table": ("commune-economy-grey-table", 0)}  # fmt: skip


USUAL = Look(blur=0.6, noise=3.0)


@dataclass(frozen=True)
class Case:
    """One damage of one page: `suffix` is the file's, `tagged` whether the file states its resolution."""

    name: str
    page: str = "letter"
    look: Look = USUAL
    suffix: str = "png"
    tagged: bool = True
    sealed: bool = False


@dataclass(frozen=True)
class Row:
    """A case, the share of characters that is wrong with and without cleaning, and what became of numbers and cells."""

    case: Case
    cleaned: float
    bare: float
    numbers: Numbers
    cells: Cells


def cases() -> Iterator[Case]:
    """Every cell of the matrix."""
    bilevel = replace(USUAL, ink="bilevel", noise=10.0)
    for page in PAGES:
        yield Case("none", page)
        yield Case("black and white", page, bilevel)
        yield Case("skew 2", page, replace(USUAL, skew=2.0))
    for skew in (-0.5, 1.0, 3.0, -5.0, 7.0, 10.0):
        yield Case(f"skew {skew:g}", look=replace(USUAL, skew=skew))
    for page in ("letter", "table"):
        for turns in (1, 2, 3):
            yield Case(f"turned {90 * turns}", page, replace(USUAL, turns=turns))
    for shade in (60.0, 120.0, 160.0):
        yield Case(f"shade {shade:g}", look=replace(USUAL, shade=shade))
    for border in (20, 80):
        yield Case(f"border {border}", look=replace(USUAL, border=border))
    yield Case("border, black and white", look=replace(bilevel, border=60))
    yield Case("red seal", "signed", replace(USUAL, ink="colour"), sealed=True)
    yield Case("red seal, grey scan", "signed", sealed=True)
    yield Case("black seal", "signed", bilevel, sealed=True)
    for quality in (75, 40, 20):
        yield Case(f"JPEG {quality}", look=replace(USUAL, quality=quality), suffix="jpg")
    for through in (0.15, 0.3, 0.45):
        yield Case(f"bleed-through {through:.0%}", look=replace(USUAL, through=through))
    for specks in (200, 1000):
        yield Case(f"{specks} specks", look=replace(USUAL, specks=specks))
    for page in ("letter", "table"):
        for dpi in (100, 150, 200, 400, 600):
            yield Case(f"{dpi} dpi", page, replace(USUAL, dpi=dpi, blur=0.6 * dpi / 300))
    for dpi in (100, 200, 300):
        yield Case(f"{dpi} dpi, no tag", look=replace(USUAL, dpi=dpi, blur=0.6 * dpi / 300), tagged=False)


def measure(names: set[str], folder: Path) -> Iterator[Row]:
    """Read every case, or those named, twice; `folder` is for the files in between."""
    read = tesseract(OcrOptions())
    for case in cases():
        if names and case.name not in names:
            continue
        galley, sheet = _galley(PAGES[case.page][0]), PAGES[case.page][1]
        truth = shown_as_pages(galley, 300).pages[sheet]
        path = _draw(case, galley, sheet, folder / f"page.{case.suffix}")
        (image,) = ingest.pages(path, IngestOptions())
        assert isinstance(image, PageImage)
        cleaned, bare = (read(clean_page(image, CleanOptions(enabled=clean))) for clean in (True, False))
        wanted = text_of(truth, raw=True)
        yield Row(
            case,
            _error(wanted, cleaned),
            _error(wanted, bare),
            judge_numbers(wanted, cleaned),
            judge_cells(truth, cleaned) if truth.grids else Cells(),
        )


def _galley(name: str) -> Galley:
    entry = next(entry for entry in catalogue() if entry["name"] == name)
    return lay_out(write_content(draw_scenario(entry, SEED), SEED), entry.get("size", 14))


def _draw(case: Case, galley: Galley, sheet: int, path: Path) -> Path:
    random = Random(f"{SEED}:{case.page}")
    page = paint_sheet(galley.sheets[sheet], case.look.dpi, "ỦY BAN NHÂN DÂN" if case.sealed else "", random)
    drawn: Image.Image = scan(page, case.look, random)
    options: dict[str, Any] = {"dpi": (case.look.dpi, case.look.dpi)} if case.tagged else {}
    drawn.save(path, quality=case.look.quality, **options)
    return path


def _error(truth: str, page: Page) -> float:
    return score_text(truth, text_of(page, raw=True)).cer


def as_table(rows: list[Row]) -> str:
    """One line a case; `!` where the cleaned page reads worse than the limit, `-` where cleaning made it worse."""
    width = max(len(row.case.name) for row in rows)
    lines = [f"{'damage':{width}}  page    CER % cleaned  not cleaned"]
    for row in rows:
        marks = ("!" if row.cleaned > LIMIT else "") + ("-" if row.cleaned > row.bare else "")
        numbers = f"{100 * row.cleaned:13.2f}  {100 * row.bare:11.2f}"
        lines.append(f"{row.case.name:{width}}  {row.case.page:6}  {numbers}  {marks}".rstrip())
    over, worse = sum(row.cleaned > LIMIT for row in rows), sum(row.cleaned > row.bare for row in rows)
    lines.append(f"{over} of {len(rows)} above {LIMIT:.0%}; cleaning made {worse} worse")
    lines += tell(sum((row.numbers for row in rows), Numbers()), [row.cells for row in rows if row.cells.all])
    return "\n".join(lines)
