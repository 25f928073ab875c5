"""Codes have words in both languages."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from pipeline.errors import UsageError
from pipeline.export.sheets import SHEETS
from pipeline.export.wording import load_wording
from pipeline.parse.lexicon import load_lexicon
from pipeline.report import RULES, Issue

PACKAGE = Path(__file__).parents[2] / "pipeline"
LANGUAGES = [load_wording("en"), load_wording("vi")]


def issues_in_the_code() -> set[str]:
    """Every literal `Issue(code="…")` of the package."""
    calls = [
        node
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Issue"
    ]
    given = [word.value for call in calls for word in call.keywords if word.arg == "code"]
    return {str(code.value) for code in given if isinstance(code, ast.Constant)}


def test_every_issue_has_a_sentence() -> None:
    assert set(RULES) == set(LANGUAGES[0].words["rule"])
    codes = issues_in_the_code()
    assert "missing_number" in codes
    words = LANGUAGES[0].words
    assert codes <= {*words["issue"], *(f"{rule}_mismatch" for rule in words["rule"])}


def test_both_languages_fill_in_the_same_facts() -> None:
    english, vietnamese = (wording.words["issue"] for wording in LANGUAGES)
    for code, sentence in english.items():
        names = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (sentence, vietnamese[code])]
        assert names[0] == names[1], code


def test_every_column_sheet_and_subject_has_a_name() -> None:
    words = LANGUAGES[0].words
    assert {name for sheet in SHEETS for name in sheet.columns} <= set(words["column"])
    assert {sheet.name for sheet in SHEETS} <= set(words["sheet"])
    charted = {indicator.key.partition(".")[0] for indicator in load_lexicon().indicators}
    assert charted <= set(words["chart"])


@pytest.mark.parametrize(
    ("language", "issue", "sentence"),
    [
        ("vi", Issue(code="missing_date"), "Không thấy ngày ban hành ở phần đầu."),
        ("en", Issue(code="impossible_date"), "The date does not exist: ngày 31/02."),
        (
            "vi",
            Issue(code="suspect_thousands_comma", facts={"number": "6,856", "label": "Đàn lợn"}),
            "“6,856” (Đàn lợn): dấu phẩy có thể là dấu chấm hàng nghìn.",
        ),
        (
            "vi",
            Issue(code="sum_mismatch", facts={"formula": "310 + 12", "expected": "322", "found": "320"}),
            "Tổng và các phần: theo 310 + 12 phải là 322, bản in ghi 320.",
        ),
    ],
)
def test_sentences(language: str, issue: Issue, sentence: str) -> None:
    assert load_wording(language).message(issue, "ngày 31/02") == sentence


def test_another_language_is_refused_with_a_cure() -> None:
    with pytest.raises(UsageError, match="Languages are en, vi"):
        load_wording("fr")
