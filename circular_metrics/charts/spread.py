"""Where one municipality stands among all of them: the share that lies at or below each value."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, NullFormatter

from circular_metrics.charts.once import once
from circular_metrics.charts.plate import (
    ACCENT,
    COLOURS,
    GRID,
    MUTED,
    drawing,
    picture,
    plate,
    titled,
)
from circular_metrics.show import Picture
from circular_metrics.wording import number, say

WIDE = 8  # times the middle value: beyond it the axis is logarithmic
APART = 9.0  # per cent of the height between two names


@once
@drawing
def cumulative(
    values: pd.Series,
    marked: Sequence[str],
    names: Mapping[str, str],
    title: str,
    axis: str,
    language: str,
    decimals: int = 1,
) -> Picture:
    """The cumulative distribution, those of ``marked`` named; the first one bold.

    The picture's figures are those that it names: the marked areas and the quartiles.
    """
    ordered = values.sort_values(kind="stable").astype(float)
    share = 100 * np.arange(1, len(ordered) + 1) / len(ordered)
    figure, (axes,) = plate(height=3.8)
    axes.step(ordered, share, where="post", color=MUTED, linewidth=1.6)
    here = [area for area in ordered.index if area in set(marked)]
    at = -APART
    for area in here:
        x, y = float(ordered[area]), float(share[ordered.index.get_loc(area)])
        at = max(at + APART, min(y, 100 - APART * (len(here) - 1 - here.index(area))))
        is_focus = area == marked[0]
        colour = ACCENT if is_focus else COLOURS[1]
        axes.plot(x, y, "o", color=colour, ms=8 if is_focus else 6)
        axes.annotate(
            f"{names.get(area, area)} {number(x, language, decimals)}", (x, y),
            (ordered.iloc[-1] + 0.04 * (ordered.iloc[-1] - ordered.iloc[0]), at),
            fontsize=9, color=colour, va="center", annotation_clip=False,
            fontweight="bold" if is_focus else "normal",
            arrowprops={"arrowstyle": "-", "color": GRID, "lw": 0.8},
        )  # fmt: skip
    axes.set_ylim(0, 103)
    axes.set_xlim(right=ordered.iloc[-1] + 0.3 * (ordered.iloc[-1] - ordered.iloc[0]))
    axes.set_xlabel(axis)
    axes.set_ylabel(say("% of {n} municipalities", language, n=len(ordered)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x, language)))
    titled(axes, title)
    quarters = {
        say("{share} % lie at or below", language, share=q): ordered.quantile(q / 100)
        for q in (25, 50, 75)
    }
    rows = quarters | {names.get(area, area): ordered[area] for area in here}
    twin = pd.Series(rows, name="value").round(3).rename_axis("area").reset_index()
    return picture(figure, twin, title)


@once
@drawing
def in_order(
    figures: pd.DataFrame,
    names: Mapping[str, str],
    title: str,
    axis: str,
    language: str,
    decimals: int = 1,
) -> Picture:
    """Every area's value from low to high, its interval as a line; dashed at the quartiles.

    Parameters
    ----------
    figures : DataFrame
        Indexed by area: ``value``, ``low``, ``high`` (missing where no interval is known) and
        ``status``; measured values are dots, claims diamonds, modelled values hollow.
    names, title, axis, language, decimals :
        As they are shown.
    """
    ordered = figures.sort_values("value", kind="stable").astype({"value": float})
    share = 100 * np.arange(1, len(ordered) + 1) / len(ordered)
    figure, (axes,) = plate(height=4.2)
    _draw_points(axes, ordered, share)
    for quarter in (25, 50, 75):
        at = float(ordered["value"].quantile(quarter / 100))
        axes.axvline(at, color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
    _name_ends(axes, ordered, share, names, language, decimals)
    axes.set_ylim(-7, 108)
    axes.set_yticks(range(0, 101, 25))
    is_wide = (
        ordered["value"].min() > 0 and ordered["value"].max() > WIDE * ordered["value"].median()
    )
    if is_wide:
        axes.set_xscale("log")
        axes.xaxis.set_minor_formatter(NullFormatter())
        axis = say("{unit}, on a logarithmic axis", language, unit=axis)
    axes.set_xlabel(axis)
    axes.set_ylabel(say("% of {n} municipalities", language, n=len(ordered)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: _tick(x, axes, language)))
    titled(axes, title)
    twin = ordered[["value", "low", "high", "status"]].astype({"low": float, "high": float})
    twin = twin.round(3).rename(index=lambda area: names.get(area, area)).rename_axis("area")
    return picture(figure, twin.reset_index(), title)


def _draw_points(axes, ordered: pd.DataFrame, share) -> None:
    """Each value by its status, its interval as a line behind it."""
    known = (ordered["low"].notna() & ordered["high"].notna()).to_numpy()
    low, high = ordered.loc[known, "low"], ordered.loc[known, "high"]
    axes.hlines(share[known], low, high, color=COLOURS[4], linewidth=1.2, alpha=0.7)
    for status, mark, fill in (
        ("observed", "o", ACCENT), ("delivered", "o", ACCENT),
        ("claimed", "D", COLOURS[1]), ("modelled", "o", "white"),
    ):  # fmt: skip
        mine = (ordered["status"] == status).to_numpy()
        edge = ACCENT if status != "claimed" else COLOURS[1]
        axes.plot(
            ordered["value"][mine], share[mine], mark, ms=3.2, mfc=fill, mec=edge, mew=0.7,
            ls="none",
        )  # fmt: skip


def _tick(value: float, axes, language: str) -> str:
    """A number on the axis, with no more digits than it needs."""
    low, high = axes.get_xlim()
    wide = abs(value) if axes.get_xscale() == "log" else abs(high - low)
    least = 1 if axes.get_xscale() == "log" else 8
    return number(value, language, 0 if wide >= least else 1 if wide >= least / 10 else 2)


def _name_ends(axes, ordered: pd.DataFrame, share, names, language: str, decimals: int) -> None:
    """The lowest and the highest by name, below and above the curve."""
    last = len(ordered) - 1
    for place, offset, side in ((0, (5, -10), "left"), (last, (-5, 10), "right")):
        value, area = float(ordered["value"].iloc[place]), ordered.index[place]
        words = f"{names.get(area, area)} {number(value, language, decimals)}"
        axes.annotate(
            words, (value, share[place]), offset, textcoords="offset points", ha=side, va="center",
            fontsize=9, color=ACCENT,
        )  # fmt: skip
