"""Areas and inhabitants: codes that ended, mergers, and counts in every spelling of a number."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.clean.context.areas import clean_areas, clean_refnis_file
from circular_metrics.clean.context.mergers import merged_codes
from circular_metrics.clean.context.population import clean_population, municipal_population
from circular_metrics.clean.context.refnis import refnis_areas
from circular_metrics.errors import BadInputError, UnknownLabelError
from circular_metrics.schemas.context import AREAS, POPULATION
from circular_metrics.sources import context as sources

OPEN = "31/12/9999"


def refnis(*rows):
    """Statbel's list: level, code, parent, name, first and last day."""
    names = ["LVL_REFNIS", "CD_REFNIS", "CD_SUP_REFNIS", "TX_REFNIS_NL"]
    raw = pd.DataFrame(rows, columns=[*names, "DT_VLDT_START", "DT_VLDT_END"], dtype=str)
    return raw.assign(TX_REFNIS_FR=raw["TX_REFNIS_NL"])


LIST = refnis(
    ("1", "02000", "-", "Vlaams Gewest", "01/01/1970", OPEN),
    ("2", "70000", "02000", "Limburg", "01/01/1970", OPEN),
    ("3", "71000", "70000", "Hasselt", "01/01/1970", OPEN),
    ("3", "73000", "70000", "Tongeren", "01/01/1970", OPEN),
    ("4", "71022", "71000", "Hasselt", "01/01/1977", OPEN),
    ("4", "73040", "73000", "Kortessem", "01/01/1977", OPEN),
    ("4", "12030", "02000", "Puurs", "01/01/1970", "31/12/2018"),
    ("4", "12041", "02000", "Puurs-Sint-Amands", "01/01/2019", OPEN),
    ("4", "73040", "71000", "Kortessem", "01/01/1970", "31/12/1976"),
)
MERGERS = pd.DataFrame(
    {
        "Fuserende gemeenten": ["Hasselt (71022) + Kortessem (73040)"],
        "\tNieuwe gemeenten": ["Hasselt (voorlopige naam) (71072)"],
    }
)


def areas(raw=LIST, mergers=MERGERS):
    return clean_areas({sources.REFNIS: raw, sources.MERGERS_2025: mergers})


def test_a_code_has_one_row_with_its_first_day_and_its_last_parent():
    found = refnis_areas(LIST, "refnis").table.set_index("code")
    assert found.index.is_unique
    assert found.loc["73040", ["parent", "valid_from"]].tolist() == ["73000", "1970-01-01"]
    assert pd.isna(found.loc["73040", "valid_to"])
    assert found.loc["02000", "parent"] == "BE"


def test_the_last_row_of_a_code_is_the_one_that_began_last_wherever_it_stands():
    turned = LIST.iloc[::-1].reset_index(drop=True)
    pd.testing.assert_frame_equal(
        refnis_areas(turned, "refnis").table, refnis_areas(LIST, "refnis").table
    )


def test_who_merged_in_2019_has_a_successor_and_a_last_day():
    found = refnis_areas(LIST, "refnis").table.set_index("code")
    assert found.loc["12030", ["valid_to", "successor"]].tolist() == ["2018-12-31", "12041"]
    assert found["successor"].notna().sum() == 1
    open_end = LIST.assign(DT_VLDT_END=OPEN)  # a code that is still in use became nothing else
    assert refnis_areas(open_end, "refnis").table["successor"].isna().all()


def test_who_merged_in_2025_ends_the_day_before_and_the_new_one_begins():
    found = areas().table.set_index("code")
    for old in ("71022", "73040"):
        assert found.loc[old, ["valid_to", "successor"]].tolist() == ["2024-12-31", "71072"]
    new = found.loc["71072"]
    assert (new["name_nl"], new["parent"], new["valid_from"]) == ("Hasselt", "71000", "2025-01-01")
    assert pd.isna(new["valid_to"]) and pd.isna(new["successor"])
    assert pd.isna(found.loc["71000", "valid_to"])
    AREAS.validate(areas().table, lazy=True)


def test_a_municipality_that_keeps_its_code_in_a_merger_does_not_end():
    """Antwerp took in Borsbeek and is still 11002."""
    two = refnis(
        ("4", "11002", "02000", "Antwerpen", "01/01/1977", OPEN),
        ("4", "11007", "02000", "Borsbeek", "01/01/1977", OPEN),
    )
    kept = pd.concat([LIST, two], ignore_index=True)
    merger = pd.DataFrame(
        {
            "Fuserende gemeenten": ["Antwerpen (11002) + Borsbeek (11007)"],
            "\tNieuwe gemeenten": ["Antwerpen (11002)"],
        }
    )
    found = areas(kept, merger).table.set_index("code")
    assert pd.isna(found.loc["11002", "valid_to"]) and pd.isna(found.loc["11002", "successor"])
    assert found.loc["11007", ["valid_to", "successor"]].tolist() == ["2024-12-31", "11002"]


def test_a_list_alone_gives_areas_whose_parents_are_there():
    table = clean_refnis_file(LIST.iloc[[4, 5]].reset_index(drop=True), "excerpt.txt").table
    assert pd.isna(table.set_index("code").loc["71022", "parent"])
    assert {"BE", "EU27_2020"} <= set(table["code"])


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"CD_REFNIS": "2000"}, "row 2, column 'CD_REFNIS'.*'2000'.*five digits"),
        ({"CD_SUP_REFNIS": ""}, "row 2, column 'CD_SUP_REFNIS'"),
        ({"DT_VLDT_START": "1970-01-01"}, "row 2.*a date dd/mm/yyyy"),
    ],
)
def test_a_cell_of_the_list_that_is_none_is_named(cells, said):
    with pytest.raises(BadInputError, match=said):
        refnis_areas(LIST.assign(**cells), "refnis")


def test_a_level_without_a_name_is_refused():
    with pytest.raises(UnknownLabelError, match="LVL_REFNIS.*'5'"):
        refnis_areas(LIST.assign(LVL_REFNIS="5"), "refnis")


def test_a_merger_that_does_not_name_its_codes_is_refused():
    unnamed = MERGERS.assign(**{"Fuserende gemeenten": ["Hasselt + Kortessem (73040)"]})
    with pytest.raises(BadInputError, match="row 2.*names with their code"):
        merged_codes(unnamed, "mergers")


def counts(*cells, code="24062"):
    return pd.DataFrame({"NIS_code": code, "inhabitants": cells}, dtype=str)


@pytest.mark.parametrize("cell", ["101396", "101,396", "101 396", "101.396", "101\u00a0396"])
def test_a_count_is_the_same_in_every_spelling(cell):
    cleaned = municipal_population(counts(cell), "inhabitants_2018.csv")
    assert cleaned.table.to_dict("records") == [
        {"area": "24062", "year": 2018, "population": 101_396}
    ]
    marked = cleaned.log.set_index("rule")["rows"]["thousands separator"]
    assert marked == (cell != "101396")


@given(st.integers(1, 10**8), st.sampled_from([" ", ",", ".", "\u202f", ""]))
def test_a_separator_of_thousands_changes_no_count(people, separator):
    cell = f"{people:,}".replace(",", separator)
    table = municipal_population(counts(cell), "inhabitants_2018.csv").table
    assert table["population"].item() == people


@pytest.mark.parametrize("cell", ["101,39", "1.5", "-3", "", "101,396.0", "10 1396", "many"])
def test_what_is_no_count_is_refused_and_not_guessed(cell):
    with pytest.raises(BadInputError, match="row 2, column 'inhabitants'.*a count"):
        municipal_population(counts(cell), "inhabitants_2018.csv")


def test_a_municipality_repeated_for_each_of_its_post_codes_counts_once():
    table = municipal_population(counts("101396", "101,396"), "inhabitants_2018.csv").table
    assert table["population"].tolist() == [101_396]


def test_two_counts_of_one_municipality_are_refused_with_both_rows():
    with pytest.raises(BadInputError, match=r"(?s)row 2.*101396.*row 3.*101397"):
        municipal_population(counts("101396", "101397"), "inhabitants_2018.csv")


def test_parts_by_sex_and_age_add_up():
    raw = pd.DataFrame(
        {
            "CD_REFNIS": ["24062", "24062", "24062"],
            "CD_SEX": ["F", "M", "F"],
            "MS_POPULATION": ["3", "4", "5"],
            "CD_YEAR": ["2021", "2021", "2022"],
        }
    )
    table = municipal_population(raw, "TF_SOC_POP_STRUCT_2021.txt").table
    assert table.set_index("year")["population"].to_dict() == {2021: 7, 2022: 5}


@pytest.mark.parametrize("name", ["inhabitants.csv", "from_2018_to_2019.csv", "120190.csv"])
def test_a_count_without_a_year_is_refused(name):
    with pytest.raises(BadInputError, match="a year in the file's name"):
        municipal_population(counts("5"), name)


def test_a_file_without_a_year_column_is_of_the_year_of_its_vintage():
    cleaned = clean_population(
        {sources.POPULATION_2018: counts("7"), sources.POPULATION_2019: counts("8")}
    )
    found = cleaned.table.set_index("year")
    assert found["population"].to_dict() == {2018: 7, 2019: 8}
    assert found.loc[2019, "vintage"] == "2019"  # and no year between or after is made up
    POPULATION.validate(cleaned.table)


def test_the_lists_are_left_as_they_were():
    raw, mergers, people = LIST.copy(), MERGERS.copy(), counts("101,396")
    before = people.copy()
    areas(LIST, MERGERS)
    municipal_population(people, "inhabitants_2018.csv")
    pd.testing.assert_frame_equal(LIST, raw)
    pd.testing.assert_frame_equal(MERGERS, mergers)
    pd.testing.assert_frame_equal(people, before)


def test_leuvens_inhabitants_are_the_published_ones(published, data):
    """101,396, 101,624 and 102,275 on 1 January 2018 to 2020, as the three files spell them."""
    from circular_metrics.clean.context.population import POPULATION_TABLE
    from circular_metrics.store import make_table

    table = make_table(POPULATION_TABLE, data)[0].table
    leuven = table[table["area"] == "24062"].set_index("year")["population"]
    assert leuven.loc[2018:2020].tolist() == [101_396, 101_624, 102_275]
    assert not {2016, 2017, 2021} & set(leuven.index)
    size = table.groupby("year")["area"].nunique()
    assert size.loc[[2015, 2018, 2019, 2020]].tolist() == [589, 589, 581, 581]
