"""One entry of the catalogue becomes the bytes of its sample and its truth."""

import io
from dataclasses import dataclass
from random import Random
from typing import Any

from PIL import Image

from pipeline.evaluate.truth import Truth
from samples.generator.content import write_content
from samples.generator.degrade import Look, scan
from samples.generator.facts import read_facts
from samples.generator.form import lay_out
from samples.generator.layout import Galley
from samples.generator.mangle import MANGLERS, misread_word
from samples.generator.paint import paint_sheet
from samples.generator.pdffile import HiddenWord, scanned_pdf
from samples.generator.rows import rows_of
from samples.generator.scenario import Scenario, draw_scenario
from samples.generator.truth import make_truth, shown_as_pages, shown_as_text
from samples.generator.vector import vector_pdf


@dataclass(frozen=True)
class Sample:
    """A sample ready to be written."""

    file_name: str
    data: bytes
    truth: Truth


@dataclass(frozen=True)
class Draft:
    """A sample laid out but not yet shown."""

    entry: dict[str, Any]
    scenario: Scenario
    galley: Galley
    random: Random

    @property
    def look(self) -> Look:
        return Look(**self.entry.get("look", {}))


def catalogue() -> tuple[dict[str, Any], ...]:
    """The entries of all samples."""
    return tuple(read_facts("catalogue")["sample"])


def build_sample(entry: dict[str, Any], seed: int) -> Sample:
    """Make one sample; equal for equal seeds."""
    scenario = draw_scenario(entry, seed)
    content = write_content(scenario, seed)
    galley = lay_out(content, entry.get("size", 14))
    draft = Draft(entry, scenario, galley, Random(f"{seed}:{entry['name']}:{entry['form']}"))
    name = f"{entry['name']}.{SUFFIXES[entry['form']]}"
    if entry["form"] == "text":
        rows = rows_of(galley, entry["gap"])
        mangle = MANGLERS[entry["damage"]]
        data = "".join(mangle(row.text, draft.random) + "\n" for row in rows).encode()
        return Sample(name, data, make_truth(scenario, content, galley, shown_as_text(rows), 0.0))
    truth = make_truth(scenario, content, galley, shown_as_pages(galley, draft.look.dpi), draft.look.skew)
    return Sample(name, FORMS[entry["form"]](draft), truth)


def _scans(draft: Draft) -> list[Image.Image]:
    seal = " ".join(draft.scenario.agency["organ"])
    pages = []
    for sheet in draft.galley.sheets:
        page = paint_sheet(sheet, draft.look.dpi, seal, draft.random)
        pages.append(scan(page, draft.look, draft.random))
    return pages


def _pdf(draft: Draft) -> bytes:
    hidden = _hidden(draft) if draft.entry.get("hidden") else None
    return scanned_pdf(_scans(draft), draft.look.quality, hidden)


def _hidden(draft: Draft) -> list[list[HiddenWord]]:
    """The text layer that an English OCR engine left: every word misread, in its right place."""
    facts = read_facts("confusions")
    return [
        [
            HiddenWord(misread_word(word.text, draft.random, facts), word.x, word.baseline, word.width, word.size)
            for line in sheet.lines
            for word in line.words
        ]
        for sheet in draft.galley.sheets
    ]


def _vector(draft: Draft) -> bytes:
    return vector_pdf(draft.galley)


def _tiff(draft: Draft) -> bytes:
    first, *others = _scans(draft)
    out = io.BytesIO()
    dpi = (draft.look.dpi, draft.look.dpi)
    first.save(out, "TIFF", save_all=True, append_images=others, compression="group4", dpi=dpi)
    return out.getvalue()


def _jpeg(draft: Draft) -> bytes:
    out = io.BytesIO()
    _scans(draft)[0].save(out, "JPEG", quality=draft.look.quality, dpi=(draft.look.dpi, draft.look.dpi))
    return out.getvalue()


FORMS = {"scan": _pdf, "born-digital": _vector, "tiff": _tiff, "jpeg": _jpeg}
SUFFIXES = {"scan": "pdf", "born-digital": "pdf", "tiff": "tif", "jpeg": "jpg", "text": "txt"}
