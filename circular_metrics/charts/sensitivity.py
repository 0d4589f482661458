"""Which assumption moves a modelled figure most, and ranges side by side."""

import pandas as pd
from matplotlib.ticker import FuncFormatter

from circular_metrics.charts.once import once
from circular_metrics.charts.plate import (
    ACCENT,
    COLOURS,
    INK,
    MUTED,
    drawing,
    picture,
    plate,
    titled,
)
from circular_metrics.show import Picture
from circular_metrics.wording import number


@once
@drawing
def tornado(rows: pd.DataFrame, unit: str, title: str, language: str) -> Picture:
    """A bar for each assumption, the widest at the top.

    ``rows``: ``label``, ``low``, ``high``, ``value``, ``low_words``, ``high_words``.
    """
    figure, (axes,) = plate(height=1.5 + 0.6 * len(rows))
    middle = float(rows["value"].iloc[0])
    widest = float(rows["high"].max() - rows["low"].min())
    for place, row in enumerate(rows.itertuples()):
        axes.barh(place, row.high - row.low, left=row.low, height=0.5, color=ACCENT, alpha=0.75)
        for end, words, side, shift in (
            (row.low, row.low_words, "right", -5),
            (row.high, row.high_words, "left", 5),
        ):
            axes.annotate(words, (end, place), (shift, 0), textcoords="offset points", ha=side,
                          va="center", fontsize=8.5, color=INK)  # fmt: skip
    axes.axvline(middle, color=INK, linewidth=1)
    axes.set_yticks(range(len(rows)), rows["label"])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(rows["low"].min() - 0.42 * widest, rows["high"].max() + 0.42 * widest)
    axes.set_xlabel(unit)
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda x, _: number(x, language, 0) if x >= 0 else "")
    )
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    titled(axes, title)
    return picture(figure, rows[["label", "low", "value", "high"]].round(3), title)


@once
@drawing
def flows_by_material(rows: pd.DataFrame, unit: str, title: str, language: str) -> Picture:
    """For each material a mark and a range for each flow, on a log scale.

    ``rows``: ``flow`` and ``material`` in words, ``value``, ``low`` and ``high``.
    """
    flows, materials = rows["flow"].unique(), rows["material"].unique()
    figure, (axes,) = plate(height=1.6 + 0.48 * len(materials))
    for order, (flow, colour) in enumerate(zip(flows, COLOURS, strict=False)):
        mine = rows[rows["flow"] == flow].set_index("material").reindex(materials)
        places = [place + 0.24 * (order - (len(flows) - 1) / 2) for place in range(len(materials))]
        axes.hlines(places, mine["low"], mine["high"], color=colour, linewidth=3, alpha=0.5)
        axes.plot(mine["value"], places, "o", color=colour, ms=5, label=flow)
    axes.set_xscale("log")
    axes.set_yticks(range(len(materials)), materials)
    axes.set_ylim(len(materials) - 0.5, -0.5)
    axes.set_xlabel(unit)
    decimals = 0 if rows["low"].min() >= 1 else 1
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda x, _: number(x, language, 0 if x >= 1 else decimals))
    )
    axes.tick_params(axis="x", colors=MUTED, labelsize=8.5)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    titled(axes, title)
    figure.legend(loc="outside lower center", ncols=len(flows), fontsize=9, frameon=False)
    return picture(figure, rows[["flow", "material", "low", "value", "high"]].round(1), title)
