"""Files of a document: complete, and traceable."""

import csv
from pathlib import Path

import pytest

from pipeline import export
from pipeline.config import ExportOptions
from pipeline.document import Box, Document, Line, Page, Word
from pipeline.export.rows import Source
from pipeline.export.sheets import SHEETS
from pipeline.export.wording import load_wording
from tests.test_store import REPORT

DOCUMENT = Document(
    "d", "ab" * 32, (Page(1, 2480, 3508, 300, (Line((Word("87/BC", Box(300, 600, 900, 650), 0.9),)),)),)
)

PLAIN = ExportOptions()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_row_has_the_columns_of_its_sheet() -> None:
    source = Source.of(DOCUMENT, REPORT, load_wording("en"))
    for sheet in SHEETS:
        made = list(sheet.rows(source))
        assert made, sheet.name
        for row in made:
            assert set(row) == set(sheet.columns), sheet.name


def test_a_figure_is_traceable(tmp_path: Path) -> None:
    export.write_bundle(DOCUMENT, REPORT, tmp_path / "d", {}, PLAIN)
    (row,) = rows(tmp_path / "d" / "kpis.csv")
    assert row["value"] == "99.5"
    assert (row["page"], row["bbox"]) == ("1", "72,144,216,156")
    assert (row["value_raw"], row["denominator"], row["confidence"]) == ("99,50", "18", "0.5")
    assert row["doc_id"] == "abababababababab"


def test_a_table_has_a_file_of_its_own(tmp_path: Path) -> None:
    export.write_bundle(DOCUMENT, REPORT, tmp_path / "d", {}, PLAIN)
    (row,) = rows(tmp_path / "d" / "tables.csv")
    assert (tmp_path / "d" / row["file"]).read_text() == "1\n"


def test_a_second_bundle_replaces_the_first_and_leaves_nothing_beside(tmp_path: Path) -> None:
    for version in "12":
        with export.new_folder(tmp_path / "d") as part:
            export.write_bundle(DOCUMENT, REPORT, part, {"version": version}, PLAIN)
            (part / f"{version}.csv").touch()
    assert [p.name for p in tmp_path.iterdir()] == ["d"]
    assert (tmp_path / "d" / "2.csv").exists()
    assert not (tmp_path / "d" / "1.csv").exists()


def test_a_folder_that_could_not_be_filled_leaves_the_older_one(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    with pytest.raises(OSError, match="full"), export.new_folder(tmp_path / "d") as part:
        (part / "a.csv").touch()
        raise OSError("full")
    assert [p.name for p in tmp_path.rglob("*")] == ["d"]


def test_the_joined_files_hold_all_rows_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        export.write_bundle(DOCUMENT, REPORT, tmp_path / name, {}, PLAIN)
    export.merge_bundles([tmp_path / "a", tmp_path / "b"], tmp_path, PLAIN)
    for sheet in SHEETS:
        one = rows(tmp_path / "a" / f"{sheet.name}.csv")
        assert rows(tmp_path / f"{sheet.name}.csv") == one + one
