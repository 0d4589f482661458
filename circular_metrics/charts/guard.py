"""The evidence pyramid: how many indicators stand at each step of the results chain."""

import pandas as pd

from circular_metrics.charts.plate import ACCENT, INK, MUTED, picture, plate
from circular_metrics.show import Picture
from circular_metrics.wording import say


def pyramid(counts: pd.DataFrame, title: str, language: str) -> Picture:
    """Steps from input (below) to impact (above): measured full, claimed hatched, none empty.

    ``counts`` has ``level``, ``measured`` and ``claimed``.
    """
    figure, (axes,) = plate(height=3.1)
    widest = max(1, int((counts["measured"] + counts["claimed"]).max()))
    for place, row in enumerate(counts.itertuples()):
        whole = row.measured + row.claimed
        left = -whole / 2
        if row.measured:
            axes.barh(place, row.measured, left=left, height=0.78, color=ACCENT)
        if row.claimed:
            axes.barh(
                place,
                row.claimed,
                left=left + row.measured,
                height=0.78,
                facecolor="white",
                edgecolor=ACCENT,
                hatch="////",
            )
        words = say("{n} measured, {k} claimed", language, n=row.measured, k=row.claimed)
        axes.text(
            widest / 2 + 0.15 * widest / 2,
            place,
            words,
            va="center",
            color=INK if whole else MUTED,
            fontsize=9,
        )
        if not whole:
            axes.plot([-0.04 * widest, 0.04 * widest], [place, place], color=MUTED, lw=1)
    axes.set_yticks(range(len(counts)), [say(level, language) for level in counts["level"]])
    axes.set_xlim(-widest / 2 * 1.05, widest / 2 * 2.1)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(False)
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.set_title(title)
    return picture(figure, counts, title)
