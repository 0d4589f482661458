"""All pairs of years of a series at once: the score of every window from one table of signs."""

import math
from functools import cache

import numpy as np

from circular_metrics.statistics.autocorrelation import variance_factor
from circular_metrics.statistics.trend import (
    LARGEST_EXACT,
    LEVEL,
    exact_p,
    normal_deviate,
    score_variance,
)


def window_scores(values: np.ndarray) -> np.ndarray:
    """Mann-Kendall's S of every window: ``[i, j]`` holds that of the years i to j, both included.

    >>> int(window_scores(np.array([3.0, 1.0, 2.0]))[0, 2])
    -1
    """
    signs = np.triu(np.sign(values[None, :] - values[:, None]), k=1)
    below = signs[::-1].cumsum(axis=0)[::-1]  # rows from i down
    return below.cumsum(axis=1).astype(np.int64)


@cache
def _exact(s: int, points: int) -> float:
    return exact_p(s, points)


def p_value(values: np.ndarray, times: np.ndarray, s: int) -> float:
    """Two-sided p of S for one window, dependence between years taken into account.

    The factor for dependence is only worked out where the test would be significant without it,
    since it can but widen the variance.
    """
    n = len(values)
    is_small = n <= LARGEST_EXACT and len(np.unique(values)) == n
    variance = score_variance(values)
    p = _exact(int(s), n) if is_small else _normal_p(s, variance)
    if p >= LEVEL:
        return p
    factor = variance_factor(values, times)
    return p if factor == 1.0 else max(p, _normal_p(s, variance * factor))


def _normal_p(s: int, variance: float) -> float:
    return math.erfc(abs(normal_deviate(int(s), variance)) / math.sqrt(2))


def scores(draws: np.ndarray) -> np.ndarray:
    """S of each row of a table of drawn series, whose values are taken to differ.

    One comparison per pair of years for all draws together.
    """
    years = draws.shape[0]
    found = np.zeros(draws.shape[1], dtype=np.int32)
    for lag in range(1, years):
        later, earlier = draws[lag:], draws[:-lag]
        rises = np.count_nonzero(later > earlier, axis=0)
        falls = np.count_nonzero(later < earlier, axis=0)
        found += (rises - falls).astype(np.int32)
    return found


def critical_score(values: np.ndarray, factor: float) -> int:
    """The smallest \\|S\\| that is significant for a series of this length and these ties."""
    n = len(values)
    most = n * (n - 1) // 2
    is_small = n <= LARGEST_EXACT and len(np.unique(values)) == n and factor == 1.0
    variance = score_variance(values) * factor
    for s in range(most % 2, most + 1, 1):
        p = _exact(s, n) if is_small else _normal_p(s, variance)
        if p < LEVEL:
            return s
    return most + 1
