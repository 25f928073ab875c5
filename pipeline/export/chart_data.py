"""Figures → what is worth a chart: bars by subject and unit, rates, achievements, and series over time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.export.periods import Period, read_period
from pipeline.export.wording import Wording
from pipeline.letters import unmarked
from pipeline.report import Kpi, Report

DOUBTFUL = 0.6  # confidence below which a bar is drawn as doubtful: a label that no indicator of the taxonomy matches
_MOST_BARS = 15
_MONEY = ((Decimal(10**9), "billion_dong"), (Decimal(10**6), "million_dong"), (Decimal(1), "dong"))
_HARMLESS = frozenset({"label_folded", "unit_folded", "percent", "bracketed", "label_from_form"})
_MADE_BEFORE = ("cùng kỳ", "năm trước", "kỳ trước")


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure of a chart. `sure` is False where it has to be looked at."""

    label: str
    value: Decimal
    sure: bool
    unit: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart: bars of one unit. `kind` "rate" has an axis to 100, "achievement" a line at 100.

    Figures that have nothing to be compared with stand in a panel of kind "single", each with its own unit.
    """

    title: str
    kind: str
    unit: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator of an agency over periods of one length, in order; `unit` in words."""

    agency: str
    title: str
    unit: str
    points: tuple[tuple[Period, Decimal], ...]


def report_panels(report: Report, wording: Wording) -> tuple[Panel, ...]:
    """The charts of one report: its figures with a known indicator, each indicator once, by subject."""
    groups: dict[tuple[str, str], list[Kpi]] = {}
    seen: set[tuple[str, str]] = set()
    for kpi in report.kpis:
        if _charted(kpi) and (kpi.key, kpi.metric) not in seen:
            seen.add((kpi.key, kpi.metric))
            groups.setdefault(_group(kpi), []).append(kpi)
    panels = [_panel(name, unit, kpis, wording) for (name, unit), kpis in groups.items()]
    alone = tuple(panel.bars[0] for panel in panels if len(panel.bars) == 1)
    kept = sorted(
        (panel for panel in panels if len(panel.bars) > 1), key=lambda panel: (panel.kind != "value", -len(panel.bars))
    )
    return (*kept, Panel(wording.of("chart", "single"), "single", "", alone)) if alone else tuple(kept)


def _charted(kpi: Kpi) -> bool:
    """What the report states of itself: no aims, no changes, no parts of a table, no yield of a single crop."""
    plain = kpi.value is not None and kpi.kind in ("result", "estimate") and not kpi.scope and bool(kpi.key)
    return plain and kpi.metric in ("value", "rate", "achievement") and kpi.key not in ("agri.yield", "agri.output")


def _group(kpi: Kpi) -> tuple[str, str]:
    if kpi.metric == "achievement" or kpi.unit == "%":
        return ("achievement" if kpi.metric == "achievement" else "rate"), "%"
    return kpi.key.partition(".")[0], kpi.unit


def _panel(name: str, unit: str, kpis: Sequence[Kpi], wording: Wording) -> Panel:
    kind = name if name in ("rate", "achievement") else "value"
    factor, shown = _scale(unit, [kpi.value for kpi in kpis if kpi.value is not None], wording)
    bars = tuple(
        Bar(name_of(kpi.key, kpi.label_raw, wording), kpi.value / factor, is_sure(kpi.conf, kpi.flags), shown)
        for kpi in kpis[:_MOST_BARS]
        if kpi.value is not None
    )
    return Panel(wording.of("chart", name), kind, shown, bars)


def _scale(unit: str, values: Sequence[Decimal], wording: Wording) -> tuple[Decimal, str]:
    """Money in the largest unit in which the smallest amount still shows."""
    if unit != "VND":
        return Decimal(1), wording.of("unit", unit)
    least = min((abs(value) for value in values if value), default=Decimal(0))
    factor, name = next(each for each in _MONEY if least >= each[0] or each[0] == 1)
    return factor, wording.of("unit", name)


def name_of(key: str, label: str, wording: Wording) -> str:
    """What an indicator is called; one without a name, by its label as printed."""
    named = wording.of("indicator", key)
    named = named if named != key else label
    return named[:1].upper() + named[1:]


def is_sure(conf: float, flags: Iterable[str]) -> bool:
    """Whether a figure need not be looked at."""
    return conf >= DOUBTFUL and set(flags) <= _HARMLESS


def all_series(
    metadata: Iterable[Mapping[str, str]], kpis: Iterable[Mapping[str, str]], wording: Wording
) -> tuple[Series, ...]:
    """Series of at least two periods, from the rows of the joined metadata.csv and kpis.csv.

    A quarter is never beside a year. A figure with doubts is left out, as is a period whose reports disagree.
    """
    fields: dict[str, dict[str, str]] = {}
    for row in metadata:
        fields.setdefault(row["doc_id"], {}).setdefault(row["field"], row["value"])
    found: dict[tuple[str, str, str, int], dict[Period, set[Decimal]]] = {}
    names: dict[str, str] = {}
    for row in kpis:
        about = fields.get(row["doc_id"], {})
        agency, issued = about.get("organ_name", ""), about.get("issued_date", "")
        period = read_period(row["period_label"], int(issued[:4]) if issued[:4].isdigit() else None)
        if period is None or not agency or not _in_series(row):
            continue
        same = unmarked(agency).casefold()
        names.setdefault(same, agency)
        key = (same, row["kpi_key"], row["unit"], period.months)
        found.setdefault(key, {}).setdefault(period, set()).add(Decimal(row["value"]))
    made = (_series(names[who], key, unit, points, wording) for (who, key, unit, _), points in sorted(found.items()))
    return tuple(series for series in made if len(series.points) > 1)


def _in_series(row: Mapping[str, str]) -> bool:
    stated = row["value"] and row["kpi_key"] and not row["scope"] and row["kind"] in ("result", "estimate")
    of_old = any(word in row["label_raw"].casefold() for word in _MADE_BEFORE)
    sure = is_sure(float(row["confidence"] or 0), row["flags"].split())
    return (
        bool(stated)
        and row["metric"] in ("value", "rate")
        and sure
        and not (of_old and "carried" not in row["kpi_key"])
    )


def _series(agency: str, key: str, unit: str, points: Mapping[Period, set[Decimal]], wording: Wording) -> Series:
    agreed = {period: min(values) for period, values in points.items() if len(values) == 1}
    factor, shown = _scale(unit, list(agreed.values()) or [Decimal(0)], wording)
    ordered = sorted(agreed.items(), key=lambda point: point[0].end)
    return Series(
        agency, name_of(key, key, wording), shown, tuple((period, value / factor) for period, value in ordered)
    )
