"""Signature fields in the report: flagged, never preferred to the page, never said to be valid."""

from dataclasses import replace

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Box, Document, Line, Page, Word
from pipeline.parse import parse_report
from pipeline.parse.claims import is_person
from pipeline.report import Report
from pipeline.signature import Signature

HEAD = (
    ("header-left", "ỦY BAN NHÂN DÂN XÃ TÂN HÒA"),
    ("header-left", "Số: 2243 /BC-UBND"),
    ("header-right", "Tân Hòa, ngày 23 tháng 7 năm 2025"),
    ("body", "BÁO CÁO"),
    ("body", "Kết quả cải cách hành chính năm 2025"),
)
FOOT = (("foot-right", "CHỦ TỊCH"), ("foot-right", "Nguyễn Văn Bình"))
SIGNER = Signature(1, (350, 500, 500, 560), "", "Nguyễn Văn Bình", "2025-07-23T10:00:00+07:00")
BODY = Signature(1, (300, 500, 400, 560), "", "Ủy ban nhân dân xã Tân Hòa", "2025-07-23T11:00:00+07:00")


def page(rows: tuple[tuple[str, str], ...]) -> Page:
    """A page of 72 dpi, so that pixels are points; every letter is 6 wide, every row 20 high."""
    lines = []
    for i, (zone, text) in enumerate(rows):
        at, words = 320 if zone.endswith("right") else 60, []
        for word in text.split():
            words.append(Word(word, Box(at, 100 + 20 * i, at + 6 * len(word), 112 + 20 * i), 0.95))
            at += 6 * len(word) + 6
        lines.append(Line(tuple(words), i, zone))  # type: ignore[arg-type]
    return Page(1, 595, 842, 72, tuple(lines))


def over(where: Page, row: int, word: int) -> Signature:
    """A field that shows the number at a place of the page."""
    target = where.lines[row].words[word]
    left, top, right, bottom = target.box
    return Signature(1, (left - 3, top - 5, right + 3, bottom + 5), target.raw, BODY.signer, BODY.time)


def read(rows: tuple[tuple[str, str], ...], *signatures: Signature) -> Report:
    return parse_report(Document("d", "", (page(rows),), signatures), ParseOptions())


def flags(report: Report) -> dict[str, tuple[str, ...]]:
    return {field.name: field.flags for field in report.fields}


def test_a_number_that_a_field_shows_is_read_and_flagged() -> None:
    sheet = page(HEAD)
    assert read(HEAD).field("code_number") == ""  # on a scan, a number apart from its symbol was put in by hand
    found = read(HEAD, over(sheet, 1, 1))
    assert found.field("code_number") == "2243"
    assert flags(found)["code_number"] == ("signature_field",)
    assert flags(found)["code_notation"] == ()
    assert "unreadable_number" not in {issue.code for issue in found.issues}


def test_a_day_that_a_field_shows_flags_the_date() -> None:
    assert flags(read(HEAD, over(page(HEAD), 2, 3)))["issued_date"] == ("signature_field",)
    assert flags(read(HEAD, over(page(HEAD), 1, 1)))["issued_date"] == ()


def test_a_number_whose_symbol_cannot_be_read() -> None:
    rows = (HEAD[0], ("header-left", "Số: 2243 /bc~ubn"), *HEAD[2:])
    found = read(rows, over(page(rows), 1, 1))
    assert found.field("code_number") == "2243"
    assert read(rows).field("code_number") == ""


def test_signers_are_listed_once_in_the_order_of_time() -> None:
    found = read(HEAD + FOOT, BODY, SIGNER, replace(BODY, place=(1, 1, 2, 2)))
    claims = [(field.name, field.value) for field in found.fields if field.rule == "signature.field"]
    assert claims == [
        ("signed_by", SIGNER.signer),
        ("signed_at", SIGNER.time),
        ("signed_by", BODY.signer),
        ("signed_at", BODY.time),
    ]
    assert found.field("signer_name") == "Nguyễn Văn Bình"
    assert flags(found)["signer_name"] == ()


def test_a_signer_is_a_claim_where_the_page_names_none() -> None:
    clerk = replace(SIGNER, place=(80, 500, 110, 520), signer="Trần Thị Lan", time="2025-07-23T12:00:00+07:00")
    found = read(HEAD, SIGNER, clerk)
    assert found.field("signer_name") == "Nguyễn Văn Bình"
    assert flags(found)["signer_name"] == ("signature_field",)
    assert read(HEAD, clerk).field("signer_name") == ""


@pytest.mark.parametrize(
    ("signature", "code"),
    [
        (replace(SIGNER, time="2025-07-22T10:00:00+07:00"), "date_after_signature"),
        (replace(SIGNER, signer="Lê Văn Cường"), "signer_differs"),
    ],
)
def test_contradictions_are_told_and_nothing_is_changed(signature: Signature, code: str) -> None:
    known = {issue.code for issue in read(HEAD + FOOT, SIGNER).issues}
    assert code not in known
    found = read(HEAD + FOOT, signature)
    assert {issue.code for issue in found.issues} - known == {code}
    assert found.field("signer_name") == "Nguyễn Văn Bình"
    assert found.field("issued_date") == "2025-07-23"


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Phùng Tô Long", True),
        ("Lê Ý", True),
        ("Nguyễn Thị Thanh Hương", True),
        ("Ủy ban nhân dân tỉnh Quảng Ngãi", False),
        ("TRUNG TÂM CÔNG BÁO VÀ TIN HỌC", False),
        ("Sở Công Thương", False),
        ("Công An", False),
        ("C07", False),
        ("Bình", False),
    ],
)
def test_people_and_bodies(name: str, person: bool) -> None:
    assert is_person(name) is person
