from pathlib import Path

import numpy as np
import pytesseract
import pytest
from drawn import blank, letter, sheet, table, write

from pipeline.clean import clean_page
from pipeline.config import CleanOptions, OcrOptions
from pipeline.document import Page
from pipeline.errors import MissingError
from pipeline.image import PageImage
from pipeline.ocr import check_tesseract, tesseract
from pipeline.ocr.tsv import lines_of

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def tsv(*rows: tuple[int, int, str, float]) -> str:
    """(line, left, text, confidence in per cent) as Tesseract writes them."""
    words = (f"5\t1\t1\t1\t{n}\t1\t{x}\t{40 * n}\t50\t30\t{conf}\t{text}" for n, x, text, conf in rows)
    return "\n".join([HEAD, "1\t1\t0\t0\t0\t0\t0\t0\t100\t100\t-1\t", *words])


def test_words_lines_boxes_and_confidence() -> None:
    ((first, second),) = lines_of(tsv((1, 10, "Báo", 96), (1, 70, "cáo", 91.5), (2, 10, '"số', 30)), [1.0])
    assert first.text == "Báo cáo"
    assert first.words[1].conf == pytest.approx(0.915)
    assert tuple(first.words[0].box) == (10, 40, 60, 70)
    assert second.text == '"số'


@pytest.mark.parametrize(
    ("text", "conf", "kept"),
    [
        ("|", 90, ""),
        ("___", 80, ""),
        ("=|", 10, ""),
        ("~", 5, ""),
        ("-", 80, "-"),
        ("-", 10, ""),
        ("./.", 10, "./."),
        ("|số", 80, "số"),
        ("§", 20, ""),
        ("%", 90, "%"),
        ("i", 1, "i"),
        ("5", 1, "5"),
        ("+", 70, "+"),
        ("", 95, ""),
        ("14/11\N{FRACTION SLASH}2024", 78, "14/11/2024"),
    ],
)
def test_rules_and_noise_are_dropped_letters_and_digits_never(text: str, conf: float, kept: str) -> None:
    (read,) = lines_of(tsv((1, 10, text, conf)), [1.0])
    assert "".join(line.text for line in read) == kept


def test_decomposed_letters_are_composed() -> None:
    ((line,),) = lines_of(tsv((1, 10, "tê\u0301", 90)), [1.0])
    assert line.text == "tế"


def read(image: PageImage) -> Page:
    return tesseract(OcrOptions())(clean_page(image, CleanOptions()))


def test_a_drawn_letter_is_read_into_its_zones() -> None:
    page = read(sheet(letter(200)))
    zones = {zone: " / ".join(x.text for x in page.lines if x.zone == zone) for zone in {x.zone for x in page.lines}}
    assert zones["header-left"] == "ỦY BAN NHÂN DÂN / XÃ TÂN HÒA / Số: 45/BC-UBND"
    assert zones["header-right"].startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc / Tân")
    assert zones["foot-left"].startswith("Nơi nhận: / ")
    assert "Như trên;" in zones["foot-left"]
    assert zones["foot-right"].startswith("TM. ỦY BAN NHÂN DÂN / CHỦ T")
    assert zones["foot-right"].endswith("/ Nguyễn Văn Bình")
    assert "1.284 hồ sơ" in zones["body"]
    assert page.failure is None
    assert all(0 <= word.conf <= 1 for x in page.lines for word in x.words)


def test_a_drawn_table_is_read_into_its_cells() -> None:
    image = blank(200)
    xs, ys = [30.0, 45.0, 110.0, 150.0, 190.0], [100.0, 112.0, 124.0, 136.0]
    rows = (("TT", "Nội dung", "Kế hoạch", "Thực hiện"), ("1", "Hồ sơ tiếp nhận", "1.200", "1.284"))
    rows += (("2", "Hồ sơ đúng hạn", "1.150", "1.250"),)
    for r, cells in enumerate(rows):
        for c, text in enumerate(cells):
            write(image, 200, xs[c] + 3, ys[r] + 3, text, 13)
    table(image, 200, xs, ys)
    page = read(sheet(image))
    found = {line.cell: line.text for line in page.lines if line.cell}
    wanted = {(0, r, c): text for r, cells in enumerate(rows) for c, text in enumerate(cells)}
    right = [key for key, text in wanted.items() if found.get(key) == text]
    assert len(right) >= 11, found  # a lone digit in a cell may be missed
    assert [grid.box for grid in page.grids]


def test_a_blank_page_has_no_lines() -> None:
    page = read(sheet(blank(200)))
    assert page.lines == ()
    assert page.failure is None


def test_a_page_that_takes_too_long_says_so() -> None:
    page = tesseract(OcrOptions(timeout_s=0.01))(sheet(letter(200)))
    assert page.lines == ()
    assert "longer than 0.01 s" in str(page.failure)
    assert "timeout" in str(page.failure)


def test_a_missing_language_and_a_missing_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="tesseract-ocr-xyz"):
        tesseract(OcrOptions(language="xyz"))
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(tmp_path / "no-tesseract"))
    with pytest.raises(MissingError, match="apt install tesseract-ocr"):
        check_tesseract()


def test_what_is_installed() -> None:
    name, version, languages = check_tesseract()
    assert name == "tesseract"
    assert int(version.split(".")[0]) >= 4
    assert "vie" in languages


def test_pixels_of_any_layout_are_read() -> None:
    turned = np.asarray(letter(200)).T.copy().T  # not contiguous in rows
    assert tesseract(OcrOptions())(PageImage(turned, 1, 200)).lines
