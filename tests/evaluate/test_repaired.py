import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate import RepairScore, count_verdicts, judge_repair, read_gold, score_repair
from pipeline.evaluate.alignment import Gold, Pair, align, align_flow

LINES = st.lists(st.text(alphabet="abcđàáảếệô 0123/-.,"), max_size=5)


@given(LINES)
def test_lines_score_perfectly_against_themselves(lines: list[str]) -> None:
    score = score_repair(dict(enumerate(lines, 1)), lines)
    assert (score.accuracy, score.exact_case, score.codes_kept, score.inserted) == (1, 1, 1, 0)


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_an_alignment_keeps_both_lines(gold: list[str], got: list[str]) -> None:
    true = [Gold(1, word, (word,)) for word in gold]
    by_line, by_flow = align(true, got), align_flow(true, got)
    for pairs in (by_line, by_flow):
        assert [a for a, _ in pairs if a is not None] == true
        assert [b for _, b in pairs if b is not None] == got
    assert edits(by_line) == edits(by_flow)


def edits(pairs: list[Pair]) -> int:
    return sum(gold is None or not gold.accepts(got) for gold, got in pairs)


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


TEXTS = st.text(alphabet="abcđàáảếệô 0123/-.,|*\n\t\f")


@given(TEXTS, st.booleans())
def test_a_plain_text_scores_perfectly_against_itself(text: str, flow: bool) -> None:
    score = count_verdicts(judge_repair(f"x {text}", f"x {text}", flow))
    assert (score.accuracy, score.exact_case, score.codes_kept, score.inserted) == (1, 1, 1, 0)


GOLD = "1\tCộng hòa|hoà xã hội\n3\tsố * ngày 12/5\n"
TEXT_CASES = [  # truth, output, score; counted by hand
    (GOLD, "Cộng hoà xa hội\n\nsố 7 ngày 12/5\n", RepairScore(6, 5, 5, 1, 1, 0)),
    (
        GOLD,
        "cộng hòa xã hội\nhai\nsố bảy ngay 12/6\nbốn\n",
        RepairScore(6, 5, 4, 1, 0, 0),
    ),  # 2 and 4: no gold
    (GOLD, "Cộng hòa xã hội số\n7 ngày 12/5", RepairScore(6, 6, 6, 1, 1, 0)),  # two lines only: along the whole
    ("một hai\nba bốn 5", "một hai\nba bon 5\n\n", RepairScore(4, 3, 3, 1, 1, 0)),
    ("một hai\nba bốn 5", "một hai ba\nvà bốn\n6", RepairScore(4, 4, 4, 1, 0, 1)),  # lines differ
    ("một|hai *", "một *", RepairScore(1, 0, 0, 0, 0, 0)),  # a plain text knows no gold signs
]


@pytest.mark.parametrize(("truth", "output", "score"), TEXT_CASES)
def test_texts_are_compared_by_lines_or_along_the_whole(truth: str, output: str, score: RepairScore) -> None:
    assert count_verdicts(judge_repair(truth, output)) == score


def test_lines_that_slipped_are_compared_along_the_whole_on_request() -> None:
    truth, output = "một hai\nba", "một\nhai ba"
    assert count_verdicts(judge_repair(truth, output)) == RepairScore(3, 2, 2, 0, 0, 1)
    assert count_verdicts(judge_repair(truth, output, flow=True)) == RepairScore(3, 3, 3, 0, 0, 0)
