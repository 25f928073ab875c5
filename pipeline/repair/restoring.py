"""Stripped tokens to the edits that give them their diacritics back."""

import numpy as np

from pipeline.config import RepairOptions
from pipeline.repair.chosen import edits_of
from pipeline.repair.decoder import NO_JOINS, Context
from pipeline.repair.edit import Edit, Edits
from pipeline.repair.lattice import powers
from pipeline.repair.memory import decode_twice
from pipeline.repair.models import Models
from pipeline.repair.passages import labels, paragraph_begins
from pipeline.repair.readings import stripped_readings
from pipeline.repair.tokens import Tokens

ITEMS = "abcdeghiklmnopqrstuvxyABCDEGHIKLMNOPQRSTUVXY"
ITEM_CONF = 0.99


def restore(tokens: Tokens, starts: np.ndarray, models: Models, options: RepairOptions) -> Edits:
    """Give stripped words their marks; `starts` are the first tokens of the passages. A word that has marks stays."""
    language = models.language
    readings = stripped_readings(tokens.spellings, language)
    fixed = labels(tokens)
    context = Context(paragraph_begins(tokens, starts), fixed, np.ones(len(tokens)))
    model = powers(language, 1.0)
    choices = decode_twice(tokens.which, readings, context, NO_JOINS, language, model, options.doubt)
    edits = edits_of(tokens, readings, choices, (), lambda spelling: options.threshold)
    return Edits.merged([edits, _fifth_items(tokens, fixed)])


def _fifth_items(tokens: Tokens, fixed: np.ndarray) -> Edits:
    """Items are lettered a, b, c, d, đ, e: the second "d)" of two in a row is "đ)"."""
    letter = tokens.facts(lambda spelling: ITEMS.find(spelling.text) if len(spelling.text) == 1 else -1, np.int64)
    mark = tokens.facts(lambda spelling: ").".find(spelling.text) + 1 if len(spelling.text) == 1 else 0, np.int64)
    ends = tokens.facts(lambda spelling: spelling.text in ".;:", bool)
    begins = np.append(True, (tokens.line[1:] != tokens.line[:-1]) | ends[:-1])
    followed = np.append((mark[1:] > 0) & (tokens.start[1:] == tokens.end[:-1]), False)
    items = np.flatnonzero(fixed & (letter >= 0) & begins & followed)
    same = (letter[items[1:]] == letter[items[:-1]]) & (mark[items[1:] + 1] == mark[items[:-1] + 1])
    found = items[1:][same & np.isin(letter[items[1:]], (ITEMS.find("d"), ITEMS.find("D")))]
    rows = ((int(tokens.start[i]), tokens[i].text) for i in found.tolist())
    return Edits.of(Edit(start, start + 1, "đ" if text == "d" else "Đ", "accents", ITEM_CONF) for start, text in rows)
