"""`vanthu evaluate figures`: a user's own truth beside a document's folder."""

import re
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.evaluate import read_truth

TEXT = """ỦY BAN NHÂN DÂN
XÃ AN HÒA
Số: 12/BC-UBND          An Hòa, ngày 05 tháng 3 năm 2025
BÁO CÁO
Kết quả quý I năm 2025
I. KẾT QUẢ
Thực hiện Kế hoạch số 04/KH-UBND ngày 12/01/2025, đã tiếp nhận 487 hồ sơ; giải quyết 480/487 hồ sơ, đạt 90%.
"""
TRUTH = """
period = "quý I năm 2025"
sections = ["I KẾT QUẢ", "II PHƯƠNG HƯỚNG"]
citations = ["04/KH-UBND 2025-01-12"]
checks = ["rate_mismatch 90"]
figures = [
  { value = 487, unit = "ho_so", key = "tthc.received_total" },
  { value = 480, unit = "ho_so", key = "tthc.resolved_total" },
  { value = 95, unit = "%", label = "giải quyết" },
]
[metadata]
code_number = "12"
"""


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "truth.toml").write_text(TRUTH, encoding="utf-8")
    assert main(["extract", str(tmp_path / "report.txt"), "-o", str(tmp_path / "out"), "--jobs", "1"]) == ExitCode.OK
    return tmp_path / "truth.toml", tmp_path / "out" / "report"


def test_parts_and_mistakes(made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["evaluate", "figures", *map(str, made), "--worst", "9"]) == ExitCode.OK
    lines = capsys.readouterr().out.splitlines()
    assert [line[:20].split() for line in lines[:6]] == [
        ["metadata", "1"],
        ["sections", "1"],
        ["citations", "1"],
        ["figures", "2"],
        ["figures", "strict", "2"],
        ["checks", "1"],
    ]
    assert lines[6] == f"{'values':15}    1 of 3 emitted are no true figure's, 0 of them without a flag"
    assert lines[7:9] == [
        "- section II | PHƯƠNG HƯỚNG",
        "- figure 95 % |  | giải quyết | quý I năm 2025 |  |  | result",
    ]
    assert lines[9].startswith("+ figure 90 % ")
    assert len(lines) == 10


@pytest.mark.parametrize("wrong", ["figures = [{ value = 1 }]", "figure = []", 'citations = ["12"]', "= 1"])
def test_a_truth_of_another_form_is_an_input_error(wrong: str, made: tuple[Path, Path]) -> None:
    made[0].write_text(wrong, encoding="utf-8")
    assert main(["evaluate", "figures", *map(str, made)]) == ExitCode.INPUT


def test_the_truth_that_the_readme_shows_is_one(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```toml\n(pages.*?)^```", readme, re.S | re.M)
    (tmp_path / "t.toml").write_text(block, encoding="utf-8")
    truth = read_truth(tmp_path / "t.toml")
    assert [len(part) for part in (truth.sections, truth.citations, truth.kpis, truth.tables)] == [2, 3, 2, 1]
    assert truth.kpis[1].value == 2_500_000
    assert truth.silent == ()
