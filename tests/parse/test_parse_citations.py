import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Document, document_from_text
from pipeline.parse import parser
from pipeline.report import Report

CASES = tomllib.loads((Path(__file__).parent / "cases" / "citations.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_cited_documents(parse: Callable[[Document], Report], case: dict[str, Any]) -> None:
    found = parse(document_from_text(case["text"], "t")).citations
    assert [(c.type_raw, c.number, c.notation) for c in found] == [
        (want["type"], want["number"], want["notation"]) for want in case["found"]
    ]
    for citation, want in zip(found, case["found"], strict=True):
        assert citation.year == want.get("year", "")
        assert citation.issued_date == want.get("date")
        assert citation.relation == want.get("relation", citation.relation)
        assert len(citation.mentions) == want.get("mentions", 1)
        assert ("no_date" in citation.flags) == (citation.issued_date is None)


def test_keys_match_over_zeros_and_marks(parse: Callable[[Document], Report]) -> None:
    plans = "Kế hoạch số 04/KH-UBND ngày 12/01/2024; Kế hoạch số 4/KH-UBND"
    text = f"{plans}; Quyết định số 7/QD-UBND; Quyết định số 07/QĐ-UBND"
    keys = [citation.key for citation in parse(document_from_text(text, "t")).citations]
    assert keys == ["4/kh-ubnd", "7/qd-ubnd"]


def test_the_own_number_is_no_citation(parse: Callable[[Document], Report]) -> None:
    text = (
        "UBND XÃ AN BÌNH\nSố: 31/BC-UBND\nAn Bình, ngày 05 tháng 3 năm 2025\nBÁO CÁO\nKết quả công tác\n"
        "I. KẾT QUẢ\nTheo Kế hoạch số 5/KH-UBND ngày 01/02/2025.\n"
        "PHỤ LỤC\n(Kèm theo Báo cáo số 31/BC-UBND ngày 05/3/2025)\n"
    )
    report = parse(document_from_text(text, "t"))
    assert report.field("code_number") == "31"
    assert [citation.number for citation in report.citations] == ["5"]
