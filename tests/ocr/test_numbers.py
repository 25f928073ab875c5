import numpy as np
import pytest

from pipeline.document import Box, Line, Word
from pipeline.ocr.numbers import CONF_IN_DOUBT, cross_checked

PAGE = np.full((200, 400), 255, dtype=np.uint8)


def line(*words: tuple[str, int], conf: float = 0.95) -> Line:
    return Line(tuple(Word(raw, Box(left, 10, left + 40, 30), conf) for raw, left in words))


def checked(first: Line, answers: dict[int, str]) -> list[Word]:
    """The words of `first` after a second reading that sees `answers[n]` in the place of the n-th number."""
    places: list[Box] = []

    def read_again(sheet: np.ndarray) -> list[Line]:
        # Numbers stand side by side, 30 pixels apart, with 4 pixels around each.
        for n in range(len([w for w in first.words if any(c.isdigit() or c in "§ŠS@" for c in w.raw)])):
            places.append(Box(34 + n * 78, 16, 74 + n * 78, 36))
        assert sheet.shape[1] > places[-1].right
        return [Line((Word(text, places[n], 0.9),)) for n, text in answers.items()]

    (read,) = cross_checked([first], PAGE, 1.0, read_again)
    return list(read.words)


@pytest.mark.parametrize(
    ("first", "second", "doubtful"),
    [
        ("1.284", "1.284", False),
        ("1.284", "1.234", True),
        ("1.284", "1284", False),  # the second model loses points often
        ("1284", "1.284", True),
        ("9,650", "9.650", True),
        ("1.250,5", "1250,5", False),
        ("01", "OI", False),
        ("KO1", "K01", True),
        ("CO2", "CO2", False),
        ("4,1.4", "4,1.4", True),
        ("(@)", "3", True),
        ("1@mail.vn", "1@mail.vn", False),
        ("8", "B", True),
        ("87/BC-UBND", "87/BC-UBND", False),
        ("225-CV/ĐU", "225-CV/DU", False),
        ("97,35", "97,35%", False),
        ("15/3/2020", "15/8/2020", True),
        ("§", "8", True),
        ("§", "", True),  # no report prints the sign
        ("Š", "5", True),
        ("S", "S", True),
        ("O4", "O4", True),
        ("CO2", "CO2", False),
        ("7", "", False),  # lone digits are left out often: here the first reading was sure
    ],
)
def test_numbers_that_two_readings_disagree_on_are_in_doubt(first: str, second: str, doubtful: bool) -> None:
    (word,) = checked(line((first, 50)), {0: second} if second else {})
    assert word.raw == first
    assert (word.doubt == "digits") is doubtful
    assert word.conf == (CONF_IN_DOUBT if doubtful else 0.95)


@pytest.mark.parametrize(("conf", "second", "doubtful"), [(0.6, "45", True), (0.8, "45", False), (0.8, "", True)])
def test_an_unsure_reading_is_in_doubt_too(conf: float, second: str, doubtful: bool) -> None:
    (word,) = checked(line(("45", 50), conf=conf), {0: second} if second else {})
    assert (word.doubt == "digits") is doubtful


def test_only_numbers_are_looked_at_and_each_by_its_own_place() -> None:
    words = checked(line(("tăng", 10), ("12,5", 60), ("so", 120), ("45", 180)), {0: "12,5", 1: "46"})
    assert [word.doubt for word in words] == [None, None, None, "digits"]
    assert [word.raw for word in words] == ["tăng", "12,5", "so", "45"]


@pytest.mark.parametrize(
    ("before", "strokes", "doubtful"),
    [("tháng", "II", True), ("tháng", "IÌ", True), ("Khoản", "I,", True), ("Phần", "II", False), ("ngày", "lễ", False)],
)
def test_strokes_where_a_figure_stands_are_in_doubt(before: str, strokes: str, doubtful: bool) -> None:
    *_, word, _ = checked(line((before, 10), (strokes, 60), ("2015", 120)), {0: "2015"})
    assert word.raw == strokes
    assert (word.doubt == "digits") is doubtful


def test_a_page_without_numbers_is_not_read_again() -> None:
    def never(sheet: np.ndarray) -> list[Line]:
        raise AssertionError

    first = line(("báo", 10), ("cáo", 60))
    assert cross_checked([first], PAGE, 1.0, never) == [first]


@pytest.mark.parametrize(
    ("seen", "conf", "added"), [("2", 0.9, ["2"]), ("-12-", 0.9, ["-12-"]), ("2", 0.5, []), ("u", 0.9, [])]
)
def test_a_number_that_only_the_second_reading_finds_is_added(seen: str, conf: float, added: list[str]) -> None:
    place = Box(200, 10, 215, 30)
    read = cross_checked([], PAGE, 1.0, lambda sheet: [Line((Word(seen, Box(34, 16, 49, 36), conf),))], [place])
    assert [line.text for line in read] == added
    assert all(line.box == place and line.words[0].doubt == "digits" for line in read)


def test_a_number_takes_the_place_of_what_was_spoilt_there() -> None:
    first = line(("@®)", 200), ("tăng", 10))
    seen = [Line((Word("(5)", Box(112, 16, 152, 36), 0.9),))]  # behind the word that is there
    read = cross_checked([first], PAGE, 1.0, lambda sheet: seen, [Box(200, 10, 240, 30)])
    assert [x.text for x in read] == ["tăng", "(5)"]
    (kept,) = cross_checked([first], PAGE, 1.0, lambda sheet: [], [Box(200, 10, 240, 30)])
    assert [(word.raw, word.doubt) for word in kept.words] == [("@®)", "digits"), ("tăng", None)]


@pytest.mark.parametrize(("gap", "height", "doubtful"), [(6, 18, True), (40, 18, False), (6, 4, False)])
def test_ink_beside_a_number_that_no_word_covers_is_a_doubt(gap: int, height: int, doubtful: bool) -> None:
    page = PAGE.copy()
    page[30 - height : 30, 100 - gap - 4 : 100 - gap] = 0
    first = Line((Word("4", Box(100, 10, 112, 30), 0.95),))
    seen = [Line((Word("4", Box(34, 16, 46, 36), 0.9),))]
    (read,) = cross_checked([first], page, 1.0, lambda sheet: seen)
    assert (read.words[0].doubt == "digits") is doubtful


@pytest.mark.parametrize(("conf", "doubtful"), [(0.83, True), (0.9, False)])
def test_a_mark_that_the_second_reading_misses_must_have_been_read_surely(conf: float, doubtful: bool) -> None:
    (word,) = checked(line(("9,650", 50), conf=conf), {0: "9650"})
    assert (word.doubt == "digits") is doubtful


@pytest.mark.parametrize(("raw", "doubtful"), [("44", True), ("4,4", False), ("44,", False)])
def test_a_point_that_is_drawn_and_that_no_reading_saw_is_a_doubt(raw: str, doubtful: bool) -> None:
    page = PAGE.copy()
    for left in (102, 124):
        page[10:28, left : left + 10] = 0
    page[24:31, 117:120] = 0
    first = Line((Word(raw, Box(100, 9, 136, 32), 0.97),))
    seen = [Line((Word("44", Box(34, 16, 70, 38), 0.9),))]
    (read,) = cross_checked([first], page, 1.0, lambda sheet: seen)
    assert (read.words[0].doubt == "digits") is doubtful
