from pipeline.evaluate import Mistake, judge_repair, judge_text, worst

TRUTH = "Số hồ sơ – 12/5\nsố hồ sơ mới\n"
OUTPUT = "số ho sơ - 12/6\nsố ho sơ\n"


def test_the_commonest_mistake_comes_first_with_its_lines() -> None:
    assert worst(judge_repair(TRUTH, OUTPUT), 9) == (
        Mistake("hồ", "ho", (1, 2)),
        Mistake("12/5", "12/6", (1,)),
        Mistake("mới", "", (2,)),
    )
    assert worst(judge_repair(TRUTH, OUTPUT), 1) == (Mistake("hồ", "ho", (1, 2)),)


def test_a_word_too_many_is_a_mistake_on_the_line_of_the_word_before() -> None:
    assert worst(judge_repair("một\nhai", "một\nhai và", flow=True), 9) == (Mistake("", "và", (2,)),)


def test_reading_asks_for_case_but_not_for_one_kind_of_dash() -> None:
    assert worst(judge_text(TRUTH, OUTPUT), 2, case=True) == (Mistake("hồ", "ho", (1, 2)), Mistake("Số", "số", (1,)))
