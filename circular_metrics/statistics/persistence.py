"""Whether a fall may be a walk without direction: what Mann-Kendall's test cannot tell.

A series in which every shock stays (a random walk) wanders far from where it began, and a test for
a trend takes that for one in up to a third of the cases. Two questions, each at 10 %: is the mean
yearly change below zero if the series walks, and can it be a walk at all. A fall stands where
either answer is yes. Both are looser than the test itself, since they only guard it: what a
stricter level costs clear falls stands in decision 10, measured.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

DOUBT = 0.10
SURFACE = (-3.12705, -2.5856, -3.925, -22.380)  # MacKinnon's 10 % bound, in powers of 1/T
NUISANCE = 3  # of the regression of Dickey and Fuller: constant, trend, level of last year
LARGEST = 999.0  # of the statistic of Dickey and Fuller, endless where a fit leaves nothing over
SAME = 1e-9  # residuals smaller than this share of the values are rounding of the machine


@dataclass(frozen=True, kw_only=True)
class Walk:
    """What the yearly changes say of a fall.

    ``drift`` is the mean change per year with its 95 % interval, ``p`` the chance of so low a one
    in a walk without direction; ``unit_root_t`` the statistic of Dickey and Fuller around a trend
    and ``critical`` its 10 % bound, both missing where the series is too short or a straight line.
    """

    drift: float
    low: float
    high: float
    p: float
    unit_root_t: float | None
    critical: float | None

    @property
    def is_ruled_out(self) -> bool:
        """Whether the series stays near a line, so that it is no walk."""
        return self.unit_root_t is not None and self.unit_root_t < self.critical

    @property
    def falls(self) -> bool:
        """Whether the series falls more than a walk without direction would."""
        return self.drift < 0 and (self.p < DOUBT or self.is_ruled_out)


def walk(values: Sequence[float], times: Sequence[float]) -> Walk:
    """Hold a fall against the null hypothesis that every change of the series stays.

    In a walk the change over k years has variance ``k s^2``, so that the best estimate of the
    drift is ``(last - first) / T`` over T years, with ``s^2 = sum (d - k drift)^2 / k / (m - 1)``
    over the m changes d and the standard error ``s / sqrt(T)``; p is that of Student's t with
    m - 1 degrees of freedom, one-sided.

    Parameters
    ----------
    values, times : sequence of float
        At least three, in the order of time, none missing.

    Raises
    ------
    ValueError
        For fewer than three values.

    References
    ----------
    D. Harvey, S. Leybourne and A. Taylor, *Journal of Econometrics* 141 (2007) 1302-1330 (a test
    of the trend for series that may or may not walk); T. Cohn and H. Lins, *Geophysical Research
    Letters* 32 (2005) L23402 (trends in what is naturally trendy).

    >>> walk([100, 98, 96, 94, 92], [2010, 2011, 2012, 2013, 2014]).falls
    True
    """
    x, t = np.asarray(values, dtype=float), np.asarray(times, dtype=float)
    if len(x) < NUISANCE:
        raise ValueError("needs at least three values")
    steps, years = np.diff(x), np.diff(t)
    span, free = years.sum(), len(steps) - 1
    drift = steps.sum() / span
    left = (steps - years * drift) ** 2 / years
    error = math.sqrt(left.sum() / free / span)
    statistic, critical = unit_root(x, t)
    half = stats.t.ppf(0.975, free) * error
    return Walk(
        drift=float(drift),
        low=float(drift - half),
        high=float(drift + half),
        p=_falling_p(drift, error, free),
        unit_root_t=statistic,
        critical=critical,
    )


def _falling_p(drift: float, error: float, free: int) -> float:
    """One-sided p; a series that never deviates from its drift cannot be in doubt about it."""
    if error == 0:
        return 0.0 if drift < 0 else 1.0
    return float(stats.t.cdf(drift / error, free))


def unit_root(x: np.ndarray, t: np.ndarray) -> tuple[float | None, float | None]:
    """The statistic of Dickey and Fuller around a constant and a trend, and its 10 % bound.

    Of the years that follow upon each other; ``(None, None)`` with fewer than five of them, or
    where nothing is left of the series but a line. The statistic is at most 999 either way.

    References
    ----------
    D. Dickey and W. Fuller, *Journal of the American Statistical Association* 74 (1979) 427-431;
    J. MacKinnon, "Critical values for cointegration tests", Queen's Economics Department working
    paper 1227 (2010), table 2.
    """
    follows = np.diff(t) == 1
    number = int(follows.sum())
    if number < NUISANCE + 2:
        return None, None
    known = np.column_stack([np.ones(number), t[:-1][follows] - t[0]])
    base, _ = np.linalg.qr(known)
    level, change = (a - base @ (base.T @ a) for a in (x[:-1][follows], np.diff(x)[follows]))
    if np.abs(level).max() <= SAME * np.abs(x).max():
        return None, None
    size = float(level @ level)
    pull = float(level @ change) / size
    left = change - pull * level
    error = math.sqrt(float(left @ left) / (number - NUISANCE) / size)
    critical = sum(c / number**power for power, c in enumerate(SURFACE))
    statistic = pull / error if error > 0 else math.copysign(LARGEST, pull)
    return max(-LARGEST, min(statistic, LARGEST)), critical
