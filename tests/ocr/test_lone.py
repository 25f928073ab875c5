import pytest
from drawn import blank, sheet, write

from pipeline.document import Box, Line, Word
from pipeline.ocr.lone import lone_marks

MIDDLE = 100  # mm from the left


@pytest.mark.parametrize("text", ["2", "12", "- 3 -"])
@pytest.mark.parametrize("top", [12, 275])
def test_a_page_number_in_the_top_or_bottom_margin_is_found(text: str, top: int) -> None:
    image = blank(200)
    write(image, 200, MIDDLE, top, text, 13)
    write(image, 200, 30, 60, "Điều 1. Phạm vi điều chỉnh")
    (place,) = lone_marks([], sheet(image), 1.0)
    assert MIDDLE - 1 < place.left / 200 * 25.4 < place.right / 200 * 25.4 < MIDDLE + 10
    assert top < place.top / 200 * 25.4 < place.bottom / 200 * 25.4 < top + 7


def test_places_are_those_of_the_page_before_it_was_scaled() -> None:
    image = blank(200)
    write(image, 200, MIDDLE, 12, "2", 13)
    (place,) = lone_marks([], sheet(image), 0.5)
    assert place.left / 400 * 25.4 == pytest.approx(MIDDLE, abs=1)


def test_lines_of_text_read_words_and_bodies_are_no_page_numbers() -> None:
    image = blank(200)
    write(image, 200, 60, 12, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12)
    write(image, 200, MIDDLE, 100, "2", 13)
    assert lone_marks([], sheet(image), 1.0) == []
    image = blank(200)
    write(image, 200, MIDDLE, 12, "2", 13)
    read = Line((Word("2", Box(770, 90, 830, 150), 0.9),))
    assert lone_marks([read], sheet(image), 1.0) == []
