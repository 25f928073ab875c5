from drawn import blank, sheet

from pipeline.document import Box, Line, Word
from pipeline.ocr.columns import mixed_columns

PAGE = sheet(blank(200))


def line(*words: tuple[str, int, int]) -> Line:
    """Words with their left edge and top, 25 pixels high."""
    return Line(tuple(Word(raw, Box(left, top, left + 14 * len(raw), top + 25), 0.9) for raw, left, top in words))


def test_columns_that_stand_level_are_left_alone() -> None:
    level = line(("Số:", 200, 300), ("45/BC-UBND", 260, 300), ("Hà", 800, 301), ("Nội,", 840, 300))
    assert mixed_columns([level], PAGE) == []


def test_justified_text_is_no_column() -> None:
    assert mixed_columns([line(("kết", 200, 300), ("quả", 275, 306), ("năm", 350, 300))], PAGE) == []


def test_both_sides_of_lines_across_columns_with_all_words_there() -> None:
    lines = [
        line(("Nơi", 200, 300), ("nhận:", 250, 300), ("TM.", 900, 308)),
        line(("UBND", 220, 326), ("huyện;", 290, 326), ("CHU", 900, 340)),
        line(("KT.", 830, 342)),
        line(("Điều", 200, 900), ("lệ", 260, 900)),
    ]
    left, right = mixed_columns(lines, PAGE)
    assert [word.raw for word in left.words] == ["Nơi", "nhận:", "UBND", "huyện;"]
    assert [word.raw for word in right.words] == ["TM.", "CHU"]
    assert right.area.top < 308 and right.area.bottom > 365


def test_a_dash_at_the_start_of_a_line_does_not_end_the_run() -> None:
    dash = Word("-", Box(200, 338, 210, 343), 0.9)
    second = line(("UBND", 220, 326), ("huyện;", 290, 326), ("CHU", 900, 340))
    third = line(("Lưu:", 220, 352), ("VT.", 290, 352), ("TICH", 900, 370))
    lines = [line(("Nơi", 200, 300), ("TM.", 900, 308)), Line((dash, *second.words)), third]
    left, right = mixed_columns(lines, PAGE)
    assert [word.raw for word in left.words] == ["Nơi", "-", "UBND", "huyện;", "Lưu:", "VT."]
    assert [word.raw for word in right.words] == ["TM.", "CHU", "TICH"]
