"""One converted document → its folder of files; many such folders → the joined files of the whole batch."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.config import ExportOptions
from pipeline.document import Document
from pipeline.export.dialect import EXCEL, PLAIN, Dialect, Value, read_csv, write_csv
from pipeline.export.rows import Source
from pipeline.export.sheets import SHEETS, Sheet
from pipeline.export.wording import load_wording
from pipeline.export.workbook import write_workbook
from pipeline.report import Report, Table

PICTURES = ("overlay", "images")  # drawn while pages are read: a rewrite keeps them


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


def dialect(options: ExportOptions) -> Dialect:
    """How the CSV files are written."""
    return EXCEL if options.excel else PLAIN


def write_bundle(
    document: Document, report: Report, part: Path, made_by: dict[str, Any], options: ExportOptions
) -> None:
    """Write all files of a document into a folder.

    `made_by` says what made it (version, digests of input, settings and models) and is saved as run.json.
    """
    wording = load_wording(options.language)
    source = Source.of(document, report, wording)
    store.write_text(part / "text.txt", source.transcript.text)
    store.save(document, part / "document.json")
    store.save(report, part / "report.json")
    for sheet in SHEETS:
        write_csv(part / f"{sheet.name}.csv", dialect(options), [sheet.columns, *values(sheet, source)], sheet.numbers)
    for name, rows in wide_tables(report.tables).items():
        write_csv(part / "tables" / f"{name}.csv", dialect(options), rows)
    if options.xlsx:
        write_workbook(part / "report.xlsx", ((sheet, values(sheet, source)) for sheet in SHEETS), wording)
    if options.plot:
        from pipeline.export.charts import draw_report  # matplotlib takes half a second to load

        draw_report(part / "charts.png", report, wording)
    store.save(made_by, part / "run.json")


def rewrite_bundle(folder: Path, options: ExportOptions) -> None:
    """Write a folder's files anew from what was read, unless they are written as the options say.

    Raises InputError where another version left a folder that this one cannot read.
    """
    made_by = store.load(dict, folder / "run.json")
    wanted = store.to_json(options)
    if made_by.get("export") != wanted:
        document = store.load(Document, folder / "document.json")
        report = store.load(Report, folder / "report.json")
        with new_folder(folder) as part:
            write_bundle(document, report, part, made_by | {"export": wanted}, options)
            for pictures in PICTURES:
                if (folder / pictures).is_dir():
                    shutil.copytree(folder / pictures, part / pictures)


def values(sheet: Sheet, source: Source) -> Iterator[list[Value]]:
    """The rows of a sheet, cell by cell in the order of its columns."""
    return ([row[name] for name in sheet.columns] for row in sheet.rows(source))


def wide_tables(tables: Iterable[Table]) -> dict[str, list[list[str]]]:
    """Tables as they look, by table_id: a spanning cell's text stands in the first of its places.

    What continues a table on the next page is joined to it, a repeated header left out.
    """
    found: dict[str, list[list[str]]] = {}
    first: dict[str, str] = {}
    for table in tables:
        texts = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            texts[cell.row][cell.column] = " ".join(cell.text.split())
        first[table.table_id] = first.get(table.continues, table.table_id)
        skipped = table.header_rows if table.continues else 0
        found.setdefault(first[table.table_id], []).extend(texts[skipped:])
    return found


def merge_bundles(folders: Sequence[Path], out: Path, options: ExportOptions) -> None:
    """Join what all document folders hold, in the order given: the CSV files, and what the options ask for."""
    wording = load_wording(options.language)
    for sheet in SHEETS:
        _merge(sheet, folders, out, dialect(options))
    if options.xlsx:
        write_workbook(out / "reports.xlsx", ((sheet, _joined(sheet, out, options)) for sheet in SHEETS), wording)
    if options.plot:
        from pipeline.export.charts import draw_series

        named = {sheet.name: [dict(zip(sheet.columns, row, strict=True)) for row in _joined(sheet, out, options)]
                 for sheet in SHEETS if sheet.name in ("metadata", "kpis")}  # fmt: skip
        draw_series(out / "charts", named["metadata"], named["kpis"], wording)


def _merge(sheet: Sheet, folders: Iterable[Path], out: Path, form: Dialect) -> None:
    """Join files of one name; they are written alike, so that nothing need be read."""
    path = out / f"{sheet.name}.csv"
    write_csv(path, form, [sheet.columns])
    with store.completed(path) as part, part.open("wb") as whole:
        whole.write(path.read_bytes())
        for folder in folders:
            with (folder / f"{sheet.name}.csv").open("rb") as one:
                next(one)  # the header: column names hold no newline
                shutil.copyfileobj(one, whole)


def _joined(sheet: Sheet, out: Path, options: ExportOptions) -> Iterator[list[str]]:
    rows = read_csv(out / f"{sheet.name}.csv", dialect(options), sheet.numbers)
    next(rows)
    return rows
