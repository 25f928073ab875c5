"""Document → Report: metadata, sections, citations, figures, tables and doubts, each with the span that shows it."""

from collections.abc import Callable

from pipeline.config import ParseOptions
from pipeline.document import Document
from pipeline.parse.components import build
from pipeline.report import Report

__all__ = ["parse_report", "parser"]


def parser(options: ParseOptions) -> Callable[[Document], Report]:
    """Build a parser once; it may be called for any number of documents. Raises InputError for a bad `options.kpis`."""
    parsing = build(options.kpis)

    def parse(document: Document) -> Report:
        """All that the steps found in one document."""
        found = parsing(document)._
        return Report(
            found.fields, found.sections, found.citations, found.kpis, found.tables, found.issues, found.checks
        )

    return parse


def parse_report(document: Document, options: ParseOptions) -> Report:
    """Parse one document. For many, build a `parser` and keep it."""
    return parser(options)(document)
