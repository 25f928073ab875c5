"""Report → rows of the CSV files. Empty means unknown, never 0; `bbox` is x0,y0,x1,y1 in PDF points, origin top left.

Where the text came from a plain text file, `bbox` counts columns and lines of that file's page instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.document import Box, Document, Page, Span, Transcript
from pipeline.export.dialect import Value
from pipeline.export.wording import Wording
from pipeline.report import Finding, Report

Row = dict[str, Value]


@dataclass(frozen=True)
class Source:
    """A document with its transcript and report, and the words for codes: what every row is made from."""

    document: Document
    transcript: Transcript
    report: Report
    wording: Wording

    @classmethod
    def of(cls, document: Document, report: Report, wording: Wording) -> "Source":
        """Build the transcript that the report's spans point into."""
        return cls(document, Transcript.of(document), report, wording)

    def head(self) -> Row:
        """The columns that every row begins with."""
        return {"doc_id": self.document.doc_id, "doc_name": self.document.name}

    def evidence(self, finding: Finding) -> Row:
        """Where a finding stands and how sure it is."""
        return self.place(finding.span) | {
            "confidence": round(finding.conf, 3),
            "flags": " ".join(finding.flags),
            "notes": self.wording.notes(finding.flags),
        }

    def text(self, span: Span) -> str:
        """The words under a span, on one line."""
        return one_line(self.transcript.text[span.start : span.end])

    def place(self, span: Span) -> Row:
        """Page, box (the lines on the first page that the span touches) and characters of a span."""
        boxes = self.transcript.boxes(span)
        row: Row = {"page": None, "bbox": "", "char_start": span.start, "char_end": span.end}
        if boxes:
            page, box = boxes[0]
            for other, more in boxes[1:]:
                box = box.union(more) if other is page else box
            row |= {"page": page.number, "bbox": bbox(page, box)}
        return row


def bbox(page: Page, box: Box) -> str:
    """A box as `x0,y0,x1,y1` in points."""
    return ",".join(f"{edge:g}" for edge in page.points(box))


def metadata_rows(source: Source) -> Iterator[Row]:
    """One row for every metadata field."""
    for found in source.report.fields:
        yield source.head() | {
            "field": found.name,
            "value": found.value,
            "value_raw": one_line(found.text),
            **source.evidence(found),
            "rule": found.rule,
        }


def section_rows(source: Source) -> Iterator[Row]:
    """One row for every heading, in reading order."""
    for found in source.report.sections:
        yield source.head() | {
            "section_id": found.section_id,
            "parent_id": found.parent,
            "path": found.path,
            "level": found.level,
            "kind": found.kind,
            "ordinal": found.ordinal,
            "ordinal_raw": found.ordinal_raw,
            "title": one_line(found.title),
            "role": found.role,
            **source.evidence(found),
            "section_end": found.end,
        }


def citation_rows(source: Source) -> Iterator[Row]:
    """One row for every cited document, at its first mention."""
    for found in source.report.citations:
        yield source.head() | {
            "citation_id": found.citation_id,
            "key": found.key,
            "type": found.type_abbr,
            "type_raw": one_line(found.type_raw),
            "number": found.number,
            "year": found.year,
            "notation": found.notation,
            "issued_date": found.issued_date.isoformat() if found.issued_date else "",
            "relation": found.relation,
            "mention_count": len(found.mentions),
            "section_id": found.section_id,
            "text": one_line(found.text),
            **source.evidence(found),
        }


def kpi_rows(source: Source) -> Iterator[Row]:
    """One row for every figure."""
    for found in source.report.kpis:
        yield source.head() | {
            "kpi_id": found.kpi_id,
            "kpi_key": found.key,
            "label_raw": one_line(found.label_raw),
            "metric": found.metric,
            "value": plain(found.value),
            "value_raw": one_line(found.value_raw),
            "value_hi": plain(found.value_hi),
            "operator": found.operator,
            "unit": found.unit,
            "unit_raw": one_line(found.unit_raw),
            "per": found.per,
            "denominator": plain(found.denominator),
            "comparison": one_line(found.comparison),
            "kind": found.kind,
            "period_label": one_line(found.period_label),
            "period_role": found.period_role,
            "scope": one_line(found.scope),
            "parent_kpi_id": found.parent,
            "section_id": found.section_id,
            "section_path": found.section_path,
            "table_id": found.table_id,
            "row": found.row,
            "column": found.column,
            **source.evidence(found),
            "sentence": one_line(found.sentence),
        }


def table_rows(source: Source) -> Iterator[Row]:
    """One row for every table, page by page; `file` holds its cells, those of a table over pages in one file."""
    pages = {page.number: page for page in source.document.pages}
    files: dict[str, str] = {}
    for found in source.report.tables:
        files[found.table_id] = files.get(found.continues, f"tables/{found.table_id}.csv")
        yield source.head() | {
            "table_id": found.table_id,
            "file": files[found.table_id],
            "continues": found.continues,
            "form": found.form,
            "page": found.page,
            "bbox": bbox(pages[found.page], found.box),
            "caption": one_line(found.caption),
            "unit_line": one_line(found.unit_line),
            "rows": found.rows,
            "columns": found.columns,
            "header_rows": found.header_rows,
            "section_id": found.section_id,
            "confidence": round(found.conf, 3),
        }


def cell_rows(source: Source) -> Iterator[Row]:
    """One row for every cell of every table, headers too; `value` is in `unit`, money in đồng."""
    pages = {page.number: page for page in source.document.pages}
    for table in source.report.tables:
        labels = table.row_labels()
        for cell in table.cells:
            value = None if cell.value is None else cell.value * cell.factor
            yield source.head() | {
                "table_id": table.table_id,
                "row": cell.row,
                "column": cell.column,
                "row_span": cell.row_span,
                "column_span": cell.column_span,
                "role": table.roles[cell.row] if table.roles else "",
                "header": cell.header,
                "label": one_line(labels.get(cell.row, "")),
                "value": plain(value),
                "value_raw": one_line(cell.text),
                "unit": cell.unit,
                "unit_raw": one_line(cell.unit_raw),
                "page": table.page,
                "bbox": bbox(pages[table.page], cell.box),
                "char_start": cell.span.start if cell.span else None,
                "char_end": cell.span.end if cell.span else None,
                "confidence": round(cell.conf, 3),
                "flags": " ".join(cell.flags),
                "notes": source.wording.notes(cell.flags),
            }


def check_rows(source: Source) -> Iterator[Row]:
    """One row for every comparison; `page` to `char_end` are of what `found` is printed in, `evidence` of the rest."""
    for check in source.report.checks:
        first, *others = check.spans
        yield source.head() | {
            "check_id": check.check_id,
            "rule": check.rule,
            "status": check.status,
            "formula": one_line(check.formula),
            "expected": check.expected,
            "found": check.found,
            "hint": check.hint,
            "kpi_ids": " ".join(check.kpi_ids),
            "table_id": check.table_id,
            "row": check.row,
            "column": check.column,
            **source.place(first),
            "evidence": " | ".join(f"{span.start}-{span.end} {source.text(span)}" for span in others),
            "notes": f"{source.wording.of('rule', check.rule)}: {source.wording.status(check)}",
        }


def issue_rows(source: Source) -> Iterator[Row]:
    """One row for every doubt."""
    for found in source.report.issues:
        where = source.place(found.span) if found.span else {"page": found.page or None, "bbox": ""}
        text = source.text(found.span) if found.span else ""
        yield source.head() | {
            "code": found.code,
            "severity": found.severity,
            "message": source.wording.message(found, text),
            "page": where["page"],
            "bbox": where["bbox"],
        }


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def plain(number: Decimal | None) -> str:
    """A number without exponent and without idle zeros; "" for None."""
    if number is None:
        return ""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
