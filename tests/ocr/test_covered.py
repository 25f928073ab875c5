import pytest

from pipeline.document import Box, Line, Word
from pipeline.ocr.covered import mark_covered

SEAL = Box(100, 100, 300, 300)


def line(*boxes: Box, conf: float = 0.9) -> Line:
    return Line(tuple(Word("chữ", box, conf) for box in boxes))


@pytest.mark.parametrize(
    ("box", "covered"),
    [
        (Box(150, 150, 200, 180), True),
        (Box(20, 190, 110, 210), True),  # its end lies under the rim
        (Box(60, 100, 115, 115), False),  # in the corner of the seal's box, outside its ring
        (Box(400, 190, 500, 210), False),
    ],
)
def test_words_under_the_ring_are_covered(box: Box, covered: bool) -> None:
    (read,) = mark_covered([line(box)], (SEAL,))
    assert (read.words[0].doubt == "covered") is covered
    assert read.zone == "body"


def test_a_stamp_covers_its_corners_too() -> None:
    (read,) = mark_covered([line(Box(100, 100, 120, 110))], (Box(100, 100, 300, 180),))
    assert read.words[0].doubt == "covered"


def test_a_number_in_doubt_keeps_its_doubt() -> None:
    word = Word("12", Box(150, 150, 200, 180), 0.4, doubt="digits")
    (read,) = mark_covered([Line((word,))], (SEAL,))
    assert read.words == (word,)


def test_what_is_read_from_the_seal_alone_stands_in_the_margin() -> None:
    inside, beside = Box(150, 150, 200, 180), Box(320, 150, 400, 180)
    zones = [read.zone for read in mark_covered([line(inside, conf=0.3), line(inside, beside, conf=0.3)], (SEAL,))]
    assert zones == ["margin", "body"]


def test_pages_without_seals_stay() -> None:
    lines = (line(Box(150, 150, 200, 180)),)
    assert mark_covered(lines, ()) == lines
