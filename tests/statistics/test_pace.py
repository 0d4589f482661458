"""Pace towards a target: the worked examples of the published rules, and laws."""

import pytest

from circular_metrics.statistics.pace import (
    Goal,
    compound_growth,
    eurostat,
    growth_score,
    growth_status,
    open_sdg,
    ratio_score,
    robust,
)
from circular_metrics.statistics.progress import progress


def test_residual_waste_of_flanders():
    """150 kg (2016) to 140 (2021), target 100 in 2030: by hand from the two growth formulas."""
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
    """11.2 % (2020) to 12.2 (2024) against two vintages of the target for 2030."""
    goal = Goal(year=2030, value=target, better="higher")
    found = open_sdg([2020, 2024], [11.2, 12.2], "higher", goal)
    assert found.observed == pytest.approx(2.161, abs=1e-3)
    assert found.ratio == pytest.approx(ratio, abs=1e-4)


def test_required_growth_of_shared_cars():
    """0.43 in 2022 to 2 in 2030."""
    assert 100 * compound_growth(0.43, 2, 8) == pytest.approx(21.18, abs=0.01)


def test_a_target_that_was_met_before_it_began_is_told():
    goal = Goal(year=2030, value=2, better="higher")
    found = progress([2022], [2.06], "higher", goal)
    assert found.is_met_at_baseline


def test_scores():
    assert [ratio_score(r) for r in (0.95, 1.0, 0.3)] == pytest.approx(
        [2.5, 2.8571, -1.25], abs=1e-4
    )
    assert [growth_score(g) for g in (1, 1.75)] == pytest.approx([1.25, 3.75])


def test_two_rules_part_on_the_reuse_of_flanders():
    """33.8 kg (2018) to 35.5 (2022), no target."""
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
