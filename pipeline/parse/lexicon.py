"""The facts in data/*.toml as frozen values, loaded once by whoever builds a parser."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import regex

from pipeline.errors import InputError
from pipeline.parse.folding import folded, spelled


@dataclass(frozen=True, slots=True)
class Unit:
    """One printed form of a unit. `folds`: it may be known without its marks after a number."""

    name: str
    kind: str
    form: str
    folds: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the taxonomy. `labels` and `whole` are spelled forms, `units` the units that it may have.

    `rate` is the key of a per cent that follows; `under` gives another key to parts of a figure: whole → key.
    """

    key: str
    units: frozenset[str]
    labels: tuple[str, ...]
    whole: tuple[str, ...]
    unless: tuple[str, ...]
    rate: str
    under: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of document."""

    name: str
    abbr: str
    law: bool
    title: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All facts that the parser knows. `cues`, `titles` and `agencies` keep the tables of their files."""

    kinds: tuple[Kind, ...]
    units: tuple[Unit, ...]
    ignored: tuple[str, ...]
    uncounted: tuple[str, ...]
    compounds: tuple[str, ...]
    counted: tuple[str, ...]
    magnitudes: Mapping[str, Decimal]
    operators: Mapping[str, str]
    after: Mapping[str, str]
    indicators: tuple[Indicator, ...]
    cues: Mapping[str, Any]
    titles: Mapping[str, Any]
    agencies: Mapping[str, Any]

    @property
    def totals(self) -> tuple[str, ...]:
        """The words that a total row of a table begins with, without marks."""
        return tuple(map(folded, self.cues["tables"]["total"]))

    def unit_kind(self, name: str) -> str:
        """The kind of a unit: count, measure, ratio or money; "" for an unknown one."""
        return next((unit.kind for unit in self.units if unit.name == name), "")


_INDICATOR = {"units", "whole", "unless", "rate", "under"}  # what a row of kpis.toml may have beside its labels


@cache  # every component of the parser asks for all of them
def _table(name: str) -> Mapping[str, Any]:
    source = files("pipeline.parse").joinpath("data", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _own_table(path: str) -> dict[str, Any]:
    """Own indicators as in kpis.toml; under `unit` units as in units.toml, under `cues` phrases as in cues.toml."""
    if not path:
        return {}
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        _checked(table.get("unit", {}), {"kind", "forms"}, {"fold"})
        _checked({key: row for key, row in table.items() if key not in ("unit", "cues")}, {"labels"}, _INDICATOR)
        _extended(_table("cues"), table.get("cues", {}), "cues")
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path} cannot be read as indicators: {error}.", "Give a TOML file like kpis.toml."
        ) from error
    return table


def _checked(rows: Mapping[str, Any], needed: set[str], allowed: set[str]) -> None:
    """Raise ValueError for a row of another form."""
    for key, row in rows.items():
        if not isinstance(row, dict):
            raise ValueError(f'"{key}" is no table; the name of an indicator stands in quotes: ["{key}.name"]')
        missing, unknown = needed - set(row), set(row) - needed - allowed
        if missing or unknown:
            raise ValueError(f'"{key}" {"lacks" if missing else "has"} {", ".join(sorted(missing or unknown))}')


def _extended(known: Mapping[str, Any], own: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Tables of phrases with the user's behind the known ones. Raises ValueError for a name that none of them has."""
    made = dict(known)
    for name, phrases in own.items():
        if isinstance(phrases, dict) and isinstance(known.get(name), dict):
            made[name] = _extended(known[name], phrases, f"{path}.{name}")
        elif _are_phrases(phrases) and _are_phrases(known.get(name)):
            made[name] = [*known[name], *phrases]
        else:
            raise ValueError(f"[{path}] has no phrases named {name}; cues.toml tells which there are")
    return made


def _are_phrases(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) and value.strip() for value in values)


def _units(rows: Mapping[str, Any]) -> tuple[Unit, ...]:
    """Short forms fold into other words ("ha", "xa"), so they need their marks."""
    found = [
        Unit(name, row["kind"], spelled(form), bool(row.get("fold", True)) and len(form) >= 4)
        for name, row in rows.items()
        for form in row["forms"]
    ]
    return tuple(sorted(found, key=lambda unit: -len(unit.form)))


def _indicators(rows: Mapping[str, Any]) -> tuple[Indicator, ...]:
    def phrases(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
        return tuple(sorted({spelled(phrase) for phrase in row.get(name, ())}, key=lambda p: (-len(p), p)))

    return tuple(
        Indicator(
            key=key,
            units=frozenset(row.get("units", ())),
            labels=phrases(row, "labels"),
            whole=phrases(row, "whole"),
            unless=phrases(row, "unless"),
            rate=row.get("rate", ""),
            under=row.get("under", {}),
        )
        for key, row in rows.items()
    )


def _kinds(rows: Iterable[Mapping[str, Any]]) -> tuple[Kind, ...]:
    return tuple(Kind(row["name"], row["abbr"], row.get("law", False), row.get("title", True)) for row in rows)


def load_lexicon(own_indicators: str = "") -> Lexicon:
    """Read all data files, and the user's own indicators and units where a path is given.

    Raises InputError for a bad file.
    """
    units, own = _table("units"), _own_table(own_indicators)
    own_units, own_cues = own.pop("unit", {}), own.pop("cues", {})
    return Lexicon(
        kinds=_kinds(_table("kinds")["kind"]),
        units=_units(units["unit"] | own_units),
        ignored=tuple(sorted(map(spelled, units["ignore"]["forms"]), key=len, reverse=True)),
        uncounted=tuple(map(spelled, units["uncounted"]["forms"])),
        compounds=tuple(map(spelled, units["compound"]["forms"])),
        counted=tuple(map(spelled, units["counted"]["forms"])),
        magnitudes={spelled(word): Decimal(factor) for word, factor in units["magnitude"].items()},
        operators={spelled(word): sign for word, sign in units["operator"].items()},
        after={spelled(word): sign for word, sign in units["after"].items()},
        indicators=_indicators({**_table("kpis"), **own}),
        cues=_extended(_table("cues"), own_cues, "cues"),
        titles=_table("titles"),
        agencies=_table("agencies"),
    )


def one_of(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, longest first, with any run of spaces between words."""
    return _alternatives(tuple(phrases))


@lru_cache(maxsize=512)  # the same lists make patterns for every document
def _alternatives(phrases: tuple[str, ...]) -> str:
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(_escaped(phrase) for phrase in ordered)


def _escaped(phrase: str) -> str:
    return " +".join(regex.escape(word) for word in phrase.split(" "))


def fold_all(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases without marks."""
    return tuple(folded(phrase) for phrase in phrases)
