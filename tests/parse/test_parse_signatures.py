"""Signature blocks of real scans, in own words: offices that seals and OCR damage, and names that are never guessed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Box, Document, Line
from pipeline.parse import parser
from pipeline.report import Report

from .table_pages import Row, scan

NAME = "Trần Hữu Độ"


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


def signed(*right: str, organ: str = "UBND XÃ AN BÌNH") -> Document:
    """A page with a letterhead and the lines of its signature."""
    head: tuple[Row, ...] = (("header-left", organ),) if organ else ()
    body: tuple[Row, ...] = (("body", "BÁO CÁO"), ("body", "Trên đây là báo cáo./."))
    return scan(
        *head, *body, ("foot-left", "Nơi nhận:"), ("foot-left", "- Lưu: VT."), *(("foot-right", row) for row in right)
    )


@pytest.mark.parametrize(
    ("printed", "organ", "competence", "position", "flags"),
    [
        (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCI"), "UBND XÃ AN BÌNH", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "office_by_list"),
        (("KT. CHỦ", "PHÓ CHỦ TỊCI"), "UBND XÃ AN BÌNH", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "office_by_list"),
        (("KT. CHỦ", "PHÓ CHỦ NHIỆM"), "ỦY BAN DÂN TỘC", "KT. CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", ""),
        (("KT. CHỦ",), "ỦY BAN DÂN TỘC", "", "", ""),  # Chủ tịch, Chủ nhiệm
        (("KT. TRƯỞNG PHÒNG", "2FHÓ TRƯỞNG PHÒNG II"), "PHÒNG ĐÀO TẠO", "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG",
         "office_by_list"),
        (("„k1 nộ TRƯỞNG", "THỨ TRƯỞNG"), "BỘ TÀI CHÍNH", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", ""),
        (("„k1 nộ TRƯỞNG",), "BỘ TÀI CHÍNH", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG",
         "competence_by_list deputy_by_competence"),
        (("E: CHỦ TỊCH",), "UBND XÃ AN BÌNH", "", "", ""),  # of KT. or TL.: the chair did not sign
        (("Q. CHỦ TỊCH",), "UBND XÃ AN BÌNH", "Q. CHỦ TỊCH", "Q. CHỦ TỊCH", ""),
        (("CHỦ TỊCH",), "UBND XÃ AN BÌNH", "", "CHỦ TỊCH", ""),
        (("„k1 nộ TRƯỞNG",), "", "", "", ""),  # Bộ trưởng, Vụ trưởng …: nothing tells
        (("GIÁN ĐỐC",), "SỞ TÀI CHÍNH", "", "GIÁM ĐỐC", "office_by_list"),
        (("CỘ TRƯỞNG",), "", "", "", ""),  # Bộ trưởng, Cục trưởng
        (("TỊCH",), "UBND XÃ AN BÌNH", "", "", ""),  # Chủ tịch, Phó Chủ tịch
        (("GIÁM SÁT",), "SỞ TÀI CHÍNH", "", "", ""),  # no office, and too far from one
        (("PHỤ TRÁCH PHÒNG CTSV",), "PHÒNG CÔNG TÁC SINH VIÊN", "", "PHỤ TRÁCH PHÒNG CTSV", ""),
    ],
)  # fmt: skip
def test_a_line_read_badly_is_the_nearest_known_one(
    parse: Callable[[Document], Report],
    printed: tuple[str, ...],
    organ: str,
    competence: str,
    position: str,
    flags: str,
) -> None:
    report = parse(signed(*printed, NAME, organ=organ))
    names = ("signer_competence", "signer_position", "signer_name")
    assert [report.field(name) for name in names] == [competence, position, NAME]
    office = [field for field in report.fields if field.name == "signer_position"]
    assert [" ".join(field.flags) for field in office] == ([flags] if position else [])


def placed(document: Document, lefts: dict[str, int]) -> Document:
    """The document, lines that begin as named moved to where they are printed; letters are 10 wide."""
    (page,) = document.pages

    def _moved(line: Line) -> Line:
        text = " ".join(word.raw for word in line.words)
        left = next((left for begins, left in lefts.items() if text.startswith(begins)), None)
        if left is None:
            return line
        moved, at = [], left
        for word in line.words:
            moved.append(replace(word, box=Box(at, word.box.top, at + 10 * len(word.raw), word.box.bottom)))
            at += 10 * len(word.raw) + 10
        return replace(line, words=tuple(moved))

    return replace(document, pages=(replace(page, lines=tuple(map(_moved, page.lines))),))


@pytest.mark.parametrize(
    ("printed", "left", "organ", "position"),
    [
        # the name stands from 1000 to 1110: the office ends as far to the right of 1055 as it begins to the left
        (("Ủ TƯỚNG",), 1030, "THỦ TƯỚNG CHÍNH PHỦ", "THỦ TƯỚNG"),
        (("TƯỚNG",), 1050, "CHÍNH PHỦ", "THỦ TƯỚNG"),
        (("TƯỚNG",), 1070, "CHÍNH PHỦ", "PHÓ THỦ TƯỚNG"),
        (("T ỊCH",), 1050, "UBND XÃ AN BÌNH", "CHỦ TỊCH"),
        (("TỊCH",), 1075, "UBND XÃ AN BÌNH", "PHÓ CHỦ TỊCH"),
        (("TỊCH",), 1065, "UBND XÃ AN BÌNH", ""),  # between the two
        (("TRƯỞNG",), 1040, "BỘ TƯ PHÁP", "BỘ TRƯỞNG"),
        (("TRƯỞNG",), 1040, "", ""),  # nobody says of what agency
        (("TL. CHỦ TỊCH", "TRƯỞNG"), 1040, "UBND XÃ AN BÌNH", ""),  # who signs by order is not the chair
    ],
)
def test_an_office_whose_beginning_a_seal_hides_is_told_by_its_place(
    parse: Callable[[Document], Report], printed: tuple[str, ...], left: int, organ: str, position: str
) -> None:
    document = placed(signed(*printed, NAME, organ=organ), {printed[-1]: left, NAME: 1000})
    report = parse(document)
    found = [(field.value, field.text, field.flags) for field in report.fields if field.name == "signer_position"]
    assert found == ([(position, printed[-1], ("office_by_place",))] if position else [])
    assert report.field("signer_name") == NAME


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Đại tướng Trần Hữu Độ", NAME),
        ("Thượng tướng Trần Hữu Độ", NAME),
        ("TRẦN HỮU ĐỘ", NAME),
        ("PGS.TS. TRẦN HỮU ĐỘ", NAME),
        ("VĂN PHÒNG TỈNH ỦY", ""),  # Văn is a family name too
        ("LÂM NGHIỆP VÀ THỦY SẢN", ""),
        ("HÀ NỘI", ""),
        ("TRẦN HỮU ĐỘT XUẤT SẮC TỈNH", ""),
    ],
)
def test_names_with_a_rank_or_in_capitals(parse: Callable[[Document], Report], printed: str, name: str) -> None:
    assert parse(signed("GIÁM ĐỐC", printed)).field("signer_name") == name


def test_words_of_the_reader_are_kept(parse: Callable[[Document], Report]) -> None:
    report = parse(signed("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCI", NAME))
    (office,) = (field for field in report.fields if field.name == "signer_position")
    assert (office.text, office.value) == ("PHÓ CHỦ TỊCI", "PHÓ CHỦ TỊCH")
    assert office.conf < 0.93


@pytest.mark.parametrize(
    ("read", "value", "flags"),
    [
        ("Sinh viên (để t/h);", "Sinh viên (để t/h)", ()),
        ("Sinh viên (để ưh);", "Sinh viên (để t/h)", ("purpose_by_list",)),
        ("Sinh viên (đễ V/h);", "Sinh viên (để t/h)", ("purpose_by_list",)),
        ("Thường trực Tỉnh ủy (đề b/c);", "Thường trực Tỉnh ủy (để b/c)", ("purpose_by_list",)),
        ("Thường trực Tỉnh ủy (b/e);", "Thường trực Tỉnh ủy (b/c)", ("purpose_by_list",)),
        ("Các khoa (để p/n),", "Các khoa (để p/h)", ("purpose_by_list",)),
        ("Bộ trưởng (để bảo cáo);", "Bộ trưởng (để báo cáo)", ("purpose_by_list",)),
        ("Các Thứ trưởng (để phối hợp chỉ đạo);", "Các Thứ trưởng (để phối hợp chỉ đạo)", ()),
        ("Các sở (để biết);", "Các sở (để biết)", ()),
        ("Sở Y tế (02);", "Sở Y tế (02)", ()),
        ("VPUB: PCVP (VX);", "VPUB: PCVP (VX)", ()),
        ("Phòng TM và CN (VCCI);", "Phòng TM và CN (VCCI)", ()),
        ("Như trên; I", "Như trên", ()),
        ("Phòng CTIISSV;", "Phòng CTIISSV", ()),
        ("Ban Công tác IISSV;", "Ban Công tác HSSV", ("abbreviation_by_list",)),
        ("Thường trực IIĐND;", "Thường trực HĐND", ("abbreviation_by_list",)),
        ("UBNI) tỉnh;", "UBNI) tỉnh", ()),
    ],
)
def test_recipients_with_letters_off(
    parse: Callable[[Document], Report], read: str, value: str, flags: tuple[str, ...]
) -> None:
    left: tuple[Row, ...] = (("foot-left", "Nơi nhận:"), ("foot-left", f"- {read}"), ("foot-left", "- Lưu: VT."))
    report = parse(scan(("body", "Trên đây là báo cáo./."), *left, ("foot-right", "GIÁM ĐỐC"), ("foot-right", NAME)))
    first, last = (field for field in report.fields if field.name == "recipients")
    assert (first.value, first.flags, last.value) == (value, flags, "Lưu: VT")
    assert read.startswith(first.text)  # as it was read
