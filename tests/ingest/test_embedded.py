from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from drawn import report
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from pipeline import ingest
from pipeline.config import IngestOptions
from pipeline.ingest import poppler
from pipeline.ingest.embedded import whole_page

DPI = 200


def scan(path: Path, mode: str = "RGB", change: Callable[[Any], None] | None = None) -> Path:
    """A page that is one JPEG, a red corner on it; `change` is given the page."""
    image = report(DPI, colour=True)
    image.paste((200, 30, 40), (100, 200, 300, 500))
    image.convert(mode).save(path, resolution=DPI)
    if change:
        writer = PdfWriter(clone_from=path)
        change(writer.pages[0])
        writer.write(path)
    return path


def stored(path: Path) -> Image.Image:
    data = path.read_bytes()
    return Image.open(BytesIO(data[data.index(b"\xff\xd8\xff") : data.index(b"\xff\xd9") + 2]))


def shown_by(content: bytes) -> Callable[[Any], None]:
    """Put other content behind that of the page."""

    def change(page: Any) -> None:
        stream = DecodedStreamObject()
        stream.set_data(page["/Contents"].get_data() + content)
        page[NameObject("/Contents")] = page.pdf._add_object(stream)

    return change


def turned(page: Any) -> None:
    page.rotate(180)


def inverted(page: Any) -> None:
    image = next(iter(page["/Resources"]["/XObject"].values())).get_object()
    image[NameObject("/Decode")] = ArrayObject(NumberObject(i) for i in (1, 0) * 3)


def cropped(page: Any) -> None:
    page.cropbox.lower_left = (50, 50)


def stamped(page: Any) -> None:
    """An annotation with a look of its own, as programs for signing put it on a scan."""
    look = DecodedStreamObject()
    look.set_data(b"0 0 50 20 re f")
    look.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    look[NameObject("/BBox")] = ArrayObject(map(NumberObject, (0, 0, 50, 20)))
    stamp = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Stamp")})
    stamp[NameObject("/Rect")] = ArrayObject(map(NumberObject, (100, 100, 150, 120)))
    stamp[NameObject("/AP")] = DictionaryObject({NameObject("/N"): page.pdf._add_object(look)})
    page[NameObject("/Annots")] = ArrayObject([page.pdf._add_object(stamp)])


def found_in(path: Path) -> Any:
    return whole_page(path, 1, poppler.pictures(path, 1, 60), 60)


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_page_that_is_one_image_is_that_image(mode: str, tmp_path: Path) -> None:
    path = scan(tmp_path / "Bản quét 1.pdf", mode)
    pixels = ingest.rasterise(path, 1, IngestOptions()).pixels
    assert pixels.ndim == (3 if mode == "RGB" else 2)
    assert np.array_equal(pixels, np.asarray(stored(path)))


@pytest.mark.parametrize(
    "change",
    [
        shown_by(b"\n0 0 200 300 re f\n"),
        shown_by(b"\nq 50 0 0 50 9 9 cm /image Do Q\n"),
        turned,
        inverted,
        cropped,
        stamped,
    ],
)
def test_a_page_that_shows_more_or_otherwise_is_drawn(change: Callable[[Any], None], tmp_path: Path) -> None:
    assert found_in(scan(tmp_path / "a.pdf")) is not None
    path = scan(tmp_path / "b.pdf", change=change)
    assert found_in(path) is None
    assert ingest.rasterise(path, 1, IngestOptions()).pixels.ndim == 3


def test_a_damaged_image_is_left_to_poppler(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf")
    data = path.read_bytes()
    start = data.index(b"\xff\xd8\xff")
    path.write_bytes(data[:start] + b"\0" * 200 + data[start + 200 :])
    assert found_in(path) is None
