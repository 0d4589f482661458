"""Drawings that compare: areas with each other, claims with each other, parts with a whole."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator

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
from circular_metrics.charts.series import SHOWN, mark_target
from circular_metrics.model import Indicator, Target
from circular_metrics.show import Picture
from circular_metrics.units import Unit, unit
from circular_metrics.wording import number, say

CLOSE = 0.06  # part of the axis in which two figures of a year would overlap


@once
@drawing
def ranking(
    observations: pd.DataFrame,
    indicator: Indicator,
    focus: str,
    names: Mapping[str, str],
    language: str,
    note: str = "",
) -> Picture:
    """The latest complete year that the first area has, for all areas, with their intervals."""
    mine = observations[(observations["indicator"] == indicator.key) & observations["preferred"]]
    mine = mine[mine["is_complete"] & mine["value"].notna()]
    own = mine[mine["area"] == focus]
    year = own["period"].max() if not own.empty else mine["period"].max()
    mine = mine[mine["period"] == year].sort_values(["value", "area"], kind="stable")
    figure, (axes,) = plate(height=1.3 + 0.34 * max(len(mine), 1))
    for place, row in enumerate(mine.itertuples()):
        colour = ACCENT if row.area == focus else MUTED
        axes.hlines(place, row.low, row.high, color=colour, linewidth=2.2, alpha=0.6)
        mark = "D" if row.status == "claimed" else "o"
        axes.plot(row.value, place, mark, color=colour, ms=7)
    axes.set_yticks(range(len(mine)), [names.get(area, area) for area in mine["area"]])
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.set_ylim(-0.7, len(mine) - 0.3)
    axes.set_xlabel(unit(indicator.unit).label(language))
    spread = mine[["value", "low", "high"]].max().max() - mine[["value", "low", "high"]].min().min()
    decimals = 0 if not spread < 8 else 1 if spread > 0.8 else 2
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x, language, decimals)))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=7))
    shown_year = "–" if pd.isna(year) else int(year)
    title = noted(f"{indicator.names[language]}, {shown_year}", note)
    titled(axes, title)
    return picture(figure, _twin(mine[SHOWN], names), title)


@once
@drawing
def claims(
    observations: pd.DataFrame,
    indicators: Sequence[Indicator],
    area: str,
    names: Mapping[str, str],
    language: str,
    targets: Sequence[Target] = (),
) -> Picture:
    """What pages say of one area, year by year: the preferred claim filled, the others hollow.

    A claim that says the same as the preferred one is not drawn again: it contradicts nothing.
    """
    keys = [indicator.key for indicator in indicators]
    mine = observations[observations["indicator"].isin(keys) & (observations["area"] == area)]
    mine = mine.sort_values(["indicator", "period", "value"], kind="stable")
    figure, (axes,) = plate()
    for indicator, colour in zip(indicators, COLOURS, strict=False):
        rows = mine[mine["indicator"] == indicator.key]
        _marks(axes, rows, colour)
        _figures(axes, rows, unit(indicator.unit).decimals, CLOSE * mine["value"].max(), language)
        if not rows.empty:
            axes.plot([], [], "D", color=colour, label=indicator.names[language], ls="none")
    for target in targets:
        if target.indicator in keys and target.area == area:
            mark_target(axes, target, language)
    if _others(mine).any():
        axes.plot([], [], "D", mfc="white", mec=INK, ls="none", label=say("contradicted", language))
    if (mine["status"] == "delivered").any():
        axes.plot([], [], "s", color=INK, ls="none", label=say("delivered", language))
    _frame_claims(axes, mine["period"], unit(indicators[0].unit), language)
    title = say("Claims for {area}", language, area=names.get(area, area))
    titled(axes, title)
    twin = mine[["indicator", "period", "value", "preferred", "source"]]
    said = ", ".join(i.names[language] for i in indicators if (mine["indicator"] == i.key).any())
    years = "–".join(map(str, dict.fromkeys((mine["period"].min(), mine["period"].max()))))
    return picture(figure, twin, f"{title}: {said}, {years}")


def _frame_claims(axes, periods: pd.Series, measured: Unit, language: str) -> None:
    """Legend, whole years, numbers as the language writes them, zero at the foot, room above."""
    if axes.get_legend_handles_labels()[0]:  # below: within, it hides a line
        axes.figure.legend(loc="outside lower center", ncols=2, fontsize=9)
    axes.set_ylim(0, 1.04 * axes.get_ylim()[1])  # or the frame cuts the highest mark
    axes.margins(x=0.12)
    around_one_year(axes, periods)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    digits = measured.decimals if axes.get_ylim()[1] < 10 else 0
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: number(y, language, digits)))
    axes.set_ylabel(measured.label(language))


def _figures(axes, rows: pd.DataFrame, decimals: int, close: float, language: str) -> None:
    """The figure of each claim beside its mark, two that are close parted up and down."""
    for period, value in rows[["period", "value"]].drop_duplicates().itertuples(index=False):
        beside = rows.loc[rows["period"] == period, "value"] - value
        near = beside[beside.abs() < close]
        place = (8, -3 - 6 * int((near > 0).any()) + 6 * int((near < 0).any()))
        words = number(value, language, decimals)
        axes.annotate(words, (period, value), place, textcoords="offset points", fontsize=9)


def _marks(axes, rows: pd.DataFrame, colour: str) -> None:
    """Claims as diamonds, filled where preferred; what the city delivered as squares."""
    handed = rows["status"] == "delivered"
    best, other = rows[~handed & rows["preferred"]], rows[_others(rows)]
    axes.plot(best["period"], best["value"], "D", color=colour, ms=7, ls="none")
    axes.plot(other["period"], other["value"], "D", mfc="white", mec=colour, ms=7, ls="none")
    axes.plot(rows.loc[handed, "period"], rows.loc[handed, "value"], "s", color=colour, ms=8,
              ls="none")  # fmt: skip


def _others(rows: pd.DataFrame) -> pd.Series:
    """The claims that say something else than the preferred figure of their year."""
    keys = ["indicator", "period", "value"]
    said = pd.MultiIndex.from_frame(rows.loc[rows["preferred"], keys])
    same = pd.MultiIndex.from_frame(rows[keys]).isin(said)
    return (rows["status"] != "delivered") & ~rows["preferred"] & ~same


@once
@drawing
def stacked(
    frame: pd.DataFrame,
    x: str,
    parts: Mapping[str, str],
    title: str,
    axis: str,
    language: str,
) -> Picture:
    """Columns of parts: one column for each row of ``frame``, a colour for each part.

    ``parts`` maps a column of ``frame`` to the words it is shown with.
    """
    figure, (axes,) = plate()
    places = range(len(frame))
    foot = pd.Series(0.0, index=frame.index)
    for (column, words), colour in zip(parts.items(), COLOURS, strict=False):
        axes.bar(places, frame[column], bottom=foot, color=colour, label=words, edgecolor="white")
        foot = foot + frame[column].astype(float)
    labels = [str(label) for label in frame[x]]
    axes.set_xticks(places, labels, rotation=0 if max(map(len, labels)) < 7 else 45, ha="center")
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: number(y, language)))
    axes.set_ylabel(axis)
    titled(axes, title, pad=26)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(parts), fontsize=9)
    return picture(figure, frame[[x, *parts]].rename(columns=dict(parts)), title)


def _twin(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The figures that are drawn, rounded to six digits so that every machine agrees."""
    twin = frame.assign(area=frame["area"].map(lambda code: names.get(code, code)))
    for column in ("value", "low", "high"):
        twin[column] = twin[column].map(lambda v: float(f"{v:.6g}"), na_action="ignore")
    return twin
