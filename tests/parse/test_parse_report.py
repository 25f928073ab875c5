"""A whole report of our own, and all that must be found in it."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Document, document_from_text
from pipeline.errors import InputError
from pipeline.parse import parse_report, parser
from pipeline.report import Report
from pipeline.store import to_json

HERE = Path(__file__).parent
TEXT = (HERE / "sample_report.txt").read_text(encoding="utf-8")
EXPECTED = HERE / "sample_report.expected.json"


@pytest.fixture(scope="module")
def report() -> Report:
    return parse_report(document_from_text(TEXT, "sample_report.txt"), ParseOptions())


def test_metadata(report: Report) -> None:
    found = {field.name: field.value for field in report.fields if field.name != "recipients"}
    assert found == {
        "code_number": "31",
        "code_notation": "BC-UBND",
        "place": "An Bình",
        "issued_date": "2025-04-05",
        "organ_name": "UBND XÃ AN BÌNH",
        "doc_type": "Báo cáo",
        "doc_type_abbr": "BC",
        "subject": "Kết quả công tác cải cách hành chính quý I năm 2025",
        "addressees": "Ủy ban nhân dân huyện Hòa Sơn",
        "signer_competence": "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH",
        "signer_position": "PHÓ CHỦ TỊCH",
        "signer_name": "Trần Văn Bình",
        "period_label": "quý I năm 2025",
    }
    assert [field.value for field in report.fields if field.name == "recipients"] == [
        "Như trên",
        "Thường trực Đảng ủy (để b/c)",
        "Lưu: VT",
    ]


def test_sections(report: Report) -> None:
    assert [(s.path, s.role) for s in report.sections] == [
        ("I", "results"),
        ("I.1", "direction"),
        ("I.2", "procedures"),
        ("I.2.a", "results"),
        ("I.2.b", "procedures"),
        ("I.3", "public_finance"),
        ("II", "plan"),
    ]


def test_doubts(report: Report) -> None:
    assert [(issue.code, issue.severity) for issue in report.issues] == [
        ("suspect_thousands_comma", "warning"),
        ("rate_mismatch", "warning"),
        ("sum_mismatch", "warning"),
    ]


def test_the_whole_report_is_as_before(report: Report) -> None:
    """Set VANTHU_REWRITE=1 to write the expected file anew, and read the difference before you commit it."""
    found = json.dumps(to_json(report), ensure_ascii=False, indent=1)
    if os.environ.get("VANTHU_REWRITE"):
        EXPECTED.write_text(found + "\n", encoding="utf-8")
    assert json.loads(found) == json.loads(EXPECTED.read_text(encoding="utf-8"))


def test_a_missing_file_of_indicators_is_an_input_error() -> None:
    with pytest.raises(InputError, match="indicators"):
        parser(ParseOptions(kpis="/nowhere/own.toml"))


@pytest.mark.parametrize("text", ["", "\n\n", "\f\f", "   ", "Một dòng."])
def test_empty_documents(text: str) -> None:
    report = parse_report(document_from_text(text, "t"), ParseOptions())
    assert (report.sections, report.citations, report.kpis, report.tables) == ((), (), (), ())


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 31  /BC-UBND", "31", "BC-UBND"),
        ("Số:      /BC-UBND", "", "BC-UBND"),
        ("Số:…/KH-UBND", "", "KH-UBND"),
        ("Số: 12/UBND-VX", "12", "UBND-VX"),
        ("Sô: 45/BC- UBND", "45", "BC-UBND"),
        ("Số: 02/2025/QĐ-UBND", "02", "QĐ-UBND"),
        ("Số: 87/BC-UBND An Bình, ngày 15 tháng 8 năm 2024", "87", "BC-UBND"),
        ("Số: 40/SNV-CCHC&VTLT", "40", "SNV-CCHC&VTLT"),
        ("Số 06-HD/TW", "06", "HD/TW"),
        ("Số: 1061/BGDĐT-GDTrH", "1061", "BGDĐT-GDTrH"),
        ("số: 45/UBND-NC", "45", "UBND-NC"),  # OCR takes S for s
    ],
)
def test_own_number(parse: Callable[[Document], Report], line: str, number: str, symbol: str) -> None:
    report = parse(document_from_text(f"UBND XÃ AN BÌNH\n{line}\nBÁO CÁO\nKết quả\nI. MỘT\n", "t"))
    assert (report.field("code_number"), report.field("code_notation")) == (number, symbol)
    assert (number == "") == any(issue.code == "missing_number" for issue in report.issues)


@pytest.mark.parametrize(
    ("line", "place", "issued", "code"),
    [
        ("Đưng K’Nớ, ngày 07 tháng 3 năm 2025", "Đưng K’Nớ", "2025-03-07", ""),
        ("TP. Hồ Chí Minh, ngày 7 tháng 12 năm 2024", "TP. Hồ Chí Minh", "2024-12-07", ""),
        ("Phường 12, ngày 05 tháng 01 năm 2024", "Phường 12", "2024-01-05", ""),
        ("Long Anh, ngày       tháng 01 năm 2024", "Long Anh", "", "incomplete_date"),
        ("Hà Nội, ngày … tháng … năm 2026", "Hà Nội", "", "incomplete_date"),
        ("Hà Nội, ngày 31 tháng 02 năm 2026", "Hà Nội", "", "impossible_date"),
        ("An Bình, ngày 15 thang8 nam 2024", "An Bình", "2024-08-15", ""),
    ],
)
def test_place_and_date(parse: Callable[[Document], Report], line: str, place: str, issued: str, code: str) -> None:
    report = parse(document_from_text(f"UBND XÃ AN BÌNH\nSố: 5/BC-UBND\n{line}\nBÁO CÁO\nKết quả\n", "t"))
    assert (report.field("place"), report.field("issued_date")) == (place, issued)
    assert [issue.code for issue in report.issues] == ([code] if code else [])


@pytest.mark.parametrize(
    ("lines", "organ", "parent"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH AN GIANG", "ỦY BAN NHÂN DÂN TỈNH AN GIANG", ""),
        ("UBND TỈNH AN GIANG\nSỞ NỘI VỤ", "SỞ NỘI VỤ", "UBND TỈNH AN GIANG"),
        ("BỘ NÔNG NGHIỆP VÀ\nPHÁT TRIỂN NÔNG THÔN", "BỘ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", ""),
        ("UBND XÃ AN BÌNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND XÃ AN BÌNH", ""),
    ],
)
def test_organs(parse: Callable[[Document], Report], lines: str, organ: str, parent: str) -> None:
    report = parse(document_from_text(f"{lines}\nĐộc lập - Tự do - Hạnh phúc\nSố: 5/BC-UBND\nBÁO CÁO\nKết quả\n", "t"))
    assert (report.field("organ_name"), report.field("organ_parent")) == (organ, parent)


@pytest.mark.parametrize("subject", ["THI HÀNH ĐIỀU LỆ HỘI", "TRIỂN KHAI KẾ HOẠCH THÁNG"])
def test_a_subject_in_capitals_may_begin_as_a_body_does(parse: Callable[[Document], Report], subject: str) -> None:
    text = f"HỘI NÔNG DÂN\nSố: 5/QĐ-HND\nQUY ĐỊNH\n{subject}\nThi hành nghị quyết của đại hội.\n"
    assert parse(document_from_text(text, "t")).field("subject") == subject


def test_a_letter_has_its_subject_from_about(parse: Callable[[Document], Report]) -> None:
    text = (
        "UBND TỈNH AN GIANG\nSỐ NHÀ\nSố: 791/STC-NS\nV/v điều chỉnh dự toán\nngân sách\n"
        "An Giang, ngày 7 tháng 7 năm 2020\nKính gửi:\n- Sở Nội vụ;\n- Sở Y tế.\nTheo đề nghị.\n"
    )
    report = parse(document_from_text(text, "t"))
    assert report.field("subject") == "điều chỉnh dự toán ngân sách"
    assert [field.value for field in report.fields if field.name == "addressees"] == ["Sở Nội vụ", "Sở Y tế"]
    assert report.field("doc_type") == "Công văn"


@pytest.mark.parametrize(
    ("number", "day", "codes"),
    [
        ("Số: $+/UBND-VX", "ngày {tháng 02 năm 2025", ["unreadable_number", "incomplete_date"]),
        ("Số:j4 /BC-UBND", "ngày 0† tháng 02 năm 2025", ["unreadable_number", "incomplete_date"]),
        ("Số: /IÖ/BGDĐT-GDTrH", "ngày2 tháng 02 năm 2025", ["unreadable_number", "unreadable_date"]),
        ("", "", ["missing_number", "missing_date"]),
    ],
)
def test_what_cannot_be_read_is_left_out(
    parse: Callable[[Document], Report], number: str, day: str, codes: list[str]
) -> None:
    report = parse(document_from_text(f"UBND XÃ AN BÌNH\n{number}\nAn Bình, {day}\nBÁO CÁO\nKết quả\n", "t"))
    assert (report.field("code_number"), report.field("issued_date")) == ("", "")
    assert report.field("organ_name") == "UBND XÃ AN BÌNH"
    assert [issue.code for issue in report.issues] == codes


def test_dirt_and_open_quotes_are_no_subject(parse: Callable[[Document], Report]) -> None:
    text = 'BÁO CÁO\nÀ .^A .À k4 LÄ ˆ Lá °© ˆ Ẩ `4\n"Kết quả công tác quý I năm 2025\nI. KẾT QUẢ\n'
    assert parse(document_from_text(text, "t")).field("subject") == "Kết quả công tác quý I năm 2025"


def test_the_place_to_hand_in_files_is_no_foot(parse: Callable[[Document], Report]) -> None:
    text = "I. KẾT QUẢ\nNơi nhận hồ sơ là Bộ phận Một cửa.\nTổng số hồ sơ tiếp nhận là 20 hồ sơ.\n"
    assert [kpi.value_raw for kpi in parse(document_from_text(text, "t")).kpis] == ["20"]
