import numpy as np
import pytest
from drawn import blank, pixels, write

from pipeline.document import Box, Line, Word
from pipeline.ocr.roman import read_strokes, strokes_counted


def counted(drawn: str, read: str, dpi: int = 300, size: float = 14) -> str:
    """What becomes of a word that was read from a drawn one."""
    image = blank(dpi)
    write(image, dpi, 30, 50, drawn, size)
    ink = pixels(image) < 128
    rows, columns = ink.any(axis=1).nonzero()[0], ink.any(axis=0).nonzero()[0]
    box = Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    (line,) = strokes_counted([Line((Word(read, box, 0.9),))], pixels(image))
    return line.text


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize(
    ("drawn", "read", "wanted"),
    [
        ("III.", "II.", "III."),
        ("III.", "HI.", "III."),
        ("II.", "H.", "II."),
        ("II.", "I.", "II."),
        ("II.", "U.", "II."),
        ("III", "IH", "III"),
        ("II", "II", "II"),
        ("VII", "VH", "VII"),
        ("VIII.", "VIH.", "VIII."),
        ("VIII", "VII", "VIII"),
        ("XII", "XH", "XII"),
        ("VI.", "VỊ.", "VI."),
        ("VN", "VN", "VN"),
        ("XU", "XU", "XU"),
        ("VỊ", "VỊ", "VỊ"),
        ("I.", "I.", "I."),
        ("H.", "H.", "H."),  # a real H has a bar
        ("U.", "U.", "U."),
        ("H", "H", "H"),
        ("IV.", "II.", "II."),  # slanted: not ours to say
        ("HU", "HU", "HU"),
        ("Ủy", "Ủy", "Ủy"),
        ("11", "11", "11"),
        ("11", "II", "11"),  # the flag of a digit
        ("11", "H", "11"),
        ("1", "I", "1"),
        ("1", "l", "1"),
        ("I", "I", "I"),
    ],
)
def test_strokes_are_counted_where_strokes_are_all_there_is(drawn: str, read: str, wanted: str, dpi: int) -> None:
    assert counted(drawn, read, dpi) == wanted


def test_a_box_without_ink_changes_nothing() -> None:
    (line,) = strokes_counted([Line((Word("II.", Box(10, 10, 40, 40), 0.9),))], pixels(blank(200)))
    assert line.text == "II."


def test_a_letter_of_two_strokes_and_a_bowl_is_no_numeral() -> None:
    page = np.full((60, 60), 255, np.uint8)
    page[10:50, 10:15] = page[10:50, 30:35] = 0
    assert read_strokes(page, Box(10, 10, 35, 50)) == "II"
    page[45:50, 10:35] = 0
    assert read_strokes(page, Box(10, 10, 35, 50)) == ""
