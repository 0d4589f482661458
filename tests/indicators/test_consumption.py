"""Municipal waste: Eurostat's own rates recomputed from its tonnages, the Belgian break, shares."""

import pandas as pd
import pytest

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.indicators.consumption.municipal import (
    municipal_recycling_rate,
    municipal_waste_incinerated_share,
    municipal_waste_landfilled_share,
    municipal_waste_per_inhabitant,
)


@pytest.fixture(scope="module")
def series(data):
    return store.read_table(TABLES["eurostat_series"], data)


def at(observed, area, year):
    return observed[(observed["area"] == area) & (observed["period"] == year)]


# Eurostat cei_wm011, updated 30 March 2026.
PUBLISHED = {
    ("BE", 2019): 54.7, ("BE", 2020): 51.4, ("BE", 2021): 55.5, ("BE", 2022): 54.7,
    ("BE", 2023): 55.8, ("BE", 2024): 56.2, ("EU27_2020", 2019): 47.2, ("EU27_2020", 2020): 48.5,
    ("EU27_2020", 2021): 49.7,
}  # fmt: skip


@pytest.mark.parametrize(("area", "year"), PUBLISHED)
def test_municipal_recycling_rate_is_what_eurostat_publishes(series, area, year):
    drawn = at(municipal_recycling_rate(series), area, year)
    assert drawn.loc[drawn["preferred"], "value"].item() == PUBLISHED[area, year]


@pytest.mark.parametrize(("area", "year"), PUBLISHED)
def test_municipal_recycling_rate_computed_from_tonnages_agrees(series, area, year):
    """cei_wm011 = 100 RCY / GEN; the rate is printed to 0.1, the tonnages to 1,000 t."""
    tonnages = series[series["measure"] != "municipal_recycling_rate"]
    computed = at(municipal_recycling_rate(tonnages), area, year)
    assert computed["value"].item() == pytest.approx(PUBLISHED[area, year], abs=0.05 + 0.02)
    assert "computed" in computed["note"].item()


def test_municipal_waste_per_inhabitant_breaks_in_2020(series):
    """416 kg and then 729 kg, without a flag: from 2020 the note says what came in."""
    observed = municipal_waste_per_inhabitant(series)
    before, after = at(observed, "BE", 2019), at(observed, "BE", 2020)
    drawn = [rows.loc[rows["preferred"], "value"].item() for rows in (before, after)]
    assert drawn == [416, 729]
    assert not before["note"].str.contains("not comparable").any()
    assert after["note"].str.contains("not comparable").all()
    others = observed[observed["area"] != "BE"]
    assert not others["note"].str.contains("not comparable").any()


def test_what_is_landfilled_and_incinerated_is_a_share_of_what_is_generated():
    """Of 200 thousand tonnes 3 are landfilled and 80 burnt: 1.5 % and 40 %."""
    table = pd.DataFrame(
        {
            "measure": [
                "municipal_waste_generated",
                "municipal_waste_landfilled",
                "municipal_waste_incinerated",
            ],
            "area": "BE",
            "year": 2018,
            "value": [200.0, 3.0, 80.0],
            "unit": "kt",
            "half_step": 0.5,
            "flag": pd.Series([None, None, None], dtype="str"),
            "is_confidential": False,
            "source": "s",
            "vintage": "v",
        }
    )
    landfilled = municipal_waste_landfilled_share(table)
    assert landfilled["value"].item() == pytest.approx(1.5)
    assert landfilled["low"].item() == pytest.approx(100 * 2.5 / 200.5)
    assert landfilled["high"].item() == pytest.approx(100 * 3.5 / 199.5)
    assert municipal_waste_incinerated_share(table)["value"].item() == pytest.approx(40)
    only_generated = table.iloc[:1]
    assert municipal_waste_landfilled_share(only_generated).empty  # unreported is not zero


@pytest.mark.parametrize(
    "compute",
    [municipal_recycling_rate, municipal_waste_landfilled_share, municipal_waste_incinerated_share],
)
def test_a_share_of_municipal_waste_lies_between_0_and_100(compute, series):
    observed = compute(series).dropna(subset=["value"])
    assert observed["value"].between(0, 100).all()
    known = observed.dropna(subset=["low", "high"])
    assert (known["low"] <= known["value"]).all() and (known["value"] <= known["high"]).all()


def test_recycled_landfilled_and_burnt_do_not_exceed_what_is_treated(series):
    """EU countries report treatment up to the waste generated, or a little more out of stock."""
    parts = [
        compute(series).loc[lambda f: f["preferred"] if "preferred" in f else slice(None)]
        for compute in (
            municipal_recycling_rate,
            municipal_waste_landfilled_share,
            municipal_waste_incinerated_share,
        )
    ]
    sums = sum(
        p.set_index(["area", "period"])["value"].groupby(level=[0, 1]).first() for p in parts
    )
    assert sums.dropna().between(80, 105).all(), sums.dropna().describe()
