"""Pace towards a target: the worked examples of the published rules, and laws."""

import numpy as np
import pytest

from circular_metrics.statistics.pace import (
    Goal,
    compound_growth,
    eurostat,
    growth_score,
    growth_status,
    open_sdg,
    ratio_score,
)
from circular_metrics.statistics.progress import progress
from circular_metrics.statistics.robust_pace import robust


def test_residual_waste_of_flanders():
    """AT-60. 150 kg (2016) to 140 (2021), 100 in 2030: by hand from both growth formulas."""
    found = progress([2016, 2021], [150, 140], "lower", Goal(year=2030, value=100, better="lower"))
    rule = found.rules[0]
    assert rule.observed == pytest.approx(-1.3704, abs=1e-4)
    assert rule.required == pytest.approx(-2.8546, abs=1e-4)
    assert rule.ratio == pytest.approx(0.4801, abs=1e-4)
    assert rule.status == "limited_progress"
    assert found.required == pytest.approx(-3.6696, abs=1e-4)
    assert found.projected == pytest.approx(123.65, abs=0.01)
    assert (found.distance, found.verdict, found.agree) == (-40, "not_enough_data", None)


@pytest.mark.parametrize(("target", "ratio"), [(22.4, 0.3011), (24, 0.2729)])
def test_circular_material_use_of_the_union(target, ratio):
    """AT-34. 11.2 % (2020) to 12.2 (2024) against two vintages of the target: not on track."""
    goal = Goal(year=2030, value=target, better="higher")
    found = open_sdg([2020, 2024], [11.2, 12.2], "higher", goal)
    assert found.observed == pytest.approx(2.161, abs=1e-3)
    if target == 22.4:
        assert found.required == pytest.approx(7.177, abs=1e-3)
    assert found.ratio == pytest.approx(ratio, abs=1e-4)
    assert found.status == "limited_progress"


def test_required_growth_of_shared_cars():
    """AT-61. 0.43 in 2022 to 2 in 2030."""
    assert 100 * compound_growth(0.43, 2, 8) == pytest.approx(21.18, abs=0.01)


def test_a_target_that_was_met_before_it_began_is_told():
    """AT-62. 2.06 shared cars per 1,000 inhabitants in 2022; the pact asks for 2 by 2030."""
    goal = Goal(year=2030, value=2, better="higher")
    found = progress([2022], [2.06], "higher", goal)
    assert found.is_met_at_baseline


def test_scores():
    """AT-63. The linear scores of Open SDG, with a target and without."""
    assert [ratio_score(r) for r in (0.95, 1.0, 0.3)] == pytest.approx(
        [2.5, 2.8571, -1.25], abs=1e-4
    )
    assert [growth_score(g) for g in (1, 1.75)] == pytest.approx([1.25, 3.75])


def test_two_rules_part_on_the_reuse_of_flanders():
    """AT-64. 33.8 kg (2018) to 35.5 (2022), no target."""
    rules = [judge([2018, 2022], [33.8, 35.5], "higher") for judge in (open_sdg, eurostat)]
    assert [r.observed for r in rules] == pytest.approx([1.2344, 1.2344], abs=1e-4)
    assert [r.status for r in rules] == ["acceleration_needed", "significant_progress"]
    assert growth_status(-1.0, "eurostat") == "significant_movement_away"


def test_a_base_with_error_makes_the_status_less_than_certain():
    years, values = [2018, 2022], [100.0, 99.0]
    bounds = ([98.0, 97.0], [102.0, 101.0])
    found = progress(years, values, "lower", None, bounds)
    assert 0.3 < found.confidence["open_sdg"] < 1
    assert found.confidence == progress(years, values, "lower", None, bounds).confidence


def test_a_straight_line_is_its_own_forecast():
    years = list(range(2010, 2020))
    values = [200.0 - 10 * i for i in range(10)]
    goal = Goal(year=2025, value=50, better="lower")
    rule, expected = robust(years, values, "lower", goal)
    assert (expected.value, expected.low, expected.high) == pytest.approx((50, 50, 50))
    assert rule.ratio == pytest.approx(1) and rule.status == "on_track"


def test_four_points_are_not_enough():
    rule, expected = robust([1, 2, 3, 4], [4, 3, 2, 1], "lower")
    assert (rule.status, expected) == ("not_enough_data", None)


def test_two_points_turn_over_when_their_base_errs_by_its_own_error():
    """AT-65. 33.8 give or take 2 in 2018, 35.5 in 2022: a fall if the base was 2 higher."""
    up, down = (
        growth_status(100 * compound_growth(base, 35.5, 4), "open_sdg") for base in (33.8, 35.8)
    )
    assert (up, down) == ("acceleration_needed", "deterioration")
    bounds = ([31.8, 33.5], [35.8, 37.5])
    found = progress([2018, 2022], [33.8, 35.5], "higher", None, bounds)
    assert found.verdict == "not_enough_data"
    assert found.confidence["open_sdg"] < 0.5


def test_eurostat_looks_at_the_newest_year_and_the_five_before_it():
    """Its short term is the past five years; what came before does not count."""
    years = list(range(2010, 2021))
    values = [500 - 20 * i for i in range(5)] + [400.0] * 6
    assert eurostat(years, values, "lower").first == 2015
    assert eurostat(years, values, "lower").observed == pytest.approx(0)
    assert open_sdg(years, values, "lower").first == 2010
    gaps = [2008, 2016, 2020]
    assert eurostat(gaps, [9.0, 8.0, 7.0], "lower").first == 2016


@pytest.mark.parametrize(
    ("points", "ahead", "dependence", "least", "most"),
    [(8, 5, 0.0, 0.90, 0.99), (12, 5, 0.0, 0.89, 0.98), (12, 6, 0.6, 0.68, 0.88)],
)
def test_how_often_the_forecast_interval_holds_the_truth(points, ahead, dependence, least, most):
    """300 lines with noise, seed fixed: near 95 % for independent years, 75 to 80 % for others.

    The bounds are the simulated share give or take three standard errors of 300 draws (0.04).
    """
    random, held, lines = np.random.default_rng(11), 0, 300
    for _ in range(lines):
        noise = random.standard_normal(points + ahead)
        for i in range(1, len(noise)):
            noise[i] = dependence * noise[i - 1] + (1 - dependence**2) ** 0.5 * noise[i]
        line = 100 - 2 * np.arange(len(noise)) + 3 * noise
        goal = Goal(year=points + ahead - 1, value=0, better="lower")
        expected = robust(list(range(points)), line[:points].tolist(), "lower", goal)[1]
        held += expected.low <= line[-1] <= expected.high
    assert least <= held / lines <= most


MISSED = [(2015, 200), (2016, 180), (2017, 160), (2018, 140), (2019, 120), (2020, 104), (2021, 101)]


def test_a_target_whose_year_has_come_without_it_is_missed_and_has_no_pace_left():
    years, values = zip(*MISSED, strict=True)
    found = progress(years, values, "lower", Goal(year=2020, value=100, better="lower"))
    assert (found.verdict, found.agree) == ("missed", True)
    assert (found.required, found.required_per_year, found.expected) == (None, None, None)
    ahead = progress(years, values, "lower", Goal(year=2030, value=100, better="lower"))
    assert ahead.verdict == "on_track" and ahead.required < 0


def test_a_target_that_is_met_asks_for_no_more():
    found = progress(
        range(2017, 2022),
        [90, 95, 99, 101, 104],
        "higher",
        Goal(year=2030, value=100, better="higher"),
    )
    assert (found.verdict, found.required, found.required_per_year) == ("reached", None, None)


def test_a_jump_as_of_a_changed_definition_is_told_beside_the_verdict():
    """Belgian municipal waste as Eurostat published it: 416 kg in 2019, 729 in 2020, no flag."""
    values = [410, 412, 415, 413, 416, 729, 755, 690]
    found = progress(range(2015, 2023), values, "lower", Goal(year=2030, value=400, better="lower"))
    assert found.steps == (2020,)
    assert progress(range(2015, 2020), values[:5], "lower").steps == ()
