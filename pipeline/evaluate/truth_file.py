"""A file of figures that a person wrote down → Truth. README.md tells the form; the truth of a sample is JSON."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pipeline.document import Box, Document
from pipeline.errors import InputError
from pipeline.evaluate.truth import TrueCitation, TrueDoubt, TrueKpi, TrueSection, TrueTable, Truth
from pipeline.store import load

CITED = re.compile(
    r"(?:(?P<number>\d+(?:\.\d+)?[a-z]?)(?:/(?P<year>(?:19|20)\d\d))?[/-](?P<notation>\S+)|(?P<name>\D.*?))"
    r"(?:\s+(?P<day>\d{4}-\d\d-\d\d|\d{4}))?"
)
PARTS = {"metadata": "fields", "sections": "sections", "citations": "citations", "figures": "kpis"}
PARTS |= {"table": "tables", "checks": "doubts"}
NAMES = {*PARTS, "document", "pages", "unsure", "period"}
FIGURE = {
    "value", "high", "unit", "key", "label", "metric", "denominator", "section", "source", "period", "scope",
    "comparison", "kind", "optional",
}  # fmt: skip
NOWHERE = Box(0, 0, 0, 0)


def read_truth(path: Path) -> Truth:
    """The truth of a `.json` sample or of a TOML file. Raises InputError for what is neither."""
    if path.suffix == ".json":
        return load(Truth, path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return _truth(path.stem, data)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", "Check the path.") from error
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise InputError(f"{path} is no file of true figures: {error}.", "README.md tells their form.") from error


def _truth(name: str, data: dict[str, Any]) -> Truth:
    unknown = set(data) - NAMES
    if unknown:
        raise ValueError(f"it names {', '.join(sorted(unknown))}")
    period = data.get("period", "")
    return Truth(
        name=name,
        document=Document(name, "", ()),
        fields=tuple(_fields(data.get("metadata", {}))),
        sections=tuple(_section(line) for line in data.get("sections", ())),
        citations=tuple(_citation(line) for line in data.get("citations", ())),
        kpis=tuple(_figure(row, period) for row in data.get("figures", ())),
        tables=tuple(_table(row) for row in data.get("table", ())),
        doubts=tuple(TrueDoubt(*line.split(" ", 1)) for line in data.get("checks", ())),
        unsure=tuple(data.get("unsure", ())),
        pages=tuple(data.get("pages", ())),
        silent=tuple(part for key, part in PARTS.items() if key not in data),
    )


def _fields(metadata: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (name, str(one)) for name, value in metadata.items() for one in (value if isinstance(value, list) else [value])
    ]


def _section(line: str) -> TrueSection:
    path, _, title = line.partition(" ")
    return TrueSection(path, title.strip(), path.count(".") + 1)


def _citation(line: str) -> TrueCitation:
    match = CITED.fullmatch(line)
    if match is None:
        raise ValueError(f"“{line}” is no citation")
    day = match["day"] or ""
    return TrueCitation(
        type=match["name"] or "",
        number=match["number"] or "",
        year=match["year"] or ("" if "-" in day else day),
        notation=match["notation"] or "",
        issued_date=date.fromisoformat(day) if "-" in day else None,
    )


def _figure(row: dict[str, Any], period: str) -> TrueKpi:
    unknown = set(row) - FIGURE
    if unknown:
        raise ValueError(f"a figure has {', '.join(sorted(unknown))}")
    return TrueKpi(
        key=row.get("key", ""),
        value=Decimal(str(row["value"])),
        unit=row["unit"],
        metric=row.get("metric", "value"),
        denominator=Decimal(str(row["denominator"])) if "denominator" in row else None,
        section_path=row.get("section", ""),
        source=row.get("source", "prose"),
        text="",
        page=0,
        box=NOWHERE,
        label=row.get("label", ""),
        period=row.get("period", period),
        scope=row.get("scope", ""),
        comparison=row.get("comparison", ""),
        kind=row.get("kind", "result"),
        high=Decimal(str(row["high"])) if "high" in row else None,
        optional=row.get("optional", False),
    )


def _table(row: dict[str, Any]) -> TrueTable:
    return TrueTable(row["page"], row.get("unit_line", ""), row.get("header_rows", 1), tuple(map(tuple, row["rows"])))
