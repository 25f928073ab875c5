"""Scanned pages become a PDF of images, with or without an invisible text layer. The bytes depend on nothing else."""

import io
import zlib
from dataclasses import dataclass

from PIL import Image, ImageChops
from reportlab.pdfbase.pdfmetrics import stringWidth

from samples.generator.layout import HEIGHT, WIDTH


@dataclass(frozen=True, slots=True)
class HiddenWord:
    """A word that a reader left under the picture, its baseline starting at x, y (points, origin top left)."""

    text: str
    x: float
    y: float
    width: float
    size: float


def scanned_pdf(pages: list[Image.Image], quality: int, hidden: list[list[HiddenWord]] | None = None) -> bytes:
    """One A4 page per image: CCITT group 4 for black and white, JPEG otherwise."""
    kids = " ".join(f"{4 + 3 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, page in enumerate(pages):
        at = 4 + 3 * n
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {at + 1} 0 R "
            f"/Resources << /XObject << /Scan {at + 2} 0 R >> /Font << /F 3 0 R >> >> >>".encode()
        )
        drawing = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Scan Do Q\n".encode()
        drawing += b"".join(_hide(word) for word in hidden[n]) if hidden else b""
        objects.append(_stream("/Filter /FlateDecode", zlib.compress(drawing, 9)))
        objects.append(_picture(page, quality))
    return _assemble(objects)


def _hide(word: HiddenWord) -> bytes:
    """Text in render mode 3, stretched to the width of its word; a space follows, as OCR engines write it."""
    natural = stringWidth(word.text, "Helvetica", word.size) or 1
    shown = word.text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    place = f"1 0 0 1 {word.x:.2f} {HEIGHT - word.y:.2f} Tm"
    stretch = 100 * word.width / natural
    return f"BT 3 Tr /F {word.size:g} Tf {stretch:.1f} Tz {place} (".encode() + shown + b" ) Tj ET\n"


def _picture(page: Image.Image, quality: int) -> bytes:
    colour = "/DeviceRGB" if page.mode == "RGB" else "/DeviceGray"
    size = f"/Width {page.width} /Height {page.height}"
    kind = f"/Type /XObject /Subtype /Image {size} /ColorSpace {colour}"
    if page.mode == "1":
        coding = f"/DecodeParms << /K -1 /Columns {page.width} /Rows {page.height} >>"
        return _stream(f"{kind} /BitsPerComponent 1 /Filter /CCITTFaxDecode {coding}", group4(page))
    jpeg = io.BytesIO()
    page.save(jpeg, "JPEG", quality=quality)
    return _stream(f"{kind} /BitsPerComponent 8 /Filter /DCTDecode", jpeg.getvalue())


def group4(page: Image.Image) -> bytes:
    """The CCITT group 4 data of a black and white page, ink coded as black runs, as PDF expects it."""
    tiff = io.BytesIO()
    ink = ImageChops.invert(page)  # the encoder codes ones as black runs, and ones are white in mode 1
    ink.save(tiff, "TIFF", compression="group4", tiffinfo={278: page.height})  # 278: all rows in one strip
    tiff.seek(0)
    with Image.open(tiff) as read:
        tags = read.tag_v2  # type: ignore[attr-defined]
        (start,), (length,) = tags[273], tags[279]
    return tiff.getvalue()[start : start + length]


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _assemble(objects: list[bytes]) -> bytes:
    out, starts = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{start:010d} 00000 n \n".encode() for start in starts)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
