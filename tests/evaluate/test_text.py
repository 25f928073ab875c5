import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate import score_text
from pipeline.evaluate.spelling import normalise, same_words, tokens

LETTERS = "abcđeghiklmnopqrstuvxyàáảãạăâêôơưếệộ ĐÔ0123456789.,-/\n"


@given(st.text(alphabet=LETTERS))
def test_a_text_scores_perfectly_against_itself(text: str) -> None:
    score = score_text(text, text)
    assert (score.cer, score.ser, score.found, score.bare, score.numbers) == (0, 0, 1, 1, 1)


@given(st.text(alphabet=LETTERS), st.text(alphabet=LETTERS))
def test_shares_stay_between_none_and_all(truth: str, output: str) -> None:
    score = score_text(truth, output)
    assert 0 <= score.found <= score.bare <= 1
    assert 0 <= score.numbers <= 1


@given(st.text(alphabet=LETTERS))
def test_unicode_forms_do_not_count(text: str) -> None:
    assert score_text(text, unicodedata.normalize("NFD", text)).cer == 0


CASES = [  # truth, output, cer, ser, found, bare, numbers; counted by hand
    ("hòa bình", "hoà bình", 1 / 8 * 2, 0, 1, 1, 1),
    ("số 12/KH-UBND", "so 12/KH-UBND", 1 / 13, 1 / 2, 0, 1, 1),
    ("năm 2024", "năm 2023", 1 / 8, 1 / 2, 1, 1, 0),
    ("đạt 95,5%.", "đạt 95,5%", 1 / 10, 0, 1, 1, 1),
    ("một hai ba", "ba một hai", 6 / 10, 2 / 3, 1, 1, 1),
    ("xã", "", 1, 1, 0, 0, 1),
    ("", "xã", 2, 1, 1, 1, 1),
    ("A – B", "A - B", 0, 0, 1, 1, 1),
]


@pytest.mark.parametrize(("truth", "output", "cer", "ser", "found", "bare", "numbers"), CASES)
def test_hand_counted(
    truth: str, output: str, cer: float, ser: float, found: float, bare: float, numbers: float
) -> None:
    score = score_text(truth, output)
    got = (score.cer, score.ser, score.found, score.bare, score.numbers)
    assert got == pytest.approx((cer, ser, found, bare, numbers))


def test_spellings_that_mean_the_same() -> None:
    assert normalise("a\u00a0 b…") == "a b..."
    assert tokens("(Hòa), hoà;") == [tokens("Hòa")[0], tokens("hòa")[0]]
    assert same_words("ỦY BAN  NHÂN DÂN.") == same_words("Uỷ ban nhân dân")
    assert same_words("Thủy") != same_words("Thuy")
