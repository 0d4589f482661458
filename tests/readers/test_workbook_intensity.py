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


def test_a_workbook_of_another_kind_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.save(tmp_path / "a.xlsx")
    for read in (read_rasmi, read_carbon_factors):
        with pytest.raises(BadInputError, match="a.xlsx"):
            read(tmp_path / "a.xlsx")
