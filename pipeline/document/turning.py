"""Where what stood on a page stands after the page was turned."""

from math import cos, radians, sin

from pipeline.document.values import Box

Matrix = tuple[tuple[float, float, float], tuple[float, float, float]]


def turned_box(box: Box, width: int, height: int, degrees: float) -> Box:
    """The box around a box of a page of `width` × `height` pixels after a turn counter-clockwise.

    Whole quarters go first, as in cleaning; the rest is a turn about the middle on a sheet that holds all corners.
    """
    quarter = round(degrees / 90)
    for _ in range(quarter % 4):
        box = Box(box.top, width - box.right, box.bottom, width - box.left)
        width, height = height, width
    if degrees == 90 * quarter:
        return box
    rows, size = turning(width, height, degrees - 90 * quarter)
    corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    across, down = ([a * x + b * y + c for x, y in corners] for a, b, c in rows)
    right, bottom = size
    left, top = _within(min(across), right), _within(min(down), bottom)
    return Box(left, top, _within(max(across), right), _within(max(down), bottom))


def _within(place: float, end: int) -> int:
    return min(max(round(place), 0), end)


def turning(width: int, height: int, degrees: float) -> tuple[Matrix, tuple[int, int]]:
    """The matrix of a turn counter-clockwise about the middle, and width and height of the sheet that holds all
    corners. A pixel (x, y) goes to (a x + b y + c, d x + e y + f) for the rows (a, b, c), (d, e, f)."""
    along, across = cos(radians(degrees)), sin(radians(degrees))
    wide = round(width * abs(along) + height * abs(across))
    high = round(width * abs(across) + height * abs(along))
    x, y = width / 2, height / 2
    first = (along, across, wide / 2 - along * x - across * y)
    return (first, (-across, along, high / 2 + across * x - along * y)), (wide, high)
