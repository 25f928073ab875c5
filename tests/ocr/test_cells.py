import numpy as np
from drawn import blank, pixels, write

from pipeline.document import Box, Cell, Grid, Line, Word
from pipeline.image import PageImage, Pixels
from pipeline.ocr.cells import AROUND, read_cells_again

LEFT, RIGHT = Box(200, 600, 500, 700), Box(500, 600, 900, 700)


def page(left: str, right: str) -> PageImage:
    """Two cells at 200 dpi, each with a text that begins 4 mm from its left edge."""
    image = blank(200)
    write(image, 200, 29.4, 79, left)
    write(image, 200, 67.5, 79, right)
    grid = Grid(Box(200, 600, 900, 700), (Cell(0, 0, 1, 1, LEFT), Cell(0, 1, 1, 1, RIGHT)))
    return PageImage(pixels(image), 1, 200, grids=(grid,))


def word(raw: str, cell: Box, conf: float = 0.9) -> Word:
    return Word(raw, Box(cell.left + 30, 620, cell.left + 280, 668), conf)


def again(lines: list[Line], image: PageImage, *texts: str, conf: float = 0.8) -> tuple[list[Line], list[Pixels]]:
    """The lines after every piece that was asked for was read as the next of the texts."""
    asked: list[Pixels] = []

    def read_each(pieces: list[Pixels]) -> list[list[Line]]:
        asked.extend(pieces)
        return [
            [Line((Word(text, Box(AROUND, AROUND, AROUND + 20, AROUND + 30), conf),))] if text else []
            for text, _ in zip(texts, pieces, strict=True)
        ]

    return read_cells_again(lines, image, 1.0, read_each), asked


def test_cells_that_were_read_surely_are_left_alone() -> None:
    lines = [Line((word("Tổng số", LEFT), word("1.284", RIGHT)))]
    assert again(lines, page("Tổng số", "1.284")) == (lines, [])


def test_a_cell_that_was_left_out_is_read_and_its_word_stands_in_it() -> None:
    image = page("Tổng số", "7")
    read, asked = again([Line((word("Tổng số", LEFT),))], image, "7")
    assert len(asked) == 1 and np.count_nonzero(asked[0] < 100)
    (added,) = read[1:]
    assert added.text == "7"
    box = added.words[0].box
    assert RIGHT.left < box.left and box.right < RIGHT.right and RIGHT.top < box.top and box.bottom < RIGHT.bottom


def test_the_surer_reading_is_taken_and_signs_that_nobody_prints_are_given_up() -> None:
    image = page("(5)", "đồng")
    lines = [Line((word("@®)", LEFT, 0.9), word("đông", RIGHT, 0.5)))]
    assert sorted(line.text for line in again(lines, image, "(5)", "đồng")[0]) == ["(5)", "đồng"]
    assert again(lines, image, "§)", "đòng", conf=0.4)[0] == lines
    assert again(lines, image, "", "")[0] == lines


def test_two_readings_with_other_digits_leave_a_doubt() -> None:
    lines = [Line((word("Tổng số", LEFT), word("1.234", RIGHT, 0.5)))]
    read, _ = again(lines, page("Tổng số", "1.284"), "1.284")
    assert [(w.raw, w.doubt) for line in read for w in line.words] == [("Tổng số", None), ("1.284", "digits")]


def test_an_empty_cell_is_not_read() -> None:
    lines = [Line((word("Tổng số", LEFT),))]
    assert again(lines, page("Tổng số", "")) == (lines, [])


def test_ink_that_was_read_twice_is_read_again() -> None:
    twice = [Line((word("Nội", RIGHT), Word("ội", Box(540, 625, 700, 665), 0.9), word("Tổng số", LEFT)))]
    read, asked = again(twice, page("Tổng số", "Nội"), "Nội")
    assert len(asked) == 1
    assert sorted(line.text for line in read) == ["Nội", "Tổng số"]
