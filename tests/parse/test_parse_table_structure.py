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


PAIRS = [
    ["STT", "NỘI DUNG", "Dự toán", "Dự toán", "Thực hiện", "Thực hiện", "So sánh (%)", "So sánh (%)"],
    ["", "", "Thu NSNN", "Thu NSX", "Thu NSNN", "Thu NSX", "NSNN", "NSX"],
    ["1", "Tổng thu ngân sách", "1.000", "800", "600", "400", "60", "50"],
    ["2", "Thu phân chia", "500", "400", "400", "100", "80", "25"],
]
GOALS = [
    ["TT", "Chỉ tiêu", "ĐVT", "TH cùng kỳ", "KH năm", "TH 6 tháng", "So cùng kỳ (%)", "So KH (%)", "Ước năm"],
    ["1", "Tổng diện tích gieo trồng", "ha", "100", "200", "110", "110", "55", "190"],
    ["2", "Tổng đàn lợn", "con", "1.000", "4.000", "1.200", "120", "30", "3.900"],
]


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ([["STT", "Nội dung", "Dựtoánnăm", "Thucmjẹn", "ng"], *BUDGET[1:]], "NS: DT, TH, SS"),
        ([["TT", "Chiêu", "ĐVT", "KẾMẠh", "Thưcmjẹn", "S9 1"], *([r[0], r[1], "đồng", *r[2:]] for r in BUDGET[1:])],
         "KT-XH: KH, TH, SS"),
        (PAIRS, "NS: DT, TH, SS; NSNN, NSX"),
        (GOALS, "KT-XH: CK, KH, TH, SS, ước"),
        ([["STT", "Nội dung", "Tổng số", "Đúng hạn", "Tỷ lệ (%)"], *BUDGET[1:]], ""),
        (changed(changed(BUDGET, 0, 2, "Vốn"), 0, 3, "Nợ"), ""),
        ([["STT", "Nội dung", "Dụloáơnăm", "Thucmjẹn", ""], ["1", "A", "10", "2", "5"], ["2", "B", "8", "1", "3"]], ""),
    ],
    ids=["budget misread", "goals misread", "two pairs", "nine columns", "another table", "other words", "not obeyed"],
)  # fmt: skip
def test_forms_are_known_by_headers_and_figures_together(parse: Parse, rows: list[list[str]], name: str) -> None:
    (table,) = parse(table_page(["Đơn vị tính: triệu đồng"], rows, ["Hết."])).tables
    assert table.form == name


def test_uses_of_a_form_give_its_figures(parse: Parse) -> None:
    kpis = parse(table_page([], GOALS, ["Hết."])).kpis
    assert [(kpi.value_raw, kpi.kind, kpi.comparison, kpi.unit) for kpi in kpis if kpi.row == 1] == [
        ("200", "plan", "", "ha"),
        ("110", "result", "", "ha"),
        ("110", "result", "same_period_last_year", "%"),
        ("55", "result", "plan", "%"),
        ("190", "estimate", "", "ha"),
    ]
    pairs = parse(table_page(["Đơn vị tính: triệu đồng"], PAIRS, ["Hết."]))
    told = [(kpi.value, kpi.kind, kpi.scope) for kpi in pairs.kpis if kpi.row == 2][:3]
    assert told == [(10**9, "plan", "NSNN"), (8 * 10**8, "plan", "NSX"), (6 * 10**8, "result", "NSNN")]
    assert {check.rule: check.status for check in pairs.checks} == {"ratio": "ok"}


def test_a_header_that_cannot_be_read_is_named_as_in_the_form(parse: Parse) -> None:
    report = parse(table_page(["Biểu số II.06a/VPCP/KSTT"], changed(FORM, 0, 8, "Ðỉng !"), ["Hết."]))
    named = {(kpi.label_raw, "label_from_form" in kpi.flags) for kpi in report.kpis if kpi.column in (7, 8)}
    assert named == {("Trước hạn", False), ("Đúng hạn", True)}


@pytest.mark.parametrize(("column", "text", "expected"), [(6, "4S", "40"), (7, "2S", "")])
def test_where_a_number_cannot_be_read_the_rule_is_not_checkable(
    parse: Parse, column: int, text: str, expected: str
) -> None:
    report = parse(table_page([], changed(FORM, 2, column, text), ["Hết."]))
    open_checks = [check for check in report.checks if check.status == "not_checkable"]
    assert {check.rule for check in open_checks} == {"form", "total"}
    assert any(check.row == 2 and check.expected == expected for check in open_checks)
    assert not any(check.status == "contradicts" for check in report.checks)


def test_identities_of_a_form_hold_though_most_rows_were_misread(parse: Parse) -> None:
    rows = changed(changed(FORM, 2, 7, "35"), 3, 7, "19")
    report = parse(table_page([], rows, ["Hết."]))
    flagged = {(kpi.row, kpi.column) for kpi in report.kpis if "contradicted" in kpi.flags}
    assert {(2, 7), (3, 7)} <= flagged


def test_units_are_known_by_their_column_whatever_its_header(parse: Parse) -> None:
    rows = [["A", "B", "C", "Số liệu"], *([str(n), f"Đất {n}", "Ha", f"{n}00,5"] for n in range(1, 5))]
    kpis = parse(table_page([], rows, ["Hết."])).kpis
    assert [(kpi.label_raw, kpi.value, kpi.unit) for kpi in kpis][:1] == [("Đất 1", Decimal("100.5"), "ha")]
    assert len(kpis) == 4


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
