"""One converted document → its folder of files; many such folders → the CSV files of the whole batch."""

import csv
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.document import Document
from pipeline.export.rows import SHEETS, Row, Source
from pipeline.report import Report, Table


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to fill. When the block ends without an exception it becomes `folder`, in place of an older one."""
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_bundle(document: Document, report: Report, part: Path, made_by: dict[str, Any]) -> None:
    """Write all files of a document into a folder.

    `made_by` says what made it (version, digests of input, settings and models) and is saved as run.json.
    """
    source = Source.of(document, report)
    store.write_text(part / "text.txt", source.transcript.text)
    store.save(document, part / "document.json")
    store.save(report, part / "report.json")
    for sheet in SHEETS:
        write_csv(part / f"{sheet.name}.csv", sheet.columns, sheet.rows(source))
    for table in report.tables:
        write_table(part / "tables" / f"{table.table_id}.csv", table)
    store.save(made_by, part / "run.json")


def write_csv(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Write UTF-8, comma, RFC 4180 quotes, `\\n` line ends."""
    with store.completed(path) as part, part.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_table(path: Path, table: Table) -> None:
    """Write a table as it looks: a spanning cell's text stands in the first of its places."""
    texts = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        texts[cell.row][cell.column] = " ".join(cell.text.split())
    with store.completed(path) as part, part.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(texts)


def merge_csvs(folders: Iterable[Path], out: Path) -> None:
    """Join the CSV files of all document folders, in the order given, into files of the same names in `out`."""
    kept = list(folders)
    for sheet in SHEETS:
        with store.completed(out / f"{sheet.name}.csv") as part, part.open("w", encoding="utf-8", newline="") as whole:
            csv.writer(whole, lineterminator="\n").writerow(sheet.columns)
            for folder in kept:
                with (folder / f"{sheet.name}.csv").open(encoding="utf-8", newline="") as one:
                    next(one)  # the header: column names hold no newline
                    shutil.copyfileobj(one, whole)
