"""The four faces of Tinos: the metrics of Times New Roman, with every Vietnamese letter."""

from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path("/usr/share/fonts/truetype/croscore")  # Debian package fonts-croscore
FACES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bolditalic": "BoldItalic"}
ASCENT, DESCENT = 0.907, 0.222  # of the size: the highest (Ễ) and the lowest letter of the four faces, measured


def font_path(face: str) -> Path:
    """The file of a face."""
    return FOLDER / f"Tinos-{FACES[face]}.ttf"


@lru_cache(maxsize=len(FACES))
def load_font(face: str) -> TTFont:
    """A face with its metrics."""
    return TTFont(f"Tinos-{face}", str(font_path(face)))


def text_width(text: str, face: str, size: float) -> float:
    """The advance width in points, without kerning. A letter that the font lacks is an error, not a box."""
    font = load_font(face)
    missing = {letter for letter in text if ord(letter) not in font.face.charToGlyph}
    if missing:
        raise ValueError(f"Tinos {face} has no glyph for {sorted(missing)}.")
    return float(font.stringWidth(text, size, "utf-8"))
