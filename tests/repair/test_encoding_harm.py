"""Text that needs no decoding stays; a text decoded is not decoded again."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repair.encoders import ENCODERS

from pipeline.repair.encoding import read

CLEAN = (
    "Ủy ban nhân dân xã báo cáo kết quả thực hiện nhiệm vụ năm 2024; “Hà Nội” – thủ đô; 5 °C; 100 m²; ½.",
    "Két qua thuc hién cong tac, vé viéc tiép nhan s6 hd so cua cac don vi, ngudi dan dén liên hé",
    "UBND XÃ”, “XÃ” và ‘XÃ’",
    "café, naïve, Señor Müller à Đà Nẵng; Société Générale; déjà vu; Ærø, Łódź, Škoda, São Tomé",
    "Is it (e)? He said: what a day! See a. and b.; e^x + a^2 = o~ (approx.); C++, i++; x^2 + y^2",
    "Visit https://example.com/a?b=c&d=e. (a) first, (e) second; who? you? I'd go. Ngày 12.3.2024?",
    "add odd buddy Eddie; `code`; ~/.bashrc; a~b; o' clock; do. so. he. we. me. you?",
    "Hoà giải ở cơ sở: thuỷ lợi, hoà bình, khoẻ mạnh; ghi chú (a), (ă), (â).",
    "§ 12, © 2024, ® và ™; «lá cờ»; 3 × 4 ÷ 2 = 6; ±5 µm; 20 ¢, 5 £, 7 ¥",
    "Marks are read wrongly · as hooks (ö ï ä å appear) · and dots, a word list full of misspellings",
    "Московский государственный университет; Ελλάδα; 日本語; हिन्दी; العربية",
    "",
    "\n\n\t \n",
)


@pytest.mark.parametrize("text", CLEAN)
def test_other_text_is_left(text: str) -> None:
    decoded = read(text)
    assert (decoded.edits, decoded.encoding) == ((), None)


def test_other_text_is_left_together() -> None:
    decoded = read("\n".join(CLEAN * 3))
    assert (decoded.edits, decoded.encoding) == ((), None)


def test_a_foreign_name_in_an_old_text_does_no_harm() -> None:
    meant = "Phó giám đốc Müller và ông Nguyễn Văn Bé đã ký hợp đồng với Công ty Söder tại trụ sở của tỉnh"
    assert read(ENCODERS["vni"](meant)).text.count("Nguyễn Văn Bé đã ký hợp đồng với Công ty") == 1


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
SIGNS = LETTERS + LETTERS.upper() + "¸µ¶·¹®§­−ÖÕÞøûïñ^(+`~'?.\\ÃÂÄáº»¿½\u0081\u200b\u00a0ðÐ‰Š \t\n\r.,0"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=SIGNS, max_size=60))
def test_twice_is_once_on_any_signs(text: str) -> None:
    once = read(text).text
    assert read(once).text == once


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(CLEAN), max_size=4), st.sampled_from(sorted(ENCODERS)), st.integers(0, 3))
def test_twice_is_once_on_text(lines: list[str], name: str, place: int) -> None:
    lines.insert(place, ENCODERS[name](CLEAN[0]))
    once = read("\n".join(lines)).text
    assert read(once).text == once


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_any_text_keeps_its_lines(text: str) -> None:
    assert read(text).text.count("\n") == text.count("\n")


def test_a_clean_megabyte_is_quick() -> None:
    text = (CLEAN[0] + "\n") * 9000
    read(text[:200])  # the tables are read once
    start = time.process_time()
    assert not read(text).edits
    assert time.process_time() - start < 2  # 0.1 s on an idle machine


@pytest.mark.parametrize("text", ["a^" * 20000 + "1", "d" * 20000 + "1 o^ o^ o^", "á»" * 20000, "a" * 20000 + "\u00ad"])
def test_no_text_takes_forever(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 5
