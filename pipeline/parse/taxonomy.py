"""Words → the indicator of the taxonomy that they name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import regex

from pipeline.parse.folding import folded, spelled
from pipeline.parse.lexicon import Indicator, Lexicon

_LEVEL = regex.compile(r"(?<!\p{L})giảm (?:xuống )?còn(?!\p{L})")  # says how many are left, not how many fewer
_DENIED = regex.compile(r"(?<!\p{L})(?:chưa|chua|không|khong)\s+$")  # "chưa đạt chuẩn"
_AT_START = 12  # characters before a modifier behind the unit: "hồ sơ giải quyết quá hạn"


@dataclass(frozen=True, slots=True)
class Row:
    """One phrase of an indicator, with and without marks; `whole`: it must be all of the label."""

    phrase: str
    bare: str
    indicator: Indicator
    whole: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A phrase found at [start, end) of the words, and its indicator. `exact`: with marks, otherwise by folding."""

    indicator: Indicator
    start: int
    end: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a unit with their rows: with marks, and without where they can be known so."""

    marked: tuple[tuple[str, Row], ...]
    bare: tuple[tuple[str, Row], ...]


@dataclass(frozen=True)
class Taxonomy:
    """The phrases by unit. `own_rates` are per cents that name no other indicator: "lãi suất cho vay … nước sạch"."""

    by_unit: Mapping[str, Phrases]
    own_rates: tuple[str, ...]


def taxonomy(lexicon: Lexicon) -> Taxonomy:
    """Order the phrases of the lexicon by unit."""
    table: dict[str, list[Row]] = {}
    for indicator in lexicon.indicators:
        rows = [Row(label, folded(label), indicator, False) for label in indicator.labels]
        rows += [Row(label, folded(label), indicator, True) for label in indicator.whole]
        for unit in indicator.units:
            table.setdefault(unit, []).extend(rows)
    forms: dict[str, set[str]] = {}
    for row in (row for rows in table.values() for row in rows):
        forms.setdefault(row.bare, set()).add(row.phrase)
    ambiguous = {bare for bare, phrases in forms.items() if len(phrases) > 1}  # two different labels with marks
    own_rates = tuple(map(spelled, lexicon.cues["label"]["own_rates"]))
    return Taxonomy({unit: _phrases(rows, ambiguous) for unit, rows in table.items()}, own_rates)


def _phrases(rows: list[Row], ambiguous: set[str]) -> Phrases:
    """One syllable without its marks proves nothing (chết, chợt)."""
    known = ((row.bare, row) for row in rows if " " in row.bare and row.bare not in ambiguous)
    return Phrases(tuple((row.phrase, row) for row in rows), tuple(known))


def _last(text: str, phrase: str) -> tuple[int, int] | None:
    """The last place where a phrase stands as whole words."""
    at = text.rfind(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            return at, end
        at = text.rfind(phrase, 0, at)
    return None


def _candidates(phrases: Iterable[tuple[str, Row]], text: str, marked: bool) -> Iterator[Named]:
    for phrase, row in phrases:
        if phrase not in text:
            continue
        found = _last(text, phrase)
        if found is None:
            continue
        start, end = found
        if _DENIED.search(text, 0, start):
            continue
        if not row.whole or (text[:start].strip() in ("", "số", "so") and not text[end:].strip()):
            yield Named(row.indicator, start, end, marked)


def match_label(tools: Taxonomy, words: str, unit: str, at_start: bool = False) -> Named | None:
    """The indicator named last, longest first; with marks, else folded, or where that holds more words.

    None where two claim the same words.

    "hồ sơ tiếp nhận trực tuyến" is the online ones: what comes later says more precisely what is counted.
    With `at_start` the phrase must stand at the beginning: a modifier behind the unit.
    """
    phrases = tools.by_unit.get(unit)
    if phrases is None or not words:
        return None
    plain = spelled(words)
    foreign = [rate for rate in tools.own_rates if unit == "%" and rate in plain]
    exact = _found(phrases.marked, plain, plain, True, at_start)
    blind = _found(phrases.bare, folded(words), plain, False, at_start)
    if foreign:
        exact, blind = (
            [each for each in found if any(rate in plain[each.start : each.end] for rate in foreign)]
            for found in (exact, blind)
        )
    if exact and blind and _covers(blind[0], exact[0]):  # "dùng và trước hạn" is none of "trước hạn"
        exact = []
    for found in (exact, blind):
        if found:
            best = found[0]
            rivals = {e.indicator.key for e in found if (e.start, e.end) == (best.start, best.end)}
            return best if len(rivals) == 1 else None
    return None


def _found(phrases: Iterable[tuple[str, Row]], text: str, plain: str, marked: bool, at_start: bool) -> list[Named]:
    """The indicators that the words may name, the best first."""
    said = _LEVEL.sub(" ", plain)
    found = [
        each for each in _candidates(phrases, text, marked) if not any(word in said for word in each.indicator.unless)
    ]
    if at_start:
        return sorted((e for e in found if e.start <= _AT_START), key=lambda e: (e.start - e.end, e.start))
    return sorted(found, key=lambda e: (-e.end, e.start))


def _covers(blind: Named, exact: Named) -> bool:
    """Whether a phrase known without marks holds more words around one known with them."""
    return blind.start < exact.start and blind.end >= exact.end
