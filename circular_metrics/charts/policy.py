"""Drawings of plans: where a municipality stands among all of them."""

import textwrap
from collections.abc import Mapping, Sequence

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
from circular_metrics.wording import number, say

MOST = 25  # bars in a distribution, besides those that are marked


@once
@drawing
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
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x, language, 1)))
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.set_xlabel(say("% of the planned investments 2026–2031", language))
    for (_, words), colour in zip(levels.items(), COLOURS, strict=False):
        axes.barh(0, 0, color=colour, label=words)
    figure.legend(loc="outside lower center", ncols=3, fontsize=9)
    titled(axes, title)
    return picture(figure, shares.drop(columns="is_focus").round(3), title)


@once
@drawing
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
    titled(axes, title)
    columns = ["name", "cohort", "starters", "survivors", "value", "low", "high"]
    return picture(figure, rows[columns].round(2), title)


@once
@drawing
def distribution(
    values: pd.Series,
    marked: Sequence[str],
    names: Mapping[str, str],
    title: str,
    axis: str,
    language: str,
) -> Picture:
    """The municipalities with a share above nothing, largest first, those of ``marked`` coloured.

    The first of ``marked`` is bold. Those of ``marked`` whose share is nought are named below the
    bars, the others are counted there; the data behind the picture has them all.
    """
    ordered = values.sort_values(ascending=False, kind="stable")
    above = ordered[ordered > 0]
    is_large = above.rank(ascending=False, method="first") <= MOST
    shown = above[above.index.isin(marked) | is_large]
    figure, (axes,) = plate(height=1.6 + 0.23 * max(len(shown), 1))
    top = float(ordered.max()) if len(above) else 1.0
    for place, (area, value) in enumerate(shown.items()):
        colour = ACCENT if area == marked[0] else COLOURS[1] if area in marked else MUTED
        weight = "bold" if area == marked[0] else "normal"
        axes.barh(place, value, height=0.7, color=colour)
        words = f"{_rounded(value, 1 if top > 8 else 2, language)} %"
        axes.text(
            value + 0.01 * top, place, words, va="center", fontsize=8, color=colour, weight=weight
        )
    axes.set_yticks(range(len(shown)), [names.get(area, area) for area in shown.index], fontsize=8)
    for label, area in zip(axes.get_yticklabels(), shown.index, strict=True):
        label.set_color(ACCENT if area == marked[0] else COLOURS[1] if area in marked else INK)
        label.set_fontweight("bold" if area == marked[0] else "normal")
    axes.set_ylim(max(len(shown), 1) - 0.4, -0.6)
    axes.set_xlim(0, 1.12 * top)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x, language, _digits(top))))
    axes.set_xlabel(f"{axis}\n{_below(ordered, len(shown), marked, names, language)}", fontsize=9)
    titled(axes, title)
    twin = ordered.rename("value").round(3).rename_axis("area").reset_index()
    twin["area"] = twin["area"].map(lambda code: names.get(code, code))
    return picture(figure, twin, title)


def _rounded(value: float, decimals: int, language: str) -> str:
    """A number above zero, never printed as nought."""
    least = 10**-decimals
    return (
        f"< {number(least, language, decimals)}"
        if value < least / 2
        else number(value, language, decimals)
    )


def _digits(top: float) -> int:
    """Decimals of an axis that ends at ``top``."""
    return 0 if top > 8 else 1


def _below(
    ordered: pd.Series, shown: int, marked: Sequence[str], names: Mapping[str, str], language: str
) -> str:
    """In words, the municipalities without a bar."""
    nought = ordered.index[ordered <= 0]
    named = [names.get(area, area) for area in marked if area in nought]
    words = say(
        "{shown} of {n} municipalities; {nought} have 0 %",
        language,
        shown=shown,
        n=len(ordered),
        nought=len(nought),
    )
    if named:
        words += ", " + say("among them {names}", language, names=", ".join(named))
    return "\n".join(textwrap.wrap(f"{words}.", 85))
