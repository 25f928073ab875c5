"""Lines → the encoding before Unicode that each is in, word by word where a line is mixed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.repair.encoding.path import cheapest
from pipeline.repair.encoding.signs import LEANING, RUN, STATES, STRANGE, Costs, Encoding, costs, is_even

LINE_CHANGE = STRANGE  # one word that only the other encoding explains may be chance; two in a line are none
WORD_CHANGE = 1.5 * STRANGE  # within a line: three words, or two with letters that rule the encoding out
LEAST_RUNS = 4
LEAST_GAIN = 2 * STRANGE  # a text must be better by this than as Unicode
LEAST_SHARE = 0.6  # of words beyond ASCII that must be syllables: the right table makes 99.5 %, a wrong one 14 %


@dataclass(frozen=True, slots=True)
class Assigned:
    """The encoding of a line; and of each of its runs where these differ, else ()."""

    encoding: Encoding
    runs: tuple[Encoding, ...] = ()


UNICODE = Assigned(None)


def _by_line(rows: Sequence[list[str]], known: Costs, states: tuple[Encoding, ...]) -> list[list[float]]:
    nothing = (0.0,) * len(states)
    return [
        [sum(column) for column in zip(nothing, *(known.get(r, nothing) for r in row), strict=True)] for row in rows
    ]


def _assign(row: list[str], state: int, known: Costs, states: tuple[Encoding, ...], lines: set[int]) -> Assigned:
    """The state of a line, or of its runs where several make no sense in it but do in another.

    A state that no whole line is in (`lines`) must have LEAST_RUNS runs: two or three may be chance.
    """
    nothing = (0.0,) * len(states)
    table = [known.get(run, nothing) for run in row]
    strange = sum(costs[state] >= STRANGE > min(costs) for costs in table)
    if strange < 2:
        return Assigned(states[state])
    order = [state, *(other for other in range(len(states)) if other != state)]  # begin in the state of the line
    way = [order[index] for index in cheapest([[costs[i] for i in order] for costs in table], WORD_CHANGE)]
    for other in set(way) - lines:
        if sum(index == other and max(costs) > LEANING for index, costs in zip(way, table, strict=True)) < LEAST_RUNS:
            way = [state if index == other else index for index in way]
    found = tuple(states[index] for index in way)
    return Assigned(states[state], found if len(set(found)) > 1 else ())


def _belied(
    rows: Sequence[list[str]], given: Sequence[Assigned], known: Costs, states: tuple[Encoding, ...]
) -> set[Encoding]:
    """The encodings whose lines, taken together, do not bear them out."""
    gain: dict[Encoding, float] = dict.fromkeys(states, 0.0)
    words, good = Counter[Encoding](), Counter[Encoding]()
    signs: dict[Encoding, Counter[str]] = {state: Counter() for state in states}
    for row, assigned in zip(rows, given, strict=True):
        for run, encoding in zip(row, assigned.runs or (assigned.encoding,) * len(row), strict=True):
            if encoding is not None and run in known:
                price = known[run][states.index(encoding)]
                gain[encoding] += known[run][0] - price
                words[encoding] += 1
                good[encoding] += price < STRANGE
                signs[encoding].update(sign for sign in run if not sign.isascii())
    return {
        name
        for name in words
        if gain[name] < LEAST_GAIN or good[name] < LEAST_SHARE * words[name] or not is_even(signs[name])
    }


def assign(lines: Sequence[str], states: tuple[Encoding, ...] = STATES) -> list[Assigned]:
    """The encoding of every line: what makes syllables of its words, and its neighbours' where words are few."""
    rows = [[] if line.isascii() and line.isprintable() else RUN.findall(line) for line in lines]
    known = costs((run for row in rows for run in row), states)
    while len(states) > 1:
        way = cheapest(_by_line(rows, known, states), LINE_CHANGE)
        given = [_assign(row, state, known, states, {0, *way}) for row, state in zip(rows, way, strict=True)]
        belied = _belied(rows, given, known, states)
        if not belied:
            return given
        kept = [index for index, state in enumerate(states) if state not in belied]
        states = tuple(states[index] for index in kept)
        known = {run: tuple(row[index] for index in kept) for run, row in known.items()}
    return [UNICODE] * len(lines)
