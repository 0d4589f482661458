"""Drawings of the evidence itself: how far it reaches, and for which years there is any."""

import pandas as pd
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from circular_metrics.charts.once import once
from circular_metrics.charts.plate import (
    ACCENT,
    COLOURS,
    GRID,
    INK,
    drawing,
    picture,
    plate,
    titled,
)
from circular_metrics.model import STATUSES
from circular_metrics.show import Picture
from circular_metrics.wording import number, say

LEVEL_WORDS = {
    "driver": "driver",
    "input": "input",
    "activity": "activity",
    "output": "output",
    "outcome": "outcome",
    "impact": "impact",
}


@once
@drawing
def levels(counts: pd.DataFrame, title: str, language: str) -> Picture:
    """Objectives against the levels of the results chain: how many indicators have data.

    ``counts`` has ``objective`` and a pair of columns for each level: ``<level>_measured``
    (observed or delivered for the city itself) and ``<level>_unmeasured``.
    """
    figure, (axes,) = plate(height=0.9 + 0.62 * len(counts))
    for row, record in enumerate(counts.to_dict("records")):
        for column, level in enumerate(LEVEL_WORDS):
            measured, claimed = record[f"{level}_measured"], record[f"{level}_unmeasured"]
            shade = ACCENT if measured else "white"
            hatch = "////" if claimed and not measured else None
            axes.add_patch(_tile(column, row, shade, hatch))
            words = f"{measured}" + (f" + {claimed}" if claimed else "")
            ink = "white" if measured else INK
            box = None if measured else {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
            axes.text(column, row, words, ha="center", va="center", color=ink, bbox=box)
    axes.set_xlim(-0.5, len(LEVEL_WORDS) - 0.5)
    axes.set_ylim(len(counts) - 0.5, -0.5)
    axes.set_xticks(range(len(LEVEL_WORDS)), [say(w, language) for w in LEVEL_WORDS.values()])
    axes.set_yticks(range(len(counts)), counts["objective"])
    axes.tick_params(length=0)
    axes.xaxis.tick_top()
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    titled(axes, title, pad=12)
    return picture(figure, counts, title)


def _tile(column: int, row: int, shade: str, hatch: str | None):
    """One square of the grid of levels."""
    from matplotlib.patches import Rectangle

    return Rectangle(
        (column - 0.46, row - 0.42), 0.92, 0.84, facecolor=shade, edgecolor=GRID, hatch=hatch
    )


@once
@drawing
def coverage(years: pd.DataFrame, title: str, language: str) -> Picture:
    """Which years each series has: ``series``, ``period``, ``status`` and ``is_complete``."""
    names = list(dict.fromkeys(years["series"]))
    figure, (axes,) = plate(height=1.0 + 0.27 * len(names))
    shown = [status for status in STATUSES if (years["status"] == status).any()]
    colours = {status: COLOURS[STATUSES.index(status)] for status in shown}
    for row, name in enumerate(names):
        rows = years[years["series"] == name]
        for status, colour in colours.items():
            some = rows[rows["status"] == status]
            whole, part = some[some["is_complete"]], some[~some["is_complete"]]
            axes.plot(whole["period"], [row] * len(whole), "s", color=colour, ms=6, ls="none")
            axes.plot(
                part["period"], [row] * len(part), "s", mfc="white", mec=colour, ms=6, ls="none"
            )
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(visible=True, axis="both")
    handles = [Patch(color=c, label=say(s, language)) for s, c in colours.items()]
    figure.legend(handles=handles, loc="outside lower center", ncols=len(shown), fontsize=9)
    titled(axes, title)
    return picture(figure, years, title)


@once
@drawing
def rows(counts: pd.DataFrame, title: str, language: str) -> Picture:
    """Rows read and rows kept of each table, on a logarithmic axis: ``table, read, kept``."""
    figure, (axes,) = plate(height=1.0 + 0.34 * len(counts))
    places = range(len(counts))
    axes.hlines(places, counts["kept"], counts["read"], color=GRID, linewidth=3)
    axes.plot(counts["read"], places, "o", color=COLOURS[1], label=say("rows read", language))
    axes.plot(counts["kept"], places, "s", color=ACCENT, label=say("rows kept", language))
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x, language)))
    axes.set_yticks(places, counts["table"])
    axes.set_ylim(len(counts) - 0.4, -0.6)
    axes.grid(visible=True, axis="x")
    figure.legend(loc="outside lower center", ncols=2, fontsize=9)
    titled(axes, title)
    return picture(figure, counts, title)
