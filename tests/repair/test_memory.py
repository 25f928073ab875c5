"""What a document says surely in one place tells what it means in another."""

import numpy as np
import pytest

from pipeline.config import RepairOptions
from pipeline.repair import Models, repair_text, restoring
from pipeline.repair.decoder import decode
from pipeline.repair.language import UNKNOWN
from pipeline.repair.letters import strip
from pipeline.repair.memory import Said, _gains


@pytest.mark.parametrize(
    "document",
    [
        "Công ty cổ phần Thủy sản Hải Lộc đề nghị gia hạn.\nCông ty Hải Lộc nộp thuế 12 triệu đồng.\n"
        "Hải Lộc cam kết thực hiện.",
    ],
)
def test_a_name_is_read_as_elsewhere(document: str, models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    assert repair_text(strip(document), models, RepairOptions()).text == document
    monkeypatch.setattr(restoring, "decode_twice", decode)
    assert repair_text(strip(document), models, RepairOptions()).text != document


def test_unknown_words_say_nothing_of_each_other() -> None:
    """They share a number, and nothing else: a text with many of them once kept doubtful ones as they were read."""
    word, sure = np.array([UNKNOWN, UNKNOWN, UNKNOWN, 5, 5, UNKNOWN]), np.array([True, True, True, True, False, False])
    said = Said(word, sure, np.zeros(9, np.int64))
    gains = _gains(np.array([5, 5]), np.array([UNKNOWN, 5]), said)
    assert gains[0] == 0 < gains[1]


def test_a_single_word_is_thought_over_too(models: Models) -> None:
    assert repair_text("Thao", models, RepairOptions()).text
    assert repair_text("Cong ty Hai Loc", models, RepairOptions()).damage == "stripped"
