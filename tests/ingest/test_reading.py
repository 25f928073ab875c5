from pathlib import Path

import numpy as np
import pytest
from drawn import TEXT, blank, pdf, pixels, report, scan_pdf
from PIL import Image

from pipeline import ingest
from pipeline.config import IngestOptions
from pipeline.document import Page
from pipeline.errors import InputError
from pipeline.image import PageImage
from pipeline.ingest import poppler, reading
from pipeline.ingest.poppler import Picture
from pipeline.ingest.resolution import coverage, fitting_dpi, image_dpi, reading_dpi, scan_of

LINES = [*TEXT, *TEXT]


def only(path: Path, **options: object) -> PageImage | Page:
    (page,) = ingest.pages(path, IngestOptions(**options))  # type: ignore[arg-type]
    return page


def test_a_good_text_layer_is_a_page_with_boxes(tmp_path: Path) -> None:
    page = only(pdf(tmp_path / "a.pdf", [LINES]))
    assert isinstance(page, Page)
    assert page.source == "text-layer"
    assert [line.text for line in page.lines] == LINES
    assert (page.width, page.height, page.dpi) == (2481, 3508, 300)
    left, top, _, bottom = page.lines[0].box
    assert abs(left - 85 / 72 * 300) < 10
    assert top < (842 - 760) / 72 * 300 < bottom + 5


def test_the_text_layer_is_left_where_it_is_not_wanted(tmp_path: Path) -> None:
    assert isinstance(only(pdf(tmp_path / "a.pdf", [LINES]), use_text_layer=False), PageImage)


def test_pages_are_judged_one_by_one(tmp_path: Path) -> None:
    stripped = ["Thuc hien Ke hoach so 23 cua Uy ban nhan dan tinh ve cai cach hanh chinh nam nay"] * 5
    path = pdf(tmp_path / "a.pdf", [LINES, stripped, []])
    assert ingest.count_pages(path) == 3
    kinds = [type(page) for page in ingest.pages(path, IngestOptions())]
    assert kinds == [Page, PageImage, PageImage]


def test_a_scan_with_a_hidden_layer_is_read_as_a_scan(tmp_path: Path) -> None:
    assert isinstance(only(scan_pdf(tmp_path / "a.pdf", report(100), 100, hidden=LINES)), PageImage)


@pytest.mark.parametrize("dpi", [200, 300])
def test_a_black_and_white_scan_keeps_its_size_and_place(tmp_path: Path, dpi: int) -> None:
    image = report(dpi).convert("1")
    page = only(scan_pdf(tmp_path / "a.pdf", image, dpi))
    assert isinstance(page, PageImage)
    assert page.dpi == dpi
    original = pixels(image.convert("L"))
    assert page.pixels.shape == original.shape
    assert np.mean((page.pixels > 127) != (original > 127)) < 0.03  # poppler smooths edges


def test_a_coarse_scan_is_enlarged_and_a_fine_one_reduced(tmp_path: Path) -> None:
    for dpi in (100, 600):
        page = only(scan_pdf(tmp_path / f"{dpi}.pdf", report(dpi, paragraphs=1), dpi))
        assert isinstance(page, PageImage)
        assert page.dpi == 300
        assert abs(page.width - 2481) < 3


def test_colour_is_kept_and_grey_has_one_channel(tmp_path: Path) -> None:
    grey = only(scan_pdf(tmp_path / "g.pdf", report(200).convert("RGB"), 200))
    assert isinstance(grey, PageImage)
    assert grey.pixels.ndim == 2
    image = report(200, colour=True)
    image.paste((200, 30, 40), (300, 300, 500, 500))
    coloured = only(scan_pdf(tmp_path / "c.pdf", image, 200))
    assert isinstance(coloured, PageImage)
    assert coloured.pixels.shape[2] == 3


def test_large_pages_are_drawn_coarser(tmp_path: Path) -> None:
    page = only(pdf(tmp_path / "a.pdf", [[]]), max_pixels=1_000_000)
    assert isinstance(page, PageImage)
    assert page.pixels.size <= 1_000_000
    assert abs(page.dpi - 101) <= 1


def test_every_picture_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    blank(200).save(path, save_all=True, append_images=[report(200)], dpi=(200, 200))
    assert ingest.count_pages(path) == 2
    first, second = ingest.pages(path, IngestOptions())
    assert isinstance(first, PageImage) and isinstance(second, PageImage)
    assert (first.number, second.number, second.dpi) == (1, 2, 200)
    assert first.pixels.min() == 255 > second.pixels.min()


def test_a_picture_under_a_wrong_name_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    report(200).save(path, format="JPEG")
    assert isinstance(only(path), PageImage)


@pytest.mark.parametrize(("mode", "name"), [("L", "a.jpg"), ("RGB", "a.jpg"), ("1", "a.tif"), ("RGB", "a.tif")])
def test_a_fine_picture_is_reduced_while_it_is_read(mode: str, name: str, tmp_path: Path) -> None:
    image = report(600, paragraphs=2)
    image.convert(mode).save(tmp_path / name, dpi=(600, 600))
    page = only(tmp_path / name)
    assert isinstance(page, PageImage)
    assert (page.dpi, page.width, page.height) == (300, 2481, 3507)
    wanted = np.asarray(image.resize((2481, 3507), Image.Resampling.BOX), dtype=int)
    assert np.abs(page.pixels.astype(int) - wanted).mean() < 2


def test_a_turned_photograph_is_upright_after_it_was_reduced(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    report(600, paragraphs=2).rotate(90, expand=True).save(tmp_path / "a.jpg", dpi=(600, 600), exif=exif)
    page = only(tmp_path / "a.jpg")
    assert isinstance(page, PageImage)
    assert (page.width, page.height) == (2481, 3507)
    assert page.pixels[300:1500].mean() < page.pixels[2000:].mean()


def test_colour_far_down_a_page_is_found(tmp_path: Path) -> None:
    image = report(200, colour=True)
    image.paste((200, 30, 40), (1500, 2300, 1540, 2330))
    page = only(scan_pdf(tmp_path / "c.pdf", image, 200))
    assert isinstance(page, PageImage)
    assert page.pixels.ndim == 3


def test_transparent_pixels_are_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (1654, 2339), (0, 0, 0, 0)).save(tmp_path / "a.png")
    page = only(tmp_path / "a.png")
    assert isinstance(page, PageImage)
    assert page.pixels.min() == 255


def test_one_bad_page_does_not_end_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdf(tmp_path / "a.pdf", [LINES, LINES, LINES])
    good = reading.poppler.words

    def words(path: Path, page: int, dpi: int, timeout_s: float) -> poppler.TextPage:
        if page in bad:
            raise InputError("It is damaged.", "Scan it again.", page)
        return good(path, page, dpi, timeout_s)

    monkeypatch.setattr(reading.poppler, "words", words)
    bad = {2}
    first, second, third = ingest.pages(path, IngestOptions())
    assert isinstance(first, Page) and isinstance(second, Page) and isinstance(third, Page)
    assert second.failure == "It is damaged. Scan it again."
    assert first.failure is None and third.lines
    bad = {1, 2, 3}
    with pytest.raises(InputError, match="damaged") as caught:
        list(ingest.pages(path, IngestOptions()))
    assert caught.value.page == 3


def test_an_encrypted_file_and_one_with_an_empty_password(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="encrypted"):
        ingest.count_pages(pdf(tmp_path / "a.pdf", [LINES], encrypt="secret"))


@pytest.mark.parametrize("keep", [0.5, 0.1])
def test_a_file_cut_off_is_said_to_be_damaged(tmp_path: Path, keep: float) -> None:
    whole = pdf(tmp_path / "a.pdf", [LINES]).read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(InputError, match=r"damaged|no pages"):
        list(ingest.pages(path, IngestOptions()))


def test_a_picture_cut_off_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    report(100).save(path)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(InputError, match="damaged") as caught:
        list(ingest.pages(path, IngestOptions()))
    assert caught.value.page == 1


@pytest.mark.parametrize(
    ("native", "read"), [(70, 300), (100, 300), (150, 300), (200, 200), (260, 260), (300, 300), (400, 300), (600, 300)]
)
def test_the_resolution_that_a_scan_is_read_at(native: int, read: int) -> None:
    assert reading_dpi(native, IngestOptions()) == read


@pytest.mark.parametrize(
    ("tag", "width", "height", "dpi"),
    [
        (300, 2480, 3508, 300),
        (0, 2480, 3508, 300),
        (72, 2480, 3508, 300),
        (96, 1654, 2339, 200),
        (1, 400, 566, 70),
        (9999, 9000, 12000, 600),
        (200, 2339, 1654, 200),
        (300, 9933, 14043, 300),
    ],
)
def test_a_missing_or_absurd_tag_is_estimated_from_a4(tag: float, width: int, height: int, dpi: int) -> None:
    assert abs(image_dpi(tag, width, height) - dpi) <= 1


def test_one_big_image_is_a_scan_and_a_logo_is_not() -> None:
    page = (595.0, 842.0)
    scan, logo = Picture(2480, 3508, 300, True, True), Picture(200, 200, 300, False, False)
    assert scan_of((logo, scan), *page) == scan
    assert scan_of((logo,), *page) is None
    strips = (Picture(2480, 900, 300, True, True),) * 4
    assert coverage(strips, *page) > 0.9
    assert fitting_dpi(300, 2384, 3370, IngestOptions()) < 240  # A0
