"""Text copied from a web page: lines of letterhead and foot joined, words lost, a paragraph on each line."""

from collections.abc import Callable

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Document, document_from_text
from pipeline.parse import parser
from pipeline.parse.copied import feet, pieces
from pipeline.report import Report

HEAD = "UBND TỈNH AN GIANG\nSố: 31/BC-UBND\nAn Giang, ngày 05 tháng 3 năm 2025\n"
BODY = "BÁO CÁO\nVề việc trồng rừng\nTỉnh đã trồng 12 ha rừng.\nĐề nghị các sở, ngành thực hiện./.\n"
LONG = "Các sở, ngành và địa phương tiếp tục rà soát, bổ sung nhiệm vụ trồng rừng của mình trong năm " * 2


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Nơi nhận: - Như trên; - Sở; (để biết) - Lưu.", ["Nơi nhận:", "- Như trên;", "- Sở; (để biết)", "- Lưu."]),
        ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Văn An", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn An"]),
        (
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Văn An",
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn An"],
        ),
        ("TL. BỘ TRƯỞNG VỤ TRƯỞNG VỤ KẾ HOẠCH TS. Lê Bình", ["TL. BỘ TRƯỞNG", "VỤ TRƯỞNG VỤ KẾ HOẠCH", "TS. Lê Bình"]),
        ("GIÁM ĐỐC Lê Thị Hoa", ["GIÁM ĐỐC", "Lê Thị Hoa"]),
        (
            "KT. BỘ TRƯỞNG, GIÁM ĐỐC PHÓ CHỦ TỊCH Lê Thị Hoa",  # two offices of one person
            ["KT. BỘ TRƯỞNG, GIÁM ĐỐC", "PHÓ CHỦ TỊCH", "Lê Thị Hoa"],
        ),
        ("KT. CHỦ TỊCH", []),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", []),
        ("Nơi nhận hồ sơ: tại bộ phận một cửa", []),
        ("GIÁM ĐỐC Sở Tài chính chịu trách nhiệm", []),
        ("Nơi nhận:", []),
    ],
)  # fmt: skip
def test_lines_that_a_copy_joined(line: str, parts: list[str]) -> None:
    tools = feet(("TM", "KT", "TL"), ("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "VỤ TRƯỞNG", "BỘ TRƯỞNG"))
    assert [line[start:end] for start, end, _ in pieces(line, tools)] == parts


@pytest.mark.parametrize(
    ("foot", "recipients", "signed"),
    [
        (
            "Nơi nhận: - Như trên; - Lưu: VT, KT.\nKT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Văn An\n",
            ["Như trên", "Lưu: VT, KT"],
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn An"),
        ),
        (
            "Các sở, ngành;\nBáo An Giang;\nLưu: VT.\nCHỦ TỊCH Trần Văn An\n",
            ["Các sở, ngành", "Báo An Giang", "Lưu: VT"],
            ("", "CHỦ TỊCH", "Trần Văn An"),
        ),
        (
            "Như trên;\nLưu: VT.\nTL CHỦ TỊCH\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Văn An\n",
            ["Như trên", "Lưu: VT"],
            ("TL. CHỦ TỊCH; KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn An"),
        ),
        (
            "Nơi nhận:\nNhư trên;\nLưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn An\n",
            ["Như trên", "Lưu: VT"],
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn An"),
        ),
    ],
)
@pytest.mark.parametrize("attached", ["", "DANH MỤC\n1. Cây keo\n2. Cây bạch đàn\n"])
def test_feet_of_copies(
    parse: Callable[[Document], Report], foot: str, recipients: list[str], signed: tuple[str, ...], attached: str
) -> None:
    report = parse(document_from_text(f"{HEAD}{BODY}{foot}{attached}", "t"))
    assert [field.value for field in report.fields if field.name == "recipients"] == recipients
    names = ("signer_competence", "signer_position", "signer_name")
    assert tuple(map(report.field, names)) == signed


def test_recipients_where_nobody_signs(parse: Callable[[Document], Report]) -> None:
    report = parse(document_from_text(f"{HEAD}{BODY}Báo An Giang;\nLưu: VT, KT.\n", "t"))
    assert [field.value for field in report.fields if field.name == "recipients"] == ["Báo An Giang", "Lưu: VT, KT"]
    assert report.field("signer_name") == ""


def test_what_follows_a_foot_on_one_line_is_read(parse: Callable[[Document], Report]) -> None:
    foot = "Nơi nhận: - Như trên; - Lưu: VT.\nCHỦ TỊCH Trần Văn An\n"
    report = parse(document_from_text(f"{HEAD}{BODY}{foot}KẾ HOẠCH\nI. MỤC ĐÍCH\nII. NHIỆM VỤ\n", "t"))
    assert [section.title for section in report.sections] == ["MỤC ĐÍCH", "NHIỆM VỤ"]


@pytest.mark.parametrize(
    ("head", "subject", "kind"),
    [
        ("Số: 76/SYT-NVY V/v tiêm phòng\nHà Nội, ngày 05 tháng 3 năm 2025\n", "tiêm phòng", "Công văn"),
        (
            "Số: 5/QĐ-UBND\nAn Giang, ngày 05 tháng 3 năm 2025\nBAN HÀNH KẾ HOẠCH TRỒNG RỪNG\nCHỦ TỊCH TỈNH\n",
            "BAN HÀNH KẾ HOẠCH TRỒNG RỪNG",
            "Quyết định",
        ),
        (f"Số: 76/SYT-NVY V/v {LONG[:130]}\n", LONG[:130].strip(), "Công văn"),
        ("Số: 5/2025/NQ-HĐND\nQUY ĐỊNH MỨC THU PHÍ THAM QUAN\n", "QUY ĐỊNH MỨC THU PHÍ THAM QUAN", "Nghị quyết"),
        ("Số: 5/QĐ-UBND\nQUYẾT ĐỊNH BAN HÀNH KẾ HOẠCH TRỒNG RỪNG\n", "BAN HÀNH KẾ HOẠCH TRỒNG RỪNG", "Quyết định"),
        (f"Số: 5/CT-UBND\nCHỈ THỊ\nVỀ VIỆC TRỒNG RỪNG\n{LONG}\n", "VỀ VIỆC TRỒNG RỪNG", "Chỉ thị"),
        ("Số: 5/QĐ-UBND\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN GIANG\nĐiều 1. Trồng rừng.\n", "", "Quyết định"),
    ],
)
def test_subjects_of_copies(parse: Callable[[Document], Report], head: str, subject: str, kind: str) -> None:
    report = parse(document_from_text(head, "t"))
    assert (report.field("subject"), report.field("doc_type"), report.field("organ_name")) == (subject, kind, "")


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        (f"3. {LONG}.\n4. Sở Y tế\na) {LONG};\nb) {LONG}.\n5. Sở Nội vụ\n", ["3", "4", "4.a", "4.b", "5"]),  # 1, 2 lost
        (f"{LONG}\n1. {LONG}.\n2. {LONG}.\n", ["1", "2"]),  # a paragraph on each line: none is wrapped
        (f"3. {LONG}.\n4. Sở Y tế\n{LONG}\n", []),
    ],
)
def test_numbered_paragraphs_of_copies(parse: Callable[[Document], Report], lines: str, paths: list[str]) -> None:
    assert [section.path for section in parse(document_from_text(lines, "t")).sections] == paths


@pytest.mark.parametrize(
    ("line", "addressee", "sections"),
    [("Kính gửi: Sở Y tế", "Sở Y tế", ["1"]), (f"Kính gửi: Sở Y tế {LONG}{LONG}", "", ["1"])],
)
def test_addressees_with_the_body_behind(
    parse: Callable[[Document], Report], line: str, addressee: str, sections: list[str]
) -> None:
    report = parse(document_from_text(f"Số: 76/SYT-NVY\nV/v tiêm phòng\n{line}\n1. Tiêm phòng đúng hạn.\n", "t"))
    assert (report.field("addressees"), [section.path for section in report.sections]) == (addressee, sections)
