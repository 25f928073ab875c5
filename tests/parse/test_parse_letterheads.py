"""Letterheads of real scans, in own words: what stamps, seals and crooked prints do to them, and what is read."""

from collections.abc import Callable

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Box, Document, Doubt, Line, Page, Word
from pipeline.parse import parser
from pipeline.report import Report

from .table_pages import Row, scan

HEAD: tuple[Row, ...] = (("header-left", "BỘ TÀI CHÍNH"), ("header-left", "Số: 12/2010/NĐ-CP"))
BASES: tuple[Row, ...] = (
    ("body", "Căn cứ Luật Đầu tư ngày 29 tháng 11 năm 2005;"),
    ("body", "Căn cứ Luật Đất đai ngày 26 tháng 11 năm 2003;"),
)
ENACTED: tuple[Row, ...] = (("body", "NGHỊ ĐỊNH:"), ("body", "Điều 1. Phạm vi điều chỉnh"))
ABOUT = "Quy định mức thu phí thẩm định dự án"


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


@pytest.mark.parametrize(
    ("rows", "name", "value"),
    [
        ((("header-left", "Số: 418/PCCC&CNCH-P2"),), "code_notation", "PCCC&CNCH-P2"),
        ((("header-left", "Số: 418/PCCC&CNCH-P2"),), "organ_name", "BỘ TÀI CHÍNH"),
        ((("header-left", "SỐ: 418/?&-QÐ_"),), "organ_name", "BỘ TÀI CHÍNH"),  # no number that we know, and no agency
        ((("header-right", "Hà nội, ngày 14 tháng 01 năm 2010"),), "place", "Hà nội"),
        ((("header-right", "của hà nội, ngày 14 tháng 01 năm 2010"),), "place", ""),
    ],
)
def test_number_and_place(parse: Callable[[Document], Report], rows: tuple[Row, ...], name: str, value: str) -> None:
    assert parse(scan(HEAD[0], *rows)).field(name) == value


@pytest.mark.parametrize(
    ("read", "place", "flags", "day"),
    [
        ("Đà Nẵng, ngày 05 tháng 3 năm 2022", "Đà Nẵng", (), "2022-03-05"),
        ("Đà Năng, ngày 05 tháng 3 năm 2022", "Đà Nẵng", ("place_by_list",), "2022-03-05"),
        ("Đà Năng, ngàyOhángQ năm 2022", "Đà Nẵng", ("place_by_list",), ""),  # the day is written over its words
        ("Hòa Binh, ngày 05 tháng 3 năm 2022", "Hòa Bình", ("place_by_list",), "2022-03-05"),
        ("Hoà Bình, ngày 05 tháng 3 năm 2022", "Hoà Bình", (), "2022-03-05"),  # another spelling
        ("An Linh, ngày 05 tháng 3 năm 2022", "An Linh", (), "2022-03-05"),  # no province
        ("Độc lập, nguyên tắc năm 2022", "", (), ""),
    ],
)
def test_the_place_by_the_list_of_provinces(
    parse: Callable[[Document], Report], read: str, place: str, flags: tuple[str, ...], day: str
) -> None:
    report = parse(scan(HEAD[0], ("header-right", read), ("body", "BÁO CÁO")))
    found = [(field.value, field.flags) for field in report.fields if field.name == "place"]
    assert found == ([(place, flags)] if place else [])
    assert report.field("issued_date") == day


@pytest.mark.parametrize(
    ("lines", "subject", "kind"),
    [
        (("NGHỊ ĐỊNH", ABOUT), ABOUT, "Nghị định"),
        (("Kính chuyển NGHỊ ĐỊNH", ABOUT), ABOUT, "Nghị định"),  # a stamp of arrival on the same line
        (("Kính chuyển: ........ NGHỊ ĐỊNH", ABOUT), ABOUT, "Nghị định"),
        (("NGHỊ ĐỊNH", "thi hành Luật Giá"), "thi hành Luật Giá", "Nghị định"),
        (("Kính chuyển NGHỊ ĐỊNH", "thu phí thẩm định dự án"), "", "Nghị định"),  # a stamp hides how it begins
        (("Kính chuyển NGHỊ ĐỊNH", "về phí thẩm định"), "về phí thẩm định", "Nghị định"),
        (("NGHỊ ĐỊNH", f"về việc {ABOUT}"), f"về việc {ABOUT}", "Nghị định"),
        ((ABOUT,), ABOUT, "Nghị định"),  # the title lies under a stamp: what stands above the bases is the subject
        (("thu phí thẩm định dự án",), "", "Nghị định"),
        (("CHÍNH PHỦ",), "", "Nghị định"),
        ((), "", "Nghị định"),
    ],
)
def test_title_and_subject_beside_a_stamp(
    parse: Callable[[Document], Report], lines: tuple[str, ...], subject: str, kind: str
) -> None:
    above: tuple[Row, ...] = tuple(("body", line) for line in lines)
    report = parse(scan(*HEAD, *above, *BASES, *ENACTED))
    assert (report.field("subject"), report.field("doc_type")) == (subject, kind)
    assert [found.issued_date.year for found in report.citations if found.issued_date] == [2005, 2003]
    assert [section.title for section in report.sections] == ["Phạm vi điều chỉnh"]


def test_a_piece_of_a_seal_read_as_a_page_number_parts_no_subject(parse: Callable[[Document], Report]) -> None:
    rows: tuple[Row, ...] = (("body", "TỜ TRÌNH"), ("body", "Về việc miễn nhiệm Ủy viên"), ("page-number", "2"))
    report = parse(scan(*HEAD, *rows, ("body", "Ủy ban nhân dân nhiệm kỳ 2021 - 2026"), ("body", "Kính gửi: Sở Y tế")))
    assert report.field("subject") == "Về việc miễn nhiệm Ủy viên Ủy ban nhân dân nhiệm kỳ 2021 - 2026"


@pytest.mark.parametrize(
    ("subject", "opening", "label"),
    [
        ("Kết quả công tác năm 2021", "Xã báo cáo như sau:", "năm 2021"),
        ("Kết quả công tác", "Xã báo cáo kết quả năm 2021 như sau:", "năm 2021"),
        ("Sửa đổi Thông tư số 55/2021/TT-BCA ngày 15 tháng 5 ia năm 2021", "Căn cứ Luật;", ""),  # a date, torn by OCR
        ("Kết quả nhiệm kỳ 2021 - 2026", "Xã báo cáo như sau:", "nhiệm kỳ 2021 - 2026"),
        ("Rà soát danh sách cử tri", "Để bầu Hội đồng nhân dân nhiệm kỳ 2021 - 2026, trường thông báo:", ""),
    ],
)
def test_the_period_is_the_report_s_own(
    parse: Callable[[Document], Report], subject: str, opening: str, label: str
) -> None:
    rows: tuple[Row, ...] = (("body", "BÁO CÁO"), ("body", subject), ("body", opening))
    assert parse(scan(("header-left", "UBND XÃ AN BÌNH"), *rows)).field("period_label") == label


@pytest.mark.parametrize(
    ("printed", "symbol", "organ", "flags"),
    [
        ("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "TT-BLĐTBXH", "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", ()),
        ("BỘ LAO ĐỘNG THƯƠNG VÀ XÃ HỘI", "TT-BLĐTBXH", "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", ("organ_by_symbol",)),
        ("BỌ TÀI CHÍNI", "TT-BTC", "BỘ TÀI CHÍNH", ("organ_by_symbol",)),
        ("BỘ TÀI CHÍNH", "BC-BTNMT", "BỘ TÀI CHÍNH", ()),  # another ministry: nothing is mended
        ("BỘ TÀI", "TT-BTC", "BỘ TÀI", ()),  # too little was read
        ("CỤC THUẾ BỘ TÀI CHÍNI", "TT-BTC", "CỤC THUẾ BỘ TÀI CHÍNI", ()),  # not the ministry itself
        ("BỘ TÀI CHÍNH - BỘ CÔNG AN", "TTLT-BTC-BCA", "BỘ TÀI CHÍNH - BỘ CÔNG AN", ()),
    ],
)
def test_a_ministry_read_badly_is_told_by_the_symbol(
    parse: Callable[[Document], Report], printed: str, symbol: str, organ: str, flags: tuple[str, ...]
) -> None:
    report = parse(scan(("header-left", printed), ("header-left", f"Số: 12/2010/{symbol}"), ("body", "THÔNG TƯ")))
    (field,) = (field for field in report.fields if field.name == "organ_name")
    assert (field.value, field.text, field.flags) == (organ, printed, flags)


@pytest.mark.parametrize(
    ("read", "urgency", "flags"),
    [
        ("HỎA TỐC", "Hỏa tốc", ()),
        ("HOẢ TỐC", "Hỏa tốc", ()),
        ("| HỎA TÓC |", "Hỏa tốc", ("stamp_by_list",)),
        ("HŨA TỐC", "Hỏa tốc", ("stamp_by_list",)),
        ("HỎA TỐC.", "Hỏa tốc", ()),
        ("THƯỢNG KHÂN", "Thượng khẩn", ("stamp_by_list",)),
        ("THUONG KHẲN", "Thượng khẩn", ("stamp_by_list",)),
        ("KHÂN", "Khẩn", ("stamp_by_list",)),
        ("KHẨN", "Khẩn", ()),
        ("KHÁCH", "", ()),
        ("KHAI", "", ()),  # a short word, and a letter off
        ("hỏa tóc", "", ()),  # no stamp
        ("HÒA THỌ", "", ()),
    ],
)
def test_stamps_of_urgency(
    parse: Callable[[Document], Report], read: str, urgency: str, flags: tuple[str, ...]
) -> None:
    report = parse(scan(*HEAD, ("margin", read), ("body", "BÁO CÁO"), ("body", "Về việc thu phí")))
    found = [(field.value, field.flags) for field in report.fields if field.name == "urgency"]
    assert found == ([(urgency, flags)] if urgency else [])


@pytest.mark.parametrize(
    ("number", "box", "conf", "doubt", "read"),
    [
        ("45", (300, 4, 340, 40), 0.95, None, "45"),  # printed, though a space stands behind it
        ("45", (300, 4, 340, 40), 0.95, "digits", ""),  # two readings differ: written
        ("45", (300, 4, 340, 40), 0.85, None, ""),
        ("45", (300, -12, 340, 40), 0.95, None, ""),  # taller than what is printed
        ("45", (300, 12, 340, 50), 0.95, None, ""),  # below the line
        ("5", (300, 4, 320, 40), 0.95, None, ""),  # perhaps what is left of two digits
    ],
)
def test_a_number_apart_from_its_year(
    parse: Callable[[Document], Report],
    number: str,
    box: tuple[int, int, int, int],
    conf: float,
    doubt: Doubt | None,
    read: str,
) -> None:
    parts = (Word("Số:", Box(200, 2, 260, 40), 0.95), Word(number, Box(*box), conf, doubt=doubt))
    line = Line((*parts, Word("/2020/NĐ-CP", Box(360, 2, 600, 40), 0.95)), block=0, zone="header-left")
    document = Document("scan", "", (Page(1, 2480, 3508, 300, (line,)),))
    report = parse(document)
    found = [(field.value, field.flags) for field in report.fields if field.name == "code_number"]
    assert found == ([(read, ("low_confidence",))] if read else [])
    assert ("unreadable_number" in {issue.code for issue in report.issues}) == (not read)
