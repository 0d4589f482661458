"""Drawings of flows and of what drives a change: where waste goes, and a waterfall of effects."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import FuncFormatter

from circular_metrics.charts.once import once
from circular_metrics.charts.plate import (
    ACCENT,
    COLOURS,
    GRID,
    INK,
    MUTED,
    drawing,
    picture,
    plate,
    titled,
)
from circular_metrics.show import Picture
from circular_metrics.wording import number

NODE, GAP = 0.025, 0.035  # width of a bar and space between two, of the whole picture
LEFT, RIGHT = 0.22, 0.62


@once
@drawing
def sankey(
    parts: pd.DataFrame, whole: str, total: float, title: str, axis: str, language: str
) -> Picture:
    """One whole on the left that parts into what stands on the right, as wide as its mass.

    Parameters
    ----------
    parts : DataFrame
        ``part`` (in words) and ``value``; together at most ``total``.
    whole, total : str, float
        What is parted, and how much of it there is.
    title, axis, language : str
        Words; ``axis`` is the unit behind each number.
    """
    shown = parts[parts["value"] > 0]
    figure, (axes,) = plate(height=1.2 + 0.62 * max(len(shown), 2))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    span = 1 + GAP * (len(shown) - 1)
    axes.set_ylim(-0.02, span + 0.02)
    inset = (span - 1) / 2
    axes.add_patch(_bar(LEFT - NODE, inset, 1.0, INK))
    words = f"{whole}\n{number(total, language)} {axis}"
    axes.text(LEFT - NODE - 0.012, span / 2, words, ha="right", va="center", fontsize=9.5)
    left, right = inset + 1.0, span
    for row, colour in zip(shown.itertuples(), COLOURS, strict=False):
        height = row.value / total
        left, right = left - height, right - height
        axes.add_patch(_band(LEFT, left, RIGHT, right, height, colour))
        axes.add_patch(_bar(RIGHT, right, height, colour))
        share = number(100 * row.value / total, language, 1)
        label = f"{row.part}: {number(row.value, language)} {axis} ({share} %)"
        axes.text(RIGHT + NODE + 0.012, right + height / 2, label, va="center", fontsize=9)
        right -= GAP
    titled(axes, title)
    return picture(figure, parts.assign(share=(100 * parts["value"] / total).round(1)), title)


def _bar(x: float, y: float, height: float, colour: str) -> PathPatch:
    """An upright bar."""
    corners = [(x, y), (x + NODE, y), (x + NODE, y + height), (x, y + height), (x, y)]
    return PathPatch(Path(corners), facecolor=colour, edgecolor="none")


def _band(x0: float, y0: float, x1: float, y1: float, height: float, colour: str) -> PathPatch:
    """A band that swings from one bar to another."""
    middle = (x0 + x1) / 2
    corners = [
        (x0, y0), (middle, y0), (middle, y1), (x1, y1),
        (x1, y1 + height), (middle, y1 + height), (middle, y0 + height), (x0, y0 + height),
        (x0, y0),
    ]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    return PathPatch(Path(corners, codes), facecolor=colour, alpha=0.45, edgecolor="none")


@once
@drawing
def waterfall(
    steps: pd.DataFrame, ends: Sequence[tuple[str, float]], title: str, axis: str, language: str
) -> Picture:
    """From one level to another by the effects between them, each with its interval.

    Parameters
    ----------
    steps : DataFrame
        ``step`` (in words), ``value``, ``low`` and ``high``, in the order in which they are drawn.
    ends : pair of (str, float)
        The first level and the last, in words and number.
    title, axis, language : str
        Words.
    """
    figure, (axes,) = plate(height=4.2)
    (before, start), (after, end) = ends
    foot = start + np.concatenate([[0.0], np.cumsum(steps["value"].to_numpy(float))[:-1]])
    places = range(1, len(steps) + 1)
    axes.bar([0, len(steps) + 1], [start, end], color=MUTED, width=0.62)
    colours = [COLOURS[1] if value > 0 else ACCENT for value in steps["value"]]
    axes.bar(places, steps["value"], bottom=foot, color=colours, width=0.62)
    errors = [steps["value"] - steps["low"], steps["high"] - steps["value"]]
    axes.errorbar(places, foot + steps["value"], yerr=errors, fmt="none", ecolor=INK, capsize=4)
    levels = np.concatenate([[start], foot + steps["value"], [end]])
    for place, level in enumerate(levels[:-1]):
        axes.plot([place + 0.31, place + 0.69], [level, level], color=MUTED, lw=0.9)
    tops = np.maximum(foot, foot + steps["value"])
    signed = [("+" if v > 0 else "") + number(v, language) for v in steps["value"]]
    marks = [number(start, language), *signed, number(end, language)]
    for place, (top, mark) in enumerate(zip([start, *tops, end], marks, strict=True)):
        axes.annotate(mark, (place, top), (0, 5), textcoords="offset points", ha="center",
                      fontsize=9.5)  # fmt: skip
    axes.set_ylim(0, 1.12 * max(levels.max(), tops.max()))
    axes.set_xticks(range(len(levels)), [before, *steps["step"], after], fontsize=9)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: number(y, language)))
    axes.grid(color=GRID, axis="y")
    axes.set_ylabel(axis)
    titled(axes, title)
    twin = pd.concat(
        [
            pd.DataFrame({"step": [before], "value": [start]}),
            steps[["step", "value", "low", "high"]],
            pd.DataFrame({"step": [after], "value": [end]}),
        ],
        ignore_index=True,
    )
    return picture(figure, twin.round({"value": 1, "low": 1, "high": 1}), title)
