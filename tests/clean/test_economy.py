"""Starters and local units: what is yet to come stays missing, names find their codes or stop."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.clean.economy import (
    clean_establishment_table,
    clean_establishments,
    clean_starters,
    municipality_codes,
)
from circular_metrics.clean.economy_activities import (
    clean_circular_activities,
    clean_correspondence,
)
from circular_metrics.errors import BadInputError, UnknownLabelError
from circular_metrics.schemas.economy import ESTABLISHMENTS, STARTER_SURVIVAL
from circular_metrics.sources import context
from circular_metrics.sources import economy as sources


def starters(*rows):
    """Statbel's table: year, region, province, section, starters, left after 1 to 5 years."""
    return pd.DataFrame(rows, columns=["y", "r", "p", "n1", "fr", *(f"s{n}" for n in range(1, 6))])


RAW_STARTERS = starters(
    ("2018", "2000", "20001", "E", "10", "9", "8.0", "7.0", "6.0", "5.0"),
    ("2018", "4000", "", "E", "4", "4", "3.0", "3.0", "2.0", "2.0"),
    ("2022", "2000", "20001", "X", "7", "6", "5.0", "", "", ""),
)


def test_survivors_that_are_yet_to_come_are_missing_and_brussels_is_its_own_area():
    cleaned = clean_starters(RAW_STARTERS, "starters.csv")
    table = cleaned.table
    assert table["area"].tolist() == ["20001", "04000", "20001"]
    assert table["region"].tolist() == ["02000", "04000", "02000"]
    assert table["survivors_5"].fillna(-1).tolist() == [5, 2, -1]
    assert table["survivors_2"].tolist() == [8, 3, 5]
    log = cleaned.log.set_index("rule")["rows"]
    assert log["Brussels"] == 1 and log["survivors to come"] == 1
    STARTER_SURVIVAL.validate(table)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"y": "18"}, "row 2.*a year in column 'y'"),
        ({"fr": ""}, "row 2.*a number of starters"),
        ({"fr": "4.5"}, "row 2.*whole number"),
        ({"s3": "-1"}, "row 2, column 's3'"),
    ],
)
def test_a_cell_of_the_starters_that_is_none_is_named(cells, said):
    with pytest.raises(BadInputError, match=said):
        clean_starters(RAW_STARTERS.assign(**cells), "starters.csv")


@pytest.mark.parametrize("cells", [{"r": "5000"}, {"p": "20003"}, {"n1": "Z"}])
def test_a_region_province_or_section_without_a_code_is_refused(cells):
    ((column, label),) = cells.items()
    with pytest.raises(UnknownLabelError, match=f"'{column}'.*'{label}'"):
        clean_starters(RAW_STARTERS.assign(**cells), "starters.csv")


def test_a_place_year_and_section_twice_is_refused():
    twice = pd.concat([RAW_STARTERS, RAW_STARTERS.iloc[[1]]], ignore_index=True)
    with pytest.raises(BadInputError, match="row 5.*each row once"):
        clean_starters(twice, "starters.csv")


def units(*rows):
    """A be.STAT view: place names from region to municipality, quarter, local units."""
    names = ["Gewest", "Provincie", "Arrondissement", "Gemeente", "Kwartaal"]
    return pd.DataFrame(rows, columns=[*names, "Aantal vestigingseenheden"], dtype=str)


FLEMISH = ("Vlaams Gewest", "Provincie Vlaams-Brabant", "Arrondissement Leuven")
RAW_UNITS = units(
    (*FLEMISH, "Leuven", "4de kwartaal 2022", "12000"),
    (*FLEMISH, "Leuven", "4de kwartaal 2023", "12848"),
    (*FLEMISH, "Leuven", "4de kwartaal 2023", "12848"),
    (*FLEMISH, "Diest", "4de kwartaal 2023", "2000"),
    ("Onbepaalde locatie", "", "", "", "4de kwartaal 2023", "99"),
)


def test_a_row_repeated_counts_once_and_what_has_no_location_is_set_aside():
    cleaned = clean_establishments(RAW_UNITS, "units.json")
    found = cleaned.table.set_index(["municipality", "year"])["establishments"]
    assert found.to_dict() == {
        ("Leuven", 2022): 12000,
        ("Leuven", 2023): 12848,
        ("Diest", 2023): 2000,
    }
    assert cleaned.quarantine["Aantal vestigingseenheden"].tolist() == ["99"]
    assert cleaned.quarantine[["line", "reason"]].to_numpy().tolist() == [[5, "no location"]]
    assert cleaned.log.set_index("rule")["rows"]["exact repetitions"] == 1
    assert len(cleaned.table) + len(cleaned.quarantine) + 1 == len(RAW_UNITS)


@pytest.mark.parametrize(
    ("row", "cells", "said"),
    [
        (2, {"Aantal vestigingseenheden": "12849"}, "row 3.*one number a year"),
        (3, {"Kwartaal": "3de kwartaal 2023"}, "row 4.*4de kwartaal"),
        (3, {"Gemeente": ""}, "row 4.*the name of a municipality"),
        (3, {"Aantal vestigingseenheden": ""}, "row 4.*a number of local units"),
        (3, {"Aantal vestigingseenheden": "2.000"}, "row 4.*whole number"),
    ],
)
def test_a_fact_that_is_none_is_named_by_its_place_in_the_view(row, cells, said):
    raw = RAW_UNITS.copy()
    for column, cell in cells.items():
        raw.loc[row, column] = cell
    with pytest.raises(BadInputError, match=said):
        clean_establishments(raw, "units.json")


def refnis(*rows):
    """Statbel's list of codes: level, code, Dutch name, last day."""
    return pd.DataFrame(rows, columns=["LVL_REFNIS", "CD_REFNIS", "TX_REFNIS_NL", "DT_VLDT_END"])


IN_USE = "31/12/9999"
REFNIS = refnis(
    ("3", "24000", "Arrondissement Leuven", IN_USE),
    ("3", "71000", "Arrondissement Hasselt", IN_USE),
    ("4", "24062", "Leuven", IN_USE),
    ("4", "24020", "Diest", IN_USE),
    ("4", "24999", "Heverlee", "31/12/1976"),
    ("4", "71022", "Hasselt", IN_USE),
    ("4", "73040", "Kortessem", IN_USE),
    ("4", "71057", "Tessenderlo (Limburg)", IN_USE),
)
MERGERS = pd.DataFrame(
    {
        "Fuserende gemeenten": ["Hasselt (71022) + Kortessem (73040)"],
        "\tNieuwe gemeenten": ["Hasselt (voorlopige naam) (71072)"],
    }
)


def test_codes_of_2025_are_those_in_use_less_the_merged_plus_the_new():
    assert municipality_codes(REFNIS, MERGERS) == {
        ("Arrondissement Leuven", "Leuven"): "24062",
        ("Arrondissement Leuven", "Diest"): "24020",
        ("Arrondissement Hasselt", "Hasselt"): "71072",
        ("Arrondissement Hasselt", "Tessenderlo"): "71057",
    }


def test_local_units_get_the_code_of_their_municipality():
    raw = {sources.LOCAL_UNITS: RAW_UNITS, context.REFNIS: REFNIS, context.MERGERS_2025: MERGERS}
    cleaned = clean_establishment_table(raw)
    found = cleaned.table.set_index(["area", "year"])["establishments"]
    assert found.to_dict() == {
        ("24062", 2022): 12000,
        ("24062", 2023): 12848,
        ("24020", 2023): 2000,
    }
    assert set(cleaned.table["source"]) == {sources.LOCAL_UNITS.key}
    ESTABLISHMENTS.validate(cleaned.table)


def test_a_namesake_in_another_arrondissement_gets_no_code():
    elsewhere = RAW_UNITS.assign(Arrondissement="Arrondissement Hasselt")
    raw = {sources.LOCAL_UNITS: elsewhere, context.REFNIS: REFNIS, context.MERGERS_2025: MERGERS}
    with pytest.raises(UnknownLabelError, match=r"'Leuven' in 'Arrondissement Hasselt' \(2 rows\)"):
        clean_establishment_table(raw)


@given(st.permutations(range(5)))
def test_the_order_of_the_view_does_not_matter(order):
    def table(raw):
        found = clean_establishments(raw.reset_index(drop=True), "units.json").table
        return found.sort_values(["municipality", "year"], ignore_index=True)

    before = RAW_UNITS.copy()
    pd.testing.assert_frame_equal(table(RAW_UNITS.iloc[order]), table(RAW_UNITS))
    pd.testing.assert_frame_equal(RAW_UNITS, before)


OFFICIAL = pd.DataFrame(
    {
        "CODE": ["38.21", "95.10"],
        "NATIONAL_TITLE_BE_NL": ["Materiaalterugwinning", "Herstelling"],
        "NATIONAL_TITLE_BE_EN": ["Materials recovery", "Repair"],
    }
)
DECLARED = pd.DataFrame(
    {
        "definition": "ours",
        "group": ["recycling", "recycling"],
        "version": ["2008", "2025"],
        "code": ["95.10", "38.21"],  # the number 95.10 may mean something else in 2008
        "match": "one",
        "note": "",
    }
)


def activities(declared):
    raw = {sources.NACE_CIRCULAR: declared, sources.NACE_BEL_2025: OFFICIAL}
    return clean_circular_activities(raw)


def test_a_class_of_2025_has_statbels_title_and_one_of_2008_has_none():
    found = activities(DECLARED).table.set_index("version")[["title_nl", "title_en"]]
    assert found.loc["2025"].tolist() == ["Materiaalterugwinning", "Materials recovery"]
    assert found.loc["2008"].isna().all()


def test_a_class_that_statbel_does_not_have_or_that_stands_twice_is_refused():
    with pytest.raises(BadInputError, match=r"row 3.*38\.32.*a class of NACE-BEL 2025"):
        activities(DECLARED.assign(code="38.32"))
    with pytest.raises(BadInputError, match="row 4.*each class once"):
        activities(pd.concat([DECLARED, DECLARED.iloc[[0]]], ignore_index=True))


def test_a_successor_must_be_a_class_of_2025():
    pairs = pd.DataFrame({"code_2008": ["38.32"], "code_2025": ["38.21"], "match": ["part"]})
    raw = {sources.NACE_2008_2025: pairs, sources.NACE_BEL_2025: OFFICIAL}
    assert clean_correspondence(raw).table.to_dict("records") == pairs.to_dict("records")
    with pytest.raises(BadInputError, match=r"row 2.*99\.99"):
        clean_correspondence(raw | {sources.NACE_2008_2025: pairs.assign(code_2025="99.99")})
