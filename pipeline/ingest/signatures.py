"""A PDF → what its signature fields claim: what they show, who signed, when. Nothing is validated, nothing written."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

import pipeline.ingest.poppler as poppler
from pipeline.config import IngestOptions
from pipeline.ingest.files import kind_of
from pipeline.signature import Place, Signature

# What pypdf raises for damaged files. A signature is extra evidence: a file without readable ones is still read.
DAMAGED = (PyPdfError, DependencyError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError)
_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)'?(\d\d)|Z)?")  # ISO 32000-1, 7.9.4


def signatures(path: Path, options: IngestOptions) -> tuple[Signature, ...]:
    """The signature fields of a file, page by page; () for an image and for a PDF without any."""
    if kind_of(path) != "pdf":
        return ()
    quiet()
    try:
        with path.open("rb") as handle:
            found = list(_signatures(PdfReader(handle)))
    except DAMAGED:
        return ()
    names = poppler.signers(path, options.timeout_s) if found else {}
    return tuple(replace(each, signer=names.get(field, each.signer)) for field, each in found)


def quiet() -> None:
    """Let pypdf not warn of every slip of a PDF on stderr."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def _signatures(reader: PdfReader) -> Iterator[tuple[str, Signature]]:
    """Every signed field, by its name; one that is damaged is left out alone."""
    for number, page in enumerate(reader.pages, 1):
        annotations: Any = page.get("/Annots")
        for entry in annotations or ():
            try:
                field = entry.get_object()
                if field.get("/FT") == "/Sig" and field.get("/V") is not None:
                    yield str(field.get("/T", "")), _signature(page, number, field)
            except DAMAGED:
                continue


def _signature(page: PageObject, number: int, field: DictionaryObject) -> Signature:
    claim: Any = field["/V"].get_object()
    return Signature(
        page=number,
        place=_place(page, [float(edge) for edge in cast(ArrayObject, field["/Rect"])]),
        text=_shown(page, field),
        signer=" ".join(str(claim.get("/Name", "")).split()),
        time=_iso(str(claim.get("/M", ""))),
    )


def _place(page: PageObject, rect: list[float]) -> Place:
    """A rectangle of a PDF, origin bottom left, as it is seen: origin top left of the page after its /Rotate."""
    across, up = float(page.mediabox.left), float(page.mediabox.bottom)
    left, bottom, right, top = rect[0] - across, rect[1] - up, rect[2] - across, rect[3] - up
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    turned: dict[int, Place] = {
        0: (left, height - top, right, height - bottom),
        90: (bottom, left, top, right),
        180: (width - right, bottom, width - left, top),
        270: (height - top, width - right, height - bottom, width - left),
    }
    return turned[page.rotation % 360]


def _shown(page: PageObject, field: DictionaryObject) -> str:
    """The words of the field's appearance; "" for a picture."""
    try:
        appearances: Any = field["/AP"].get_object()
        return " ".join(page.extract_xform_text(appearances["/N"].get_object()).split())
    except DAMAGED:
        return ""


def _iso(time: str) -> str:
    """A PDF date in ISO 8601, with its zone where it has one; "" for anything else."""
    match = _TIME.match(time)
    if match is None:
        return ""
    year, month, day, hour, minute, second, zone, minutes = match.groups()
    offset = f"{zone}:{minutes}" if zone else "+00:00" if match[0].endswith("Z") else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{offset}"
