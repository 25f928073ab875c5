"""A box goes where the pixels in it go."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Box, turned_box, turning

WIDTH, HEIGHT = 300, 400


@pytest.mark.parametrize("degrees", [0.0, 1.2, -3.0, 14.9, 90.0, 91.5, 180.0, 177.0, 270.0, -90.0])
def test_a_box_is_around_what_was_in_it(degrees: float) -> None:
    box = Box(40, 60, 160, 90)
    pixels = np.zeros((HEIGHT, WIDTH), np.uint8)
    pixels[box.top : box.bottom, box.left : box.right] = 255
    quarter = round(degrees / 90)
    pixels = np.ascontiguousarray(np.rot90(pixels, quarter))
    if degrees != 90 * quarter:
        matrix, size = turning(pixels.shape[1], pixels.shape[0], degrees - 90 * quarter)
        pixels = cv2.warpAffine(pixels, np.array(matrix), size)
    left, top, width, height = cv2.boundingRect(cv2.threshold(pixels, 100, 255, cv2.THRESH_BINARY)[1])
    assert tuple(turned_box(box, WIDTH, HEIGHT, degrees)) == pytest.approx(
        (left, top, left + width, top + height), abs=2
    )


@given(st.integers(0, 3), st.integers(0, 299), st.integers(0, 399), st.integers(1, 50), st.integers(1, 50))
def test_quarters_turn_back(quarter: int, left: int, top: int, width: int, height: int) -> None:
    box = Box(left, top, left + width, top + height)
    size = (WIDTH, HEIGHT) if quarter % 2 == 0 else (HEIGHT, WIDTH)
    assert turned_box(turned_box(box, WIDTH, HEIGHT, 90 * quarter), *size, -90 * quarter) == box
