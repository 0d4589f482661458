"""A drawing of who works with whom: departments on a circle, a line for each shared action."""

import math

import pandas as pd

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
from circular_metrics.wording import say


@once
@drawing
def network(departments: pd.DataFrame, shared: pd.DataFrame, title: str, language: str) -> Picture:
    """Departments on a circle, lines between those that share an action, the isolated hollow.

    ``departments`` has ``department`` and ``actions``; ``shared`` has ``one``, ``other`` and
    ``actions``.
    """
    names = departments["department"].tolist()
    figure, (axes,) = plate(height=4.6)
    angle = {
        name: math.pi / 2 - 2 * math.pi * i / max(len(names), 1) for i, name in enumerate(names)
    }
    place = {name: (math.cos(a), math.sin(a)) for name, a in angle.items()}
    linked = set(shared["one"]) | set(shared["other"])
    for row in shared.itertuples():
        (x0, y0), (x1, y1) = place[row.one], place[row.other]
        axes.plot([x0, x1], [y0, y1], color=ACCENT, lw=0.8 + row.actions, alpha=0.55, zorder=1)
    for row in departments.itertuples():
        x, y = place[row.department]
        fill = ACCENT if row.department in linked else "white"
        axes.plot(x, y, "o", ms=8 + min(row.actions, 12), mfc=fill, mec=INK, zorder=2)
        side = "left" if x > 0.01 else "right" if x < -0.01 else "center"
        words = f"{row.department} ({int(row.actions)})"
        colour = INK if row.department in linked else COLOURS[1]
        lift = 0.16 * (1 if y >= 0 else -1) if side == "center" else 0
        axes.text(1.14 * x, 1.1 * y + lift, words, ha=side, va="center", fontsize=9, color=colour)
    axes.set_xlim(-2.6, 2.6)
    axes.set_ylim(-1.45, 1.45)
    axes.set_axis_off()
    note = say("between brackets: actions; hollow: shares no action with another", language)
    axes.text(0, -1.42, note, ha="center", fontsize=8.5, color=MUTED)
    titled(axes, title)
    return picture(figure, shared if len(shared) else departments, title)
