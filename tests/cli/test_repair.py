"""`vanthu repair`: text in, text out, line for line."""

import csv
import io
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode

STRIPPED = (
    "Tong so ho so tiep nhan trong ky la 487 ho so,\n\ntrong do qua han 03 ho so. Xem https://dichvucong.gov.vn\n"
)
RIGHT = "Tổng số hồ sơ tiếp nhận trong kỳ là 487 hồ sơ,\n\ntrong đó quá hạn 03 hồ sơ. Xem https://dichvucong.gov.vn\n"


def test_a_file_is_repaired_to_stdout(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "a.txt").write_text(STRIPPED, encoding="utf-8")
    assert main(["repair", str(tmp_path / "a.txt")]) == 0
    assert capfdbinary.readouterr().out.decode() == RIGHT


def test_stdin_is_repaired_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STRIPPED.encode())))
    assert main(["repair", "-o", str(tmp_path / "b.txt")]) == 0
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == RIGHT


def test_changes_name_line_column_old_and_new(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STRIPPED, encoding="utf-8")
    main(["repair", str(tmp_path / "a.txt"), "-o", str(tmp_path / "b.txt"), "--changes", str(tmp_path / "c.csv")])
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as handle:
        changes = list(csv.DictReader(handle))
    assert changes[0] | {"confidence": ""} == {
        "line": "1",
        "column": "1",
        "old": "Tong",
        "new": "Tổng",
        "reason": "accents",
        "confidence": "",
        "alternatives": "",
    }
    old = STRIPPED.splitlines()
    for change in changes:
        line, column = int(change["line"]) - 1, int(change["column"]) - 1
        assert old[line][column:].startswith(change["old"])
        assert 0 <= float(change["confidence"]) <= 1


def test_both_texts_are_shown_on_a_page(tmp_path: Path) -> None:
    (tmp_path / "a <b>.txt").write_text(STRIPPED, encoding="utf-8")
    words = ["repair", str(tmp_path / "a <b>.txt"), "-o", str(tmp_path / "b.txt"), "--html", str(tmp_path / "c.html")]
    assert main(words) == 0
    page = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert "<h1>a &lt;b&gt;.txt</h1>" in page
    assert "all marks gone" in page
    assert page.count("<del ") == page.count("<ins ") - 3 > 10  # three stand in the summary
    assert 'title="Tong → Tổng · accents · ' in page


def test_a_page_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(STRIPPED, encoding="utf-8")
    assert main(["repair", str(tmp_path / "a.txt"), "--html", str(tmp_path / "a.txt" / "c.html")]) == ExitCode.USAGE
    assert "c.html" in capsys.readouterr().err


@pytest.mark.parametrize("data", [None, b"", b"\0\1\2\3"])
def test_what_is_no_text_is_an_input_error(
    data: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if data is not None:
        (tmp_path / "a.txt").write_bytes(data)
    assert main(["repair", str(tmp_path / "a.txt"), "-o", str(tmp_path / "b.txt")]) == ExitCode.INPUT
    assert "a.txt" in capsys.readouterr().err
    assert not (tmp_path / "b.txt").exists()


def test_missing_models_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(STRIPPED, encoding="utf-8")
    monkeypatch.setenv("VANTHU_MODELS", str(tmp_path))
    assert main(["repair", str(tmp_path / "a.txt")]) == ExitCode.MISSING
    assert "make models" in capsys.readouterr().err


def test_a_doubtful_word_stays_below_the_threshold_and_its_readings_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ong Nguyen Van Hung va ba Le Thi Tam\n", encoding="utf-8")
    out, listed = tmp_path / "b.txt", tmp_path / "c.csv"
    words = ["repair", str(tmp_path / "a.txt"), "-o", str(out), "--changes", str(listed), "--threshold", "0.999"]
    assert main(words) == 0
    with listed.open(encoding="utf-8", newline="") as handle:
        kept = [row for row in csv.DictReader(handle) if row["old"] == row["new"]]
    assert kept
    left = out.read_text(encoding="utf-8").split()
    for row in kept:
        assert row["new"] in left
        assert float(row["confidence"]) < 0.999
        assert row["alternatives"]


@pytest.mark.parametrize(("tones", "meant"), [("old", "Hòa giải, thủy lợi, quý"), ("new", "Hoà giải, thuỷ lợi, quý")])
def test_tone_marks_are_put_one_way_on_request(tones: str, meant: str, tmp_path: Path) -> None:
    for seen in ("Hoà giải, thủy lợi, quý", "Hòa giải, thuỷ lợi, quý"):
        (tmp_path / "a.txt").write_text(seen, encoding="utf-8")
        assert main(["repair", str(tmp_path / "a.txt"), "-o", str(tmp_path / "b.txt"), "--tones", tones]) == 0
        assert (tmp_path / "b.txt").read_text(encoding="utf-8") == meant
