"""Statbel's permits and building stock: the traps of the format, and the sums of the real files."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.clean.construction import (
    COUNTS,
    KINDS,
    TABLES,
    clean_building_stock,
    clean_permit_table,
    clean_permits,
    clean_stock_table,
)
from circular_metrics.codelists.construction import CONSTRUCTION_YEARS
from circular_metrics.errors import BadInputError, UnknownLabelError
from circular_metrics.readers.statbel import read_building_stock, read_permits
from circular_metrics.sources import construction as sources
from circular_metrics.store import make_table

PERMITS_TABLE, STOCK_TABLE = TABLES
MEASURES = list(COUNTS.values())
SAMPLE = Path(__file__).parent.parent / "samples" / "statbel" / "permits.txt"


@pytest.fixture
def raw_permits(samples):
    return read_permits(samples / "statbel" / "permits.txt")


@pytest.fixture
def raw_stock(samples):
    return read_building_stock(samples / "statbel" / "building_stock.json")


@pytest.fixture(scope="module")
def permits(published, data):
    return make_table(PERMITS_TABLE, data)[0]


@pytest.fixture(scope="module")
def stock(published, data):
    return make_table(STOCK_TABLE, data)[0].table


def changed(raw, row, **cells):
    raw = raw.copy()
    for column, cell in cells.items():
        raw.loc[row, column] = cell
    return raw


def rows_of(log, rule):
    return log.set_index("rule")["rows"][rule]


def test_year_and_months_stay_apart(raw_permits):
    tidy = clean_permits(raw_permits, "permits.txt").table
    whole = tidy[(tidy["area"] == "99001") & (tidy["year"] == 2022)]
    year, months = whole[whole["period"].isna()], whole[whole["period"].notna()]
    assert len(year) == 1 and len(months) == 12
    assert year["months"].item() == 12 and year["is_complete"].item()
    assert (months["months"] == 1).all()
    assert (months[MEASURES].sum() == year[MEASURES].iloc[0]).all()


def test_a_year_without_total_is_its_months_and_incomplete(raw_permits):
    tidy = clean_permits(raw_permits, "permits.txt").table
    to_date = tidy[(tidy["area"] == "99001") & (tidy["year"] == 2023) & tidy["period"].isna()]
    assert to_date["months"].item() == 3 and not to_date["is_complete"].item()
    assert to_date["residential_renovations"].item() == 5 + 1 + 3
    assert to_date["level"].item() == "municipality"


def test_a_size_blank_for_want_of_buildings_does_not_hide_the_sum(raw_permits):
    tidy = clean_permits(raw_permits, "permits.txt").table
    to_date = tidy[(tidy["area"] == "99001") & (tidy["year"] == 2023) & tidy["period"].isna()]
    assert to_date["residential_new_floor_area_m2"].item() == 900 + 450
    months = tidy[(tidy["area"] == "99001") & (tidy["period"] == 2) & (tidy["year"] == 2023)]
    assert months["residential_new_floor_area_m2"].isna().all()  # absent is not zero


def test_a_month_not_reported_leaves_the_year_to_date_missing(raw_permits):
    tidy = clean_permits(raw_permits, "permits.txt").table
    to_date = tidy[(tidy["area"] == "99002") & (tidy["year"] == 2023) & tidy["period"].isna()]
    assert to_date["residential_renovations"].isna().item()
    assert to_date["residential_new_buildings"].item() == 4


def test_a_size_missing_though_something_was_built_leaves_the_sum_missing(raw_permits):
    row = raw_permits.index[-1]
    raw = changed(raw_permits, row, MS_TOTAL_SURFACE_RES_NEW="")
    tidy = clean_permits(raw, "permits.txt").table
    to_date = tidy[(tidy["area"] == "99002") & (tidy["year"] == 2023) & tidy["period"].isna()]
    assert to_date["residential_new_floor_area_m2"].isna().item()


@pytest.mark.parametrize("blank", ["", "nan", "NaN"])
def test_blank_and_the_word_nan_are_missing(raw_permits, blank):
    raw = changed(raw_permits, 0, MS_VOLUME_NONRES_NEW=blank)
    cleaned = clean_permits(raw, "permits.txt")
    year = cleaned.table[(cleaned.table["area"] == "BE") & (cleaned.table["months"] == 12)]
    assert year["nonresidential_new_volume_m3"].isna().item()
    assert (
        rows_of(cleaned.log, "blank is missing") == raw.isin([blank, ""])[list(COUNTS)].sum().sum()
    )


def test_belgium_has_the_code_of_the_other_tables_and_no_region(raw_permits):
    tidy = clean_permits(raw_permits, "permits.txt").table
    belgium = tidy[tidy["area"] == "BE"]
    assert "01000" not in set(tidy["area"])
    assert belgium["region"].isna().all() and (belgium["level"] == "country").all()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"CD_PERIOD": "13"}, r"'13' \(1 rows\)"),
        ({"CD_PERIOD": "Q1"}, "Q1"),
        ({"CD_REFNIS_LEVEL": "6"}, "'6'"),
    ],
)
def test_an_unknown_code_is_refused(raw_permits, cells, said):
    with pytest.raises(UnknownLabelError, match=said):
        clean_permits(changed(raw_permits, 3, **cells), "permits.txt")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"REFNIS": "1000"}, "row 5, column 'REFNIS'.*'1000'.*5 digits"),
        ({"CD_YEAR": "22"}, "row 5, column 'CD_YEAR'"),
        ({"MS_BUILDING_RES_NEW": "-1"}, "row 5.*'-1'.*whole number"),
        ({"MS_BUILDING_RES_NEW": "1.234,5"}, "row 5.*whole number"),
        ({"MS_BUILDING_RES_NEW": "=cmd|' /C calc'!A0"}, "row 5.*whole number"),
        ({"MS_BUILDING_RES_NEW": "9" * 40}, "row 5.*whole number"),
        ({"MS_BUILDING_RES_NEW": "1e3"}, "row 5.*whole number"),
    ],
)
def test_a_cell_that_is_not_what_it_must_be_is_named(raw_permits, cells, said):
    with pytest.raises(BadInputError, match=said):
        clean_permits(changed(raw_permits, 3, **cells), "permits.txt")


def test_many_wrong_codes_are_all_told_at_once(raw_permits):
    raw = changed(raw_permits, slice(0, 2), REFNIS="x", CD_YEAR="y")
    with pytest.raises(BadInputError) as refused:
        clean_permits(raw, "permits.txt")
    assert len(refused.value.problems) == 6


def test_the_same_row_twice_counts_once_and_an_unlike_one_is_refused(raw_permits):
    again = pd.concat([raw_permits, raw_permits.iloc[[5]]], ignore_index=True)
    cleaned = clean_permits(again, "permits.txt")
    assert rows_of(cleaned.log, "repeated row") == 1
    pd.testing.assert_frame_equal(cleaned.table, clean_permits(raw_permits, "permits.txt").table)
    unlike = changed(again, len(again) - 1, MS_BUILDING_RES_NEW="99")
    with pytest.raises(BadInputError, match="a second, other row"):
        clean_permits(unlike, "permits.txt")


def test_the_raw_frame_is_left_as_it_was(raw_permits, raw_stock):
    before, stock_before = raw_permits.copy(), raw_stock.copy()
    clean_permits(raw_permits, "permits.txt")
    clean_building_stock(raw_stock, "building_stock.json")
    pd.testing.assert_frame_equal(raw_permits, before)
    pd.testing.assert_frame_equal(raw_stock, stock_before)


@given(st.permutations(range(48)))
def test_the_order_of_the_rows_does_not_matter(order):
    raw = read_permits(SAMPLE)
    shuffled = raw.iloc[order].reset_index(drop=True)
    pd.testing.assert_frame_equal(clean_permits(shuffled, "s").table, clean_permits(raw, "s").table)


def test_the_later_issue_is_taken_and_the_difference_is_logged(raw_permits):
    early = sources.PERMITS_BELGIUM
    late = dataclasses.replace(early, key="later", vintage="2026-04")
    raw = raw_permits[raw_permits["REFNIS"] == "99001"].reset_index(drop=True)
    revised = changed(raw, 0, MS_BUILDING_RES_RENOVATION="47")
    cleaned = clean_permit_table({late: revised, early: raw_permits})
    mine = cleaned.table[cleaned.table["area"] == "99001"]
    assert set(mine["vintage"]) == {"2026-04"}
    assert mine.loc[mine["year"] == 2022, "residential_renovations"].item() == 47
    assert rows_of(cleaned.log, "later issue, revised") == 1
    assert rows_of(cleaned.log, "later issue, same figures") == 1
    assert not cleaned.table.duplicated(["area", "year"]).any()


def test_stock_has_readable_names_and_marks_the_subtotal(raw_stock):
    cleaned = clean_building_stock(raw_stock, "building_stock.json")
    tidy = cleaned.table
    assert set(tidy.loc[tidy["is_subtotal"], "statistic"]) == {"built_after_1981"}
    assert rows_of(cleaned.log, "subtotal marked") == 6
    built = tidy[tidy["statistic"].str.startswith("built_") & ~tidy["is_subtotal"]]
    assert built["value"].sum() == tidy.loc[tidy["statistic"] == "buildings", "value"].sum()
    missing = tidy[tidy["value"].isna()]
    assert set(missing["building_type"]) == {"apartment_building", "other_building"}


@pytest.mark.parametrize("cells", [{"CD_STAT_TYPE": "T9"}, {"CD_BUILDING_TYPE": "R7"}])
def test_an_unknown_statistic_or_type_is_refused(raw_stock, cells):
    with pytest.raises(UnknownLabelError, match=next(iter(cells.values()))):
        clean_building_stock(changed(raw_stock, 0, **cells), "building_stock.json")


def test_a_stock_table_names_the_source_of_each_row(raw_stock):
    table = clean_stock_table({sources.STOCK_LEUVEN: raw_stock}).table
    assert set(table["source"]) == {"statbel_building_stock_leuven"}
    STOCK_TABLE.schema.validate(table)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_each_kind_cleans_what_it_reads(kind, samples):
    name = {"permits": "permits.json", "building-stock": "building_stock.json"}[kind.key]
    cleaned = kind.clean(kind.read(samples / "statbel" / name), name)
    assert len(cleaned.table) and list(cleaned.log.columns) == ["rule", "rows", "meaning"]


# --- the published files ---


def test_every_source_is_declared_once_with_its_own_bytes():
    assert len({source.sha256 for source in sources.SOURCES}) == len(sources.SOURCES)
    assert len({source.name for source in sources.SOURCES}) == len(sources.SOURCES)


def test_all_of_belgium_is_there_and_2025_is_to_date(permits):
    table = permits.table
    count = table.drop_duplicates("area")["level"].value_counts()
    assert count.to_dict() == {
        "municipality": 565, "district": 43, "province": 10, "region": 3, "country": 1,
    }  # fmt: skip
    assert (table.groupby("year")["area"].nunique().loc[1996:2025] == 622).all()
    flanders = table[(table["area"] == "02000") & (table["year"] == 2025)]
    assert flanders["months"].item() == 7 and not flanders["is_complete"].item()


def test_the_cities_held_apart_have_all_of_2025_and_four_months_of_2026(permits):
    table = permits.table.set_index(["area", "year"])
    for area in ("24062", "44021", "12025", "71072", "36015"):
        assert table.loc[(area, 2025), "is_complete"]
        assert table.loc[(area, 2026), "months"] == 4
    assert rows_of(permits.log, "later issue, revised") == 0


def test_hasselt_is_cast_back_under_its_code_of_2025(permits):
    areas = set(permits.table["area"])
    assert "71072" in areas and not areas & {"71022", "73040"}


def test_months_make_the_year_but_for_what_statbel_rounds(published):
    """Adding up the months gives the year's total to within a few permits in the whole file."""
    raw = read_permits(published / "construction" / "TF_BUILDING_PERMITS_20251201.zip")
    raw = raw[raw["CD_YEAR"] != "2025"]
    keys = ["area", "year"]
    total = clean_permits(raw[raw["CD_PERIOD"] == "0"].reset_index(drop=True), "years").table
    months = clean_permits(raw[raw["CD_PERIOD"] != "0"].reset_index(drop=True), "months").table
    added = months[months["period"].isna()]
    assert added["is_complete"].all()
    added, total = added.set_index(keys)[MEASURES], total.set_index(keys)[MEASURES]
    gap = (added - total).abs().loc["BE"]
    assert gap.max().max() <= 2


@pytest.mark.parametrize("part", ["province", "district"])
def test_the_parts_make_flanders(permits, part):
    """To within 3: Statbel's levels differ by one here and there since 2016."""
    table = permits.table[(permits.table["region"] == "02000") & permits.table["is_complete"]]
    parts = table[table["level"] == part].groupby("year")[MEASURES].sum()
    whole = table[table["area"] == "02000"].set_index("year")[MEASURES]
    assert ((parts - whole).abs() <= 3).all(axis=None)


def test_leuven_agrees_with_what_was_read_in_the_publishers_file(permits):
    leuven = permits.table[permits.table["area"] == "24062"].set_index("year")
    assert leuven.loc[2018, "residential_new_dwellings"] == 731
    assert leuven.loc[2018, "residential_new_floor_area_m2"] == 70_542
    assert leuven.loc[2019, "residential_new_floor_area_m2"] == 88_944
    assert leuven.loc[2023, "residential_new_dwellings"] == 382
    assert leuven.loc[2024, "residential_new_floor_area_m2"] == 21_332


def test_leuvens_renovation_permits_of_2018_are_almost_500_only_with_non_residential(permits):
    """Statistics Flanders wrote "almost 500" of residential permits; that is both together."""
    leuven = permits.table.set_index(["area", "year"]).loc[("24062", 2018)]
    assert leuven["residential_renovations"] == 445
    assert leuven["residential_renovations"] + leuven["nonresidential_renovations"] == 497


def test_the_table_is_small(permits):
    assert len(permits.table.to_csv(index=False)) < 2.5e6


def total(stock, area, statistic):
    mine = stock[(stock["area"] == area) & (stock["statistic"] == statistic)]
    return mine.set_index("building_type")["value"]


def test_leuvens_stock_of_2025(stock):
    buildings = total(stock, "24062", "buildings")
    assert buildings.sum() == 34_377 and total(stock, "24062", "dwellings").sum() == 67_629
    assert buildings["terraced_house"] == 14_556 and buildings["apartment_building"] == 3_747
    assert total(stock, "24062", "dwellings")["apartment_building"] == 37_581


def test_belgium_continues_the_published_series(stock):
    """Statbel and the press: 4,552,745 (2019), 4,612,284 (2022), 4,630,028 (2023) buildings."""
    series = [4_552_745, 4_612_284, 4_630_028, int(total(stock, "BE", "buildings").sum())]
    assert series == sorted(series) and series[-1] == 4_668_425
    assert total(stock, "BE", "dwellings").sum() == 5_827_823


@pytest.mark.parametrize(
    "parts",
    [
        (*CONSTRUCTION_YEARS, "built_year_unknown"),
        ("footprint_under_45_m2", "footprint_45_64_m2", "footprint_65_104_m2",
         "footprint_over_104_m2"),
    ],
    ids=["periods", "footprints"],
)  # fmt: skip
def test_classes_make_the_buildings_of_every_area_and_type(stock, parts):
    keys = ["area", "building_type"]
    classes = stock[stock["statistic"].isin(parts) & stock["value"].notna()]
    classes = classes.groupby(keys)["value"].sum()
    buildings = stock[stock["statistic"] == "buildings"].set_index(keys)["value"]
    assert (classes == buildings.reindex(classes.index)).all()
    assert len(classes) >= 8 * 4


def test_the_subtotal_is_what_it_repeats(stock):
    keys = ["area", "building_type"]
    finer = stock[stock["statistic"].isin(
        ["built_1982_1991", "built_1992_2001", "built_2002_2011", "built_after_2011"]
    )]  # fmt: skip
    subtotal = stock[stock["is_subtotal"]].set_index(keys)["value"]
    assert (finer.groupby(keys)["value"].sum() == subtotal.sort_index()).all()


def test_regions_make_belgium(permits):
    """To within 3, as Statbel's levels differ by one here and there."""
    table = permits.table[permits.table["is_complete"] & (permits.table["year"] <= 2023)]
    counted = ["residential_new_buildings", "residential_renovations"]
    regions = table[table["level"] == "region"].groupby("year")[counted].sum()
    belgium = table[table["area"] == "BE"].set_index("year")[counted]
    assert ((regions - belgium).abs() <= 3).all(axis=None)
    assert len(belgium) >= 28


def test_the_regions_make_belgium_in_the_stock_of_2018(published):
    """All three regions are held of 2018 alone, as be.STAT shows them; to the building."""
    figures = pd.read_csv(published / "construction" / "figures.csv", dtype={"year": str})
    mine = figures[(figures["year"] == "2018") & figures["source_title"].str.contains("136902f6")]
    wide = mine.assign(value=mine["value"].astype(int)).pivot_table(
        index="indicator", columns="place", values="value"
    )
    whole = wide.dropna()
    assert len(whole) >= 9
    assert (whole[["Vlaanderen", "Brussels", "Wallonie"]].sum(axis=1) == whole["Belgium"]).all()


def test_flanders_is_a_part_of_belgium_in_the_stock_of_2025(stock):
    """Of 2025 Wallonia and Brussels are not held: no more than this can be closed."""
    here = stock[stock["area"].isin(["02000", "BE"]) & (stock["year"] == 2025)]
    wide = here.pivot_table(
        index=["statistic", "building_type"], columns="area", values="value", aggfunc="first"
    ).dropna()
    assert not {"03000", "04000"} & set(stock["area"])
    assert len(wide) > 100 and (wide["02000"] <= wide["BE"]).all()
