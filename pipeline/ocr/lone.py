"""Places in the top and bottom margin where a page number may stand that was not read.

Tesseract's page layout skips lone digits.
"""

import numpy as np

from pipeline.document import Box, Line
from pipeline.image import PageImage, connected_marks
from pipeline.ocr.sizing import INK

BAND = 0.10  # of the height of the page, as the zones of the layout
MIDDLE = (0.3, 0.97)  # of the width: page numbers stand in the middle or to the right
DIGIT_MM = (1.7, 4.0)  # height: 9 to 14 pt with a blur
WIDEST_MM = 3.0  # of a digit, or of two that touch
APART_MM = 2.5  # between the digits of a number
ALONE_MM = 12.0  # what stands on both sides of a page number, but for dashes, is paper


def lone_marks(lines: list[Line], page: PageImage, scale: float) -> list[Box]:
    """At most three marks of a digit's size in a row, alone in a margin. `page` is grey, at `scale`; boxes are not."""
    found = []
    height = round(BAND * page.height)
    for top in (0, page.height - height):
        band = Box(0, top, page.width, top + height)
        found += _in_band(band, lines, page, scale)
    return found


def _in_band(band: Box, lines: list[Line], page: PageImage, scale: float) -> list[Box]:
    ink = np.asarray(page.pixels[band.top : band.bottom] < INK, dtype=np.uint8)
    for line in lines:
        for word in line.words:
            left, top, right, bottom = (round(edge * scale) for edge in word.box)
            ink[max(0, top - band.top) : max(0, bottom - band.top), left:right] = 1
    marks = connected_marks(ink)[1][1:, :4].tolist()
    mm = page.dpi / 25.4
    low, high = DIGIT_MM
    rows = [
        Box(x, y, x + w, y + h)
        for x, y, w, h in marks
        if low * mm <= h <= high * mm and w <= WIDEST_MM * mm and MIDDLE[0] < x / page.width < MIDDLE[1] and y > 0
    ]
    places = []
    for group in _groups(sorted(rows, key=lambda box: box.left), APART_MM * mm):
        area = group[0]
        for box in group[1:]:
            area = area.union(box)
        if len(group) <= 3 and _alone(area, marks, ALONE_MM * mm):
            places.append(
                Box(*(round((edge + shift) / scale) for edge, shift in zip(area, (0, band.top) * 2, strict=True)))
            )
    return places


def _groups(boxes: list[Box], apart: float) -> list[list[Box]]:
    groups: list[list[Box]] = []
    for box in boxes:
        near = groups and box.left - groups[-1][-1].right <= apart and abs(box.bottom - groups[-1][-1].bottom) <= apart
        if near:
            groups[-1].append(box)
        else:
            groups.append([box])
    return groups


def _alone(area: Box, marks: list[list[int]], reach: float) -> bool:
    """Whether nothing as tall as half the mark stands near on its row."""
    for x, y, w, h in marks:
        level = y < area.bottom and y + h > area.top and h > area.height / 2
        near = x < area.right + reach and x + w > area.left - reach
        own = x >= area.left and x + w <= area.right and y >= area.top and y + h <= area.bottom
        if level and near and not own:
            return False
    return True
