"""A page image → a page of words, by Tesseract."""

from pipeline.ocr.languages import check_tesseract
from pipeline.ocr.reader import Reader, read_page, tesseract

__all__ = ["Reader", "check_tesseract", "read_page", "tesseract"]
