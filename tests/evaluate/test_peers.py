"""The comparison with other restorers counts right; it needs no peer to be installed."""

import pytest

from tests.bench.peer_process import RESTORES, restore
from tests.bench.peers import Restored, Score, matching, measured, score, table

TRUTH = ["Hòa giải 12 vụ", "Số: 5/QĐ-UBND", "cũ"]
MADE = Restored("x", "1.0", ("hoà giai 12 vụ", "Số: 5/QĐ-UBND", "cu"), 0.5, 1)


def test_syllables_and_whole_lines_are_counted_whatever_case_and_tone_place() -> None:
    assert score(TRUTH, MADE.lines) == Score(syllables=7, right=5, lines=3, right_lines=1)


@pytest.mark.parametrize(
    ("true", "got", "right"),
    [("a b c", "a x c", 2), ("a b c", "a b x c", 3), ("a b c", "b c", 2), ("a b", "b a", 0), ("a", "", 0)],
)
def test_words_are_aligned_only_where_their_number_differs(true: str, got: str, right: int) -> None:
    assert matching(true.split(), got.split()) == right


def test_a_row_stands_side_by_side() -> None:
    row = measured("a", TRUTH, [MADE])
    assert row == {
        "text": "a", "lines": "3", "syllables": "7",
        "x right %": "71.43", "x lines %": "33.3", "x per s": "14", "x failed": "1",
    }  # fmt: skip
    assert table([{"text": "ab", "n": "1"}]) == ["| text | n |", "| ---- | : |", "| ab   | 1 |"]


def test_a_line_on_which_a_peer_fails_is_left_and_counted() -> None:
    def fail_on_digits(line: str) -> str:
        return {"first": "", "ab": "AB"}[line]

    told = restore(fail_on_digits, "first", ["ab", "12"])
    assert (told["lines"], told["failures"]) == (["AB", "12"], 1)


@pytest.mark.parametrize("name", ["add_accents", "restore_diacritics", "recover_tone", "diacritic_restoration"])
def test_names_of_restorers_are_known(name: str) -> None:
    assert RESTORES.search(name)
    assert not RESTORES.search("remove_" + name.split("_")[1])
