"""The fields of Appendix VI, all of them, with or without a value."""

from dataclasses import replace

from pipeline.config import ParseOptions
from pipeline.document import document_from_text
from pipeline.export.archive import archive_rows, load_fields
from pipeline.export.rows import Source
from pipeline.export.wording import load_wording
from pipeline.parse import parse_report

LETTER = """UBND HUYỆN HÒA SƠN
UBND XÃ AN BÌNH
Số: 12/UBND-VP
V/v báo cáo công tác chuyển đổi số
HỎA TỐC
An Bình, ngày 05 tháng 4 năm 2025
Kính gửi: Các thôn trên địa bàn xã.
Đề nghị các thôn gửi báo cáo về UBND xã trước ngày 15/4/2025 để tổng hợp.
Nơi nhận:
- Như trên;
- Lưu: VT, TH.(30)
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Thị Hoa
"""


def rows(text: str, source: str = "text", language: str = "vi") -> dict[str, dict[str, object]]:
    document = document_from_text(text, "a.txt")
    page = replace(document.pages[0], source="ocr" if source == "ocr" else "text")
    document = replace(document, pages=(page,))
    report = parse_report(document, ParseOptions())
    made = archive_rows(Source.of(document, report, load_wording(language)))
    return {str(row["field"]): dict(row) for row in made}


def test_every_field_has_a_row_with_its_evidence_or_nothing() -> None:
    found = rows(LETTER, "ocr")
    assert list(found) == [field["code"] for field in load_fields()]
    told = {code: row["value"] for code, row in found.items() if row["value"]}
    assert told == {
        "TypeName": "Công văn",
        "CodeNumber": "12",
        "CodeNotation": "UBND-VP",
        "IssuedDate": "2025-04-05",
        "OrganName": "UBND XÃ AN BÌNH",
        "Subject": "báo cáo công tác chuyển đổi số",
        "Language": "Tiếng Việt",
        "PageAmount": "1",
        "SignerInfo.Competence": "TM. ỦY BAN NHÂN DÂN",
        "SignerInfo.Position": "CHỦ TỊCH",
        "SignerInfo.FullName": "Lê Thị Hoa",
        "To.OrganName": "Các thôn trên địa bàn xã",
        "ToPlaces": "Như trên; Lưu: VT, TH.(30)",
        "Priority": "Hỏa tốc",
        "IssuedAmount": "30",
        "DueDate": "2025-04-15",
    }
    assert found["IssuedAmount"]["value_raw"] == "30"
    assert found["IssuedAmount"]["page"] == 1
    assert found["FileCode.OrganId"]["confidence"] is None


def test_a_field_comes_from_metadata_or_is_counted_or_given_by_the_archive() -> None:
    for field in load_fields():
        assert len({"from", "counted", "given"} & set(field)) == 1, field["code"]


def test_what_is_not_said_stays_empty() -> None:
    found = rows("Report on trees\nNo marks here at all\n")
    assert {code for code, row in found.items() if row["value"]} == set()
