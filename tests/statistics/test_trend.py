"""Trends and shares: every order counted one by one, slopes by hand, what units must not change."""

import math
import warnings
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from circular_metrics.statistics.proportions import wilson
from circular_metrics.statistics.trend import (
    exact_p,
    mann_kendall,
    score,
    score_variance,
    theil_sen,
    trend_of,
)

numbers = st.floats(-1e6, 1e6)
series = st.lists(numbers, min_size=2, max_size=12)


@pytest.mark.parametrize("points", [2, 3, 4, 5, 6])
def test_the_exact_p_is_that_of_all_orders_counted_one_by_one(points):
    scores = [score(order) for order in permutations(range(points))]
    for s in set(scores):
        extreme = sum(abs(other) >= abs(s) for other in scores)
        assert exact_p(s, points) == pytest.approx(extreme / math.factorial(points))


def test_ties_take_from_the_variance():
    """1, 1, 2: (3·2·11 - 2·1·9) / 18 = 8/3; without the tie 66 / 18."""
    assert score_variance([1, 1, 2]) == pytest.approx(8 / 3)
    assert score_variance([1, 2, 3]) == pytest.approx(66 / 18)
    assert score_variance([7, 7, 7]) == 0


def test_a_constant_series_has_no_trend_and_no_error():
    assert mann_kendall([3, 3, 3, 3, 3]).p == 1
    assert trend_of([3] * 6, range(6)).direction == "no_clear_trend"


@pytest.mark.parametrize("values", [[], [1.0], [1.0, float("nan")]])
def test_too_few_or_missing_values_are_refused(values):
    with pytest.raises(ValueError, match="at least two"):
        mann_kendall(values)


@pytest.mark.parametrize("values", [[1.0, 1.0, 2.0], list(range(11))])
def test_an_exact_p_is_refused_for_ties_and_long_series(values):
    with pytest.raises(ValueError, match="at most 10"):
        mann_kendall(values, exact=True)


@given(series)
def test_the_score_turns_with_time_and_with_the_sign(values):
    assert score(values[::-1]) == -score(values)
    assert score([-v for v in values]) == -score(values)
    assert abs(score(values)) <= len(values) * (len(values) - 1) // 2


def test_the_slope_is_the_median_of_all_pairs():
    """0, 1, 4 in years 0, 1, 2: slopes 1, 3 and 2, of which 2 is the median."""
    assert theil_sen([0, 1, 4], [0, 1, 2]).value == 2
    assert theil_sen([0, 1, 4], [2010, 2012, 2014]).value == 1  # two years apart
    assert theil_sen([0, 1, 2, 3, 1000], range(5)).value == 1  # one outlier moves nothing


@given(series, st.floats(0.01, 100), st.floats(-100, 100))
def test_the_slope_follows_the_unit_and_not_the_level(values, factor, level):
    years = range(len(values))
    plain = theil_sen(values, years)
    other = theil_sen([factor * v + level for v in values], years)
    tolerance = {"rel": 1e-6, "abs": 1e-6 * (1 + max(map(abs, values)))}
    assert other.value == pytest.approx(factor * plain.value, **tolerance)
    assert plain.low <= plain.value <= plain.high


def test_points_may_come_in_any_order_and_with_gaps():
    found = trend_of([5, 1, float("nan"), 3, 2, 4, 6], [2019, 2015, 2021, 2017, 2016, 2018, 2022])
    assert (found.direction, found.points) == ("rising", 6)
    assert found.slope.value == 1  # 2020 and 2021 are no points: 5 in 2019, 6 in 2022
    assert found.test.is_exact


@given(st.lists(st.integers(0, 10**6), min_size=5, max_size=10, unique=True))
def test_a_trend_has_p_below_five_per_cent_and_no_other(values):
    found = trend_of(values, range(len(values)))
    assert (found.test.p < 0.05) == (found.direction in ("rising", "falling"))
    if found.direction == "rising":
        assert found.test.score > 0 and found.slope.value > 0


def shares(*pairs):
    part, whole = zip(*pairs, strict=True)
    return wilson(pd.Series(part), pd.Series(whole))


def test_none_of_twenty_may_still_be_one_in_six():
    """The upper end for 0 of n is z² / (n + z²): 3.8415 / 23.8415 = 0.1611, as Newcombe prints."""
    found = shares((0, 20), (20, 20)).to_numpy()
    assert found[0] == pytest.approx([0, 0, 0.1611], abs=0.5e-4)
    assert found[1] == pytest.approx([1, 1 - 0.1611, 1], abs=0.5e-4)  # its mirror image


def test_a_share_of_none_is_missing_with_its_interval_and_keeps_its_place():
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # nothing is divided by zero on the way
        found = wilson(pd.Series([0, 1], index=["a", "b"]), pd.Series([0, 2], index=["a", "b"]))
    assert found.loc["a"].isna().all() and found.loc["b", "value"] == 0.5


@given(st.integers(0, 500), st.integers(1, 500), st.integers(2, 50))
def test_an_interval_holds_its_share_and_narrows_with_the_count(part, rest, times):
    few, many = shares((part, part + rest), (part * times, (part + rest) * times)).itertuples()
    assert 0 <= few.low <= few.value + 1e-12 and few.value <= few.high + 1e-12
    assert few.high <= 1
    assert many.value == pytest.approx(few.value)
    assert many.high - many.low < few.high - few.low


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_of_the_others_is_the_mirror_image(part, rest):
    whole = part + rest
    assume(part)
    one, other = shares((part, whole), (rest, whole)).to_numpy()
    assert one == pytest.approx(1 - other[[0, 2, 1]])


def test_counts_are_left_as_they_were():
    part, whole = pd.Series([1, 0]), pd.Series([2, 0])
    wilson(part, whole)
    assert part.tolist() == [1, 0] and whole.tolist() == [2, 0]
    values = np.array([3.0, 1.0, 2.0, 5.0, 4.0])
    trend_of(values, range(5))
    assert values.tolist() == [3, 1, 2, 5, 4]
