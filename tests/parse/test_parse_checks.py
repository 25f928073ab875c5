"""Checks: what contradicts itself is shown, and nothing else is."""

from collections.abc import Callable

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Document, Transcript, document_from_text
from pipeline.parse import parser
from pipeline.report import Report

from .table_pages import table_page

HEAD = "BÁO CÁO\nKết quả quý I năm 2025\n\nI. KẾT QUẢ THỰC HIỆN\n\n"


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


@pytest.fixture(scope="module")
def check(parse: Callable[[Document], Report]) -> Callable[[str], list[tuple[str, str, str, str, str]]]:
    def _run(text: str) -> list[tuple[str, str, str, str, str]]:
        checks = parse(document_from_text(HEAD + text, "a.txt")).checks
        return [(c.rule, c.status, c.expected, c.found, c.hint) for c in checks]

    return _run


Checked = Callable[[str], list[tuple[str, str, str, str, str]]]


@pytest.mark.parametrize(
    ("text", "rule", "expected", "found", "hint"),
    [
        (
            "Tổng số hồ sơ tiếp nhận là 320 hồ sơ (trong đó: mới tiếp nhận 310 hồ sơ, kỳ trước chuyển sang 12 hồ sơ).",
            "sum", "322", "320", "320 → 322 | 12 → 10",
        ),
        (  # an identity, and a list of parts in brackets: shown once
            "Tiếp nhận 36 đơn (kỳ trước chuyển sang 03 đơn, trong kỳ 30 đơn).",
            "sum", "33", "36", "36 → 33 | 03 → 06 | 30 → 33",
        ),
        (
            "Tổng số hồ sơ tiếp nhận là 500 hồ sơ. Đã giải quyết 480 hồ sơ; đang giải quyết 30 hồ sơ.",
            "sum", "510", "500", "500 → 510 | 480 → 470 | 30 → 20",
        ),
        (
            "Đã giải quyết 480 hồ sơ, trong đó: giải quyết đúng và trước hạn 477 hồ sơ; quá hạn 13 hồ sơ.",
            "sum", "490", "480", "480 → 490 | 477 → 467 | 13 → 03",
        ),
        ("Đã tiếp 238/316 lượt công dân, đạt 88,9%.", "rate", "75,32", "88,9", ""),
        (
            "Đã giải quyết 450 hồ sơ, trong đó: giải quyết đúng và trước hạn 440 hồ sơ, đạt tỷ lệ 99,8%.",
            "rate", "97,78", "99,8", "99,8 → 97,8 | 440 → 449",
        ),
        (
            "Tổng kinh phí là 8.609,28 triệu đồng (chi giáo dục: 650,88 triệu đồng, chi kinh tế: 736,80 triệu đồng, "
            "chi quản lý hành chính: 7.269,10 triệu đồng, chi bảo đảm xã hội: 42,50 triệu đồng).",
            "sum", "8.699,28", "8.609,28", "8.609,28 → 8.699,28",
        ),
        (
            "Tổng kinh phí là 13.503.000.000 đồng (Mười ba tỷ, năm trăm linh hai triệu đồng).",
            "words", "Mười ba tỷ, năm trăm linh hai triệu đồng", "13.503.000.000", "13.503.000.000 → 13.502.000.000",
        ),
        ("Giao nộp 05 (sáu) bản.", "words", "sáu", "05", "05 → 06"),
        (
            "Đã giải quyết 450 hồ sơ, quá hạn 03 hồ sơ.\n\nII. ĐÁNH GIÁ CHUNG\n\nTrong kỳ không có hồ sơ quá hạn.",
            "nil", "0", "03", "",
        ),
        ("Số liệu từ ngày 15/3/2025 đến ngày 14/3/2025.", "dates", "≥ 2025-03-15", "2025-03-14", ""),
        (
            "Tổng số hồ sơ tiếp nhận là 500 hồ sơ.\n\nII. ĐÁNH GIÁ CHUNG\n\nTổng số hồ sơ tiếp nhận là 600 hồ sơ.",
            "repeat", "500", "600", "600 → 500 | 500 → 600",
        ),
    ],
)  # fmt: skip
def test_contradictions_are_shown(check: Checked, text: str, rule: str, expected: str, found: str, hint: str) -> None:
    wrong = [row for row in check(text) if row[1] == "contradicts"]
    assert wrong == [(rule, "contradicts", expected, found, hint)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Tổng số hồ sơ tiếp nhận là 322 hồ sơ (mới tiếp nhận 310 hồ sơ, kỳ trước chuyển sang 12 hồ sơ).", "sum"),
        ("Đã tiếp 238/316 lượt công dân, đạt 75,3%.", "rate"),
        ("Đã giải quyết 176/221 đơn, đạt tỷ lệ 79,63%.", "rate"),
        ("Tổng kinh phí là 13.503.000.000 đồng (Mười ba tỷ, năm trăm linh ba triệu đồng).", "words"),
        ("Tổng kinh phí 13,5 tỷ đồng (bằng chữ: mười ba tỷ năm trăm triệu đồng).", "words"),
        ("Lúa 115 ha, năng suất đạt 62,58 tạ/ha, sản lượng đạt 719,67 tấn.", "output"),
        ("Tổng đàn trâu, bò 1.095 con (bò 970 con, trâu 125 con).", "sum"),
        ("Số liệu từ ngày 15/12/2024 đến ngày 14/3/2025.", "dates"),
    ],
)
def test_what_agrees_is_ok(check: Checked, text: str, rule: str) -> None:
    statuses = {(row[0], row[1]) for row in check(text)}
    assert (rule, "ok") in statuses
    assert "contradicts" not in {status for _, status in statuses}


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số hồ sơ tiếp nhận là 487 hồ sơ (trong đó: trực tuyến toàn trình 92 hồ sơ, liên thông 27 hồ sơ).",
        "Tiếp nhận 120 hồ sơ (mới 100 hồ sơ, trực tuyến 80 hồ sơ).",
        "Đã giải quyết 450 hồ sơ, quá hạn 03 hồ sơ. Đang giải quyết 12 hồ sơ, không có hồ sơ quá hạn.",
        "Đã giải quyết 450 hồ sơ, quá hạn 03 hồ sơ.\n\nII. PHƯƠNG HƯỚNG\n\nPhấn đấu không có hồ sơ quá hạn.",
        "Đã giải quyết 450 hồ sơ, quá hạn 03 hồ sơ. Không có hồ sơ quá hạn do nguyên nhân chủ quan.",
        "Trong 12 tháng (năm) qua đã xử lý 05 vụ.",
        "Thực hiện trong 30 ngày (theo quy định).",
        "Lúa 115 ha, năng suất đạt 62,58 tạ/ha, sản lượng đạt 500 tấn.",
        "Tổng số hồ sơ tiếp nhận là 500 hồ sơ.\n\nII. CẤP XÃ\n\nTổng số hồ sơ tiếp nhận cấp xã là 510 hồ sơ.",
        "Tỷ lệ hài lòng đạt trên 95%.\n\nII. ĐÁNH GIÁ\n\nTỷ lệ hài lòng đạt 98%.",
        "Đã giải quyết 100 hồ sơ, đúng hạn 60 hồ sơ, quá hạn 02 hồ sơ.",
    ],
)
def test_no_alarm_without_a_contradiction(check: Checked, text: str) -> None:
    assert [row for row in check(text) if row[1] == "contradicts"] == []


def test_a_share_of_more_than_all_has_no_value_and_is_told(parse: Callable[[Document], Report]) -> None:
    report = parse(document_from_text(HEAD + "Tỷ lệ hài lòng đạt 985%. Giải ngân đạt 105% kế hoạch.", "a.txt"))
    assert [(kpi.value_raw, kpi.value is None, kpi.flags) for kpi in report.kpis] == [
        ("985", True, ("rate_over_100",)),
        ("105", False, ()),
    ]
    assert [issue.code for issue in report.issues if issue.severity == "warning"].count("rate_over_100") == 1


@pytest.mark.parametrize(
    ("own", "cited", "status"),
    [("15/3/2025", "14/3/2025", "ok"), ("15/3/2025", "15/3/2025", "ok"), ("15/3/2025", "16/3/2025", "contradicts")],
)
def test_a_cited_document_is_no_younger(parse: Callable[[Document], Report], own: str, cited: str, status: str) -> None:
    day, month, year = own.split("/")
    text = f"UBND XÃ AN BÌNH\nSố: 31/BC-UBND\nAn Bình, ngày {day} tháng {month} năm {year}\nBÁO CÁO\nKết quả\n"
    report = parse(document_from_text(f"{text}I. KẾT QUẢ\nTheo Kế hoạch số 5/KH-UBND ngày {cited}.\n", "a.txt"))
    assert [(check.rule, check.status) for check in report.checks] == [("citation_date", status)]
    assert [issue.code for issue in report.issues].count("citation_after_report") == (status == "contradicts")


def test_a_table_and_the_text_are_compared(parse: Callable[[Document], Report]) -> None:
    rows = [
        ["STT", "Chỉ tiêu", "ĐVT", "Số liệu"],
        ["1", "Tỷ lệ hộ nghèo", "%", "4,4"],
        ["2", "Số hộ nghèo", "hộ", "72"],
    ]
    for told, status in (("4,4", "ok"), ("4,1", "contradicts")):
        report = parse(table_page(["I. KẾT QUẢ"], rows, [f"Toàn xã có tỷ lệ hộ nghèo là {told}%."]))
        assert ("repeat", status) in {(check.rule, check.status) for check in report.checks}


def test_a_contradiction_flags_its_figures_and_points_at_them(parse: Callable[[Document], Report]) -> None:
    document = document_from_text(HEAD + "Đã tiếp 238/316 lượt công dân, đạt 88,9%. Tiếp 05 đoàn.", "a.txt")
    report = parse(document)
    assert [("contradicted" in kpi.flags) for kpi in report.kpis] == [True, True, False]
    (check,) = report.checks
    text = Transcript.of(document).text
    assert [text[span.start : span.end] for span in check.spans] == [
        "88,9%",
        "238/316 lượt công dân",
        "238/316 lượt công dân",
    ]
    assert [issue.code for issue in report.issues if issue.code.endswith("_mismatch")] == ["rate_mismatch"]
