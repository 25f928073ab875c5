"""What must hold for any text."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.config import ParseOptions
from pipeline.document import Document, Transcript, document_from_text
from pipeline.parse import parser
from pipeline.parse.folding import flat, folded, spelled
from pipeline.report import Report
from pipeline.store import from_json, to_json

PIECES = tuple(
    """I. KẾT QUẢ|1. Công tác|a) Về|- |487 hồ sơ|6,856 con|trong đó:|(|)|;|.|,|:|Số: 87/BC-UBND|BÁO CÁO|Kính gửi: UBND huyện
An Bình, ngày 15 tháng 8 năm 2024|Nơi nhận:|KT. CHỦ TỊCH|Kế hoạch số 04/KH-UBND ngày 12/01/2024|tăng 5% so với cùng kỳ
16 tỷ 434 triệu đồng|18/18|§.699,28 triệu đồng|tổng số hồ sơ tiếp nhận là|Luật Đất đai ngày 18/01/2024|đạt|9,5 - 10%
từ 50% lên 75%|năm 2025|quý I|Ðà Nẵng""".replace("\n", "|").split("|")
) + ("\n", "\f")
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=20).map("".join),
)
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


@given(text=TEXTS)
@QUICK
def test_any_text_is_parsed_and_every_finding_is_where_it_says(parse: Callable[[Document], Report], text: str) -> None:
    document = document_from_text(text, "t")
    whole, report = document.text, parse(document)
    for found in (*report.fields, *report.sections, *report.citations, *report.kpis):
        assert 0 <= found.span.start <= found.span.end <= len(whole)
        assert whole[found.span.start : found.span.end] == found.text
        assert 0 <= found.conf <= 1
    for citation in report.citations:
        assert citation.mentions[0] == citation.span
    for findings in (report.sections, report.citations, report.kpis):
        starts = [found.span.start for found in findings]
        assert starts == sorted(starts)


@given(text=TEXTS)
@QUICK
def test_a_report_is_the_same_twice_and_survives_json(parse: Callable[[Document], Report], text: str) -> None:
    document = document_from_text(text, "t")
    report = parse(document)
    assert parse(document) == report
    assert from_json(Report, to_json(report)) == report


@given(text=TEXTS)
@QUICK
def test_references_point_at_what_exists(parse: Callable[[Document], Report], text: str) -> None:
    report = parse(document_from_text(text, "t"))
    sections = {section.section_id for section in report.sections} | {""}
    kpis = {kpi.kpi_id for kpi in report.kpis} | {""}
    assert all(section.parent in sections for section in report.sections)
    assert all(found.section_id in sections for found in (*report.kpis, *report.citations))
    assert all(kpi.parent in kpis and kpi.parent != kpi.kpi_id for kpi in report.kpis)
    for section in report.sections:
        assert section.span.start <= section.span.end <= section.end


@given(text=st.text())
@settings(max_examples=300, deadline=None)
def test_forms_keep_the_length(text: str) -> None:
    assert len(flat(text)) == len(spelled(text)) == len(folded(text)) == len(text)


@given(text=TEXTS)
@QUICK
def test_words_of_a_text_document_stand_in_their_columns(text: str) -> None:
    document = document_from_text(text, "t")
    pages = text.split("\f")
    for page in document.pages:
        rows = pages[page.number - 1].split("\n")
        for line in page.lines:
            for word in line.words:
                assert rows[word.box.top][word.box.left : word.box.right] == word.raw
    assert len(Transcript.of(document).line_spans) == sum(len(page.lines) for page in document.pages)
