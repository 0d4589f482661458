"""Decoupling of a pressure from its driver: elasticity, windows, draws and the verdict.

The functions take plain Series indexed by year and know no theme, no file and no language.
"""

from circular_metrics.statistics.decoupling.conditions import SHARE_OF_DRAWS, SHARE_OF_WINDOWS
from circular_metrics.statistics.decoupling.record import Condition, Decoupling, Moved, Target
from circular_metrics.statistics.decoupling.tapio import (
    LOWER,
    STATES,
    UPPER,
    Tapio,
    elasticity,
    tapio,
)
from circular_metrics.statistics.decoupling.verdict import DRAWS, SEED, decoupling
from circular_metrics.statistics.decoupling.windows import (
    VERDICTS,
    Window,
    every_window,
    window_length,
)

__all__ = [
    "DRAWS",
    "LOWER",
    "SEED",
    "SHARE_OF_DRAWS",
    "SHARE_OF_WINDOWS",
    "STATES",
    "UPPER",
    "VERDICTS",
    "Condition",
    "Decoupling",
    "Moved",
    "Tapio",
    "Target",
    "Window",
    "decoupling",
    "elasticity",
    "every_window",
    "tapio",
    "window_length",
]
