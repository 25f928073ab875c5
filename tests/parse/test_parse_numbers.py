import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.numbers import format_number, judged, read_number, scaled

CASES = tomllib.loads((Path(__file__).parent / "cases" / "numbers.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("raw", "value"), CASES["values"].items())
def test_a_number_has_its_value(raw: str, value: str) -> None:
    assert read_number(raw).value == Decimal(value)


@pytest.mark.parametrize(("raw", "flag"), CASES["doubts"].items())
def test_a_doubtful_number_has_a_flag_and_no_value(raw: str, flag: str) -> None:
    number = read_number(raw)
    assert number.value is None
    assert number.flags == (flag,)


def test_half_a_pig_is_a_slip() -> None:
    assert judged(read_number("6,856"), "count").flags == ("suspect_thousands_comma",)
    assert judged(read_number("6,856"), "money").value == Decimal("6.856")


@given(st.decimals(min_value=0, max_value=10**12, allow_nan=False, allow_infinity=False, places=2))
def test_what_is_formatted_reads_back(value: Decimal) -> None:
    assert read_number(format_number(value)).value == value


@given(st.integers(min_value=0, max_value=10**15))
def test_whole_numbers_read_back(value: int) -> None:
    assert read_number(format_number(Decimal(value))).value == value


@given(st.text(alphabet="0123456789.,", max_size=24))
def test_any_digits_are_read_or_doubted(raw: str) -> None:
    number = read_number(raw)
    assert number.value is not None or number.flags


def test_magnitudes_leave_no_idle_zeros() -> None:
    assert str(scaled(Decimal("339.477"), Decimal(10**6))) == "339477000"
    assert str(scaled(Decimal("0.0000005"), Decimal(10**6))) == "0.5"
    assert str(scaled(Decimal("42.50"), Decimal(1))) == "42.50"


@pytest.mark.parametrize(("raw", "value"), [("243.738194", "243.738194"), ("12903.500", "12903.5"), ("1.487", "1487")])
def test_numbers_of_a_spreadsheet(raw: str, value: str) -> None:
    assert read_number(raw, typed=True).value == Decimal(value)
    if value != "1487":  # OCR may have lost a mark: 243.738.194, 12.903.500
        assert read_number(raw).value is None
