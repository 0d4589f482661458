"""The third rule on pace: a robust trend, and the value that it leads one to expect."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from circular_metrics.statistics.autocorrelation import corrected_test
from circular_metrics.statistics.pace import (
    Goal,
    Judgement,
    direction,
    is_missed,
    is_reached,
    ratio_status,
)
from circular_metrics.statistics.trend import LEVEL, MINIMUM_POINTS, theil_sen

MAD_TO_DEVIATION = 1.4826


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Where the robust line stands in a year, with a 95 % interval for a value of that year."""

    year: int
    value: float
    low: float
    high: float


def robust(
    years: Sequence[int], values: Sequence[float], better: str, goal: Goal | None = None
) -> tuple[Judgement, Expected | None]:
    """Theil-Sen's line judged by Mann-Kendall's test, with dependence between years allowed for.

    The line runs through the medians of years and values. Its pace is held against that of a
    straight line from where it stands in the first year to the goal. The interval of the value
    expected in the goal's year joins, as root of the sum of squares, the 95 % interval of the
    slope (widened by the root of Hamed and Rao's variance factor) and robust deviations of the
    points from the line, as many as Student's t with n - 2 degrees of freedom asks, times
    ``sqrt(n / (n - 2))``. This interval is made for this project, not taken from a publication.
    Simulated on straight lines with normal noise it holds 91 to 98 per cent of what comes one to
    five years on; where each year leans on the one before (0.6), only 75 to 80 per cent.

    Returns
    -------
    (Judgement, Expected or None)
        ``not_enough_data`` below five points, ``no_clear_trend`` where p is not below 0.05;
        nothing expected of a goal's year that has come.

    References
    ----------
    P. K. Sen (1968); K. H. Hamed and A. R. Rao (1998).
    """
    way = direction(better)
    if len(years) < MINIMUM_POINTS:
        return Judgement(rule="robust", status="not_enough_data"), None
    test, factor = corrected_test(values, years)
    slope = theil_sen(values, years)
    middle, level = float(np.median(years)), float(np.median(values))
    began = level + slope.value * (years[0] - middle)
    said = {
        "rule": "robust",
        "first": int(years[0]),
        "last": int(years[-1]),
        "observed": slope.value,
        "p": test.p,
        "autocorrelation_factor": factor,
    }
    expected = None
    if goal is not None:
        if goal.year > years[-1]:
            expected = _expected(goal.year, years, values, (middle, level), slope, factor)
        if goal.year > years[0] and not is_reached(began, goal):
            required = (goal.value - began) / (goal.year - years[0])
            said |= {"required": required, "ratio": slope.value / required}
    return Judgement(**said, status=_status(said, test.p, way, values[-1], goal)), expected


def _status(said: dict, p: float, way: int, newest: float, goal: Goal | None) -> str:
    """What the line and its test say; a goal that is met or missed needs neither."""
    if goal is not None and is_reached(newest, goal):
        return "reached"
    if goal is not None and is_missed(newest, said["last"], goal):
        return "missed"
    if not p < LEVEL:
        return "no_clear_trend"
    if way * said["observed"] < 0:
        return "deterioration"
    if goal is None:
        return "on_track"
    return ratio_status(said["ratio"]) if "ratio" in said else "undefined"


def _expected(year, years, values, centre, slope, factor: float) -> Expected:
    """Where the line stands in ``year``, with its interval."""
    middle, level = centre
    t, x = np.asarray(years, float), np.asarray(values, float)
    ahead = year - middle
    value = level + slope.value * ahead
    left = x - (level + slope.value * (t - middle))
    n = len(t)
    scatter = MAD_TO_DEVIATION * float(np.median(np.abs(left - np.median(left))))
    scatter *= float(stats.t.ppf(0.975, n - 2)) * math.sqrt(n / (n - 2))
    wider = math.sqrt(factor)
    below = math.hypot(wider * (slope.value - slope.low) * ahead, scatter)
    above = math.hypot(wider * (slope.high - slope.value) * ahead, scatter)
    return Expected(year=int(year), value=value, low=value - below, high=value + above)
