"""Readings that were chosen to the edits that make them, and the doubts that are left."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from pipeline.document import Reason
from pipeline.repair.decoder import JOINED, Choices
from pipeline.repair.letters import strip
from pipeline.repair.outcome import Edit
from pipeline.repair.readings import KEPT, Readings
from pipeline.repair.tokens import Spelling, Tokens

MOST_TOLD = 3  # alternatives of a doubtful word


def edits_of(
    tokens: Tokens, readings: Readings, choices: Choices, joined: Sequence[str], least: Callable[[Spelling], float]
) -> list[Edit]:
    """The edits that make the chosen readings, where their posterior is at least what `least` asks for a spelling.

    `joined` has the spelling of each join. What the decoder was in doubt of has its alternatives; a doubtful word that
    stays is an edit that changes nothing.
    """
    sure = np.ones(len(tokens))
    np.minimum.at(sure, choices.token, choices.share)  # of a split, the less sure word
    others = _others(readings, choices)
    joins, known = choices.arc <= JOINED, np.maximum(choices.arc, 0)
    doubtful = np.isin(choices.token, list(others))
    chosen = np.flatnonzero(joins | doubtful | (readings.form[known] != KEPT))
    token, arc = choices.token[chosen], choices.arc[chosen]
    last = token + np.where(joins[chosen], 1, 0)
    conf = np.round(np.minimum(sure[token], 1.0), 4)
    plain = ~(joins | doubtful)[chosen] & (readings.size[known[chosen]] == 1.0)
    plain &= conf >= tokens.facts(least, np.float64)[token]
    columns = (tokens.start[token], tokens.end[last], arc, conf)
    spelt = {number: readings.written(number) for number in np.unique(arc).tolist() if number >= 0}
    reason = {number: _reason(readings.spelling_of(number).text, new) for number, new in spelt.items()}
    found = [
        Edit(start, end, spelt[number], reason[number], share)
        for start, end, number, share in zip(*(column[plain].tolist() for column in columns), strict=True)
    ]
    half = ""
    for start, end, number, share, i in zip(*(column[~plain].tolist() for column in (*columns, token)), strict=True):
        seen, limit = tokens.text[start:end], least(tokens.spellings[tokens.which[i]])
        new = joined[JOINED - number] if number <= JOINED else half + spelt[number]
        half = f"{new} " if number >= 0 and readings.target[number] < readings.nodes[tokens.which[i]] else ""
        if half:  # the first word of a split
            continue
        told, why = new if share >= limit else seen, "join" if number <= JOINED else _reason(seen, new)
        rivals = {new: share} | others.get(i, {})
        alternatives = tuple(pair for pair in rivals.items() if pair[0] != told)[:MOST_TOLD]
        found.append(Edit(start, end, told, why, share, alternatives))
    return found


def _others(readings: Readings, choices: Choices) -> dict[int, dict[str, float]]:
    """For each doubtful token its possible readings with their posteriors, likeliest first."""
    found: dict[int, dict[str, float]] = {}
    order = np.lexsort((-choices.rival_share, choices.rival_token))
    rivals = (choices.rival_token[order], choices.rival_arc[order], choices.rival_share[order])
    for token, arc, share in zip(*(column.tolist() for column in rivals), strict=True):
        if arc >= 0:
            texts = found.setdefault(token, {})
            text = readings.written(arc)
            texts[text] = round(texts.get(text, 0.0) + share, 4)
    return found


def _reason(old: str, new: str) -> Reason:
    if " " in new:
        return "split"
    return "accents" if strip(new.lower()) == strip(old.lower()) else "spelling"


def spaces(tokens: Tokens) -> list[Edit]:
    """The space that a heading lost after its number ("3.Việc") or that a code won before its slash ("87 /BC")."""
    if len(tokens) < 3:
        return []
    kind = tokens.facts(lambda spelling: spelling.kind, object)
    mark = tokens.facts(lambda spelling: spelling.text if spelling.text in (".", "/") else "", object)
    glued = tokens.start[1:] == tokens.end[:-1]
    places = np.flatnonzero((kind[:-2] == "number") & (mark[1:-1] != "") & glued[1:])
    return [edit for i in places.tolist() for edit in _space(tokens, i)]


def _space(tokens: Tokens, i: int) -> Iterator[Edit]:
    number, sign, word = (tokens[i + k] for k in range(3))
    first = i == 0 or tokens[i - 1].line < number.line
    if sign.text == "." and first and number.end == sign.start and word.kind == "word" and word.text[0].isupper():
        yield Edit(sign.start, sign.end, ". ", "split", 0.99)
    apart = number.end + 1 == sign.start and number.line == sign.line
    if sign.text == "/" and apart and word.kind == "code":
        yield Edit(number.start, sign.end, f"{number.text}/", "join", 0.99)
