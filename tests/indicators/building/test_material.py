"""Modelled material against the published intensities and hand calculation."""

import pandas as pd
import pytest
from openpyxl import load_workbook

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.codelists.construction_intensity import CARBON, INTENSITY, per_m2
from circular_metrics.indicators.building.carbon import avoided_co2e_t, embodied_carbon_new
from circular_metrics.indicators.building.material import material_inflow, material_stock
from circular_metrics.indicators.building.release import expected_release, secondary_coverage


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
