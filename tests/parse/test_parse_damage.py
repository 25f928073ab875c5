"""What OCR does to letterhead, citations, headings and foot of real scans, and what is understood all the same."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import regex

from pipeline.config import ParseOptions
from pipeline.document import Document, Doubt, Line, Word, document_from_text
from pipeline.parse import parser
from pipeline.report import Report

from .table_pages import Row, scan, words

HEAD: tuple[Row, ...] = (("header-left", "BỘ TÀI CHÍNH"), ("header-right", "Hà Nội, ngày 18 tháng 01 năm 2010"))
TITLE: tuple[Row, ...] = (("body", "QUYẾT ĐỊNH"), ("body", "về việc công nhận địa bàn đạt chuẩn"))


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


@pytest.mark.parametrize(
    ("rows", "name", "value"),
    [
        (((*HEAD, ("header-left", "10/2010/TT-BTC"))), "code_notation", "TT-BTC"),  # "Số:" was not read
        (((*HEAD, ("header-left", "10/2010/TT-BTC"))), "organ_name", "BỘ TÀI CHÍNH"),
        (((*HEAD, ("header-left", "Số: 2 † /2026/TT-BTC"))), "code_notation", "TT-BTC"),
        (((*HEAD, ("header-left", "Số: 2 † /2026/TT-BTC"))), "code_number", ""),
        (((*HEAD, ("header-left", "Số: 51/2025/TT-BTC"))), "doc_type", "Thông tư"),  # the title lies under a stamp
        (((*HEAD, ("header-left", "Số: 5348/CT-CS"))), "doc_type", ""),  # Cục Thuế, not Chỉ thị
        (((*HEAD, ("header-left", "Số: 66.4/2025/NQ-CP"))), "code_number", "66.4"),
        ((("header-right", "Quảng Hòa, ngàyÊê2@ tháng 11 năm 2024"), *TITLE), "place", "Quảng Hòa"),
        ((*HEAD, *TITLE, ("body", "TRƯỞNG BAN CHỈ ĐẠO TỈNH")), "subject", "về việc công nhận địa bàn đạt chuẩn"),
        ((*HEAD, *TITLE, ("body", "„ Căn cứ Luật Đầu tư;")), "subject", "về việc công nhận địa bàn đạt chuẩn"),
    ],
)
def test_a_damaged_letterhead(
    parse: Callable[[Document], Report], rows: tuple[Row, ...], name: str, value: str
) -> None:
    assert parse(scan(*rows)).field(name) == value


def test_a_letter_whose_symbol_is_its_agency_alone(parse: Callable[[Document], Report]) -> None:
    about: tuple[Row, ...] = (("header-left", "Vy phúc khảo kết quả"), ("header-left", "kỳ thi khảo sát năng lực"))
    report = parse(scan(("header-left", "TRƯỜNG ĐẠI HỌC NGOẠI NGỮ"), ("header-left", "Số: 38/ĐHNN"), *about))
    names = ("code_number", "code_notation", "doc_type", "subject")
    assert [report.field(name) for name in names] == [
        "38",
        "ĐHNN",
        "Công văn",
        "phúc khảo kết quả kỳ thi khảo sát năng lực",
    ]
    assert parse(scan(*HEAD, ("body", "Về phúc khảo kết quả"))).field("subject") == ""


def test_an_addressee_without_its_dash(parse: Callable[[Document], Report]) -> None:
    to = (
        ("header-left", "Kính gửi: - Sở Nội vụ;"),
        ("header-left", "Sở Y tế."),
        ("header-left", "Trước tình hình trên,"),
    )
    found = [each.value for each in parse(scan(*to)).fields if each.name == "addressees"]
    assert found == ["Sở Nội vụ", "Sở Y tế"]


FOOT: tuple[Row, ...] = (
    ("body", "Trên đây là báo cáo./."),
    ("foot-right", "KT. GIÁM ĐỐC"),
    ("foot-right", "PHÓ GIÁM ĐỐC"),
)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("uyên Hữu Độ", "Nguyễn Hữu Độ"),  # a seal lies over the first letters: no other family name ends so
        ("Xến Hữu Độ", ""),  # no family name: perhaps a part of one
        ("ần Hữu Độ", ""),  # Trần, Vần …
        ("TS: Phạm Thị Tố Như", "Phạm Thị Tố Như"),
        ("PGS.TS. Phạm Thị Tố Như", "Phạm Thị Tố Như"),
        ("các phòng chuyên môn; Trần Hữu Độ", "Trần Hữu Độ"),  # the end of a recipient on the same line
    ],
)
def test_a_name_that_a_seal_covers(parse: Callable[[Document], Report], printed: str, name: str) -> None:
    assert parse(scan(*FOOT, ("foot-right", printed))).field("signer_name") == name


OF_OFFICE = "PHÓ CHÁNH VĂN PHÒNG"


@pytest.mark.parametrize(
    ("printed", "competence", "position"),
    [
        (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        (("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", OF_OFFICE), "TL. CHỦ TỊCH; KT. CHÁNH VĂN PHÒNG", OF_OFFICE),
        (("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"), "TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"),
        (("Q. CHỦ TỊCH",), "Q. CHỦ TỊCH", "Q. CHỦ TỊCH"),  # acting: the office is in the same line
        (("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        (("GIÁM ĐỐC",), "", "GIÁM ĐỐC"),
    ],
)
def test_the_authority_line_is_a_field_of_its_own(
    parse: Callable[[Document], Report], printed: tuple[str, ...], competence: str, position: str
) -> None:
    lines: tuple[Row, ...] = tuple(("foot-right", line) for line in (*printed, "Trần Hữu Độ"))
    report = parse(scan(("body", "Trên đây là báo cáo./."), *lines))
    names = ("signer_competence", "signer_position", "signer_name")
    assert [report.field(name) for name in names] == [competence, position, "Trần Hữu Độ"]


def test_recipients_without_title_and_dashes(parse: Callable[[Document], Report]) -> None:
    left: tuple[Row, ...] = (("foot-left", "- Như"), ("foot-left", "- Các phòng, tổ;"), ("foot-left", "Lưu: VT."))
    recipients = [each for each in parse(scan(*FOOT, *left)).fields if each.name == "recipients"]
    assert [each.value for each in recipients] == ["Như trên", "Các phòng, tổ", "Lưu: VT"]
    assert recipients[0].flags == ("by_formula",)


@pytest.mark.parametrize(
    ("own", "cited", "notation", "flags"),
    [
        ("QĐ-BTC", "Quyết định số 12/QĐ- -UBND ngày 12/12/2023", "QĐ-UBND", ()),
        ("QĐ-BTC", "Tờ trình số 83/TT:-UBND ngày 31/3/2026", "TTr-UBND", ("symbol_by_type",)),
        ("QĐ-BTC", "Tờ trình số 83/TT-UBND ngày 31/3/2026", "TTr-UBND", ("symbol_by_type",)),  # a letter lost
        ("QĐ-BTC", "Quyết định số 83/OĐ-UBND ngày 31/3/2026", "QĐ-UBND", ("symbol_by_type",)),  # one misread
        ("QĐ-BTC", "Chỉ thị số 15/CTT-UBND ngày 31/3/2026", "CT-UBND", ("symbol_by_type",)),  # one too many
        ("QĐ-BTC", "Quyết định số 83/QC-UBND ngày 31/3/2026", "QC-UBND", ()),  # that of another type, whole
        ("QĐ-BTC", "công văn số 83/CT-KTNS ngày 31/3/2026", "CT-KTNS", ()),  # letters begin with their agency
        ("QĐ-BTC", "Tờ trình số 83/STC-NS ngày 31/3/2026", "STC-NS", ()),
        ("QĐ-BTC", "Tờ trình số 83/TTr-HĐDTĐ ngày 31/3/2026", "TTr-HĐTĐ", ()),  # one Đ, seen twice
        ("BGDĐT-GDTrH", "Công văn số 4612/BGDĐT-GDTTH ngày 03/10/2017", "BGDĐT-GDTrH", ("symbol_by_list",)),
        ("QĐ-BTC", "Công văn số 4612/BGDT-GDTH ngày 03/10/2017", "BGDĐT-GDTH", ("symbol_by_list",)),
        ("QĐ-BTC", "Công văn số 87/HĐND-KTNS ngày 15/5/2024", "HĐND-KTNS", ()),  # no list of bodies is whole
        ("QĐ-BTC", "Quyết định số 02/QĐ-BTP ngày 22/01/2024", "QĐ-BTP", ()),
    ],
)
def test_damaged_symbols(
    parse: Callable[[Document], Report], own: str, cited: str, notation: str, flags: tuple[str, ...]
) -> None:
    rows: tuple[Row, ...] = (*HEAD, ("header-left", f"Số: 07/{own}"), *TITLE, ("body", f"Căn cứ {cited} của bộ;"))
    (found,) = parse(scan(*rows)).citations
    assert (found.notation, found.flags) == (notation, flags)


def doubted(document: Document, doubts: dict[str, Doubt | float]) -> Document:
    """The document, the words named by how they begin in doubt, or read with another confidence."""

    def _doubted(word: Word) -> Word:
        why = next((why for begins, why in doubts.items() if word.raw.startswith(begins)), None)
        if isinstance(why, float):
            return replace(word, conf=why)
        return replace(word, conf=0.43, doubt=why) if why else word

    (page,) = document.pages
    lines = tuple(replace(line, words=tuple(map(_doubted, line.words))) for line in page.lines)
    return replace(document, pages=(replace(page, lines=lines),))


@pytest.mark.parametrize(
    ("doubts", "flags"),
    [
        ({}, ()),
        ({"789/": "digits"}, ("digits_disagree",)),
        ({"789/": "covered"}, ("under_seal",)),
        ({"789/": 0.6}, ("low_confidence",)),
        ({"12/12/2024": 0.6}, ("low_confidence",)),
        ({"12/12/2024": "digits"}, ("digits_disagree",)),
        ({"789/": "digits", "12/12/2024": 0.6}, ("digits_disagree",)),
        ({"Quyết": 0.6}, ()),  # no digit
    ],
)
@pytest.mark.parametrize(
    "cited",
    [
        "Quyết định số 789/QĐ-UBND ngày 12/12/2024",
        "Quyết định số 789/QĐ-UBND và Quyết định số 789/QĐ-UBND ngày 12/12/2024",  # the day stands at another mention
    ],
)
def test_a_cited_number_or_day_in_doubt_is_told(
    parse: Callable[[Document], Report], cited: str, doubts: dict[str, Doubt | float], flags: tuple[str, ...]
) -> None:
    rows: tuple[Row, ...] = (*HEAD, ("header-left", "Số: 07/QĐ-BTC"), *TITLE, ("body", f"Căn cứ {cited} của tỉnh;"))
    report = parse(doubted(scan(*rows), doubts))
    (found,) = report.citations
    assert (found.number, found.flags, found.conf < 0.7) == ("789", flags, bool(flags) or "Quyết" in doubts)
    told = [(issue.code, issue.page, issue.span) for issue in report.issues if issue.code == "unsure_citation"]
    assert told == [("unsure_citation", 1, found.span)] * bool(flags)


@pytest.mark.parametrize(
    ("doubts", "name", "value", "flags"),
    [
        ({}, "code_number", "07", ()),
        ({"07/": "digits"}, "code_number", "", ()),  # told as an issue
        ({"07/": 0.6}, "code_number", "", ()),
        ({"18": "digits"}, "issued_date", "", ()),
        ({"2010": 0.6}, "issued_date", "", ()),
        ({"2024": 0.6}, "period_label", "năm 2024", ("low_confidence",)),
        ({"2024": "digits"}, "period_label", "năm 2024", ("digits_disagree",)),
        ({"2024": "digits"}, "subject", "Kết quả năm 2024", ("digits_disagree",)),
    ],
)
def test_metadata_whose_digits_are_in_doubt(
    parse: Callable[[Document], Report],
    doubts: dict[str, Doubt | float],
    name: str,
    value: str,
    flags: tuple[str, ...],
) -> None:
    title: tuple[Row, ...] = (("body", "BÁO CÁO"), ("body", "Kết quả năm 2024"))
    report = parse(doubted(scan(*HEAD, ("header-left", "Số: 07/BC-BTC"), *title), doubts))
    found = [(field.value, field.flags) for field in report.fields if field.name == name]
    assert found == ([(value, flags)] if value else [])
    told = {"unreadable_number", "unreadable_date"} & {issue.code for issue in report.issues}
    assert bool(told) == (not value)


def test_a_document_does_not_cite_itself(parse: Callable[[Document], Report]) -> None:
    rows: tuple[Row, ...] = (*HEAD, ("header-left", "Số: … /2010/TT-BTC"), ("body", "THÔNG TƯ"), ("body", "Về phí"))
    annex = ("body", "(Kèm theo Thông tư số 10/2010/TT-BTC ngày 18/01/2010 của Bộ Tài chính)")
    assert parse(scan(*rows, annex)).citations == ()
    known: tuple[Row, ...] = (*HEAD, ("header-left", "Số: 10/2010/TT-BTC"), *TITLE)
    assert parse(scan(*known, annex)).citations == ()


def test_type_and_subject_on_one_line_of_a_copied_text(parse: Callable[[Document], Report]) -> None:
    text = (
        "Số: 12/CĐ-UBND\nCÔNG ĐIỆN VỀ VIỆC TẬP TRUNG ỨNG PHÓ MƯA LŨ NĂM 2025\nSở Nội vụ;\nThực hiện chỉ đạo, yêu cầu:"
    )
    report = parse(document_from_text(text, "t"))
    assert report.field("doc_type") == "Công điện"
    assert report.field("subject") == "VỀ VIỆC TẬP TRUNG ỨNG PHÓ MƯA LŨ NĂM 2025"
    assert report.field("period_label") == "NĂM 2025"


def test_articles_without_a_stop_and_a_broken_number(parse: Callable[[Document], Report]) -> None:
    body = ("Điều 1", "Công nhận các xã sau:", "4. Xã Bình Chánh;", "Š. Xã Tịnh Phong;", "6. Xã Ba Động.")
    rows: tuple[Row, ...] = (
        *HEAD,
        *TITLE,
        *(("body", text) for text in ("Điều 1", *body[1:2], "1. Xã A;", "2. Xã B;")),
    )
    rows += (("body", "3. Xã C;"), *(("body", text) for text in body[2:]))
    assert [section.path for section in parse(scan(*rows)).sections] == ["1", *(f"1.{n}" for n in range(1, 7))]


@pytest.mark.parametrize(
    ("stamp", "conf", "number", "date", "issues"),
    [
        (("UBND HUYỆN AN LĨNH", "ĐẾN", "Số: 1284", "Ngày: 15/4/2025"), 0.95, "1284", "2025-04-15", 0),
        (("ĐẾN", "Số: 1284", "Ngày: 15/4/2025"), 0.5, "", "", 1),  # by hand
        (("CÔNG VĂN ĐẾN Số: …", "Ngày: 1§/4/2025"), 0.95, "", "", 1),
        (("ĐẾN",), 0.95, "", "", 0),  # no stamp, or nothing of it was read
        (("Bản sao gửi đến", "Số: 12"), 0.95, "", "", 0),
    ],
)
def test_a_stamp_of_receipt(
    parse: Callable[[Document], Report], stamp: tuple[str, ...], conf: float, number: str, date: str, issues: int
) -> None:
    page = scan(*HEAD, ("header-left", "Số: 10/2010/TT-BTC"), *TITLE).pages[0]
    lines = tuple(Line(words(text, 900, 700 + 40 * at, conf), block=99, zone="margin") for at, text in enumerate(stamp))
    report = parse(Document("scan", "", (replace(page, lines=(*page.lines, *lines)),)))
    assert (report.field("arrival_number"), report.field("arrival_date")) == (number, date)
    assert [issue.code for issue in report.issues].count("unreadable_arrival") == issues
    assert (report.field("code_number"), report.field("issued_date")) == ("10", "2010-01-18")


@pytest.mark.parametrize(
    ("cited", "flags"),
    [
        ("Quyết định số 2/QĐ-BCĐ ngày 22/01/2024", ("low_confidence",)),  # numbers below ten have a zero: one is lost
        ("Quyết định số 02/QĐ-BCĐ ngày 22/01/2024", ()),
        ("Nghị quyết số 6-NQ/TW ngày 22/01/2024", ("low_confidence",)),
        ("Nghị định số 1 93/2025/NĐ-CP ngày 22/01/2024", ("low_confidence",)),  # parted: 193
    ],
)
def test_a_number_of_one_digit_or_parted_is_in_doubt(
    parse: Callable[[Document], Report], cited: str, flags: tuple[str, ...]
) -> None:
    (found,) = parse(scan(*HEAD, *TITLE, ("body", f"Căn cứ {cited} của tỉnh;"))).citations
    assert (found.flags, found.number) == (flags, regex.sub(r"\D*(\d+ ?\d*).*", r"\1", cited).replace(" ", ""))
    (typed,) = parse(document_from_text(f"Căn cứ {cited} của tỉnh;", "t")).citations
    assert typed.flags == ()


def test_a_document_whose_number_is_written_by_hand_does_not_cite_itself(parse: Callable[[Document], Report]) -> None:
    rows: tuple[Row, ...] = (("header-left", "Số: … /QĐ-BTC"), ("body", "QUYẾT ĐỊNH"), ("body", "Về phí"))
    annex: tuple[Row, ...] = (("body", "(Kèm theo Quyết định số 48/QĐ-BTC ngày 18/01/2010 của Bộ Tài chính)"),)
    other: tuple[Row, ...] = (("body", "Sửa đổi Quyết định số 31/QĐ-BTC ngày 18/01/2009 của Bộ Tài chính"),)
    assert [found.number for found in parse(scan(*rows, *other, *annex)).citations] == ["31"]
