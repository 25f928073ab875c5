"""Figures of prose, with the truth marked in the sentence."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import regex
import spacy

from pipeline.config import ParseOptions
from pipeline.document import Document, document_from_text
from pipeline.errors import InputError
from pipeline.parse import parser
from pipeline.report import Kpi, Report

MARK = regex.compile(r"<k(?P<facts>[^>]*)>(?P<text>[^<]*)</k>")
FACT = regex.compile(r'(\w+)="([^"]*)"')
LINES = (Path(__file__).parent / "cases" / "figures.xml.txt").read_text(encoding="utf-8").splitlines()
PASSAGES = [line for line in LINES if line and not line.startswith("#")]


OWN = """
["x.libraries"]
units = ["cai"]
labels = ["thư viện"]
["x.cement"]
units = ["bao"]
labels = ["xi măng"]
[unit.bao]
kind = "count"
forms = ["bao"]
"""


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


def marked(passage: str) -> tuple[str, list[tuple[str, dict[str, str]]]]:
    """The passage without marks, and the text and facts of every mark."""
    wanted = [(mark["text"], dict(FACT.findall(mark["facts"]))) for mark in MARK.finditer(passage)]
    return MARK.sub(lambda mark: mark["text"], passage), wanted


def facts(kpi: Kpi, names: dict[str, str], place: dict[str, int]) -> dict[str, str]:
    value = "" if kpi.value is None else format(kpi.value.normalize(), "f")
    known = {
        "key": kpi.key,
        "value": value,
        "unit": kpi.unit,
        "metric": kpi.metric,
        "comparison": kpi.comparison,
        "kind": kpi.kind,
        "period": kpi.period_label,
        "label": kpi.label_raw,
        "parent": str(place.get(kpi.parent, "")),
    }
    return {name: known[name] for name in names}


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: MARK.sub("#", passage)[:60])
def test_figures_of_a_passage(parse: Callable[[Document], Report], passage: str) -> None:
    text, wanted = marked(passage)
    kpis = parse(document_from_text(text, "t")).kpis
    place = {kpi.kpi_id: at for at, kpi in enumerate(kpis, 1)}
    assert [kpi.text.strip(" ;.,") for kpi in kpis] == [words for words, _ in wanted]
    for kpi, (_, names) in zip(kpis, wanted, strict=True):
        want = {name: format(Decimal(v).normalize(), "f") if name == "value" else v for name, v in names.items()}
        assert facts(kpi, names, place) == want
        if "value" not in names:
            assert kpi.value is None
            assert kpi.conf <= 0.3


def test_folded_labels_are_flagged_and_less_certain(parse: Callable[[Document], Report]) -> None:
    plain = parse(document_from_text("Tổng sô hô sơ tiêp nhân là 487 hồ sơ.", "t")).kpis[0]
    exact = parse(document_from_text("Tổng số hồ sơ tiếp nhận là 487 hồ sơ.", "t")).kpis[0]
    assert "label_folded" in plain.flags
    assert plain.conf < exact.conf == 0.95


def test_scope_is_the_field_of_the_clause(parse: Callable[[Document], Report]) -> None:
    kpi = parse(document_from_text("Trong kỳ, lĩnh vực Hộ tịch có 20 hồ sơ tiếp nhận mới.", "t")).kpis[0]
    assert kpi.scope == "Hộ tịch"


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("Điều này được cụ thể hóa thành các chỉ tiêu cụ thể sau đây:", "target"),
        ("Chương trình có các mục tiêu chủ yếu năm 2030:", "target"),
        ("Đến năm 2035:", "target"),
        ("Kết quả thực hiện các chỉ tiêu như sau:", "result"),
        ("UBND xã báo cáo như sau:", "result"),
    ],
)
def test_items_under_announced_aims_are_targets(parse: Callable[[Document], Report], opening: str, kind: str) -> None:
    text = f"{opening}\n(1) Ít nhất 85% người hưởng trợ cấp có tài khoản;\n(2) 12 trường đạt chuẩn.\nXã có 3 trường.\n"
    kpis = parse(document_from_text(text, "t")).kpis
    assert [(str(kpi.value), kpi.kind) for kpi in kpis] == [("85", kind), ("12", kind), ("3", "result")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Xã đề ra.\n1. 100% các ấp có nhà văn hóa.\n2. 90% hộ có nước máy;\n3. 85% ấp có đèn.", ["100", "90", "85"]),
        ("Gồm:\n1. 100% các ấp có nhà văn hóa;\n2. 90% hộ có nước máy.", ["100", "90"]),
        ("Tỷ lệ đúng hạn đạt:\n98. 55% số hồ sơ.", ["None"]),  # perhaps 98,55
        ("Tỷ lệ đúng hạn là:\n9. 5% số hồ sơ.", ["None"]),
        ("Tỷ lệ đúng hạn đạt\n9. 55% số hồ sơ.", ["None"]),
    ],
)  # fmt: skip
def test_the_ordinal_of_an_item_is_no_piece_of_its_per_cent(
    parse: Callable[[Document], Report], text: str, values: list[str]
) -> None:
    assert [str(kpi.value) for kpi in parse(document_from_text(text, "t")).kpis] == values


def test_what_stands_under_aims_is_a_target_of_their_period(parse: Callable[[Document], Report]) -> None:
    text = (
        "I. CÁC CHỈ TIÊU CỤ THỂ ĐẾN NĂM 2030\n1. Trên 80% trạm y tế xã, phường có bác sĩ.\n"
        "2. Giáo dục\nCó 12 trường đạt chuẩn.\n"
        "Hiện nay có 9 trường đạt chuẩn, phấn đấu có 11 trường đạt chuẩn.\n"
        "3. Kết quả đã đạt\nCó 10 trường đạt chuẩn.\nII. KẾT QUẢ NĂM 2025\n1. Y tế\n"
        "Thu 7 tỷ đồng, đạt 90% kế hoạch năm 2024.\n"
    )
    kpis = parse(document_from_text(text, "t")).kpis
    assert [(str(kpi.value), kpi.kind, kpi.period_label) for kpi in kpis] == [
        ("80", "target", "NĂM 2030"), ("12", "target", "NĂM 2030"), ("9", "result", "NĂM 2030"),
        ("11", "target", "NĂM 2030"), ("10", "result", "NĂM 2030"),
        ("7000000000", "result", "NĂM 2025"), ("90", "result", "NĂM 2025"),
    ]  # fmt: skip


PLAN = (
    "ỦY BAN NHÂN DÂN\nXÃ AN HÒA\nSố: 12/KH-UBND\nAn Hòa, ngày 05 tháng 3 năm 2025\nKẾ HOẠCH\n"
    "Trồng cây phân tán năm 2025\n"
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (PLAN + "Trồng 12 ha rừng. Đến nay, xã đã có 30 ha rừng.\nTình hình: năm 2024 trồng được 8 ha.\n", "t r t"),
        (PLAN + "I. TÌNH HÌNH\nXã trồng 12 ha rừng.\nII. TỔ CHỨC\nXã trồng 15 ha rừng.\n", "r t"),
        ("Điều 1. Thống nhất dự toán thu, chi năm 2027 như sau:\nI. Tổng thu năm 2027\nThu thuế: 12 tỷ đồng.\n"
         "Phấn đấu thu thêm 3 tỷ đồng.\n", "p t"),
        ("Điều 1. Tán thành việc giao chỉ tiêu vốn năm 2027, như sau:\n1. Vốn tỉnh: 12 tỷ đồng.\n", "p"),
        ("Điều 1. Thông qua Chương trình trồng rừng của xã, như sau:\nI. Diện tích\nTrồng mới 12 ha.\n", "t"),
        ("Điều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng rừng.\nI. NỘI DUNG\nTrồng mới 12 ha.\n", "t"),
        ("I. VỐN ĐẾN NĂM 2035\nNgân sách xã: 12 tỷ đồng.\n", "t"),
        (PLAN.replace("KẾ HOẠCH", "BÁO CÁO").replace("KH-", "BC-") + "Năm 2031 trồng 9 ha. Năm 2024: 3 ha rừng.",
         "t r"),
    ],
)  # fmt: skip
def test_kinds_of_figures_in_plans_and_budgets(parse: Callable[[Document], Report], text: str, kinds: str) -> None:
    kpis = parse(document_from_text(text, "t")).kpis
    assert " ".join(kpi.kind[0] for kpi in kpis) == kinds


def test_a_period_alone_on_its_line_is_a_heading(parse: Callable[[Document], Report]) -> None:
    text = (
        "I. MỤC TIÊU ĐẾN NĂM 2030\nGiai đoạn 2026-2027\n60% hộ dân của xã có nước máy dùng quanh năm.\n"
        "Giai đoạn 2028-2030\n75% hộ dân của xã có nước máy dùng quanh năm.\n"
        "II. NHIỆM VỤ NĂM 2026\nTrồng 12 ha rừng.\nĐến hết năm 2029, xã phấn đấu:\nTrồng 15 ha rừng;\nTrồng 5 ha tre.\n"
    )
    kpis = parse(document_from_text(text, "t")).kpis
    assert [(str(kpi.value), kpi.period_label) for kpi in kpis] == [
        ("60", "Giai đoạn 2026-2027"), ("75", "Giai đoạn 2028-2030"), ("12", "NĂM 2026"), ("15", "năm 2029"),
        ("5", "năm 2029"),
    ]  # fmt: skip


def test_a_line_of_parts_belongs_to_the_line_before(parse: Callable[[Document], Report]) -> None:
    text = "Bốn huyện có 812 cán bộ cấp xã.\nTrong đó, An Hòa: 203, Cao Bằng: 410, Tân Lập: 199.\n"
    kpis = parse(document_from_text(text, "t")).kpis
    assert [(str(kpi.value), kpi.unit) for kpi in kpis] == [(n, "cbcc") for n in ("812", "203", "410", "199")]
    assert [kpi.label_raw for kpi in kpis[1:]] == ["An Hòa", "Cao Bằng", "Tân Lập"]


def test_own_indicators_are_added(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    parse = parser(ParseOptions(kpis=str(own)))
    kpis = parse(document_from_text("Toàn xã có số thư viện là 3 cái. Bán được 1.200 bao xi măng.", "t")).kpis
    assert [(kpi.key, kpi.value, kpi.unit) for kpi in kpis] == [("x.libraries", 3, "cai"), ("x.cement", 1200, "bao")]


def test_own_phrases_are_added_to_the_cues(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[cues.kind]\ntarget = ["hướng tới"]\n[cues.base]\nplan = ["đơn đặt hàng"]\n', encoding="utf-8")
    document = document_from_text(
        "Xã hướng tới có 12 hộ kinh doanh. Doanh thu đạt 5 tỷ đồng, bằng 60% đơn đặt hàng.", "t"
    )
    told = [
        [(kpi.kind, kpi.comparison) for kpi in parser(each)(document).kpis]
        for each in (ParseOptions(), ParseOptions(kpis=str(own)))
    ]
    assert told == [
        [("result", ""), ("result", ""), ("result", "")],
        [("target", ""), ("result", ""), ("result", "plan")],
    ]


@pytest.mark.parametrize("step", ["vanthu_kpis", "vanthu_tables"])
def test_own_indicators_reach_a_step_that_works_alone(step: str, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    nlp = spacy.blank("xx")
    nlp.add_pipe(step, config={"kpis": str(own)})
    doc = nlp("Bán được 1.200 bao xi măng.")
    assert [span._.finding.key for span in doc.spans["kpis"]] == ["x.cement"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[x]\nlibraries = 3\n", '"x" lacks labels'),
        ("x = 3\n", '"x" is no table'),
        ('["x.a"]\nlabels = ["a"]\nunit = "cai"\n', '"x.a" has unit'),
        ('[unit.bao]\nforms = ["bao"]\n', '"bao" lacks kind'),
        ('[cues.kind]\nhope = ["mong"]\n', "[cues.kind] has no phrases named hope"),
        ('[cues]\nrole = ["mong"]\n', "[cues] has no phrases named role"),
        ("[cues.kind]\ntarget = [3]\n", "[cues.kind] has no phrases named target"),
        ("[", "cannot be read as indicators"),
    ],
)
def test_a_file_of_another_form_is_an_input_error(text: str, told: str, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=regex.escape(told)):
        parser(ParseOptions(kpis=str(own)))
