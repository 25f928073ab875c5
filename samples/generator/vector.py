"""Sheets become a born-digital PDF: real text in embedded Tinos, as a word processor prints it."""

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from samples.generator.fonts import FACES, load_font
from samples.generator.layout import HEIGHT, WIDTH, Galley, Sheet


def vector_pdf(galley: Galley) -> bytes:
    """All sheets as one PDF; invariant mode keeps clock and chance out of the bytes."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    for face in FACES:
        pdfmetrics.registerFont(load_font(face))
    for sheet in galley.sheets:
        _draw(canvas, sheet)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, sheet: Sheet) -> None:
    for rule in sheet.rules:
        width, height = rule.right - rule.left, rule.bottom - rule.top
        canvas.rect(rule.left, HEIGHT - rule.bottom, width, height, stroke=0, fill=1)
    for line in sheet.lines:
        for word in line.words:
            canvas.setFont(f"Tinos-{word.face}", word.size)
            canvas.drawString(word.x, HEIGHT - word.baseline, word.text)
