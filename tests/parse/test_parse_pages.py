"""What zones and OCR confidence change."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Box, Document, Doubt, Fix, Line, Page, Transcript, Word, Zone, document_from_text
from pipeline.parse import parser
from pipeline.report import Report

from .table_pages import words

ROWS: tuple[tuple[Zone, str], ...] = (
    ("header-left", "UBND HUYỆN HÒA SƠN"),
    ("header-left", "UBND XÃ AN BÌNH"),
    ("header-left", "Số: 31/BC-UBND"),
    ("header-right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("header-right", "An Bình, ngày 05 tháng 4 năm 2025"),
    ("body", "BÁO CÁO"),
    ("body", "Kết quả công tác quý I năm 2025"),
    ("body", "I. KẾT QUẢ"),
    ("body", "Tổng số hồ sơ tiếp nhận là 320 hồ sơ."),
    ("margin", "Kế hoạch số 9/KH-UBND ngày 01/01/2025 có 7 hồ sơ"),
    ("page-number", "2"),
    ("foot-left", "Nơi nhận:"),
    ("foot-left", "- Như trên;"),
    ("foot-left", "- Lưu: VT, TH."),
    ("foot-left", "- Nâng cao chất lượng công tác"),
    ("foot-right", "TL. CHỦ TỊCH"),
    ("foot-right", "CHÁNH VĂN PHÒNG"),
    ("foot-right", "Lê Thị Hoa"),
)


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


def document(confidence: dict[str, float] | None = None) -> Document:
    """A page of ROWS; words named in `confidence` were read with it, others with 0.9."""
    lines = []
    for at, (zone, text) in enumerate(ROWS):
        found = [replace(word, conf=(confidence or {}).get(word.raw, 0.9)) for word in words(text, 50, 40 * at)]
        lines.append(Line(tuple(found), zone=zone))
    return Document("scan.pdf", "0" * 64, (Page(1, 1700, 2300, 200, tuple(lines)),))


def test_zones_part_letterhead_body_and_foot(parse: Callable[[Document], Report]) -> None:
    report = parse(document())
    names = (
        "organ_name",
        "organ_parent",
        "code_number",
        "place",
        "issued_date",
        "signer_competence",
        "signer_position",
    )
    assert [report.field(name) for name in names] == [
        "UBND XÃ AN BÌNH", "UBND HUYỆN HÒA SƠN", "31", "An Bình", "2025-04-05", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG",
    ]  # fmt: skip
    assert report.field("signer_name") == "Lê Thị Hoa"
    assert [found.value for found in report.fields if found.name == "recipients"] == ["Như trên", "Lưu: VT, TH"]
    assert [kpi.value_raw for kpi in report.kpis] == ["320"]
    assert report.citations == ()


def test_a_number_apart_from_its_symbol_was_put_in_by_hand(parse: Callable[[Document], Report]) -> None:
    scan = document()
    lines = list(scan.pages[0].lines)
    lines[2] = replace(lines[2], words=tuple(words("Số: 2 /BC-UBND", 50, 80)))
    scan = replace(scan, pages=(replace(scan.pages[0], lines=tuple(lines)),))
    report = parse(scan)
    assert (report.field("code_number"), report.field("code_notation")) == ("", "BC-UBND")
    assert [issue.code for issue in report.issues] == ["unreadable_number"]
    joined = Word("2 /BC-UBND", Box(100, 80, 240, 100), 0.95, Fix("2/BC-UBND", "join", 0.99))
    lines[2] = replace(lines[2], words=(lines[2].words[0], joined))
    assert parse(replace(scan, pages=(replace(scan.pages[0], lines=tuple(lines)),))).field("code_number") == ""
    typed = replace(scan, pages=(replace(scan.pages[0], source="text-layer"),))
    assert parse(typed).field("code_number") == "2"


def test_handwriting_that_cannot_be_read_is_left_out(parse: Callable[[Document], Report]) -> None:
    report = parse(document({"31/BC-UBND": 0.4, "05": 0.3}))
    assert (report.field("code_number"), report.field("issued_date")) == ("", "")
    assert report.field("code_notation") == "BC-UBND"
    assert [issue.code for issue in report.issues] == ["unreadable_number", "unreadable_date"]


def test_confidence_comes_from_the_words(parse: Callable[[Document], Report]) -> None:
    (sure,) = parse(document()).kpis
    (unsure,) = parse(document({"320": 0.5})).kpis
    assert sure.conf == pytest.approx(0.95 * 0.9)
    assert unsure.conf == pytest.approx(0.95 * 0.5)


def read_by_ocr(*rows: tuple[Zone, str, float]) -> Document:
    """One scanned page of lines, each with its zone and the confidence of its words."""
    lines = tuple(
        Line(words(text, 50, 40 * n, confidence), block=n, zone=zone) for n, (zone, text, confidence) in enumerate(rows)
    )
    return Document("scan", "", (Page(1, 2480, 3508, 300, lines),))


FOOT: tuple[tuple[Zone, str, float], ...] = (
    ("body", "Trên đây là báo cáo của xã./.", 0.95),
    ("foot-left", "Nơi nhận: -", 0.9),
    ("foot-left", "UBND huyện An Lĩnh (để b/c);", 0.95),
    ("foot-left", "- Các phòng: Tài chính,", 0.95),
    ("foot-left", "Nội vụ;", 0.95),
    ("foot-left", "- Lưu: VT.", 0.95),
    ("foot-right", "TM. ỦY BAN NHÂN DÂN", 0.95),
    ("foot-right", "KT. CHỦ TỊCH", 0.95),
)


@pytest.mark.parametrize(
    ("name", "confidence", "flags", "told"),
    [
        ("Vũ Quang Hạnh", 0.95, [()], []),
        ("Vũ Quang Hạnh", 0.79, [("low_confidence",)], []),
        ("Đã Quang Hạnh", 0.95, [], ["Đã Quang Hạnh"]),
        ("Vũ Quang Hạnh", 0.5, [], ["Vũ Quang Hạnh"]),
    ],
)
def test_a_name_in_doubt_is_told_and_not_given(
    parse: Callable[[Document], Report], name: str, confidence: float, flags: list[tuple[str, ...]], told: list[str]
) -> None:
    scan = read_by_ocr(*FOOT, ("foot-right", "PHÓ CHỦ TỊCH", 0.95), ("foot-right", name, confidence))
    report, text = parse(scan), Transcript.of(scan).text
    assert [field.flags for field in report.fields if field.name == "signer_name"] == flags
    doubts = [issue.span for issue in report.issues if issue.code == "unsure_signer"]
    assert [text[span.start : span.end] for span in doubts if span] == told


@pytest.mark.parametrize(
    ("seals", "name", "signer"),
    [
        ((), "Hoàng Giang", "Hoàng Giang"),
        ((Box(-300, 250, 40, 500),), "Hoàng Giang", ""),  # a seal beside it hides the family name
        ((Box(-300, 250, 40, 500),), "Trần Hoàng Giang", "Trần Hoàng Giang"),
        ((Box(-300, 250, 40, 500),), "Hoàng Anh Tuấn", ""),  # of Đỗ Hoàng Anh Tuấn, on a real scan
        ((), "Hoàng Anh Tuấn", "Hoàng Anh Tuấn"),
        ((Box(900, 250, 1300, 500),), "Hoàng Giang", "Hoàng Giang"),
        ((Box(-300, 600, 40, 900),), "Hoàng Giang", "Hoàng Giang"),
    ],
)
def test_a_short_name_beside_a_seal(
    parse: Callable[[Document], Report], seals: tuple[Box, ...], name: str, signer: str
) -> None:
    scan = read_by_ocr(*FOOT, ("foot-right", "CHỦ TỊCH", 0.95), ("foot-right", name, 0.95))
    *above, below = scan.pages[0].lines
    boxes = [word.box._replace(left=word.box.left + 60, right=word.box.right + 60) for word in below.words]
    below = replace(below, words=tuple(replace(word, box=box) for word, box in zip(below.words, boxes, strict=True)))
    scan = replace(scan, pages=(replace(scan.pages[0], lines=(*above, below), seals=seals),))
    assert parse(scan).field("signer_name") == signer


@pytest.mark.parametrize(
    ("seal", "covered", "told"),
    [
        (None, 0.95, []),
        (Box(-250, -250, 40, 30), 0.95, ["ÀI CHÍNH BAN HÀNH ĐÃ HẾT HIỆU LỰC"]),  # it hides "ĐO BỘ T"
        (Box(-250, 300, 40, 600), 0.95, []),  # far below
        (Box(300, -250, 600, 30), 0.95, []),  # far to the right
        (Box(70, -250, 100, 30), 0.95, []),  # over words that were read well
        (Box(70, -250, 100, 30), 0.4, ["ÀI CHÍNH BAN HÀNH ĐÃ HẾT HIỆU LỰC"]),
    ],
)
def test_a_line_of_which_a_seal_may_hide_words_is_told(
    parse: Callable[[Document], Report], seal: Box | None, covered: float, told: list[str]
) -> None:
    scan = read_by_ocr(("body", "ÀI CHÍNH BAN HÀNH ĐÃ HẾT HIỆU LỰC", 0.95), ("body", "Danh mục gồm 12 văn bản.", 0.95))
    first, second = scan.pages[0].lines
    under = tuple(
        replace(word, doubt="covered", conf=covered) if seal and seal.meets(word.box) else word for word in first.words
    )
    page = replace(scan.pages[0], lines=(replace(first, words=under), second), seals=(seal,) if seal else ())
    report, text = parse(replace(scan, pages=(page,))), Transcript.of(scan).text
    doubts = [issue.span for issue in report.issues if issue.code == "text_under_seal"]
    assert [text[span.start : span.end] for span in doubts if span] == told


@pytest.mark.parametrize(
    ("shift", "signer"), [(0, "Hoàng Anh Tuấn"), (8, "Hoàng Anh Tuấn"), (-8, "Hoàng Anh Tuấn"), (25, ""), (60, "")]
)
def test_a_name_below_the_middle_of_the_office_is_whole_beside_a_seal(
    parse: Callable[[Document], Report], shift: int, signer: str
) -> None:
    scan = read_by_ocr(*FOOT, ("foot-right", "PHÓ CHỦ TỊCH", 0.95), ("foot-right", "Hoàng Anh Tuấn", 0.95))
    *lines, office, name = scan.pages[0].lines
    moved = round((office.box.left + office.box.right - name.box.left - name.box.right) / 2) + shift
    boxes = [word.box._replace(left=word.box.left + moved, right=word.box.right + moved) for word in name.words]
    name = replace(name, words=tuple(replace(word, box=box) for word, box in zip(name.words, boxes, strict=True)))
    seal = Box(name.box.left - 350, 250, name.box.left - 10, 500)
    page = replace(scan.pages[0], lines=(*lines, office, name), seals=(seal,))
    assert parse(replace(scan, pages=(page,))).field("signer_name") == signer


@pytest.mark.parametrize(
    ("office", "name", "confidence", "position", "signer"),
    [
        ("PHÓ CHỦ TỊCH", "Vũ Quang Hạnh", 0.95, "PHÓ CHỦ TỊCH", "Vũ Quang Hạnh"),
        ("CHỦ TỊCH", "uang Hạnh", 0.7, "PHÓ CHỦ TỊCH", ""),  # who signs for the chair is its deputy: a seal hides PHÓ
        ("HỒ CHỦ TỊCH", "“Đố Hữu Diệp", 0.7, "PHÓ CHỦ TỊCH", "Đỗ Hữu Diệp"),  # no family is called Đố
        ("PHÓ CHỦ TỊCH", "Săn Tuyến", 0.7, "PHÓ CHỦ TỊCH", ""),
        ("PHÓ CHỦ TỊCH", "H Thị Lê Vân", 0.77, "PHÓ CHỦ TỊCH", ""),
        ("PHÓ CHỦ TỊCH", "H Thị Lê Vân", 0.95, "PHÓ CHỦ TỊCH", ""),  # Hà, Hồ, Huỳnh …
        ("PHÓ CHỦ TỊCH", "H'Lê Vân", 0.95, "PHÓ CHỦ TỊCH", "H'Lê Vân"),
        ("PHÓ CHỦ TỊCH", "Y Thị Lê Vân", 0.95, "PHÓ CHỦ TỊCH", "Y Thị Lê Vân"),
        ("PHÓ CHỦ TỊCH", "Đã Hoàng Tuấn Anh", 0.95, "PHÓ CHỦ TỊCH", ""),  # no family name: Đỗ, Đào …
        ("PHÓ CHỦ TỊCH", "Vũ Quang Hạnh", 0.5, "PHÓ CHỦ TỊCH", ""),
        ("PHÓ CHỦ TỊCH", "Xuân Diệp", 0.95, "PHÓ CHỦ TỊCH", ""),
        ("PHÓ CHỦ TỊCH", "Kăn Văn Tuyến", 0.95, "PHÓ CHỦ TỊCH", ""),  # rare names are left to the reader
    ],
)
def test_what_a_seal_hides_is_left_out(
    parse: Callable[[Document], Report], office: str, name: str, confidence: float, position: str, signer: str
) -> None:
    report = parse(read_by_ocr(*FOOT, ("foot-right", office, 0.95), ("foot-right", name, confidence)))
    assert (report.field("signer_position"), report.field("signer_name")) == (position, signer)
    assert report.field("signer_competence") == "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH"
    assert [field.value for field in report.fields if field.name == "recipients"] == [
        "UBND huyện An Lĩnh (để b/c)", "Các phòng: Tài chính, Nội vụ", "Lưu: VT",
    ]  # fmt: skip


def test_recipients_are_read_though_their_title_is_lost(parse: Callable[[Document], Report]) -> None:
    left = ("=.g", "- Như trên:", "- PCT UBND tỉnh;", "- Lưu: VT, TTHC.")
    body = (("body", "Đề nghị các sở phối hợp thực hiện./.", 0.95),)
    report = parse(read_by_ocr(*body, *(("foot-left", text, 0.95) for text in left), *FOOT[-2:]))
    recipients = [field.value for field in report.fields if field.name == "recipients"]
    assert recipients == ["Như trên", "PCT UBND tỉnh", "Lưu: VT, TTHC"]


def test_a_stamp_across_the_subject_is_left_out(parse: Callable[[Document], Report]) -> None:
    lines = (("body", "CHỈ THỊ", 0.95), ("body", "Về việc hỗ trợ nhà đầu tư", 0.9), ("body", "HHÙNG TM CÔNG 8ÁO", 0.3))
    assert parse(read_by_ocr(*lines)).field("subject") == "Về việc hỗ trợ nhà đầu tư"


def test_an_addressee_ends_the_subject_within_one_paragraph(parse: Callable[[Document], Report]) -> None:
    lines = (
        ("body", "BÁO CÁO", 0.95),
        ("body", "Về việc điều chỉnh dự toán", 0.9),
        ("body", "Kính gửi: Sở Tài chính", 0.9),
    )
    report = parse(read_by_ocr(*lines))
    assert report.field("subject") == "Về việc điều chỉnh dự toán"
    assert report.field("addressees") == "Sở Tài chính"


def test_what_a_stamp_lies_across_is_no_subject(parse: Callable[[Document], Report]) -> None:
    lines = (("body", "CHỈ THỊ", 0.95), ("body", "Về việc hỗ trợ nhà đầu tư", 0.9), ("body", "HHÙNG TM CÔNG 8ÁO", 0.3))
    lines += (("body", "đạo, điều hành của các cấp, các ngành", 0.9),)
    assert parse(read_by_ocr(*lines)).field("subject") == "Về việc hỗ trợ nhà đầu tư"


def test_points_and_numbers_of_broken_ordinals_are_the_next(parse: Callable[[Document], Report]) -> None:
    items = (
        "1. Thanh tra tỉnh:",
        "a) Một việc;",
        "b) Hai việc;",
        "€) Ba việc;",
        "„_đ) Bốn việc;",
        "e) Năm việc;",
        "§. Tỉnh đoàn:",
    )
    report = parse(read_by_ocr(*(("body", item, 0.95) for item in items)))
    assert [section.path for section in report.sections] == ["1", "1.a", "1.b", "1.c", "1.d", "1.e", "2"]
    assert [section.ordinal_raw for section in report.sections if "ordinal_ocr" in section.flags] == ["€", "đ", "§"]


def test_a_name_stands_though_a_seal_hides_the_office(parse: Callable[[Document], Report]) -> None:
    report = parse(read_by_ocr(*FOOT[:-2], ("foot-right", "TỊCH", 0.95), ("foot-right", "trần Ngọc Căng", 0.95)))
    assert (report.field("signer_position"), report.field("signer_name")) == ("", "Trần Ngọc Căng")


def test_the_deputy_tells_for_whom_he_signs(parse: Callable[[Document], Report]) -> None:
    right = ("TL. CHỦ TỊCH", "KT. VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Hà Thị Lê Vân")
    report = parse(read_by_ocr(*FOOT[:-2], *(("foot-right", text, 0.95) for text in right)))
    assert report.field("signer_competence") == "TL. CHỦ TỊCH; KT. CHÁNH VĂN PHÒNG"


def test_a_recipient_goes_on_until_a_semicolon(parse: Callable[[Document], Report]) -> None:
    left = (
        "Nơi nhận:",
        "- Cục Đầu tư nước ngoài và Trung tâm XTĐT miền",
        "Trung (Bộ KH-ĐT);",
        "Thường trực Tỉnh ủy;",
        "- Lưu: VT.",
    )
    report = parse(read_by_ocr(FOOT[0], *(("foot-left", text, 0.95) for text in left), *FOOT[-2:]))
    assert [field.value for field in report.fields if field.name == "recipients"] == [
        "Cục Đầu tư nước ngoài và Trung tâm XTĐT miền Trung (Bộ KH-ĐT)", "Thường trực Tỉnh ủy", "Lưu: VT",
    ]  # fmt: skip


def test_place_and_year_are_read_though_the_day_is_written_over_its_word(parse: Callable[[Document], Report]) -> None:
    report = parse(read_by_ocr(("header-right", "Quảng Ngãi, ngàW‡ tháng 5 năm 2021", 0.95), ("body", "CHỈ THỊ", 0.95)))
    assert (report.field("place"), report.field("issued_year"), report.field("issued_date")) == (
        "Quảng Ngãi",
        "2021",
        "",
    )


def test_a_subject_that_ends_with_a_small_word_goes_on(parse: Callable[[Document], Report]) -> None:
    lines = (("body", "THÔNG TƯ", 0.95), ("body", "Hướng dẫn Quyết định số 93/2009/QĐ-TTg của", 0.9))
    lines += (("body", "Thủ tướng Chính phủ về khu kinh tế", 0.9), ("body", "Căn cứ Nghị định số 29/2008/NĐ-CP;", 0.9))
    document = read_by_ocr(*lines)
    blocks = tuple(replace(line, block=at) for at, line in enumerate(document.pages[0].lines))
    report = parse(replace(document, pages=(replace(document.pages[0], lines=blocks),)))
    told = "Hướng dẫn Quyết định số 93/2009/QĐ-TTg của Thủ tướng Chính phủ về khu kinh tế"
    assert report.field("subject") == told


def test_the_capacity_tells_an_office_that_a_seal_hides(parse: Callable[[Document], Report]) -> None:
    report = parse(read_by_ocr(*FOOT[:-2], ("foot-right", "KT. BỘ TRƯỞNG", 0.95), ("foot-right", "I!ÌN", 0.2)))
    (office,) = (field for field in report.fields if field.name == "signer_position")
    assert (office.value, office.flags) == ("THỨ TRƯỞNG", ("deputy_by_competence",))


def test_a_dash_of_the_next_recipient_is_no_part_of_this(parse: Callable[[Document], Report]) -> None:
    left = ("Nơi nhận:", "- UBND các tỉnh, thành phố trực thuộc TW; -", "- Lưu: VT.")
    report = parse(read_by_ocr(FOOT[0], *(("foot-left", text, 0.95) for text in left), *FOOT[-2:]))
    recipients = [field.value for field in report.fields if field.name == "recipients"]
    assert recipients == ["UBND các tỉnh, thành phố trực thuộc TW", "Lưu: VT"]


def test_a_speck_in_the_subject_is_left_out(parse: Callable[[Document], Report]) -> None:
    lines = [("body", "TỜ TRÌNH"), ("body", "Về việc miễn nhiệm chức danh Ủy viên"), ("body", "kả")]
    lines += [("body", "Ủy ban nhân dân tỉnh nhiệm kỳ 2021 - 2026"), ("body", "Kính gửi: Hội đồng nhân dân tỉnh")]
    document = read_by_ocr(*((zone, text, 0.95) for zone, text in lines))
    page = document.pages[0]
    blocks = tuple(replace(line, block=at) for at, line in enumerate(page.lines))
    report = parse(replace(document, pages=(replace(page, lines=blocks),)))
    assert report.field("subject") == "Về việc miễn nhiệm chức danh Ủy viên Ủy ban nhân dân tỉnh nhiệm kỳ 2021 - 2026"


def test_the_last_roman_ordinal_that_ocr_repeats_is_the_next(parse: Callable[[Document], Report]) -> None:
    titles = ("I. KẾT QUẢ THỰC HIỆN", "II. TỒN TẠI", "II. PHƯƠNG HƯỚNG")
    report = parse(read_by_ocr(*(("body", title, 0.95) for title in titles)))
    assert [(s.path, s.ordinal_raw, s.flags) for s in report.sections] == [
        ("I", "I", ()), ("II", "II", ()), ("III", "II", ("ordinal_ocr",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "symbol", "value"),
    [
        ("TỜ TRÌNH", "TIr-UBND", "TTr-UBND"),
        ("TỜ TRÌNH", "TTr-UBND", "TTr-UBND"),
        ("QUY CHẾ", "QĐ-UBND", "QĐ-UBND"),  # rules come with a decision
        ("BÁO CÁO", "BO-UBND", "BC-UBND"),
        ("TỜ TRÌNH", "TT-UBND", "TTr-UBND"),  # a letter lost
        ("CHỈ THỊ", "CTT-UBND", "CT-UBND"),  # one too many
        ("TỜ TRÌNH", "STC-NS", "STC-NS"),
    ],
)
def test_the_type_tells_the_symbol(parse: Callable[[Document], Report], title: str, symbol: str, value: str) -> None:
    head = read_by_ocr(
        ("header-left", "UBND XÃ AN BÌNH", 0.95), ("header-left", f"Số: 31/{symbol}", 0.95), ("body", title, 0.95)
    )
    field = next(field for field in parse(head).fields if field.name == "code_notation")
    assert (field.value, field.text) == (value, symbol)
    assert field.flags == (("symbol_by_type",) if value != symbol else ())


@pytest.mark.parametrize(
    ("subject", "opening", "day", "doubts"),
    [
        ("quý III năm 2025", "kết quả quý III năm 2025", "15 tháng 9", []),
        ("quý II năm 2025", "kết quả quý III năm 2025", "15 tháng 9", ["period_conflict"]),
        ("quý II năm 2025", "kết quả như sau", "15 tháng 9", ["period_conflict"]),
        ("quý II năm 2025", "kết quả như sau", "05 tháng 7", []),
        ("năm 2025", "kết quả như sau", "15 tháng 9", []),
    ],
)
def test_a_quarter_that_the_report_contradicts_is_told(
    parse: Callable[[Document], Report], subject: str, opening: str, day: str, doubts: list[str]
) -> None:
    text = f"UBND XÃ AN BÌNH\nSố: 31/BC-UBND\nAn Bình, ngày {day} năm 2025\nBÁO CÁO\nKết quả {subject}\n"
    text += f"UBND xã báo cáo {opening}:\nI. KẾT QUẢ\nTốt.\n"
    text += f"Tiếp nhận trong {subject} là 20 hồ sơ.\n"
    report = parse(document_from_text(text, "t"))
    assert [issue.code for issue in report.issues if issue.code == "period_conflict"] == doubts
    assert [flag for flag in report.kpis[0].flags if flag == "period_in_doubt"] == ["period_in_doubt"] * len(doubts)


@pytest.mark.parametrize(("doubt", "flag"), [("digits", "digits_disagree"), ("covered", "under_seal")])
def test_a_figure_whose_reading_is_in_doubt_is_flagged(
    parse: Callable[[Document], Report], doubt: Doubt, flag: str
) -> None:
    page = document().pages[0]
    lines = [
        replace(
            line,
            words=tuple(replace(w, doubt=doubt if w.raw in ("320", "31/BC-UBND") else None) for w in line.words),
        )
        for line in page.lines
    ]
    report = parse(replace(document(), pages=(replace(page, lines=tuple(lines)),)))
    assert [(kpi.value_raw, kpi.flags) for kpi in report.kpis] == [("320", (flag,))]
    doubtful = {field.name for field in report.fields if flag in field.flags}
    assert doubtful == {"code_number", "code_notation"}


@pytest.mark.parametrize(
    ("printed", "doubt", "value", "flags"),
    [
        ("77,3%", "digits", "77.3", ("digits_disagree",)),  # the share bears it out
        ("77,39%", "digits", None, ("digits_disagree", "contradicted", "withheld")),
        ("77,39%", "covered", None, ("under_seal", "contradicted", "withheld")),
        ("77,39%", None, "77.39", ("contradicted",)),  # read surely: the author's own slip
    ],
)
def test_a_value_read_with_doubt_and_contradicted_is_withheld(
    parse: Callable[[Document], Report], printed: str, doubt: Doubt | None, value: str | None, flags: tuple[str, ...]
) -> None:
    read = read_by_ocr(("body", f"Đã hoàn thành 17/22 nhiệm vụ, đạt tỷ lệ {printed} tổng số.", 0.95))
    page = read.pages[0]
    told = tuple(replace(word, doubt=doubt) if word.raw == printed else word for word in page.lines[0].words)
    kpis = parse(replace(read, pages=(replace(page, lines=(replace(page.lines[0], words=told),)),))).kpis
    assert (None if kpis[-1].value is None else str(kpis[-1].value), kpis[-1].flags) == (value, flags)
    assert f"{kpis[-1].value_raw}%" == printed
