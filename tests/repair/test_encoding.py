"""Old encodings and mojibake, there and back."""

import pytest

from pipeline.config import RepairOptions
from pipeline.repair import Models, repair_text
from pipeline.repair.encoding import _tables, decode
from pipeline.repair.outcome import apply

TEXT = (
    "Nghị định của Chính phủ về cán bộ, công chức xã, phường, thị trấn\n"
    "Điều 1. Phạm vi áp dụng: những người giữ chức vụ ở cơ sở được hưởng lương từ ngân sách nhà nước."
)


def encode(text: str, name: str) -> str:
    back = {meant: seen for seen, meant in _tables()[name][1].items()}
    return "".join(back.get(char, char) for char in text)


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_an_old_encoding_is_found_and_read(name: str) -> None:
    edits, found = decode(encode(TEXT, name))
    assert found == name
    assert apply(encode(TEXT, name), edits) == TEXT


@pytest.mark.parametrize("rounds", [1, 2])
def test_mojibake_is_undone(rounds: int) -> None:
    broken = TEXT
    for _ in range(rounds):
        broken = broken.encode().decode("latin-1")
    edits, found = decode(broken)
    assert (apply(broken, edits), found) == (TEXT, "mojibake")


def test_a_font_of_capitals_is_capitals() -> None:
    seen = "Céng hßa x· héi chñ nghÜa viÖt nam\nQUYÕT §ÞNH CñA CHñ TÞCH UBND TØNH"
    assert apply(seen, decode(seen)[0]).endswith("QUYẾT ĐỊNH CỦA CHỦ TỊCH UBND TỈNH")


@pytest.mark.parametrize(
    "text", [TEXT, "Két qua thuc hién cong tac, vé viéc tiép nhan s6", "café, naïve, Señor Müller à Đà Nẵng", ""]
)
def test_other_text_is_left(text: str) -> None:
    assert decode(text) == ([], None)


def test_the_label_and_reason_say_encoding(models: Models) -> None:
    repaired = repair_text(encode(TEXT, "vni"), models, RepairOptions())
    assert repaired.damage == "vni"
    assert {change.reason for change in repaired.changes} == {"encoding"}
