"""Drawings of plans: where a municipality stands among all of them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter

from circular_metrics.charts.plate import ACCENT, COLOURS, GRID, MUTED, picture, plate
from circular_metrics.show import Picture
from circular_metrics.wording import number, say


def depth(shares: pd.DataFrame, title: str, language: str) -> Picture:
    """How deep plans carry a label: municipalities down, three bars for the three levels.

    ``shares`` has ``area`` (a name), ``objective``, ``action_plan`` and ``action`` in per cent of
    the planned amount, and ``is_focus``.
    """
    levels = {
        "objective": say("policy objective", language),
        "action_plan": say("action plan", language),
        "action": say("action itself", language),
    }
    figure, (axes,) = plate(height=1.5 + 0.5 * len(shares))
    for place, row in enumerate(shares.to_dict("records")):
        for step, (level, colour) in enumerate(zip(levels, COLOURS, strict=False)):
            y = place + 0.26 * (step - 1)
            axes.barh(y, row[level], height=0.24, color=colour)
            words = f"{number(row[level], language, 2)} %"
            axes.annotate(
                words, (row[level], y), (4, 0), textcoords="offset points", va="center", fontsize=8
            )
    axes.set_yticks(range(len(shares)), shares["area"])
    for label, is_focus in zip(axes.get_yticklabels(), shares["is_focus"], strict=True):
        label.set_fontweight("bold" if is_focus else "normal")
    axes.set_ylim(len(shares) - 0.4, -0.6)
    axes.set_xlim(0, max(1.0, 1.12 * shares[list(levels)].to_numpy().max()))
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.set_xlabel(say("% of the planned investments 2026–2031", language))
    for (_, words), colour in zip(levels.items(), COLOURS, strict=False):
        axes.barh(0, 0, color=colour, label=words)
    figure.legend(loc="outside lower center", ncols=3, fontsize=9)
    axes.set_title(title, wrap=True)
    return picture(figure, shares.drop(columns="is_focus").round(3), title)


def intervals(rows: pd.DataFrame, title: str, axis: str, language: str) -> Picture:
    """A value with its interval for each row: ``name, value, low, high, starters, is_focus``."""
    figure, (axes,) = plate(height=1.2 + 0.3 * max(len(rows), 1))
    for place, row in enumerate(rows.itertuples()):
        colour = ACCENT if row.is_focus else MUTED
        axes.hlines(place, row.low, row.high, color=colour, linewidth=2.2, alpha=0.6)
        axes.plot(row.value, place, "o", color=colour, ms=6)
        axes.annotate(
            f"{number(row.value, language)} (n = {number(row.starters, language)})",
            (row.high, place),
            (5, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            color=colour,
        )
    axes.set_yticks(range(len(rows)), rows["name"])
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.set_xlim(0, 118)
    axes.set_xticks(range(0, 101, 20))
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.set_xlabel(axis)
    axes.set_title(title, wrap=True)
    columns = ["name", "cohort", "starters", "survivors", "value", "low", "high"]
    return picture(figure, rows[columns].round(2), title)


def distribution(
    values: pd.Series,
    marked: Sequence[str],
    names: Mapping[str, str],
    title: str,
    axis: str,
    language: str,
) -> Picture:
    """All municipalities in order of a share, those of ``marked`` named; the first one bold."""
    ordered = values.sort_values(kind="stable")
    figure, (axes,) = plate(height=4.4)
    places = np.arange(len(ordered))
    axes.vlines(places, 0, ordered, color=GRID, linewidth=1.2)
    axes.plot(places, ordered, ".", color=MUTED, ms=3)
    shown = [area for area in ordered.index if area in set(marked)]
    top = max(1.0, float(ordered.max()))
    gap = 1.0 / (len(shown) + 1)
    for step, area in enumerate(shown, start=1):
        place, value = ordered.index.get_loc(area), float(ordered[area])
        is_focus = area == marked[0]
        colour = ACCENT if is_focus else COLOURS[1]
        axes.plot(place, value, "o", color=colour, ms=7 if is_focus else 5)
        axes.annotate(
            f"{names.get(area, area)} {number(value, language, 1)} %",
            (place, value),
            (0.36, gap * step),
            textcoords="axes fraction",
            fontsize=9,
            color=colour,
            va="center",
            ha="right",
            fontweight="bold" if is_focus else "normal",
            arrowprops={"arrowstyle": "-", "color": GRID, "lw": 0.8},
        )
    axes.set_xlim(-1, len(ordered))
    axes.set_ylim(0, top * 1.05)
    axes.set_xticks([])
    axes.set_xlabel(say("{n} municipalities, in order", language, n=len(ordered)))
    axes.set_ylabel(axis)
    decimals = 0 if top > 8 else 1
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: number(y, language, decimals)))
    axes.set_title(title, wrap=True)
    twin = ordered.rename("value").round(3).rename_axis("area").reset_index()
    twin["area"] = twin["area"].map(lambda code: names.get(code, code))
    return picture(figure, twin, title)
