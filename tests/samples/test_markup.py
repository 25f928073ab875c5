from decimal import Decimal
from random import Random

import pytest

from samples.generator.build import catalogue
from samples.generator.mangle import strip_marks, to_tcvn3, to_vni
from samples.generator.markup import Passage, expand, printed_number
from samples.generator.scenario import draw_scenario
from samples.generator.typeset import Style, set_lines


@pytest.mark.parametrize(
    ("value", "padded", "printed"),
    [
        ("3", True, "03"),
        ("0", True, "0"),
        ("3", False, "3"),
        ("12", True, "12"),
        ("1234567", True, "1.234.567"),
        ("2522.81", False, "2.522,81"),
        ("60.0", False, "60"),
        ("0.54", False, "0,54"),
    ],
)
def test_numbers_as_printed(value: str, padded: bool, printed: str) -> None:
    assert printed_number(Decimal(value), padded) == printed


def test_a_template_keeps_the_places_of_its_figures() -> None:
    scenario = draw_scenario(catalogue()[0], 1)
    passage = expand(
        "có [tasks_done/tasks a.b nhiem_vu|# việc] theo <plan-par>, [epay_amount - VND*6|#]", scenario, Random(1)
    )
    share, money = passage.figures
    assert passage.text[share.start : share.end] == share.text
    done, tasks = scenario.figures["tasks_done"], scenario.figures["tasks"]
    assert (share.key, share.value, share.denominator) == ("a.b", done, tasks)
    assert (money.key, money.value) == ("", scenario.figures["epay_amount"] * 1_000_000)
    assert f"số {passage.citations[0].number}/KH-UBND ngày" in passage.text


def test_equal_seeds_give_equal_scenarios() -> None:
    for entry in catalogue():
        assert draw_scenario(entry, 7) == draw_scenario(entry, 7)
        assert draw_scenario(entry, 7) != draw_scenario(entry, 8)


def test_lines_hold_all_words_and_keep_to_the_width() -> None:
    passage = Passage("Tổng số hồ sơ tiếp nhận trong kỳ là 487 hồ sơ " * 8)
    lines = set_lines(passage, 300, Style(indent=28))
    assert " ".join(word.text for line in lines for word in line) == passage.text.strip()
    for n, line in enumerate(lines):
        assert line[0].x == (28 if n == 0 else 0)
        end = line[-1].x + line[-1].width
        assert end == pytest.approx(300) if n + 1 < len(lines) else end <= 300


@pytest.mark.parametrize(
    ("mangle", "text", "mangled"),
    [
        (strip_marks, "Đường ưỡn Ế", "Duong uon E"),
        (to_tcvn3, "Ủy ban nhân dân", "ñy ban nh©n d©n"),  # the title of a real PDF began so
        (to_vni, "Công tác ĐỢT", "Coâng taùc ÑÔÏT"),
    ],
)
def test_damage_by_hand(mangle, text: str, mangled: str) -> None:
    assert mangle(text) == mangled
