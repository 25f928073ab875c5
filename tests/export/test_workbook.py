"""Workbooks: typed cells, a header that stays, the same bytes for the same rows."""

import zipfile
from pathlib import Path

import pytest
import regex

from pipeline.export.sheets import Sheet
from pipeline.export.wording import load_wording
from pipeline.export.workbook import write_workbook

SHEET = Sheet("citations", ("doc_id", "number", "issued_date", "value", "text"), lambda source: ())
ROW = ["d1", "04", "2024-01-12", "1234.5", "=1+1"]


def part(path: Path, name: str) -> str:
    return zipfile.ZipFile(path).read(name).decode()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    rows = [ROW, ["d1", "5", "không rõ", "12345678901234567", ""]]
    write_workbook(tmp_path / "a.xlsx", [(SHEET, rows)], load_wording("vi"))
    return tmp_path / "a.xlsx"


def test_cells_are_typed(book: Path) -> None:
    sheet = part(book, "xl/worksheets/sheet1.xml")
    cell = {found["place"]: found[0] for found in regex.finditer(r'<c r="(?P<place>\w+)".*?</c>', sheet)}
    assert "<v>45303</v>" in cell["C2"]  # days since 1900: 12 January 2024
    assert "<v>1234.5</v>" in cell["D2"]
    assert "<t>04</t>" in cell["B2"]
    assert "<t>=1+1</t>" in cell["E2"]
    assert "<f>" not in sheet
    assert "<t>12345678901234567</t>" in cell["D3"]  # more digits than Excel holds
    assert "<t>không rõ</t>" in cell["C3"]


def test_the_header_stays_and_is_in_words(book: Path) -> None:
    sheet = part(book, "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet
    assert "Ngày ban hành" in sheet
    assert 'name="Văn bản viện dẫn"' in part(book, "xl/workbook.xml")


def test_equal_rows_give_equal_bytes(book: Path, tmp_path: Path) -> None:
    rows = [ROW, ["d1", "5", "không rõ", "12345678901234567", ""]]
    write_workbook(tmp_path / "b.xlsx", [(SHEET, rows)], load_wording("vi"))
    assert book.read_bytes() == (tmp_path / "b.xlsx").read_bytes()
