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
    match,
    score_cells,
    score_citations,
    score_fields,
    score_figures,
    score_sections,
)
from pipeline.evaluate.tally import tally
from pipeline.report import Citation, Field, Kpi, Report, Section, Table, TableCell

NOWHERE, BOX = Span(0, 0), Box(0, 0, 1, 1)


def true_kpi(value: str, unit: str = "ho_so", key: str = "tthc.received_total", **told: Any) -> TrueKpi:
    return TrueKpi(key, Decimal(value), unit, "value", None, "I", "prose", value, 1, BOX, **told)


def kpi(value: str | None, unit: str = "ho_so", key: str = "tthc.received_total", **told: Any) -> Kpi:
    defaults: dict[str, Any] = dict.fromkeys(
        ("kpi_id", "label_raw", "value_raw", "operator", "unit_raw", "per", "comparison", "period_label"), ""
    )
    defaults |= dict.fromkeys(("period_role", "parent", "section_id", "sentence"), "")
    return Kpi(
        span=NOWHERE, text="", key=key, metric="value", value=None if value is None else Decimal(value), value_hi=None,
        unit=unit, denominator=None, section_path="I", **({"kind": "result"} | defaults | told),
    )  # fmt: skip


def test_figures_by_hand() -> None:
    truth = [
        true_kpi("487", period="Quý I"),
        true_kpi("92"),
        true_kpi("99.0", "%", "tthc.satisfaction_rate"),
        true_kpi("5", key="", label="sân bóng|nhà văn hóa"),
        true_kpi("6", key="", label="nhà văn hóa", optional=True),
    ]
    found = [
        kpi("487", period_label="quý I"),
        kpi("92", kind="target"),
        kpi("99", "", ""),
        kpi("5", key="", label_raw="đã xây nha văn hoa thôn"),
        kpi("6", key="", label_raw="nhà văn hóa"),
        kpi("8"),
        kpi(None),
    ]
    score = score_figures(truth, found)
    assert score.loose.tally == Tally(3, 5, 4)  # what is optional counts neither way
    assert score.strict.tally == Tally(2, 5, 4)
    assert [each.value for each in score.wrong] == [8]  # 99 has only lost its unit
    assert score.emitted == 6


def test_wrong_values_without_a_flag_are_told_apart() -> None:
    found = [kpi("487"), kpi("40", flags=("digits_disagree",)), kpi("41", flags=("label_folded",))]
    score = score_figures([true_kpi("487")], found)
    assert [each.value for each in score.wrong] == [40, 41]
    assert [each.value for each in score.unseen] == [41]


def test_a_figure_found_twice_counts_once() -> None:
    score = score_figures([true_kpi("7")], [kpi("7"), kpi("7")])
    assert score.loose.tally == Tally(1, 2, 1)
    assert len(score.wrong) == 1


def test_pairs_are_the_most_that_are_possible() -> None:
    matched = match("ab", "xy", lambda one, other: (one, other) in {("a", "x"), ("a", "y"), ("b", "x")})
    assert matched.pairs == (("a", "y"), ("b", "x"))
    assert matched.missing == matched.extra == ()


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
        ("recipients", "Như trên"),
        ("recipients", "Lưu: VT"),
        ("code_number", "87"),
        ("issued_date", "2025-01-01"),
        ("place", "A"),
        ("organ_parent", ""),
        ("addressees", ""),
    )
    truth = Truth("x", Document("x", "", ()), pairs, (), (), (), (), unsure=("issued_date",))
    found = (
        ("organ_name", "Uỷ ban nhân dân xã A"), ("signer_competence", "TM. ỦY BAN NHÂN DÂN"), ("code_number", "81"),
        ("addressees", "UBND"), ("recipients", "Như trên"), ("recipients", "Lưu: VT"),
    )  # fmt: skip
    fields = tuple(Field(span=NOWHERE, text="", name=name, value=value, rule="") for name, value in found)
    score = score_fields(truth, Report(fields=fields))
    assert score.right == ("organ_name", "recipients")
    assert score.wrong == ("signer_competence", "code_number", "addressees")
    assert score.missing == ("place",)
    assert score.tally == Tally(2, 5, 6)


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
    assert score_citations(truth, found).tally == Tally(2, 3, 3)


def section(path: str, title: str) -> Section:
    return Section(
        span=NOWHERE, text="", section_id="", parent="", path=path, level=1, kind="roman", ordinal=1, ordinal_raw="",
        title=title, role="", end=0,
    )  # fmt: skip


def test_sections_need_path_and_nearly_the_title() -> None:
    truth = [TrueSection("I", "KẾT QUẢ THỰC HIỆN", 1), TrueSection("I.1", "Công tác chỉ đạo", 2)]
    found = [section("I", "KẾT QUÁ THỰC HIỆN"), section("1", "Công tác chỉ đạo")]
    assert score_sections(truth, found).tally == Tally(1, 2, 2)
    assert score_sections(truth, [section("I", "KIẾN NGHỊ")]).tally == Tally(0, 1, 2)
    assert score_sections([TrueSection("2", "Sở Tài chính…", 1)], [section("2", "Sở Tài chính chủ trì")]).missing == ()


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
    assert score_cells(truth, [table(1, texts)]).tally == Tally(3, 4, 5)
    assert score_cells(truth, [table(2, texts)]).tally == Tally(0, 4, 5)
    open_truth = [TrueTable(1, "", 1, (("TT", "*"), ("1", ""), ("2", "*")))]
    assert score_cells(open_truth, [table(1, texts)]).tally == Tally(1, 2, 3)
