"""Formulas, the slack that printed decimals leave, hints, and number words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Span
from pipeline.parse.formulas import PER_CENT, Claim, Operand, operand, parse_formula, shown, sum_of
from pipeline.parse.number_words import read_words
from pipeline.parse.numbers import read_number


def number(raw: str, exact: bool = False, factor: int = 1) -> Operand:
    value = read_number(raw).value
    assert value is not None
    return operand(raw, value * factor, Span(0, 1), exact)


def claim(found: str, *parts: str, exact: bool = False) -> Claim:
    return Claim("sum", number(found, exact), sum_of(len(parts)), tuple(number(part, exact) for part in parts))


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("4+5+6", "a4 + a5 + a6"),
        ("(4)+(5)+(6)", "a4 + a5 + a6"),
        ("7/6*100", "a7 / a6 * 100"),
        ("7 : 6 x 100%", "a7 / a6 * 100"),
        ("5-4", "a5 - a4"),
        ("(5)–(4)", "a5 - a4"),
        ("4+…+6", None),
        ("4++5", None),
        ("(4+5", None),
        ("A+B", None),
        ("", None),
    ],
)
def test_formulas_are_read(text: str, formula: str | None) -> None:
    node = parse_formula(text, 13)
    assert (node and shown(node, {ref: f"a{ref}" for ref in range(14)})) == formula


@pytest.mark.parametrize(
    ("found", "parts", "holds"),
    [
        ("322", ("310", "12"), True),
        ("8.699,28", ("650,88", "736,80", "7.269,10", "42,50"), True),
        ("8.699,27", ("650,88", "736,80", "7.269,10", "42,50"), True),  # a cent may be rounding
        ("8.699,22", ("650,88", "736,80", "7.269,10", "42,50"), False),
        ("12,4", ("6,15", "6,2"), True),
        ("12,7", ("6,15", "6,2"), False),
    ],
)
def test_measures_may_be_rounded(found: str, parts: tuple[str, ...], holds: bool) -> None:
    assert claim(found, *parts).holds() is holds


def test_counts_may_not() -> None:
    assert claim("10.455", "10.133", "612", exact=True).holds() is False
    assert claim("320", "310", "12", exact=True).expected() == 322


@pytest.mark.parametrize(
    ("found", "part", "whole", "holds"),
    [
        ("75,3", "238", "316", True),
        ("88,9", "238", "316", False),
        ("79,63", "176", "221", True),  # cut, not rounded
        ("79,64", "176", "221", True),
        ("79", "176", "221", True),
        ("82", "176", "221", False),
        ("100", "0", "0", None),
    ],
)
def test_per_cents_may_be_rounded_or_cut(found: str, part: str, whole: str, holds: bool | None) -> None:
    parts = (number(part, exact=True), number(whole, exact=True))
    assert Claim("rate", number(found), PER_CENT, parts).holds() is holds


@pytest.mark.parametrize(
    ("found", "parts", "hint"),
    [
        ("320", ("310", "12"), "320 → 322 | 12 → 10"),
        ("10.455", ("10.133", "612"), ""),
        ("1.284", ("1.000", "274"), "1.284 → 1.274 | 1.000 → 1.010 | 274 → 284"),
    ],
)
def test_hints_change_one_digit(found: str, parts: tuple[str, ...], hint: str) -> None:
    assert claim(found, *parts, exact=True).hint() == hint


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.data())
def test_a_digit_changed_is_found_again(left: int, right: int, data: st.DataObject) -> None:
    good = f"{left + right:,}".replace(",", ".")
    at = data.draw(st.sampled_from([i for i, c in enumerate(good) if c.isdigit()]))
    digit = data.draw(st.sampled_from("123456789"))
    bad = good[:at] + digit + good[at + 1 :]
    made = claim(bad, *(f"{part:,}".replace(",", ".") for part in (left, right)), exact=True)
    assert made.holds() is (bad == good)
    if bad != good:
        assert made.expected() == left + right
        assert f"{bad} → {good}" in made.hint().split(" | ")


def test_money_is_compared_in_its_magnitude() -> None:
    whole, part = number("1,5", factor=10**9), number("1.512", factor=10**6)
    assert Claim("repeat", whole, sum_of(1), (part,)).holds() is True
    assert whole.interval.high == Decimal("1.55E9")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Mười ba tỷ, năm trăm linh ba triệu đồng", 13503000000),
        ("Một trăm hai mươi lăm triệu bốn trăm nghìn đồng chẵn", 125400000),
        ("hai nghìn tỷ", 2 * 10**12),
        ("ba mươi", 30),
        ("ba mươi mốt", 31),
        ("mười lăm", 15),
        ("hai trăm linh năm", 205),
        ("năm", 5),
        ("một triệu không trăm linh hai nghìn", 1002000),
        ("hai mươi tư", 24),
        ("chín mươi chín nghìn chín trăm chín mươi chín", 99999),
        ("năm hai", 52),
        ("theo quy định", None),
        ("ba năm sau", None),
        ("triệu", None),
        ("hai triệu ba tỷ", None),
        ("", None),
    ],
)
def test_number_words(text: str, value: int | None) -> None:
    assert read_words(text) == value
