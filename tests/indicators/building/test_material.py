"""Modelled material against the published intensities and hand calculation."""

import pandas as pd
import pytest
from openpyxl import load_workbook

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.codelists.construction_intensity import (
    CARBON,
    EMBODIED,
    EMBODIED_YEARS,
    INTENSITY,
    per_m2,
)
from circular_metrics.indicators.building.carbon import avoided_co2e_t, embodied_carbon_new
from circular_metrics.indicators.building.material import material_inflow, material_stock
from circular_metrics.indicators.building.release import expected_release, secondary_coverage
from circular_metrics.readers.workbook_intensity import may_be_passed_on, read_intensity_database


@pytest.fixture(scope="module")
def stock(data):
    table = store.read_table(TABLES["building_stock"], data)
    return table[table["area"] == "24062"]


@pytest.fixture(scope="module")
def permits(data):
    table = store.read_table(TABLES["building_permits"], data)
    return table[table["area"] == "24062"]


def test_the_intensities_are_the_published_ones(published):
    book = load_workbook(published / "construction" / "RASMI_MI_ranges_20230905.xlsx")
    found = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2, values_only=True):
            if row[3] == "OECD_EU15" and f"{row[1]}/{row[2]}" in INTENSITY:
                found.setdefault(f"{row[1]}/{row[2]}", {})[sheet.title] = row[10:13]
    assert found.keys() == INTENSITY.keys()
    for archetype, materials in INTENSITY.items():
        assert found[archetype].keys() == materials.keys()
        for material, values in materials.items():
            assert values == pytest.approx(found[archetype][material])


# IMPRO's dwellings of Central Europe, Belgium among it: id in the database, kg/m2 of all materials.
IMPRO = {
    "732": ("SFH", "1945", 2514.8),  # brick, up to 1945
    "735": ("SFH", "1970", 2343.3),  # brick, 1945 to 1970
    "743": ("MFH", "1945", 1927.6),  # brick, up to 1945
    "745": ("MFH", "1980", 1262.9),  # floors of concrete, 1945 to 1980
    "754": ("MFH", "1990", 1108.2),  # high-rise, 1960 to 1990
}


@pytest.fixture(scope="module")
def impro(published):
    path = published / "construction" / "material_intensity_db_buildings.csv"
    table = read_intensity_database(path).set_index("id")
    return table[table["country"].str.startswith("Central European countries (Belgium")]


def test_the_dwellings_of_impro_weigh_what_is_published(impro):
    materials = impro.loc[:, "steel":"other_unspecified_material"].apply(pd.to_numeric)
    for key, (form, until, weight) in IMPRO.items():
        row = impro.loc[key]
        assert (row["building_type"], row["construction_period_end"]) == (form, until)
        assert materials.loc[key].sum() == pytest.approx(weight, abs=0.05)
    oldest = materials.loc["732"]
    assert oldest["brick"] == 2219
    assert oldest[["wood", "mortar_plaster"]].tolist() == pytest.approx([69.9, 111.8], abs=0.05)


def test_the_brick_of_an_old_house_is_three_times_that_of_rasmi(impro):
    """Which of the two is taken changes the answer: that is why intensity is a parameter."""
    old = float(impro.loc["732", "brick"])
    assert old / INTENSITY["RS/M"]["brick"][1] == pytest.approx(3.2, abs=0.05)
    assert not may_be_passed_on(impro).any()


def test_the_embodied_carbon_is_that_of_the_belgian_buildings_of_eu_ecb(published):
    """105 buildings: mean 10.5578 kg CO2e/m2 a year, 6.4014 to 17.2684; by 60 years 633 kg."""
    path = published / "construction" / "EU-ECB_dataset_feature_engineered.csv"
    table = pd.read_csv(path, usecols=["site_country", "bldg_struct_type", "GHG_sum_em_m2a"])
    belgian = table[table["site_country"].str.contains("Belgium")]
    carbon = belgian["GHG_sum_em_m2a"]
    assert len(carbon) == 105
    found = (carbon.min(), carbon.mean(), carbon.max())
    assert found == pytest.approx(EMBODIED, abs=5e-5)
    assert carbon.mean() * EMBODIED_YEARS == pytest.approx(633, abs=0.5)
    by_structure = belgian.groupby("bldg_struct_type")["GHG_sum_em_m2a"].mean()
    assert by_structure["frame wood"] == pytest.approx(8.2999, abs=5e-5)
    assert by_structure["massive brick"] == pytest.approx(11.6868, abs=5e-5)


def test_a_house_of_120_m2_weighs_what_rasmi_says():
    """120 m2, RS/M, medians: concrete 74.52 t, brick 83.20, wood 2.44, steel 4.35, glass 0.19."""
    house = {m: 0.12 * values[1] for m, values in INTENSITY["RS/M"].items()}
    expected = {"concrete": 74.52, "brick": 83.20, "wood": 2.44, "steel": 4.35, "glass": 0.19}
    for material, tonnes in expected.items():
        assert house[material] == pytest.approx(tonnes, abs=0.005)


def test_material_stock_of_leuven_spans_every_floor_area(stock):
    """By hand: 28,346 houses and 37,581 flats; 4,824 to 19,914 kt, 11,003 at 127 m2; to 1 kt."""
    row = material_stock(stock).iloc[0]
    assert (row["low"], row["value"], row["high"]) == pytest.approx((4824, 11003, 19914), abs=1)
    assert row["status"] == "modelled"


def test_expected_release_of_leuven(stock):
    """38.7 + 15.8 + 13.9 = 68 houses a year; 12 kt at 127 m2 and the medians."""
    row = expected_release(stock).iloc[0]
    houses = row["value"] * 1e6 / 127 / per_m2("RS/M", 50)
    assert houses == pytest.approx(38.7 + 15.8 + 13.9, abs=0.15)
    assert row["value"] == pytest.approx(12, abs=0.5)
    assert row["low"] < 7 and row["high"] > 25


def test_material_inflow_lies_between_the_two_forms(permits):
    """71,068 m2 a year hold 90 kt (RM/C) to 98 kt (RS/M) at the medians; to 1 kt."""
    forms = [71_068 * per_m2(form, 50) / 1e6 for form in ("RM/C", "RS/M")]
    assert forms == pytest.approx([90, 98], abs=1)
    rows = material_inflow(permits).dropna(subset=["value"])
    assert ((rows["low"] < rows["value"]) & (rows["value"] < rows["high"])).all()


def test_embodied_carbon_new_is_633_kg_a_square_metre(permits):
    from circular_metrics.indicators.building.new_building import (
        new_residential_floor_area_5_year_mean,
    )

    rows = embodied_carbon_new(permits).dropna(subset=["value"])
    floor = new_residential_floor_area_5_year_mean(permits).dropna(subset=["value"])["value"]
    assert (1e6 * rows["value"] / floor).tolist() == pytest.approx([633] * len(rows), abs=0.5)


def test_secondary_coverage_is_release_over_inflow_and_a_range(permits, stock):
    row = secondary_coverage(permits, stock).iloc[0]
    release = expected_release(stock).iloc[0]["value"]
    inflow = material_inflow(permits).set_index("period").loc[row["period"] - 1, "value"]
    assert row["value"] == pytest.approx(100 * release / inflow)
    assert row["low"] < row["value"] < row["high"]


def test_twice_the_dwellings_hold_twice_the_material_and_nothing_is_filled_in(stock):
    before = stock.copy()
    twice = material_stock(stock.assign(value=2 * stock["value"])).iloc[0]
    assert twice["value"] == pytest.approx(2 * material_stock(stock).iloc[0]["value"])
    gap = stock.assign(value=stock["value"].mask(stock["building_type"] == "terraced_house"))
    assert pd.isna(material_stock(gap).iloc[0]["value"])
    pd.testing.assert_frame_equal(stock, before)


def test_avoided_co2e_of_reused_wood():
    """DESNZ 2025: reusing a tonne of wood saves 230.96 kg; other materials are named."""
    assert avoided_co2e_t({"wood": 1.0, "bricks": 2.0}) == (
        pytest.approx(0.23096, abs=5e-6),
        ("bricks",),
    )


def test_the_carbon_factors_are_the_published_ones(published):
    name = "uk-desnz_ghg-conversion-factors-2025-flat-file.xlsx"
    sheet = load_workbook(published / "construction" / name, read_only=True)["Factors by Category"]
    rows = [
        r for r in sheet.iter_rows(values_only=True) if r[2:4] == ("Material use", "Construction")
    ]
    factor = {(r[4].lower(), r[6]): r[9] for r in rows}
    for material, (new, again) in CARBON.items():
        assert factor[material, "Primary material production"] == new
        assert factor[material, "Re-used"] == again
