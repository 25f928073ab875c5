"""What the benchmark of reading counts."""

from pipeline.document import Box, Cell, Grid, Line, Page, Word
from tests.bench.read.score import Cells, Numbers, judge_cells, judge_numbers, window


def page(*lines: Line, grids: tuple[Grid, ...] = ()) -> Page:
    return Page(1, 1000, 1000, 100, lines, grids=grids)


def line(text: str, doubted: str = "", cell: tuple[int, int, int] | None = None) -> Line:
    box = Box(0, 0, 10, 10)
    words = tuple(Word(word, box, 0.9, doubt="digits" if word == doubted else None) for word in text.split())
    return Line(words, cell=cell)


def test_the_window_of_a_long_truth() -> None:
    assert window("một hai ba bốn năm sáu", "hai ba bôn năm") == "hai ba bốn năm"


def test_numbers_are_right_in_doubt_wrong_or_missed() -> None:
    truth = "tiếp nhận 1.284 hồ sơ, giải quyết 1.250, còn 34 hồ sơ, năm 2025"
    read = page(line("tiếp nhận 1.284 hồ sơ, giải quyết 1.2S0, còn 84 hồ sơ, năm", doubted="84"))
    assert judge_numbers(truth, read) == Numbers(right=1, doubted=1, wrong=1, missed=1, needless=0)


def test_cells_are_right_with_their_place() -> None:
    box = Box(0, 0, 10, 10)
    grids = (Grid(box, (Cell(0, 0, 1, 1, box), Cell(0, 1, 1, 1, box))),)
    truth = page(line("Tổng", cell=(0, 0, 0)), line("12", cell=(0, 0, 1)), grids=grids)
    swapped = page(line("Tổng", cell=(0, 0, 0)), line("13", cell=(0, 0, 1)), grids=())
    assert judge_cells(truth, truth) == Cells(2, 2, 1, 1, True)
    assert judge_cells(truth, swapped) == Cells(1, 2, 0, 1, False)
