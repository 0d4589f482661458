"""The sixteen traps of the data on building, each by the name of what it would have made wrong."""

import pandas as pd
import pytest

from circular_metrics import assess
from circular_metrics.clean import KINDS, TABLES
from circular_metrics.clean.construction import clean_building_stock, clean_permits
from circular_metrics.codelists.construction import CONSTRUCTION_YEARS
from circular_metrics.codelists.construction_intensity import AREAS_M2, CENTRAL_AREA
from circular_metrics.edition import all_observations, open_edition
from circular_metrics.indicators import INDICATORS
from circular_metrics.indicators.building.loss import old_houses_lost
from circular_metrics.indicators.building.stock import HOUSES, OLD
from circular_metrics.readers.statbel import read_building_stock, read_permits
from circular_metrics.readers.workbook_intensity import read_intensity_database
from circular_metrics.store import data_folder, read_table

PERMITS = ("renovation_share", "renovation_permits", "new_residential_buildings")


@pytest.fixture(scope="module")
def folder(published):
    return published / "construction"


@pytest.fixture(scope="module")
def permits(data):
    table = read_table(TABLES["building_permits"], data)
    return table.set_index(["area", "year"])


@pytest.fixture(scope="module")
def flemish_stock(folder):
    path = folder / "statbel_gebouwenpark_VLAAMS_GEWEST_2025.json"
    return clean_building_stock(read_building_stock(path), path.name)


@pytest.fixture(scope="module")
def claims(data):
    return read_table(TABLES["claims"], data)


@pytest.fixture(scope="module")
def page():
    return open_edition("leuven", 2025, "en", "partners", None).objective("so2")


def long(kind, path):
    """A published table in long form."""
    return KINDS[kind].clean(KINDS[kind].read(path), path.name).table


def test_trap_1_missing_is_the_word_nan_and_not_zero(folder, flemish_stock):
    raw = read_building_stock(folder / "statbel_gebouwenpark_VLAAMS_GEWEST_2025.json")
    said = raw[raw["MS_VALUE"] == "nan"]
    assert set(said["CD_BUILDING_TYPE"]) == {"R4", "R6"} and len(said)
    tidy = flemish_stock.table
    assert tidy["value"].isna().sum() == len(said)
    footprints = tidy[tidy["statistic"].str.startswith("footprint")]
    assert footprints.loc[footprints["building_type"] == "apartment_building", "value"].isna().all()


def test_trap_2_the_subtotal_after_1981_is_marked_and_in_no_sum_of_periods(flemish_stock):
    tidy = flemish_stock.table
    wide = tidy.pivot_table(index="building_type", columns="statistic", values="value")
    assert "built_after_1981" not in CONSTRUCTION_YEARS
    known = wide[list(CONSTRUCTION_YEARS)].sum(axis=1) + wide["built_year_unknown"]
    assert (known == wide["buildings"]).all()
    assert set(tidy.loc[tidy["is_subtotal"], "statistic"]) == {"built_after_1981"}


def test_trap_3_period_0_is_the_year_and_adding_all_rows_doubles(published):
    path = published / "statbel" / "bouwvergunningen_LEUVEN.json"
    tidy = clean_permits(read_permits(path), path.name).table
    whole = tidy[tidy["year"] == 2019]
    year, months = whole[whole["period"].isna()], whole[whole["period"].notna()]
    counted = "residential_renovations"
    assert year[counted].item() == months[counted].sum() == 452
    assert whole[counted].sum() == 2 * 452  # what who adds up everything would get


@pytest.mark.parametrize("key", PERMITS)
def test_trap_4_no_trend_is_stated_across_the_break_of_2018(key, permits, page):
    renovated = permits["residential_renovations"]
    assert (renovated["24062", 2017], renovated["24062", 2018]) == (230, 445)
    breaks = page.edition.breaks
    assert 2018 in set(breaks.loc[breaks["series"] == key, "year"])
    found = assess.trend(page.own, INDICATORS[key], breaks)
    assert found.first_period >= 2018
    assert "new definition" in page.trend(key).svg  # the break is drawn


def test_trap_4_every_series_of_permits_has_its_break_declared(page):
    needed = {i.key for i in INDICATORS.values() if "building_permits" in i.tables}
    assert needed <= set(page.edition.breaks["series"])


def test_trap_5_the_year_to_date_is_marked_and_in_no_trend(folder, permits, page):
    assert permits.loc[("02000", 2025), "months"] == 7
    assert not permits.loc[("02000", 2025), "is_complete"]
    flanders = all_observations(2025, data_folder(None))
    flanders = flanders[(flanders["area"] == "02000") & (flanders["indicator"] == PERMITS[1])]
    assert not flanders.loc[flanders["period"] == 2025, "is_complete"].item()
    found = assess.trend(flanders, INDICATORS[PERMITS[1]], page.edition.breaks)
    assert found.period == 2024


def test_trap_6_a_revised_count_is_within_a_thousandth_of_what_was_published(permits):
    """Flanders 2019, all renovations: 19,856 in the file against 19,851 on the page."""
    row = permits.loc[("02000", 2019)]
    renovations = row["residential_renovations"] + row["nonresidential_renovations"]
    assert renovations == 19_856
    assert renovations == pytest.approx(19_851, rel=1e-3)


def test_trap_7_a_figure_that_mixes_scopes_says_so(permits, claims):
    """ "Almost 500" residential permits of 2018 are 445 residential and 52 others."""
    row = permits.loc[("24062", 2018)]
    assert (row["residential_renovations"], row["nonresidential_renovations"]) == (445, 52)
    claim = claims[claims["measure"] == "renovation_permits_count"].iloc[0]
    assert "residential" in claim["scope"] and "445" in claim["note"]
    assert all(INDICATORS[key].scope for key in (*PERMITS, "renovation_share_all_buildings"))


def test_trap_8_one_area_lower_than_2_m_is_drawn_in_and_flagged_not_deleted(folder):
    name = "omgevingsloket_bouwen_of_verbouwen_van_woningen_2018-2026_Vlaanderen.csv"
    raw = KINDS["omgevingsloket"].read(folder / name)
    table = KINDS["omgevingsloket"].clean(raw, name).table
    assert len(table) == len(raw)
    odd = table[table["is_winsorised"]].iloc[0]
    assert (odd["year"], odd["quarter"]) == (2019, 4)
    assert round(odd["demolished_area_published_m2"]) == 4_045_990
    assert odd["demolished_volume_m3"] / odd["demolished_area_published_m2"] < 2
    others = table[~table["is_winsorised"] & (table["action"] == odd["action"])]
    plausible = others["demolished_volume_m3"] >= 2 * others["demolished_area_published_m2"]
    assert odd["demolished_area_m2"] == others.loc[plausible, "demolished_area_m2"].max()


def test_trap_9_the_database_is_latin_1_and_nought_is_not_missing(folder):
    table = read_intensity_database(folder / "material_intensity_db_buildings.csv")
    assert (table["concrete"] == "").any() and not table.isin(["NA"]).to_numpy().any()
    assert any("é" in cell or "ö" in cell or "ü" in cell for cell in table["authors"])


def test_trap_10_sums_of_percentiles_are_said_to_be_indicative_and_materials_stand_apart(page):
    assert "indicative" in INDICATORS["material_stock"].compute.__doc__
    assert page.latest("material_stock")["status"] == "modelled"
    drawn = page.modelled().by_material.data
    assert drawn["material"].nunique() == 8 and (drawn["low"] < drawn["high"]).all()


def test_trap_11_of_two_series_per_head_only_one_is_tonnage_over_population(folder):
    """OECD, Belgium 2012: 1,494.36 (CONS_CAP) and 2,150.97 (INT_CONS) kg; 16,565.521 kt."""
    table = long("oecd", folder / "oecd_WSECTOR_waste_by_sector_20200617.csv")
    mine = table[(table["area"] == "BEL") & (table["period"].astype(str) == "2012")]
    value = mine.set_index("dimensions")["value"].astype(float)
    per_head, intensity = value["ISIC=CONS_CAP"], value["ISIC=INT_CONS"]
    assert (per_head, intensity) == (1494.36, 2150.97)  # both kept, neither made the other
    inhabitants = 11_085_361  # Eurostat, average population of Belgium in 2012, within 0.5 %
    assert 16_565_521 * 1000 / inhabitants == pytest.approx(per_head, rel=5e-3)
    assert abs(intensity / per_head - 1) > 0.4


def test_trap_12_eurostat_and_oecd_agree_to_2008_and_are_never_one_series(folder, data):
    """Belgium, construction: 15,441,861 t in 2008; 2016 19,573,150 against 19,044,854 t."""
    name = "eurostat_ten00106_waste_generation_by_NACE_2004-2016.tsv"
    mine = long("eurostat", folder / name)
    mine = mine[(mine["area"] == "BE") & mine["dimensions"].str.contains("nace_r2=F;")]
    mine = mine[mine["dimensions"].str.contains("hazard=HAZ_NHAZ")]
    eurostat = mine.set_index(mine["period"].astype(int))["value"].astype(float)
    other = long("oecd", folder / "oecd_WSECTOR_waste_by_sector_20200617.csv")
    other = other[(other["area"] == "BEL") & (other["unit"] == "TONNE")]
    other = other[other["dimensions"] == "ISIC=41-43"]
    oecd = other.set_index(other["period"].astype(int))["value"].astype(float)
    assert eurostat[2016] == 19_573_150 and oecd[2016] == pytest.approx(19_044_854, abs=1)
    assert eurostat[2008] == pytest.approx(oecd[2008], abs=1)
    assert (eurostat / oecd)[[2010, 2012, 2014, 2016]].between(1.02, 1.036).all()
    series = read_table(TABLES["eurostat_series"], data)
    assert not series["source"].str.contains("oecd", case=False).any()


def test_trap_13_totals_of_construction_waste_keep_their_scope_and_make_a_range(claims, page):
    """4.5, 5.2, 7.6 or 15 Mt a year, by what is counted: none is called the amount."""
    mine = claims[claims["measure"] == "construction_waste_t"]
    assert {4_496_003, 5_200_000, 7_601_486, 15_000_000} <= set(mine["value"].astype(int))
    assert mine["scope"].nunique() == len(mine) and mine["scope"].str.len().gt(10).all()
    least, most = page.building.sizes()["low"].iloc[2:]
    assert most / least == pytest.approx(15_000_000 / 4_496_003)
    assert not {"W121", "W12-13"} & set(INDICATORS)


def test_trap_14_the_count_of_apartment_buildings_of_another_source_is_no_benchmark(
    flemish_stock, claims
):
    """CE Monitor 123,111 (2023) lies below Statbel's 127,983 (2018) and 151,968 (2025)."""
    counted = flemish_stock.table.set_index(["statistic", "building_type"])["value"]
    assert counted["buildings", "apartment_building"] == 151_968 > 127_983 > 123_111
    assert 123_111 not in set(claims["value"])


def test_trap_15_hotmaps_gives_one_area_for_every_period_and_only_its_total_is_used():
    """78.88 m2 a dwelling in every period is an apportioned total."""
    assert AREAS_M2["Hotmaps"] == (78.88, 78.88)
    assert CENTRAL_AREA != "Hotmaps"
    assert not any(period in AREAS_M2 for period in CONSTRUCTION_YEARS)


def test_trap_16_old_apartment_buildings_that_rise_are_not_in_the_observed_loss():
    """Pre-1982 apartment buildings increase by reclassification; houses do not."""
    assert "apartment_building" not in HOUSES
    rows = [
        {"area": "A", "year": year, "statistic": period, "building_type": form, "value": count,
         "source": "s", "vintage": str(year)}
        for year in (2018, 2025) for period in OLD
        for form, count in [*((h, 100) for h in HOUSES), ("apartment_building", year)]
    ]  # fmt: skip
    found = old_houses_lost(pd.DataFrame(rows).astype({"value": "Int64"}))
    assert found["value"].item() == 0  # 2,018 → 2,025 of the other type changes nothing
