"""What zones and OCR confidence change."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Box, Document, Fix, Line, Page, Word, Zone
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
