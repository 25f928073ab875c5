"""`--excel`, `--xlsx`, `--plot`, `--lang`: other files from what was read once."""

import os
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.cli.test_batch import manifest, rows

TEXT = "I. KẾT QUẢ\nTổng số hồ sơ tiếp nhận là 487 hồ sơ, đạt 98,5%. Tổng đàn lợn 6,856 con.\n"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with one converted text."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["extract", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out")]) == 0
    return tmp_path / "out"


def test_another_export_is_written_without_reading_again(out: Path) -> None:
    before = os.stat(out / "a" / "report.json").st_ino
    assert main(["extract", str(out.parent / "a.txt"), "-o", str(out), "--excel", "--lang", "vi"]) == 0
    assert manifest(out)["a"]["status"] == "kept"
    for path in (out / "kpis.csv", out / "a" / "kpis.csv"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("\ufeffdoc_id;doc_name;")
        assert ";98,5;" in text
        assert "dấu phẩy có thể là dấu chấm hàng nghìn" in text
    assert os.stat(out / "a" / "report.json").st_ino != before


def test_folders_of_earlier_runs_are_joined_in_the_same_form(out: Path) -> None:
    (out.parent / "b.txt").write_text(TEXT, encoding="utf-8")
    assert main(["extract", str(out.parent / "b.txt"), "-o", str(out), "--excel"]) == 0
    lines = (out / "kpis.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len({line.count(";") for line in lines}) == 1
    assert {line.split(";")[1] for line in lines[1:]} == {"a", "b"}


def test_workbooks_and_charts_on_request_only(out: Path) -> None:
    assert not list(out.rglob("*.xlsx")) + list(out.rglob("*.png"))
    assert main(["extract", str(out.parent / "a.txt"), "-o", str(out), "--xlsx", "--plot"]) == 0
    assert {path.relative_to(out).as_posix() for path in out.rglob("*.xlsx")} == {"reports.xlsx", "a/report.xlsx"}
    assert (out / "a" / "charts.png").exists()
    assert rows(out / "kpis.csv")[0]["value"] == "487"


def test_a_language_without_words_is_refused_at_once(out: Path) -> None:
    (out.parent / "s.toml").write_text('[export]\nlanguage = "fr"\n')
    words = ["extract", str(out.parent / "a.txt"), "-o", str(out), "--config", str(out.parent / "s.toml")]
    assert main(words) == ExitCode.USAGE
