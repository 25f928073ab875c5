"""How well metadata, citations, sections and tables were found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

from pipeline.evaluate.spelling import normalise, same_words
from pipeline.evaluate.tally import Tally, tally
from pipeline.evaluate.truth import TrueCitation, TrueSection, TrueTable, Truth
from pipeline.letters import unmarked
from pipeline.report import Citation, Report, Section, Table

T = TypeVar("T")
COMPETENCE = re.compile(r"\b(TM|KT|TL|TUQ|Q)\b")
CLOSE_TITLE = 0.9  # a heading is found when its title differs in at most one letter of ten


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Names of metadata fields: with the true value, with another, and not found though there is one."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    missing: tuple[str, ...]


def score_fields(truth: Truth, report: Report) -> FieldScore:
    """Compare words only: case, punctuation and the place of tone marks do not count."""
    right, wrong, missing = [], [], []
    for name, value in truth.fields:
        expected, got = _field(name, value), _field(name, report.field(name))
        if expected == got:
            right += [name] if expected else []
        elif got:
            wrong.append(name)
        else:
            missing.append(name)
    return FieldScore(tuple(right), tuple(wrong), tuple(missing))


def _field(name: str, value: str) -> str:
    """Of the competence only the prefixes count, in order: "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH" is TM KT."""
    return " ".join(COMPETENCE.findall(value)) if name == "signer_competence" else same_words(value)


def score_citations(truth: Sequence[TrueCitation], found: Sequence[Citation]) -> Tally:
    """A citation is right with its number, its symbol (marks and case aside) and its date."""
    return tally(map(_citation_key, truth), map(_citation_key, found))


def _citation_key(citation: TrueCitation | Citation) -> tuple[str, str, str]:
    day = citation.issued_date.isoformat() if citation.issued_date else ""
    return citation.number.lstrip("0"), unmarked(normalise(citation.notation)).casefold(), day


def score_sections(truth: Sequence[TrueSection], found: Sequence[Section]) -> Tally:
    """A heading is right with its path and nearly its title; its place in the tree is in the path."""
    left = list(found)
    right = 0
    for section in truth:
        match = next((other for other in left if _same_heading(section, other)), None)
        if match is not None:
            left.remove(match)
            right += 1
    return Tally(right, len(found), len(truth))


def _same_heading(truth: TrueSection, found: Section) -> bool:
    if truth.path.casefold() != found.path.casefold():
        return False
    return Levenshtein.normalized_similarity(same_words(truth.title), same_words(found.title)) >= CLOSE_TITLE


def score_cells(truth: Sequence[TrueTable], found: Sequence[Table]) -> Tally:
    """Cells with text, exact at their row and column; tables are paired in their order on each page."""
    expected = {
        (*place, row, column, same_words(text))
        for place, table in _places([table.page for table in truth], truth)
        for row, texts in enumerate(table.rows)
        for column, text in enumerate(texts)
        if same_words(text)
    }
    got = {
        (*place, cell.row, cell.column, same_words(cell.text))
        for place, table in _places([table.page for table in found], found)
        for cell in table.cells
        if same_words(cell.text)
    }
    return tally(expected, got)


def _places(pages: Sequence[int], tables: Sequence[T]) -> list[tuple[tuple[int, int], T]]:
    """Each table with its page and its number on that page."""
    return [((page, pages[:n].count(page)), table) for n, (page, table) in enumerate(zip(pages, tables, strict=True))]
