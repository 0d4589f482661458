"""A value against its target: worked examples, and whatever may not be compared says why."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.assess import TARGET_VERDICTS, against_target, expected_value
from circular_metrics.model import Target
from circular_metrics.schemas.observations import OBSERVATIONS

RESTAFVAL, CARS = "residual_waste_per_inhabitant", "shared_cars_per_1000_inhabitants"
NO_BREAKS = pd.DataFrame(columns=["series", "area", "year", "reason_nl", "reason_en"])


def observed(*points, indicator=RESTAFVAL, area="02000", unit="kg/inhabitant", **kwargs):
    """Observations of one indicator and area from (year, value)."""
    frame = pd.DataFrame(points, columns=["period", "value"]).astype({"value": float})
    constants = {
        "indicator": indicator,
        "area": area,
        "low": float("nan"),
        "high": float("nan"),
        "interval": "none known",
        "unit": unit,
        "status": "claimed",
        "scope": "OVAM restafval",
        "is_complete": True,
        "preferred": True,
        "source": "s",
        "vintage": "v",
        "note": "",
    }
    frame = frame.assign(**(constants | kwargs))
    return OBSERVATIONS.validate(frame[list(OBSERVATIONS.columns)])


def target(year=2030, value=100.0, **kwargs):
    common = {
        "indicator": RESTAFVAL,
        "area": "02000",
        "unit": "kg/inhabitant",
        "scope": "OVAM restafval",
        "document": "Lokaal Materialenplan 2023-2030",
        "url": "https://example.org",
    }
    return Target(year=year, value=value, **(common | kwargs))


def broken(year, series=RESTAFVAL, area=None):
    row = {"series": series, "area": area, "year": year, "reason_nl": "nu", "reason_en": "now"}
    return pd.DataFrame([row])


def test_flanders_is_behind_on_the_way_to_100_kg():
    """150 kg (2016), 140 (2021), 100 by 2030: after 5 of 14 years the line stands at 132.14."""
    five = observed((2016, 150), (2017, 149), (2018, 148), (2019, 147), (2021, 140))
    found = against_target(five, target(), NO_BREAKS)
    assert found.verdict == "behind"
    assert found.expected == pytest.approx(150 - 50 * 5 / 14)
    assert (found.baseline_period, found.period, found.value) == (2016, 2021, 140)
    assert "not a trend" not in found.words("en")


def test_fewer_than_five_values_of_ones_own_show_a_position_and_get_no_verdict():
    """The three rules on pace say the same of them, so that no page says two things."""
    for rows in (observed((2016, 150), (2021, 140)), observed((2016, 150), (2021, 101))):
        found = against_target(rows, target(), NO_BREAKS)
        assert (found.verdict, found.reason) == ("not_enough_data", "few points")
        assert found.expected == pytest.approx(150 - 50 * 5 / 14)
        assert "stands at 132" in found.words("en")
        assert "Comparable values: 2; a position, not a trend." in found.words("en")
    years = ((2018, 160), (2019, 150), (2020, 149), (2021, 140))
    broken_off = observed((2016, 500), (2017, 490), *years)
    found = against_target(broken_off, target(), broken(2018))
    assert (found.verdict, found.points) == ("not_enough_data", 4)
    met = against_target(observed((2016, 150), (2021, 100)), target(), NO_BREAKS)
    assert met.verdict == "reached"  # which needs no pace


def test_the_pace_is_that_of_the_newest_value():
    """In 2023 the line from 150 to 100 kg stands at 125: 126 kg is behind, 125 kg is on it."""
    for value, verdict in ((126, "behind"), (125, "on_track")):
        rows = observed((2016, 150), (2018, 147), (2020, 143), (2021, 140), (2023, value))
        found = against_target(rows, target(), NO_BREAKS)
        assert (found.verdict, found.expected) == (verdict, 125)


def test_leuven_reached_its_shared_cars_eight_years_early():
    """2.06 per 1,000 inhabitants in 2022; the pact asks for 2 by 2030."""
    goal = target(value=2.0, indicator=CARS, area="24062", unit="u", scope="cars")
    rows = observed((2022, 2.06), indicator=CARS, area="24062", unit="u", scope="cars")
    assert against_target(rows, goal, NO_BREAKS).verdict == "reached"
    assert against_target(rows.assign(value=2.0), goal, NO_BREAKS).verdict == "reached"
    fewer = rows.assign(value=1.94)
    assert against_target(fewer, goal, NO_BREAKS).verdict == "not_enough_data"


def test_circularity_doubles_along_a_straight_line():
    """From 11.6 (2020) to 23.2 (2030): 16.24 in 2024; 12.2 is behind, 17 would be on track."""
    goal = target(
        value=23.2,
        indicator="circular_material_use_rate",
        area="EU27_2020",
        unit="percent",
        scope="CMU",
        baseline=11.6,
        baseline_year=2020,
    )
    assert expected_value(goal, 2024) == pytest.approx(16.24)
    for value, verdict in ((12.2, "behind"), (17.0, "on_track")):
        rows = observed(
            (2024, value),
            indicator=goal.indicator,
            area="EU27_2020",
            unit="percent",
            scope="CMU",
        )
        found = against_target(rows, goal, NO_BREAKS)
        assert found.verdict == verdict and found.expected == pytest.approx(16.24)


def test_the_line_is_flat_before_its_baseline_and_after_its_target():
    goal = target(baseline=150.0, baseline_year=2016)
    assert [expected_value(goal, year) for year in (2000, 2016, 2030, 2050)] == [150, 150, 100, 100]
    with pytest.raises(ValueError, match="no baseline"):
        expected_value(target(), 2025)


def test_bagged_refuse_is_not_held_against_a_target_for_residual_waste():
    """Leuven's 77 kg of huisvuil would look as if the 111 kg of restafval had long been met."""
    rows = observed((2022, 77), scope="huisvuil: narrower than OVAM restafval")
    found = against_target(rows, target(value=111.0), NO_BREAKS)
    assert (found.verdict, found.reason) == ("not_comparable", "scope")
    assert "huisvuil" in found.words("en") and "restafval" in found.words("nl")


def test_tonnes_are_not_held_against_kilograms():
    found = against_target(observed((2022, 77), unit="t"), target(), NO_BREAKS)
    assert (found.verdict, found.reason) == ("not_comparable", "unit")


def test_a_break_since_the_baseline_ends_the_comparison_unless_the_target_is_reached():
    goal = target(baseline=150.0, baseline_year=2016)
    rows = observed((2016, 150), (2021, 120))
    found = against_target(rows, goal, broken(2018))
    assert (found.verdict, found.reason, found.break_year) == ("not_comparable", "break", 2018)
    assert "2018" in found.words("en") and "now" in found.words("en")
    here = against_target(rows, goal, broken(2018, area="02000"))
    assert here.verdict == "not_comparable"
    assert against_target(rows, goal, broken(2016)).verdict == "on_track"  # the baseline is new too
    assert against_target(rows, goal, broken(2022)).verdict == "on_track"  # not yet
    assert against_target(rows, goal, broken(2018, area="24062")).verdict == "on_track"
    assert against_target(rows, goal, broken(2018, series="litter")).verdict == "on_track"
    reached = against_target(observed((2021, 99)), goal, broken(2018))
    assert reached.verdict == "reached" and "2018" not in reached.words("en")


def test_without_a_baseline_the_pace_begins_after_the_last_break():
    """From 160 in 2018 to 100 in 2030 the line is at 140 in 2022, whatever was counted before."""
    rows = observed((2016, 500), *zip(range(2018, 2023), (160, 158, 150, 148, 140), strict=True))
    found = against_target(rows, target(), broken(2018))
    assert (found.verdict, found.baseline_period) == ("on_track", 2018)
    assert found.expected == pytest.approx(140)
    one_left = against_target(observed((2016, 500), (2021, 140)), target(), broken(2018))
    assert (one_left.verdict, one_left.reason) == ("not_enough_data", "one point")


def test_after_the_year_of_the_target_there_is_no_line_any_more():
    found = against_target(observed((2016, 150), (2031, 101)), target(), NO_BREAKS)
    assert found.verdict == "behind" and found.expected == 100


def test_only_complete_preferred_values_of_the_targets_area_count():
    rows = pd.concat(
        [
            observed((2016, 150), (2021, 140)),
            observed((2022, 90), preferred=False),
            observed((2023, 80), is_complete=False),
            observed((2024, float("nan"))),
            observed((2021, 10), area="24062"),
            observed((2021, 10), indicator="litter"),
        ],
        ignore_index=True,
    )
    before = rows.copy()
    found = against_target(rows, target(), NO_BREAKS)
    assert (found.period, found.value, found.left_out) == (2021, 140, (2023,))
    assert "2023" in found.words("en")
    pd.testing.assert_frame_equal(rows, before)


def test_no_value_is_no_verdict():
    found = against_target(observed((2021, 140), area="24062"), target(), NO_BREAKS)
    assert (found.verdict, found.reason, found.value) == ("no_data", "no value", None)


def test_two_preferred_values_of_a_year_are_refused():
    with pytest.raises(ValueError, match=r"several preferred values.*2021"):
        against_target(observed((2016, 150), (2021, 140), (2021, 141)), target(), NO_BREAKS)


def test_a_target_for_what_has_no_better_way_is_refused():
    goal = target(indicator="gdp_chain_linked")
    rows = observed((2021, 140), indicator="gdp_chain_linked")
    with pytest.raises(ValueError, match="better way"):
        against_target(rows, goal, NO_BREAKS)
    assert against_target(rows, goal, NO_BREAKS, better="higher").verdict == "reached"


values = st.floats(1, 1000)


@given(values, values, values, st.integers(2017, 2029), st.floats(0.01, 100))
def test_the_verdict_does_not_depend_on_the_unit(first, last, goal, year, factor):
    def verdict(scale):
        rows = observed((year, scale * last))
        aim = target(value=scale * goal, baseline=scale * first, baseline_year=2016)
        return against_target(rows, aim, NO_BREAKS)

    one, other = verdict(1.0), verdict(factor)
    assert one.verdict in TARGET_VERDICTS
    gap = abs(last - one.reference) if one.expected is None else abs(last - one.expected)
    if gap > 1e-6 * last and abs(last - goal) > 1e-6 * last:
        assert other.verdict == one.verdict


@given(values, values, st.integers(2017, 2029), st.floats(0, 500))
def test_more_of_what_is_better_is_never_a_worse_verdict(first, last, year, less):
    order = {"behind": 0, "on_track": 1, "reached": 2}
    aim = target(baseline=first, baseline_year=2016)
    found = [
        against_target(observed((year, value)), aim, NO_BREAKS).verdict
        for value in (last, last - less)
    ]
    assert order[found[0]] <= order[found[1]]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_verdict_has_a_sentence_with_its_numbers(language):
    rows = observed((2016, 150), (2021, 140))
    goal = target(baseline=150.0, baseline_year=2016)
    sentences = [
        against_target(rows, goal, NO_BREAKS).words(language),
        against_target(rows, goal, broken(2018)).words(language),
        against_target(rows.iloc[1:], target(), NO_BREAKS).words(language),
        against_target(rows.assign(unit="t"), goal, NO_BREAKS).words(language),
        against_target(rows.iloc[:0], goal, NO_BREAKS).words(language),
    ]
    assert len(set(sentences)) == len(sentences)
    assert "132" in sentences[0] and "2016" in sentences[0]
    assert all("140" in s and "100" in s and "2030" in s for s in sentences[:3])


def test_what_a_claim_reaches_is_reached_by_a_claim_alone():
    claimed = against_target(observed((2022, 90)), target(), NO_BREAKS)
    counted = against_target(observed((2022, 90), status="observed"), target(), NO_BREAKS)
    assert claimed.verdict == counted.verdict == "reached"
    assert claimed.verdict_words("en") == "target reached (claimed)"
    assert counted.verdict_words("en") == "target reached"
    unlike = against_target(observed((2022, 90), scope="huisvuil"), target(), NO_BREAKS)
    assert unlike.verdict_words("en") == "not comparable"
