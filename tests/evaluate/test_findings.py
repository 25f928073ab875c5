from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.document import Box, Document, Span
from pipeline.evaluate import (
    Tally,
    TrueCitation,
    TrueKpi,
    TrueSection,
    TrueTable,
    Truth,
    score_cells,
    score_citations,
    score_fields,
    score_figures,
    score_sections,
)
from pipeline.evaluate.tally import tally
from pipeline.report import Citation, Field, Kpi, Report, Section, Table, TableCell

NOWHERE, BOX = Span(0, 0), Box(0, 0, 1, 1)


def true_kpi(value: str, unit: str = "ho_so", key: str = "tthc.received_total", path: str = "I") -> TrueKpi:
    return TrueKpi(key, Decimal(value), unit, "value", None, path, "prose", value, 1, BOX)


def kpi(value: str | None, unit: str = "ho_so", key: str = "tthc.received_total", path: str = "I") -> Kpi:
    defaults: dict[str, Any] = dict.fromkeys(
        ("kpi_id", "label_raw", "value_raw", "operator", "unit_raw", "per", "comparison", "period_label"), ""
    )
    defaults |= dict.fromkeys(("period_role", "parent", "section_id", "sentence"), "")
    return Kpi(
        span=NOWHERE, text="", key=key, metric="value", value=None if value is None else Decimal(value), value_hi=None,
        unit=unit, denominator=None, kind="result", section_path=path, **defaults,
    )  # fmt: skip


def test_figures_by_hand() -> None:
    truth = [true_kpi("487"), true_kpi("92"), true_kpi("99.0", "%", "tthc.satisfaction_rate", "II")]
    found = [
        kpi("487"),
        kpi("92", key="tthc.received_online"),
        kpi("99", "", ""),
        kpi("5"),
        kpi(None),
    ]
    score = score_figures(truth, found)
    assert score.loose == Tally(2, 4, 3)
    assert score.strict == Tally(1, 4, 3)
    assert score.wrong == 1  # the 5; 99 has only lost its unit


def test_a_figure_found_twice_counts_once() -> None:
    score = score_figures([true_kpi("7")], [kpi("7"), kpi("7")])
    assert score.loose == Tally(1, 2, 1)
    assert score.wrong == 1


def test_rates_of_a_tally() -> None:
    assert tally("aab", "abb") == Tally(2, 3, 3)
    assert Tally(2, 4, 8).precision == 0.5
    assert Tally(2, 4, 8).recall == 0.25
    assert Tally(2, 4, 8).f1 == 4 / 12
    assert Tally(0, 0, 0).f1 == 1
    assert Tally(1, 2, 3) + Tally(1, 1, 1) == Tally(2, 3, 4)


def test_fields() -> None:
    pairs = (
        ("organ_name", "ỦY BAN NHÂN DÂN XÃ A"),
        ("signer_competence", "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH"),
        ("code_number", "87"),
        ("place", "A"),
        ("organ_parent", ""),
        ("addressees", ""),
    )
    truth = Truth("x", Document("x", "", ()), pairs, (), (), (), ())
    values = {"organ_name": "Uỷ ban nhân dân xã A", "signer_competence": "TM. KT.", "code_number": "81"}
    values |= {"addressees": "UBND"}
    fields = tuple(Field(span=NOWHERE, text="", name=name, value=value, rule="") for name, value in values.items())
    score = score_fields(truth, Report(fields=fields))
    assert score.right == ("organ_name", "signer_competence")
    assert score.wrong == ("code_number", "addressees")
    assert score.missing == ("place",)


def citation(number: str, notation: str, day: date | None) -> Citation:
    return Citation(
        span=NOWHERE, text="", citation_id="", key="", type_raw="", type_abbr="", number=number, year="",
        notation=notation, issued_date=day, relation="mentions", mentions=(), section_id="",
    )  # fmt: skip


def test_citations_need_number_symbol_and_date() -> None:
    day = date(2024, 1, 12)
    truth = [
        TrueCitation("Kế hoạch", "04", "", "KH-UBND", day),
        TrueCitation("Quyết định", "22", "", "QĐ-UBND", day),
        TrueCitation("Luật", "5", "", "QH15", None),
    ]
    found = [citation("4", "KH-UBND", day), citation("22", "QD-UBND", day), citation("5", "QH15", day)]
    assert score_citations(truth, found) == Tally(2, 3, 3)


def section(path: str, title: str) -> Section:
    return Section(
        span=NOWHERE, text="", section_id="", parent="", path=path, level=1, kind="roman", ordinal=1, ordinal_raw="",
        title=title, role="", end=0,
    )  # fmt: skip


def test_sections_need_path_and_nearly_the_title() -> None:
    truth = [TrueSection("I", "KẾT QUẢ THỰC HIỆN", 1), TrueSection("I.1", "Công tác chỉ đạo", 2)]
    assert score_sections(truth, [section("I", "KẾT QUÁ THỰC HIỆN"), section("1", "Công tác chỉ đạo")]) == Tally(
        1, 2, 2
    )
    assert score_sections(truth, [section("I", "KIẾN NGHỊ")]) == Tally(0, 1, 2)


def table(page: int, texts: dict[tuple[int, int], str]) -> Table:
    cells = tuple(
        TableCell(
            row=row, column=column, row_span=1, column_span=1, is_header=False, text=text, value=None, flags=(),
            box=BOX, conf=1.0,
        )
        for (row, column), text in texts.items()
    )  # fmt: skip
    return Table(
        table_id="", page=page, box=BOX, caption="", unit_line="", rows=3, columns=2, header_rows=1, section_id="",
        cells=cells, conf=1.0,
    )  # fmt: skip


def test_cells_are_exact_at_their_place() -> None:
    truth = [TrueTable(1, "", 1, (("TT", "Nội dung"), ("1", ""), ("2", "Đất đai")))]
    texts = {(0, 0): "TT", (0, 1): "Nội dung", (1, 0): "l", (2, 1): "Đất đai."}
    assert score_cells(truth, [table(1, texts)]) == Tally(3, 4, 5)
    assert score_cells(truth, [table(2, texts)]) == Tally(0, 4, 5)
