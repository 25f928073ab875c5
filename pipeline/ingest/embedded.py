"""A page of a PDF that shows one upright image, edge to edge → that image as it is stored.

Poppler takes four times as long to draw it, and moves it by up to a pixel.
"""

import re
import tempfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, IndirectObject

import pipeline.ingest.poppler as poppler
from pipeline.image import Pixels
from pipeline.ingest.pixels import swap_red_and_blue
from pipeline.ingest.signatures import DAMAGED, quiet

# All that the page does: scale the unit square to the sheet and show the image; what programs put around it shows
# nothing. Anything else may draw over the image, or turn it.
NUMBER = rb"(-?\d*\.?\d+)"
ONE_IMAGE = re.compile(
    rb"\s*(?:BT\s+3\s+Tr\s[^()<>]*?ET\s+)?(?:q\s+)?"
    + rb"\s+".join((NUMBER, rb"0(?:\.0*)?", rb"-?0(?:\.0*)?", NUMBER, NUMBER, NUMBER))
    + rb"\s+cm\s+(?:1 g\s+)?/(\S+)\s+Do(?:\s+Q)?\s*"
)
NEAR = 0.01  # of the page's sides: they are rounded to points
PLAIN = ("/DeviceGray", "/DeviceRGB")  # other colours go through a profile or a table
CHANGED_BY = ("/SMask", "/Mask", "/ImageMask", "/Decode")  # what shows an image otherwise than it is stored


def whole_page(path: Path, number: int, found: tuple[poppler.Picture, ...], timeout_s: float) -> Pixels | None:
    """Pixels of the one image that page `number` consists of, (height, width) grey or RGB; None for any other page.

    `found` are the images of the page as poppler lists them.
    """
    quiet()
    try:
        with path.open("rb") as handle:
            place = _image_of(PdfReader(handle).pages[number - 1])
    except DAMAGED:
        return None
    known = [i for i, picture in enumerate(found) if picture.object_id == place]
    if place is None or len(known) != 1:
        return None
    with tempfile.TemporaryDirectory() as folder:
        poppler.unpack(path, number, Path(folder), timeout_s)
        return _decoded(Path(folder), found[known[0]])


def _image_of(page: PageObject) -> int | None:
    """The object of the image that is all of the page; None where there is more, or less."""
    match = ONE_IMAGE.fullmatch(_content(page))
    if match is None or page.rotation % 360 or page.mediabox != page.cropbox or "/UserUnit" in page:
        return None
    if any("/AP" in note.get_object() for note in page.annotations or ()):  # a signature or stamp drawn on the scan
        return None
    width, height, left, bottom = (float(match[i]) for i in range(1, 5))
    box = page.mediabox
    across, up = float(box.width), float(box.height)
    off = (abs(width - across), abs(left - float(box.left))), (abs(height - up), abs(bottom - float(box.bottom)))
    if max(off[0]) > NEAR * across or max(off[1]) > NEAR * up:
        return None
    resources: Any = page["/Resources"]
    reference = resources["/XObject"].raw_get("/" + match[5].decode("latin-1"))
    image = reference.get_object()
    if image.get("/Subtype") != "/Image" or any(key in image for key in CHANGED_BY):
        return None
    plain = image.get("/ColorSpace") in PLAIN and isinstance(reference, IndirectObject)
    return int(reference.idnum) if plain else None


def _content(page: PageObject) -> bytes:
    contents: Any = page["/Contents"].get_object()
    parts = contents if isinstance(contents, ArrayObject) else [contents]
    return b"\n".join(part.get_object().get_data() for part in parts)


def _decoded(folder: Path, picture: poppler.Picture) -> Pixels | None:
    """The file of the picture, whose name ends in its number."""
    file = next(folder.glob(f"*-{picture.place:03}.*"), None)
    way = cv2.IMREAD_GRAYSCALE if picture.grey else cv2.IMREAD_COLOR
    read = cv2.imread(str(file), way | cv2.IMREAD_IGNORE_ORIENTATION) if file else None
    if read is None or read.shape[:2] != (picture.height, picture.width):
        return None
    pixels = np.asarray(read, dtype=np.uint8)
    if not picture.grey:
        swap_red_and_blue(pixels)
    return pixels
