"""Known forms: a table → the form whose columns stand at their places, however its stacked header was read."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipeline.parse.folding import folded

_AT_PLACE = 0.7  # of the columns that the form names: a header lost here and there does no harm


@dataclass(frozen=True, slots=True)
class Form:
    """A form. `columns` are words of each header without marks; `keys` what the total row states; see forms.toml."""

    name: str
    unit: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    identities: tuple[str, ...]

    def formulas(self) -> Iterator[tuple[int, str]]:
        """(number of the column, formula) of every identity; columns count from 1."""
        for identity in self.identities:
            whole, *sides = identity.split("=")
            for side in sides:
                yield int(whole), side


@lru_cache(maxsize=1)
def load_forms() -> tuple[Form, ...]:
    """The forms of the data file."""
    text = files("pipeline.parse").joinpath("data", "forms.toml").read_text(encoding="utf-8")
    return tuple(
        Form(row["name"], row["unit"], tuple(row["columns"]), tuple(row["keys"]), tuple(row["identities"]))
        for row in tomllib.loads(text)["form"]
    )


def form_of(paths: Sequence[str]) -> Form | None:
    """The form with these headers, or None."""
    for form in load_forms():
        if len(paths) == len(form.columns):
            named = [(words, folded(path)) for words, path in zip(form.columns, paths, strict=True) if words]
            if sum(words in path for words, path in named) >= _AT_PLACE * len(named):
                return form
    return None


def form_named(name: str) -> Form | None:
    """The form of a name, or None."""
    return next((form for form in load_forms() if form.name == name), None)
