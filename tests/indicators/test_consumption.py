"""Municipal waste: Eurostat's own rates recomputed from its tonnages, the Belgian break, shares."""

import pandas as pd
import pytest

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.edition.waste import PARTS
from circular_metrics.indicators.consumption.drivers import (
    FACTORS,
    runs,
    waste_driver_affluence,
    waste_driver_intensity,
    waste_driver_population,
    waste_driver_share,
)
from circular_metrics.indicators.consumption.household import household_waste_per_inhabitant
from circular_metrics.indicators.consumption.municipal import (
    municipal_recycling_rate,
    municipal_waste_incinerated_share,
    municipal_waste_landfilled_share,
    municipal_waste_per_inhabitant,
)
from circular_metrics.indicators.consumption.separate import (
    bio_waste_per_inhabitant,
    half_step,
    packaging_recycling_rate,
    plastic_packaging_recycling_rate,
    textiles_per_inhabitant,
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


def claim(measure, value, area="24062", year=2018, preferred=True):
    """One row of the table of claims."""
    return {
        "claim": f"{measure}-{value}", "measure": measure, "area": area, "period": year,
        "value": value, "unit": "u", "scope": "s", "dated": "2020", "preferred": preferred,
        "note": None,
    }  # fmt: skip


def test_bio_waste_is_a_share_of_household_waste_within_the_printed_digits():
    """17.5 % of 368.7 kg: 64.52 kg, between 17.45 % of 368.65 and 17.55 % of 368.75."""
    table = pd.DataFrame(
        [
            claim("bio_waste_percent", 17.5),
            claim("household_waste_kg_per_inhabitant", 368.7),
            claim("household_waste_kg_per_inhabitant", 380.0, preferred=False),
            claim("bio_waste_percent", 20.0, area="12025"),  # its household waste is not known
        ]
    )
    (row,) = bio_waste_per_inhabitant(table).to_dict("records")
    assert row["value"] == pytest.approx(64.5225)
    assert (row["low"], row["high"]) == pytest.approx((0.1745 * 368.65, 0.1755 * 368.75))
    assert row["status"] == "modelled"


def people(*rows):
    """Inhabitants as the table ``population`` has them."""
    columns = ["area", "year", "population", "source", "vintage"]
    return pd.DataFrame([(*row, "counted", "v") for row in rows], columns=columns)


def test_tonnes_that_a_page_states_are_divided_by_the_inhabitants_of_that_year():
    """36,949 t over the 101,624 of 1 January 2019 is 363.6 kg each; 34,100 t has no inhabitants."""
    table = pd.DataFrame(
        [
            claim("household_waste_kg_per_inhabitant", 368.7, year=2018),
            claim("household_waste_t", 30_000, year=2018),  # the page's own figure goes before
            claim("household_waste_t", 36_949, year=2019),
            claim("household_waste_t", 34_100, year=2022),
        ]
    )
    counted = people(("24062", 2018, 101_000), ("24062", 2019, 101_624), ("12025", 2022, 1))
    found = household_waste_per_inhabitant(table, counted)
    shown = found[["period", "status"]].to_numpy().tolist()
    assert shown == [[2018, "claimed"], [2019, "modelled"]]
    assert found["value"].tolist() == pytest.approx([368.7, 363.585], abs=0.001)
    assert "low" not in found or found["low"].isna().all()  # no claim has an interval
    assert found["source"].iloc[1] == "household_waste_t-36949;counted"


def test_what_pages_state_per_inhabitant_stays_as_it_is(data):
    """368.7 kg of Leuven in 2018 is stated on hln.be."""
    tables = [store.read_table(TABLES[name], data) for name in ("claims", "population")]
    found = at(household_waste_per_inhabitant(*tables), "24062", 2018)
    assert found[["value", "status"]].to_numpy().tolist() == [[368.7, "claimed"]]


def test_the_last_printed_digit_tells_half_a_step():
    assert half_step(pd.Series([71.0, 17.5, 119.03])).tolist() == pytest.approx([0.5, 0.05, 0.005])


@pytest.mark.parametrize(
    ("compute", "year", "published"),
    [
        (packaging_recycling_rate, 2017, 83.8),
        (plastic_packaging_recycling_rate, 2017, 44.5),
        (plastic_packaging_recycling_rate, 2022, 54.2),
    ],
)
def test_packaging_of_belgium_is_what_eurostat_publishes(series, compute, year, published):
    """Eurostat ten00063 (June 2020) and cei_wm020 (27 February 2025)."""
    drawn = at(compute(series), "BE", year)
    assert drawn.loc[drawn["preferred"], "value"].item() == published


def test_what_the_city_hands_over_keeps_its_words_and_one_is_preferred():
    delivery = pd.DataFrame(
        {
            "measure": "textiles_kg_per_inhabitant", "area": "24062", "year": [2024, 2024, 2023],
            "value": [7.5, 9.0, 7.0], "scope": [None, "with the recycling park", ""],
        }
    )  # fmt: skip
    found = textiles_per_inhabitant(delivery)
    assert found["period"].tolist() == [2023, 2024, 2024]
    assert found.loc[found["preferred"], "value"].tolist() == [7.0, 7.5]
    assert found["scope"].iloc[-1].endswith(": with the recycling park")


@pytest.fixture(scope="module")
def effects(series, data):
    breaks = store.read_table(TABLES["breaks"], data)
    computes = (
        waste_driver_population, waste_driver_affluence, waste_driver_intensity,
        waste_driver_share,
    )  # fmt: skip
    found = dict(zip(FACTORS, (compute(series, breaks) for compute in computes), strict=True))
    return found, runs(series, breaks)


def test_the_drivers_of_waste_add_up_to_its_change_and_cross_no_break(effects):
    """Per area and year the four effects are the change since the first year, to the last kt."""
    found, parts = effects
    total = sum(table.set_index(["area", "period"])["value"] for table in found.values())
    assert len(parts) >= 2  # Belgium before and since 2020
    for run in parts:
        left = run.set_index(["area", "period"])[["generated_value", "recycled_value"]]
        left = left["generated_value"] - left["recycled_value"]
        change = (left - left.iloc[0]).iloc[1:]
        assert total.reindex(change.index).to_numpy() == pytest.approx(change.to_numpy(), abs=1e-6)
        assert not (run["period"].min() < 2020 <= run["period"].max())


def test_a_driver_lies_within_its_interval_and_people_push_waste_up(effects):
    for table in effects[0].values():
        assert (table["low"] <= table["value"]).all() and (table["value"] <= table["high"]).all()
    grown = effects[0]["population"]
    assert (grown.loc[grown["area"] == "BE", "value"] > 0).all()  # Belgium grew in every year


def test_no_operation_of_the_drawing_contains_another(series):
    """RCY holds RCY_M, RCY_C_D and PRP_REU: the parts are drawn, never the total beside them.

    From 2020 on Belgium's six parts are what it treated, to 1,000 t of rounding each.
    """
    assert not {"municipal_waste_recycled", "municipal_waste_incinerated"} & set(PARTS)
    belgium = series[(series["area"] == "BE") & (series["year"] >= 2020)]
    table = belgium.pivot_table(index="year", columns="measure", values="value")
    parts = table[list(PARTS)].sum(axis=1)
    assert (parts - table["municipal_waste_treated"]).abs().max() <= 0.5 * (len(PARTS) + 1)
    recycled = table[list(PARTS)[:3]].sum(axis=1)
    assert (recycled - table["municipal_waste_recycled"]).abs().max() <= 2
