"""Pages that tests draw themselves: reports, tables, seals, PDFs."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.image import PageImage

FONTS = Path("/usr/share/fonts/truetype/croscore")  # Tinos: the metrics of Times New Roman, with Vietnamese letters
TEXT = (
    "Thực hiện Kế hoạch số 23/KH-UBND của Ủy ban nhân dân tỉnh về cải cách",
    "hành chính năm 2025, phòng Nội vụ báo cáo kết quả như sau:",
    "Trong kỳ đã tiếp nhận 1.284 hồ sơ, giải quyết đúng hạn 1.250 hồ sơ,",
    "đạt tỷ lệ 97,35 %, tăng 12,5 % so với cùng kỳ năm trước; còn lại đang",
    "trong thời hạn giải quyết theo quy định của pháp luật.",
)


def font(size_pt: float, dpi: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"Tinos-{'Bold' if bold else 'Regular'}.ttf", round(size_pt / 72 * dpi))


def blank(dpi: int = 200, colour: bool = False) -> Image.Image:
    size = (round(8.27 * dpi), round(11.69 * dpi))
    return Image.new("RGB", size, "white") if colour else Image.new("L", size, 255)


def write(image: Image.Image, dpi: int, left_mm: float, top_mm: float, text: str, size: float = 14) -> None:
    at = (left_mm / 25.4 * dpi, top_mm / 25.4 * dpi)
    ImageDraw.Draw(image).text(at, text, fill=0 if image.mode == "L" else (0, 0, 0), font=font(size, dpi))


def report(dpi: int = 200, colour: bool = False, paragraphs: int = 5) -> Image.Image:
    """A page of running text, 14 pt, from 30 to 190 mm."""
    image = blank(dpi, colour)
    words = " ".join(TEXT).split()
    for i in range(paragraphs * len(TEXT)):
        turned = words[7 * i % len(words) :] + words  # no two lines alike, or letters would stand in columns
        line = " ".join(turned[:15])
        write(image, dpi, 30 + (12 if i % 5 == 0 else 0), 30 + i * 8.5, line[: 75 if i % 5 else 60])
    return image


def letter(dpi: int = 200) -> Image.Image:
    """Page 1 of a report: two columns at the head and at the foot."""
    image = blank(dpi)
    for x, y, text, size in (
        (35, 20, "ỦY BAN NHÂN DÂN", 12),
        (38, 26, "XÃ TÂN HÒA", 12),
        (85, 20, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12),
        (103, 26, "Độc lập - Tự do - Hạnh phúc", 13),
        (38, 38, "Số: 45/BC-UBND", 13),
        (100, 38, "Tân Hòa, ngày 05 tháng 12 năm 2025", 13),
        (95, 54, "BÁO CÁO", 14),
        (60, 61, "Kết quả cải cách hành chính năm 2025", 14),
    ):
        write(image, dpi, x, y, text, size)
    for i, text in enumerate(TEXT):
        write(image, dpi, 30, 80 + i * 8.5, text)
    for i, text in enumerate(("Nơi nhận:", "- Như trên;", "- Lưu: VT.")):
        write(image, dpi, 30, 140 + i * 6, text, 11)
    for i, text in enumerate(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")):
        write(image, dpi, 120, 140 + i * 7, text, 13)
    write(image, dpi, 125, 185, "Nguyễn Văn Bình", 13)
    return image


def table(image: Image.Image, dpi: int, xs: list[float], ys: list[float], skip: frozenset[str] = frozenset()) -> None:
    """Rules at `xs` and `ys` in mm. `skip` holds "h1.0" for the part of rule 1 over column 0, "v1.0" over row 0."""
    draw, mm = ImageDraw.Draw(image), dpi / 25.4
    for i, y in enumerate(ys):
        for j in range(len(xs) - 1):
            if f"h{i}.{j}" not in skip:
                draw.line((xs[j] * mm, y * mm, xs[j + 1] * mm, y * mm), fill=0, width=3)
    for i, x in enumerate(xs):
        for j in range(len(ys) - 1):
            if f"v{i}.{j}" not in skip:
                draw.line((x * mm, ys[j] * mm, x * mm, ys[j + 1] * mm), fill=0, width=3)


def sheet(image: Image.Image, dpi: int = 200) -> PageImage:
    return PageImage(pixels(image), 1, dpi)


def pixels(image: Image.Image) -> NDArray[np.uint8]:
    return np.asarray(image, dtype=np.uint8)


def pdf(path: Path, pages: list[list[str]], font_name: str = "Tinos", encrypt: str | None = None) -> Path:
    """A PDF with one list of lines a page, drawn as text."""
    if font_name == "Tinos":
        pdfmetrics.registerFont(TTFont("Tinos", str(FONTS / "Tinos-Regular.ttf")))
    canvas = Canvas(str(path), pagesize=A4, encrypt=encrypt)
    for lines in pages:
        canvas.setFont(font_name, 13)
        for i, line in enumerate(lines):
            canvas.drawString(85, 760 - 20 * i, line)
        canvas.showPage()
    canvas.save()
    return path


def scan_pdf(path: Path, image: Image.Image, dpi: int, hidden: list[str] | None = None) -> Path:
    """A PDF whose page is one image, with a text layer where `hidden` is given."""
    canvas = Canvas(str(path), pagesize=(image.width / dpi * 72, image.height / dpi * 72))
    picture = path.with_suffix(".png")
    image.save(picture)
    canvas.drawImage(str(picture), 0, 0, image.width / dpi * 72, image.height / dpi * 72)
    if hidden:
        pdfmetrics.registerFont(TTFont("Tinos", str(FONTS / "Tinos-Regular.ttf")))
        text = canvas.beginText(85, 760)
        text.setFont("Tinos", 13)
        text.setTextRenderMode(3)
        for line in hidden:
            text.textLine(line)
        canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    return path
