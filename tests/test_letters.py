"""Letters without their marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.letters import unmarked


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đồng", "Dong"),
        ("ƯỠN Ế đã", "UON E da"),
        (unicodedata.normalize("NFD", "Nguyễn"), "Nguyen"),
        ("ÐÐ ð", "DD d"),
        ("Müller straße", "Muller straße"),
        ("487 m² – 5‰", "487 m² – 5‰"),
    ],
)
def test_marks_go_and_all_else_stays(text: str, plain: str) -> None:
    assert unmarked(text) == plain


@given(st.text())
def test_length_stays_and_twice_is_once(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(unmarked(composed)) == len(composed)
    assert unmarked(unmarked(text)) == unmarked(text)
