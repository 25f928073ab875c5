import numpy as np
from drawn import blank, pixels, report, sheet, write
from PIL import ImageDraw

from pipeline.document import Box, Cell, Grid, Line, Word
from pipeline.image import PageImage
from pipeline.ocr.second import believable, left_out


def line(raw: str, box: Box, conf: float = 0.9) -> Line:
    return Line((Word(raw, box, conf),))


def test_letters_that_no_word_covers_are_left() -> None:
    image = blank(200)
    write(image, 200, 30, 50, "Đã đọc dòng này")
    write(image, 200, 30, 100, "Điều 1. Còn sót")
    first = line("Đã", Box(200, 380, 800, 460))
    rest = left_out(sheet(image), [first])
    assert rest is not None
    assert rest.pixels[:600].min() == 255
    ink = pixels(image)[700:] < 128
    assert np.count_nonzero(ink & (rest.pixels[700:] < 128)) > 0.97 * np.count_nonzero(ink)


def test_letters_below_a_word_with_too_tall_a_box_stay_whole() -> None:
    """The box of "ĐỊNH", read beside a stamp, reached into the line below: of "Phá sản" it left "rna san"."""
    image = blank(200)
    write(image, 200, 30, 100, "Pha sang dung cho pho")
    ink = pixels(image) < 128
    top = int(np.flatnonzero(ink.any(axis=1))[0])
    rest = left_out(sheet(image), [line("ĐỊNH", Box(200, top - 60, 900, top + 8))])
    assert rest is not None
    assert np.count_nonzero(ink & (rest.pixels < 128)) > 0.97 * np.count_nonzero(ink)


def test_nothing_is_left_where_all_is_read_or_only_specks_lines_and_a_signature_are() -> None:
    image = blank(200)
    draw = ImageDraw.Draw(image)
    for i in range(200):
        draw.point((37 * i % 1600, 91 * i % 2300), fill=0)
    draw.line((200, 900, 1400, 905), fill=0, width=4)
    draw.arc((600, 1500, 1200, 1700), 0, 300, fill=0, width=5)
    assert left_out(sheet(image), []) is None
    read = line("x", Box(0, 0, 1654, 2338))
    assert left_out(sheet(report()), [read]) is None


def test_letters_that_touch_are_counted_each() -> None:
    """ "- Lưu: VT." in 11 pt, the last recipient, is three marks: L, ưu and VT."""
    image = blank(200)
    write(image, 200, 30, 50, "Lưu: VT.", 11)
    grey = np.asarray(image).copy()
    joined = np.minimum(grey, np.roll(grey, 2, axis=1))
    assert left_out(PageImage(joined, 1, 200), []) is not None


def test_nothing_is_left_of_tables() -> None:
    image = blank(200)
    write(image, 200, 50, 100, "Cộng dồn 17")
    assert left_out(sheet(image), []) is not None
    cell = Box(300, 700, 900, 900)
    grid = Grid(cell, (Cell(0, 0, 1, 1, cell),))
    assert left_out(PageImage(pixels(image), 1, 200, grids=(grid,)), []) is None


def test_what_a_second_reading_may_add() -> None:
    known = [line("đã", Box(0, 0, 50, 30))]
    again = [
        line("sót", Box(100, 0, 150, 30), 0.9),
        line("mờ", Box(200, 0, 250, 30), 0.3),
        line("***", Box(300, 0, 350, 30), 0.9),
        line("đã", Box(5, 2, 45, 28), 0.9),
    ]
    assert [x.text for x in believable(again, known, 7)] == ["sót"]
    assert believable(again, known, 7)[0].block == 7


def test_an_unsure_word_between_sure_ones_stays_and_one_at_the_end_does_not() -> None:
    row = zip(("tm", "Quy", "định", "việc", "sư"), (0.3, 0.9, 0.2, 0.9, 0.4), strict=True)
    words = tuple(Word(raw, Box(100 * i, 0, 100 * i + 60, 30), conf) for i, (raw, conf) in enumerate(row))
    (found,) = believable([Line(words)], [], block=1)
    assert [word.raw for word in found.words] == ["Quy", "định", "việc"]


def test_what_is_short_within_a_seal_is_its_emblem() -> None:
    again = [line("nã", Box(100, 0, 150, 30)), line("TƯỚNG", Box(100, 50, 250, 80)), line("7", Box(400, 0, 420, 30))]
    seal = Box(50, 0, 300, 250)
    assert [x.words[0].raw for x in believable(again, [], 1, (seal,))] == ["TƯỚNG", "7"]


def test_bold_words_whose_letters_touch_are_letters() -> None:
    """ "Phạm Thanh Hà" in bold on a coarse scan: every word one mark of 9 to 12 mm."""
    image = blank(200)
    write(image, 200, 30, 50, "Thanh", 14)
    grey = np.asarray(image)
    joined = np.minimum.reduce([np.roll(grey, shift, axis=1) for shift in range(5)])
    assert left_out(PageImage(joined, 1, 200), []) is not None


def test_a_piece_of_a_letter_is_no_digit_but_a_digit_far_away_is_one() -> None:
    known = [line("bảo", Box(20, 10, 90, 40)), line("giải", Box(120, 10, 195, 40))]
    piece, digit = line("3", Box(98, 14, 106, 32)), line("7", Box(305, 12, 315, 38))
    assert [x.text for x in believable([piece, digit], known, 1)] == ["7"]
