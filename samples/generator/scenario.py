"""A line of the catalogue and a seed become a scenario: who reports, when, on what, with which figures."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from pipeline.evaluate.truth import TrueCitation
from samples.generator.facts import read_facts
from samples.generator.figures import Figures, draw_figures


@dataclass(frozen=True, slots=True)
class Cited:
    """A document to cite: what is true of it, and the words after its date."""

    truth: TrueCitation
    tail: str


@dataclass(frozen=True)
class Scenario:
    """Everything that a report will say, before it is put into words."""

    name: str
    family: str
    agency: dict[str, Any]
    issued: date
    number: str
    period: str
    signature: tuple[str, ...]
    signer: str
    figures: Figures
    cited: dict[str, Cited]
    faults: tuple[str, ...] = ()
    doubts: tuple[tuple[str, tuple[Decimal, ...]], ...] = ()
    words: dict[str, str] = field(default_factory=dict)

    @property
    def notation(self) -> str:
        """The symbol after the number, e.g. "BC-UBND"."""
        return f"BC-{self.agency['symbol']}"


def draw_scenario(entry: dict[str, Any], seed: int) -> Scenario:
    """The scenario of one catalogue entry; equal for equal seeds."""
    random = Random(f"{seed}:{entry['name']}:scenario")
    agency = next(agency for agency in read_facts("places")["agency"] if agency["id"] == entry["agency"])
    issued: date = entry["issued"]
    figures = draw_figures(entry["family"].removesuffix("-short"), random)
    words = {name: str(agency[name]) for name in ("name", "body", "unit", "above", "top")}
    words |= {"period": entry["period"], "year": str(issued.year)}
    figures, faults = _injure(figures, entry.get("fault", {}))
    return Scenario(
        name=entry["name"],
        family=entry["family"],
        agency=agency,
        issued=issued,
        number=f"{random.randint(5, 30 * issued.month):02d}",
        period=entry["period"],
        signature=tuple(entry["signature"]),
        signer=_person(random),
        figures=figures,
        cited=_documents(random, issued, words),
        faults=faults,
        doubts=tuple((code, tuple(figures[name] for name in names)) for code, *names in entry.get("doubts", ())),
        words=words,
    )


def _injure(figures: Figures, fault: dict[str, int]) -> tuple[Figures, tuple[str, ...]]:
    """Add to single figures after the sums were made, so that the report contradicts itself; log it."""
    changed = {name: figures[name] + Decimal(more) for name, more in fault.items()}
    return figures | changed, tuple(f"{name}: {figures[name]} printed as {value}" for name, value in changed.items())


def _person(random: Random) -> str:
    people = read_facts("places")["people"]
    return " ".join(random.choice(people[part]) for part in ("family", "middle", "given"))


def _documents(random: Random, issued: date, words: dict[str, str]) -> dict[str, Cited]:
    facts = read_facts("documents")
    found = {
        name: Cited(TrueCitation(law["type"], law["number"], law["year"], law["notation"], law["date"]), law["tail"])
        for name, law in facts["law"].items()
    }
    for name, paper in facts["local"].items():
        drawn = date(issued.year, random.randint(1, min(2, issued.month - 1)), random.randint(3, 28))
        number = f"{random.randint(2, 20 * drawn.month):02d}"  # numbers grow with the year
        truth = TrueCitation(paper["type"], number, "", paper["notation"], drawn)
        found[name] = Cited(truth, paper["tail"].format(**words))
    return found
