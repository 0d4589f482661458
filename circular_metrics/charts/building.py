"""Drawings on building: the stock by period, sizes that differ a hundredfold, courses to come."""

from collections.abc import Sequence
from textwrap import fill

import pandas as pd
from matplotlib.ticker import FuncFormatter, MultipleLocator

from circular_metrics.charts.once import once
from circular_metrics.charts.plate import (
    ACCENT,
    COLOURS,
    INK,
    MUTED,
    drawing,
    picture,
    plate,
)
from circular_metrics.show import Picture
from circular_metrics.wording import number


@once
@drawing
def stock_by_period(table: pd.DataFrame, unit: str, alt: str, language: str) -> Picture:
    """Stacked bars: one bar for each row of ``table``, one part for each column."""
    figure, (axes,) = plate(height=4.4)
    left = pd.Series(0.0, index=table.index)
    for colour, column in zip(COLOURS, table.columns, strict=False):
        axes.barh(table.index, table[column], left=left, color=colour, label=column)
        left += table[column]
    axes.invert_yaxis()
    axes.set_xlabel(unit)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x, language)))
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    figure.legend(loc="outside lower center", ncols=3)
    return picture(figure, table.reset_index(), alt)


@once
@drawing
def magnitudes(rows: pd.DataFrame, unit: str, alt: str, language: str) -> Picture:
    """Ranges on a log scale, largest at the top: ``label``, ``low``, ``high``, ``words``."""
    figure, (axes,) = plate(height=1.2 + 0.62 * len(rows))
    for place, row in enumerate(rows.itertuples()):
        axes.plot([row.low, row.high], [place, place], color=ACCENT, linewidth=6,
                  solid_capstyle="butt", marker="|", markersize=12)  # fmt: skip
        axes.annotate(row.words, (row.high, place), (8, 0), textcoords="offset points",
                      va="center", color=INK, fontsize=9)  # fmt: skip
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x, language)))
    axes.set_xlim(rows["low"].min() / 2, rows["high"].max() * 40)
    axes.set_yticks(range(len(rows)), rows["label"])
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlabel(unit)
    axes.grid(axis="x", visible=True)
    return picture(figure, rows[["label", "low", "high"]], alt)


@once
@drawing
def fan(courses: pd.DataFrame, unit: str, alt: str, names: Sequence[str], language: str) -> Picture:
    """A panel for each scenario, its line with its band; the first one dashed in every panel.

    Columns scenario, year, value, low and high.
    """
    columns = min(len(names), 3 if len(names) % 3 == 0 else 2)
    rows = -(-len(names) // columns)
    figure, panels = plate(rows, columns, height=1.2 + 2.2 * rows, sharex=True, sharey=True)
    first = courses[courses["scenario"] == names[0]]
    for place, (axes, name) in enumerate(zip(panels, names, strict=False)):
        mine = courses[courses["scenario"] == name]
        colour = COLOURS[place]
        axes.fill_between(mine["year"], mine["low"], mine["high"], color=colour, alpha=0.18)
        if place:
            axes.plot(first["year"], first["value"], color=MUTED, linewidth=1.2, linestyle="--")
        axes.plot(mine["year"], mine["value"], color=colour, linewidth=2.2)
        axes.set_title(fill(name, 76 // columns), fontsize=10, color=colour, loc="left")
        axes.tick_params(axis="x", colors=MUTED)
        axes.xaxis.set_major_locator(MultipleLocator(10))
    top = float(courses[["value", "high"]].max().max())
    panels[0].set_ylim(0, 1.05 * top)
    decimals = 0 if top > 8 else 1
    panels[0].yaxis.set_major_formatter(FuncFormatter(lambda y, _: number(y, language, decimals)))
    figure.supylabel(unit, fontsize=10)
    return picture(figure, courses[courses["year"] % 5 == 0], alt)
