"""A walk without direction must not pass for a fall, and a steady fall must not pass for a walk."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.tsa.adfvalues import mackinnoncrit
from statsmodels.tsa.stattools import adfuller

from circular_metrics.assess.decoupling import reasons
from circular_metrics.statistics.decoupling import decoupling
from circular_metrics.statistics.decoupling.conditions import moved
from circular_metrics.statistics.persistence import walk

SERIES = 600


def wandering(points, memory, number=SERIES, seed=7):
    """``number`` series that keep ``memory`` of last year's deviation; 1 is a random walk."""
    shocks = np.random.default_rng(seed).standard_normal((number, points + 60))
    series = np.zeros_like(shocks)
    for year in range(1, shocks.shape[1]):
        series[:, year] = memory * series[:, year - 1] + shocks[:, year]
    return series[:, 60:]


def share_falling(table):
    years = list(range(2000, 2000 + table.shape[1]))
    found = [moved(pd.Series(row, index=years)) for row in table]
    by_test = np.array([m.falls for m in found])
    return by_test.mean(), (by_test & np.array([m.outruns_walk for m in found])).mean()


@pytest.mark.parametrize("memory", [0.0, 0.6, 0.9, 1.0])
@pytest.mark.parametrize("points", [8, 15])
def test_series_without_direction_rarely_fall(points, memory):
    """Two questions at 5 % each: at most 10 % (Bonferroni), three standard errors allowed."""
    _, falling = share_falling(wandering(points, memory))
    assert falling <= 0.10 + 3 * math.sqrt(0.10 * 0.90 / SERIES)


def test_mann_kendall_alone_takes_a_walk_for_a_fall():
    """Why the condition is there: the tail of 2.5 % that the test promises is far exceeded."""
    by_test, falling = share_falling(wandering(20, 1.0, 300))
    assert by_test > 0.10 + 3 * math.sqrt(0.10 * 0.90 / 300) > falling


def test_the_verdict_on_a_walk_is_rarely_absolute():
    """Over series of twelve years against a driver that rises by 2 % a year."""
    years, number = range(2010, 2022), 60
    driver = pd.Series(100 * 1.02 ** np.arange(12), index=years)
    verdicts = [
        decoupling(pd.Series(100 + row, index=years), driver, draws=1).verdict
        for row in wandering(12, 1.0, number, seed=11)
    ]
    assert np.mean([v == "absolute" for v in verdicts]) <= 0.10 + 3 * math.sqrt(0.09 / number)


@pytest.mark.parametrize(("points", "noise"), [(8, 0.3), (15, 0.7), (25, 2.0)])
def test_a_steady_fall_is_found_through_noise(points, noise):
    """The longer the series, the more noise per year of fall it bears: 80 % found at least."""
    shocks = np.random.default_rng(3).standard_normal((200, points))
    _, found = share_falling(100 - np.arange(points) + noise * shocks)
    assert found > 0.80


def test_a_walk_that_mann_kendall_calls_a_fall_is_told_and_is_not_absolute():
    """One sudden drop and nothing else: one change of nine carries all of it."""
    pressure = pd.Series(
        [100, 101, 100.5, 100.8, 100.2, 84, 84.4, 83.9, 84.2, 83.5], range(2010, 2020)
    )
    driver = pd.Series(np.linspace(100, 130, 10), range(2010, 2020))
    found = decoupling(pressure, driver)
    met = {c.key: c.met for c in found.conditions}
    assert (found.verdict, met["pressure"], met["walk"]) == ("relative", True, False)
    sentence = next(r for r in reasons(found, "en") if "walk without direction" in r)
    assert sentence.startswith("Not met") and "not ruled out" in sentence


def test_a_footprint_that_may_walk_takes_absolute_away():
    years = range(2010, 2020)
    steady, driver = (pd.Series(np.linspace(100, last, 10), years) for last in (80, 130))
    drop = pd.Series([100, 101, 100.5, 100.8, 100.2, 84, 84.4, 83.9, 84.2, 83.5], years)
    assert decoupling(steady, driver, steady).verdict == "absolute"
    assert decoupling(steady, driver, drop).verdict == "relative"


def test_the_drift_is_a_t_test_on_the_yearly_changes():
    series = np.cumsum(np.random.default_rng(5).standard_normal(12) - 0.5)
    found = walk(series, range(12))
    published = stats.ttest_1samp(np.diff(series), 0, alternative="less")
    assert found.p == pytest.approx(published.pvalue)
    interval = stats.ttest_1samp(np.diff(series), 0).confidence_interval()
    assert (found.low, found.high) == pytest.approx(tuple(interval))


def test_a_gap_counts_for_the_years_it_spans():
    """A change over k years of a walk has k times the variance: the whole span over its years."""
    series = pd.Series([100.0, 97, 96, 90, 88, 86], [2010, 2011, 2012, 2015, 2016, 2017])
    found = walk(series, series.index)
    assert found.drift == pytest.approx(-14 / 7)
    left = sum((d + 2 * k) ** 2 / k for d, k in [(-3, 1), (-1, 1), (-6, 3), (-2, 1), (-2, 1)])
    half = stats.t.ppf(0.975, 4) * math.sqrt(left / 4 / 7)
    assert found.high - found.drift == pytest.approx(half)
    assert found.unit_root_t is None  # four years that follow upon each other are too few


def test_the_unit_root_is_that_of_statsmodels():
    series = wandering(20, 0.4, 1)[0]
    found = walk(series, range(20))
    published = adfuller(series, maxlag=0, regression="ct", autolag=None, result_object=True)
    assert found.unit_root_t == pytest.approx(published.statistic)
    assert found.critical == pytest.approx(mackinnoncrit(1, "ct", nobs=19)[1], abs=1e-9)


@pytest.mark.parametrize("values", [[5.0] * 8, [0.0] * 8, [1.0, 2, 3, 4, 5]])
def test_what_stands_still_or_rises_does_not_fall(values):
    assert not walk(values, range(len(values))).falls


def test_too_few_values_are_refused():
    with pytest.raises(ValueError, match="three"):
        walk([1.0, 2.0], [2010, 2011])
