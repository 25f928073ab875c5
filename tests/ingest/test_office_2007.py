"""Text with fonts from documents and workbooks of Office 2007 and later: old text was carried on in them."""

import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from pipeline.errors import PipelineError
from pipeline.ingest import read_styled
from pipeline.styled import StyledText

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LOW, HIGH, ARIAL = (f'<w:rPr><w:rFonts w:ascii="{n}" w:hAnsi="{n}"/></w:rPr>' for n in (".VnTime", ".VnTimeH", "Arial"))
STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault>{ARIAL}</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="N">{LOW}</w:style>
<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="N"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="H">{HIGH}</w:style></w:styles>"""
LISTS = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:suff w:val="space"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num></w:numbering>"""


def document(path: Path, body: str, **others: str) -> Path:
    """A document whose body is given, with a footnote where `others` says so."""
    with ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        parts.writestr("word/styles.xml", STYLES)
        parts.writestr("word/numbering.xml", LISTS)
        for name, content in others.items():
            parts.writestr(f"word/{name}.xml", f"<w:{name} {W}>{content}</w:{name}>")
    return path


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def r(content: str) -> str:
    return f"<w:p><w:r>{content}</w:r></w:p>"


def by_font(styled: StyledText) -> list[tuple[str, str]]:
    return [(styled.text[run.start : run.end], run.font) for run in styled.runs if run.font]


def test_fonts_come_from_runs_styles_and_defaults(tmp_path: Path) -> None:
    styled_run = '<w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>céng</w:t></w:r>'
    body = f"<w:p>{styled_run}<w:r>{ARIAL}<w:t>Nghị</w:t></w:r></w:p>" + p("Sè 12")
    styled = read_styled(document(tmp_path / "a.docx", body), 30)
    assert styled.text == "céngNghị\nSè 12\n"
    assert by_font(styled) == [("céng", ".VnTimeH"), ("Nghị", "Arial"), ("Sè 12", ".VnTime")]


BOX = f"<w:pict><w:txbxContent>{p('box')}</w:txbxContent></w:pict>"
FIRST, SECOND = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>', '<w:pStyle w:val="B"/>'
TABLE = f"<w:tbl><w:tr><w:tc>{p('a') + p('b')}</w:tc><w:tc>{p('c')}</w:tc></w:tr></w:tbl>"
DELETED = "<w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:ins><w:r><w:t>15</w:t></w:r></w:ins>"
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r><w:r><w:t>y</w:t><w:object/></w:r>"


@pytest.mark.parametrize(
    ("body", "text", "unread"),
    [
        (r("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:noBreakHyphen/>"), "a\tb\n-\n", ""),
        (TABLE + p("d"), "a\tc\nb\t\nd\n", ""),
        (f"<w:p>{DELETED}</w:p>", "15\n", "Left out: passages marked as deleted (1)."),
        (f"<w:p>{HIDDEN}</w:p>", "y\n", "Left out: hidden passages (1), pictures or objects (1)."),
        (r(f"<w:Choice>{BOX}</w:Choice><w:Fallback>{BOX}</w:Fallback><w:t>a</w:t>"), "a\nbox\n", ""),
        (p("a", FIRST) + p("b", SECOND), "III.\ta\nIII.a) b\n", ""),
        (
            r("<w:instrText>PAGE</w:instrText>") + "<w:sdt><w:sdtContent>" + p("7") + "</w:sdtContent></w:sdt>",
            "\n7\n",
            "",
        ),
    ],
)
def test_documents(body: str, text: str, unread: str, tmp_path: Path) -> None:
    styled = read_styled(document(tmp_path / "a.docx", body), 30)
    assert styled.text == text
    assert styled.unread == ((unread,) if unread else ())


def test_notes_follow_the_body(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", p("a"), footnotes=f"<w:footnote>{p('note')}</w:footnote>", header1=p("top"))
    assert read_styled(path, 30).text == "a\nnote\ntop\n"


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
