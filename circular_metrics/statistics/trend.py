"""Whether a short series rises or falls: Mann-Kendall's test and the Theil-Sen slope."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

MINIMUM_POINTS = 5  # with four the normal approximation cannot fall below p = 0.089
LARGEST_EXACT = 10
LEVEL = 0.05


@dataclass(frozen=True, kw_only=True)
class MannKendall:
    """Result of the test: score, its variance, normal deviate, Kendall's tau, two-sided p."""

    points: int
    score: int
    variance: float
    z: float
    tau: float
    p: float
    is_exact: bool


@dataclass(frozen=True, kw_only=True)
class Slope:
    """Median of all pairwise slopes, with its confidence interval; per unit of time."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Trend:
    """What a series does: ``rising``, ``falling``, ``no_clear_trend``, ``not_enough_data``."""

    direction: str
    points: int
    test: MannKendall | None = None
    slope: Slope | None = None


def score(values: Sequence[float]) -> int:
    """Mann-Kendall's S: rising pairs less falling pairs.

    >>> score([1, 2, 3]), score([3, 1, 2])
    (3, -1)
    """
    series = np.asarray(values, dtype=float)
    return int(np.triu(np.sign(series[None, :] - series[:, None]), k=1).sum())


def score_variance(values: Sequence[float]) -> float:
    """Variance of S if there is no trend, with the correction for ties.

    ``(n(n-1)(2n+5) - sum t(t-1)(2t+5)) / 18`` over the groups of ``t`` equal values.
    """

    def term(n: np.ndarray) -> np.ndarray:
        return n * (n - 1) * (2 * n + 5)

    ties = np.unique(np.asarray(values, dtype=float), return_counts=True)[1]
    return float((term(np.array(len(values))) - term(ties).sum()) / 18)


def normal_deviate(s: int, variance: float) -> float:
    """S on the normal scale, one step nearer to zero for continuity; 0 where S or variance is 0."""
    return 0.0 if variance == 0 else (s - np.sign(s)) / math.sqrt(variance)


def exact_p(s: int, points: int) -> float:
    """Two-sided p of S among all orders of ``points`` different values.

    >>> round(exact_p(-10, 5), 6)
    0.016667
    """
    inversions = np.array([1])
    for size in range(2, points + 1):  # the size-th value can stand in size places
        inversions = np.convolve(inversions, np.ones(size, dtype=inversions.dtype))
    scores = points * (points - 1) // 2 - 2 * np.arange(len(inversions))
    return float(inversions[np.abs(scores) >= abs(s)].sum() / math.factorial(points))


def mann_kendall(values: Sequence[float], exact: bool = False) -> MannKendall:
    """Mann-Kendall's test for a monotonic trend.

    Parameters
    ----------
    values : sequence of float
        In the order of time, none missing.
    exact : bool
        Take p from all orders of the values; only for at most ten, all different.

    Returns
    -------
    MannKendall
        With ``tau = 2 S / (n (n - 1))``.

    Raises
    ------
    ValueError
        For fewer than two values, a missing one, or ``exact`` where it does not apply.

    References
    ----------
    H. B. Mann, *Econometrica* 13 (1945) 245-259; M. G. Kendall, *Rank Correlation Methods*.
    """
    series = np.asarray(values, dtype=float)
    n = len(series)
    if n < 2 or np.isnan(series).any():
        raise ValueError("needs at least two values, none of them missing")
    if exact and (n > LARGEST_EXACT or len(np.unique(series)) < n):
        raise ValueError(f"exact p needs at most {LARGEST_EXACT} values, all different")
    s, variance = score(series), score_variance(series)
    z = normal_deviate(s, variance)
    return MannKendall(
        points=n,
        score=s,
        variance=variance,
        z=float(z),
        tau=2 * s / (n * (n - 1)),
        p=exact_p(s, n) if exact else float(2 * stats.norm.sf(abs(z))),
        is_exact=exact,
    )


def theil_sen(values: Sequence[float], times: Sequence[float], confidence: float = 0.95) -> Slope:
    """Theil-Sen slope: the median of the slopes between all pairs of points.

    Parameters
    ----------
    values, times : sequence of float
        At least two points at different times.
    confidence : float
        Of the interval.

    References
    ----------
    P. K. Sen, *Journal of the American Statistical Association* 63 (1968) 1379-1389.
    """
    fit = stats.theilslopes(np.asarray(values, float), np.asarray(times, float), alpha=confidence)
    return Slope(value=float(fit.slope), low=float(fit.low_slope), high=float(fit.high_slope))


def trend_of(values: Sequence[float], times: Sequence[float]) -> Trend:
    """Whether a series rises or falls beyond chance, and how fast.

    Parameters
    ----------
    values, times : sequence of float
        Points in any order; a point without value is left out.

    Returns
    -------
    Trend
        ``not_enough_data`` below five points; ``rising`` or ``falling`` where p < 0.05 (exact up
        to ten different values, else the normal approximation); otherwise ``no_clear_trend``.
    """
    points = sorted((t, v) for t, v in zip(times, values, strict=True) if not math.isnan(v))
    if len(points) < MINIMUM_POINTS:
        return Trend(direction="not_enough_data", points=len(points))
    ordered, series = [t for t, _ in points], [v for _, v in points]
    is_small = len(series) <= LARGEST_EXACT and len(set(series)) == len(series)
    test = mann_kendall(series, exact=is_small)
    direction = "no_clear_trend"
    if test.p < LEVEL:
        direction = "rising" if test.score > 0 else "falling"
    return Trend(
        direction=direction, points=len(series), test=test, slope=theil_sen(series, ordered)
    )
