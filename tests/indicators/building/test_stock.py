"""The building stock: ages and shares against published ones, and their laws."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.clean.construction import TABLES
from circular_metrics.codelists.construction import BUILDING_TYPE, CONSTRUCTION_YEARS
from circular_metrics.indicators.building import INDICATORS
from circular_metrics.indicators.building.age import (
    buildings_after_1981_share,
    buildings_before_1946_share,
    mean_building_age,
)
from circular_metrics.indicators.building.form import apartment_building_dwellings_share
from circular_metrics.indicators.building.intensity import renovation_intensity
from circular_metrics.store import make_table

NEW = ("built_1982_1991", "built_1992_2001", "built_2002_2011", "built_after_2011")


def stock(periods, unknown=0, area="A", year=2025, dwellings=10):
    """A ``building_stock`` table with the same number of each type of building."""
    counted = dict.fromkeys(CONSTRUCTION_YEARS, 0) | periods | {"built_year_unknown": unknown}
    counted |= {
        "built_after_1981": sum(counted[period] for period in NEW),
        "buildings": sum(counted.values()),
        "dwellings": dwellings,
    }
    return pd.DataFrame(
        [
            {
                "area": area,
                "year": year,
                "statistic": statistic,
                "is_subtotal": statistic == "built_after_1981",
                "building_type": building,
                "value": value,
                "source": "s",
                "vintage": "v",
            }
            for statistic, value in counted.items()
            for building in BUILDING_TYPE.values()
        ]
    ).astype({"value": "Int64"})


def permits(**values):
    row = {
        "area": "A",
        "year": 2025,
        "residential_renovations": 12,
        "is_complete": True,
        "source": "p",
        "vintage": "w",
    }
    return pd.DataFrame([row | values])


@pytest.fixture(scope="module")
def real(published, data):
    return make_table(TABLES[1], data)[0].table


def at(observations, area):
    return observations.set_index("area").loc[area]


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("02000", 59.95),
        ("24062", 74.77),
        ("44021", 82.65),
        ("12025", 76.81),
        ("20001", 61.28),
        ("BE", 68.89),
    ],
)
def test_mean_building_age_of_2025(real, area, expected):
    """Computed apart from this package, to 0.01 year, by the CE Monitor's method."""
    age = at(mean_building_age(real), area)
    assert age["value"] == pytest.approx(expected, abs=0.005)
    assert age["low"] < age["value"] < age["high"]
    assert age["status"] == "modelled"


def test_mean_building_age_continues_the_published_one(real):
    """CE Monitor: 58.8 years in Flanders in 2022. In three years a stock ages by at most three."""
    assert 58.8 - 0.05 < at(mean_building_age(real), "02000")["value"] < 58.8 + 0.05 + 3


def test_mean_building_age_by_hand():
    """One building of 1900–1918 (middle 1909) and one of 1962–1970 (1966), seen in 2025."""
    age = at(mean_building_age(stock({"built_1900_1918": 1, "built_1962_1970": 1})), "A")
    assert age["value"] == pytest.approx((116 + 59) / 2)
    assert age["low"] == pytest.approx((107 + 55) / 2)
    assert age["high"] == pytest.approx((125 + 63) / 2)


def test_the_newest_period_ends_in_the_year_of_the_count():
    age = at(mean_building_age(stock({"built_after_2011": 5})), "A")
    assert (age["low"], age["value"], age["high"]) == pytest.approx((0, 6.5, 13))


def test_the_oldest_period_is_put_at_1890():
    age = at(mean_building_age(stock({"built_before_1900": 5})), "A")
    assert (age["low"], age["value"], age["high"]) == pytest.approx((126, 135, 175))


numbers = st.fixed_dictionaries(
    {period: st.integers(min_value=0, max_value=10**5) for period in CONSTRUCTION_YEARS}
).filter(lambda counted: sum(counted.values()))


@given(numbers, st.integers(1, 100))
def test_mean_age_lies_between_the_bounds_and_scale_cancels(counted, factor):
    age = at(mean_building_age(stock(counted)), "A")
    more = at(mean_building_age(stock({p: factor * n for p, n in counted.items()})), "A")
    assert 0 <= age["low"] <= age["value"] + 1e-9 and age["value"] <= age["high"] + 1e-9 <= 176
    assert more["value"] == pytest.approx(age["value"])


@given(numbers, st.integers(0, 100))
def test_shares_stay_shares_with_their_interval(counted, unknown):
    table = stock(counted, unknown)
    old, new = (
        at(share(table), "A") for share in (buildings_before_1946_share, buildings_after_1981_share)
    )
    for share in (old, new):
        assert 0 <= share["low"] <= share["value"] <= share["high"] <= 100 + 1e-9
    assert old["value"] + new["value"] <= 100 + 1e-9


def test_a_period_that_is_missing_leaves_the_age_missing():
    table = stock({"built_1900_1918": 3, "built_1962_1970": 4})
    table.loc[table["statistic"] == "built_1919_1945", "value"] = pd.NA
    assert mean_building_age(table)["value"].isna().all()
    assert buildings_before_1946_share(table)["value"].isna().all()


def test_a_type_of_building_that_is_absent_leaves_the_age_missing():
    table = stock({"built_1900_1918": 3})
    table = table[table["building_type"] != "trade_house"]
    assert mean_building_age(table)["value"].isna().all()


def test_buildings_before_1946_of_leuven(real):
    """(4,460 + 3,220 + 6,322) of 34,377 buildings, as added up by hand from the file."""
    share = at(buildings_before_1946_share(real), "24062")
    assert share["value"] == pytest.approx(100 * (4460 + 3220 + 6322) / 34_377)
    assert "0.07 %" in share["note"]


def test_buildings_after_1981_continue_what_statbel_published(real):
    """Statbel: 33 % of the Flemish buildings in 2022, 34 % in 2023; two years on not less."""
    share = at(buildings_after_1981_share(real), "02000")["value"]
    assert share == pytest.approx(34.98, abs=0.005)
    assert 33.5 <= share <= 36.5


def test_apartments_in_leuven(real):
    """37,581 of the 67,629 dwellings."""
    value = at(apartment_building_dwellings_share(real), "24062")["value"]
    assert value == pytest.approx(100 * 37_581 / 67_629)


def test_renovation_intensity_by_hand():
    """12 permits and 6 x 10 dwellings: 200 per 1,000."""
    observed = at(renovation_intensity(permits(), stock({})), "A")
    assert observed["value"] == pytest.approx(200)
    assert (observed["source"], observed["vintage"]) == ("p;s", "w;v")


def test_renovation_intensity_of_leuven(real, data):
    """409 permits (2025) for 67,629 dwellings: 6.05 per 1,000."""
    observed = renovation_intensity(make_table(TABLES[0], data)[0].table, real)
    leuven = at(observed, "24062")
    assert leuven["value"] == pytest.approx(1000 * 409 / 67_629)
    assert leuven["is_complete"] and not at(observed, "02000")["is_complete"]


def test_renovation_intensity_without_dwellings_or_of_another_year_is_no_value():
    assert renovation_intensity(permits(), stock({}, dwellings=0))["value"].isna().all()
    assert renovation_intensity(permits(year=2024), stock({})).empty


@pytest.mark.parametrize(
    "indicator",
    [i for i in INDICATORS if "building_stock" in i.tables],
    ids=lambda indicator: indicator.key,
)
def test_indicators_leave_their_tables_alone_and_take_empty_ones(indicator):
    tables = {
        "building_permits": permits(residential_new_floor_area_m2=10, region="02000"),
        "building_stock": stock({"built_1900_1918": 1}),
    }
    tables = [tables[table] for table in indicator.tables]
    before = [frame.copy() for frame in tables]
    indicator.compute(*tables)
    for frame, kept in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(frame, kept)
    assert indicator.compute(*[frame.iloc[:0] for frame in tables]).empty
