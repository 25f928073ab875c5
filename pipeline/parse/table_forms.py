"""Known forms: a table → the form whose columns stand at their places, however its stacked header was read."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from pipeline.parse.folding import folded
from pipeline.parse.formulas import PER_CENT, Interval, Node, evaluate, parse_formula

_AT_PLACE = 0.7  # of the columns that the form names: a header lost here and there does no harm
_NEARLY = 0.45  # of them, misread ones counted by their likeness, where the figures obey the form
_LIKE = 60  # of 100: less likeness than this is chance
_TRIED, _OBEYED = 2, 0.6  # figures that must tell, and the share of them that must obey
_TELLING = ("plan", "result", "last")  # other tables too have a name, two figures and a per cent
_NEAR = Decimal("0.01")  # of a figure: rounding of per cents

Values = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Form:
    """A form. Everything is by column; see forms.toml. Without `keys` each row is an indicator and `uses` are given."""

    name: str
    unit: str
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    keys: tuple[str, ...]
    uses: tuple[str, ...]
    scopes: tuple[str, ...]
    identities: tuple[str, ...]

    def formulas(self) -> Iterator[tuple[int, str]]:
        """(number of the column, formula) of every identity; columns count from 1."""
        for identity in self.identities:
            whole, *sides = identity.split("=")
            for side in sides:
                yield int(whole), side

    def column(self, use: str) -> int | None:
        """The first column of a use."""
        return self.uses.index(use) if use in self.uses else None

    def ratios(self) -> Iterator[tuple[int, int, int]]:
        """(ratio, result, plan): columns of which the first is the per cent that the second is of the third."""
        for ratio, base in (("ratio", "plan"), ("ratio_last", "last")):
            named = [[at for at, use in enumerate(self.uses) if use == name] for name in (ratio, "result", base)]
            yield from zip(*named, strict=False)

    def head(self, column: int, path: str) -> tuple[str, bool]:
        """What a column is called, and whether that was read: else it is the form's own word for it."""
        words = self.columns[column] if column < len(self.columns) else ""
        read = bool(path) and (not words or _likeness(words, path) >= 1)
        return (path, True) if read or column >= len(self.titles) else (self.titles[column], False)


@lru_cache(maxsize=1)
def load_forms() -> tuple[Form, ...]:
    """The forms of the data file."""
    text = files("pipeline.parse").joinpath("data", "forms.toml").read_text(encoding="utf-8")
    lists = ("columns", "titles", "keys", "uses", "scopes", "identities")
    return tuple(
        Form(row["name"], row.get("unit", ""), *(tuple(row.get(name, ())) for name in lists))
        for row in tomllib.loads(text)["form"]
    )


def form_of(paths: Sequence[str], rows: Sequence[Values]) -> Form | None:
    """The form with these headers, or None. `rows` are the figures of the body by column."""
    for form in load_forms():
        if len(paths) == len(form.columns):
            alike = [_likeness(words, path) for words, path in zip(form.columns, paths, strict=True)]
            named = [each for each, words in zip(alike, form.columns, strict=True) if words]
            if not all(each for each, use in zip(alike, form.uses, strict=False) if use in _TELLING):
                continue
            if sum(each >= 1 for each in named) >= _AT_PLACE * len(named):
                return form
            if sum(named) >= _NEARLY * len(named) and _obeyed(form, rows):
                return form
    return None


def _likeness(words: str, path: str) -> float:
    """How much of a header was read, 0 to 1; without spaces, since narrow columns lose them."""
    tight = folded(path).replace(" ", "")
    if not tight:
        return 0.0
    parts = [part.replace(" ", "") for part in words.split("|")]
    if any(part in tight for part in parts):
        return 1.0
    best = max(fuzz.ratio(part, tight[: len(part) + 2]) for part in parts)
    return best / 100 if best >= _LIKE else 0.0


def _obeyed(form: Form, rows: Sequence[Values]) -> bool:
    """Whether the figures are in the proportions that the form gives them."""
    most = len(form.columns)
    nodes = [(whole - 1, parse_formula(side, most)) for whole, side in form.formulas()]
    verdicts = [_agrees(row, whole, node) for row in rows for whole, node in nodes if node is not None]
    verdicts += [
        _agrees({0: row[result], 1: row[plan], 2: row[ratio]}, 2, PER_CENT)
        for row in rows
        for ratio, result, plan in form.ratios()
        if {ratio, result, plan} <= set(row)
    ]
    told = [verdict for verdict in verdicts if verdict is not None]
    return len(told) >= _TRIED and sum(told) >= _OBEYED * len(told)


def _agrees(row: Values, whole: int, node: Node) -> bool | None:
    """Whether a figure is what the formula makes of the others; None where that says nothing."""
    parts = {number: Interval(row[number - 1], row[number - 1]) for number in node.refs() if number - 1 in row}
    made = evaluate(node, parts) if len(parts) == len(set(node.refs())) and whole in row else None
    if made is None or not made.low:
        return None
    return abs(made.low - row[whole]) <= _NEAR * max(abs(made.low), abs(row[whole]))


def form_named(name: str) -> Form | None:
    """The form of a name, or None."""
    return next((form for form in load_forms() if form.name == name), None)
