"""Text with fonts from documents and workbooks of Office 2007 and later: old text was carried on in them."""

import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from written.docx import document, p

from pipeline.errors import InputError, PipelineError
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


def rebuilt(path: Path, changes: dict[str, tuple[str, str]]) -> Path:
    """The same workbook, with some text of its parts replaced."""
    with ZipFile(path) as old, ZipFile(path.with_stem("b"), "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            before, after = changes.get(name, ("", ""))
            new.writestr(name, old.read(name).decode().replace(before, after) if before else old.read(name))
    return path.with_stem("b")


SHEET = "xl/worksheets/sheet1.xml"


def test_what_stands_beside_cells_is_said(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["C2"] = 0.125, "=A1*2", "=A1*3", "x"
    sheet["A1"].number_format = '0.0%" năm"'
    sheet["C2"].comment = Comment("seen", "a")
    sheet.row_dimensions[2].hidden = True
    sheet.merge_cells("A3:B3")
    sheet["A3"] = 'no"%"'
    sheet["C3"] = 12
    sheet["C3"].number_format = '0"%"'
    book.create_sheet("b").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    path = rebuilt(tmp_path / "a.xlsx", {SHEET: ("<f>A1*2</f><v />", "<f>A1*2</f><v>0.25</v>")})
    styled = read_styled(path, 30)
    assert styled.text == '12,5%\t0,25\n\t\tx\nno"%"\t\t12\n\n'
    told = "Left out: formulas without a result (1), comments (1), hidden sheets (1)."
    assert sorted(styled.unread) == ["Hidden rows or columns are among the text.", told]


def test_a_cell_far_off_costs_no_millions_of_empty_ones(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "a", "z"
    book.save(tmp_path / "a.xlsx")
    text = read_styled(tmp_path / "a.xlsx", 30).text
    assert text.split() == ["a", "z"]
    assert text.count("\t") == 16383


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        ('<c r="A1"', '<c r="A99999999999"'),
        ("<v>", "<v>" + "1" * (301 << 20)),
    ],
    ids=["range", "row", "archive"],
)
def test_a_workbook_that_unfolds_to_more_than_a_machine_holds_is_said(before: str, after: str, tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = 1
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match=r"b\.xlsx"):
        read_styled(rebuilt(tmp_path / "a.xlsx", {SHEET: (before, after)}), 30)


def test_what_openpyxl_wonders_at_is_not_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    book.active["A1"] = datetime.datetime(2004, 12, 31)
    book.save(tmp_path / "a.xlsx")
    assert read_styled(rebuilt(tmp_path / "a.xlsx", {SHEET: ("<v>38352</v>", "<v>99999999999</v>")}), 30).text
    assert capfd.readouterr() == ("", "")


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
