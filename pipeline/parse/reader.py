"""The lexicon → all patterns that reading figures needs, compiled once."""

from dataclasses import dataclass

import regex

from pipeline.parse.clauses import Labeller, labeller
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.meanings import Judge, judge


@dataclass(frozen=True)
class Reader:
    """What reading figures needs."""

    lexicon: Lexicon
    labels: Labeller
    judge: Judge
    nouns: regex.Pattern[str]
    unit_of: dict[str, str]
    counted: frozenset[str]
    rates: dict[str, str]


def reader(lexicon: Lexicon) -> Reader:
    """Compile the patterns for figures."""
    unit_of = {unit.form: unit.name for unit in lexicon.units if unit.kind == "count"}
    return Reader(
        lexicon=lexicon,
        labels=labeller(lexicon),
        judge=judge(lexicon),
        nouns=regex.compile(
            rf"(?<![\p{{L}}])(?!(?:nhà\s+máy|{one_of((*lexicon.compounds, *lexicon.counted))})(?![\p{{L}}\p{{M}}]))"
            rf"(?:{one_of(unit_of)})(?![\p{{L}}\p{{M}}])"
        ),
        unit_of=unit_of,
        counted=frozenset(unit_of.values()),
        rates={indicator.key: indicator.rate for indicator in lexicon.indicators},
    )
