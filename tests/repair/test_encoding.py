"""Old encodings and mojibake: found, read, and what they lost said."""

import unicodedata

import pytest
from repair.encoders import ENCODERS, decomposed

from pipeline.config import RepairOptions
from pipeline.repair import Models, repair_text
from pipeline.repair.edit import apply
from pipeline.repair.encoding import read

TEXT = (
    "Nghị định của Chính phủ về cán bộ, công chức xã, phường, thị trấn\n"
    "Điều 1. Phạm vi áp dụng: những người giữ chức vụ ở cơ sở được hưởng lương từ ngân sách nhà nước.\n"
    "Kỳ họp thứ 7 đã thông qua dự toán 12.500.000 đồng, tăng 15 % so với năm trước (xem bảng kèm theo)."
)
# TCVN3 has no marked capitals but the seven of its own; those of other encodings are in this line.
CAPITALS = "\nỦY BAN NHÂN DÂN TỈNH, THÀNH PHỐ VÀ ỦY BAN MẶT TRẬN"


@pytest.mark.parametrize("name", list(ENCODERS))
def test_an_encoding_is_found_and_read(name: str) -> None:
    text = TEXT if name == "tcvn3" else TEXT + CAPITALS
    seen = ENCODERS[name](text)
    decoded = read(seen)
    assert apply(seen, decoded.edits) == text == decoded.text
    assert decoded.encoding == (name if name in ("tcvn3", "vni", "vps", "viscii", "cp1258", "viqr") else "mojibake")


@pytest.mark.parametrize("name", [name for name in ENCODERS if name != "viqr"])
def test_one_line_is_enough(name: str) -> None:
    line = TEXT.split("\n")[1]
    assert read(ENCODERS[name](line)).text == line


@pytest.mark.parametrize("name", ["vps", "viscii"])
def test_letters_in_c1_come_as_windows_1252_too(name: str) -> None:
    seen = ENCODERS[name](TEXT + CAPITALS)
    shown = "".join(bytes([ord(c)]).decode("cp1252", errors="ignore") or c if ord(c) < 0x100 else c for c in seen)
    assert shown != seen
    assert read(shown).text == TEXT + CAPITALS


@pytest.mark.parametrize("form", [decomposed, lambda text: unicodedata.normalize("NFD", text)])
def test_decomposed_text_is_composed(form) -> None:  # type: ignore[no-untyped-def]
    assert read(form(TEXT + CAPITALS)).text == TEXT + CAPITALS


def test_a_font_of_capitals_is_capitals() -> None:
    seen = "Céng hßa x· héi chñ nghÜa viÖt nam\nQUYÕT §ÞNH CñA CHñ TÞCH UBND TØNH, X·"
    assert read(seen).text.endswith("QUYẾT ĐỊNH CỦA CHỦ TỊCH UBND TỈNH, XÃ")


MIXED = (
    ("Căn cứ Luật Tổ chức Hội đồng nhân dân ngày 26/11/2003;", None),
    ("Theo ®Ò nghÞ cña Gi¸m ®èc Së Tµi chÝnh t¹i tê tr×nh sè 15;", "tcvn3"),
    ("sè 12", "tcvn3"),
    ("Xét đề nghị của Giám đốc Sở Nội vụ tỉnh.", None),
    ("Caên cöù Nghò ñònh cuûa Chính phuû quy ñònh chi tieát thi haønh;", "vni"),
)


def test_lines_of_one_file_may_be_in_different_encodings() -> None:
    decoded = read("\n".join(line for line, _ in MIXED))
    assert decoded.text.split("\n") == [
        MIXED[0][0],
        "Theo đề nghị của Giám đốc Sở Tài chính tại tờ trình số 15;",
        "số 12",
        MIXED[3][0],
        "Căn cứ Nghị định của Chính phủ quy định chi tiết thi hành;",
    ]
    assert [passage.encoding for passage in decoded.passages] == [name for _, name in MIXED if name]


def test_a_line_may_be_mixed() -> None:
    seen = "Ủy ban nhân dân tỉnh đã quyết định ban hµnh quy chÕ qu¶n lý tµi s¶n nhµ n­íc kÌm theo"
    assert read(seen).text == ("Ủy ban nhân dân tỉnh đã quyết định ban hành quy chế quản lý tài sản nhà nước kèm theo")


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Thñ t−íng ChÝnh phñ, Bé tr−ëng Bé Tµi chÝnh", "Thủ tướng Chính phủ, Bộ trưởng Bộ Tài chính"),
        ("Thñ tíng ChÝnh phñ, Bé trëng Bé Tµi chÝnh", "Thủ tướng Chính phủ, Bộ trưởng Bộ Tài chính"),
        ("Quü b¶o l∙nh tÝn dông doanh nghiÖp, 500.000®", "Quỹ bảo lãnh tín dụng doanh nghiệp, 500.000đ"),
        ("ÖÙng dông c«ng nghÖ vµ ph¸t triÓn s¶n xuÊt", "Ứng dụng công nghệ và phát triển sản xuất"),
    ],
)
def test_tcvn3_as_readers_of_pdf_and_people_spoil_it(seen: str, meant: str) -> None:
    assert read(seen).text == meant


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Uỷ ban nhân dân tỉnh Ðồng Nai, ðồng chí", "Uỷ ban nhân dân tỉnh Đồng Nai, đồng chí"),
        ("ngh\u200bị đ\u00adịnh\ufeff", "nghị định"),
        ("chı\u0301nh tri\u0323", "chính trị"),
        ("cấp хã", "cấp xã"),  # Cyrillic х
        ("cǎn cứ", "căn cứ"),
    ],
)
def test_look_alikes_and_hidden_signs(seen: str, meant: str) -> None:
    assert read(seen).text == meant


@pytest.mark.parametrize("seen", ["mét l­îng lín", "trong t­ t­ëng", "th­", "tr­íc khi", "há»\u0093 chÃ\u00ad"])
def test_a_few_words_that_cannot_be_judged_keep_their_bytes(seen: str) -> None:
    assert read(seen).text == seen


def test_a_no_break_space_of_mojibake_may_have_become_a_space() -> None:
    seen = ENCODERS["windows_1252"](TEXT).replace("\u00a0", " ")
    assert "nhÃ  n" in seen
    assert read(seen).text == TEXT


def test_bytes_that_windows_1252_does_not_show_are_guessed_and_said() -> None:
    text = "Điều 1. Quyền học tập; về việc miễn tiền của “người nghèo”\nĐỐI TƯỢNG, ÁP DỤNG\nThời giờ họp"
    decoded = read(text.encode().decode("cp1252", errors="ignore"))
    assert decoded.text == text
    guessed = [edit.new for edit in decoded.edits if edit.conf < 1]
    assert guessed == ["Điều", "Quyền", "học", "về", "tiền", "“người", "Thời", "giờ", "họp"]
    assert [(note.kind, note.words) for note in decoded.notes] == [("guessed", len(guessed))]


def test_a_text_whose_horns_are_lost_gets_them_back_where_that_is_likely() -> None:
    text = TEXT.lower().replace("\n", " ") + " như nhưng tư"
    decoded = read(ENCODERS["tcvn3"](text).replace("\u00ad", ""))
    assert decoded.text == text
    assert all(edit.conf > 0.9 for edit in decoded.edits)


def test_a_code_is_no_line_of_capitals() -> None:
    seen = "Sè: 144/2002/Q§-BTC\nC¨n cø LuËt tæ chøc ChÝnh phñ, NghÞ ®Þnh sè 86"
    assert read(seen).text.startswith("Số: 144/2002/QĐ-BTC")


def test_case_that_tcvn3_lost_is_said() -> None:
    decoded = read("ñy ban nh©n d©n tØnh quyÕt ®Þnh. ¸p dông tõ ngµy ký.")
    assert decoded.text == "ủy ban nhân dân tỉnh quyết định. áp dụng từ ngày ký."
    assert [(note.kind, note.words, note.example) for note in decoded.notes] == [("case", 2, "ủy")]


def test_words_that_an_encoding_does_not_explain_are_said() -> None:
    lost = "Ph©n tÝch, thÜt k c¸c ph©n h¦ th«ng tin, ®iÞu hµnh truyÞn s li¦u cña ®Þa ph\u00ad¬ng"
    (note,) = read(f"{lost}\nC¨n cø LuËt tæ chøc ChÝnh phñ, NghÞ ®Þnh sè 86").notes
    assert (note.kind, note.words, note.example) == ("senseless", 4, "thĩt")
    assert not read("Tæng thèng François Mitterrand th¨m ViÖt Nam; t¹i NghÞ ®Þnh sè 86 cña ChÝnh phñ").notes


KNOWN_FAILURES = (  # what is read, and what it should be
    # Nothing in the text says that this word is French.
    ("Tæng thèng Ph¸p François Mitterrand th¨m ViÖt Nam", "Tổng thống Pháp François Mitterrand thăm Việt Nam"),
    # A dot before a capital ends a sentence, for all that VIQR says; a name is not seen elsewhere without it.
    ("Ba` Nguye^~n Thi. Lan, Chu? ti.ch Ho^.i Phu. nu+~", "Bà Nguyễn Thị Lan, Chủ tịch Hội Phụ nữ"),
    # Two words are too few to tell an encoding by.
    ("Céng hßa", "Cộng hòa"),
    # Capitals of a font of capitals that were typed small.
    ("quyÕt ®Þnh cña chñ tÞch ñy ban nh©n d©n tØnh", "QUYẾT ĐỊNH CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"),
    # Letters set apart: a sign of VNI needs its letter before it.
    ("Q U Y E Á T Ñ Ò N H cuûa Chuû tòch UÛy ban nhaân daân", "Q U Y Ế T Đ Ị N H của Chủ tịch Ủy ban nhân dân"),
)


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("seen", "meant"), KNOWN_FAILURES)
def test_known_failures(seen: str, meant: str) -> None:
    assert read(seen).text == meant


def test_the_label_and_reason_say_encoding(models: Models) -> None:
    repaired = repair_text(ENCODERS["vni"](TEXT), models, RepairOptions())
    assert repaired.damage == "vni"
    assert {change.reason for change in repaired.changes} == {"encoding"}
