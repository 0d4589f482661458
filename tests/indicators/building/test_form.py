"""Forms of housing and the observed loss: the published counts, and laws."""

import pandas as pd
import pytest

from circular_metrics.clean.construction import TABLES
from circular_metrics.indicators.building.form import (
    apartment_building_share,
    detached_house_share,
    dwellings_per_building,
    semi_detached_house_share,
    terraced_house_share,
)
from circular_metrics.indicators.building.intensity import renovation_intensity_buildings
from circular_metrics.indicators.building.loss import old_houses_lost
from circular_metrics.indicators.building.stock import OLD
from circular_metrics.store import make_table
from tests.indicators.building.test_stock import permits, stock

# be.STAT 2018 and the file of 2025, Flanders: houses from before 1982, and loss in % a year.
FLANDERS = {
    "terraced_house": (570_022, 558_375, 0.294),
    "semi_detached_house": (418_665, 409_702, 0.309),
    "detached_house": (504_464, 488_109, 0.470),
}


@pytest.fixture(scope="module")
def real(published, data):
    return make_table(TABLES[1], data)[0].table


@pytest.mark.parametrize(
    ("compute", "buildings"),
    [
        (terraced_house_share, 14_556), (semi_detached_house_share, 6_840),
        (detached_house_share, 5_059), (apartment_building_share, 3_747),
    ],
)  # fmt: skip
def test_shares_of_leuven_are_the_published_counts_over_34377(real, compute, buildings):
    found = compute(real).set_index("area")["value"]
    assert found["24062"] == pytest.approx(100 * buildings / 34_377)


def test_forms_make_the_whole_with_trade_houses_and_other_buildings(real):
    forms = (terraced_house_share, semi_detached_house_share, detached_house_share,
             apartment_building_share)  # fmt: skip
    four = sum(f(real).set_index("area")["value"] for f in forms)
    assert four["24062"] == pytest.approx(100 * (34_377 - 969 - 3_206) / 34_377)
    assert (four < 100).all()


def test_dwellings_per_building_of_leuven(real):
    found = dwellings_per_building(real).set_index("area")["value"]
    assert found["24062"] == pytest.approx(67_629 / 34_377)


def counts(*years):
    """A stock with Flanders' old houses at 2018 and 2025; the rest of each period is nought."""
    rows = [
        {"area": "02000", "year": year, "statistic": period, "is_subtotal": False,
         "building_type": form, "value": ends[year == 2025] if period == OLD[0] else 0,
         "source": "s", "vintage": str(year)}
        for year in years for form, ends in FLANDERS.items() for period in OLD
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"value": "Int64"})


def test_old_houses_lost_between_2018_and_2025_is_that_of_the_two_publications():
    found = old_houses_lost(counts(2018, 2025)).iloc[0]
    before, after = (sum(ends[i] for ends in FLANDERS.values()) for i in (0, 1))
    assert found["value"] == pytest.approx(100 * (1 - (after / before) ** (1 / 7)))
    assert found["low"] == pytest.approx(0.294, abs=5e-4)
    assert found["high"] == pytest.approx(0.470, abs=5e-4)
    assert found["period"] == 2025 and "2018" in found["note"]


def test_one_count_is_no_loss_and_a_missing_period_is_not_zero():
    assert old_houses_lost(counts(2025)).empty
    gap = counts(2018, 2025)
    gap.loc[(gap["year"] == 2018) & (gap["statistic"] == OLD[2]), "value"] = pd.NA
    assert old_houses_lost(gap)["value"].isna().all()


def test_a_constant_share_is_given_back_whatever_the_years_between():
    table = counts(2018, 2025)
    table.loc[table["year"] == 2025, "value"] = (
        (table.loc[table["year"] == 2018, "value"].astype(float) * 0.99**7).round().to_numpy()
    )
    assert old_houses_lost(table)["value"].item() == pytest.approx(1.0, abs=1e-4)


def test_renovation_intensity_buildings_by_hand():
    """12 permits, six types with 24 buildings each: 1000 * 12 / 144."""
    table = stock({"built_before_1900": 20}, unknown=4)
    found = renovation_intensity_buildings(permits(), table)
    assert found["value"].item() == pytest.approx(1000 * 12 / 144)
