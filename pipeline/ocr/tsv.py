"""Tesseract's TSV → lines of words, without what is no text."""

import csv
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from pipeline.document import Box, Line, Word

WORD_LEVEL = "5"
# Characters that Tesseract reads from ruling lines, frames and dotted leaders; alone they are never words here.
RULES = frozenset("|_¦‖—–-=~.·•'\"`,:;\\/[](){}<>«»“”‘’^*°")
KEPT_ALONE = frozenset({"-", "–", "+", "*", "•", "...", "./.", "...."})  # bullets and the mark that ends a text
NOISE = 0.30  # confidence: peers measured that 88 % of words below it are wrong


def lines_of(tsv: str, scale: float = 1.0, page: int = 1) -> list[Line]:
    """Lines of one image of a TSV with a header row; boxes times `scale`, confidence 0 to 1, Tesseract's blocks."""
    rows = csv.DictReader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = (row for row in rows if row["level"] == WORD_LEVEL and row["page_num"] == str(page))
    lines = []
    for key, group in groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        kept = tuple(_words(group, scale))
        if kept:
            lines.append(Line(words=kept, block=int(key[0]) * 1000 + int(key[1])))
    return lines


def _words(rows: Iterator[dict[str, str]], scale: float) -> Iterator[Word]:
    for row in rows:
        text = unicodedata.normalize("NFC", row["text"] or "").strip().strip("|_¦")
        conf = max(0.0, min(1.0, float(row["conf"]) / 100))
        if not text or _is_noise(text, conf):
            continue
        left, top = round(int(row["left"]) * scale), round(int(row["top"]) * scale)
        box = Box(left, top, left + round(int(row["width"]) * scale), top + round(int(row["height"]) * scale))
        yield Word(raw=text, box=box, conf=conf)


def _is_noise(text: str, conf: float) -> bool:
    """Never true of what holds a letter or a digit."""
    if any(c.isalnum() for c in text):
        return False
    if text in KEPT_ALONE:
        return conf < NOISE and text != "./."
    return conf < NOISE or all(c in RULES for c in text)
