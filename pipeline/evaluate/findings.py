"""How well metadata, citations, sections, tables and contradictions were found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

from pipeline.evaluate.matching import Matched, match
from pipeline.evaluate.spelling import normalise, same_words
from pipeline.evaluate.tally import Tally
from pipeline.evaluate.truth import TrueCitation, TrueDoubt, TrueSection, TrueTable, Truth
from pipeline.letters import unmarked
from pipeline.report import RULES, Citation, Issue, Report, Section, Table, contradiction

T = TypeVar("T")
CLOSE_TITLE = 0.9  # a heading is found when its title differs in at most one letter of ten
CLOSE_TEXT = 0.95  # likewise the fields that are sentences
LONG = frozenset({"subject", "recipients", "addressees"})
ANY = "*"  # a cell that is not scored
# What a check may say of the document itself; the other issues are doubts about our reading.
CONTRADICTIONS = frozenset(map(contradiction, RULES))
_OF_NUMBERS = CONTRADICTIONS - set(map(contradiction, ("nil", "dates", "citation_date")))


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Names of metadata fields: with the true value, with another, and not found though there is one."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def tally(self) -> Tally:
        """The counts; a wrong field is both found and missing."""
        found = len(self.right) + len(self.wrong)
        return Tally(len(self.right), found, found + len(self.missing))


def score_fields(truth: Truth, report: Report) -> FieldScore:
    """Compare the fields that the truth names; those with several values as one list.

    Words only: case, punctuation and the place of tone marks do not count. A true value may be a|b, for either.
    """
    right, wrong, missing = [], [], []
    for name in dict.fromkeys(name for name, _ in truth.fields):
        expected = "; ".join(value for other, value in truth.fields if other == name and value)
        got = "; ".join(field.value for field in report.fields if field.name == name)
        if not got:
            missing += [name] if expected and name not in truth.unsure else []
        elif _same_field(name, expected, got):
            right.append(name)
        else:
            wrong.append(name)
    return FieldScore(tuple(right), tuple(wrong), tuple(missing))


def _same_field(name: str, expected: str, got: str) -> bool:
    least = CLOSE_TEXT if name in LONG else 1.0
    alike = (Levenshtein.normalized_similarity(same_words(one), same_words(got)) for one in expected.split("|"))
    return max(alike) >= least


def score_citations(truth: Sequence[TrueCitation], found: Sequence[Citation]) -> Matched[TrueCitation, Citation]:
    """A citation is right with its number, its symbol (marks and case aside) and its date; a law with its name."""
    return match(truth, found, lambda true, other: _true_key(true) == _found_key(other))


def _true_key(citation: TrueCitation) -> tuple[str, str, str]:
    return _key(citation.number or citation.type, citation)


def _found_key(citation: Citation) -> tuple[str, str, str]:
    return _key(citation.number or citation.key.rpartition("/")[0], citation)


def _key(head: str, citation: TrueCitation | Citation) -> tuple[str, str, str]:
    day = citation.issued_date.isoformat() if citation.issued_date else ""
    return _bare(head).lstrip("0"), _bare(citation.notation), day


def _bare(text: str) -> str:
    return unmarked(normalise(text)).casefold()


def score_sections(truth: Sequence[TrueSection], found: Sequence[Section]) -> Matched[TrueSection, Section]:
    """A heading is right with its path and nearly its title; its place in the tree is in the path."""
    return match(truth, found, _same_heading)


def _same_heading(true: TrueSection, found: Section) -> bool:
    if true.path.casefold() != found.path.casefold():
        return False
    want, got = same_words(true.title), same_words(found.title)
    if true.title.endswith("…"):
        got = got[: len(want)]
    return Levenshtein.normalized_similarity(want, got) >= CLOSE_TITLE


Place = tuple[int, int, int, int]  # page, number of the table on it, row, column
Cell = tuple[Place, str]


def score_cells(truth: Sequence[TrueTable], found: Sequence[Table]) -> Matched[Cell, Cell]:
    """Cells with text, exact at their row and column; tables are paired in their order on each page."""
    expected = {
        (page, number, row, column): text
        for (page, number), table in _places([table.page for table in truth], truth)
        for row, texts in enumerate(table.rows)
        for column, text in enumerate(texts)
    }
    got = {
        (page, number, cell.row, cell.column): cell.text
        for (page, number), table in _places([table.page for table in found], found)
        for cell in table.cells
    }
    want = {at: text for at, text in expected.items() if same_words(text) and text != ANY}
    made = {at: text for at, text in got.items() if same_words(text) and expected.get(at) != ANY}
    right = {at for at, text in want.items() if at in made and same_words(made[at]) == same_words(text)}
    return Matched(
        pairs=tuple(((at, want[at]), (at, made[at])) for at in want if at in right),
        missing=tuple((at, text) for at, text in want.items() if at not in right),
        extra=tuple((at, text) for at, text in made.items() if at not in right),
    )


def _places(pages: Sequence[int], tables: Sequence[T]) -> list[tuple[tuple[int, int], T]]:
    """Each table with its page and its number on that page."""
    return [((page, pages[:n].count(page)), table) for n, (page, table) in enumerate(zip(pages, tables, strict=True))]


def score_doubts(
    truth: Sequence[TrueDoubt], found: Iterable[Issue], text: str, misread: Sequence[Issue] = ()
) -> Matched[TrueDoubt, Issue]:
    """A contradiction is told by an issue of its code at a span that holds its words; of numbers, by any such rule.

    Issues that come of a figure that was `misread` are no false alarms, though not the document's own.
    """

    told = [issue for issue in found if issue.code in CONTRADICTIONS]
    pairs = [(true, issue) for true in truth for issue in told if _tells(issue, true, text)]
    known = [id(issue) for _, issue in pairs]
    return Matched(
        pairs=tuple({id(true): (true, issue) for true, issue in pairs}.values()),  # several may tell of one
        missing=tuple(true for true in truth if not any(true is other for other, _ in pairs)),
        extra=tuple(issue for issue in told if id(issue) not in known and issue not in misread),
    )


def _tells(issue: Issue, true: TrueDoubt, text: str) -> bool:
    there = text[issue.span.start : issue.span.end] if issue.span else ""
    alike = true.code == issue.code or {true.code, issue.code} <= _OF_NUMBERS
    return alike and any(words in there for words in true.text.split("|"))
