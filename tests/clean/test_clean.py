from itertools import pairwise

import numpy as np
import pytest
from drawn import blank, letter, pixels, report, sheet, table, write
from PIL import Image, ImageDraw

from pipeline.clean import clean_page, find_grids
from pipeline.clean.deskew import skew, turned
from pipeline.clean.ink import rough_ink
from pipeline.clean.orientation import quarters
from pipeline.config import CleanOptions
from pipeline.image import PageImage

XS, YS = [30.0, 45.0, 110.0, 150.0, 190.0], [100.0, 112.0, 124.0, 136.0]


def cleaned(image: PageImage) -> PageImage:
    return clean_page(image, CleanOptions())


def names(image: PageImage) -> list[str]:
    return [step.name for step in image.steps]


@pytest.mark.parametrize(("dpi", "colour"), [(150, False), (150, True), (300, False)])
def test_a_clean_page_comes_back_pixel_for_pixel(dpi: int, colour: bool) -> None:
    image = sheet(report(dpi, colour), dpi)
    out = cleaned(image)
    assert out.steps == ()
    assert out.pixels is image.pixels


@pytest.mark.parametrize("make", [blank, letter])
def test_blank_and_sparse_pages_are_left_alone(make: object) -> None:
    image = sheet(make(200))  # type: ignore[operator]
    assert cleaned(image).pixels is image.pixels


def test_nothing_is_done_where_cleaning_is_off() -> None:
    image = PageImage(turned(pixels(report()), 3.0), 1, 200)
    assert clean_page(image, CleanOptions(enabled=False)) is image


@pytest.mark.parametrize(
    ("angle", "dpi"), [(-8.0, 150), (-3.3, 200), (-1.0, 150), (0.9, 300), (2.5, 150), (5.0, 200), (12.0, 150)]
)
def test_a_known_angle_is_found_within_a_tenth_of_a_degree(angle: float, dpi: int) -> None:
    tilted = turned(pixels(report(dpi)), -angle)
    assert abs(skew(rough_ink(PageImage(tilted, 1, dpi))[0]) - angle) <= 0.1
    out = cleaned(PageImage(tilted, 1, dpi))
    assert names(out) == ["deskew"]
    assert abs(out.angle - angle) <= 0.1
    assert abs(skew(rough_ink(out)[0])) <= 0.1


def test_a_level_table_is_not_turned() -> None:
    image = blank(200)
    table(image, 200, [20.0, 60, 100, 140, 190], [float(y) for y in range(40, 260, 10)])
    assert skew(rough_ink(sheet(image))[0]) == 0.0


def seal(image: Image.Image, dpi: int, x_mm: float, y_mm: float) -> None:
    draw, mm = ImageDraw.Draw(image), dpi / 25.4
    for i, radius in enumerate((18, 14, 8)):
        box = [(x_mm - radius) * mm, (y_mm - radius) * mm, (x_mm + radius) * mm, (y_mm + radius) * mm]
        draw.ellipse(box, outline=(220, 50, 60), width=4 + 2 * (i == 0))
    for k in range(6):
        draw.line(
            ((x_mm - 12) * mm, (y_mm - 9 + 3 * k) * mm, (x_mm + 12) * mm, (y_mm - 9 + 3 * k) * mm), (210, 40, 50), 3
        )


def test_a_red_seal_is_lifted_and_found_and_the_text_stays() -> None:
    bare = report(200, colour=True)
    stamped = bare.copy()
    stamped = Image.fromarray(np.minimum(pixels(stamped), 255))
    over = Image.new("RGB", stamped.size, "white")
    seal(over, 200, 100, 90)
    stamped = Image.fromarray(np.minimum(pixels(stamped), pixels(over)))
    out = cleaned(sheet(stamped))
    assert names(out) == ["seal"]
    (box,) = out.seals
    mm = 200 / 25.4
    assert abs(box.left - 82 * mm) < 12 and abs(box.bottom - 108 * mm) < 12
    ink = pixels(bare)[..., 0] < 128
    assert np.mean((out.pixels < 128) == ink) > 0.999


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_a_black_seal_is_found_and_its_ink_stays(dpi: int) -> None:
    over = Image.new("RGB", report(dpi).size, "white")
    seal(over, dpi, 100, 90)
    black = (pixels(over).min(axis=2) < 200) | (pixels(report(dpi)) < 128)
    image = sheet(Image.fromarray(np.where(black, 0, 255).astype(np.uint8)), dpi)
    out = cleaned(image)
    assert names(out) == ["black-seal"]
    (box,) = out.seals
    assert [edge / dpi * 25.4 for edge in box] == pytest.approx([82, 72, 118, 108], abs=1.5)
    assert np.array_equal(out.pixels, image.pixels)


def test_a_black_seal_is_found_behind_eight_likelier_rings() -> None:
    """On a page full of tables the only seal came behind six circles of text, and was not looked at."""
    image, mm = blank(200), 200 / 25.4
    centres = [(x, y) for y in (60, 130, 200) for x in (40, 100, 160)]
    for x, y in centres:
        width = 6 if (x, y) != centres[-1] else 2
        box = [(x - 18) * mm, (y - 18) * mm, (x + 18) * mm, (y + 18) * mm]
        ImageDraw.Draw(image).ellipse(box, outline=0, width=width)
    boxes = cleaned(sheet(image)).seals
    found = {(round((b.left + b.right) / 2 / mm, -1), round((b.top + b.bottom) / 2 / mm, -1)) for b in boxes}
    assert found == set(centres)


def test_a_seal_in_grey_is_lifted_and_the_text_stays() -> None:
    over = Image.new("RGB", report(200).size, "white")
    seal(over, 200, 100, 90)
    pale = np.where(pixels(over).min(axis=2) < 200, 115, 255)
    text = pixels(report(200))
    image = sheet(Image.fromarray(np.minimum(pale, text).astype(np.uint8)))
    out = cleaned(image)
    assert len(out.seals) == 1
    assert np.mean((out.pixels < 128) == (text < 128)) > 0.998


def test_text_tables_and_frames_are_no_black_seals() -> None:
    image = report(200)
    ImageDraw.Draw(image).rectangle((900, 1500, 1180, 1780), outline=0, width=6)
    assert cleaned(sheet(image)).seals == ()


@pytest.mark.parametrize(("turns", "angle"), [(0, 0.0), (1, 0.0), (3, 0.0), (0, 2.0), (1, -1.5)])
def test_the_boxes_of_seals_turn_with_the_page(turns: int, angle: float) -> None:
    stamped = report(200, colour=True)
    over = Image.new("RGB", stamped.size, "white")
    seal(over, 200, 100, 90)
    page = np.rot90(np.minimum(pixels(stamped), pixels(over)), -turns)
    out = cleaned(PageImage(turned(np.ascontiguousarray(page), angle), 1, 200))
    mm = 200 / 25.4
    (box,) = out.seals
    # The sheet grows with the turn and so does the box: the middle stays 100 mm from the left of the old sheet.
    grown_x, grown_y = (out.width - stamped.width) / 2, (out.height - stamped.height) / 2
    assert abs((box.left + box.right) / 2 - grown_x - 100 * mm) < 15
    assert abs((box.top + box.bottom) / 2 - grown_y - 90 * mm) < 15


def test_a_scanner_border_is_whitened_and_a_column_in_the_margin_kept() -> None:
    image = report(200)
    for i in range(12):
        write(image, 200, 4, 40 + 15 * i, f"{i + 1}", 12)
    before = pixels(image).copy()
    dark = before.copy()
    dark[:25] = 20
    dark[:, -40:] = 10
    out = cleaned(PageImage(dark, 1, 200))
    assert names(out) == ["border"]
    assert out.pixels[:25].min() == 255
    assert np.array_equal(out.pixels[60:, :1500], before[60:, :1500])


def test_strong_shade_is_evened_and_weak_shade_left() -> None:
    page = pixels(report(200)).astype(np.float32)
    slope = np.linspace(1.0, 0.45, page.shape[1], dtype=np.float32)
    out = cleaned(PageImage((page * slope).astype(np.uint8), 1, 200))
    assert names(out) == ["shade"]
    assert np.percentile(out.pixels, 50) > 245
    weak = PageImage((page * np.linspace(1.0, 0.85, page.shape[1], dtype=np.float32)).astype(np.uint8), 1, 200)
    assert cleaned(weak).pixels is weak.pixels


def test_print_that_shows_through_becomes_paper_and_a_faint_page_stays() -> None:
    front = pixels(report(200))
    back = 255 - (0.45 * (255.0 - front[:, ::-1]))
    out = cleaned(sheet(Image.fromarray(np.minimum(front, back).astype(np.uint8))))
    assert names(out) == ["back"]
    assert np.mean(out.pixels[front == 255] > 200) > 0.99
    assert np.all(out.pixels[front < 60] < 150)
    faint = (255 - 0.5 * (255.0 - front)).astype(np.uint8)
    assert cleaned(sheet(Image.fromarray(faint))).steps == ()


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_on_its_side_or_head_is_turned_upright(turns: int) -> None:
    page = pixels(report(200))
    lying = np.ascontiguousarray(np.rot90(page, -turns))
    assert quarters(PageImage(lying, 1, 200)) == turns
    assert np.array_equal(cleaned(PageImage(lying, 1, 200)).pixels, page)


def test_the_cells_of_a_drawn_table() -> None:
    image = blank(200)
    table(image, 200, XS, YS)
    (grid,) = find_grids(sheet(image))
    assert [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == [
        (r, c, 1, 1) for r in range(3) for c in range(4)
    ]
    mm = 200 / 25.4
    cell = grid.cells[5]
    for edge, want in zip(cell.box, (45, 112, 110, 124), strict=True):
        assert abs(edge - want * mm) < 5


def test_cells_over_several_columns_and_rows() -> None:
    image = blank(200)
    # Row 0: a cell over columns 2 and 3. Column 0: a cell over rows 0 and 1.
    table(image, 200, XS, YS, frozenset({"v3.0", "h1.0"}))
    (grid,) = find_grids(sheet(image))
    spans = {(c.row, c.column): (c.row_span, c.column_span) for c in grid.cells}
    assert spans[0, 0] == (2, 1)
    assert spans[0, 2] == (1, 2)
    assert len(spans) == 10


def test_a_rule_that_is_gone_but_for_a_piece_parts_two_figures() -> None:
    image = blank(200)
    table(image, 200, XS, [*YS, 148, 160], frozenset({"v2.1", "v2.2", "v3.2"}))
    mm, draw = 200 / 25.4, ImageDraw.Draw(image)
    for row in (1, 2):
        draw.line((XS[2] * mm, (YS[row] + 1.5) * mm, XS[2] * mm, (YS[row] + 4.5) * mm), fill=0, width=3)
    write(image, 200, XS[1] + 5, YS[1] + 2.5, "6", 13)
    write(image, 200, XS[2] + 5, YS[1] + 2.5, "9.650", 13)
    write(image, 200, XS[2] - 12, YS[2] + 2.5, "tổng cộng cả năm", 13)  # meant to go over the columns
    (grid,) = find_grids(sheet(image))
    spans = {(c.row, c.column): c.column_span for c in grid.cells}
    assert (spans[1, 1], spans[1, 2]) == (1, 1)
    assert spans[2, 1] == 3


def test_rules_are_wiped_and_the_words_of_cells_stay() -> None:
    image = blank(200)
    for r in range(3):
        for x in (48, 113, 153):
            write(image, 200, x, YS[r] + 2.5, "1.284", 13)
    words = pixels(image).copy()
    table(image, 200, XS, YS)
    out = cleaned(sheet(image))
    assert names(out) == ["grids"]
    assert np.array_equal(out.pixels < 128, words < 128)


@pytest.mark.parametrize("lost", [("left",), ("right",), ("left", "right")])
def test_a_table_without_sides_has_its_outer_columns(lost: tuple[str, ...]) -> None:
    image = blank(200)
    table(image, 200, XS, YS)
    whole = find_grids(sheet(image))
    draw, mm = ImageDraw.Draw(image), 200 / 25.4
    for side, x in (("left", XS[0]), ("right", XS[-1])):
        if side in lost:
            for top, bottom in pairwise(YS):
                draw.line((x * mm, (top + 1) * mm, x * mm, (bottom - 1) * mm), fill=255, width=8)
    (found,), (known,) = find_grids(sheet(image)), whole
    assert [(c.row, c.column, c.row_span, c.column_span) for c in found.cells] == [
        (c.row, c.column, c.row_span, c.column_span) for c in known.cells
    ]


def test_text_frames_and_underlines_are_no_tables() -> None:
    image = report(200)
    draw = ImageDraw.Draw(image)
    draw.rectangle((200, 100, 700, 200), outline=0, width=3)
    draw.line((250, 420, 1400, 420), fill=0, width=3)
    assert find_grids(sheet(image)) == ()
    out = cleaned(sheet(image))
    assert names(out) == ["frame"]
    (frame,) = out.frames
    assert frame == pytest.approx((200, 100, 700, 200), abs=12)
    bare = pixels(report(200))
    ImageDraw.Draw(lined := Image.fromarray(bare)).line((250, 420, 1400, 420), fill=0, width=3)
    assert (
        np.mean((out.pixels < 128) == (pixels(lined) < 128)) > 0.9999
    )  # its lines are wiped, letters and the rule stay


LEVEL = {"top": (200, 100, 700, 100), "title": (200, 130, 700, 130), "bottom": (200, 250, 700, 250)}
UPRIGHT = {"left": (200, 100, 200, 250), "right": (700, 100, 700, 250)}


@pytest.mark.parametrize(
    ("sides", "extra", "found"),
    [
        (("top", "bottom", "left", "right"), (), (200, 100, 700, 250)),
        (
            ("top", "title", "right"),
            (),
            (200, 100, 700, 250),
        ),  # the left side is off the sheet, letters hide the bottom
        (
            ("title", "bottom", "left", "right"),
            ((450, 100, 700, 100),),
            (200, 100, 700, 250),
        ),  # a seal hides half the top
        (("title", "left"), ((60, 100, 700, 100),), (200, 100, 700, 250)),  # the rule of the letterhead runs into it
        (("top", "left"), (), None),
        (("top", "bottom"), (), None),
        (("left", "right"), (), None),
        (("left",), ((200, 100, 1300, 100), (200, 250, 1300, 250)), None),  # too wide
    ],
)
def test_a_frame_is_found_with_sides_lost(
    sides: tuple[str, ...], extra: tuple[tuple[int, ...], ...], found: tuple[int, ...] | None
) -> None:
    image = blank(200)
    for line in (*(({**LEVEL, **UPRIGHT})[side] for side in sides), *extra):
        ImageDraw.Draw(image).line(line, fill=0, width=3)
    frames = [tuple(frame) for frame in cleaned(sheet(image)).frames]
    assert frames == ([pytest.approx(found, abs=12)] if found else [])


def test_the_pixels_that_came_in_are_not_written_to() -> None:
    image = blank(200)
    table(image, 200, XS, YS)
    before = pixels(image).copy()
    given = PageImage(before.copy(), 1, 200)
    cleaned(given)
    assert np.array_equal(given.pixels, before)
