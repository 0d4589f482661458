"""From frames to pictures: one function for each kind of drawing, one style for all.

Drawn the same way everywhere: an interval is a band or a bar, a year that is not complete is
a hollow circle, a claim is a diamond without a line, a break is a dashed upright and no line
crosses it, a target is a dotted line with its year.
"""

from circular_metrics.charts.comparison import claims, ranking, stacked
from circular_metrics.charts.decoupling import by_country, by_window
from circular_metrics.charts.guard import pyramid
from circular_metrics.charts.network import network
from circular_metrics.charts.overview import coverage, levels, rows
from circular_metrics.charts.policy import depth, distribution, intervals
from circular_metrics.charts.series import indexed, multiples, trend

__all__ = [
    "by_country",
    "by_window",
    "claims",
    "coverage",
    "depth",
    "distribution",
    "indexed",
    "intervals",
    "levels",
    "multiples",
    "network",
    "pyramid",
    "ranking",
    "rows",
    "stacked",
    "trend",
]
