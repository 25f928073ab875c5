import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate import RepairScore, read_gold, score_repair
from pipeline.evaluate.repaired import align

LINES = st.lists(st.text(alphabet="abcđàáảếệô 0123/-.,"), max_size=5)


@given(LINES)
def test_lines_score_perfectly_against_themselves(lines: list[str]) -> None:
    score = score_repair(dict(enumerate(lines, 1)), lines)
    assert (score.accuracy, score.exact_case, score.codes_kept, score.inserted) == (1, 1, 1, 0)


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_an_alignment_keeps_both_lines(gold: list[str], got: list[str]) -> None:
    pairs = align(gold, got)
    assert [a for a, _ in pairs if a is not None] == gold
    assert [b for _, b in pairs if b is not None] == got


CASES = [  # gold, output, score; counted by hand
    ("Kết quả công tác", "Ket quả Công tác", RepairScore(4, 3, 2, 0, 0, 0)),
    ("số 12/KH-UBND ngày", "số 12/KH-UBNĐ ngày", RepairScore(2, 2, 2, 1, 0, 0)),
    ("hòa|hoà giải", "hoà giải", RepairScore(2, 2, 2, 0, 0, 0)),
    ("xã * Lộc", "xã Phú Lộc", RepairScore(2, 2, 2, 0, 0, 0)),
    ("năm|nam nay", "nam nay", RepairScore(2, 2, 2, 0, 0, 0)),
    ("một hai", "một và hai", RepairScore(2, 2, 2, 0, 0, 1)),
    ("một hai", "một", RepairScore(2, 1, 1, 0, 0, 0)),
    ("- một -", "một", RepairScore(1, 1, 1, 0, 0, 0)),
]


@pytest.mark.parametrize(("gold", "output", "score"), CASES)
def test_hand_counted(gold: str, output: str, score: RepairScore) -> None:
    assert score_repair({1: gold}, [output]) == score


def test_lines_are_numbered_from_one_and_may_be_missing() -> None:
    gold = read_gold("2\thai\n9\tchín\n")
    assert gold == {2: "hai", 9: "chín"}
    assert score_repair(gold, ["một", "hai"]) == RepairScore(2, 1, 1, 0, 0, 0)
