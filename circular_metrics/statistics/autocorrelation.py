"""What dependence from year to year does to Mann-Kendall's test: the variance of Hamed and Rao."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import stats

from circular_metrics.statistics.trend import (
    LARGEST_EXACT,
    MannKendall,
    mann_kendall,
    normal_deviate,
)

SIGNIFICANT = 1.96  # two-sided 5 %: a correlation of n ranks beyond 1.96 / sqrt(n)
SAME = 1e-9  # residuals smaller than this share of the values are rounding of the machine


def detrended_ranks(values: Sequence[float], times: Sequence[float]) -> np.ndarray | None:
    """Ranks of what is left of a series without its Theil-Sen line; ``None`` if nothing is."""
    x, t = np.asarray(values, dtype=float), np.asarray(times, dtype=float)
    first, second = np.triu_indices(len(x), k=1)
    slope = np.median((x[second] - x[first]) / (t[second] - t[first]))
    left = x - slope * t
    left = left - np.median(left)
    scale = np.abs(x).max()
    if scale == 0 or np.abs(left).max() <= SAME * scale:
        return None
    return stats.rankdata(np.round(left / scale, 9))


def rank_correlations(ranks: np.ndarray) -> np.ndarray:
    """Autocorrelation of ranks at lags 1 to n - 1."""
    centred = ranks - ranks.mean()
    whole = np.correlate(centred, centred, mode="full")[len(ranks) - 1 :]
    return whole[1:] / whole[0]


def variance_factor(values: Sequence[float], times: Sequence[float]) -> float:
    """By how much dependence between years widens the variance of Mann-Kendall's S.

    ``1 + 2 / (n(n-1)(n-2)) * sum (n-k)(n-k-1)(n-k-2) r_k`` over the lags k whose rank
    autocorrelation r_k is significant; 1 where that of lag 1 is not, and never below 1, so that
    dependence can take a trend away but not make one.

    Parameters
    ----------
    values, times : sequence of float
        In the order of time, none missing.

    References
    ----------
    K. H. Hamed and A. R. Rao, "A modified Mann-Kendall trend test for autocorrelated data",
    *Journal of Hydrology* 204 (1998) 182-196.
    """
    n = len(values)
    ranks = detrended_ranks(values, times) if n > 3 else None
    if ranks is None:
        return 1.0
    r = rank_correlations(ranks)
    bound = SIGNIFICANT / math.sqrt(n)
    if abs(r[0]) <= bound:
        return 1.0
    lag = np.arange(1, n)
    weights = (n - lag) * (n - lag - 1) * (n - lag - 2)
    added = 2 / (n * (n - 1) * (n - 2)) * (weights * r)[np.abs(r) > bound].sum()
    return float(max(1.0, 1.0 + added))


def corrected_test(values: Sequence[float], times: Sequence[float]) -> tuple[MannKendall, float]:
    """Mann-Kendall's test with the variance that dependence between years asks for.

    Returns
    -------
    (MannKendall, float)
        The test and its variance factor. p is exact up to ten different values without
        significant autocorrelation, else from the normal approximation.
    """
    factor = variance_factor(values, times)
    n = len(values)
    is_small = n <= LARGEST_EXACT and len(set(values)) == n and factor == 1.0
    test = mann_kendall(values, exact=is_small)
    if factor == 1.0:
        return test, factor
    variance = test.variance * factor
    z = normal_deviate(test.score, variance)
    return replace(test, variance=variance, z=float(z), p=float(2 * stats.norm.sf(abs(z)))), factor
