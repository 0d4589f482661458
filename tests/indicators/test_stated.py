"""Indicators that repeat what a page states: the figure as published, contradictions side by side.

The expected figures were read on the pages named with them, not in our tables.
"""

import pandas as pd
import pytest

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.indicators import INDICATORS
from circular_metrics.indicators.consumption.food import food_loss_per_inhabitant
from circular_metrics.indicators.consumption.household import (
    household_waste,
    huisvuil,
    residual_waste_per_inhabitant,
    separate_collection_rate,
)
from circular_metrics.indicators.consumption.public_space import litter, street_bins
from circular_metrics.indicators.employment import (
    circular_employment,
    circular_employment_share,
    circular_firms_share,
    social_economy_jobs,
)
from circular_metrics.indicators.policy_stated import partners_signed, strategy_action_points
from circular_metrics.indicators.sharing import (
    kringloop_reuse,
    shared_cars,
    total_reuse,
    weee_collected,
)

# function, area, year, the figures that pages state for it, the one that is drawn
STATED = [
    (circular_employment, "02000", 2020, {43261}, 43261),  # CE Center, edition A
    (circular_employment, "02000", 2021, {44949}, 44949),  # CE Center, edition B
    (circular_employment_share, "02000", 2020, {1.96}, 1.96),
    (circular_employment_share, "02000", 2021, {1.6}, 1.6),
    (circular_employment_share, "BE", 2019, {7.5}, 7.5),  # Circle Economy: another concept
    (circular_firms_share, "02000", 2024, {9}, 9),  # OVAM and Circular Flanders
    (social_economy_jobs, "vites", 2021, {747}, 747),  # a service area, not the city
    (household_waste, "24062", 2019, {36949}, 36949),  # groenleuven.be
    (household_waste, "24062", 2022, {34100}, 34100),
    (huisvuil, "24062", 2022, {7901}, 7901),
    (separate_collection_rate, "24062", 2018, {71}, 71),
    (residual_waste_per_inhabitant, "02000", 2016, {150, 152}, 150),  # recalculated since
    (residual_waste_per_inhabitant, "02000", 2021, {140}, 140),
    (litter, "24062", 2019, {460}, 460),  # vrt.be, 18 August 2023
    (litter, "24062", 2022, {250}, 250),
    (street_bins, "24062", 2022, {541}, 541),
    (food_loss_per_inhabitant, "02000", 2017, {36.8}, 36.8),
    (kringloop_reuse, "02000", 2019, {5.5}, 5.5),
    (total_reuse, "02000", 2018, {33.8}, 33.8),  # cemonitor.be
    (total_reuse, "02000", 2022, {35.5}, 35.5),
    (shared_cars, "24062", 2022, {2.06}, 2.06),  # autodelen.net
    (shared_cars, "44021", 2022, {3.52}, 3.52),
    (weee_collected, "24062", 2022, {9}, 9),
    (strategy_action_points, "24062", 2025, {28}, 28),  # The Guardian, 19 March 2025
    (partners_signed, "24062", 2024, {10}, 10),  # Leuven 2030, 5 November 2024
]
MADE_OF_TWO = "bio_waste_per_inhabitant"  # a product of two claims, tested with consumption
COMPUTED = {
    i.compute: i for i in INDICATORS.values() if i.tables == ("claims",) and i.key != MADE_OF_TWO
}


@pytest.fixture(scope="module")
def claims(data):
    return store.read_table(TABLES["claims"], data)


@pytest.mark.parametrize(
    ("compute", "area", "year", "stated", "drawn"),
    STATED,
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_figure_stands_as_its_page_states_it(compute, area, year, stated, drawn, claims):
    observed = compute(claims)
    here = observed[(observed["area"] == area) & (observed["period"] == year)]
    assert set(here["value"]) == stated
    assert here.loc[here["preferred"], "value"].tolist() == [drawn]
    assert (here["status"] == "claimed").all()


def test_every_such_indicator_stands_in_the_list():
    listed = {compute for compute, *_ in STATED}
    elsewhere = {"materialenbank_recovered", "materialenbank_sold", "materialenbank_sold_share"}
    assert {c.__name__ for c in set(COMPUTED) - listed} <= elsewhere


@pytest.mark.parametrize("compute", COMPUTED, ids=lambda compute: compute.__name__)
def test_no_claim_is_lost_added_or_changed(compute, claims):
    before = claims.copy()
    observed = compute(claims)
    pd.testing.assert_frame_equal(claims, before)
    assert observed["source"].is_unique
    kept = claims.set_index("claim")
    if compute.__name__ != "materialenbank_sold_share":  # that one divides two claims
        named = kept.loc[observed["source"]]
        assert named["value"].tolist() == observed["value"].tolist()
        assert named["scope"].tolist() == observed["scope"].tolist()
    assert compute(claims.iloc[:0]).empty


def test_huisvuil_is_narrower_than_restafval(claims):
    """Another scope, so the two can never be held against one target."""
    assert not set(huisvuil(claims)["scope"]) & set(residual_waste_per_inhabitant(claims)["scope"])


def test_two_units_under_one_measure_are_refused(claims):
    mixed = claims.assign(measure="litter_t")
    with pytest.raises(ValueError, match="have the units"):
        litter(mixed)
