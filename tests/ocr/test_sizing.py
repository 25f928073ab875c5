import numpy as np
import pytest
from drawn import blank, report, sheet, write

from pipeline.image import PageImage
from pipeline.ocr.sizing import LETTER_PIXELS, at_scale, letter_height, reading_scale


@pytest.mark.parametrize("dpi", [200, 300, 400])
def test_letters_of_a_page_are_read_at_one_height_whatever_its_resolution(dpi: int) -> None:
    image = sheet(report(dpi), dpi)
    small = at_scale(image, reading_scale(image))
    assert small.width < image.width
    assert abs(letter_height(small.pixels, small.dpi) / 25.4 * small.dpi - LETTER_PIXELS) <= 2
    assert small.dpi == pytest.approx(dpi * small.width / image.width, abs=1)


def test_small_print_is_reduced_less() -> None:
    small, usual = blank(300), blank(300)
    for i in range(20):
        write(small, 300, 30, 30 + 8 * i, "báo cáo kết quả thực hiện", 9)
        write(usual, 300, 30, 30 + 8 * i, "báo cáo kết quả thực hiện", 14)
    assert reading_scale(sheet(small, 300)) > 1.3 * reading_scale(sheet(usual, 300))


@pytest.mark.parametrize("dpi", [72, 120])
def test_a_page_is_never_enlarged(dpi: int) -> None:
    image = sheet(report(dpi), dpi)
    assert at_scale(image, reading_scale(image)).pixels.shape == image.pixels.shape


def test_an_empty_page_keeps_its_proportions_and_stays_white() -> None:
    image = PageImage(np.full((3508, 2480, 3), 255, dtype=np.uint8), 1, 300)
    small = at_scale(image, reading_scale(image))
    assert small.pixels.ndim == 2 and small.pixels.min() == 255
    assert small.width / small.height == pytest.approx(2480 / 3508, abs=0.001)
