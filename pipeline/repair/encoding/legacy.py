"""Lines → the encoding before Unicode that each is in, word by word where a line is mixed."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.repair.encoding.path import cheapest
from pipeline.repair.encoding.signs import RUN, STATES, STRANGE, Costs, Encoding, costs, is_even

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
    """What each state costs for the runs of each line."""
    nothing = [0.0] * len(states)
    tables = ([known[run] for run in row if run in known] for row in rows)
    return [[sum(column) for column in zip(*table, strict=True)] if table else nothing for table in tables]


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
        if sum(index == other and max(costs) >= STRANGE for index, costs in zip(way, table, strict=True)) < LEAST_RUNS:
            way = [state if index == other else index for index in way]
    found = tuple(states[index] for index in way)
    return Assigned(states[state], found if len(set(found)) > 1 else ())


def _by_encoding(rows: Sequence[list[str]], given: Sequence[Assigned]) -> dict[Encoding, Counter[str]]:
    """The runs that were found in each encoding but Unicode, counted."""
    runs: dict[Encoding, Counter[str]] = defaultdict(Counter)
    for row, assigned in zip(rows, given, strict=True):
        if assigned.runs:
            for run, encoding in zip(row, assigned.runs, strict=True):
                runs[encoding][run] += 1
        elif assigned.encoding is not None:
            runs[assigned.encoding].update(row)
    runs.pop(None, None)
    return runs


def _is_belied(runs: Counter[str], known: Costs, state: int) -> bool:
    """Whether the runs found in an encoding, taken together, do not bear it out."""
    gain = words = good = 0.0
    signs: Counter[str] = Counter()
    for run, count in runs.items():
        if run in known:
            prices = known[run]
            gain += count * (prices[0] - prices[state])
            words += count
            good += count * (prices[state] < STRANGE)
            for sign in run:
                if not sign.isascii():
                    signs[sign] += count
    return gain < LEAST_GAIN or good < LEAST_SHARE * words or not is_even(signs, good == words)


def assign(lines: Sequence[str], states: tuple[Encoding, ...] = STATES) -> list[Assigned]:
    """The encoding of every line: what makes syllables of its words, and its neighbours' where words are few."""
    rows = [[] if line.isascii() and line.isprintable() else RUN.findall(line) for line in lines]
    known = costs((run for row in rows for run in row), states)
    while len(states) > 1:
        way = cheapest(_by_line(rows, known, states), LINE_CHANGE)
        whole = {0, *way}  # once: a text has 100,000 lines
        given = [_assign(row, state, known, states, whole) for row, state in zip(rows, way, strict=True)]
        found = _by_encoding(rows, given)
        belied = {name for name, runs in found.items() if _is_belied(runs, known, states.index(name))}
        if not belied:
            return given
        kept = [index for index, state in enumerate(states) if state not in belied]
        states = tuple(states[index] for index in kept)
        known = {run: tuple(row[index] for index in kept) for run, row in known.items()}
    return [UNICODE] * len(lines)
