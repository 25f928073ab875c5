import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Document, document_from_text
from pipeline.parse import parser
from pipeline.report import Report

CASES = tomllib.loads((Path(__file__).parent / "cases" / "sections.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_section_tree(parse: Callable[[Document], Report], case: dict[str, Any]) -> None:
    found = parse(document_from_text(case["text"], "t")).sections
    doubts = {"gap", "ordinal_ocr", "run_in", "repeated"}
    assert [[s.path, s.title, *(f for f in s.flags if f in doubts)] for s in found] == case["found"]


def test_parents_levels_and_ends(parse: Callable[[Document], Report]) -> None:
    text = "I. KẾT QUẢ\n1. Một\nA.\n2. Hai\nB.\nII. KHÁC\nC.\n"
    first, one, two, last = parse(document_from_text(text, "t")).sections
    assert [s.parent for s in (first, one, two, last)] == ["", first.section_id, first.section_id, ""]
    assert [s.level for s in (first, one, two, last)] == [1, 2, 2, 1]
    assert one.end == two.span.start
    assert first.end == two.end == last.span.start


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "direction"),
        ("I. KẾT QUẢ THỰC HIỆN", "results"),
        ("I. CẢI CÁCH THỂ CHẾ", "institutions"),
        ("I. PHƯƠNG HƯỚNG, NHIỆM VỤ", "plan"),
        ("I. KIẾN NGHỊ, ĐỀ XUẤT", "proposals"),
        ("I. NHỮNG TỒN TẠI, HẠN CHẾ", "limits"),
        ("I. NGUYÊN NHÂN", "causes"),
        ("I. LỜI NÓI ĐẦU", ""),
    ],
)
def test_roles_by_title(parse: Callable[[Document], Report], title: str, role: str) -> None:
    assert parse(document_from_text(f"{title}\nVăn bản.\n", "t")).sections[0].role == role


def test_figures_under_a_plan_are_targets(parse: Callable[[Document], Report]) -> None:
    text = (
        "I. KẾT QUẢ\nTỷ lệ hài lòng đạt 97%.\n"
        "II. PHƯƠNG HƯỚNG QUÝ II NĂM 2025\n1. Cải cách hành chính\nTỷ lệ hài lòng đạt 99%.\n"
    )
    kpis = parse(document_from_text(text, "t")).kpis
    assert [(kpi.kind, kpi.section_path, kpi.period_label) for kpi in kpis] == [
        ("result", "I", ""),
        ("target", "II.1", "QUÝ II NĂM 2025"),
    ]


def test_figures_of_an_article_are_norms(parse: Callable[[Document], Report]) -> None:
    law = "Điều 5. Vi phạm\n1. Phạt tiền từ 1.000.000 đồng đến 2.000.000 đồng đối với hành vi.\n"
    report = "I. KẾT QUẢ\nXử phạt 5.000.000 đồng theo Điều 5 của Luật.\n"
    assert [kpi.kind for kpi in parse(document_from_text(law, "t")).kpis] == ["norm"]
    assert [kpi.kind for kpi in parse(document_from_text(report, "t")).kpis] == ["result"]
