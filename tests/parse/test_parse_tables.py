from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Document, Line
from pipeline.parse import parser
from pipeline.parse.lexicon import load_lexicon
from pipeline.parse.table_units import unit_of
from pipeline.parse.tables import read_cell
from pipeline.report import Report

from .table_pages import table_page, words

ROWS = [
    ["STT", "Chỉ tiêu", "ĐVT", "Số liệu"],
    ["I", "Thủ tục hành chính", "", ""],
    ["1", "Tổng số hồ sơ tiếp nhận", "Hồ sơ", "1.487"],
    ["2", "Tỷ lệ giải quyết đúng hạn", "%", "98,5"],
    ["3", "Số hồ sơ quá hạn", "hồ sơ", "-"],
    ["4", "Tổng thu ngân sách", "Triệu đồng", "12.345,5"],
    ["5", "Tổng đàn lợn", "con", "6,8S6"],
]


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


@pytest.fixture(scope="module")
def report(parse: Callable[[Document], Report]) -> Report:
    above = ["II. KẾT QUẢ THỰC HIỆN", "Bảng 1. Kết quả chủ yếu", "Tổng số 5 hồ sơ tiếp nhận mới."]
    return parse(table_page(above, ROWS, ["III. ĐÁNH GIÁ CHUNG", "Đã giải quyết 10 hồ sơ."]))


def test_a_table_has_its_shape(report: Report) -> None:
    (table,) = report.tables
    assert (table.table_id, table.page, table.rows, table.columns, table.header_rows) == ("t0001", 1, 7, 4, 1)
    assert table.caption == "Bảng 1. Kết quả chủ yếu"
    assert table.section_id == "s0001"
    assert [cell.text for cell in table.cells if cell.is_header] == ROWS[0]


def test_cells_have_values_and_doubts(report: Report) -> None:
    cells = {(cell.row, cell.column): cell for cell in report.tables[0].cells}
    assert cells[2, 3].value == Decimal(1487)
    assert cells[3, 3].value == Decimal("98.5")
    assert (cells[4, 3].value, cells[4, 3].flags) == (None, ("nil_marker",))
    assert (cells[6, 3].value, cells[6, 3].flags) == (None, ("broken_digits",))


def test_a_cell_on_which_two_readings_disagree_is_flagged_and_so_is_its_figure(
    parse: Callable[[Document], Report],
) -> None:
    document = table_page([], ROWS, [])
    page = document.pages[0]
    lines = [
        replace(line, words=tuple(replace(w, doubt="digits" if w.raw == "98,5" else None) for w in line.words))
        for line in page.lines
    ]
    report = parse(replace(document, pages=(replace(page, lines=tuple(lines)),)))
    flagged = [(cell.text, cell.value) for cell in report.tables[0].cells if "digits_disagree" in cell.flags]
    assert flagged == [("98,5", Decimal("98.5"))]
    assert [kpi.key for kpi in report.kpis if "digits_disagree" in kpi.flags] == ["tthc.ontime_rate"]


def test_a_statistic_table_gives_figures(report: Report) -> None:
    found = [(k.key, k.value, k.unit, k.row, k.column) for k in report.kpis if k.table_id]
    assert found == [
        ("tthc.received_total", Decimal(1487), "ho_so", 2, 3),
        ("tthc.ontime_rate", Decimal("98.5"), "%", 3, 3),
        ("bud.revenue_total", Decimal(12345500000), "VND", 5, 3),
        ("agri.herd.pig", None, "con", 6, 3),
    ]


def test_a_comma_that_was_not_read_is_told(parse: Callable[[Document], Report]) -> None:
    rows = [
        ["STT", "Chỉ tiêu", "ĐVT", "Số liệu"],
        ["1", "Tỷ lệ hộ nghèo", "%", "44"],
        ["2", "Tỷ lệ bao phủ BHYT", "%", "859"],
        ["3", "Tổng diện tích gieo trồng", "ha", "5428"],
    ]
    prose = ["Toàn xã còn 72 hộ nghèo, chiếm 4,4%.", "Tổng diện tích gieo trồng 542,8 ha."]
    report = parse(table_page([], rows, prose))
    hints = {hint for check in report.checks if check.status == "contradicts" for hint in check.hint.split(" | ")}
    assert {"44 → 4,4", "5428 → 542,8"} <= hints
    found = {kpi.value_raw: (kpi.value is None, kpi.flags) for kpi in report.kpis}
    assert found["859"] == (True, ("rate_over_100",))
    assert found["44"] == found["4,4"] == (False, ("contradicted",))


def test_table_lines_are_no_prose(report: Report) -> None:
    assert [section.title for section in report.sections] == ["KẾT QUẢ THỰC HIỆN", "ĐÁNH GIÁ CHUNG"]
    assert [kpi.key for kpi in report.kpis if not kpi.table_id] == ["tthc.received_new", "tthc.resolved_total"]


def test_the_unit_line_holds_for_the_whole_table(parse: Callable[[Document], Report]) -> None:
    rows = [["STT", "Nội dung", "Dự toán", "Thực hiện"], ["1", "Tổng thu ngân sách", "1.000", "1.200,5"]]
    report = parse(table_page(["Biểu thu ngân sách", "Đơn vị tính: triệu đồng"], rows, ["Hết."]))
    assert report.tables[0].unit_line == "Đơn vị tính: triệu đồng"
    assert [(kpi.value, kpi.kind) for kpi in report.kpis] == [
        (Decimal(1000000000), "plan"),
        (Decimal(1200500000), "result"),
    ]


@pytest.mark.parametrize(
    ("head", "line", "unit", "text", "value", "kind", "flag"),
    [
        ("Thực hiện (ha)", "Đơn vị tính: triệu đồng", "", "120", "120", "ha", ""),
        ("Thực hiện", "", "Triệu đồng", "85%", "85", "%", "percent"),
        ("Thực hiện", "", "con", "6,856", None, "con", "suspect_thousands_comma"),  # no one keeps a part of a pig
        ("Thực hiện", "", "1.000 con", "1,250", "1250", "con", ""),
    ],
)
def test_a_figure_and_its_cell_have_one_unit(
    parse: Callable[[Document], Report], head: str, line: str, unit: str, text: str, value: str, kind: str, flag: str
) -> None:
    rows = (
        [["TT", "Chỉ tiêu", "Đơn vị", head], ["1", "Đàn lợn", unit, text]]
        if unit
        else ([["TT", "Chỉ tiêu", head], ["1", "Diện tích gieo trồng", text]])
    )
    report = parse(table_page([line] if line else [], rows, ["Hết."]))
    (kpi,) = report.kpis
    (cell,) = (cell for cell in report.tables[0].cells if cell.text == text)
    assert (kpi.value, kpi.unit, cell.unit) == (None if value is None else Decimal(value), kind, kind)
    assert flag in ("", *kpi.flags)
    assert flag in ("", *cell.flags)


def test_column_numbers_belong_to_the_header(parse: Callable[[Document], Report]) -> None:
    rows = [["TT", "Lĩnh vực", "Tổng số", "Quá hạn"], ["(1)", "(2)", "(3)", "(4)"], ["1", "Hộ tịch", "12", "0"]]
    report = parse(table_page(["Biểu"], rows, ["Hết."]))
    assert report.tables[0].header_rows == 2
    assert report.kpis == ()


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        ("12.345,5", "12345.5", ()),
        ("-5", "-5", ()),
        ("98,5%", "98.5", ("percent",)),
        ("(12)", "12", ("bracketed",)),
        ("-", None, ("nil_marker",)),
        ("", None, ()),
        ("Hộ tịch", None, ()),
        ("1.2S4", None, ("broken_digits",)),
        ("62.28", "62.28", ("dot_decimal",)),
        ("năm 2024", None, ()),
    ],
)
def test_reading_a_cell(text: str, value: str | None, flags: tuple[str, ...]) -> None:
    assert read_cell(text) == (None if value is None else Decimal(value), flags)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Triệu đồng", ("VND", 1000000)),
        ("1.000 đồng", ("VND", 1000)),
        ("tỷ đồng", ("VND", 1000000000)),
        ("1.000 tỷ đồng", ("VND", 1000000000000)),
        ("Ha", ("ha", 1)),
        ("%", ("%", 1)),
        ("Tấn", ("tan", 1)),
        ("nghìn con", ("con", 1000)),
        ("Giỏ", None),
    ],
)
def test_units_of_tables(text: str, unit: tuple[str, int] | None) -> None:
    found = unit_of(text, load_lexicon())
    assert found == (None if unit is None else (unit[0], Decimal(unit[1])))


def test_a_table_of_fields_gives_the_indicator_of_the_total_only(parse: Callable[[Document], Report]) -> None:
    rows = [
        ["TT", "Lĩnh vực", "Tổng số", "Đã giải quyết", "Quá hạn", "Đang giải quyết"],
        ["1", "Hộ tịch", "42", "40", "1", "2"],
        ["", "Tổng cộng", "42", "40", "1", "2"],
    ]
    kpis = parse(table_page(["Đơn vị tính: hồ sơ"], rows, ["Hết."])).kpis
    assert [(kpi.key, kpi.scope, kpi.value) for kpi in kpis] == [
        ("", "Hộ tịch", Decimal(42)),
        ("", "Hộ tịch", Decimal(40)),
        ("", "Hộ tịch", Decimal(1)),
        ("", "Hộ tịch", Decimal(2)),
        ("tthc.received_total", "", Decimal(42)),
        ("tthc.resolved_total", "", Decimal(40)),
        ("tthc.resolved_late", "", Decimal(1)),
        ("tthc.pending_total", "", Decimal(2)),
    ]


def test_a_column_of_comparison_is_an_achievement(parse: Callable[[Document], Report]) -> None:
    rows = [
        ["TT", "Chỉ tiêu", "ĐVT", "Thực hiện", "So với KH (%)"],
        ["1", "Diện tích gieo trồng", "ha", "542,8", "82,6"],
    ]
    kpis = parse(table_page(["Biểu"], rows, ["Hết."])).kpis
    assert [(kpi.metric, kpi.value, kpi.unit, kpi.comparison) for kpi in kpis] == [
        ("value", Decimal("542.8"), "ha", ""),
        ("achievement", Decimal("82.6"), "%", "plan"),
    ]


def test_a_cell_whose_figure_is_withheld_has_no_value(parse: Callable[[Document], Report]) -> None:
    document = table_page([], [*ROWS[:2], ["1", "Tổng số hồ sơ tiếp nhận", "Hồ sơ", "1.481"]], [])
    page = document.pages[0]
    doubted = [
        replace(line, words=tuple(replace(w, doubt="digits" if w.raw == "1.481" else None) for w in line.words))
        for line in page.lines
    ]
    told = Line(words("Tổng số hồ sơ tiếp nhận là 1.487 hồ sơ.", 50, 900))
    report = parse(replace(document, pages=(replace(page, lines=(*doubted, told)),)))
    (kpi,) = (kpi for kpi in report.kpis if kpi.table_id)
    (cell,) = (cell for cell in report.tables[0].cells if cell.text == "1.481")
    assert (kpi.value, cell.value) == (None, None)
    assert "withheld" in kpi.flags and "withheld" in cell.flags


def test_periods_of_columns_come_from_the_innermost_header_and_units_from_its_bracket(
    parse: Callable[[Document], Report],
) -> None:
    rows = [
        ["TT", "Chỉ tiêu", "Năm 2019", "Năm 2019"],
        ["", "", "Kế hoạch năm 2019 (đồng/hộ)", "Ước thực hiện 6 tháng 2019 (đồng/hộ)"],
        ["1", "Mức hỗ trợ", "250.000", "120.000"],
        ["2", "Mức vay", "300.000", "150.000"],
    ]
    document = table_page([], rows, [])
    (grid,) = document.pages[0].grids
    tall = (replace(cell, row_span=2) for cell in grid.cells[:2])
    grid = replace(grid, cells=(*tall, replace(grid.cells[2], column_span=2), *grid.cells[6:]))
    lines = tuple(line for line in document.pages[0].lines if line.cell != (0, 0, 3))
    page = replace(document.pages[0], grids=(grid,), lines=lines)
    report = parse(replace(document, pages=(page,)))
    found = [(kpi.value, kpi.unit, kpi.kind, kpi.period_label) for kpi in report.kpis if kpi.row == 2]
    assert found == [
        (Decimal(250000), "VND", "plan", "năm 2019"),
        (Decimal(120000), "VND", "estimate", "6 tháng 2019"),
    ]
