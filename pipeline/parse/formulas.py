"""Formulas over printed numbers: parsed, computed with the slack that their decimals leave, compared with what stands.

A printed number stands for an interval: "12,3" may be anything from 12,25 to 12,35. A count is exact. A formula over
intervals gives an interval, so that rounding is never taken for a contradiction and no tolerance has to be guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import regex

from pipeline.document import Span
from pipeline.parse.numbers import format_number, read_number, scaled

_TOKEN = regex.compile(r"\s*(?:(?P<number>\d+)|(?P<sign>[-+*/:x×–()%\[\]]))")
_SIGNS = {"–": "-", ":": "/", "x": "*", "×": "*", "[": "(", "]": ")"}
_MOST_HINTS = 3  # more changes of one digit would mend it than a hint can say


@dataclass(frozen=True, slots=True)
class Operand:
    """A number as printed, with its value (scaled), the width of its last place, and where it stands.

    `exact`: the last place is not rounded, as in a count. An operand that cannot be read is not `known`: its value says
    nothing.
    """

    value: Decimal
    raw: str
    step: Decimal
    exact: bool
    span: Span
    kpi_id: str = ""
    known: bool = True

    @property
    def interval(self) -> Interval:
        """What the printed number may stand for."""
        half = Decimal(0) if self.exact else self.step / 2
        return Interval(self.value - half, self.value + half)

    def read_as(self, raw: str, value: Decimal) -> Operand:
        """The same operand with another reading."""
        return Operand(value, raw, self.step, self.exact, self.span, self.kpi_id, self.known)


def operand(raw: str, value: Decimal, span: Span, exact: bool, kpi_id: str = "") -> Operand:
    """An operand whose value is the printed number times some factor."""
    printed = read_number(raw.strip("()%+- –")).value
    factor = abs(value / printed) if printed else Decimal(1)
    decimals = -int(printed.as_tuple().exponent) if printed is not None else 0
    return Operand(value, raw, factor.scaleb(-decimals), exact and decimals == 0, span, kpi_id)


class Interval(NamedTuple):
    """From low to high, both included."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Node:
    """A formula: a reference ("ref"), a constant, or a sign between two formulas."""

    sign: str
    number: int = 0
    left: Node | None = None
    right: Node | None = None

    def refs(self) -> tuple[int, ...]:
        """The numbers that it refers to, in order."""
        if self.left is None or self.right is None:
            return (self.number,) if self.sign == "ref" else ()
        return (*self.left.refs(), *self.right.refs())


def sum_of(count: int) -> Node:
    """1 + 2 + … + count."""
    node = Node("ref", 1)
    for number in range(2, count + 1):
        node = Node("+", 0, node, Node("ref", number))
    return node


PER_CENT = Node("*", 0, Node("/", 0, Node("ref", 1), Node("ref", 2)), Node("const", 100))
EQUAL = Node("ref", 1)


def parse_formula(text: str, most: int) -> Node | None:
    """Read "4+5+6" or "(7)/(6)*100%"; numbers up to `most` are references. None where it is no formula."""
    tokens: list[str] = []
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        token = match[match.lastgroup or 0]
        tokens += [] if token == "%" else [_SIGNS.get(token, token)]
        at = match.end()
    node, rest = _expression(tokens, most)
    return node if not rest else None


def _expression(tokens: Sequence[str], most: int) -> tuple[Node | None, Sequence[str]]:
    node, rest = _term(tokens, most)
    while node is not None and rest and rest[0] in "+-":
        right, after = _term(rest[1:], most)
        node, rest = (Node(rest[0], 0, node, right), after) if right else (None, after)
    return node, rest


def _term(tokens: Sequence[str], most: int) -> tuple[Node | None, Sequence[str]]:
    node, rest = _factor(tokens, most)
    while node is not None and rest and rest[0] in "*/":
        right, after = _factor(rest[1:], most)
        node, rest = (Node(rest[0], 0, node, right), after) if right else (None, after)
    return node, rest


def _factor(tokens: Sequence[str], most: int) -> tuple[Node | None, Sequence[str]]:
    if tokens and tokens[0] == "(":
        node, rest = _expression(tokens[1:], most)
        return (node, rest[1:]) if rest and rest[0] == ")" else (None, rest)
    if tokens and tokens[0].isdigit():
        number = int(tokens[0])
        return (Node("ref" if number <= most else "const", number), tokens[1:]) if number else (None, tokens)
    return None, tokens


def evaluate(node: Node, values: Mapping[int, Interval]) -> Interval | None:
    """The interval of a formula; None where a reference is missing or a divisor may be nothing."""
    if node.left is None or node.right is None:
        return values.get(node.number) if node.sign == "ref" else Interval(Decimal(node.number), Decimal(node.number))
    left, right = evaluate(node.left, values), evaluate(node.right, values)
    if left is None or right is None or (node.sign == "/" and right.low <= 0 <= right.high):
        return None
    if node.sign == "+":
        return Interval(left.low + right.low, left.high + right.high)
    if node.sign == "-":
        return Interval(left.low - right.high, left.high - right.low)
    ends = [a * b if node.sign == "*" else a / b for a in left for b in right]
    return Interval(min(ends), max(ends))


def shown(node: Node, raws: Mapping[int, str]) -> str:
    """The formula with the numbers as printed: "310 + 12"."""
    if node.left is None or node.right is None:
        return raws[node.number] if node.sign == "ref" else str(node.number)
    return f"{shown(node.left, raws)} {node.sign} {shown(node.right, raws)}"


@dataclass(frozen=True, slots=True)
class Claim:
    """That `found` is what the formula makes of `parts` (reference 1 is the first part)."""

    rule: str
    found: Operand
    formula: Node
    parts: tuple[Operand, ...]

    @property
    def readable(self) -> bool:
        """Whether all its numbers could be read."""
        return all(part.known for part in (self.found, *self.parts))

    def holds(self) -> bool | None:
        """Whether it agrees, decimals allowed for; None where it cannot be computed."""
        if not self.readable:
            return None
        made = evaluate(self.formula, self._intervals())
        return None if made is None else _agree(self.found, made)

    def _intervals(self) -> dict[int, Interval]:
        return {at: part.interval for at, part in enumerate(self.parts, 1)}

    def expected(self) -> Decimal | None:
        """What the formula gives, with one decimal more than is printed where it does not come out even."""
        if not all(part.known for part in self.parts):
            return None
        made = evaluate(self.formula, {at: Interval(part.value, part.value) for at, part in enumerate(self.parts, 1)})
        if made is None:
            return None
        step = self.found.step if made.low % self.found.step == 0 else self.found.step.scaleb(-1)
        return (made.low / step).quantize(Decimal(1), ROUND_HALF_UP) * step

    def distance(self) -> Decimal:
        """How far the printed value is from the expected one, as a share of the larger."""
        expected = self.expected()
        most = max(abs(self.found.value), abs(expected)) if expected is not None else Decimal(0)
        return abs(self.found.value - expected) / most if most and expected is not None else Decimal(0)

    def told(self) -> str:
        """The formula with the numbers as printed."""
        return shown(self.formula, {at: part.raw for at, part in enumerate(self.parts, 1)})

    def hint(self) -> str:
        """The changes of one digit or comma that would mend it: "1.284 → 1.274 | 44 → 4,4"; "" for none or too many."""
        found = [f"{old.raw} → {new.raw}" for old, new in self._mended()] if self.readable else []
        return " | ".join(found) if len(found) <= _MOST_HINTS else ""

    def _mended(self) -> Iterator[tuple[Operand, Operand]]:
        """The operands of which another reading would make it hold, with that reading."""
        values = self._intervals()
        made = evaluate(self.formula, values)
        yield from ((self.found, other) for other in _one_digit_off(self.found) if made and _agree(other, made))
        for at, part in enumerate(self.parts, 1):
            for other in _one_digit_off(part):
                made = evaluate(self.formula, values | {at: other.interval})
                if made and _agree(self.found, made):
                    yield part, other


def _agree(found: Operand, made: Interval) -> bool:
    """Authors round, or cut off what follows: a whole unit of the last place either way."""
    slack = Decimal(0) if found.exact else found.step
    return made.low - slack <= found.value <= made.high + slack


def _one_mark_off(operand: Operand) -> Iterator[str]:
    """The number with the comma that a reader lost, or without one that it saw: "44" for 4,4."""
    raw = operand.raw
    if raw.isdigit():
        yield from (f"{raw[:at]},{raw[at:]}" for at in range(1, len(raw)) if raw[0] != "0" or at == 1)
    elif raw.count(",") == 1 and "." not in raw and not raw.startswith("0"):
        yield raw.replace(",", "")


def _one_digit_off(operand: Operand) -> Iterator[Operand]:
    """The number with one digit another; a leading zero stays, and comes only as in "03"."""
    printed = read_number(operand.raw).value
    if not printed:
        return
    factor = operand.value / printed
    for raw in _one_mark_off(operand):
        value = read_number(raw).value
        if value is not None and not operand.exact:
            yield operand.read_as(raw, scaled(value, factor))
    for at, old in enumerate(operand.raw):
        for new in "0123456789" if old.isdigit() else "":
            raw = operand.raw[:at] + new + operand.raw[at + 1 :]
            value = read_number(raw).value
            zero = raw[0] == "0" and operand.raw[0] != "0" and len(raw) != 2
            if new != old and value is not None and not zero:
                yield operand.read_as(raw, scaled(value, factor))


def number_shown(value: Decimal, like: Operand) -> str:
    """A value as it would be printed beside an operand, in the operand's magnitude."""
    printed = read_number(like.raw).value
    factor = like.value / printed if printed else Decimal(1)
    return format_number((value / factor).normalize() + 0 if factor else value)
