import pytest

from pipeline.document import Box, Line, Word
from pipeline.ocr.covered import arrival_stamps, mark_covered

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


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("CÔNG VĂN ĐẾN", True),
        ("Số: Ngày: Chuyển:", True),
        ("Sô Nqày: Ngay:", True),
        ("Số báo danh", False),
        ("MẬT", False),
    ],
)
def test_a_frame_is_a_stamp_of_arrival_by_its_words(words: str, found: bool) -> None:
    frame = Box(100, 100, 400, 200)
    inside = [Word(raw, Box(110 + 60 * i, 120, 150 + 60 * i, 140), 0.9) for i, raw in enumerate(words.split())]
    outside = Word("đến", Box(500, 120, 540, 140), 0.9)
    assert arrival_stamps([Line((*inside, outside))], (frame,)) == ((frame,) if found else ())


def test_what_stands_in_a_stamp_of_arrival_alone_is_no_body() -> None:
    stamp, inside = Box(100, 100, 400, 200), Box(340, 150, 390, 180)
    near, far = Box(402, 150, 500, 180), Box(450, 150, 500, 180)
    read = mark_covered([line(inside), line(inside, near), line(inside, far)], (), (stamp,))
    assert [x.zone for x in read] == ["margin", "body", "margin", "body"]
    assert [[w.doubt for w in x.words] for x in read] == [["covered"], ["covered", None], ["covered"], [None]]


@pytest.mark.parametrize(("conf", "found"), [(0.4, True), (0.9, False)])
def test_a_frame_that_is_written_in_by_hand_is_a_stamp(conf: float, found: bool) -> None:
    frame = Box(100, 100, 400, 200)
    assert bool(arrival_stamps([line(Box(110, 120, 150, 140), conf=conf)], (frame,))) is found
