"""The generator: equal seeds, equal bytes; truth that is true of what is drawn."""

import re
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image, ImageSequence
from pypdf import PdfReader

from pipeline.document import Box
from pipeline.evaluate import Truth
from pipeline.store import load
from samples.generator.__main__ import SEED, write_sample
from samples.generator.build import Sample, build_sample, catalogue
from samples.generator.content import write_content
from samples.generator.degrade import Look, scan
from samples.generator.form import lay_out
from samples.generator.layout import Galley
from samples.generator.paint import paint_sheet
from samples.generator.rows import rows_of
from samples.generator.scenario import Scenario, draw_scenario
from samples.generator.truth import make_truth, shown_as_pages, shown_as_text

SAMPLES = Path(__file__).parents[2] / "samples"
ENTRIES = {entry["name"]: entry for entry in catalogue()}
SMALL = "commune-economy-photo"


def laid_out(name: str) -> tuple[Scenario, Galley, Truth]:
    """A sample's truth without painting it."""
    entry = ENTRIES[name]
    scenario = draw_scenario(entry, SEED)
    content = write_content(scenario, SEED)
    galley = lay_out(content, entry.get("size", 14))
    look = entry.get("look", {})
    if entry["form"] == "text":
        shown = shown_as_text(rows_of(galley, entry["gap"]))
    else:
        shown = shown_as_pages(galley, look.get("dpi", 300))
    return scenario, galley, make_truth(scenario, content, galley, shown, look.get("skew", 0.0))


@pytest.mark.parametrize("name", [SMALL, "district-budget-born-digital", "export-mangled"])
def test_equal_seeds_give_equal_bytes(name: str, tmp_path: Path) -> None:
    once, twice = (write_sample(build_sample(ENTRIES[name], 7), tmp_path / run) for run in ("a", "b"))
    assert once.read_bytes() == twice.read_bytes()
    truths = [(tmp_path / run / "truth" / f"{name}.json").read_bytes() for run in ("a", "b")]
    assert truths[0] == truths[1]


@pytest.mark.parametrize("name", ENTRIES)
def test_committed_truth_is_what_the_generator_makes(name: str) -> None:
    assert load(Truth, SAMPLES / "truth" / f"{name}.json") == laid_out(name)[2]


@pytest.mark.parametrize("name", [name for name, entry in ENTRIES.items() if entry["form"] == "text"])
def test_committed_text_is_what_the_generator_makes(name: str) -> None:
    sample: Sample = build_sample(ENTRIES[name], SEED)
    assert (SAMPLES / sample.file_name).read_bytes() == sample.data
    assert len(sample.data.decode().splitlines()) == len(sample.truth.document.pages[0].lines)


def test_every_sample_is_committed_and_none_is_large() -> None:
    files = {path.stem: path for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".tif", ".jpg", ".txt"}}
    assert set(files) == set(ENTRIES)
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 6_000_000


@pytest.mark.parametrize("name", ENTRIES)
def test_figures_stand_where_the_truth_says(name: str) -> None:
    truth = laid_out(name)[2]
    for kpi in truth.kpis:
        page = truth.document.pages[kpi.page - 1]
        words = [word.raw for line in page.lines for word in line.words if _inside(word.box, kpi.box)]
        assert words and kpi.text.startswith(words[0].strip("(;:,.)")[: len(kpi.text)]), kpi


def _inside(inner: Box, outer: Box) -> bool:
    left, top, right, bottom = outer
    return left <= inner.left and top <= inner.top and inner.right <= right and inner.bottom <= bottom


def test_boxes_cover_the_ink() -> None:
    _, galley, truth = laid_out("commune-economy-grey-table")
    for sheet, page in zip(galley.sheets, truth.document.pages, strict=True):
        drawn = paint_sheet(sheet, page.dpi, "", Random(0))
        ink = np.asarray(drawn.convert("L")) < 128
        for rule in sheet.rules:
            left, top, right, bottom = (round(edge * page.dpi / 72) for edge in rule)
            ink[top - 1 : bottom + 2, left - 1 : right + 2] = False
        for word in (word for line in page.lines for word in line.words):
            left, top, right, bottom = word.box
            assert ink[top:bottom, left:right].any(), word
            ink[top - 1 : bottom + 1, left - 5 : right + 5] = False  # italic letters lean out of their advance width
        assert ink.sum() == 0, "ink outside all boxes"


@pytest.mark.parametrize("name", ENTRIES)
def test_figures_add_up_but_for_the_logged_fault(name: str) -> None:
    scenario, _, truth = laid_out(name)
    figures = scenario.figures
    sums = {  # by family: a figure and its parts
        "cchc": {
            "received": ("new", "carried"),
            "resolved": ("ontime", "late"),
            "asked": ("asked_before", "asked_new"),
        },
        "tthc": {"received": ("new", "carried"), "resolved": ("early", "ontime", "late")},
        "ktxh": {"sown": ("rice", "maize", "other"), "herd": ("cattle", "buffalo")},
        "budget": {"in": ("own", "shared", "balance", "target"), "out": ("invest", "recurrent", "reserve")},
        "petitions": {"received": ("carried", "new"), "visits": ("scheduled", "regular")},
    }[scenario.family.removesuffix("-short")]
    broken = [total for total, parts in sums.items() if figures[total] != sum(figures[part] for part in parts)]
    assert broken == [fault.split(":")[0] for fault in truth.faults]
    rate = {name: figures[name] for name in figures if name.endswith("_rate") and name != "in_change"}
    assert all(0 <= value <= 100 for value in rate.values())


def test_no_citation_is_younger_than_its_report() -> None:
    for name in ENTRIES:
        scenario, _, truth = laid_out(name)
        assert all(cited.issued_date is None or cited.issued_date <= scenario.issued for cited in truth.citations), name


def test_reports_end_as_the_decree_asks() -> None:
    for name in ENTRIES:
        text = laid_out(name)[2].text
        assert "./." in text and "Nơi nhận:" in text
        assert re.search(r"^\f?2$", text, re.MULTILINE) or name == SMALL


def embedded_words(path: Path) -> list[str]:
    return " ".join(page.extract_text() for page in PdfReader(path).pages).split()


def test_the_born_digital_text_layer_is_true() -> None:
    truth = laid_out("district-budget-born-digital")[2]
    assert sorted(embedded_words(SAMPLES / "district-budget-born-digital.pdf")) == sorted(truth.text.split())


def test_the_hidden_layer_is_as_long_as_the_truth_and_mangled() -> None:
    words = embedded_words(SAMPLES / "commune-reform-hidden-layer.pdf")
    true_words = laid_out("commune-reform-hidden-layer")[2].text.split()
    assert abs(len(words) - len(true_words)) < 0.05 * len(true_words)
    same = sum(a in set(true_words) for a in words)
    assert 0.1 < same / len(words) < 0.7


@pytest.mark.parametrize("name", [name for name, entry in ENTRIES.items() if entry["form"] != "text"])
def test_committed_pages_have_the_size_of_the_truth(name: str) -> None:
    pages = load(Truth, SAMPLES / "truth" / f"{name}.json").document.pages
    (path,) = SAMPLES.glob(f"{name}.*")
    if path.suffix == ".pdf":
        assert len(PdfReader(path).pages) == len(pages)
        images = [image.image for page in PdfReader(path).pages for image in page.images]
    else:
        with Image.open(path) as opened:
            images = [frame.copy() for frame in ImageSequence.Iterator(opened)]
            assert round(opened.info["dpi"][0]) == pages[0].dpi
    sizes = [(image.width, image.height) for image in images if image]
    assert sizes in ([(page.width, page.height) for page in pages], [])


def test_a_turned_sheet_and_print_from_the_back() -> None:
    page = Image.new("L", (60, 40), 255)
    page.putpixel((5, 10), 0)
    clean = Look(blur=0.0, noise=0.0)
    assert scan(page, Look(blur=0.0, noise=0.0, turns=1), Random(0)).size == (40, 60)
    front = np.asarray(scan(page, clean, Random(0)), dtype=int)
    both = np.asarray(scan(page, Look(blur=0.0, noise=0.0, through=0.5), Random(0)), dtype=int)
    assert both[10, 5] == front[10, 5]
    assert both[10, 54] < front[10, 54] - 2  # mirrored and faint
