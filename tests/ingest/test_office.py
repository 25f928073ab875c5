"""Text with fonts from files of Word, Excel, RTF and printed PDF; what cannot be read is said, with its cure."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written.compound import compound_file
from written.excel import Cell, excel_file, excel_stream
from written.printed import printed_file
from written.slides import OTHER, TITLE, Box, slides_file
from written.word import DELETED, HIDDEN, Level, Paragraph, Piece, word_file

from pipeline.errors import InputError, MissingError, PipelineError
from pipeline.ingest import read_styled
from pipeline.styled import Run, StyledText, join

FONTS = ["Times New Roman", ".VnTimeH", ".VnTime"]
TIMES, HIGH, LOW = range(3)


def read(tmp_path: Path, data: bytes, name: str = "a.doc") -> StyledText:
    (tmp_path / name).write_bytes(data)
    return read_styled(tmp_path / name, 30)


def by_font(styled: StyledText) -> list[tuple[str, str]]:
    return [(styled.text[run.start : run.end], run.font) for run in styled.runs if run.font]


def test_parts_of_one_font_are_one_run() -> None:
    assert join([("a", "x"), ("", "y"), ("b", "x"), ("c", "")]) == StyledText("abc", (Run(0, 2, "x"), Run(2, 3, "")))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            word_file([Paragraph((Piece("a\x01 b\x01"),)), Paragraph((Piece("\x01", changes=HIDDEN),))], FONTS),
            "Left out: pictures or objects (2), hidden passages (1).",
        ),
        (
            rb"{\rtf1 a{\pict 1}{\*\shppict{\pict 1}}{\nonshppict{\pict 2}}{\object{\*\objdata 1}{\result{\pict 0}}}}",
            "Left out: pictures or objects (3).",
        ),
        (rb"{\rtf1 a}", ""),
        (rb"{\rtf1 a{\shp{\*\shpinst{\sp{\sn pib}{\sv {\pict 1}}}}}}", "Left out: pictures or objects (1)."),
        (
            word_file([Paragraph((Piece("12", changes=DELETED), Piece("15")))], FONTS),
            "Left out: passages marked as deleted (1).",
        ),
        (rb"{\rtf1 a{\field{\*\fldinst FORMCHECKBOX}{\fldrslt}}}", "Left out: fields without a result (1)."),
        (rb"{\rtf1 a{\mmath{\*\moMath{\mf{\mnum 1}{\mden 2}}}}}", "Left out: pictures or objects (1)."),
        (rb"{\rtf1 {\deleted 12}15{\v x}}", "Left out: passages marked as deleted (1), hidden passages (1)."),
    ],
)
def test_what_is_left_out_is_said(data: bytes, told: str, tmp_path: Path) -> None:
    assert read(tmp_path, data).unread == ((told,) if told else ())


RTF = r"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}
{\f1\fnil\fcharset0\fprq2{\*\panose 020b}.VnTimeH;}{\f2\fnil .VnTime{\*\falt Arial};}{\f3\fcharset163 Tahoma;}
{\f4\fcharset2 Symbol;}}
{\colortbl;\red0;}{\stylesheet{\s1 Normal;}}{\info{\title gone}}
"""


@pytest.mark.parametrize(
    ("body", "text", "fonts"),
    [
        (r"\f1 c\'e9ng\f2  ho\'b5\par", "céng hoµ\n", [("céng", ".VnTimeH"), (" hoµ", ".VnTime")]),
        (r"{\f2 \'e8{\f1 S}\b\'e8}.", "èSè.\n", [("è", FONTS[2]), ("S", FONTS[1]), ("è", FONTS[2]), (".", FONTS[0])]),
        (r"\uc1\u272?\u7891\'3f\uc0\u110 G\line a\tab b\emdash\~\_\-c", "ĐồnG\na\tb—\u00a0-c\n", None),
        (r"\f3 Th\'fe\f2 Th\'fe\plain Th\'fe", "Th₫ThþThþ\n", None),
        (r"\intbl a\par b\cell c\cell\row\pard d\par", "a\tc\nb\t\nd\n", None),
        (r"a{\v hidden}{\deleted gone}{\*\unknown x}{\pict 0102}b{\v0 c}", "abc\n", None),
        (r"{\field{\*\fldinst PAGE}{\fldrslt 7}}{\*\shpinst{\sp{\sn n}{\sv 1}}{\shptxt box\par}}", "7box\n", None),
        (r"{\header top\par}body{\footnote note}", "body\ntop\nnote\n", None),
        (r"a\bin3 }}}b\{\}\\", "ab{}\\\n", None),
        (r"nam{\footnote 1995}{\footnote 2000}\par", "nam\n1995\n2000\n", None),
        (r"12\nestcell 15\nestcell 7\column 8\par", "12\n15\n7\n8\n", None),
        (r"\uc1 5 \u8211\endash 7\u160\~8\u8211{9}", "5 –7\u00a08–9\n", None),
        (r"{\upr{S? 1}{\*\ud{S\u7889? 1}}}", "Số 1\n", None),
        (r"{\footnote{\upr{S? 1}{\*\ud{S\u7889? 1}}}}a\par", "a\nSố 1\n", None),
        (r"{\f4 \'b3 5 \u-4051? F32}", "≥ 5 − Φ32\n", None),
        (r"{\field{\*\fldinst SYMBOL 179 \\f Symbol}{\fldrslt\f4}} 5", "≥ 5\n", None),
        (r"{\field{\*\fldinst IF {\field{\*\fldinst X}{\fldrslt 1}} = 1}{\fldrslt a}}b", "ab\n", None),
        (r"{\deleted\v0 12}15{\v x\par}y\par", "15y\n", None),
        (r"a{\*\unknown{\footnote gone}}\par", "a\n", None),
        (r"{\*\annotation{\*\atnref 1}a comment}b\par", "b\na comment\n", None),
        (r"{\*\pn\pnlvlbody\pndec{\pntxta .}}{\pntext 1.\tab}a\par", "1.\ta\n", None),
        (r"10{\super 6} m{\super 2} 12{\super 1\nosupersub 3}", "10^6 m2 12^13\n", None),
        ("a\x01\x1f\\'02b", "ab\n", None),
        (r"\mac\f2\'8e", "é\n", None),
        (r"\uc1a\u-10179?\u-8704?b\u-8704?\par", "a😀b\ufffd\n", None),
    ],
)  # fmt: skip
def test_rtf(body: str, text: str, fonts: list[tuple[str, str]] | None, tmp_path: Path) -> None:
    styled = read(tmp_path, (RTF + body + "}").encode("latin-1"), "a.rtf")
    assert styled.text == text
    assert fonts is None or by_font(styled) == fonts


def test_sheets_keep_the_fonts_of_cells_and_of_parts_of_them(tmp_path: Path) -> None:
    rows = [
        [None, Cell("tæng sè", HIGH), Cell(1234.5), None],
        [],
        [Cell("Sè hå\ns¬", LOW, ((3, HIGH),)), Cell(38352, date=True), Cell(0.5, date=True), Cell(487), Cell(1e15)],
    ]
    styled = read(tmp_path, excel_file(rows, FONTS), "a.xls")
    assert styled.text == "\ttæng sè\t1234,5\n\nSè hå s¬\t31/12/2004\t12:00:00\t487\t1000000000000000\n\n"
    assert by_font(styled)[0] == ("tæng sè", ".VnTimeH")
    assert ("Sè ", ".VnTime") in by_font(styled)
    assert ("hå s¬", ".VnTimeH") in by_font(styled)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.125, "12,5%"),
        (1.0, "100%"),
        (0.07, "7%"),
        (12.0, "1200%"),
        (0.0, "0%"),
        (-0.0005, "-0,05%"),
        (1e-9, "0,0000001%"),
    ],
)
def test_what_a_sheet_shows_in_percent_is_in_percent(value: float, text: str, tmp_path: Path) -> None:
    assert (
        read(tmp_path, excel_file([[Cell(value, percent=True), Cell(0.5)]], FONTS), "a.xls").text == f"{text}\t0,5\n\n"
    )


def test_a_hidden_sheet_is_left_out_and_said(tmp_path: Path) -> None:
    styled = read(tmp_path, excel_file([[Cell("a")]], FONTS, hidden=True), "a.xls")
    assert (styled.text, styled.unread) == ("a\n\n", ("Left out: hidden sheets (1).",))


def test_signs_of_fonts_of_symbols_in_cells_are_read_or_marked(tmp_path: Path) -> None:
    rows = [[Cell("Sè ³ 5", 0, ((3, 3), (4, 0))), Cell("F16", 3), Cell("\x7f", 3)]]
    styled = read(tmp_path, excel_file(rows, [*FONTS, "Symbol"]), "a.xls")
    assert styled.text == "Sè ≥ 5\tΦ16\t\ufffd\n\n"
    assert styled.unread == ("Left out: symbols, a \ufffd for each (1).",)


def test_a_workbook_without_a_compound_file_is_read_too(tmp_path: Path) -> None:
    assert read(tmp_path, excel_stream([[Cell("tæng sè", HIGH)]], FONTS), "a.xls").text == "tæng sè\n\n"


def test_slides_keep_fonts_of_runs_and_masters_and_the_order_of_boxes(tmp_path: Path) -> None:
    first = [
        Box((("Néi dung", None), (" chÝnh", HIGH)), TITLE, listed=True),
        Box((("Ghi chú: Nghị", TIMES),)),
        Box((("a\rb\x0bc", None),), OTHER, listed=True),
    ]
    styled = read(tmp_path, slides_file([first, [], [Box((("cuèi", LOW),))]], FONTS, {TITLE: LOW}), "a.ppt")
    assert styled.text == "Néi dung chÝnh\nGhi chú: Nghị\na\nb\nc\n\ncuèi\n\n"
    assert by_font(styled) == [
        ("Néi dung", ".VnTime"), (" chÝnh", ".VnTimeH"), ("Ghi chú: Nghị", "Times New Roman"), ("cuèi", ".VnTime"),
    ]  # fmt: skip


def test_signs_of_fonts_of_symbols_in_slides_are_read(tmp_path: Path) -> None:
    slide = [Box((("Sè ", LOW), ("³\x7f", 3)))]
    styled = read(tmp_path, slides_file([slide], [*FONTS, "Symbol"], {}), "a.ppt")
    assert (styled.text, styled.unread) == ("Sè ≥\ufffd\n\n", ("Left out: symbols, a \ufffd for each (1).",))


def test_pdf_keeps_fonts_rows_and_columns(tmp_path: Path) -> None:
    first = [
        (72, 90, "Sè: 12", ".VnTime"), (300, 91, "Hµ néi", ".VnTime"), (72, 72, "céng hoµ ", ".VnTimeH"),
        (72, 120, "q u y Õ t   ® Þ n h   s è   5", ".VnTimeH"), (72, 140, "a b c d  e f lµ c¸c ch÷ c¸i", ".VnTime"),
    ]  # fmt: skip
    path = printed_file(tmp_path / "a.pdf", [first, [], [(72, 72, "Nghị định", "Tinos")]])
    styled = read_styled(path, 30)
    text = "céng hoµ \nSè: 12\tHµ néi\nquyÕt ®Þnh sè 5\na b c d e f lµ c¸c ch÷ c¸i\n\f\fNghị định\n"
    assert styled.text == text
    assert by_font(styled)[:2] == [("céng hoµ ", "AAAAAA+.VnTimeH"), ("Sè: 12", "AAAAAA+.VnTime")]
    assert "2" in styled.unread[0]
    assert "convert" in styled.unread[0]


def zipped() -> bytes:
    """A ZIP archive of something else."""
    data = BytesIO()
    with ZipFile(data, "w") as parts:
        parts.writestr("a.txt", "a")
    return data.getvalue()


def broken() -> dict[str, tuple[bytes, str]]:
    """Files that cannot be read, by name, with a word of what is said."""
    word = word_file([Paragraph((Piece("a"),))], FONTS)
    main = word.index(b"\xec\xa5\xc1\x00")
    return {
        "empty.doc": (b"", "empty"),
        "nothing.doc": (word_file([Paragraph((Piece(" "),))], FONTS), "no text"),
        "encrypted.doc": (word_file([Paragraph((Piece("a"),))], FONTS, flags=0x100), "encrypted"),
        "word95.doc": (word[: main + 2] + b"\x68\x00" + word[main + 4 :], "Word 95"),
        "cut.doc": (word[: len(word) // 2], "damaged"),
        "encrypted.xls": (excel_file([[Cell("a")]], FONTS, encrypted=True), "encrypted"),
        "cut.xls": (excel_file([[Cell("a")]], FONTS)[:2000], "damaged"),
        "encrypted.docx": (compound_file({"EncryptedPackage": b"x"}), "encrypted"),
        "encrypted.ppt": (slides_file([[Box((("a", 0),))]], FONTS, {}, encrypted=True), "encrypted"),
        "cut.ppt": (compound_file({"PowerPoint Document": b"x"}), "damaged"),
        "project.mpp": (compound_file({"Props": b"x"}), "not of Word, Excel or PowerPoint"),
        "cut.docx": (b"PK\x03\x04", "damaged"),
        "archive.docx": (zipped(), "no document of Word"),
        "cut.rtf": (b"{\\rtf1 a {b", "cut off"),
        "cut.pdf": (b"%PDF-1.4\n", "damaged"),
        "page.doc": (b"\n<HTML><p>a</p>", "web page"),
        "zeros.txt": (b"a\0b", "zero bytes"),
    }


@pytest.mark.parametrize("name", list(broken()))
def test_what_cannot_be_read_is_said_by_name_with_a_cure(name: str, tmp_path: Path) -> None:
    data, what = broken()[name]
    with pytest.raises(InputError) as raised:
        read(tmp_path, data, name)
    assert name in raised.value.message
    assert what in raised.value.message
    assert raised.value.cure


@pytest.mark.parametrize("name", ["missing.doc", "folder.doc"])
def test_a_missing_file_and_a_folder_are_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.doc").mkdir()
    with pytest.raises(InputError, match=name):
        read_styled(tmp_path / name, 30)


def test_a_pdf_that_is_encrypted_or_of_images_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="encrypted"):
        read_styled(printed_file(tmp_path / "a.pdf", [[(72, 72, "a", "Tinos")]], "secret"), 30)
    with pytest.raises(InputError, match="no text"):
        read_styled(printed_file(tmp_path / "b.pdf", [[]]), 30)


def test_a_missing_poppler_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = printed_file(tmp_path / "a.pdf", [[(72, 72, "a", "Tinos")]])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingError, match="oppler"):
        read_styled(path, 30)


LEVELS = (Level(1, 0, "Điều \0.", 0),)
WHOLE = {
    "a.doc": word_file([Paragraph((Piece("céng", HIGH),), "cell", list=1), Paragraph((), "row")], FONTS, levels=LEVELS),
    "a.xls": excel_file([[Cell("tæng", HIGH), Cell(1.5)]], FONTS),
    "a.ppt": slides_file([[Box((("Néi", LOW),), TITLE, listed=True), Box((("dung", None),))]], FONTS, {TITLE: LOW}),
    "a.rtf": (RTF + r"\f1 c\'e9ng\cell\row\u7891?}").encode("latin-1"),
}


@settings(max_examples=150, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(WHOLE)),
    changes=st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=8),
)
def test_a_damaged_file_is_an_input_error_or_some_text(
    name: str, changes: list[tuple[int, int]], tmp_path: Path
) -> None:
    data = bytearray(WHOLE[name])
    for place, byte in changes:
        data[place % len(data)] = byte
    try:
        assert read(tmp_path, bytes(data), name).text
    except PipelineError as error:
        assert name in str(error)
