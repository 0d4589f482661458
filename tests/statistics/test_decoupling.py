"""Decoupling: sixteen worked examples, the laws of the tests, a case for each condition."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from circular_metrics.assess.decoupling import reasons
from circular_metrics.assess.decoupling_object import as_object
from circular_metrics.statistics.autocorrelation import corrected_test, variance_factor
from circular_metrics.statistics.decoupling import (
    STATES,
    Target,
    decoupling,
    every_window,
    tapio,
    window_length,
)
from circular_metrics.statistics.decoupling.pairs import critical_score, scores, window_scores
from circular_metrics.statistics.trend import exact_p, mann_kendall, score, score_variance

YEARS = range(2010, 2024)


def two(first, last):
    return pd.Series({2010: float(first), 2020: float(last)})


def line(first, last, years=YEARS):
    return pd.Series(np.linspace(first, last, len(years)), index=list(years))


@pytest.mark.parametrize(
    ("pressure", "driver", "elasticity", "state"),
    [
        pytest.param((100, 95), (100, 110), -0.5, "strong_decoupling", id="AT-01"),
        pytest.param((100, 105), (100, 110), 0.5, "weak_decoupling", id="AT-02"),
        pytest.param((100, 110), (100, 110), 1.0, "expansive_coupling", id="AT-03"),
        pytest.param((100, 120), (100, 110), 2.0, "expansive_negative_decoupling", id="AT-04"),
        pytest.param((100, 105), (100, 90), -0.5, "strong_negative_decoupling", id="AT-05"),
        pytest.param((100, 95), (100, 90), 0.5, "weak_negative_decoupling", id="AT-06"),
        pytest.param((100, 90), (100, 90), 1.0, "recessive_coupling", id="AT-07"),
        pytest.param((100, 80), (100, 90), 2.0, "recessive_decoupling", id="AT-08"),
        pytest.param((100, 108), (100, 110), 0.8, "expansive_coupling", id="AT-09"),
    ],
)
def test_the_eight_states_of_tapio(pressure, driver, elasticity, state):
    """Tapio (2005), Transport Policy 12:137-151; thresholds as in Heliyon 9 (2023) e19871, table 3.

    Changes of whole per cents: exact but for the machine's rounding.
    """
    found = tapio(two(*pressure), two(*driver))
    assert found.elasticity == pytest.approx(elasticity, abs=1e-9)
    assert found.state == state
    assert found.is_on_boundary == (elasticity in (0.8, 1.2))


@pytest.mark.parametrize("last", [108.0, 112.0])
def test_both_boundaries_are_coupling_and_said_to_be_boundaries(last):
    """Sources differ here; the rule of this package: coupling is the closed range 0.8 to 1.2."""
    found = tapio(two(100, last), two(100, 110))
    assert (found.state, found.is_on_boundary) == ("expansive_coupling", True)
    beside = tapio(two(100, last + math.copysign(0.001, last - 110)), two(100, 110))
    assert beside.state != "expansive_coupling" and not beside.is_on_boundary


@pytest.mark.parametrize(
    ("pressure", "driver"),
    [
        pytest.param((100, 95), (100, 100), id="AT-10"),
        pytest.param((0, 95), (100, 110), id="no base of the pressure"),
        pytest.param((100, 95), (0, 110), id="no base of the driver"),
        pytest.param((100, 95), (-5, 110), id="negative base"),
        pytest.param((100, math.inf), (100, 110), id="infinite"),
    ],
)
def test_what_is_not_defined_is_undefined_and_never_infinite(pressure, driver):
    found = tapio(two(*pressure), two(*driver))
    assert (found.elasticity, found.state) == (None, "undefined")


def test_a_driver_that_moves_less_than_its_error_has_no_state():
    assert tapio(two(100, 95), two(100, 101), driver_error=1.5).state == "undefined"
    assert tapio(two(100, 95), two(100, 101), driver_error=0.5).state == "strong_decoupling"


def test_a_pressure_that_stands_still_is_weak_decoupling_at_zero():
    found = tapio(two(100, 100), two(100, 110))
    assert (found.elasticity, found.state) == (0.0, "weak_decoupling")


@given(
    st.floats(1, 1e6), st.floats(1, 1e6), st.floats(1, 1e6), st.floats(1, 1e6), st.floats(1e-3, 1e3)
)
def test_units_cancel_and_every_pair_has_one_state(e0, e1, g0, g1, factor):
    found = tapio(two(e0, e1), two(g0, g1))
    assert found.state in STATES
    scaled = tapio(two(e0 * factor, e1 * factor), two(g0, g1))
    assert (found.elasticity is None) == (scaled.elasticity is None)
    if found.elasticity is not None:
        assert math.isfinite(found.elasticity)
        assert scaled.elasticity == pytest.approx(found.elasticity, rel=1e-6, abs=1e-6)


def order_with_inversions(n, inversions):
    """The numbers 0 to n - 1 in an order in which so many pairs fall."""
    left, order = list(range(n)), []
    while left:
        skipped = min(inversions, len(left) - 1)
        order.append(left.pop(skipped))
        inversions -= skipped
    return order


def test_mann_kendall_gives_the_published_example():
    """AT-11: README of pyMannKendall (mmhs013/pyMannKendall), 360 values, S = 142: no trend."""
    values = order_with_inversions(360, (360 * 359 // 2 - 142) // 2)
    found = mann_kendall(values)
    assert (found.score, found.variance) == (142, 5205500.0)
    assert found.z == pytest.approx(0.06179991635055463, abs=1e-12)
    assert found.tau == pytest.approx(0.0021974620860414733, abs=1e-15)
    assert found.p == pytest.approx(0.9507221701045581, abs=1e-12)


def test_ten_falling_values():
    """AT-12: S, variance and z follow from the formulas by hand."""
    found = mann_kendall(range(10, 0, -1))
    assert (found.score, found.variance) == (-45, 125.0)
    assert found.z == pytest.approx(-44 / math.sqrt(125), abs=1e-12)
    assert found.p == pytest.approx(8.303e-05, rel=1e-3)


def test_five_falling_values_can_be_significant():
    """AT-13: exact p is 2 orders of the 120 possible ones."""
    found = mann_kendall([5, 4, 3, 2, 1])
    assert found.score == -10
    assert found.z == pytest.approx(-2.20454, abs=1e-5)
    assert found.p == pytest.approx(0.027486, abs=1e-6)
    assert exact_p(-10, 5) == pytest.approx(2 / 120)


@pytest.mark.parametrize("points", [0, 1, 2, 3, 4])
def test_four_points_are_not_enough_however_they_fall(points):
    """AT-14: with four z = -1.69842 and p = 0.0894, so they can never be significant."""
    if points == 4:
        found = mann_kendall([4, 3, 2, 1])
        assert found.z == pytest.approx(-1.69842, abs=1e-5)
        assert found.p == pytest.approx(0.0894, abs=1e-4)
    years = range(2010, 2010 + points)
    found = decoupling(line(100, 80, years), line(100, 130, years))
    assert found.verdict == "not_enough_data"
    assert found.windows == ()
    assert str(points) in reasons(found, "en")[0] and str(points) in reasons(found, "nl")[0]


def test_the_verdict_hangs_on_the_window_as_in_the_union():
    """AT-15: Eurostat on the European Union: decoupled 2008-2016, coupled again since 2016."""
    years = range(2008, 2025)
    pressure = pd.Series([*np.linspace(100, 84, 9), *np.linspace(86, 100, 8)], index=list(years))
    driver = line(100, 124, years)
    windows = {(w.first, w.last): w.verdict for w in every_window(pressure, driver)}
    assert windows[2008, 2016] == "absolute"
    assert windows[2016, 2024] == "none"
    found = decoupling(pressure, driver)
    assert found.verdict != "absolute"
    assert any("hangs on the years chosen" in reason for reason in reasons(found, "en"))
    assert len(windows) == sum(range(1, 17 - 5 + 2))


def test_a_recession_is_not_success():
    """AT-16: pressure and output fall together."""
    found = decoupling(line(100, 70), line(100, 90))
    assert found.verdict == "recession"
    assert found.tapio.state == "recessive_decoupling"


def test_a_crash_in_the_last_year_is_not_success_either():
    driver = line(100, 130)
    driver.iloc[-1] = 95.0  # more pairs rise than fall, and yet there is less than at the start
    assert decoupling(line(100, 70), driver).verdict == "recession"


def test_absolute_when_every_condition_holds():
    pressure, driver = line(100, 80), line(100, 130)
    found = decoupling(
        pressure,
        driver,
        line(120, 100),
        pressure_interval=(pressure - 1, pressure + 1),
        target=Target(value=75, year=2030),
    )
    assert found.verdict == "absolute"
    assert {c.key: c.met for c in found.conditions} == {
        "driver": True,
        "pressure": True,
        "walk": True,
        "windows": True,
        "footprint": True,
        "draws": True,
        "intensity": True,
        "pace": True,
    }


def test_relative_when_the_pressure_grows_by_half_as_much():
    found = decoupling(line(100, 110), line(100, 120))
    assert found.verdict == "relative"
    assert found.tapio.elasticity == pytest.approx(0.5)


def test_none_when_both_grow_alike_or_the_pressure_outruns():
    assert decoupling(line(100, 120), line(100, 120)).verdict == "none"
    assert decoupling(line(100, 118), line(100, 120)).verdict == "none"  # 0.9: coupled
    assert decoupling(line(100, 150), line(100, 120)).verdict == "none"
    assert decoupling(line(100, 80), line(100, 100)).verdict == "none"  # nothing drives it


def test_a_footprint_that_does_not_fall_takes_absolute_away():
    footprint = pd.Series(
        [100, 101, 99, 102, 98, 103, 100, 101, 99, 102, 98, 103, 100, 101.0], YEARS
    )
    found = decoupling(line(100, 80), line(100, 130), footprint)
    assert found.verdict == "relative"
    assert any("moved abroad" in reason for reason in reasons(found, "en"))
    few = decoupling(line(100, 80), line(100, 130), footprint.iloc[:4])
    assert few.verdict == "relative"


def test_wide_intervals_take_absolute_away_and_narrow_ones_do_not():
    pressure, driver = line(100, 92), line(100, 130)
    narrow = decoupling(pressure, driver, pressure_interval=(pressure - 0.5, pressure + 0.5))
    wide = decoupling(pressure, driver, pressure_interval=(pressure - 10, pressure + 10))
    assert (narrow.verdict, wide.verdict) == ("absolute", "relative")
    assert narrow.share_of_draws >= 0.95 > wide.share_of_draws


def test_the_share_of_draws_is_that_of_a_plain_simulation():
    """The vectorised draws against one test at a time, within three standard errors of both."""
    pressure, driver = line(100, 92), line(100, 130)
    found = decoupling(pressure, driver, pressure_interval=(pressure * 0.95, pressure * 1.05))
    random = np.random.default_rng(1)
    factor = variance_factor(pressure.tolist(), list(YEARS))
    held = []
    for _ in range(1500):
        up = np.log(1.05) / 1.96, -np.log(0.95) / 1.96
        z = random.standard_normal(14)
        values = pressure.to_numpy() * np.exp(z * np.where(z > 0, *up))
        s, variance = score(values), score_variance(values) * factor
        held.append(s < 0 and 2 * stats.norm.sf((abs(s) - 1) / math.sqrt(variance)) < 0.05)
    error = math.sqrt(0.25 / 1500 + 0.25 / 10_000)
    assert 0.05 < found.share_of_draws < 0.95  # or the comparison would say nothing
    assert found.share_of_draws == pytest.approx(np.mean(held), abs=3 * error)


def test_the_same_seed_gives_the_same_share():
    pressure, driver = line(100, 92), line(100, 130)
    bounds = (pressure - 4, pressure + 4)
    one, two_ = (decoupling(pressure, driver, pressure_interval=bounds) for _ in "ab")
    assert one.share_of_draws == two_.share_of_draws
    assert as_object(one, "en") == as_object(two_, "en")


def test_a_pace_that_is_too_slow_is_told_and_changes_nothing():
    """From 100 to 80 in 13 years is 1.7 % a year; to 25 by 2050 takes 3.4 %."""
    found = decoupling(line(100, 80), line(100, 130), target=Target(value=25, year=2050))
    pace = found.conditions[-1]
    assert (found.verdict, pace.key, pace.met) == ("absolute", "pace", False)
    assert pace.numbers["observed"] == pytest.approx(100 * (0.8 ** (1 / 13) - 1))
    assert pace.numbers["required"] == pytest.approx(100 * (0.25 ** (1 / 40) - 1))


def test_autocorrelation_takes_a_trend_away():
    """Each year 0.8 of the last one plus chance: worth fewer years than it has."""
    values = [50.0, 50.7, 49.5, 48.0, 45.5, 46.0, 48.0, 48.4, 49.2, 50.3]
    values += [49.3, 52.0, 50.7, 50.9, 53.4, 52.5, 52.0, 51.0, 51.1, 48.6]
    plain = mann_kendall(values)
    found, factor = corrected_test(values, range(20))
    assert factor > 1.5
    assert plain.p < 0.05 < found.p
    assert found.variance == pytest.approx(plain.variance * factor)
    assert found.z == pytest.approx((plain.score - 1) / math.sqrt(found.variance))


def test_hamed_and_rao_by_hand():
    """The formula written out lag by lag, for a slow wave."""
    values = [0, 1.5, 3, 4.5, 5.5, 6, 6.2, 6, 5.5, 4.8, 4, 3.5, 3.2, 3, 3.1, 3.3, 3.6, 4, 4.6, 5.4]
    n = len(values)
    t = np.arange(n)
    pairs = [(values[j] - values[i]) / (j - i) for i in range(n) for j in range(i + 1, n)]
    ranks = stats.rankdata(np.array(values) - np.median(pairs) * t)
    centred = ranks - ranks.mean()
    total = 0.0
    for k in range(1, n):
        r = (centred[:-k] * centred[k:]).sum() / (centred**2).sum()
        if abs(r) > 1.96 / math.sqrt(n):
            total += (n - k) * (n - k - 1) * (n - k - 2) * r
    expected = 1 + 2 / (n * (n - 1) * (n - 2)) * total
    assert expected > 1
    assert variance_factor(values, t) == pytest.approx(expected)


@pytest.mark.parametrize("rate", [0.9, 0.97, 0.999])
@pytest.mark.parametrize("points", [5, 6, 7, 8, 10, 11, 14, 20, 40])
def test_a_steady_fall_is_a_fall_however_long(points, rate):
    """A smooth curve leaves smooth residuals; they must not hide a series that always falls."""
    years = range(1980, 1980 + points)
    pressure = pd.Series(100 * rate ** np.arange(points), index=list(years))
    assert decoupling(pressure, line(100, 130, years), draws=10).verdict == "absolute"


@given(st.lists(st.integers(0, 6), min_size=5, max_size=12))
def test_the_scores_of_all_windows_are_those_of_each(values):
    series = np.array(values, dtype=float)
    table = window_scores(series)
    for i in range(len(values)):
        for j in range(i, len(values)):
            assert table[i, j] == score(values[i : j + 1])


@given(st.lists(st.floats(-100, 100), min_size=5, max_size=12), st.integers(0, 3))
def test_the_scores_of_draws_are_those_of_each(values, shift):
    drawn = np.column_stack([values, np.roll(values, shift), values[::-1]])
    assert scores(drawn).tolist() == [score(column) for column in drawn.T]


@pytest.mark.parametrize("points", [5, 8, 10, 11, 20])
def test_the_critical_score_is_where_significance_begins(points):
    values = np.arange(points, dtype=float)
    least = critical_score(values, 1.0)
    if points <= 10:
        assert exact_p(least, points) < 0.05
        assert exact_p(least - 2, points) >= 0.05 or (least - 2) % 2 != least % 2
    else:
        p = 2 * stats.norm.sf((least - 1) / math.sqrt(score_variance(values)))
        below = 2 * stats.norm.sf((least - 3) / math.sqrt(score_variance(values)))
        assert p < 0.05 <= below


def test_order_gaps_and_input_do_not_matter():
    pressure, driver = line(100, 80), line(100, 130)
    before = pressure.copy()
    shuffled = decoupling(pressure.sample(frac=1, random_state=1), driver.iloc[::-1], draws=100)
    assert as_object(shuffled, "en") == as_object(decoupling(pressure, driver, draws=100), "en")
    pd.testing.assert_series_equal(pressure, before)
    gappy = pressure.copy()
    gappy.loc[2015] = np.nan
    assert decoupling(gappy, driver).points == 13
    assert window_length(13) == 9


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ([5.0] * 8, "relative"),  # stands still while the driver rises: weak decoupling at 0
        ([0.0] * 8, "none"),  # nothing to be decoupled
        ([0.0, 0, 0, 0, 1, 1, 1, 1], "none"),
        ([3.0, 2, 2, 1, 1, 0, 0, 0], "absolute"),
        ([-1.0, -2, -3, -4, -5, -6, -7, -8], "absolute"),  # a net sink that deepens
    ],
)
def test_strange_series_get_a_verdict_and_no_warning(values, verdict):
    years = range(2010, 2018)
    found = decoupling(pd.Series(values, years), line(100, 130, years), draws=50)
    assert found.verdict == verdict
    json.dumps(as_object(found, "en"), allow_nan=False)


@pytest.mark.parametrize("odd", [0, 13])
def test_one_odd_year_at_an_end_makes_no_decoupling_that_tapio_denies(odd):
    """It falls in all other years; from end to end it grows as the driver does."""
    pressure, driver = line(100, 80), line(100, 130)
    pressure.iloc[odd] = 60.0 if odd == 0 else 130.0
    found = decoupling(pressure, driver)
    met = {c.key: c.met for c in found.conditions}
    assert found.tapio.state in ("expansive_coupling", "expansive_negative_decoupling")
    assert (met["pressure"], met["walk"], met["intensity"]) == (True, False, False)
    assert found.verdict == "none"


def test_a_driver_within_its_own_error_decouples_nothing():
    driver = line(100, 103)
    found = decoupling(line(100, 80), driver, driver_interval=(driver - 5, driver + 5))
    assert (found.verdict, found.tapio.why) == ("none", "error")
    assert "moves less than its own error" in reasons(found, "en")[-1]


@pytest.mark.parametrize(
    ("pressure", "driver", "words"),
    [
        (line(100, 80), line(100, 100), "the driver stands still"),
        (line(100, 80), line(0, 100), "a first value is not above zero"),
        (line(100, 80), line(100, 130, range(1990, 2000)), "fewer than two years have both values"),
        (line(-10, -20), line(100, 130), "a first value is not above zero"),
    ],
)
def test_why_there_is_no_elasticity_is_told_and_nothing_else(pressure, driver, words):
    last = reasons(decoupling(pressure, driver), "en")[-1]
    assert last == f"Tapio's elasticity is not defined: {words}."


def test_a_driver_that_begins_at_zero_has_no_percentage():
    first = reasons(decoupling(line(100, 80), line(0, 130)), "en")[0]
    assert "from 0 to 130;" in first and "%" not in first.partition(";")[0]


@pytest.mark.parametrize("scale", [1e-90, 1e-12, 1e-3, 1.0, 1e15, 1e90])
def test_the_sentences_show_a_fall_on_whatever_scale(scale):
    found = decoupling(line(100, 80) * scale, line(100, 130), draws=10)
    assert found.verdict == "absolute"
    sentence = next(r for r in reasons(found, "en") if "must fall significantly:" in r)
    slope = sentence.partition("median change ")[2].partition(" per year")[0]
    digits = slope.partition(" ×")[0].replace(",", "")
    assert float(digits) < 0 and len(slope) < 30


def test_a_fit_that_leaves_nothing_over_stays_a_number():
    """After a first year apart the series is a line: Dickey and Fuller's statistic has no end."""
    pressure = pd.Series([60.0, *np.arange(98, 76, -2.0)], index=range(2008, 2020))
    found = decoupling(pressure, line(100, 130, range(2008, 2020)))
    assert abs(as_object(found, "en")["trend"]["pressure"]["walk"]["unit_root_t"]) <= 999


def test_the_length_and_share_of_windows_can_be_asked_for():
    pressure = line(100, 80)
    pressure.loc[2012], pressure.loc[2013] = pressure.loc[2013], pressure.loc[2012]
    strict = decoupling(pressure, line(100, 130), window=5, share_of_windows=1.0)
    assert strict.verdict == "relative"
    assert {w.points for w in strict.windows if w.is_counted} == {5}
    assert (
        decoupling(pressure, line(100, 130), window=5, share_of_windows=0.5).verdict == "absolute"
    )
    assert window_length(8, 20) == 8 and window_length(8, 2) == 5


def test_no_common_years_is_not_enough_data():
    found = decoupling(line(100, 80), line(100, 130, range(1990, 2000)))
    assert (found.verdict, found.points) == ("not_enough_data", 0)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_condition_has_a_sentence(language):
    found = decoupling(
        line(100, 110),
        line(100, 120),
        line(100, 130),
        pressure_interval=(line(99, 109), line(101, 111)),
        target=Target(value=50, year=2030),
    )
    sentences = reasons(found, language)
    assert len(sentences) == len(found.conditions) + 1
    beginnings = {s.split(":")[0] for s in sentences[:-1]}
    assert beginnings <= {
        "Met",
        "Not met",
        "Not tested",
        "Voldaan",
        "Niet voldaan",
        "Niet getoetst",
    }


def test_years_before_a_break_are_left_out_and_said_to_be():
    """A rise at a change of definition is no rise: cut there, the verdict is that of the rest."""
    pressure, driver = line(100, 60), line(100, 130)
    before = pressure.copy()
    before.loc[:2015] /= 3  # counted more narrowly
    whole = decoupling(before, driver, draws=50)
    cut = decoupling(before, driver, breaks=(2012, 2016, 2030), draws=50)
    alone = decoupling(pressure.loc[2016:], driver, draws=50)
    assert (cut.break_year, whole.break_year, alone.break_year) == (2016, None, None)
    assert cut.verdict == alone.verdict == "absolute" != whole.verdict
    assert reasons(cut, "en")[1:] == reasons(alone, "en")
    assert "2016" in reasons(cut, "en")[0]


def test_a_break_that_leaves_too_few_years_leaves_no_verdict():
    found = decoupling(line(100, 60), line(100, 130), breaks=[2020])
    assert (found.verdict, found.break_year, found.points) == ("not_enough_data", 2020, 4)


def test_a_break_at_the_first_common_year_cuts_nothing():
    found = decoupling(line(100, 60), line(100, 130), breaks=[2010], draws=50)
    assert (found.break_year, found.points) == (None, 14)
