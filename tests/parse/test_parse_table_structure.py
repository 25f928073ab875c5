"""Tables: paths, units, kinds of rows, pages, forms; and what their figures must agree with."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Document
from pipeline.export.bundle import wide_tables
from pipeline.parse import parser
from pipeline.parse.table_rows import body_rows
from pipeline.report import Report

from .table_pages import table_page

Parse = Callable[[Document], Report]
FORM = [
    ["TT", "Lĩnh vực", "Tổng số", "Trực tuyến", "Trực tiếp", "Kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn",
     "Tổng số", "Trong hạn", "Quá hạn"],
    [f"({n})" for n in range(1, 14)],
    ["1", "Hộ tịch", "42", "30", "10", "2", "40", "25", "14", "1", "2", "2", "0"],
    ["2", "Đất đai", "20", "12", "6", "2", "17", "9", "7", "1", "3", "2", "1"],
    ["", "Tổng cộng", "62", "42", "16", "4", "57", "34", "21", "2", "5", "4", "1"],
]  # fmt: skip
BUDGET = [
    ["STT", "Nội dung", "Dự toán", "Thực hiện", "So sánh TH/DT (%)"],
    ["A", "Tổng thu ngân sách", "1.000", "600,5", "60,1"],
    ["1", "Thu hưởng 100%", "400", "200,5", "50,1"],
    ["2", "Thu phân chia", "600", "400", "66,7"],
    ["B", "Tổng chi ngân sách", "900", "450", "50"],
    ["1", "Chi thường xuyên", "500", "250", "50"],
    ["2", "Chi đầu tư", "400", "200", "50"],
]
FORMULA = [
    ["TT", "Đơn vị", "Nhận", "Cũ", "Mới", "Đạt"],
    ["1", "2", "3=4+5", "4", "5", "6=5/3"],
    ["1", "Thôn A", "12", "2", "10", "83,3"],
    ["2", "Thôn B", "8", "3", "5", "62,5"],
    ["3", "Thôn C", "20", "5", "15", "75"],
]


@pytest.fixture(scope="module")
def parse() -> Parse:
    return parser(ParseOptions())


def changed(rows: list[list[str]], row: int, column: int, text: str) -> list[list[str]]:
    return [[text if (r, c) == (row, column) else cell for c, cell in enumerate(cells)] for r, cells in enumerate(rows)]


def checks(parse: Parse, rows: list[list[str]], above: str = "Đơn vị tính: triệu đồng") -> dict[str, set[str]]:
    """Statuses by rule."""
    found: dict[str, set[str]] = {}
    for check in parse(table_page([above], rows, ["Hết."])).checks:
        if check.table_id:
            found.setdefault(check.rule, set()).add(check.status)
    return found


@pytest.mark.parametrize(
    ("rows", "rules"),
    [(FORM, {"form", "total"}), (BUDGET, {"group", "ratio"}), (FORMULA, {"formula"})],
    ids=["form", "budget", "formula"],
)
def test_tables_that_agree_raise_no_alarm(parse: Parse, rows: list[list[str]], rules: set[str]) -> None:
    assert checks(parse, rows) == {rule: {"ok"} for rule in rules}


@pytest.mark.parametrize(
    ("rows", "row", "column", "text", "rules", "hint"),
    [
        (FORM, 2, 7, "23", {"form", "total"}, "23 → 25"),
        (FORM, 4, 2, "65", {"form", "total"}, "65 → 62"),
        (BUDGET, 1, 2, "1.200", {"ratio"}, "1.200 → 1.000"),
        (BUDGET, 3, 4, "96,7", {"ratio"}, "96,7 → 66,7"),
        (FORMULA, 4, 2, "30", {"formula"}, "30 → 20"),
    ],
)
def test_one_wrong_cell_is_shown_with_its_hint(
    parse: Parse, rows: list[list[str]], row: int, column: int, text: str, rules: set[str], hint: str
) -> None:
    report = parse(table_page(["Đơn vị tính: triệu đồng"], changed(rows, row, column, text), ["Hết."]))
    wrong = [check for check in report.checks if check.status == "contradicts"]
    assert {check.rule for check in wrong} == rules
    assert any(hint in check.hint.split(" | ") for check in wrong)
    flags = [kpi.flags for kpi in report.kpis if (kpi.row, kpi.column) == (row, column)]
    assert all("contradicted" in found for found in flags)


@pytest.mark.parametrize(
    "rows",
    [
        [["TT", "Nội dung", "Số liệu"], ["I", "Chi", "500"], ["1", "Trong đó: lương", "100"], ["2", "Điện", "50"]],
        [["TT", "Nội dung", "Số liệu"], ["A", "Đất", "0"], ["I", "Lúa", "100"], ["II", "Ngô", "50"]],
        [
            ["TT", "Nội dung", "Số liệu", "Khác"],
            ["1", "Lúa", "100", "3"],
            ["2", "Ngô", "50", "4"],
            ["", "Tổng số", "9", "1"],
        ],
        [["TT", "Đơn vị", "Nhận", "Mới"], ["1", "2", "3=4", "4"], ["1", "A", "5", "9"], ["2", "B", "6", "8"]],
    ],
    ids=["of which", "whole not filled in", "not a total", "formula misread"],
)
def test_a_rule_that_the_table_does_not_obey_is_not_believed(parse: Parse, rows: list[list[str]]) -> None:
    assert "contradicts" not in {status for found in checks(parse, rows).values() for status in found}


def test_a_form_is_mapped_by_place_though_headers_are_misread(parse: Parse) -> None:
    rows = changed(changed(FORM, 0, 3, "Trực luyên"), 0, 8, "Dúng bạn")
    report = parse(table_page(["Biểu số II.06a/VPCP/KSTT"], rows, ["Hết."]))
    (table,) = report.tables
    assert table.form == "II.06a/VPCP/KSTT"
    assert [(kpi.key, kpi.value, kpi.unit) for kpi in report.kpis if not kpi.scope][:3] == [
        ("tthc.received_total", Decimal(62), "ho_so"),
        ("tthc.received_online", Decimal(42), "ho_so"),
        ("tthc.received_direct", Decimal(16), "ho_so"),
    ]
    assert {kpi.scope for kpi in report.kpis} == {"", "Hộ tịch", "Đất đai"}


def test_cells_know_header_unit_and_role(parse: Parse) -> None:
    rows = [
        ["TT", "Chỉ tiêu", "ĐVT", "Diện tích (ha)", "So với KH (%)", "Số liệu"],
        ["I", "Trồng trọt", "", "", "", ""],
        ["1", "Lúa", "Tấn", "1,5", "60", "12"],
        ["2", "Dân số", "Ngườ i", "", "", "7"],
        ["", "Tổng cộng", "", "2", "", ""],
    ]
    (table,) = parse(table_page(["Đơn vị tính: triệu đồng"], rows, ["Hết."])).tables
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    assert table.roles == ("header", "group", "item", "item", "total")
    assert cells[2, 3].header == "Diện tích (ha)"
    assert [(cells[at].unit, cells[at].factor) for at in ((2, 3), (2, 4), (2, 5), (3, 5), (4, 3))] == [
        ("tan", 1),
        ("%", 1),
        ("tan", 1),
        ("nguoi", 1),
        ("ha", 1),
    ]


def two_pages(first: list[list[str]], second: list[list[str]], between: list[str]) -> Document:
    one, two = table_page(["Biểu", "Đơn vị tính: triệu đồng"], first, between), table_page([], second, ["Hết."])
    pages = (one.pages[0], replace(two.pages[0], number=2))
    return Document("two.pdf", "0" * 64, pages)


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_goes_on_over_the_page(parse: Parse, repeated: bool) -> None:
    report = parse(two_pages(BUDGET[:3], (BUDGET[:1] if repeated else []) + BUDGET[3:], []))
    _, second = report.tables
    assert (second.continues, second.header_rows, second.unit_line) == (
        "t0001",
        int(repeated),
        "Đơn vị tính: triệu đồng",
    )
    assert wide_tables(report.tables) == {"t0001": BUDGET}
    assert {cell.header for cell in second.cells if cell.column == 3 and not cell.is_header} == {"Thực hiện"}
    plans = [kpi.value for kpi in report.kpis if kpi.kind == "plan"]
    assert plans == [Decimal(n) * 10**6 for n in (1000, 400, 600, 900, 500, 400)]
    assert {check.rule for check in report.checks if check.status == "ok"} >= {"group", "ratio"}


def test_text_between_parts_two_tables(parse: Parse) -> None:
    report = parse(two_pages(BUDGET[:3], BUDGET[3:], ["Số liệu trên đây là của quý I."]))
    assert [table.continues for table in report.tables] == ["", ""]


@pytest.mark.parametrize(
    ("ordinals", "parents"),
    [
        (["A", "I", "1", "2", "II", "B", "I"], [None, 0, 1, 1, 0, None, 5]),
        (["GG", "HH", "II", "I", "II"], [None, None, None, 2, 2]),
        (["1", "1.1", "1.2", "2"], [None, 0, 0, None]),
        (["I", "1", "a", "b", "-", "2"], [None, 0, 1, 1, 3, 0]),
        (["IV", "V", "VI"], [None, None, None]),
        (["B", "C", "D"], [None, None, None]),
    ],
)
def test_ordinals_make_a_tree(ordinals: list[str], parents: list[int | None]) -> None:
    texts = {(row, 0): ordinal for row, ordinal in enumerate(ordinals)} | {
        (row, 1): "x" for row in range(len(ordinals))
    }
    assert [row.parent for row in body_rows(texts, 0, len(ordinals), 0, 1, ["tong"])] == parents
