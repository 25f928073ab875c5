"""How right a page was read: its text, its numbers with their marks of doubt, the cells of its tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.document import Line, Page, Word
from pipeline.evaluate.spelling import has_digit, normalise, tokens


@dataclass(frozen=True)
class Numbers:
    """Words with a digit in the truth: right (`needless` of them in doubt), wrong but in doubt, wrong, not read."""

    right: int = 0
    doubted: int = 0
    wrong: int = 0
    missed: int = 0
    needless: int = 0

    def __add__(self, other: Numbers) -> Numbers:
        return Numbers(
            self.right + other.right,
            self.doubted + other.doubted,
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.needless + other.needless,
        )

    @property
    def all(self) -> int:
        return self.right + self.doubted + self.wrong + self.missed

    @property
    def safe(self) -> float:
        """Share that is right or in doubt."""
        return (self.right + self.doubted) / max(1, self.all)


@dataclass(frozen=True)
class Cells:
    """Cells with text in the truth and those that hold just that; of numbers alone; whether the grid is the same."""

    right: int = 0
    all: int = 0
    right_numbers: int = 0
    numbers: int = 0
    same_structure: bool = True


def text_of(page: Page, raw: bool) -> str:
    """The text without what stands in the margins."""
    return "\n".join(line.raw if raw else line.text for line in shown(page))


def shown(page: Page) -> list[Line]:
    """The lines that the truth tells of."""
    return [line for line in page.lines if line.zone != "margin"]


def window(truth: str, output: str) -> str:
    """The part of a long truth that the output covers: fewest edits of words, ends free (Sellers)."""
    true, got = normalise(truth).split(), normalise(output).split()
    last, starts = [0] * (len(true) + 1), list(range(len(true) + 1))
    for word in got:
        row, begun = [last[0] + 1], [0]
        for j, expected in enumerate(true, 1):
            cost, start = min(
                (last[j - 1] + (expected != word), starts[j - 1]),
                (last[j] + 1, starts[j]),
                (row[-1] + 1, begun[-1]),
            )
            row.append(cost)
            begun.append(start)
        last, starts = row, begun
    end = min(range(len(last)), key=last.__getitem__)
    return " ".join(true[starts[end] : end])


def judge_numbers(truth: str, page: Page) -> Numbers:
    """Beside each number of the truth stands the word that the fewest edits of the text put there."""
    pairs = [(token, word) for line in shown(page) for word in line.words for token in tokens(normalise(word.text))]
    expected, got = tokens(normalise(truth)), [token for token, _ in pairs]
    right = doubted = wrong = missed = needless = 0
    for change in Levenshtein.opcodes(expected, got):
        numbers = [i for i in range(change.src_start, change.src_end) if has_digit(expected[i])]
        if change.tag == "equal":
            right += len(numbers)
            needless += sum(_in_doubt(pairs[change.dest_start + i - change.src_start][1]) for i in numbers)
        elif change.tag == "delete":
            missed += len(numbers)
        else:
            doubts = [_in_doubt(pairs[change.dest_start + i - change.src_start][1]) for i in numbers]
            doubted += sum(doubts)
            wrong += len(doubts) - sum(doubts)
    return Numbers(right, doubted, wrong, missed, needless)


def _in_doubt(word: Word) -> bool:
    return word.doubt is not None


def judge_cells(truth: Page, page: Page) -> Cells:
    """Cells are the same where grid, row and column are."""
    expected, got = _cells(truth), _cells(page)
    right = {place for place, text in expected.items() if got.get(place) == text}
    numbers = {place for place, text in expected.items() if has_digit(text) and not any(c.isalpha() for c in text)}
    return Cells(len(right), len(expected), len(right & numbers), len(numbers), _structure(truth) == _structure(page))


def _cells(page: Page) -> dict[tuple[int, int, int], str]:
    found: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for line in page.lines:
        if line.cell:
            found[line.cell].append(line.text)
    texts = {place: " ".join(tokens(normalise(" ".join(lines)))) for place, lines in found.items()}
    return {place: text for place, text in texts.items() if text}


def _structure(page: Page) -> list[set[tuple[int, int, int, int]]]:
    return [{(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells} for grid in page.grids]


def tell(numbers: Numbers, ruled: list[Cells]) -> list[str]:
    """Numbers and cells of many pages, a line each."""
    lines = [
        f"numbers: {numbers.right} of {numbers.all} right ({numbers.needless} of them in doubt), {numbers.doubted} "
        f"wrong in doubt, {numbers.wrong} wrong unmarked, {numbers.missed} not read: "
        f"{numbers.safe:.1%} right or in doubt"
    ]
    if ruled:
        right, every = sum(cells.right for cells in ruled), sum(cells.all for cells in ruled)
        right_numbers, all_numbers = sum(cells.right_numbers for cells in ruled), sum(cells.numbers for cells in ruled)
        lines.append(
            f"cells: {right} of {every} exact ({right / every:.1%}), of numbers {right_numbers} of {all_numbers} "
            f"({right_numbers / max(1, all_numbers):.1%}); "
            f"structure right on {sum(cells.same_structure for cells in ruled)} of {len(ruled)} pages"
        )
    return lines
