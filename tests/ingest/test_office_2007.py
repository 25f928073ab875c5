"""Text with fonts from documents and workbooks of Office 2007 and later: old text was carried on in them."""

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from written.docx import document, p

from pipeline.errors import PipelineError
from pipeline.ingest import read_styled
from pipeline.styled import StyledText


def by_font(styled: StyledText) -> list[tuple[str, str]]:
    return [(styled.text[run.start : run.end], run.font) for run in styled.runs if run.font]


def workbook(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.append([None, "tæng sè", 1234.5, True, None])
    sheet.append([])
    sheet.append([datetime.datetime(2004, 12, 31), datetime.time(12, 0), "hå\ns¬"])
    sheet["A4"] = CellRichText("Sè ", TextBlock(InlineFont(rFont=".VnTimeH"), "mét"))
    for cell in ("B1", "A4"):
        sheet[cell].font = Font(name=".VnTime")
    book.create_sheet("b").append(["last"])
    book.save(path)
    return path


def test_workbooks(tmp_path: Path) -> None:
    styled = read_styled(workbook(tmp_path / "a.xlsx"), 30)
    assert styled.text == "\ttæng sè\t1234,5\tTRUE\n\n31/12/2004\t12:00:00\thå s¬\nSè mét\n\nlast\n\n"
    assert [part for part in by_font(styled) if part[1].startswith(".Vn")] == [
        ("tæng sè", ".VnTime"), ("Sè ", ".VnTime"), ("mét", ".VnTimeH"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    document(folder / "a.docx", p("a", '<w:pStyle w:val="B"/>'))
    workbook(folder / "a.xlsx")
    return folder


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(("a.docx", "a.xlsx")),
    changes=st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=8),
)
def test_a_damaged_file_is_an_input_error_or_some_text(
    name: str, changes: list[tuple[int, int]], whole: Path, tmp_path: Path
) -> None:
    data = bytearray((whole / name).read_bytes())
    for place, byte in changes:
        data[place % len(data)] = byte
    (tmp_path / name).write_bytes(data)
    try:
        assert read_styled(tmp_path / name, 30).text
    except PipelineError as error:
        assert name in str(error)
