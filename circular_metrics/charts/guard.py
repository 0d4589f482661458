"""The evidence pyramid: how many indicators stand at each step of the results chain."""

import pandas as pd
from matplotlib.axes import Axes

from circular_metrics.charts.once import once
from circular_metrics.charts.plate import (
    ACCENT,
    GRID,
    INK,
    MUTED,
    drawing,
    picture,
    plate,
    titled,
)
from circular_metrics.show import Picture
from circular_metrics.wording import say

GROUND = -1.35  # height of what lies below the pyramid


@once
@drawing
def pyramid(counts: pd.DataFrame, context: int, title: str, language: str) -> Picture:
    """Steps from input (below) to impact (above): full, hatched or empty.

    Full is measured, hatched modelled, planned or claimed, empty none.

    ``counts`` has ``level``, ``measured`` and ``unmeasured``. The ``context``, measured drivers,
    lies below the pyramid and is no step of it.
    """
    figure, (axes,) = plate(height=3.5 if context else 3.1)
    widest = max(1, context, int((counts["measured"] + counts["unmeasured"]).max()))
    for place, row in enumerate(counts.itertuples()):
        _step(axes, place, (row.measured, row.unmeasured), widest)
        words = say(
            "{n} measured, {k} modelled, planned or claimed",
            language,
            n=row.measured,
            k=row.unmeasured,
        )
        _beside(axes, place, words, widest, INK if row.measured + row.unmeasured else MUTED)
    ticks = dict(enumerate(say(level, language) for level in counts["level"]))
    if context:
        axes.axhline(GROUND / 2, color=GRID, lw=1)
        axes.barh(GROUND, context, left=-context / 2, height=0.5, color=GRID)
        words = say("{n} measured: the setting, no evidence", language, n=context)
        _beside(axes, GROUND, words, widest, MUTED)
        ticks = {GROUND: say("driver", language), **ticks}
    axes.set_yticks(list(ticks), list(ticks.values()))
    axes.set_xlim(-widest / 2 * 1.05, widest / 2 * 2.1)
    axes.set_xticks([])
    axes.spines[["bottom", "left"]].set_visible(False)
    axes.tick_params(length=0)
    axes.grid(visible=False)
    titled(axes, title)
    ground = pd.DataFrame([{"level": "driver", "measured": context, "unmeasured": 0}])
    return picture(figure, pd.concat([ground, counts]) if context else counts, title)


def _step(axes: Axes, place: int, counts: tuple[int, int], widest: int) -> None:
    """One step: what is measured full, what is claimed hatched, a dash where there is neither."""
    measured, claimed = counts
    left = -(measured + claimed) / 2
    if measured:
        axes.barh(place, measured, left=left, height=0.78, color=ACCENT)
    if claimed:
        hatched = {"facecolor": "white", "edgecolor": ACCENT, "hatch": "////"}
        axes.barh(place, claimed, left=left + measured, height=0.78, **hatched)
    if not measured + claimed:
        axes.plot([-0.04 * widest, 0.04 * widest], [place, place], color=MUTED, lw=1)


def _beside(axes: Axes, place: float, words: str, widest: int, colour: str) -> None:
    axes.text(0.575 * widest, place, words, va="center", color=colour, fontsize=9)
