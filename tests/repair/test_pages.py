"""Documents: fixes beside raw words, and what never changes."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.config import RepairOptions
from pipeline.document import Box, Document, Line, Page, Word
from pipeline.repair import Models, repair_document
from tests.repair.test_text import SEEN

OPTIONS = RepairOptions()


def document(text: str, zone: str = "body", conf: float = 0.9) -> Document:
    lines = []
    for row, line in enumerate(text.split("\n")):
        words = [Word(word, Box(10 * i, row, 10 * i + 9, row + 1), conf) for i, word in enumerate(line.split())]
        if words:
            lines.append(Line(tuple(words), zone=zone))  # type: ignore[arg-type]
    return Document("a.pdf", "0" * 64, (Page(1, 100, 100, 300, tuple(lines)),))


def raws(document: Document) -> list[str]:
    return [line.raw for page in document.pages for line in page.lines]


def texts(document: Document) -> list[str]:
    return [line.text for page in document.pages for line in page.lines]


def test_words_get_fixes(models: Models) -> None:
    before = document("Uy ban nhan dan xa bao cao\nket qua thuc hien nhiem vu nam 2024")
    after = repair_document(before, models, OPTIONS)
    assert texts(after) == ["Ủy ban nhân dân xã báo cáo", "kết quả thực hiện nhiệm vụ năm 2024"]
    first = after.pages[0].lines[0].words[0]
    assert first.raw == "Uy" and first.fix and first.fix.reason == "accents"


def test_a_split_is_one_word_and_a_join_one_box(models: Models) -> None:
    seen = "Sb: 87 /BC-UBND Quang Ngai, ngay 15 thang8 nam 2024 vé viéc sira doi, bd sung phan cong nhiém vu"
    after = repair_document(document(seen), models, OPTIONS)
    words = after.pages[0].lines[0].words
    split = next(word for word in words if word.raw == "thang8")
    assert split.text == "tháng 8" and split.fix and split.fix.reason == "split"
    joined = next(word for word in words if " " in word.raw)
    assert (joined.raw, joined.text) == ("87 /BC-UBND", "87/BC-UBND")
    assert joined.box == Box(10, 0, 29, 1)


def test_figures_of_tables_stay(models: Models) -> None:
    after = repair_document(document("Két qua thuc hién 1l2 5S4 vé viéc tiép nhan hd so", "table"), models, OPTIONS)
    assert "1l2 5S4" in texts(after)[0]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(SEEN), max_size=3).map("\n".join), st.sampled_from([0.2, 0.8, 0.97]))
def test_the_raw_reading_never_changes(models: Models, text: str, conf: float) -> None:
    before = document(text, conf=conf)
    after = repair_document(before, models, OPTIONS)
    assert raws(after) == raws(before)
    assert [line.box for page in after.pages for line in page.lines] == [
        line.box for page in before.pages for line in page.lines
    ]
