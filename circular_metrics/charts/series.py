"""Drawings over time: one indicator for several areas, several indicators for one area."""

import textwrap
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from circular_metrics.assess.series import declared_breaks
from circular_metrics.charts.once import once
from circular_metrics.charts.plate import (
    ACCENT,
    COLOURS,
    INK,
    MUTED,
    around_one_year,
    drawing,
    noted,
    picture,
    plate,
    titled,
)
from circular_metrics.model import Indicator, Target
from circular_metrics.observations import is_planned
from circular_metrics.show import Picture
from circular_metrics.units import unit
from circular_metrics.wording import number, say

ABOVE = 0.16  # part of the axis left over a line, so that the words at a break stand free
ASIDE = (6, -3)  # points from the end of a line to its name
OVER_NAMES = 4  # the name of another line never hides the first
WIDEST = 24  # letters in one line of a name
SLIGHTLY = 0.01  # part of an axis that an interval may reach below zero without being shown
NEAR, LEADING = 60, 11  # points across and up within which two names are in each other's way
SHOWN = ["area", "period", "value", "low", "high", "status", "is_complete"]


@once
@drawing
def trend(
    observations: pd.DataFrame,
    indicator: Indicator,
    focus: Sequence[str],
    names: Mapping[str, str],
    breaks: pd.DataFrame,
    language: str,
    target: Target | None = None,
    note: str = "",
) -> Picture:
    """One indicator over the years: the first area of ``focus`` drawn bold, the others thin.

    ``note`` stands behind the title, such as where the data stop.
    """
    mine = _drawable(observations, [indicator.key], focus)
    figure, (axes,) = plate()
    for place, area in enumerate(focus):
        rows = mine[mine["area"] == area]
        colour = ACCENT if place == 0 else COLOURS[1 + (place - 1) % (len(COLOURS) - 1)]
        _line(axes, rows, declared_breaks(breaks, {indicator.key}, area), colour, place == 0)
        _label_end(axes, rows, names.get(area, area), colour)
    _mark_breaks(axes, mine, declared_breaks(breaks, {indicator.key}, focus[0]), language)
    if target is not None:
        mark_target(axes, target, language)
    title = noted(indicator.names[language], note)
    around_one_year(axes, mine["period"])
    _dress(axes, title, indicator.unit, language)
    _spread(axes)
    return picture(figure, _twin(mine, names), f"{title}: {_words(mine, focus, names, language)}")


@once
@drawing
def multiples(
    observations: pd.DataFrame,
    indicators: Sequence[Indicator],
    area: str,
    names: Mapping[str, str],
    breaks: pd.DataFrame,
    language: str,
    note: str = "",
) -> Picture:
    """Several indicators of one area under each other, on one axis of years."""
    keys = [indicator.key for indicator in indicators]
    mine = _drawable(observations, keys, [area])
    figure, panels = plate(rows=len(keys), height=1.0 + 2.0 * len(keys), sharex=True)
    for axes, indicator in zip(panels, indicators, strict=True):
        rows = mine[mine["indicator"] == indicator.key]
        years = declared_breaks(breaks, {indicator.key}, area)
        _line(axes, rows, years, ACCENT, bold=True)
        _mark_breaks(axes, rows, years, language)
        around_one_year(axes, mine["period"])
        _dress(axes, noted(indicator.names[language], note), indicator.unit, language)
    titles = noted(", ".join(indicator.names[language] for indicator in indicators), note)
    words = _words(mine, [area], names, language)
    return picture(figure, _twin(mine, names, indicator=True), f"{titles}: {words}")


@once
@drawing
def indexed(
    observations: pd.DataFrame,
    indicators: Sequence[Indicator],
    area: str,
    names: Mapping[str, str],
    language: str,
) -> Picture:
    """Several indicators of one area as an index: the first year they all have is 100."""
    keys = [indicator.key for indicator in indicators]
    mine = _drawable(observations, keys, [area])
    wide = mine[mine["preferred"]].pivot(index="period", columns="indicator", values="value")
    wide = wide.reindex(columns=keys)
    common = wide.dropna()
    figure, (axes,) = plate()
    ends = []
    if not common.empty:
        wide = 100 * wide / common.iloc[0]
        for indicator, colour in zip(indicators, COLOURS, strict=False):
            line = wide[indicator.key].dropna()
            years = range(line.index[0], line.index[-1] + 1)  # a year without a value cuts the line
            whole = line.reindex(years)
            axes.plot(years, whole.to_numpy(), color=colour, linewidth=2, marker="o", ms=3)
            _text_at_end(axes, line.index[-1], line.iloc[-1], indicator.names[language], colour)
            value = number(line.iloc[-1], language, 1)
            ends.append(f"{indicator.names[language]} {value} ({line.index[-1]})")
        axes.axhline(100, color=MUTED, linewidth=0.8)
    base = int(common.index[0]) if not common.empty else "–"
    title = say("{area}, index ({year} = 100)", language, area=names.get(area, area), year=base)
    _dress(axes, title, None, language)
    axes.margins(x=0.02)
    _spread(axes)
    twin = wide.round(1).rename_axis(columns=None).reset_index()
    return picture(figure, twin, f"{title}: {'; '.join(ends)}" if ends else title)


def _drawable(
    observations: pd.DataFrame, keys: Sequence[str], areas: Sequence[str]
) -> pd.DataFrame:
    """The preferred values of these indicators and areas; an interval only where there is one."""
    mine = observations[observations["indicator"].isin(keys) & observations["area"].isin(areas)]
    mine = mine[mine["preferred"] & mine["value"].notna()]
    return mine.sort_values(["indicator", "area", "period"], kind="stable")


def _line(axes: Axes, rows: pd.DataFrame, breaks: Sequence[int], colour: str, bold: bool) -> None:
    """Values as a line that stops at breaks, gaps and another scope, and is dashed in a plan.

    Claims and incomplete years are marks.
    """
    claimed = rows["status"] == "claimed"
    whole = rows[~claimed & rows["is_complete"]]
    gap = whole["period"].diff().fillna(1) > 1.5
    is_other = whole["scope"].ne(whole["scope"].shift()).fillna(True).astype(bool)
    piece = (gap | is_other | whole["period"].isin(breaks)).cumsum()
    width = 2.4 if bold else 1.2
    for _, part in whole.groupby(piece):
        style = "--" if is_planned(part["scope"]).all() else "-"
        marks = {"color": colour, "lw": width, "ls": style, "marker": "o", "ms": 3.5}
        axes.plot(part["period"], part["value"], **marks, zorder=OVER_NAMES if bold else 2)
        if part["low"].notna().any() and bold:
            axes.fill_between(part["period"], part["low"], part["high"], color=colour, alpha=0.18)
    # A lone point has no band to stand in, so its interval is drawn as a bar.
    bars = rows[rows["low"].notna()] if bold else rows.iloc[:0]
    axes.vlines(bars["period"], bars["low"], bars["high"], color=colour, lw=1, alpha=0.7)
    unfinished = rows[~claimed & ~rows["is_complete"]]
    axes.plot(
        unfinished["period"], unfinished["value"], "o", mfc="white", mec=colour, ms=5, ls="none"
    )
    said = rows[claimed]
    axes.plot(said["period"], said["value"], "D", mfc="white", mec=colour, ms=6, ls="none")


def _label_end(axes: Axes, rows: pd.DataFrame, name: str, colour: str) -> None:
    """The area's name beside its last value."""
    if not rows.empty:
        last = rows.iloc[-1]
        _text_at_end(axes, last["period"], last["value"], name, colour)


def _text_at_end(axes: Axes, x: float, y: float, words: str, colour: str) -> None:
    """Words a little to the right of a point; ``_spread`` parts those that would overlap.

    Long words stand on several lines, the last at the point's height, so that they leave the
    drawing its room.
    """
    words = textwrap.fill(words, WIDEST)
    note = axes.annotate(words, (x, y), ASIDE, textcoords="offset points", color=colour, fontsize=9)
    note.set_linespacing(1.0)
    note.set_bbox(
        {"facecolor": "white", "edgecolor": "none", "pad": 0.3}
    )  # no line runs through it


def _spread(axes: Axes) -> None:
    """Move words at the ends of lines up until none stands in another's way.

    Called last, when the axes have their range. Positions are in points; words are in each
    other's way when they begin within ``NEAR`` points across and ``LEADING`` points up a line.
    """
    axes.figure.get_layout_engine().execute(axes.figure)
    scale = 72 / axes.figure.dpi
    ends = [note for note in axes.texts if note.get_position() == ASIDE]
    places = {note: axes.transData.transform(note.xy) * scale for note in ends}
    settled: list[tuple[float, float]] = []  # where each begins, and how high it reaches
    for note in sorted(ends, key=lambda one: (places[one][1], one.get_text())):
        x, y = places[note]
        taken = [other for at, other in settled if abs(x - at) < NEAR]
        height = max([y, *taken])
        note.set_position((ASIDE[0], height - y + ASIDE[1]))
        lines = 1 + note.get_text().count("\n")
        settled.append((x, height + lines * LEADING))


def _mark_breaks(axes: Axes, rows: pd.DataFrame, breaks: Sequence[int], language: str) -> None:
    """A dashed upright before each new definition, and where years to come begin."""
    if rows.empty:
        return
    for year in breaks:
        if rows["period"].min() < year <= rows["period"].max():
            _upright(axes, year, say("new definition", language), "right")
    ahead = rows.loc[is_planned(rows["scope"]), "period"]
    if not ahead.empty:
        _upright(axes, ahead.min(), say("planned for years to come", language), "left")


def _upright(axes: Axes, year: int, words: str, side: str) -> None:
    """A dashed upright just before a year, with words that stand to its ``side``'s end."""
    axes.axvline(year - 0.5, color=MUTED, linestyle="--", linewidth=1)
    axes.margins(y=ABOVE)
    axes.annotate(
        words,
        (year - 0.5, 1),
        (-4 if side == "right" else 4, -4),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha=side,
        va="top",
        fontsize=8,
        color=MUTED,
    )


def mark_target(axes: Axes, target: Target, language: str) -> None:
    """The target as a dotted line that ends in its year."""
    axes.axhline(target.value, color=INK, linestyle=":", linewidth=1.4)
    axes.set_ylim(top=max(axes.get_ylim()[1], 1.1 * target.value))  # its words below the title
    words = say(
        "target {year}: {value}", language, year=target.year, value=number(target.value, language)
    )
    axes.annotate(
        words,
        (0.01, target.value),
        (0, 4),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        fontsize=9,
    )


def _dress(axes: Axes, title: str, unit_key: str | None, language: str) -> None:
    """Title, unit, whole years, numbers as the language writes them, zero at the foot."""
    titled(axes, title)
    if unit_key:
        axes.set_ylabel(unit(unit_key).label(language))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=9))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
    low, high = axes.get_ylim()
    if axes.dataLim.y0 >= -SLIGHTLY * axes.dataLim.y1:
        axes.set_ylim(0, high)
        high, low = axes.get_ylim()[1], 0
    decimals = 0 if high - low > 8 else 1 if high - low > 0.8 else 2
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: number(y, language, decimals)))


def _twin(mine: pd.DataFrame, names: Mapping[str, str], indicator: bool = False) -> pd.DataFrame:
    """The figures that are drawn, rounded to six digits so that every machine agrees."""
    columns = (["indicator"] if indicator else []) + SHOWN
    twin = mine[columns].assign(area=mine["area"].map(lambda code: names.get(code, code)))
    for column in ("value", "low", "high"):
        twin[column] = twin[column].map(lambda v: float(f"{v:.6g}"), na_action="ignore")
    return twin


def _words(
    mine: pd.DataFrame, focus: Sequence[str], names: Mapping[str, str], language: str
) -> str:
    """One line for someone who cannot see the drawing: where, from when, to when."""
    first = mine[mine["area"] == focus[0]]
    name = names.get(focus[0], focus[0])
    if first.empty:
        return say("no value for {area}", language, area=name)
    start, end = int(first["period"].min()), int(first["period"].max())
    others = [names.get(area, area) for area in focus[1:] if (mine["area"] == area).any()]
    words = say("{area}, {start} to {end}", language, area=name, start=start, end=end)
    return words + (say("; beside it {areas}", language, areas=", ".join(others)) if others else "")
