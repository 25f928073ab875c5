"""Stripped tokens to the edits that give them their diacritics back."""

import numpy as np

from pipeline.config import RepairOptions
from pipeline.repair.chosen import edits_of
from pipeline.repair.decoder import NO_JOINS, Context
from pipeline.repair.edit import Edits
from pipeline.repair.lattice import powers
from pipeline.repair.memory import decode_twice
from pipeline.repair.models import Models
from pipeline.repair.passages import labels, paragraph_begins
from pipeline.repair.readings import stripped_readings
from pipeline.repair.tokens import Tokens


def restore(tokens: Tokens, starts: np.ndarray, models: Models, options: RepairOptions) -> Edits:
    """Give stripped words their marks; `starts` are the first tokens of the passages. A word that has marks stays."""
    language = models.language
    readings = stripped_readings(tokens.spellings, language)
    context = Context(paragraph_begins(tokens, starts), labels(tokens), np.ones(len(tokens)))
    model = powers(language, 1.0)
    choices = decode_twice(tokens.which, readings, context, NO_JOINS, language, model, options.threshold)
    return edits_of(tokens, readings, choices, (), lambda spelling: options.least)
