"""Layout on lines set by hand: a page of 1654 x 2338 pixels, A4 at 200 dpi."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Box, Cell, Grid, Line, Page, Word
from pipeline.layout import arrange, with_grids

WIDTH, HEIGHT = 1654, 2338


def line(text: str, x: int, y: int, block: int = 0, height: int = 30, gaps: dict[int, int] | None = None) -> Line:
    """Words of 14 pixels a letter; `gaps` widens the space before word i."""
    words, at = [], x
    for i, raw in enumerate(text.split()):
        at += (gaps or {}).get(i, 0)
        words.append(Word(raw, Box(at, y, at + 14 * len(raw), y + height), 0.9))
        at += 14 * len(raw) + 12
    return Line(tuple(words), block)


def zones(lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    return [(x.zone, x.text) for x in lines]


BODY = [
    line("Thực hiện Kế hoạch số 23/KH-UBND của Ủy ban nhân dân tỉnh về cải cách hành chính", 240, 700 + 60 * i)
    for i in range(4)
]
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_a_head_read_through_both_columns_is_cut() -> None:
    page = arrange(
        [
            line(f"ỦY BAN NHÂN DÂN {MOTTO}", 230, 150, gaps={4: 260}),
            line("XÃ TÂN HÒA Độc lập - Tự do - Hạnh phúc", 250, 200, gaps={3: 390}),
            line("Số: 45/BC-UBND Tân Hòa, ngày 05 tháng 12 năm 2025", 250, 290, gaps={2: 260}),
            line("BÁO CÁO", 770, 400),
            *BODY,
        ],
        WIDTH,
        HEIGHT,
    )
    assert zones(page)[:7] == [
        ("header-left", "ỦY BAN NHÂN DÂN"),
        ("header-left", "XÃ TÂN HÒA"),
        ("header-left", "Số: 45/BC-UBND"),
        ("header-right", MOTTO),
        ("header-right", "Độc lập - Tự do - Hạnh phúc"),
        ("header-right", "Tân Hòa, ngày 05 tháng 12 năm 2025"),
        ("body", "BÁO CÁO"),
    ]


@pytest.mark.parametrize("motto", ["CONG HOA XA HOl CHU NGHIA VlET NAM", "CỘNG H0À XÃ HỘỊ CHỦ NGHÍA VIỆT NAM"])
def test_a_badly_read_motto_still_anchors_the_head(motto: str) -> None:
    page = arrange([line("UBND XÃ", 230, 150), line(motto, 760, 152), *BODY], WIDTH, HEIGHT)
    assert [zone for zone, _ in zones(page)[:2]] == ["header-left", "header-right"]


def test_the_subject_of_a_letter_is_head_and_the_addressee_body() -> None:
    page = arrange(
        [
            line("SỞ NỘI VỤ", 250, 150),
            line(MOTTO, 760, 150),
            line("Số: 45/SNV-VP", 250, 250),
            line("Hà Nội, ngày 05 tháng 12 năm 2025", 820, 250),
            line("V/v báo cáo tháng", 250, 300),
            line("Kính gửi: Sở Tài chính", 400, 420),
            *BODY,
        ],
        WIDTH,
        HEIGHT,
    )
    assert ("header-left", "V/v báo cáo tháng") in zones(page)
    assert ("body", "Kính gửi: Sở Tài chính") in zones(page)


def test_a_motto_in_a_sentence_is_no_head() -> None:
    quoted = line("Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XIV thông qua Luật này ngày hôm nay", 240, 150)
    assert {zone for zone, _ in zones(arrange([quoted, *BODY], WIDTH, HEIGHT))} == {"body"}


def test_recipients_and_signature_are_two_columns() -> None:
    page = arrange(
        [
            *BODY,
            line("TM. ỦY BAN NHÂN DÂN", 960, 1500),
            line("Nơi nhận: CHỦ TỊCH", 240, 1545, gaps={2: 700}),
            line("- Như trên;", 240, 1590),
            line("- Lưu: VT. Nguyễn Văn Bình", 240, 1635, gaps={3: 600}),
        ],
        WIDTH,
        HEIGHT,
    )
    assert zones(page)[4:] == [
        ("foot-left", "Nơi nhận:"),
        ("foot-left", "- Như trên;"),
        ("foot-left", "- Lưu: VT."),
        ("foot-right", "TM. ỦY BAN NHÂN DÂN"),
        ("foot-right", "CHỦ TỊCH"),
        ("foot-right", "Nguyễn Văn Bình"),
    ]


def test_page_numbers_and_margins() -> None:
    page = arrange([line("- 12 -", 800, 90), line("x", 10, 900), *BODY, line("2024", 240, 1000)], WIDTH, HEIGHT, 12)
    assert ("page-number", "- 12 -") in zones(page)
    assert ("margin", "x") in zones(page)
    assert ("body", "2024") in zones(page)


def test_a_logo_that_was_read_as_letters_is_margin() -> None:
    logo = Line((Word("Ví1nam", Box(400, 2200, 600, 2240), 0.2),))
    note = Line((Word("Ghi", Box(400, 2260, 460, 2290), 0.9), Word("chú", Box(470, 2260, 530, 2290), 0.4)))
    page = arrange([*BODY, logo, note], WIDTH, HEIGHT)
    assert ("margin", "Ví1nam") in zones(page)
    assert ("body", "Ghi chú") in zones(page)


def test_pieces_of_one_row_are_joined_and_rows_kept_apart() -> None:
    page = arrange(
        [line("sau cùng", 900, 1002), line("đầu tiên", 240, 1000), line("dòng hai", 240, 1036)], WIDTH, HEIGHT
    )
    assert zones(page) == [("body", "đầu tiên sau cùng"), ("body", "dòng hai")]


GRID = Grid(
    Box(240, 900, 1400, 1020),
    tuple(
        Cell(r, c, 1, 1, Box(240 + 580 * c, 900 + 60 * r, 820 + 580 * c, 960 + 60 * r))
        for r in range(2)
        for c in range(2)
    ),
)


def test_words_go_to_their_cells_and_the_table_to_its_place() -> None:
    lines = [
        line("trước bảng", 240, 800),
        line("Nội dung Số lượng", 260, 915, gaps={2: 500}),
        line("Hồ sơ 1.284", 260, 975, gaps={2: 500}),
        line("sau bảng", 240, 1100),
    ]
    page = arrange(lines, WIDTH, HEIGHT, 1, (GRID,))
    assert [(x.zone, x.cell, x.text) for x in page] == [
        ("body", None, "trước bảng"),
        ("table", (0, 0, 0), "Nội dung"),
        ("table", (0, 0, 1), "Số lượng"),
        ("table", (0, 1, 0), "Hồ sơ"),
        ("table", (0, 1, 1), "1.284"),
        ("body", None, "sau bảng"),
    ]
    assert len({x.block for x in page}) == 6
    plain = Page(1, WIDTH, HEIGHT, 200, arrange(lines, WIDTH, HEIGHT))
    assert with_grids(plain, (GRID,)).lines == page
    assert with_grids(plain, ()) is plain
    half = Grid(
        Box(*(edge // 2 for edge in GRID.box)),
        tuple(Cell(c.row, c.column, 1, 1, Box(*(edge // 2 for edge in c.box))) for c in GRID.cells),
    )
    assert with_grids(plain, (half,), dpi=100) == with_grids(plain, (GRID,))


word = st.builds(
    lambda raw, x, y: Word(raw, Box(x, y, x + 10 * len(raw), y + 30), 0.9),
    st.sampled_from(["Nơi", "nhận:", "TM.", "CHỦ", "TỊCH", "CỘNG", "NAM", "12", "báo", "cáo", MOTTO]),
    st.integers(0, WIDTH),
    st.integers(0, HEIGHT),
)


@given(st.lists(st.lists(word, min_size=1, max_size=8), max_size=12))
def test_no_word_is_lost_added_or_changed(groups: list[list[Word]]) -> None:
    lines = [Line(tuple(sorted(words, key=lambda w: w.box.left))) for words in groups]
    for grids in ((), (GRID,)):
        page = arrange(lines, WIDTH, HEIGHT, 1, grids)
        assert Counter(w for x in page for w in x.words) == Counter(w for x in lines for w in x.words)
        assert [x.block for x in page] == sorted(x.block for x in page)


@pytest.mark.parametrize(
    ("text", "conf", "zone"),
    [
        ("/hu~", 0.3, "margin"),
        ("Jlu", 0.2, "margin"),
        ("Nguyễn Văn Bình", 0.3, "foot-right"),
        ("bình", 0.8, "foot-right"),
    ],
)
def test_a_drawn_signature_is_no_text_of_the_foot(text: str, conf: float, zone: str) -> None:
    drawn = line(text, 1000, 1500)
    drawn = Line(tuple(Word(word.raw, word.box, conf) for word in drawn.words))
    lines = [*BODY, line("Nơi nhận:", 240, 1300), line("CHỦ TỊCH", 1000, 1300), drawn, line("Lê Thị Hoa", 1000, 1700)]
    (found,) = [x for x in arrange(lines, WIDTH, HEIGHT) if x.text == text]
    assert found.zone == zone
