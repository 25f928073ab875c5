from drawn import blank, pixels, write

from pipeline.document import Box, Cell, Grid, Line, Word
from pipeline.image import PageImage
from pipeline.ocr.again import Part
from pipeline.ocr.cells import doubtful_cells, unread_cells

LEFT, RIGHT = Box(200, 600, 500, 700), Box(500, 600, 900, 700)


def page(left: str, right: str) -> PageImage:
    """Two cells at 200 dpi, each with a text that begins 4 mm from its left edge."""
    image = blank(200)
    write(image, 200, 29.4, 79, left)
    write(image, 200, 67.5, 79, right)
    grid = Grid(Box(200, 600, 900, 700), (Cell(0, 0, 1, 1, LEFT), Cell(0, 1, 1, 1, RIGHT)))
    return PageImage(pixels(image), 1, 200, grids=(grid,))


def word(raw: str, cell: Box, conf: float = 0.9) -> Word:
    return Word(raw, Box(cell.left + 30, 618, cell.left + 280, 668), conf)


def doubtful(image: PageImage, *words: Word) -> list[Part]:
    return doubtful_cells([Line(words)], image, 1.0)


def test_cells_that_were_read_surely_are_left_alone() -> None:
    assert doubtful(page("Tổng số", "1.284"), word("Tổng số", LEFT), word("1.284", RIGHT)) == []


def test_a_cell_that_was_left_out_is_doubtful_and_an_empty_one_is_not() -> None:
    sure = word("Tổng số", LEFT)
    ((area, words),) = doubtful(page("Tổng số", "7"), sure)
    assert words == []
    assert RIGHT.left < area.left < area.right < RIGHT.right and RIGHT.top < area.top < area.bottom < RIGHT.bottom
    assert doubtful(page("Tổng số", ""), sure) == []


def test_unsure_tall_and_odd_words_make_a_cell_doubtful() -> None:
    image = page("Tổng số", "đồng")
    sure = (Word("Tổng", Box(230, 618, 350, 668), 0.9), Word("số", Box(350, 618, 480, 668), 0.9))
    for wrong in (word("đông", RIGHT, 0.5), word("@®)", RIGHT), Word("đồng", Box(530, 602, 780, 698), 0.9)):
        assert [part.words for part in doubtful(image, *sure, wrong)] == [[wrong]]


def test_short_cells_without_a_reading_that_is_printed() -> None:
    sure = word("Tổng số", LEFT)
    for image, words in ((page("Tổng số", "7"), [sure]), (page("Tổng số", "(5)"), [sure, word("@®)", RIGHT)])):
        (area,) = unread_cells([Line(tuple(words))], image, 1.0)
        assert RIGHT.left < area.left < area.right < RIGHT.right
    unsure = word("12", RIGHT, 0.5)
    assert unread_cells([Line((sure, unsure))], page("Tổng số", "12"), 1.0) == []
    assert unread_cells([], page("", "đã giải quyết xong"), 1.0) == []
