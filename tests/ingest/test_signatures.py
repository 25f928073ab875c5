"""Signature fields: read as claims, put into the blanks that they were made for, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
from drawn import TEXT, pdf, report, scan_pdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject
from signed import Field, sign

import pipeline.ingest.poppler as poppler
from pipeline import ingest
from pipeline.config import IngestOptions
from pipeline.document import Box, Line, Page, Word, turned_box
from pipeline.signature import Signature

NUMBER = Field((120, 712, 160, 732), "2243", "UBND", "D:20250723135124+07'00'")


def read(path: Path) -> tuple[Signature, ...]:
    return ingest.signatures(path, IngestOptions())


def test_a_field_says_what_it_shows_where_who_signed_and_when(tmp_path: Path) -> None:
    path = sign(pdf(tmp_path / "a.pdf", [list(TEXT), []]), tmp_path / "b.pdf", NUMBER, NUMBER._replace(page=1))
    first, second = read(path)
    assert (first.page, first.text, first.signer) == (1, "2243", "UBND")
    assert first.time == "2025-07-23T13:51:24+07:00"
    assert first.place == pytest.approx((120, 842 - 732, 160, 842 - 712), abs=1)
    assert second.page == 2


@pytest.mark.parametrize(
    ("time", "iso"),
    [
        ("D:20250723135124+07'00'", "2025-07-23T13:51:24+07:00"),
        ("D:20250723135124Z", "2025-07-23T13:51:24+00:00"),
        ("D:20250723135124", "2025-07-23T13:51:24"),
        ("23/07/2025", ""),
        ("", ""),
    ],
)
def test_the_forms_of_a_time(time: str, iso: str, tmp_path: Path) -> None:
    path = sign(pdf(tmp_path / "a.pdf", [[]]), tmp_path / "b.pdf", NUMBER._replace(time=time))
    assert read(path)[0].time == iso


def test_what_is_no_signature_claims_nothing(tmp_path: Path) -> None:
    plain = pdf(tmp_path / "a.pdf", [[]])
    assert read(plain) == ()
    assert read(sign(plain, tmp_path / "b.pdf", NUMBER._replace(signed=False))) == ()
    report(100).save(tmp_path / "c.png")
    assert read(tmp_path / "c.png") == ()
    (tmp_path / "d.pdf").write_bytes(plain.read_bytes()[:700])
    assert read(tmp_path / "d.pdf") == ()


def test_a_damaged_field_takes_no_other_with_it(tmp_path: Path) -> None:
    path = sign(pdf(tmp_path / "a.pdf", [[]]), tmp_path / "b.pdf", NUMBER, NUMBER, NUMBER)
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.pages[0]["/Annots"][1].get_object()[NameObject("/Rect")] = NameObject("/Broken")
    writer.write(tmp_path / "c.pdf")
    assert [each.text for each in read(tmp_path / "c.pdf")] == ["2243", "2243"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_field_of_a_turned_page_stands_where_it_is_seen(turn: int, tmp_path: Path) -> None:
    path = sign(pdf(tmp_path / "a.pdf", [["2243"]]), tmp_path / "b.pdf")
    printed = poppler.words(path, 1, 72, 60)
    (word,) = [word for line in printed.lines for word in line.words]
    left, top, right, bottom = word.box
    path = sign(path, tmp_path / "c.pdf", NUMBER._replace(rect=(left, 842 - bottom, right, 842 - top), text=""))
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.pages[0].rotate(turn)
    writer.write(tmp_path / "d.pdf")
    seen = [word for line in poppler.words(tmp_path / "d.pdf", 1, 72, 60).lines for word in line.words]
    (field,) = read(tmp_path / "d.pdf")
    assert field.place == pytest.approx(tuple(seen[0].box), abs=2)


def scanned(tmp_path: Path, *fields: Field) -> Path:
    return sign(scan_pdf(tmp_path / "a.pdf", report(100), 100), tmp_path / "b.pdf", *fields)


BLANK = Box(480, 475, 670, 515)


def blank_number(right: int = 500) -> Page:
    """A page of 300 dpi on which "Số:        /BC-UBND" was read; the blank ends at `right`."""
    top, bottom = 470, 520
    number = Word("Số:", Box(400, top, 470, bottom), 0.95)
    symbol = Word("/BC-UBND", Box(right, top, right + 300, bottom), 0.95)
    below = Word("Tin", Box(400, 600, 480, 650), 0.9)
    return Page(1, 2481, 3508, 300, (Line((number, symbol), zone="header-left"), Line((below,))))


def filled(path: Path, page: Page) -> list[str]:
    return [line.raw for line in ingest.fill_in(path, page, read(path), IngestOptions()).lines]


def test_a_number_goes_into_the_blank_that_is_printed_for_it(tmp_path: Path) -> None:
    path = scanned(tmp_path, NUMBER)
    assert filled(path, blank_number(right=680)) == ["Số: 2243 /BC-UBND", "Tin"]
    (page,) = ingest.pages(path, IngestOptions())
    assert not isinstance(page, Page)  # its only text is a signature's


def test_what_was_read_on_the_page_goes_first(tmp_path: Path) -> None:
    path = scanned(tmp_path, NUMBER)
    assert filled(path, blank_number(right=520)) == ["Số: /BC-UBND", "Tin"]


@pytest.mark.parametrize("angle", [1.2, -3.0])
def test_a_number_finds_its_blank_on_a_page_that_was_made_level(angle: float, tmp_path: Path) -> None:
    page = blank_number(right=680)
    lines = []
    for line in page.lines:
        words = (replace(word, box=turned_box(word.box, page.width, page.height, angle)) for word in line.words)
        lines.append(replace(line, words=tuple(words)))
    level = replace(page, lines=tuple(lines), angle=angle)
    assert filled(scanned(tmp_path, NUMBER), level) == ["Số: 2243 /BC-UBND", "Tin"]


def test_a_number_finds_its_blank_on_a_page_that_was_scanned_upside_down(tmp_path: Path) -> None:
    page = replace(blank_number(right=680), angle=180.0)
    left, top, right, bottom = (0.24 * edge for edge in turned_box(BLANK, page.width, page.height, 180))
    path = scanned(tmp_path, NUMBER._replace(rect=(left, 842 - bottom, right, 842 - top)))
    assert filled(path, page) == ["Số: 2243 /BC-UBND", "Tin"]


@pytest.mark.parametrize("text", ["Signed by UBND 23/07/2025", "TTr", ""])
def test_only_numbers_are_put_in(text: str, tmp_path: Path) -> None:
    assert filled(scanned(tmp_path, NUMBER._replace(text=text)), blank_number(right=680)) == ["Số: /BC-UBND", "Tin"]


def test_a_number_far_from_every_line_stays_a_claim(tmp_path: Path) -> None:
    path = scanned(tmp_path, NUMBER._replace(rect=(400, 712, 440, 732)))
    assert filled(path, blank_number(right=680)) == ["Số: /BC-UBND", "Tin"]
    path = scanned(tmp_path, NUMBER._replace(rect=(120, 400, 160, 420)))
    assert filled(path, blank_number(right=680)) == ["Số: /BC-UBND", "Tin"]
