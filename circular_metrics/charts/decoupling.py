"""Drawings of decoupling: the verdict by window, and the verdicts of many countries."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from circular_metrics.assess.decoupling import verdict_words
from circular_metrics.charts.once import once
from circular_metrics.charts.plate import (
    GRID,
    INK,
    drawing,
    picture,
    plate,
    titled,
)
from circular_metrics.show import Picture
from circular_metrics.statistics.decoupling import Window
from circular_metrics.wording import say

# Okabe and Ito; a letter in each tile says the same without colour.
COLOURS = {
    "absolute": "#0072b2",
    "relative": "#56b4e9",
    "none": "#e69f00",
    "recession": "#cc79a7",
    "not_enough_data": "#ffffff",
}
LETTERS = {"absolute": "A", "relative": "R", "none": "–", "recession": "↓", "not_enough_data": "?"}
FEWEST_YEARS = 5  # across a panel
LIGHT = {"absolute"}  # tiles dark enough for a white letter


@once
@drawing
def by_window(windows: Mapping[str, Sequence[Window]], title: str, language: str) -> Picture:
    """For each pressure: first year across, last year up, a tile for each window's verdict."""
    shown = {name: mine for name, mine in windows.items() if mine}
    columns = min(2, max(1, len(shown)))
    rows = -(-max(1, len(shown)) // columns)
    figure, panels = plate(rows, columns, height=0.9 + 3.1 * rows)
    for axes in panels[len(shown) :]:
        axes.set_axis_off()
    for axes, (name, mine) in zip(panels, shown.items(), strict=False):
        for w in mine:
            _tile(axes, w.first, w.last, w.verdict)
        years = [w.first for w in mine] + [w.last for w in mine]
        axes.set_xlim(*_span([w.first for w in mine]))
        axes.set_ylim(*_span([w.last for w in mine]))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(MaxNLocator(integer=True, nbins=6))
            axis.set_major_formatter("{x:.0f}")
        axes.grid(visible=False)
        axes.set_xlabel(say("first year", language))
        axes.set_ylabel(say("last year", language))
        axes.set_title(f"{name}, {min(years)}–{max(years)}", fontsize=10)
    _legend(figure, {w.verdict for mine in shown.values() for w in mine}, language)
    figure.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
    data = pd.DataFrame(
        [
            {"series": name, "first": w.first, "last": w.last, "verdict": w.verdict}
            for name, mine in shown.items()
            for w in mine
        ],
        columns=["series", "first", "last", "verdict"],
    )
    return picture(figure, data, title)


def _tile(axes: Axes, x: float, y: float, verdict: str) -> None:
    axes.add_patch(
        Rectangle((x - 0.47, y - 0.47), 0.94, 0.94, facecolor=COLOURS[verdict], edgecolor=GRID)
    )
    ink = "white" if verdict in LIGHT else INK
    axes.text(x, y, LETTERS[verdict], ha="center", va="center", fontsize=7.5, color=ink)


def _legend(figure, found: set[str], language: str) -> None:
    """Colour, letter and words of the verdicts that occur."""
    handles = [
        Patch(
            facecolor=colour,
            edgecolor=GRID,
            label=f"{LETTERS[verdict]}  {verdict_words(verdict, language)}",
        )
        for verdict, colour in COLOURS.items()
        if verdict in found
    ]
    columns = min(3, max(1, len(handles)))
    figure.legend(handles=handles, loc="outside lower center", ncols=columns, fontsize=9)


@once
@drawing
def by_country(verdicts: pd.DataFrame, title: str, language: str) -> Picture:
    """Countries down, pressures across, a tile for each verdict; a gap where nothing is held.

    ``verdicts`` has ``country``, ``pressure`` (in words), ``verdict`` and ``is_focus``.
    """
    names = list(dict.fromkeys(verdicts["country"]))
    pressures = list(dict.fromkeys(verdicts["pressure"]))
    figure, (axes,) = plate(height=1.6 + 0.23 * len(names))
    for row in verdicts.itertuples():
        place, column = names.index(row.country), pressures.index(row.pressure)
        axes.add_patch(
            Rectangle(
                (column - 0.47, place - 0.45),
                0.94,
                0.9,
                facecolor=COLOURS[row.verdict],
                edgecolor=GRID,
            )
        )
        ink = "white" if row.verdict in LIGHT else INK
        axes.text(
            column, place, LETTERS[row.verdict], ha="center", va="center", fontsize=8, color=ink
        )
    axes.set_xlim(-0.5, len(pressures) - 0.5)
    axes.set_ylim(len(names) - 0.45, -0.55)
    axes.xaxis.tick_top()
    # every second one stands higher, so that long words do not meet
    labels = [_folded(p) + "\n\n" * (place % 2) for place, p in enumerate(pressures)]
    axes.set_xticks(range(len(pressures)), labels, fontsize=9)
    axes.set_yticks(range(len(names)), names, fontsize=8.5)
    focus = set(verdicts.loc[verdicts["is_focus"], "country"])
    for label in axes.get_yticklabels():
        label.set_fontweight("bold" if label.get_text() in focus else "normal")
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    _legend(figure, set(verdicts["verdict"]), language)
    titled(axes, title, pad=14)
    return picture(figure, verdicts.drop(columns="is_focus"), title)


def _span(years: Sequence[int]) -> tuple[float, float]:
    """From before the first to after the last, wide enough for a few whole years between."""
    beside = max(0.7, (FEWEST_YEARS - (max(years) - min(years))) / 2)
    return min(years) - beside, max(years) + beside


def _folded(words: str) -> str:
    """Long words on two lines."""
    middle = len(words) // 2
    spaces = [i for i, c in enumerate(words) if c == " "]
    if len(words) < 16 or not spaces:
        return words
    cut = min(spaces, key=lambda i: abs(i - middle))
    return f"{words[:cut]}\n{words[cut + 1 :]}"
