"""What is wrong with a text, told by counts."""

import pytest

from pipeline.repair import Models
from pipeline.repair.damage import Damage, Signs, judge_passage, signs_of
from pipeline.repair.tokens import Spelling


@pytest.mark.parametrize(
    ("word", "signs"),
    [
        ("quyết", Signs(1, 1, 1, 1, 0)),
        ("báo", Signs(1, 1, 0, 1, 0)),
        ("quyet", Signs(1, 0, 0, 1, 0)),
        ("x{r", Signs(1, 0, 0, 0, 1)),
        ("x3", Signs(1, 0, 0, 0, 1)),
        ("4K", Signs(1, 0, 0, 0, 0)),
        ("壯繆侯", Signs(1, 0, 0, 0, 0)),
        ("Европа", Signs(1, 0, 0, 0, 0)),
        ("zqxwv", Signs(1, 0, 0, 0, 1)),
        ("UBND", Signs()),
    ],
)
def test_the_signs_of_a_word(word: str, signs: Signs, models: Models) -> None:
    assert signs_of(Spelling(word, "word"), models.language.numbers) == signs


@pytest.mark.parametrize(
    ("signs", "whole", "damage"),
    [
        (Signs(400, 0, 0, 390, 4), "stripped", "stripped"),
        (Signs(400, 0, 0, 330, 30), "stripped", "stripped"),  # Latin terms
        (Signs(400, 0, 0, 330, 30), "foreign-ocr", "foreign-ocr"),
        (Signs(400, 0, 0, 330, 30), None, "foreign-ocr"),
        (Signs(400, 0, 0, 300, 60), "stripped", "foreign-ocr"),
        (Signs(400, 60, 2, 330, 30), "stripped", "foreign-ocr"),  # an English reader's é, ó, à
        (Signs(400, 300, 220, 390, 4), "stripped", "clean"),
        (Signs(5, 0, 0, 5, 0), "clean", "clean"),
    ],
)
def test_the_damage_of_a_passage_in_its_document(signs: Signs, whole: Damage | None, damage: Damage) -> None:
    assert judge_passage(signs, whole) == damage
