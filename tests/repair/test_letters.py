"""Letters, syllables, tokens: small facts, in tables."""

import pytest

from pipeline.repair.chunks import tokenize
from pipeline.repair.letters import compose, copy_case, strip, tone_new, tone_old
from pipeline.repair.syllables import stripped_syllables, syllables, well_placed


@pytest.mark.parametrize(
    ("old", "new"), [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thúy", "thuý"), ("hủy", "huỷ"), ("ủy", "uỷ")]
)
def test_both_tone_places_are_one_word(old: str, new: str) -> None:
    assert tone_old(new) == tone_old(old) == old
    assert tone_new(old) == tone_new(new) == new


@pytest.mark.parametrize("word", ["quý", "quà", "hoàn", "thuýt", "quỳ", "của", "a", ""])
def test_other_words_have_one_tone_place(word: str) -> None:
    assert tone_old(word) == tone_new(word) == word


def test_look_alikes_of_d_become_d() -> None:
    assert compose("Ðồng ðất Ɖèo ɖi") == "Đồng đất Đèo đi"
    assert strip("Đường phố Quảng Ngãi, Müller") == "Duong pho Quang Ngai, Müller"


@pytest.mark.parametrize(
    ("pattern", "word", "written"),
    [("QD", "qđ", "QĐ"), ("Ngay", "ngày", "Ngày"), ("ngay", "ngày", "ngày"), ("TTg", "ttg", "TTg"), ("U", "ủ", "Ủ")],
)
def test_the_case_of_the_pattern_is_copied(pattern: str, word: str, written: str) -> None:
    assert copy_case(pattern, word) == written


@pytest.mark.parametrize(
    "word", ["nghiêng", "giếng", "gìn", "quốc", "khuya", "ủy", "hươu", "khuỷu", "quẹo", "y", "kỹ", "đắk"]
)
def test_syllables_that_exist(word: str) -> None:
    assert word in syllables()


@pytest.mark.parametrize("word", ["hién", "đươc", "ngé", "hoà", "cê", "gé", "strong", "khac"])
def test_syllables_that_cannot_be(word: str) -> None:
    assert word not in syllables()


def test_the_inventory_has_its_size() -> None:
    assert 16_000 < len(syllables()) < 17_000
    assert 2_100 < len(stripped_syllables()) < 2_400


@pytest.mark.parametrize(("wrong", "right"), [("lựơng", "lượng"), ("gía", "giá"), ("lịêt", "liệt"), ("qúa", "quá")])
def test_a_mark_finds_its_vowel(wrong: str, right: str) -> None:
    assert well_placed(wrong) == right


def test_tokens_keep_their_places() -> None:
    text = "Số: 22/QD-UBND\nxem http://a.gov.vn, nhu' x{r 1y"
    for damaged in (False, True):
        for token in tokenize(text, damaged):
            assert text[token.start : token.end] == token.text
    kinds = {token.text: token.kind for token in tokenize(text, damaged=True)}
    assert kinds["22"] == "number" and kinds["QD"] == kinds["UBND"] == "code"
    assert kinds["nhu'"] == kinds["x{r"] == kinds["1y"] == "word"
    assert kinds["http://a.gov.vn,"] == "fixed"
