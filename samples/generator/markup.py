"""A template line becomes text with the places of its figures; the little language is told in data/families.toml."""

import re
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Literal, cast

from pipeline.evaluate.truth import TrueCitation
from samples.generator.scenario import Cited, Scenario

CHOICE = re.compile(r"«([^»]*)»")
SLOT = re.compile(
    r"\[(?P<figure>[\w/]+) (?P<key>\S+) (?P<unit>[^\s|\]]+)(?: (?P<metric>\w+))?(?P<more>(?: \w+=\S+?)*)"
    r"\|(?P<print>[^\]]*)\]"
    r"|<(?P<cite>[\w-]+)>"
)
UNPADDED = {"%", "VND", "ha", "ta_per_ha", "tan", "m2"}  # measures; counts below ten are written 03
Metric = Literal["value", "rate", "change", "achievement"]
Kind = Literal["result", "target", "plan", "estimate"]
COMPARED = {"achievement": "plan", "change": "same_period_last_year"}  # unless the template says otherwise


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a passage, at text[start:end], printed as `text`."""

    start: int
    end: int
    key: str
    value: Decimal
    unit: str
    metric: Metric
    denominator: Decimal | None
    text: str
    label: str = ""
    scope: str = ""
    comparison: str = ""
    kind: Kind = "result"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a cell in words, with its figures and the documents it cites."""

    text: str
    figures: tuple[Figure, ...] = ()
    citations: tuple[TrueCitation, ...] = ()


def expand(template: str, scenario: Scenario, random: Random, padded: bool = True) -> Passage:
    """Fill a template. `padded` writes counts below ten with a leading zero, as prose does."""
    chosen = CHOICE.sub(lambda match: random.choice(match[1].split("|")), template).format(**scenario.words)
    text, figures, citations, at = "", [], [], 0
    for match in SLOT.finditer(chosen):
        text += chosen[at : match.start()]
        at = match.end()
        if match["cite"]:
            cited = scenario.cited[match["cite"]]
            citations.append(cited.truth)
            text += printed_citation(cited)
        else:
            figures.append(_figure(match, scenario, len(text), padded))
            text += figures[-1].text
    return Passage(text + chosen[at:], tuple(figures), tuple(citations))


def printed_citation(cited: Cited) -> str:
    """The first mention of a document in full, e.g. "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ"."""
    truth = cited.truth
    code = "/".join(part for part in (truth.number, truth.year, truth.notation) if part)
    day = truth.issued_date
    when = f" ngày {day.day:02d}/{padded_month(day.month)}/{day.year}" if day else ""
    return f"{truth.type} số {code}{when} {cited.tail}"


def padded_month(month: int) -> str:
    """January and February take a zero, the other months do not (decree 30/2020)."""
    return f"{month:02d}" if month < 3 else str(month)


def _figure(match: re.Match[str], scenario: Scenario, start: int, padded: bool) -> Figure:
    name, _, below = match["figure"].partition("/")
    unit, _, power = match["unit"].partition("*")
    scale = Decimal(10) ** int(power or 0)
    value = scenario.figures[name]
    parts = [printed_number(value, padded and unit not in UNPADDED)]
    denominator = None
    if below:
        denominator = Decimal(below) if below.isdigit() else scenario.figures[below]
        parts.append(printed_number(denominator, padded and unit not in UNPADDED))
        denominator *= scale
    text = match["print"].replace("#", "/".join(parts))
    key = "" if match["key"] == "-" else match["key"]
    metric = cast(Metric, match["metric"] or "value")
    said = dict(word.replace("_", " ").split("=") for word in match["more"].split())
    said = {"comparison": COMPARED.get(metric, "")} | said
    if "comparison" in said:
        said["comparison"] = said["comparison"].replace(" ", "_")
    return Figure(start, start + len(text), key, value * scale, unit, metric, denominator, text, **said)


def printed_number(value: Decimal, padded: bool) -> str:
    """Dots between thousands, a comma before decimals, and a leading zero where `padded` says so."""
    if value == value.to_integral_value() and not value.as_tuple().exponent:
        plain = f"{int(value):,}".replace(",", ".")
        return plain.zfill(2) if padded and value else plain
    whole, _, decimals = f"{value:,f}".partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")
