"""CSV for programs and for Excel: nothing is lost, no cell is a formula, numbers stay numbers."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.dialect import EXCEL, PLAIN, Dialect, read_csv, write_csv

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\n\0"))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+84 235", "'+84 235"),
        ("- Lưu: VT.", "'- Lưu: VT."),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("＝1", "'＝1"),
        ("-5,2", "-5,2"),
        ("-12.345,6", "-12.345,6"),
        ("+7", "+7"),
        ("03", "'03"),  # of a number the zero would go
        ("'03", "''03"),
        ("3/5", "'3/5"),  # a share, not the third of May
        ("01/2024", "'01/2024"),
        ("05/3/2025", "'05/3/2025"),
        ("3 - 5", "'3 - 5"),
        ("10:30", "'10:30"),
        ("12E5", "'12E5"),
        ("(1)", "'(1)"),  # the number of a column, not minus one
        ("(12,5)", "'(12,5)"),
        ("1234567890123456", "'1234567890123456"),
        ("Đúng", "'Đúng"),
        ("2025-03-05", "2025-03-05"),  # a day, meant as one
        ("1.234,5", "1.234,5"),  # read as it is meant
        ("0", "0"),
        ("0,5", "0,5"),
        ("12/QĐ-UBND", "12/QĐ-UBND"),
        ("II.1", "II.1"),
        ("(1) Sở Y tế", "(1) Sở Y tế"),
        ("Hộ tịch", "Hộ tịch"),
        ("", ""),
        (None, ""),
        (-5, "-5"),
        (0.95, "0,95"),
        (Decimal("-1234.5"), "-1234,5"),
    ],
)
def test_cells_for_excel(value: str | int | float | Decimal | None, cell: str) -> None:
    assert EXCEL.cell(value, is_number=False) == cell


def test_a_number_column_has_the_decimal_sign_of_the_dialect() -> None:
    assert EXCEL.cell("-98.5", is_number=True) == "-98,5"
    assert PLAIN.cell("-98.5", is_number=True) == "-98.5"


@pytest.mark.parametrize("dialect", [PLAIN, EXCEL], ids=["plain", "excel"])
@given(rows=st.lists(st.tuples(TEXTS, TEXTS, st.decimals(allow_nan=False, allow_infinity=False).map("{:f}".format))))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, dialect: Dialect, rows: list[object]
) -> None:
    path: Path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_csv(path, dialect, rows, frozenset({2}))  # type: ignore[arg-type]
    assert list(read_csv(path, dialect, frozenset({2}))) == [list(row) for row in rows]  # type: ignore[call-overload]


def test_excel_knows_the_file_for_utf8_by_its_mark(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", EXCEL, [["tên", "số"], ["Hộ tịch; khác", 1.5]])
    assert (tmp_path / "a.csv").read_bytes() == '\ufefftên;số\n"Hộ tịch; khác";1,5\n'.encode()
