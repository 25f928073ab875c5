"""Lines → a PDF whose fonts have the names of others, as fonts before Unicode were embedded."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

TINOS = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"


def printed_file(path: Path, pages: Sequence[Sequence[tuple[int, int, str, str]]], password: str | None = None) -> Path:
    """A PDF of pages of (from the left and the top in points, text, name of the font)."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1, encrypt=password)
    for page in pages:
        for left, top, text, name in page:
            if name not in pdfmetrics.getRegisteredFontNames():
                font = TTFont(name, TINOS)
                font.face.name = name.encode()
                pdfmetrics.registerFont(font)
            canvas.setFont(name, 12)
            canvas.drawString(left, 842 - top, text)
        canvas.showPage()
    canvas.save()
    return path
