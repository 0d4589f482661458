"""Intensities and carbon factors as their publishers print them."""

import openpyxl
import pandas as pd
import pytest

from circular_metrics.errors import BadInputError
from circular_metrics.readers.workbook_intensity import (
    may_be_passed_on,
    read_carbon_factors,
    read_intensity_database,
    read_rasmi,
    read_rasmi_buildings,
)


def test_rasmi_of_western_europe(published):
    """RASMI, OECD_EU15, masonry house: concrete 408.06 / 621.00 / 1,364.15 kg/m2."""
    table = read_rasmi(published / "construction" / "RASMI_MI_ranges_20230905.xlsx")
    assert table["material"].nunique() == 8
    row = table[(table[["function", "structure", "R5_32", "material"]]
                 == ["RS", "M", "OECD_EU15", "concrete"]).all(axis=1)]  # fmt: skip
    values = row[["p_25", "p_50", "p_75"]].astype(float).iloc[0].tolist()
    assert values == pytest.approx([408.06, 621.00, 1364.15], abs=0.005)


def test_the_sum_of_medians_is_not_the_median_of_the_sum():
    """Two buildings, two materials: a trap in every total over percentiles."""
    buildings = pd.DataFrame({"concrete": [0.0, 100.0, 300.0], "brick": [500.0, 150.0, 0.0]})
    assert buildings.median().sum() != buildings.sum(axis=1).median()


def test_carbon_factors_of_wood_and_a_blank_is_missing(published):
    """DESNZ 2025: wood 269.50416 new, 38.54288 used again; none for bricks used again."""
    name = "uk-desnz_ghg-conversion-factors-2025-flat-file.xlsx"
    table = read_carbon_factors(published / "construction" / name)
    rows = table[table["Level 2"] == "Construction"].set_index(["Level 3", "Column Text"])["factor"]
    assert float(rows["Wood", "Primary material production"]) == 269.50416
    assert float(rows["Wood", "Re-used"]) == 38.54288
    assert rows["Bricks", "Re-used"] == ""


def test_the_database_is_latin_1_and_nought_is_not_missing(published):
    path = published / "construction" / "material_intensity_db_buildings.csv"
    with pytest.raises(UnicodeDecodeError):
        path.read_text(encoding="utf-8")
    table = read_intensity_database(path)
    assert len(table) == 910
    assert (table["paper_cardboard"] == "").any() and not table.isin(["NA"]).to_numpy().any()
    assert table.isin(["0"]).to_numpy().any()


def test_rows_of_a_publisher_may_not_be_passed_on(published):
    path = published / "construction" / "material_intensity_db_buildings.csv"
    table = read_intensity_database(path)
    closed = table["copyright"].str.contains("Elsevier")
    assert closed.sum() == 684
    assert not may_be_passed_on(table)[closed].any()


def test_the_open_rows_are_those_under_creative_commons(published):
    """SOURCES: 70 of 910 rows are under CC BY 4.0, 684 Elsevier's."""
    path = published / "construction" / "material_intensity_db_buildings.csv"
    assert may_be_passed_on(read_intensity_database(path)).sum() == 70


@pytest.mark.parametrize(
    ("said", "is_open"),
    [
        ("Creative Commons Attribution 4.0 International License", True), ("CC BY 4.0", True),
        ("CC0", True), ("", False), ("Copyright Elsevier", False), ("CC BY-NC 4.0", False),
        ("CC BY-NC-ND", False), ("CC BY ND", False),
        ("Creative Commons Attribution-NonCommercial 4.0", False),
    ],
)  # fmt: skip
def test_what_is_not_said_to_be_open_is_not(said, is_open):
    assert may_be_passed_on(pd.DataFrame({"copyright": [said]})).tolist() == [is_open]


@pytest.fixture(scope="module")
def buildings(published):
    return read_rasmi_buildings(published / "construction" / "RASMI_buildings_v2.xlsx")


def test_the_buildings_behind_rasmi_with_the_belgian_ones(buildings):
    """Brussels, house of 2012: concrete 790.11, steel 39.91, wood 18.74; flats 1,053.89."""
    assert len(buildings) == 910
    belgian = buildings[buildings["country"] == "Belgium"].set_index("id")
    masses = belgian[["concrete", "steel", "wood"]].astype(float)
    assert masses.loc["366"].tolist() == pytest.approx([790.11, 39.91, 18.74], abs=0.005)
    assert masses.loc["367"].tolist() == pytest.approx([1053.89, 24.85, 10.94], abs=0.005)
    assert masses.loc["371"].tolist() == pytest.approx([1047.93, 24.63, 9.79], abs=0.005)
    assert set(belgian["R5_32"]) == {"OECD_EU15"} and set(belgian["function"]) == {"RS", "RM"}


def test_a_blank_na_or_null_of_the_buildings_is_missing_and_nought_is_not(buildings):
    assert not buildings.isin(["NA", "NULL", "nan"]).to_numpy().any()
    assert (buildings["paper_cardboard"] == "").any() and buildings.isin(["0"]).to_numpy().any()


def test_rasmis_upper_quartile_lies_among_its_own_buildings(buildings, published):
    """The ranges come from these buildings: every percentile lies within their ends."""
    ranges = read_rasmi(published / "construction" / "RASMI_MI_ranges_20230905.xlsx")
    keys = ["function", "structure", "R5_32"]
    here = buildings[(buildings[keys] == ["RS", "M", "OECD_EU15"]).all(axis=1)]
    counted = pd.to_numeric(here["brick"].replace("", None)).dropna()
    row = ranges[(ranges[[*keys, "material"]] == ["RS", "M", "OECD_EU15", "brick"]).all(axis=1)]
    low, high = (float(row[p].item()) for p in ("p_25", "p_75"))
    assert counted.min() <= low <= high <= counted.max()


def test_rows_that_may_not_be_passed_on_are_in_no_processed_table(buildings, data):
    """Neither their titles nor their DOI nor one of their masses to eight digits."""
    closed = buildings[~may_be_passed_on(buildings)]
    assert len(closed) == 840
    kept = "\n".join(p.read_text("utf-8") for p in (data / "processed").iterdir())
    marks = set(closed["DOI"]) | set(closed["publication_title"])
    marks |= {mass for m in ("concrete", "brick", "wood", "steel") for mass in closed[m]}
    found = [mark for mark in marks if len(mark) > 9 and mark in kept]
    assert not found
    assert "rasmi" not in kept.casefold() and "material_intensity" not in kept.casefold()


def test_buildings_saved_without_results_are_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "buildings"
    heads = ["id", "country", "concrete", "brick", "copyright", "function", "structure", "R5_32"]
    book.active.append(heads)
    book.active.append([1, "Belgium", 790.1, 0, "x", "=A1", "=A1", "=A1"])
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(BadInputError, match=r"b\.xlsx.*R5_32.*no result"):
        read_rasmi_buildings(tmp_path / "b.xlsx")


def test_a_workbook_of_another_kind_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.save(tmp_path / "a.xlsx")
    for read in (read_rasmi, read_rasmi_buildings, read_carbon_factors):
        with pytest.raises(BadInputError, match="a.xlsx"):
            read(tmp_path / "a.xlsx")
