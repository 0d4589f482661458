"""Better or worse over the years: only whole years of one definition, and never fewer than five."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.assess import TREND_VERDICTS, evidence, trend
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import LEVELS
from tests.assess.test_against import NO_BREAKS, RESTAFVAL, broken, observed

WASTE = INDICATORS[RESTAFVAL]  # less is better
FALLING = [150.0, 148.0, 145.0, 141.0, 140.0, 126.0]


def since(year, values, **kwargs):
    return observed(*enumerate(values, start=year), **kwargs)


def test_what_falls_every_year_improves_where_less_is_better():
    """Six falling values: exact two-sided p = 2 / 6! = 0.0028."""
    found = trend(since(2015, FALLING), WASTE, NO_BREAKS)
    assert found.verdict == "improving"
    assert found.p == pytest.approx(2 / 720)
    assert (found.first_period, found.period, found.points) == (2015, 2020, 6)
    assert found.slope.value < 0


@pytest.mark.parametrize(
    ("better", "verdicts"),
    [("lower", ("improving", "worsening")), ("higher", ("worsening", "improving")),
     ("neither", ("falling", "rising"))],
)  # fmt: skip
def test_a_direction_is_good_or_bad_as_the_indicator_says(better, verdicts):
    indicator = next(i for i in INDICATORS.values() if i.better == better)
    for values, verdict in zip((FALLING, FALLING[::-1]), verdicts, strict=True):
        rows = since(2015, values, indicator=indicator.key, unit=indicator.unit)
        assert trend(rows, indicator, NO_BREAKS).verdict == verdict


def test_four_values_are_never_a_trend():
    found = trend(since(2015, FALLING[:4]), WASTE, NO_BREAKS)
    assert (found.verdict, found.reason, found.points) == ("not_enough_data", "few points", 4)
    assert "4" in found.words("en") and "5" in found.words("en")


def test_up_and_down_is_no_clear_trend():
    found = trend(since(2015, [3.0, 1.0, 2.0, 3.5, 1.5, 2.5]), WASTE, NO_BREAKS)
    assert found.verdict == "no_clear_trend" and found.p > 0.05


def test_a_break_that_leaves_too_few_interrupts():
    found = trend(since(2015, FALLING), WASTE, broken(2018))
    assert (found.verdict, found.reason, found.points) == ("interrupted", "break", 3)
    assert found.break_year == 2018 and "2018" in found.words("nl")


def test_after_a_break_only_the_new_definition_counts():
    """Without the break the jump of 2020 would hide that waste falls."""
    rows = since(2015, [100.0, 99, 98, 97, 96, 190, 189, 188, 187, 186])
    assert trend(rows, WASTE, NO_BREAKS).verdict == "no_clear_trend"
    found = trend(rows, WASTE, broken(2020))
    assert (found.verdict, found.first_period, found.points) == ("improving", 2020, 5)


def test_values_of_another_scope_or_unit_are_not_mixed_in():
    old = since(2010, FALLING, scope="another count")
    new = since(2016, FALLING[:3])
    found = trend(pd.concat([old, new], ignore_index=True), WASTE, NO_BREAKS)
    assert (found.verdict, found.points, found.first_period) == ("not_enough_data", 3, 2016)


def test_an_incomplete_year_is_left_out_and_named():
    rows = since(2015, [*FALLING, 20.0])
    rows.loc[rows["period"] == 2021, "is_complete"] = False
    found = trend(rows, WASTE, NO_BREAKS)
    assert (found.period, found.points, found.left_out) == (2020, 6, (2021,))
    assert "2021" in found.words("en")


def test_no_value_is_no_trend():
    found = trend(since(2015, [float("nan")] * 6), WASTE, NO_BREAKS)
    assert (found.verdict, found.reason) == ("not_enough_data", "no value")
    assert found.words("en") != found.words("nl")


def test_two_preferred_values_of_a_year_are_refused():
    rows = pd.concat([since(2015, FALLING), since(2016, [1.0])], ignore_index=True)
    with pytest.raises(ValueError, match=r"several preferred values.*2016"):
        trend(rows, WASTE, NO_BREAKS)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=12), st.integers(0, 99))
def test_order_does_not_matter_and_the_mirror_image_turns_the_verdict(values, seed):
    rows = since(2010, values)
    found = trend(rows, WASTE, NO_BREAKS)
    assert found.verdict in TREND_VERDICTS
    assert trend(rows.sample(frac=1, random_state=seed), WASTE, NO_BREAKS) == found
    turned = {"improving": "worsening", "worsening": "improving"}
    mirrored = trend(since(2010, [1001 - value for value in values]), WASTE, NO_BREAKS)
    assert mirrored.verdict == turned.get(found.verdict, found.verdict)


def test_evidence_counts_an_indicator_once_and_only_for_the_city_itself():
    """Of four: one measured twice, one claimed and modelled, one claimed, one only of Flanders."""
    keys = ["renovation_permits", "renovation_share", RESTAFVAL, "litter"]
    indicators = [INDICATORS[key] for key in keys]
    rows = pd.concat(
        [
            observed((2020, 1), (2021, 2), indicator=keys[0], area="24062", status="observed"),
            observed((2020, 1), indicator=keys[1], area="24062", status="claimed"),
            observed((2021, 1), indicator=keys[1], area="24062", status="modelled"),
            observed((2020, 1), indicator=keys[2], area="24062", status="claimed"),
            observed((2020, 1), indicator=keys[3], area="02000", status="observed"),
        ],
        ignore_index=True,
    )
    found = evidence(rows, indicators, ("24062",))
    assert sum(found.measured.values()) == 1 and sum(found.unmeasured.values()) == 2
    assert found.unmeasured[WASTE.level] == 1
    assert found.absent == ("litter",)
    assert set(found.measured) == set(found.unmeasured) == set(LEVELS)
    counted = sum(found.measured.values()) + sum(found.unmeasured.values()) + len(found.absent)
    assert counted == len(keys)


def test_a_claim_or_a_missing_value_is_not_a_measured_outcome():
    claimed = observed((2020, 1), area="24062", status="claimed")
    assert not evidence(claimed, [WASTE], ("24062",)).has_outcome
    missing = observed((2020, float("nan")), area="24062", status="observed")
    assert evidence(missing, [WASTE], ("24062",)).absent == (RESTAFVAL,)
    measured = observed((2020, 1), area="24062", status="observed")
    assert evidence(measured, [WASTE], ("24062",)).has_outcome


def test_a_plain_count_changes_by_a_number_and_not_by_a_number_of_number():
    cars = INDICATORS["establishments"]
    rows = since(2015, FALLING[::-1], indicator=cars.key, unit=cars.unit, status="observed")
    words = trend(rows, cars, NO_BREAKS)
    assert words.verdict == "rising"
    assert " per year (" in words.words("en") and "number" not in words.words("en")
    assert "aantal" not in words.words("nl")
