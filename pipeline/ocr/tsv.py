"""Tesseract's TSV → lines of words, without what is no text."""

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from pipeline.document import Box, Line, Word

FIELDS = (
    *("level", "page_num", "block_num", "par_num", "line_num", "word_num"),
    *("left", "top", "width", "height", "conf", "text"),
)
PAGE_LEVEL, WORD_LEVEL = "1", "5"  # of a row: the first of every image, and those of words
# Characters that Tesseract reads from ruling lines, frames and dotted leaders; alone they are never words here.
RULES = frozenset("|_¦‖—–-=~.·•'\"`,:;\\/[](){}<>«»“”‘’^*°")
KEPT_ALONE = frozenset({"-", "–", "+", "*", "•", "...", "./.", "...."})  # bullets and the mark that ends a text
FRACTION_SLASH = "\N{FRACTION SLASH}"  # the network's other name for "/": "14/11⁄2024"
NOISE = 0.30  # confidence: peers measured that 88 % of words below it are wrong


def lines_of(tsv: str, scales: Sequence[float]) -> list[list[Line]]:
    """Lines of every image of a TSV; `scales` has what multiplies the boxes of each. More images are passed over.

    Confidence is from 0 to 1, blocks are Tesseract's.
    """
    words: list[list[dict[str, str]]] = []
    for row in csv.DictReader(tsv.split("\n"), FIELDS, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == PAGE_LEVEL:
            words.append([])
        elif row["level"] == WORD_LEVEL and words:
            words[-1].append(row)
    return [list(_lines(rows, scale)) for rows, scale in zip(words, scales, strict=False)]


def _lines(rows: list[dict[str, str]], scale: float) -> Iterator[Line]:
    for (block, paragraph, _), group in groupby(rows, key=itemgetter("block_num", "par_num", "line_num")):
        kept = tuple(_words(group, scale))
        if kept:
            yield Line(words=kept, block=int(block) * 1000 + int(paragraph))


def _words(rows: Iterator[dict[str, str]], scale: float) -> Iterator[Word]:
    for row in rows:
        text = unicodedata.normalize("NFC", row["text"] or "").replace(FRACTION_SLASH, "/").strip().strip("|_¦")
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
