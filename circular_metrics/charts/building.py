"""Drawings on building: the stock by period, sizes that differ a hundredfold, courses to come."""

from collections.abc import Sequence

import pandas as pd

from circular_metrics.charts.plate import ACCENT, COLOURS, INK, MUTED, picture, plate
from circular_metrics.show import Picture


def stock_by_period(table: pd.DataFrame, unit: str, alt: str) -> Picture:
    """Stacked bars: one bar for each row of ``table``, one part for each column."""
    figure, (axes,) = plate(height=4.4)
    left = pd.Series(0.0, index=table.index)
    for colour, column in zip(COLOURS, table.columns, strict=False):
        axes.barh(table.index, table[column], left=left, color=colour, label=column)
        left += table[column]
    axes.invert_yaxis()
    axes.set_xlabel(unit)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    figure.legend(loc="outside lower center", ncols=3)
    return picture(figure, table.reset_index(), alt)


def magnitudes(rows: pd.DataFrame, unit: str, alt: str) -> Picture:
    """Ranges on a log scale, largest at the top: ``label``, ``low``, ``high``, ``words``."""
    figure, (axes,) = plate(height=1.2 + 0.62 * len(rows))
    for place, row in enumerate(rows.itertuples()):
        axes.plot([row.low, row.high], [place, place], color=ACCENT, linewidth=6,
                  solid_capstyle="butt", marker="|", markersize=12)  # fmt: skip
        axes.annotate(row.words, (row.high, place), (8, 0), textcoords="offset points",
                      va="center", color=INK, fontsize=9)  # fmt: skip
    axes.set_xscale("log")
    axes.set_xlim(rows["low"].min() / 2, rows["high"].max() * 40)
    axes.set_yticks(range(len(rows)), rows["label"])
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlabel(unit)
    axes.grid(axis="x", visible=True)
    return picture(figure, rows[["label", "low", "high"]], alt)


def fan(courses: pd.DataFrame, unit: str, alt: str, names: Sequence[str]) -> Picture:
    """A line with its band for each scenario: columns scenario, year, value, low and high."""
    figure, (axes,) = plate(height=4.4)
    for colour, name in zip(COLOURS, names, strict=False):
        rows = courses[courses["scenario"] == name]
        axes.fill_between(rows["year"], rows["low"], rows["high"], color=colour, alpha=0.15)
        axes.plot(rows["year"], rows["value"], color=colour, label=name, linewidth=2)
    axes.set_ylim(bottom=0)
    axes.set_ylabel(unit)
    axes.tick_params(axis="x", colors=MUTED)
    figure.legend(loc="outside lower center", ncols=2)
    return picture(figure, courses[courses["year"] % 5 == 0], alt)
