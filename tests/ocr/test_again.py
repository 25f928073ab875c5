import numpy as np
import pytest

from pipeline.document import Box, Line, Word
from pipeline.image import Pixels
from pipeline.ocr.again import AROUND, Part, read_parts_again

PAPER = np.full((200, 400), 255, dtype=np.uint8)
AREA = Box(100, 20, 300, 60)


def word(raw: str, conf: float = 0.9, box: Box = AREA) -> Word:
    return Word(raw, box, conf)


def again(old: list[Word], text: str, conf: float = 0.8) -> list[Word]:
    """The words of a part, and one beside it, after the part was read as `text`."""
    beside = word("bên cạnh", 0.9, Box(320, 20, 390, 60))

    def read_each(pieces: list[Pixels]) -> list[list[Line]]:
        assert [piece.shape for piece in pieces] == [(20 + 2 * AROUND, 100 + 2 * AROUND)]
        return [[Line((Word(text, Box(AROUND, AROUND, AROUND + 50, AROUND + 10), conf),))] if text else []]

    lines = read_parts_again([Line((*old, beside))], [Part(AREA, old)], PAPER, 0.5, read_each)
    found = [word for line in lines for word in line.words]
    assert beside in found
    return [word for word in found if word is not beside]


@pytest.mark.parametrize(
    ("old", "old_conf", "new", "conf", "kept"),
    [
        ("đông", 0.5, "đồng", 0.8, "đồng"),
        ("đồng", 0.9, "đông", 0.8, "đồng"),
        ("đồng", 0.5, "", 0.9, "đồng"),
        ("@®)", 0.9, "(5)", 0.6, "(5)"),  # signs that nobody prints
        ("(5", 0.9, "(5)", 0.6, "(5)"),
        ("s", 0.9, "5", 0.6, "5"),
        ("(5)", 0.5, "§)", 0.9, "(5)"),
        ("§)", 0.9, "@)", 0.5, "§)"),
    ],
)
def test_the_surer_reading_stays(old: str, old_conf: float, new: str, conf: float, kept: str) -> None:
    assert [word.raw for word in again([word(old, old_conf)], new, conf)] == [kept]


def test_what_was_not_read_is_added_where_it_stands() -> None:
    (added,) = again([], "7")
    assert (added.raw, added.box) == ("7", Box(100, 20, 200, 40))
    assert again([], "7", 0.2) == []


def test_ink_that_was_read_twice_is_given_up() -> None:
    twice = [word("Nội", 0.95, Box(100, 20, 160, 60)), word("ội", 0.95, Box(120, 25, 165, 60))]
    assert [word.raw for word in again(twice, "Nội", 0.7)] == ["Nội"]


def test_two_readings_with_other_digits_leave_a_doubt() -> None:
    assert [(word.raw, word.doubt) for word in again([word("1.234", 0.5)], "1.284")] == [("1.284", "digits")]
    assert [(word.raw, word.doubt) for word in again([word("15", 0.9)], "18", 0.85)] == [("15", "digits")]
    assert [(word.raw, word.doubt) for word in again([word("1.284", 0.5)], "1.284,")] == [("1.284,", None)]


def test_without_parts_nothing_is_read() -> None:
    lines = [Line((word("đồng"),))]

    def read_each(pieces: list[Pixels]) -> list[list[Line]]:
        raise AssertionError

    assert read_parts_again(lines, [], PAPER, 0.5, read_each) is lines
