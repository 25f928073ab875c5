"""Readings that were chosen to the edits that make them, and the doubts that are left."""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

import numpy as np

from pipeline.document import Reason
from pipeline.repair.decoder import JOINED, Choices
from pipeline.repair.edit import REASONS, Edit, Edits
from pipeline.repair.letters import strip
from pipeline.repair.readings import KEPT, Readings
from pipeline.repair.tokens import Spelling, Tokens

MOST_TOLD = 3  # alternatives of a doubtful word


def edits_of(
    tokens: Tokens, readings: Readings, choices: Choices, joined: Sequence[str], least: Callable[[Spelling], float]
) -> Edits:
    """The edits that make the chosen readings, where their posterior is at least what `least` asks for a spelling.

    `joined` has the spelling of each join. What the decoder was in doubt of has its alternatives; a doubtful word that
    stays is an edit that changes nothing.
    """
    sure = np.ones(len(tokens))
    np.minimum.at(sure, choices.token, choices.share)  # of a split, the less sure word
    others = _others(readings, choices)
    joins, known = choices.arc <= JOINED, np.maximum(choices.arc, 0)
    doubtful = np.zeros(len(tokens), bool)
    doubtful[list(others)] = True
    chosen = np.flatnonzero(joins | doubtful[choices.token] | (readings.form[known] != KEPT))
    token, arc = choices.token[chosen], choices.arc[chosen]
    conf = np.round(np.minimum(sure[token], 1.0), 4)
    plain = ~(joins[chosen] | doubtful[token]) & (readings.size[known[chosen]] == 1.0)
    limit = tokens.facts(least, np.float64)[token]
    plain &= conf >= limit
    odd = _odd(tokens, readings, (token[~plain], arc[~plain], conf[~plain], limit[~plain]), joined, others)
    return Edits.merged([_plain(tokens, readings, token[plain], arc[plain], conf[plain]), Edits.of(odd)])


def _plain(tokens: Tokens, readings: Readings, token: np.ndarray, arc: np.ndarray, conf: np.ndarray) -> Edits:
    """The edits of words that become one other word without doubt."""
    occurs = np.bincount(arc, minlength=len(readings.word)) > 0
    met, new = np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[arc]
    texts = tuple(readings.written(met).values())
    seen = (readings.spellings[number].text for number in readings.spelling[met].tolist())
    reasons = np.array([REASONS.index(_reason(*pair)) for pair in zip(seen, texts, strict=True)], np.int64)
    return Edits(tokens.start[token], tokens.end[token], new, reasons[new], conf, texts)


def _odd(
    tokens: Tokens,
    readings: Readings,
    columns: tuple[np.ndarray, ...],
    joined: Sequence[str],
    others: dict[int, dict[str, float]],
) -> Iterator[Edit]:
    """The edits of joins, splits and words in doubt.

    `columns`: token, arc, posterior, and the least of it; `others` by token.
    """
    token, arcs = columns[:2]
    joins, known = arcs <= JOINED, np.maximum(arcs, 0)
    texts = readings.written(known[~joins])
    halves = ~joins & (readings.target[known] < readings.nodes[tokens.which[token]])  # the first words of splits
    start, end = tokens.start[token], tokens.end[token + joins]
    half = ""
    for i, arc, share, limit, low, high, is_half in zip(
        *(column.tolist() for column in (*columns, start, end, halves)), strict=True
    ):
        seen, new = tokens.text[low:high], joined[JOINED - arc] if arc <= JOINED else half + texts[arc]
        half = f"{new} " if is_half else ""
        if is_half:
            continue
        told, why = new if share >= limit else seen, "join" if arc <= JOINED else _reason(seen, new)
        ranked = sorted((others.get(i, {}) | {new: share}).items(), key=itemgetter(1), reverse=True)
        alternatives = tuple(pair for pair in ranked if pair[0] != told)[:MOST_TOLD]
        yield Edit(low, high, told, why, share, alternatives)


def _others(readings: Readings, choices: Choices) -> dict[int, dict[str, float]]:
    """For each doubtful token its possible readings with their posteriors."""
    found: dict[int, dict[str, float]] = {}
    real = choices.rival_arc >= 0
    token, arc, share = choices.rival_token[real], choices.rival_arc[real], choices.rival_share[real]
    written = readings.written(arc)
    for number, origin, part in zip(token.tolist(), arc.tolist(), share.tolist(), strict=True):
        texts = found.setdefault(number, {})
        text = written[origin]
        texts[text] = round(texts.get(text, 0.0) + part, 4)
    return found


def _reason(old: str, new: str) -> Reason:
    if " " in new:
        return "split"
    return "accents" if strip(new.lower()) == strip(old.lower()) else "spelling"


def spaces(tokens: Tokens) -> Edits:
    """The space that a heading lost after its number ("3.Việc") or that a code won before its slash ("87 /BC")."""
    if len(tokens) < 3:
        return Edits()
    kind = tokens.facts(lambda spelling: spelling.kind, object)
    mark = tokens.facts(lambda spelling: spelling.text if spelling.text in (".", "/") else "", object)
    glued = tokens.start[1:] == tokens.end[:-1]
    places = np.flatnonzero((kind[:-2] == "number") & (mark[1:-1] != "") & glued[1:])
    return Edits.of(edit for i in places.tolist() for edit in _space(tokens, i))


def _space(tokens: Tokens, i: int) -> Iterator[Edit]:
    number, sign, word = (tokens[i + k] for k in range(3))
    first = i == 0 or tokens[i - 1].line < number.line
    if sign.text == "." and first and number.end == sign.start and word.kind == "word" and word.text[0].isupper():
        yield Edit(sign.start, sign.end, ". ", "split", 0.99)
    apart = number.end + 1 == sign.start and number.line == sign.line
    if sign.text == "/" and apart and word.kind == "code":
        yield Edit(number.start, sign.end, f"{number.text}/", "join", 0.99)
