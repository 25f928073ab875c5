"""The picture of what was read: every mark where it belongs, nothing of the page hidden."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline import export
from pipeline.config import ImageOptions
from pipeline.document import Box, Cell, Document, Fix, Grid, Line, Page, Step, Word
from pipeline.export.overlay import DOUBTFUL, DPI, LEGEND, POOR, REPAIRED, SEAL, SURE, TABLE, ZONE, overlay
from pipeline.image import PageImage
from pipeline.signature import Signature

WORD = Word("87", Box(400, 400, 600, 460), 0.95)
PAGE = Page(1, 800, 1000, 300, (Line((WORD,)),))
WHITE = np.full((1000, 800), 255, dtype=np.uint8)
SCALE = DPI / PAGE.dpi


def drawn(page: Page) -> np.ndarray:
    """The picture without its legend."""
    return np.asarray(overlay(page, WHITE))[2 * LEGEND :]


def at(picture: np.ndarray, x: float, y: float) -> tuple[int, ...]:
    return tuple(int(level) for level in picture[round(y * SCALE), round(x * SCALE)])


def with_word(**changes: object) -> Page:
    return replace(PAGE, lines=(Line((replace(WORD, **changes),)),))  # type: ignore[arg-type]


@pytest.mark.parametrize(("conf", "colour"), [(1.0, SURE), (0.9, SURE), (0.89, DOUBTFUL), (0.6, DOUBTFUL), (0.1, POOR)])
def test_the_outline_of_a_word_says_how_sure_its_reading_is(conf: float, colour: tuple[int, ...]) -> None:
    picture = drawn(with_word(conf=conf))
    assert at(picture, 400, 430) == colour
    filled = at(picture, 500, 430) != (255, 255, 255)
    assert filled == (colour is not SURE)


def test_a_repaired_word_has_a_line_below() -> None:
    assert at(drawn(with_word(fix=Fix("88", "spelling", 0.9))), 500, 462) == REPAIRED
    assert at(drawn(PAGE), 500, 462) != REPAIRED


def test_a_seal_is_framed_and_the_words_under_it_are_crossed() -> None:
    seal = Box(300, 300, 500, 430)
    picture = drawn(replace(PAGE, seals=(seal,)))
    assert at(picture, 300, 350) == SEAL
    assert at(picture, 500, 430) == SEAL  # the cross through the word
    apart = drawn(replace(PAGE, seals=(Box(10, 10, 100, 100),)))
    assert at(apart, 500, 430) == (255, 255, 255)


def test_cells_and_zones_are_framed() -> None:
    cells = (Cell(0, 0, 1, 1, Box(100, 600, 300, 700)), Cell(0, 1, 1, 1, Box(300, 600, 500, 700)))
    picture = drawn(replace(PAGE, grids=(Grid(Box(100, 600, 500, 700), cells),)))
    assert at(picture, 300, 650) == TABLE
    blue = np.all(np.abs(picture.astype(int) - ZONE) < 90, axis=2)
    assert blue.any()


def test_a_number_from_a_signature_field_is_written_in() -> None:
    field = Signature(1, PAGE.points(WORD.box), "87", "", "")
    written = np.asarray(overlay(PAGE, WHITE, (field,))) != np.asarray(overlay(PAGE, WHITE))
    assert written.any()
    elsewhere = Signature(2, field.place, "87", "", "")
    assert np.array_equal(np.asarray(overlay(PAGE, WHITE, (elsewhere,))), np.asarray(overlay(PAGE, WHITE)))


def test_page_and_legend_have_their_own_places() -> None:
    picture = overlay(replace(PAGE, steps=(Step("deskew", "angle 1.20"),)), WHITE)
    assert picture.size == (400, 500 + 2 * LEGEND)
    assert (np.asarray(picture)[: 2 * LEGEND] < 128).any()


def test_images_are_named_by_page_and_step(tmp_path: Path) -> None:
    images = export.Images(tmp_path, ImageOptions(overlay=True, steps=True))
    scan = PageImage(WHITE, 12, 300)
    for image in (scan, replace(scan, steps=(Step("shade", "paper down to 40%"),))):
        images.keep_step(image)
    images.keep_page(scan)
    images.draw_overlays(Document("d", "", (replace(PAGE, number=12), replace(PAGE, number=13))))
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.png"))
    assert found == ["images/p0012-0-scan.png", "images/p0012-1-shade.png", "overlay/p0012.png"]
    with Image.open(tmp_path / "images" / "p0012-1-shade.png") as kept:
        assert kept.size == (800, 1000)


def test_nothing_is_written_that_nobody_asked_for(tmp_path: Path) -> None:
    images = export.Images(tmp_path, ImageOptions())
    images.keep_step(PageImage(WHITE, 1, 300))
    images.keep_page(PageImage(WHITE, 1, 300))
    images.draw_overlays(Document("d", "", (PAGE,)))
    assert not list(tmp_path.iterdir())
