"""Charts: what is drawn, what is left out, and that a page comes out of any report."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from pipeline.export.chart_data import all_series, report_panels
from pipeline.export.charts import draw_report, draw_series, number_text
from pipeline.export.periods import Period, read_period
from pipeline.export.wording import load_wording
from pipeline.report import Kpi, Report
from tests.test_store import REPORT

VI = load_wording("vi")
(ONE,) = REPORT.kpis


def kpi(key: str, value: str, unit: str, **more: object) -> Kpi:
    stated = {"key": key, "value": Decimal(value), "unit": unit, "metric": "value", "conf": 0.9, "flags": ()}
    return replace(ONE, **(stated | more))  # type: ignore[arg-type]


KPIS = (
    kpi("tthc.received_total", "970", "ho_so"),
    kpi("tthc.resolved_total", "954", "ho_so", flags=("broken_digits",)),
    kpi("tthc.received_total", "999", "ho_so"),
    kpi("tthc.received_total", "5", "ho_so", scope="Hộ tịch"),
    kpi("tthc.resolved_late", "0", "ho_so", kind="target"),
    kpi("tthc.ontime_rate", "99.5", "%", metric="rate"),
    kpi("tthc.late_rate", "0.5", "%", metric="rate"),
    kpi("tthc.epay_amount", "5600000", "VND"),
)


def test_panels_hold_each_indicator_once_and_nothing_aimed_at() -> None:
    panels = report_panels(Report(kpis=KPIS), VI)
    found = [
        (panel.kind, panel.unit, [(bar.label, str(bar.value), bar.sure) for bar in panel.bars]) for panel in panels
    ]
    assert found == [
        ("value", "hồ sơ", [("Hồ sơ tiếp nhận", "970", True), ("Hồ sơ đã giải quyết", "954", False)]),
        ("rate", "%", [("Tỷ lệ giải quyết đúng hạn", "99.5", True), ("Tỷ lệ giải quyết quá hạn", "0.5", True)]),
        ("single", "", [("Số tiền thanh toán trực tuyến", "5.6", True)]),
    ]


@pytest.mark.parametrize(
    ("label", "year", "period"),
    [
        ("quý I năm 2025", None, Period(2025, 1, 3)),
        ("Quý IV/2024", None, Period(2024, 10, 3)),
        ("quý 2", 2025, Period(2025, 4, 3)),
        ("6 tháng đầu năm 2024", None, Period(2024, 1, 6)),
        ("6 tháng cuối năm 2024", None, Period(2024, 7, 6)),
        ("9 tháng năm 2022", None, Period(2022, 1, 9)),
        ("tháng 5/2025", None, Period(2025, 5, 1)),
        ("năm 2024", None, Period(2024, 1, 12)),
        ("giai đoạn 2021-2025", None, None),
        ("tuần 5", 2025, None),
        ("quý I", None, None),
        ("", 2025, None),
    ],
)
def test_periods(label: str, year: int | None, period: Period | None) -> None:
    assert read_period(label, year) == period


def rows(*stated: tuple[str, str, str]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Rows of metadata.csv and kpis.csv: (document, period, value)."""
    metadata = [{"doc_id": name, "field": "organ_name", "value": "UBND XÃ A"} for name, _, _ in stated]
    figures = [
        {
            "doc_id": name, "period_label": period, "value": value, "kpi_key": "tthc.received_total", "unit": "ho_so",
            "scope": "", "kind": "result", "metric": "value", "label_raw": "đã nhận", "confidence": "0.9", "flags": "",
        }
        for name, period, value in stated
    ]  # fmt: skip
    return metadata, figures


def test_a_series_has_periods_of_one_length_in_order() -> None:
    stated = rows(("b", "quý II năm 2024", "12"), ("a", "quý I năm 2024", "10"), ("c", "năm 2024", "40"))
    (series,) = all_series(*stated, VI)
    assert (series.agency, series.title) == ("UBND XÃ A", "Hồ sơ tiếp nhận")
    assert [(period.short, value) for period, value in series.points] == [
        ("1-3/2024", Decimal(10)),
        ("4-6/2024", Decimal(12)),
    ]


def test_a_period_whose_reports_disagree_is_left_out() -> None:
    stated = rows(("a", "quý I năm 2024", "10"), ("b", "quý I năm 2024", "11"), ("c", "quý II năm 2024", "12"))
    assert all_series(*stated, VI) == ()


@pytest.mark.parametrize("report", [Report(), Report(kpis=KPIS), REPORT], ids=["empty", "some", "full"])
def test_a_page_is_drawn_of_any_report_and_is_equal_for_equal_figures(report: Report, tmp_path: Path) -> None:
    draw_report(tmp_path / "a.png", report, VI)
    draw_report(tmp_path / "b.png", report, VI)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert Image.open(tmp_path / "a.png").width > 1000


def test_a_page_over_time_is_named_after_its_agency(tmp_path: Path) -> None:
    draw_series(tmp_path, *rows(("a", "năm 2023", "10"), ("b", "năm 2024", "11")), VI)
    assert [path.name for path in tmp_path.iterdir()] == ["UBND XÃ A.png"]


def test_numbers_are_written_as_the_language_does() -> None:
    assert number_text(Decimal("12345.678"), VI) == "12.345,68"
    assert number_text(Decimal("12345.60"), load_wording("en")) == "12,345.6"
