"""Whole texts through `repair_text`: a table of real cases, and what must hold for every text."""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.config import RepairOptions
from pipeline.repair import Models, repair_text
from pipeline.repair import text as whole
from pipeline.repair.edit import Edit
from pipeline.repair.guard import spares_numbers
from pipeline.repair.letters import strip

OPTIONS = RepairOptions()
TABLES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
CASES = [(kind, seen, meant) for kind, table in TABLES.items() for seen, meant in table.items()]
DAMAGE = {"stripped": "stripped", "foreign": "foreign-ocr", "vietnamese": "vietnamese-ocr", "clean": "clean"}


@pytest.mark.parametrize(("kind", "seen", "meant"), CASES, ids=[seen[:40] for _, seen, _ in CASES])
def test_a_damaged_text_comes_out_as_it_was_meant(kind: str, seen: str, meant: str, models: Models) -> None:
    repaired = repair_text(seen, models, OPTIONS)
    assert repaired.text == meant
    assert repaired.damage == DAMAGE[kind]


def test_changes_say_where_and_what(models: Models) -> None:
    text = "Bao cao nam 2024\n  cua Uy ban nhan dan xa"
    repaired = repair_text(text, models, OPTIONS)
    lines = text.split("\n")
    assert repaired.changes
    for change in repaired.changes:
        assert lines[change.line - 1][change.column - 1 :].startswith(change.old)
        assert change.reason == "accents"
        assert 0 < change.conf <= 1


def test_disabled_repair_does_nothing(models: Models) -> None:
    assert repair_text("Bao cao", models, RepairOptions(enabled=False)).text == "Bao cao"


def test_no_text_is_no_text(models: Models) -> None:
    assert repair_text("", models, OPTIONS).text == ""
    assert repair_text("\n\n \f\n", models, OPTIONS).text == "\n\n \f\n"


MEANT = [meant for _, _, meant in CASES]
SEEN = [seen for _, seen, _ in CASES]
PIECES = st.lists(
    st.one_of(
        st.sampled_from(SEEN),
        st.sampled_from([strip(text) for text in MEANT]),
        st.sampled_from(["", "12/QD-UBND", "http://a.gov.vn/x1", "a)", "O", "6", "§", "ngué)n", "2.Cai cach"]),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12),
    ),
    max_size=4,
)
TEXTS = PIECES.map("\n".join)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(TEXTS)
def test_what_was_repaired_stays(models: Models, text: str) -> None:
    once = repair_text(text, models, OPTIONS).text
    assert repair_text(once, models, OPTIONS).text == once


@SLOW
@given(TEXTS)
def test_lines_stay(models: Models, text: str) -> None:
    assert repair_text(text, models, OPTIONS).text.count("\n") == text.count("\n")


@SLOW
@given(
    st.lists(st.sampled_from([strip(meant) for kind, _, meant in CASES if kind != "clean"]), max_size=4).map("\n".join)
)
def test_restoring_marks_changes_no_letter_and_no_figure(models: Models, text: str) -> None:
    assert strip(repair_text(text, models, OPTIONS).text) == text


@pytest.mark.parametrize("seen", [seen for kind, seen, _ in CASES if kind != "foreign"])
def test_figures_stay(seen: str, models: Models) -> None:
    assert re.findall(r"\d+", repair_text(seen, models, OPTIONS).text) == re.findall(r"\d+", seen)


@pytest.mark.parametrize("meant", MEANT[:20])
def test_decomposed_text_is_composed(meant: str, models: Models) -> None:
    assert repair_text(unicodedata.normalize("NFD", meant), models, OPTIONS).text == meant


@pytest.mark.parametrize(
    ("text", "old", "new", "spared"),
    [
        ("HI. ĐẨY MẠNH", "HI", "I", False),
        ("Ill. Kết quả", "Ill", "III", False),
        ("VỊ TRÍ", "VỊ", "Vị", True),
        ("vì phạm", "vì", "vi", True),
        ("ngày 12 tháng l1 năm", "tháng l1", "tháng1", False),
        ("ngày 12 tháng l1 năm", "tháng l", "tháng", False),
        ("ngày 1Š tháng 11", "Š tháng", "Tháng", False),
        ("ngàyÁ8 tháng", "ngàyÁ", "ngày", False),
        ("sóÔ3/2010/TT", "sóÔ", "số", False),
        ("sóÑŸ/2010/TT", "sóÑŸ", "số", False),
        ("mẫu LA1", "LA", "LÀ", False),
        ("trang 2.I", "2.I", "2. I", True),
        ("15 thang8 nam", "thang8", "tháng 8", True),
        ("15 thang8 nam", "thang", "tháng ", True),
        ("Số: 87 /BC-UBND", "87 /BC-UBND", "87/BC-UBND", True),
        ("số 208/HĐĐND-KTNS", "HĐĐND", "HĐND", True),
        ("số 22/QD-UBND", "QD", "QĐ", True),
        ("Quyét dinh s6: 81", "s6", "số", True),
    ],
)
def test_numbers_and_what_touches_them_stay(text: str, old: str, new: str, spared: bool) -> None:
    start = text.index(old)
    assert spares_numbers(text, Edit(start, start + len(old), new, "spelling", 0.99)) == spared


def test_a_long_text_is_repaired_part_by_part(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"Bao cao so {i} ve ket qua thuc hien nhiem vu cua xa.\n" for i in range(5)]
    lines[2] = "Ủy ban nhân dân xã đã tiếp nhận và giải quyết đúng hạn 120 hồ sơ.\n"
    monkeypatch.setattr(whole, "BLOCK", 2)
    repaired = repair_text("".join(lines), models, OPTIONS)
    alone = [repair_text("".join(part), models, OPTIONS).text for part in (lines[:2], lines[2:4], lines[4:])]
    assert repaired.text == "".join(alone)
    assert repaired.damage == "stripped"
    assert {change.line for change in repaired.changes} == {1, 2, 5}  # the fourth line goes with the third
