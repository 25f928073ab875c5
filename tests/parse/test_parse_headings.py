import tomllib
from pathlib import Path

import pytest

from pipeline.parse.headings import broken_roman, head, roman

CASES = tomllib.loads((Path(__file__).parent / "cases" / "headings.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("line", "kind"), CASES["kinds"].items())
def test_a_line_looks_like_its_kind(line: str, kind: str) -> None:
    found = head(line)
    assert (found.kind if found else "") == kind


@pytest.mark.parametrize(("line", "value"), CASES["broken"].items())
def test_broken_roman_ordinals(line: str, value: int) -> None:
    found = broken_roman(line)
    assert (found.ordinal if found else 0) == value


@pytest.mark.parametrize(
    ("text", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XXVIII", 28), ("", 0), ("A", 0)]
)
def test_roman_numbers(text: str, value: int) -> None:
    assert roman(text) == value


def test_ordinals_follow_the_vietnamese_alphabet() -> None:
    found = head("đ) Về tài chính")
    assert found is not None
    assert (found.raw, found.ordinal, found.title) == ("đ", 5, "Về tài chính")
