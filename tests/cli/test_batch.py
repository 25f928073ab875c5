"""`vanthu convert` and `extract`: what they make, what they say, and how they end."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import drawn
import pytest
from pypdf import PdfWriter
from signed import Field, sign

from pipeline import store
from pipeline.cli import main
from pipeline.document import Document
from pipeline.errors import ExitCode
from pipeline.report import Report

SHEETS = ("metadata", "archive", "sections", "citations", "kpis", "tables", "cells", "checks", "issues")
FILES = {"text.txt", "document.json", "report.json", "run.json"} | {f"{name}.csv" for name in SHEETS}


def manifest(out: Path) -> dict[str, dict[str, Any]]:
    lines = (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["name"]: line for line in map(json.loads, lines)}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_a_document_becomes_a_folder_of_files(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "kết quả"
    assert main(["convert", str(report), "-o", str(out)]) == 0
    folder = out / "báo cáo 12"
    assert {path.name for path in folder.iterdir()} >= FILES
    assert "Tổng số hồ sơ tiếp nhận trong kỳ là 487 hồ sơ" in (folder / "text.txt").read_text(encoding="utf-8")
    assert store.load(Document, folder / "document.json").pages[0].source == "text-layer"
    assert store.load(Report, folder / "report.json").citations[0].number == "04"
    assert str(folder) in capsys.readouterr().out
    assert manifest(out)["báo cáo 12"]["status"] == "success"


def test_every_figure_points_at_its_words(report: Path, tmp_path: Path) -> None:
    main(["convert", str(report), "-o", str(tmp_path)])
    text = (tmp_path / "báo cáo 12" / "text.txt").read_text(encoding="utf-8")
    figures = rows(tmp_path / "kpis.csv")
    assert {"487", "480", "3", "99"} <= {row["value"] for row in figures}
    for row in figures:
        assert row["value_raw"] in text[int(row["char_start"]) : int(row["char_end"])]
        assert row["page"] == "1"
        left, top, right, bottom = map(float, row["bbox"].split(","))
        assert 70 < left < right < 595
        assert 0 < top < bottom < 300


def test_the_same_input_is_not_converted_twice_unless_forced(report: Path, tmp_path: Path) -> None:
    scan, out = tmp_path / "a.pdf", tmp_path / "out"
    shutil.copy(report, scan)

    def status(*more: str) -> str:
        assert main(["convert", str(scan), "-o", str(out), *more]) == 0
        return str(manifest(out)["a"]["status"])

    assert [status(), status(), status("--force")] == ["success", "kept", "success"]
    scan.write_bytes(scan.read_bytes() + b"\n% changed\n")
    assert status() == "success"


def test_pictures_of_the_pages_are_made_where_asked_for(tmp_path: Path) -> None:
    """A page at a slant: what each step left, what was read where; asked for again, nothing is done again."""
    scan, out = tmp_path / "a.png", tmp_path / "out"
    drawn.report(150, paragraphs=1).rotate(3, fillcolor=255).save(scan, dpi=(150, 150))

    def converted(*more: str) -> tuple[str, set[str]]:
        assert main(["convert", str(scan), "-o", str(out), *more]) == 0
        pictures = {path.relative_to(out / "a").as_posix() for path in (out / "a").rglob("*.png")}
        return str(manifest(out)["a"]["status"]), pictures

    wanted = ("--overlay", "--keep-images")
    steps = {"images/p0001-0-scan.png", "images/p0001-1-deskew.png", "overlay/p0001.png"}
    assert converted(*wanted) == ("success", steps)
    assert converted(*wanted) == ("kept", steps)
    assert converted("--no-clean", "--keep-images") == ("success", {"images/p0001-0-scan.png"})
    assert store.load(Document, out / "a" / "document.json").pages[0].steps == ()


def test_a_number_that_only_a_signature_field_shows(tmp_path: Path) -> None:
    """A scan with a blank for its number, signed afterwards: the number is read and flagged, the file left as it is."""
    image = drawn.letter(200)
    left, top = round(38 / 25.4 * 200 + drawn.font(13, 200).getlength("Số:")) + 4, round(38 / 25.4 * 200)
    symbol = image.crop((left + 46, top, left + 300, top + 50))
    image.paste(255, (left, top, left + 300, top + 50))
    image.paste(symbol, (left + 120, top))
    x, y = left / 200 * 72, 842 - (top + 42) / 200 * 72
    number = Field((x + 6, y - 4, x + 40, y + 16), "62", "Nguyễn Văn Bình", "D:20251205090000+07'00'")
    signed = sign(drawn.scan_pdf(tmp_path / "a.pdf", image, 200), tmp_path / "signed.pdf", number)
    before = signed.read_bytes()
    assert main(["convert", str(signed), "-o", str(tmp_path / "out"), "--overlay"]) == 0
    assert signed.read_bytes() == before
    found = {row["field"]: row for row in rows(tmp_path / "out" / "metadata.csv")}
    assert (found["code_number"]["value"], found["code_number"]["flags"]) == ("62", "signature_field")
    assert (found["signed_by"]["value"], found["signed_by"]["page"]) == ("Nguyễn Văn Bình", "")


def test_inputs_of_one_name_get_folders_of_their_own(report: Path, tmp_path: Path) -> None:
    for part in ("2023", "2024"):
        (tmp_path / "in" / part).mkdir(parents=True)
        shutil.copy(report, tmp_path / "in" / part / "a.pdf")
    assert main(["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--jobs", "2"]) == 0
    found = manifest(tmp_path / "out")
    assert {line["key"] for line in found.values()} == {"in/2023/a.pdf", "in/2024/a.pdf"}
    assert all((tmp_path / "out" / name / "text.txt").exists() for name in found)
    assert len(rows(tmp_path / "out" / "kpis.csv")) == 2 * len(rows(tmp_path / "out" / "a" / "kpis.csv"))


def encrypted(path: Path, report: Path) -> None:
    writer = PdfWriter(clone_from=report)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(path)


BAD = {
    "missing": lambda path, report: None,
    "empty": lambda path, report: path.touch(),
    "encrypted": encrypted,
    "truncated": lambda path, report: path.write_bytes(report.read_bytes()[:400]),
    "web page": lambda path, report: path.write_text("<html><body>404</body></html>"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_gives_one_clear_message_and_leaves_nothing(
    kind: str, report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan, out = tmp_path / "scan.pdf", tmp_path / "out"
    BAD[kind](scan, report)
    assert main(["convert", str(scan), "-o", str(out)]) == ExitCode.INPUT
    message = capsys.readouterr().err
    assert message.count("scan.pdf") >= 1
    assert "Traceback" not in message
    line = manifest(out)["scan"]
    assert line["status"] == "failed"
    assert line["reason"]
    assert line["cure"]
    assert not (out / "scan").exists()
    assert not list(out.glob(".*"))


def test_a_folder_without_documents_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert main(["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == ExitCode.INPUT


def test_bad_input_does_not_stop_the_batch(report: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(report, tmp_path / "in" / "good.pdf")
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.4\nnothing")
    assert main(["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == ExitCode.PARTIAL
    found = manifest(tmp_path / "out")
    assert (found["good"]["status"], found["bad"]["status"]) == ("success", "failed")


def test_an_output_that_is_a_file_is_refused(report: Path, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    assert main(["convert", str(report), "-o", str(tmp_path / "out")]) == ExitCode.USAGE


def test_no_vietnamese_language_pack_is_said_once(report: Path, tmp_path: Path) -> None:
    (tmp_path / "tessdata").mkdir()
    lacking = os.environ | {"TESSDATA_PREFIX": str(tmp_path / "tessdata")}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pipeline", *words]
        return subprocess.run(command, env=lacking, capture_output=True, text=True, check=False)

    ended = run("convert", str(report), "-o", str(tmp_path / "out"))
    assert ended.returncode == ExitCode.MISSING
    assert ended.stderr.count("\n") == 1
    assert "apt" in ended.stderr
    ended = run("check")
    assert ended.returncode == ExitCode.MISSING
    assert "MISSING" in ended.stdout


def test_texts_are_extracted_like_scans(tmp_path: Path) -> None:
    text = "I. KẾT QUẢ\nTổng số hồ sơ tiếp nhận trong kỳ là 487 hồ sơ.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert main(["extract", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out")]) == 0
    (row,) = rows(tmp_path / "out" / "kpis.csv")
    assert (row["value"], row["unit"], row["page"]) == ("487", "ho_so", "1")
    left, top, *_ = map(float, row["bbox"].split(","))
    assert text.splitlines()[int(top)][int(left) :].startswith("487")


def test_indicators_of_ones_own_are_named_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "báo cáo.txt").write_text("Đã trồng 12 cây bàng.\n", encoding="utf-8")
    (tmp_path / "own.toml").write_text('["own.trees"]\nunits = ["cay"]\nlabels = ["đã trồng"]\n', encoding="utf-8")
    own = ["--kpis", str(tmp_path / "own.toml")]
    assert main(["extract", str(tmp_path / "báo cáo.txt"), "-o", str(tmp_path / "out"), "--jobs", "1", *own]) == 0
    assert [row["kpi_key"] for row in rows(tmp_path / "out" / "kpis.csv")] == ["own.trees"]
    assert main(["extract", str(tmp_path / "báo cáo.txt"), "-o", str(tmp_path / "o"), "--kpis", "none.toml"]) == 3
