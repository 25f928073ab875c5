"""Page numbers and what stands in the margins."""

import re
from dataclasses import replace

from pipeline.document import Line, Zone
from pipeline.layout.pieces import Sheet, middle_x, middle_y

# Decree 30/2020, Appendix I: the page number stands in the top margin of 20-25 mm of 297; before 2020 at the foot.
# 10 % leaves room for scans that are shifted.
EDGE_BAND = 0.10
# Side margins are 30-35 mm left and 15-20 mm right of 210; text starts at 0.14. What ends before 0.05 is no text of
# the form: binding holes, line numbers, the edge of the next sheet. Errs on the side of keeping text as body.
SIDE_BAND = 0.05
UNSURE = 0.5  # mean confidence: logos and scribbled notes have 0.1-0.4, footnotes in 9 pt 0.8 and more
NUMBER = re.compile(r"[-–—.\s]*\d{1,3}[-–—.\s]*")


def mark_edges(lines: list[Line], sheet: Sheet) -> list[Line]:
    """Set the zones "page-number" and "margin"."""
    return [replace(line, zone=_zone(line, sheet)) for line in lines]


def _zone(line: Line, sheet: Sheet) -> Zone:
    y, x = middle_y(line) / sheet.height, middle_x(line) / sheet.width
    if not EDGE_BAND < y < 1 - EDGE_BAND and NUMBER.fullmatch(line.raw) and x > 0.3:
        return "page-number"
    if not EDGE_BAND < y < 1 - EDGE_BAND and sum(word.conf for word in line.words) < UNSURE * len(line.words):
        return "margin"
    if line.box.right < SIDE_BAND * sheet.width or line.box.left > (1 - SIDE_BAND) * sheet.width:
        return "margin"
    return line.zone
