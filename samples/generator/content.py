"""A scenario becomes the parts of a report in words: header, headings, paragraphs, tables, foot."""

import re
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from pipeline.evaluate.truth import TrueSection
from samples.generator.facts import read_facts
from samples.generator.markup import Passage, expand, padded_month
from samples.generator.scenario import Scenario

HEADING = re.compile(r"=(?P<ordinal>[IVX]+|\d+|[a-zđ])(?P<mark>[.)]) (?P<title>.*)")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph (`section` None) or a heading; `path` is that of the section it stands in."""

    passage: Passage
    path: str
    section: TrueSection | None = None
    italic: bool = False


@dataclass(frozen=True, slots=True)
class TableText:
    """A ruled table in words; `numbered` says that the second row numbers the columns."""

    unit_line: str
    rows: tuple[tuple[Passage, ...], ...]
    header_rows: int
    widths: tuple[float, ...]
    size: float
    path: str


@dataclass(frozen=True, slots=True)
class Content:
    """A whole report in words."""

    parent: tuple[str, ...]
    organ: tuple[str, ...]
    code: str
    place_date: str
    doc_type: str
    subject: tuple[str, ...]
    addressee: str
    body: tuple[Text | TableText, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    signer: str


def write_content(scenario: Scenario, seed: int) -> Content:
    """Put a scenario into words; equal for equal seeds."""
    random = Random(f"{seed}:{scenario.name}:words")
    family = _family(scenario.family)
    day = scenario.issued
    when = f"ngày {day.day:02d} tháng {padded_month(day.month)} năm {day.year}"
    return Content(
        parent=tuple(scenario.agency["parent"]),
        organ=tuple(scenario.agency["organ"]),
        code=f"Số: {scenario.number}/{scenario.notation}",
        place_date=f"{scenario.agency['place']}, {when}",
        doc_type=family["doc_type"],
        subject=tuple(line.format(**scenario.words) for line in family["subject"]),
        addressee=family["addressee"].format(**scenario.words),
        body=_body(family, scenario, random),
        recipients=_recipients(scenario, bool(family["addressee"])),
        signature=scenario.signature,
        signer=scenario.signer,
    )


def _family(name: str) -> dict[str, Any]:
    families = read_facts("families")
    family: dict[str, Any] = families[name]
    return families[family["like"]] | family if "like" in family else family


def _body(family: dict[str, Any], scenario: Scenario, random: Random) -> tuple[Text | TableText, ...]:
    parts: list[Text | TableText] = []
    open_ordinals: list[str] = []
    for line in family["outline"].strip().splitlines():
        path = ".".join(open_ordinals)
        if heading := HEADING.fullmatch(line):
            open_ordinals = _open(open_ordinals, heading["ordinal"])
            path = ".".join(open_ordinals)
            section = TrueSection(path, heading["title"], len(open_ordinals))
            parts.append(Text(Passage(line[1:]), path, section))
        elif line.startswith("@"):
            parts.append(_table(family["tables"][line[1:]], scenario, random, path))
        else:
            parts.append(
                Text(expand(line, scenario, random), path, italic=line.startswith("Căn cứ <") and line[-1] in ",;")
            )
    return tuple(parts)


def _open(ordinals: list[str], new: str) -> list[str]:
    """The ordinals from the root down to a new heading: one of a kind already open closes what stands below it."""
    kinds = [_kind(ordinal) for ordinal in ordinals]
    depth = kinds.index(_kind(new)) if _kind(new) in kinds else len(ordinals)
    return [*ordinals[:depth], new]


def _kind(ordinal: str) -> str:
    return "number" if ordinal.isdigit() else "roman" if ordinal.isupper() else "letter"


def _table(facts: dict[str, Any], scenario: Scenario, random: Random, path: str) -> TableText:
    head = [facts["header"]]
    if facts["numbered"]:
        head.append([f"({n})" for n in range(1, len(facts["header"]) + 1)])
    rows = [tuple(Passage(text) for text in row) for row in head]
    for row in facts["rows"]:
        cells = (expand(text, scenario, random, padded=False) for text in row)
        rows.append(tuple(_named(cell, row[1], name) for cell, name in zip(cells, facts["header"], strict=True)))
    return TableText(facts["unit_line"], tuple(rows), len(head), tuple(facts["widths"]), facts["size"], path)


def _named(cell: Passage, row: str, column: str) -> Passage:
    """A cell whose figures have the name of their row, or, where rows are fields, that of their column."""
    plan = "plan" if column.startswith(("Kế hoạch", "Dự toán")) else "result"
    return replace(cell, figures=tuple(replace(f, label=f"{row}|{column}", kind=plan) for f in cell.figures))


def _recipients(scenario: Scenario, addressed: bool) -> tuple[str, ...]:
    unit = scenario.words["unit"]
    first = "- Như trên;" if addressed else f"- {scenario.words['above']} (để b/c);"
    return first, f"- TT HĐND {unit};", f"- CT, các PCT UBND {unit};", "- Lưu: VT."
