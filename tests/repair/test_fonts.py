"""Fonts say what plain text cannot: capitals of TCVN3, and what is Unicode; where letters belie them, letters count."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repair.encoders import ENCODERS

from pipeline.config import RepairOptions
from pipeline.document import document_from_text
from pipeline.repair import Models, repair_document, repair_styled
from pipeline.repair.edit import apply
from pipeline.repair.encoding import read_styled
from pipeline.repair.encoding.fonts import meaning
from pipeline.styled import Part, join

LOW, HIGH, VNI, TIMES = ".VnTime", ".VnTimeH", "VNI-Times", "Times New Roman"


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".vntimeh", "tcvn3", True),
        ("ABCDEF+.VnTimeH,Bold", "tcvn3", True),
        ("GDNPMG+VnTimeHBold", "tcvn3", True),
        ("VnTimeH(Ds)", "tcvn3", True),
        (".VnArial NarrowH", "tcvn3", True),
        (".VnBahamasBH", "tcvn3", True),
        (".VnShelley Allegro", "tcvn3", False),
        ("VNSTCVN3", "tcvn3", False),
        ("VNI-Times", "vni", False),
        ("vni-times", "vni", False),
        ("VPS Times", "vps", False),
        ("VI Times", "viscii", False),
        ("Symbol", "symbols", False),
    ],
)
def test_a_name_says_the_encoding(font: str, encoding: str, capitals: bool) -> None:
    assert meaning(font) == (encoding, capitals)


@pytest.mark.parametrize(
    "font", ["", "Times New Roman", "Arial", "Tahoma", "Vivaldi", "Verdana", "Vineta BT", "VNtimes"]
)
def test_other_fonts_say_nothing(font: str) -> None:
    assert meaning(font) is None


@pytest.mark.parametrize(
    ("parts", "meant"),
    [
        ([("céng hoµ x· héi", HIGH), (" chñ nghÜa", LOW)], "CỘNG HOÀ XÃ HỘI chủ nghĩa"),
        ([("c", HIGH), ("¨n cø", LOW)], "Căn cứ"),
        ([("Trung Quèc - ", LOW), ("François, Škoda, 5 °C", TIMES)], "Trung Quốc - François, Škoda, 5 °C"),
        ([("mét", LOW)], "một"),
        ([("cè g¾ng", LOW), (" · 2 × 3", "Symbol")], "cố gắng · 2 × 3"),
        ([("Caên cöù Luaät; HAØNH CHÍNH", VNI), (" sè 5", LOW)], "Căn cứ Luật; HÀNH CHÍNH số 5"),
        ([("QUYÕT §ÞNH", LOW), (" vÒ viÖc", LOW)], "QUYẾT ĐỊNH về việc"),
        ([("\uf063\uf0b8\uf063 tØnh", LOW)], "các tỉnh"),
        ([("bảng 1: ", LOW), ("Tỉnh", LOW)], "bảng 1: Tỉnh"),
        ([("Sè: 144/2002/Q§-BTC", LOW)], "Số: 144/2002/QĐ-BTC"),
        ([("l\u00adc l\u00adîng", LOW)], "lưc lượng"),
        ([("227+S§ 1.234,5", LOW)], "227+SĐ 1.234,5"),
        # People set text in any font: three words that read in another encoding, and not in that of the font.
        ([("Phaân heä quaûn lyù\nH\u00e4 s¬ cña së\nÑôn", "VNSTCVN3")], "Phân hệ quản lý\nHọ sơ của sở\nĐơn"),
        # Converted to Unicode, but the font was left.
        ([("Các xã báo cáo kết quả đã làm", LOW)], "Các xã báo cáo kết quả đã làm"),
        # Not words of Vietnamese, but no other encoding makes more of them.
        ([("Xim¨ng Poãcl¨ng fibr« ami¨ng", LOW)], "Ximăng Poóclăng fibrô amiăng"),
    ],
)  # fmt: skip
def test_fonts_say_what_text_means(parts: list[Part], meant: str) -> None:
    styled = join(parts)
    decoded = read_styled(styled)
    assert decoded.text == meant == apply(styled.text, decoded.edits)


def test_text_in_unknown_fonts_is_judged_by_its_letters() -> None:
    styled = join([("céng hoµ x· héi chñ nghÜa ViÖt Nam\n", "Unknown"), ("§éc lËp\n", LOW)])
    assert read_styled(styled).text == "cộng hoà xã hội chủ nghĩa Việt Nam\nĐộc lập\n"


def test_lost_horns_are_guessed_and_said_whatever_the_font() -> None:
    text = "như những người được hưởng chương trình trước đây của tư nhân trong nước " * 6
    decoded = read_styled(join([(ENCODERS["tcvn3"](text).replace("\u00ad", ""), LOW)]))
    assert decoded.text == text
    assert [note.kind for note in decoded.notes] == ["guessed"]


def test_case_is_not_lost_where_fonts_tell_it() -> None:
    assert read_styled(join([("ñy ban nh©n d©n tØnh quyÕt ®Þnh.", LOW)])).notes == ()
    assert read_styled(join([("ñy ban nh©n d©n tØnh quyÕt ®Þnh.", "Unknown")])).notes


LETTERS = "aăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵbcghnt "
SYLLABLES = ("tỉnh", "đã", "quyết", "định", "số", "của", "ủy", "ban", "nhân", "về", "việc", "cải", "cách", "nước")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SYLLABLES), st.booleans()), min_size=1))
def test_any_mixture_of_the_two_fonts_is_read(words: list[tuple[str, bool]]) -> None:
    parts = [part for word, high in words for part in ((ENCODERS["tcvn3"](word), HIGH if high else LOW), (" ", LOW))]
    assert read_styled(join(parts)).text == "".join((word.upper() if high else word) + " " for word, high in words)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(LETTERS + "¸µ¶­ÖÕ§\uf0b8\n\x85\u00a0", max_size=12),
            st.sampled_from((LOW, HIGH, VNI, TIMES, "Symbol", "")),
        )
    )
)
def test_edits_lead_from_the_text_to_its_reading(parts: list[Part]) -> None:  # fmt: skip
    styled = join(parts)
    decoded = read_styled(styled)
    assert apply(styled.text, decoded.edits) == decoded.text
    assert decoded.text.count("\n") == styled.text.count("\n")


TYPED = [
    ("b¸o c¸o", HIGH),
    ("\n\nMua TÇu vµ B«ng xim¨ng, cho trÎ trªn vïng cao\n", LOW),
    ("\fSè hå s¬: ", LOW),
    ("487", TIMES),
]


def test_typed_text_keeps_its_words_but_for_their_encoding(models: Models) -> None:
    repaired = repair_styled(join(TYPED), models, RepairOptions())
    assert repaired.text == "BÁO CÁO\n\nMua Tầu và Bông ximăng, cho trẻ trên vùng cao\n\fSố hồ sơ: 487"
    assert repaired.damage == "tcvn3"
    assert {edit.reason for edit in repaired.edits} == {"encoding"}


@pytest.mark.parametrize(("tones", "meant"), [("old", "HÒA thủy 5"), ("new", "HOÀ thuỷ 5"), ("", "HÒA thuỷ 5")])
def test_tone_marks_of_typed_text_are_put_one_way_on_request(tones: str, meant: str, models: Models) -> None:
    styled = join([("hßa", HIGH), (" thuû 5", LOW)])
    repaired = repair_styled(styled, models, RepairOptions(tones=tones))  # type: ignore[arg-type]
    assert repaired.text == meant == apply(styled.text, repaired.edits)


def test_text_without_fonts_is_repaired_as_ever(models: Models) -> None:
    styled = join([("Tong so ho so tiep nhan trong ky", TIMES)])
    assert repair_styled(styled, models, RepairOptions()).text == "Tổng số hồ sơ tiếp nhận trong kỳ"


def test_words_of_a_document_are_fixed_by_their_fonts_and_keep_what_was_there(models: Models) -> None:
    styled = join(TYPED)
    document = repair_document(document_from_text(styled.text, "a"), models, RepairOptions(), styled)
    words = [word for page in document.pages for line in page.lines for word in line.words]
    assert [word.text for word in words][:4] == ["BÁO", "CÁO", "Mua", "Tầu"]
    assert [word.text for word in words][-4:] == ["Số", "hồ", "sơ:", "487"]
    assert " ".join(word.raw for word in words) == " ".join(styled.text.split())
