"""Material flows: Eurostat's published values, identities between series, the sign of trade."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.indicators.transversal.circularity import (
    circular_material_use_rate,
    circular_use_rate,
)
from circular_metrics.indicators.transversal.downscaled import material_footprint_downscaled
from circular_metrics.indicators.transversal.growth import gdp_chain_linked, resource_productivity
from circular_metrics.indicators.transversal.material_use import (
    domestic_material_consumption,
    domestic_material_consumption_per_inhabitant,
    raw_material_consumption,
    raw_material_consumption_per_inhabitant,
)

masses = st.floats(min_value=0, max_value=1e6)


@pytest.fixture(scope="module")
def series(data):
    return store.read_table(TABLES["eurostat_series"], data)


def rows(measure, *values, area="BE", half_step=0.5, vintage="2026-01"):
    """One measure of one area, a year each from 2020."""
    return pd.DataFrame(
        {
            "measure": measure,
            "area": area,
            "year": range(2020, 2020 + len(values)),
            "value": values,
            "unit": "u",
            "half_step": half_step,
            "flag": pd.Series([None] * len(values), dtype="str"),
            "is_confidential": False,
            "source": measure,
            "vintage": vintage,
        }
    )


def test_circular_use_rate_of_the_manual():
    """AT-30 to AT-33. Recovered 100, waste imports 20, exports 10, DMC 810: 90 of 900 is 10 %."""
    rate = circular_use_rate(recovered=100, imported_waste=20, exported_waste=10, dmc=810)
    assert rate == pytest.approx(10.0)
    assert circular_use_rate(0, 0, 0, 810) == 0  # AT-31
    assert circular_use_rate(0, 0, 0, 0) is None  # AT-32
    assert circular_use_rate(10, 10, 0, 0) is None
    swapped = 100 * 110 / 920  # AT-33: what adding imports and taking off exports would give
    assert rate != pytest.approx(swapped, abs=1)
    more_in = circular_use_rate(100, 30, 10, 810)
    more_out = circular_use_rate(100, 20, 20, 810)
    assert more_in < rate < more_out


@given(recovered=masses, exported=masses, dmc=st.floats(1, 1e6), factor=st.floats(1e-2, 1e2))
def test_circular_use_rate_is_a_share_whatever_the_unit(recovered, exported, dmc, factor):
    rate = circular_use_rate(recovered, 0, exported, dmc)
    assert 0 <= rate <= 100
    scaled = circular_use_rate(factor * recovered, 0, factor * exported, factor * dmc)
    assert scaled == pytest.approx(rate)


@pytest.mark.parametrize(
    ("vintage", "year", "published"),
    [
        ("2025-04", 2022, 18.3),
        ("2025-11", 2022, 17.8),
        ("2025-04", 2023, 19.7),
        ("2025-11", 2023, 21.8),
    ],
)
def test_circular_material_use_rate_keeps_both_vintages(series, vintage, year, published):
    """Eurostat revised Belgium between April and November 2025; both stand, the newer is drawn."""
    observed = circular_material_use_rate(series)
    mine = observed[(observed["area"] == "BE") & (observed["period"] == year)]
    assert mine.loc[mine["vintage"] == vintage, "value"].item() == published
    assert mine.loc[mine["preferred"], "vintage"].item() == "2025-11"
    assert (mine["high"] - mine["low"]).to_numpy() == pytest.approx(0.1)  # printed to 0.1


def test_consumption_is_consumption_per_head_times_heads(series):
    """Both sides are known to half of their last printed digit, and may differ by no more."""
    people = series[series["measure"] == "average_population"].set_index(["area", "year"])["value"]
    for total, per_head in (
        (domestic_material_consumption, domestic_material_consumption_per_inhabitant),
        (raw_material_consumption, raw_material_consumption_per_inhabitant),
    ):
        whole = total(series).set_index(["area", "period"])
        each = per_head(series).set_index(["area", "period"])
        both = whole.add_suffix("_kt").join(each.add_suffix("_t"))
        both = both.dropna(subset=["value_kt", "value_t"])
        heads = people.reindex(both.index)
        product = both["value_t"] * heads / 1000
        allowed = (both["high_t"] - both["value_t"]) * heads / 1000
        allowed += both["high_kt"] - both["value_kt"]
        is_known = heads.notna()
        assert is_known.sum() > 300
        off = (product - both["value_kt"]).abs() > 1.01 * allowed
        assert off[is_known].mean() < 0.02, both[is_known & off]


def test_footprint_is_modelled_and_direct_use_is_observed(series):
    assert set(raw_material_consumption(series)["status"]) == {"modelled"}
    assert set(raw_material_consumption_per_inhabitant(series)["status"]) == {"modelled"}
    assert "status" not in domestic_material_consumption(series)


def test_resource_productivity_is_euro_per_kilogram():
    """1,000 million euro of 2015 from 500 thousand tonnes: 10⁹ euro over 5 × 10⁸ kg, 2 euro a kg.

    Its bounds: 999.5 / 500.5 and 1,000.5 / 499.5.
    """
    table = pd.concat(
        [rows("gdp_chain_linked", 1000.0, 1100.0), rows("domestic_material_consumption", 500.0)]
    )
    observed = resource_productivity(table)
    assert observed["period"].tolist() == [2020]  # no material use is known of 2021
    assert observed["value"].item() == pytest.approx(2.0)
    assert observed["low"].item() == pytest.approx(999.5 / 500.5)
    assert observed["high"].item() == pytest.approx(1000.5 / 499.5)


def test_a_gap_stays_a_gap_and_nothing_is_divided_by_zero():
    gdp = rows("gdp_chain_linked", np.nan, 1000.0)
    dmc = rows("domestic_material_consumption", 500.0, 0.0)
    observed = resource_productivity(pd.concat([gdp, dmc]))
    assert observed[["value", "low", "high"]].isna().all().all()
    assert gdp_chain_linked(gdp)["value"].isna().tolist() == [True, False]


def test_gdp_is_productivity_times_material_use(series):
    gdp = gdp_chain_linked(series).query("preferred").set_index(["area", "period"])["value"]
    dmc = domestic_material_consumption(series).query("preferred")
    rate = resource_productivity(series).set_index(["area", "period"])["value"].dropna()
    back = rate * dmc.set_index(["area", "period"])["value"].reindex(rate.index)
    assert len(rate) > 100
    assert back.to_numpy() == pytest.approx(gdp.reindex(rate.index).to_numpy())


@pytest.mark.parametrize(
    "compute",
    [
        circular_material_use_rate,
        domestic_material_consumption,
        raw_material_consumption,
        gdp_chain_linked,
        resource_productivity,
    ],
)
def test_tables_are_left_as_they_were(compute, series):
    before = series.copy()
    compute(series)
    pd.testing.assert_frame_equal(series, before)
    assert compute(series.iloc[:0]).empty


def test_a_footprint_by_population_is_the_countrys_share_with_a_wide_range(series, data):
    """101,624 of 11,488,980 people at 12.892 t each: 1,310 kt; Ciroth's scores give times 1.64.

    Variance 0.057 + 0 + 0 + 0.0023 + 0.0023 = 0.0616; exp(2 sqrt(0.0616)) = 1.643.
    """
    population = store.read_table(TABLES["population"], data)
    found = material_footprint_downscaled(series, population)
    leuven = found[(found["area"] == "24062") & (found["period"] == 2019)].iloc[0]
    assert leuven["value"] == pytest.approx(101_624 * 12.892 / 1000, rel=1e-3)
    assert leuven["high"] / leuven["value"] == pytest.approx(1.643, abs=5e-4)
    assert leuven["value"] / leuven["low"] == pytest.approx(1.643, abs=5e-4)
    assert leuven["status"] == "modelled"
    whole = found[found["period"] == 2019]["value"].sum()  # every municipality of the country
    country = raw_material_consumption(series)
    country = country[(country["area"] == "BE") & (country["period"] == 2019)]["value"].iloc[0]
    assert whole == pytest.approx(country, rel=0.01)  # 1 January against the average of the year
    nobody = material_footprint_downscaled(series.iloc[:0], population)
    assert nobody.empty and list(nobody) == list(found)  # an edition that closed before either
