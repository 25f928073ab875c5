"""Figures beside what they are compared with: what contradicts, what leaps, and what is left alone."""

from collections.abc import Callable

import pytest

from pipeline.config import ParseOptions
from pipeline.document import document_from_text
from pipeline.export.wording import load_wording
from pipeline.parse import parser
from pipeline.report import Report

HEAD = "BÁO CÁO\nKết quả năm 2025\n\nI. KẾT QUẢ THỰC HIỆN\n\n"

Read = Callable[[str], Report]


@pytest.fixture(scope="module")
def read() -> Read:
    parse = parser(ParseOptions())
    return lambda text: parse(document_from_text(HEAD + text, "a.txt"))


@pytest.mark.parametrize(
    ("text", "status", "expected", "found", "hint"),
    [
        ("Tổng đàn lợn 3.360 con, tăng 12% so với cùng kỳ năm trước (3.000 con).", "ok", "12", "12", ""),
        (
            "Tổng đàn lợn 3.360 con, tăng 21% so với cùng kỳ năm trước (3.000 con).",
            "contradicts", "12", "21", "21 → 11 | 3.360 → 3.660",
        ),
        ("Tổng đàn lợn 3.360 con, tăng 360 con so với năm 2024 là 3.000 con.", "ok", "360", "360", ""),
        (
            "Tổng đàn lợn 3.360 con, tăng 860 con so với năm 2024 (3.000 con).",
            "contradicts", "360", "860", "860 → 360 | 3.360 → 3.860",
        ),
        ("Tổng đàn lợn 2.700 con, giảm 10% so với cùng kỳ (3.000 con).", "ok", "10", "10", ""),
        ("Tổng đàn lợn 2.700 con (cùng kỳ năm trước 3.000 con), giảm 10%.", "ok", "10", "10", ""),
        ("Thu phí đạt 900 triệu đồng, bằng 45% kế hoạch (2.000 triệu đồng).", "ok", "45", "45", ""),
        ("Thu 900 triệu đồng/kế hoạch 2.000 triệu đồng, đạt 54% kế hoạch.", "contradicts", "45", "54", "54 → 44"),
        ("Thu phí đạt 45 tỷ đồng, gấp 1,5 lần so với cùng kỳ (30 tỷ đồng).", "ok", "1,5", "1,5", ""),
        ("Số hộ nghèo giảm từ 140 hộ xuống còn 120 hộ, giảm 20 hộ.", "ok", "20", "20", ""),
        (
            "Số hộ nghèo giảm từ 140 hộ xuống còn 120 hộ, giảm 30 hộ.",
            "contradicts", "20", "30", "30 → 20 | 120 → 110 | 140 → 150",
        ),
    ],
)  # fmt: skip
def test_a_change_follows_from_figure_and_base(
    read: Read, text: str, status: str, expected: str, found: str, hint: str
) -> None:
    (check,) = (check for check in read(text).checks if check.rule == "base")
    assert (check.status, check.expected, check.found, check.hint) == (status, expected, found, hint)


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("Tổng đàn lợn 30.600 con (cùng kỳ năm trước 3.000 con).", "3.060", "30.600"),
        ("Tổng đàn lợn 306 con (cùng kỳ năm trước 3.000 con).", "3.060", "306"),
        ("Thu phí đạt 45,6 tỷ đồng; năm 2024 là 456 tỷ đồng.", "456", "45,6"),
        (
            "Tổng số hồ sơ tiếp nhận năm 2024 là 1.234 hồ sơ. Tổng số hồ sơ tiếp nhận năm 2025 là 12.900 hồ sơ.",
            "1.290", "12.900",
        ),
        ("Thu phí đạt 20.000 triệu đồng/kế hoạch 2.000 triệu đồng.", "2.000", "20.000"),
    ],
)  # fmt: skip
def test_leaps_are_shown_and_nothing_is_changed(read: Read, text: str, expected: str, found: str) -> None:
    report = read(text)
    (check,) = (check for check in report.checks if check.rule == "jump")
    assert (check.status, check.expected, check.found) == ("contradicts", expected, found)
    assert check.hint == f"{found} → {expected}"
    concerned = [kpi for kpi in report.kpis if kpi.kpi_id in check.kpi_ids]
    assert [kpi.value is not None and "contradicted" in kpi.flags for kpi in concerned] == [True, True]
    (issue,) = (issue for issue in report.issues if issue.code == "jump_mismatch")
    for language in ("vi", "en"):
        assert found in load_wording(language).message(issue, text)


@pytest.mark.parametrize(
    "text",
    [
        "Tổng đàn lợn 5.000 con (cùng kỳ năm trước 3.000 con).",
        "Tiếp nhận 30 đơn (cùng kỳ năm trước 3 đơn).",  # small numbers leap easily
        "Thu phí đạt 200 triệu đồng/kế hoạch 2.000 triệu đồng.",  # a tenth of a plan
        "Tổng đàn lợn 30.600 con, tăng 920% so với cùng kỳ năm trước (3.000 con).",  # borne out
        "Tổng đàn lợn 30.600 con; tổng đàn trâu 3.000 con.",
        "Thu phí năm 2024 là 456 tỷ đồng. Thu phí tháng 5 năm 2025 là 45,6 tỷ đồng.",  # periods of other lengths
        "Tiếp nhận 487 hồ sơ, tăng 2 lần so với cùng kỳ năm trước (162 hồ sơ).",  # twice, or twice more
        "Tỷ lệ hộ nghèo 4,5%, giảm 2% so với cùng kỳ (6,5%).",  # points, or per cent
    ],
)
def test_what_may_be_is_no_contradiction(read: Read, text: str) -> None:
    told = {check.rule for check in read(text).checks if check.status == "contradicts"}
    assert not told & {"base", "jump"}
