"""Charts of figures → PNG pages to look at: one of a report's main figures, one an agency over time."""

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from pipeline import store
from pipeline.export.chart_data import Bar, Panel, Series, all_series, report_panels
from pipeline.export.wording import Wording
from pipeline.report import Report

# DejaVu Sans comes with matplotlib and has all Vietnamese letters.
INK, SOFT, BLUE, DOUBT = "#1f2933", "#7b8794", "#2f6f9f", "#d9822b"
_WIDTH = 11.7  # inches: A4 across
_BAR, _AROUND = 0.32, 0.8  # inches of a bar; of a panel's title and the gap below
_PANELS = 12  # small charts on a page of series


def draw_report(path: Path, report: Report, wording: Wording) -> None:
    """Draw a page of small charts of a report's main figures; without any, the page says so."""
    panels = report_panels(report, wording)
    columns: tuple[list[Panel], list[Panel]] = ([], [])
    for panel in panels:
        min(columns, key=_height).append(panel)
    high = max(2.4, *map(_height, columns))
    figure = Figure(figsize=(_WIDTH, high + 1.35), facecolor="white")
    _title(figure, report.field("subject") or report.field("doc_type"), _about(report), high + 1.35)
    if not panels:
        figure.text(0.5, 0.4, wording.of("chart", "nothing"), ha="center", color=SOFT, fontsize=11)
    for side, column in enumerate(columns):
        top = high + 0.45
        for panel in column:
            inches = _BAR * len(panel.bars)
            axes = figure.add_axes(_place(side, top - 0.45 - inches, inches, high + 1.35))
            (_numbers if panel.kind == "single" else _bars)(axes, panel, wording)
            top -= inches + _AROUND
    if any(not bar.sure for panel in panels for bar in panel.bars):
        figure.text(0.03, 0.12 / (high + 1.35), wording.of("chart", "doubt"), color=DOUBT, fontsize=8)
    _save(figure, path)


def _height(panels: Sequence[Panel]) -> float:
    return sum(_BAR * len(panel.bars) + _AROUND for panel in panels)


def _place(side: int, bottom: float, inches: float, page: float) -> tuple[float, float, float, float]:
    """Left, bottom, width, height of a panel's axes as shares of the page; labels stand left of them."""
    return 0.235 + 0.49 * side, bottom / page, 0.2, inches / page


def _title(figure: Figure, title: str, below: str, page: float) -> None:
    lines = textwrap.shorten(" ".join(title.split()), 95, placeholder=" …")
    figure.text(0.03, 1 - 0.42 / page, lines, fontsize=13, fontweight="bold", color=INK)
    figure.text(0.03, 1 - 0.70 / page, below, fontsize=9.5, color=SOFT)


def _about(report: Report) -> str:
    number, symbol = report.field("code_number"), report.field("code_notation")
    code = f"{number}/{symbol}" if number and symbol else symbol
    day = "/".join(reversed(report.field("issued_date").split("-")))
    return " · ".join(part for part in (report.field("organ_name"), code, day) if part)


def _bars(axes: Axes, panel: Panel, wording: Wording) -> None:
    values = [float(bar.value) for bar in panel.bars]
    places = range(len(values))
    axes.barh(places, values, height=0.62, color=[BLUE if bar.sure else "#f3d9bd" for bar in panel.bars])
    most = 100.0 if panel.kind == "rate" else max(*values, 100.0 if panel.kind == "achievement" else 0.0)
    axes.set_xlim(0, most or 1)
    if panel.kind == "achievement":
        axes.axvline(100, color=SOFT, linewidth=0.8, linestyle=(0, (3, 2)))
    for at, bar in zip(places, panel.bars, strict=True):
        text = number_text(bar.value, wording) + ("" if bar.sure else " ?")
        axes.annotate(
            text, (min(values[at], most), at), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8.5,
            color=INK if bar.sure else DOUBT,
        )  # fmt: skip
    _name_bars(axes, panel)
    axes.spines["left"].set_color(SOFT)


def _numbers(axes: Axes, panel: Panel, wording: Wording) -> None:
    """Figures without anything to compare them with: the number itself, large."""
    for at, bar in enumerate(panel.bars):
        text = number_text(bar.value, wording) + ("" if bar.sure else " ?")
        ink = INK if bar.sure else DOUBT
        axes.text(0.42, at, text, ha="right", va="center", fontsize=10.5, fontweight="bold", color=ink)
        axes.text(0.47, at, bar.unit, ha="left", va="center", fontsize=8.5, color=SOFT)
    axes.set_ylim(-0.5, len(panel.bars) - 0.5)
    _name_bars(axes, panel)
    axes.spines["left"].set_visible(False)


def _name_bars(axes: Axes, panel: Panel) -> None:
    """Title, and the label of each bar at its left; the first bar on top."""
    axes.set_yticks(range(len(panel.bars)), [_label(bar) for bar in panel.bars], fontsize=8.5, color=INK)
    axes.invert_yaxis()
    axes.set_title(_head(panel.title, panel.unit), x=-1.03, fontsize=10, fontweight="bold", color=INK, ha="left", pad=6)
    axes.tick_params(length=0)
    axes.set_xticks([])
    for name in ("top", "right", "bottom"):
        axes.spines[name].set_visible(False)


def _head(title: str, unit: str) -> str:
    return f"{title} ({unit})" if unit else title


def _label(bar: Bar) -> str:
    return textwrap.fill(textwrap.shorten(bar.label, 66, placeholder=" …"), 36)


def number_text(value: Decimal, wording: Wording) -> str:
    """A number as the language writes it, with at most two decimals: 12.345,6 or 12,345.6."""
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"{rounded:,f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if wording.language == "vi" else text


def draw_series(
    folder: Path, metadata: Iterable[Mapping[str, str]], kpis: Iterable[Mapping[str, str]], wording: Wording
) -> None:
    """Draw pages of small charts over time for every agency with figures of at least two periods."""
    by_agency: dict[str, list[Series]] = {}
    for series in all_series(metadata, kpis, wording):
        by_agency.setdefault(series.agency, []).append(series)
    for agency, found in by_agency.items():
        for first in range(0, len(found), _PANELS):
            number = f" {first // _PANELS + 1}" if len(found) > _PANELS else ""
            path = folder / f"{_file_name(agency)}{number}.png"
            _draw_page(path, agency, found[first : first + _PANELS], wording)


def _file_name(agency: str) -> str:
    return re.sub(r"[^\w .-]+", " ", agency).strip()[:80] or "_"


def _draw_page(path: Path, agency: str, found: Sequence[Series], wording: Wording) -> None:
    rows = -(-len(found) // 3)
    page = 2.6 * rows + 1.2
    figure = Figure(figsize=(_WIDTH, page), facecolor="white")
    _title(figure, agency, wording.of("chart", "over_time"), page)
    for at, series in enumerate(found):
        row, column = divmod(at, 3)
        bottom = page - 1.2 - 2.6 * row - 1.65
        axes = figure.add_axes((0.045 + 0.33 * column, bottom / page, 0.27, 1.45 / page))
        _line(axes, series, wording)
    _save(figure, path)


def _line(axes: Axes, series: Series, wording: Wording) -> None:
    places = [period.end for period, _ in series.points]
    values = [float(value) for _, value in series.points]
    axes.plot(places, values, color=BLUE, linewidth=1.6, marker="o", markersize=4)
    low, high = min(0.0, *values), max(*values)
    axes.set_ylim(low, high + 0.25 * ((high - low) or 1))
    wide = (places[-1] - places[0]) * 0.12
    axes.set_xlim(places[0] - wide, places[-1] + wide)
    for place, value, (_, exact) in zip(places, values, series.points, strict=True):
        axes.annotate(
            number_text(exact, wording), (place, value), xytext=(0, 5), textcoords="offset points", ha="center",
            fontsize=8, color=INK,
        )  # fmt: skip
    labels = [period.short for period, _ in series.points]
    axes.set_xticks(places, labels, fontsize=7.5, color=SOFT, rotation=0 if len(places) < 6 else 45)
    axes.set_title(
        textwrap.fill(textwrap.shorten(_head(series.title, series.unit), 76, placeholder=" …"), 40),
        loc="left", fontsize=9, fontweight="bold", color=INK, pad=6,
    )  # fmt: skip
    axes.set_yticks([])
    axes.tick_params(length=2, color=SOFT)
    for name in ("top", "right", "left"):
        axes.spines[name].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)


def _save(figure: Figure, path: Path) -> None:
    FigureCanvasAgg(figure)
    with store.completed(path) as part:
        figure.savefig(
            part, format="png", dpi=120, metadata={"Software": None}
        )  # no version: equal figures, equal bytes
