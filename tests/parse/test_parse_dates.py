from datetime import date

import pytest

from pipeline.parse.dates import dates, period
from pipeline.parse.folding import folded


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Quý I năm 2025", "Quý I năm 2025"),
        ("trong quý 1 năm 2021, xã", "quý 1 năm 2021"),
        ("quý II/2024", "quý II/2024"),
        ("kết quả 6 tháng đầu năm 2024.", "6 tháng đầu năm 2024"),
        ("9 tháng năm 2022", "9 tháng năm 2022"),
        ("tháng 01/2024", "tháng 01/2024"),
        ("tháng 5 năm 2025", "tháng 5 năm 2025"),
        ("giai đoạn 2021-2025", "giai đoạn 2021-2025"),
        ("nhiệm kỳ 2020 - 2025", "nhiệm kỳ 2020 - 2025"),
        ("năm học 2024-2025", "năm học 2024-2025"),
        ("năm 2024", "năm 2024"),
        ("ngày 15 tháng 8 năm 2024", ""),
        ("6 tháng tuổi", ""),
        ("Quảng Ngãi", ""),
    ],
)
def test_periods(text: str, label: str) -> None:
    assert period(text, folded(text)) == label


def test_the_last_period_stands_nearest_to_the_figure() -> None:
    text = "năm 2023 đạt 90%, năm 2024 đạt"
    assert period(text, folded(text), last=True) == "năm 2024"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ngày 12/01/2024", [date(2024, 1, 12)]),
        ("ngày 5.3.2020 và ngày 05 tháng 3 năm 2020", [date(2020, 3, 5), date(2020, 3, 5)]),
        ("ngày 15 thang8 nam 2024", [date(2024, 8, 15)]),
        ("31/02/2024", []),
        ("1.234/2024", []),
        ("12/2024", []),
    ],
)
def test_dates(text: str, found: list[date]) -> None:
    assert [each.value for each in dates(folded(text))] == found
