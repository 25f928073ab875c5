"""Values survive JSON; a file exists whole or not at all."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import store
from pipeline.document import Box, Cell, Document, Fix, Grid, Line, Page, Span, Step, Word
from pipeline.errors import InputError
from pipeline.report import Check, Citation, Field, Issue, Kpi, Report, Section, Table, TableCell


@given(st.builds(Document, pages=st.lists(st.from_type(Page), max_size=2).map(tuple)))
def test_any_document_survives(document: Document) -> None:
    assert store.from_json(Document, store.to_json(document)) == document


AT = {"span": Span(0, 5), "text": "87/BC", "conf": 0.5, "flags": ("a",)}
REPORT = Report(
    fields=(Field(**AT, name="code_number", value="87", rule="r"),),
    sections=(
        Section(
            **AT,
            section_id="s1",
            parent="",
            path="I",
            level=1,
            kind="roman",
            ordinal=1,
            ordinal_raw="I",
            title="T",
            role="",
            end=9,
        ),
    ),
    citations=(
        Citation(
            **AT,
            citation_id="c1",
            key="4/kh-ubnd",
            type_raw="Kế hoạch",
            type_abbr="KH",
            number="04",
            year="",
            notation="KH-UBND",
            issued_date=date(2024, 1, 12),
            relation="mentions",
            mentions=(Span(0, 3), Span(7, 9)),
            section_id="s1",
        ),
    ),
    kpis=(
        Kpi(
            **AT,
            kpi_id="k1",
            key="",
            label_raw="đạt",
            metric="rate",
            value=Decimal("99.50"),
            value_raw="99,50",
            value_hi=None,
            operator="",
            unit="%",
            unit_raw="%",
            per="",
            denominator=Decimal(18),
            comparison="",
            kind="result",
            period_label="",
            period_role="",
            parent="",
            section_id="s1",
            section_path="I",
            sentence="đạt 99,50%",
        ),
    ),
    tables=(
        Table(
            table_id="t1",
            page=1,
            box=Box(0, 0, 9, 9),
            caption="",
            unit_line="",
            rows=1,
            columns=1,
            header_rows=0,
            section_id="",
            cells=(
                TableCell(
                    row=0,
                    column=0,
                    row_span=1,
                    column_span=1,
                    is_header=False,
                    text="1",
                    value=Decimal(1),
                    flags=(),
                    box=Box(0, 0, 1, 1),
                    conf=1.0,
                ),
            ),
            conf=0.9,
        ),
    ),
    checks=(
        Check(
            check_id="h1",
            rule="sum",
            status="contradicts",
            formula="1 + 1",
            expected="2",
            found="3",
            spans=(Span(0, 5), Span(1, 2)),
            hint="3 → 2",
            kpi_ids=("k1",),
        ),
    ),
    issues=(
        Issue(code="section_gap", facts={"heading": "II. T"}, span=Span(1, 2)),
        Issue(code="page_not_read", facts={"reason": "w"}, page=3),
    ),
)


def test_a_full_report_survives(tmp_path: Path) -> None:
    store.save(REPORT, tmp_path / "report.json")
    assert store.load(Report, tmp_path / "report.json") == REPORT


def test_a_page_with_everything_survives() -> None:
    word = Word("B0o", Box(0, 0, 4, 4), 0.25, Fix("Bộ", "spelling", 0.9))
    grid = Grid(Box(0, 0, 9, 9), (Cell(0, 0, 1, 2, Box(0, 0, 9, 9)),))
    line = Line((word,), 3, "table", (0, 1, 2))
    page = Page(1, 9, 9, 300, (line,), "ocr", 1.5, (Box(1, 1, 2, 2),), (grid,), (Step("deskew", "1.5"),), "why")
    assert store.from_json(Page, store.to_json(page)) == page


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": "a"}', '{"name": 1, "nothing": 2}'])
def test_what_is_not_such_a_value_is_an_input_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text(text)
    with pytest.raises(InputError, match="cannot be read as Document"):
        store.load(Document, tmp_path / "d.json")


def test_a_file_half_written_never_shows(tmp_path: Path) -> None:
    path = tmp_path / "a" / "out.txt"
    store.write_text(path, "old")
    with pytest.raises(RuntimeError), store.completed(path) as part:
        part.write_text("new, but")
        raise RuntimeError
    assert path.read_text() == "old"
    assert [p.name for p in path.parent.iterdir()] == ["out.txt"]
