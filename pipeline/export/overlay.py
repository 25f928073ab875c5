"""A page and what was read on it → one picture for people: boxes by confidence, zones, seals, tables, a legend."""

from itertools import groupby

from PIL import Image, ImageDraw, ImageFont

from pipeline.document import Box, Line, Page, Word
from pipeline.image import Pixels
from pipeline.signature import Signature, shown

Colour = tuple[int, int, int]

# Colours that people who see no red or no green still tell apart (Okabe and Ito, "Color Universal Design", 2008).
SURE, DOUBTFUL, POOR = (0, 158, 115), (230, 159, 0), (213, 94, 0)
TABLE, ZONE, REPAIRED, CLAIMED = (86, 180, 233), (0, 114, 178), (120, 60, 200), (90, 90, 90)
SEAL = COVERED = (204, 51, 120)
SURE_FROM, DOUBTFUL_FROM = 0.9, 0.6
DPI = 150  # words of 13 pt can be read, and a page is 0.3 MB
FILL = 70  # of 255: ink under a box stays readable
TYPE = 15  # pixels: 7 pt
LEGEND = 30  # pixels of a strip above the page, so that nothing of it is hidden
KEY = (
    (SURE, f"read at {SURE_FROM:.0%} or more"),
    (DOUBTFUL, f"{DOUBTFUL_FROM:.0%} or more"),
    (POOR, "below"),
    (REPAIRED, "repaired (line below)"),
    (COVERED, "under a seal (crossed)"),
    (TABLE, "table cells"),
    (ZONE, "zones in reading order"),
    (CLAIMED, "from a signature field"),
)


def overlay(page: Page, pixels: Pixels, signatures: tuple[Signature, ...] = ()) -> Image.Image:
    """Draw a page's words, zones, seals and tables over its cleaned pixels, any size; RGB at `DPI`, a legend on top.

    Words that only a signature field shows are written in: the cleaned page has none of its annotations.
    """
    scale = DPI / page.dpi
    size = (round(page.width * scale), round(page.height * scale))
    picture = Image.fromarray(pixels).convert("RGB").resize(size, Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(picture, "RGBA")
    for grid in page.grids:
        for cell in grid.cells:
            pen.rectangle(_scaled(cell.box, scale), outline=TABLE, width=2)
    for line in page.lines:
        for word in line.words:
            _draw_word(pen, word, scale)
            if shown(signatures, page.number, page.points(word.box)).intersection(word.raw.split()):
                pen.text(_scaled(word.box, scale)[:2], word.raw, fill=CLAIMED, font=_type())
    for seal in page.seals:
        pen.rectangle(_scaled(seal, scale), outline=SEAL, width=3)
        pen.text(_scaled(seal, scale)[:2], "seal", fill=SEAL, font=_type(), anchor="lb")
    _draw_zones(pen, page.lines, scale)
    return _with_legend(picture, page)


def _scaled(box: Box, scale: float, around: int = 0) -> tuple[float, float, float, float]:
    """The box in pixels of the picture, `around` pixels larger on each side."""
    left, top, right, bottom = (edge * scale for edge in box)
    return left - around, top - around, max(left, right) + around, max(top, bottom) + around


def _type() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(TYPE)


def _draw_word(pen: ImageDraw.ImageDraw, word: Word, scale: float) -> None:
    """Sure words get an outline, others are filled; a line below is a repair, a cross a word that a seal covers."""
    colour = SURE if word.conf >= SURE_FROM else DOUBTFUL if word.conf >= DOUBTFUL_FROM else POOR
    left, top, right, bottom = place = _scaled(word.box, scale)
    pen.rectangle(place, outline=colour, fill=None if colour is SURE else (*colour, FILL))
    if word.fix:
        pen.line((left, bottom + 1, right, bottom + 1), fill=REPAIRED, width=3)
    if word.doubt == "covered":
        pen.line((left, top, right, bottom), fill=COVERED)
        pen.line((left, bottom, right, top), fill=COVERED)


def _draw_zones(pen: ImageDraw.ImageDraw, lines: tuple[Line, ...], scale: float) -> None:
    """A box around every run of lines of one zone and block, numbered in reading order; table cells have their own."""
    free = (line for line in lines if line.zone != "table")
    for number, ((zone, _), run) in enumerate(groupby(free, key=lambda line: (line.zone, line.block)), 1):
        first, *rest = run
        box = first.box
        for line in rest:
            box = box.union(line.box)
        place = _scaled(box, scale, around=4)
        pen.rectangle(place, outline=(*ZONE, 160), width=1)
        if zone == "body":
            pen.text((max(24, place[0] - 3), place[1]), str(number), fill=ZONE, font=_type(), anchor="rt")
        else:
            pen.text((place[0], place[1] - 2), f"{number} {zone}", fill=ZONE, font=_type(), anchor="lb")


def _with_legend(picture: Image.Image, page: Page) -> Image.Image:
    """The picture under a strip that explains the colours and names what was done to the page."""
    done = "; ".join(f"{step.name}: {step.measure}" for step in page.steps) or "no cleaning step was needed"
    told = f"page {page.number}, {page.source}, {page.dpi} dpi. {done}"
    sheet = Image.new("RGB", (picture.width, picture.height + 2 * LEGEND), "white")
    sheet.paste(picture, (0, 2 * LEGEND))
    pen, at = ImageDraw.Draw(sheet), 8.0
    for colour, meaning in KEY:
        pen.rectangle((at, 8, at + 14, 22), fill=colour)
        pen.text((at + 19, 15), meaning, fill="black", font=_type(), anchor="lm")
        at += 32 + pen.textlength(meaning, font=_type())
    pen.text((8, LEGEND + 13), told, fill="black", font=_type(), anchor="lm")
    pen.line((0, 2 * LEGEND - 2, sheet.width, 2 * LEGEND - 2), fill="black")
    return sheet
