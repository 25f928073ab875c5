"""Text with fonts from documents of Word of 2007 and later: runs, fields, lists, and what nobody sees."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from written.docx import ARIAL, W, again, change, code, document, field, item, level, lists, p, r, sym, t

from pipeline.errors import InputError
from pipeline.ingest import read_styled
from pipeline.styled import StyledText


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
            r("<w:t>6</w:t>") + "<w:sdt><w:sdtContent>" + p("7") + "</w:sdtContent></w:sdt>",
            "6\n7\n",
            "",
        ),
    ],
)
def test_documents(body: str, text: str, unread: str, tmp_path: Path) -> None:
    styled = read_styled(document(tmp_path / "a.docx", body), 30)
    assert styled.text == text
    assert styled.unread == ((unread,) if unread else ())


BEGIN, RESULT, END = field("begin"), field("separate"), field("end")
MARKED, HIDDEN_ONE = "passages marked as deleted", "hidden passages (1)"
YES_NO = "<w:listEntry w:val='có'/><w:listEntry w:val='không'/>"
FORM = "<w:ffData><w:checkBox><w:default w:val='0'/>{}</w:checkBox></w:ffData>"
GONE, HIDE = '<w:del w:id="1"/>', "<w:vanish/>"


CHOICE = f"<w:ffData><w:ddList><w:result w:val='1'/>{YES_NO}</w:ddList></w:ffData>"


def math(inside: str) -> str:
    return f"<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'>{inside}</m:oMath>"


def m(name: str, *inside: str) -> str:
    return f"<m:{name}>{''.join(inside)}</m:{name}>"


def mr(text: str) -> str:
    return m("r", m("t", text))


def deleted(runs: str) -> str:
    return f"<w:del>{runs}</w:del>"


SEVEN = field("begin") + code("PAGE") + RESULT + deleted(t("7")) + END


@pytest.mark.parametrize(
    ("inside", "text", "unread"),
    [
        (BEGIN + code("IF ") + BEGIN + code("X") + RESULT + t("1") + END + code("=1") + RESULT + t("a") + END, "a", ""),
        (BEGIN + code("DATE") + RESULT + t("5/") + END + f"<w:fldSimple>{t('6')}</w:fldSimple>", "5/6", ""),
        (t("a") + deleted(BEGIN + code("PAGE") + RESULT) + t("b") + deleted(END) + t("c"), "abc", f"{MARKED} (2)"),
        (field("begin", FORM.format("<w:checked/>")) + code("FORMCHECKBOX") + RESULT + END + t(" có"), "☒ có", ""),
        (field("begin", FORM.format("")) + code("FORMCHECKBOX") + END + t(" có"), "☐ có", ""),
        (field("begin", CHOICE) + code("FORMDROPDOWN") + END, "không", ""),
        (BEGIN + code(" SYMBOL 0xB3 \\f Symbol ") + END + t("5"), "≥5", ""),
        (BEGIN + code("EQ \\f(1,2)") + END + t("5"), "5", "fields without a result (1)"),
        (sym("Wingdings", "F0FE") + sym("Wingdings", "00A8") + sym("Symbol", "F0B3") + t("5"), "☑☐≥5", ""),
        (sym("Wingdings", "F0E0") + sym("Wingdings", "F021"), "→\ufffd", "symbols, a \ufffd for each (1)"),
        (sym("Symbol", "D800"), "\ufffd", ""),
        (t("F32 \uf0a3 5", "<w:rFonts w:ascii='Symbol' w:hAnsi='Symbol'/>"), "Φ32 ≤ 5", ""),
        (t("1") + f"<w:r><w:softHyphen/></w:r><w:smartTag><w:customXml>{t('3')}</w:customXml></w:smartTag>", "13", ""),
        (f"<w:moveFrom>{t('12')}</w:moveFrom><w:moveTo>{t('15')}</w:moveTo>", "15", f"{MARKED} (1)"),
        (f"<w:hyperlink>{t('a')}</w:hyperlink><w:sdt><w:sdtContent>{t('b')}</w:sdtContent></w:sdt>", "ab", ""),
        (t("a", "<w:rStyle w:val='V'/>") + t("b", "<w:rStyle w:val='V'/><w:vanish w:val='0'/>"), "b", HIDDEN_ONE),
        (math(m("f", m("num", mr("1")), m("den", mr("2")))), "(1)/(2)", ""),
        (math(m("sSup", m("e", mr("10")), m("sup", mr("6")))), "10^(6)", ""),
        (math(m("rad", m("deg", mr("3")), m("e", mr("8")))), "", "pictures or objects (1)"),
        (t("2004") + t("1", "<w:vertAlign w:val='superscript'/>") + t("2"), "2004^12", ""),
        (t("10") + t("6", "<w:rStyle w:val='U'/>") + t(" m") + t("2", "<w:rStyle w:val='U'/>"), "10^6 m2", ""),
        (SEVEN, "", f"{MARKED} (1)"),
    ],
)  # fmt: skip
def test_what_is_seen_of_a_paragraph(inside: str, text: str, unread: str, tmp_path: Path) -> None:
    styled = read_styled(document(tmp_path / "a.docx", f"<w:p>{inside}</w:p>" + p(".")), 30)
    assert styled.text == text + "\n.\n"
    assert styled.unread == ((f"Left out: {unread}.",) if unread else ())


TWO = level(0, "%1.") + level(1, "%1.%2.")
ROW = f"<w:tbl><w:tr><w:tc>{item('a', 1)}{item('b', 1)}</w:tc><w:tc>{item('c', 2)}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("numbering", "body", "text"),
    [
        (lists(TWO, "", again(0, 1)), item("a", 1) + item("b", 1) + item("c", 2) + item("d", 2), "1.a 2.b 1.c 2.d"),
        (lists(TWO, "", again(0, 1)), item("a", 1) + item("b", 2) + item("c", 1) + item("d", 2), "1.a 1.b 2.c 3.d"),
        (lists(TWO, "", again(0, 7)), item("a", 1) + item("b", 2) + item("c", 2, 1), "1.a 7.b 7.1.c"),
        (lists(TWO, ""), item("a", 1) + item("b", 1, 1) + item("c", 1) + item("d", 1, 1), "1.a 1.1.b 2.c 2.1.d"),
        (lists(TWO, "", change(0, level(0, "%1)", "upperRoman"))), item("a", 1) + item("b", 2), "1.a II)b"),
        (lists(level(1, "%2)") + level(0, "%1."), ""), item("a", 1) + item("b", 1, 1), "1.a 1)b"),  # in any order
        (lists(level(0, "%1.", more=""), ""), item("a", 1) + item("b", 1), "0.a 1.b"),
        (lists(TWO + level(2, "%3)", more='<w:start w:val="1"/><w:lvlRestart w:val="1"/>'), ""),
         item("a", 1, 2) + item("b", 1, 1) + item("c", 1, 2) + item("d", 1) + item("e", 1, 2), "1)a 1.2.b 2)c 2.d 1)e"),
        (lists(level(0, "%1.", "upperRoman") + level(1, "%1.%2.", more='<w:start w:val="1"/><w:isLgl/>'), ""),
         item("a", 1) + item("b", 1, 1), "I.a 1.1.b"),
        (lists('<w:styleLink w:val="L"/>' + TWO), item("a", 9) + item("b", 9), "1.a 2.b"),
        (lists(level(0, "\uf0a8", "bullet"), ""), item("a", 1), "•a"),
        (lists(level(0, "%1)", "lowerLetter"), ""), "".join(item(x, 1) for x in "vwxyz"), "a)v b)w c)x d)y e)z"),
        (lists(TWO, ""), item("a", 1) + item("", 1, end=GONE) + item("c", 1), "1.a 2.c"),
        (lists(TWO, ""), item("a", 1) + item("", 1, end=HIDE) + item("c", 1), "1.a 2.c"),
        (lists(TWO, "", again(0, 1)), ROW + item("d", 2), "1.a\t1.c 2.b\t 2.d"),
    ],
)  # fmt: skip
def test_lists_count_as_word_counts(numbering: str, body: str, text: str, tmp_path: Path) -> None:
    styled = read_styled(document(tmp_path / "a.docx", body, numbering), 30)
    assert styled.text.split("\n")[:-1] == text.split(" ")


def test_the_bullet_of_a_font_of_symbols_is_no_letter_of_another(tmp_path: Path) -> None:
    rule = level(0, "Ø", "bullet", '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>')
    assert read_styled(document(tmp_path / "a.docx", item("Sè", 1), lists(rule, "")), 30).text == "•Sè\n"


def test_what_is_nested_too_deep_or_encrypted_in_its_archive_is_said(tmp_path: Path) -> None:
    deep = document(tmp_path / "a.docx", "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000)
    data = bytearray(document(tmp_path / "b.docx", p("a")).read_bytes())
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(head) + flags] |= 1
    (tmp_path / "b.docx").write_bytes(data)
    for path in (deep, tmp_path / "b.docx"):
        with pytest.raises(InputError, match="damaged"):
            read_styled(path, 30)


def test_parts_may_be_numbered(tmp_path: Path) -> None:
    document(tmp_path / "a.docx", item("Sè", 5), footnotes=p("a note"))
    with ZipFile(tmp_path / "a.docx") as old, ZipFile(tmp_path / "b.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name.replace(".xml", "2.xml"), old.read(name))
    assert by_font(read_styled(tmp_path / "b.docx", 30)) == [("III.\tSè", ".VnTime"), ("a note", ".VnTime")]


def test_a_deleted_row_is_left_out(tmp_path: Path) -> None:
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc>" + p("a") + "</w:tc></w:tr>"
    styled = read_styled(document(tmp_path / "a.docx", f"<w:tbl>{row.format(GONE)}{row.format('')}</w:tbl>"), 30)
    assert (styled.text, styled.unread) == ("a\n", ("Left out: passages marked as deleted (1).",))


def test_a_font_of_the_theme_goes_before_a_name(tmp_path: Path) -> None:
    latin = '<minorFont xmlns="a"><latin typeface="Calibri"/></minorFont>'
    run = t("a", '<w:rFonts w:asciiTheme="minorHAnsi" w:ascii=".VnTime"/>')
    path = document(tmp_path / "a.docx", f"<w:p>{run}</w:p>", theme=latin)
    assert by_font(read_styled(path, 30)) == [("a", "Calibri")]


STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def test_a_document_in_strict_form_keeps_its_fonts_and_lists(tmp_path: Path) -> None:
    document(tmp_path / "a.docx", item("Sè", 5))
    with ZipFile(tmp_path / "a.docx") as old, ZipFile(tmp_path / "b.docx", "w") as new:
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(W[9:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            )
    assert by_font(read_styled(tmp_path / "b.docx", 30)) == [("III.\tSè", ".VnTime")]


def test_notes_follow_the_body(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", p("a"), footnotes=f"<w:footnote>{p('note')}</w:footnote>", header1=p("top"))
    assert read_styled(path, 30).text == "a\nnote\ntop\n"
