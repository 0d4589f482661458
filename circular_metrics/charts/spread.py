"""Where one municipality stands among all of them: the share that lies at or below each value."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter

from circular_metrics.charts.plate import ACCENT, COLOURS, GRID, MUTED, picture, plate
from circular_metrics.show import Picture
from circular_metrics.wording import number, say

APART = 9.0  # per cent of the height between two names


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
    axes.set_title(title, wrap=True)
    quarters = {
        say("{share} % lie at or below", language, share=q): ordered.quantile(q / 100)
        for q in (25, 50, 75)
    }
    rows = quarters | {names.get(area, area): ordered[area] for area in here}
    twin = pd.Series(rows, name="value").round(3).rename_axis("area").reset_index()
    return picture(figure, twin, title)
