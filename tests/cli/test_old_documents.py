"""Old documents on the command line: repaired by their fonts, extracted in batches that outlive a broken one."""

import csv
import json
from pathlib import Path

import pytest
from repair.encoders import ENCODERS
from written.excel import Cell, excel_file
from written.printed import printed_file
from written.word import Paragraph, Piece, word_file

from pipeline import store
from pipeline.cli import main
from pipeline.document import Document
from pipeline.errors import ExitCode

FONTS = ["Times New Roman", ".VnTimeH", ".VnTime"]
HEAD = ("ủy ban nhân dân tỉnh", "Số: 12/BC-UBND", "báo cáo", "Kết quả công tác năm 2004", "i. kết quả thực hiện")
LINES = (*HEAD, "Tổng số hồ sơ tiếp nhận trong kỳ là 487 hồ sơ, đã giải quyết 480 hồ sơ.")
HIGH = {"ủy ban nhân dân tỉnh", "báo cáo", "i. kết quả thực hiện"}  # in a font of capitals
RIGHT = "\n".join(line.upper() if line in HIGH else line for line in LINES) + "\n"


def report(path: Path) -> Path:
    body = [Paragraph((Piece(ENCODERS["tcvn3"](line), 1 if line in HIGH else 2),)) for line in LINES]
    path.write_bytes(word_file(body, FONTS))
    return path


def test_a_document_is_repaired_by_its_fonts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, changes, page = tmp_path / "b.txt", tmp_path / "c.csv", tmp_path / "c.html"
    words = ["repair", str(report(tmp_path / "a.doc")), "-o", str(out), "--changes", str(changes), "--html", str(page)]
    assert main(words) == 0
    assert out.read_text(encoding="utf-8") == RIGHT
    assert "tcvn3" in capsys.readouterr().err
    with changes.open(encoding="utf-8", newline="") as handle:
        first = next(csv.DictReader(handle))
    assert (first["line"], first["column"], first["old"], first["new"]) == ("1", "1", "ñy", "ỦY")
    assert 'title="ñy → ỦY' in page.read_text(encoding="utf-8")


def test_a_workbook_goes_to_standard_output(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "a.xls").write_bytes(excel_file([[Cell("tæng sè", 1), Cell("hå s¬", 2), Cell(487.5)]], FONTS))
    assert main(["repair", str(tmp_path / "a.xls")]) == 0
    assert capfdbinary.readouterr().out.decode() == "TỔNG SỐ\thồ sơ\t487,5\n\n"


def test_pages_without_text_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = printed_file(tmp_path / "a.pdf", [[(72, 72, "céng hoµ x· héi", ".VnTimeH")], []])
    assert main(["repair", str(path), "-o", str(tmp_path / "b.txt")]) == 0
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == "CỘNG HOÀ XÃ HỘI\n\f"
    assert "Pages without text, empty or images: 2." in capsys.readouterr().err


def test_a_broken_document_is_said_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.doc").write_bytes(report(tmp_path / "whole.doc").read_bytes()[:3000])
    assert main(["repair", str(tmp_path / "a.doc"), "-o", str(tmp_path / "b.txt")]) == ExitCode.INPUT
    assert "a.doc is damaged" in capsys.readouterr().err
    assert not (tmp_path / "b.txt").exists()


def test_a_batch_reads_old_documents_and_goes_on_behind_a_broken_one(tmp_path: Path) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    whole = report(archive / "b.doc").read_bytes()
    (archive / "a.doc").write_bytes(whole[:3000])
    (archive / "c.xls").write_bytes(excel_file([[Cell("hå s¬ qu¸ h¹n", 2), Cell(3.0)]], FONTS))
    assert main(["extract", str(archive), "-o", str(out), "--jobs", "1"]) == ExitCode.PARTIAL
    outcomes = [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {one["name"]: one["status"] for one in outcomes} == {"a": "failed", "b": "success", "c": "success"}
    assert (out / "b" / "text.txt").read_text(encoding="utf-8") == RIGHT
    first = store.load(Document, out / "b" / "document.json").pages[0].lines[0].words[0]
    assert (first.raw, first.text) == ("ñy", "ỦY")
    with (out / "kpis.csv").open(encoding="utf-8", newline="") as handle:
        assert {"487", "480"} <= {row["value"] for row in csv.DictReader(handle)}
