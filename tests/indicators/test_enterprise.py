"""Starters and local units: hand arithmetic, mergers, and what is not known stays unknown."""

import pandas as pd
import pytest

from circular_metrics.indicators.enterprise import (
    establishments,
    establishments_per_10000_inhabitants,
    five_year_survival,
    five_year_survival_water_waste,
    starters_water_waste,
)
from circular_metrics.indicators.enterprise_sections import survival_by_section

STARTERS = pd.DataFrame(
    [
        # year, province, region, NACE section, starters, still there after five years
        (2015, "20001", "02000", "E", 10, 6),
        (2015, "20001", "02000", "C", 40, 30),
        (2015, "10000", "02000", "C", 50, 24),
        (2015, "04000", "04000", "C", 100, 40),
        (2020, "20001", "02000", "E", 7, None),
    ],
    columns=["year", "area", "region", "nace_section", "starters", "survivors_5"],
).astype({"survivors_5": "Int64"})


def at(observed, area, period):
    return observed[(observed["area"] == area) & (observed["period"] == period)]


def test_five_year_survival_of_a_province_its_region_and_the_country():
    """36 of 50; 60 of 100 in the region; Brussels is its own region: 100 of 200 in Belgium."""
    observed = five_year_survival(STARTERS)
    assert at(observed, "20001", 2020)["value"].item() == pytest.approx(72)
    assert at(observed, "02000", 2020)["value"].item() == pytest.approx(60)
    assert at(observed, "04000", 2020)["value"].item() == pytest.approx(40)
    assert at(observed, "BE", 2020)["value"].item() == pytest.approx(50)
    brussels = at(observed, "04000", 2020)  # not once as province and once as region
    assert brussels["note"].item() == "40 of 100 starters"


def test_the_interval_of_survival_is_wilsons():
    """50 of 100 at 95 %: 40.38 to 59.62, as tabulated for Wilson's score interval."""
    rows = STARTERS.iloc[[1]].assign(starters=100, survivors_5=50)
    observed = at(five_year_survival(rows), "20001", 2020)
    assert observed["low"].item() == pytest.approx(40.38, abs=0.005)
    assert observed["high"].item() == pytest.approx(59.62, abs=0.005)


def test_those_who_started_less_than_five_years_ago_have_no_rate_yet():
    assert at(five_year_survival(STARTERS), "20001", 2025).empty


def test_five_year_survival_water_waste_is_of_section_e_alone():
    observed = five_year_survival_water_waste(STARTERS)
    assert at(observed, "20001", 2020)["value"].item() == pytest.approx(60)
    assert at(observed, "10000", 2020).empty  # no starter in E: no rate, not a rate of zero


def test_where_nobody_started_there_is_no_rate():
    nobody = STARTERS.iloc[[0]].assign(starters=0, survivors_5=0)
    assert five_year_survival(nobody).empty


def test_starters_water_waste_counts_section_e():
    observed = starters_water_waste(STARTERS)
    assert at(observed, "20001", 2015)["value"].item() == 10
    assert at(observed, "BE", 2020)["value"].item() == 7
    assert at(observed, "04000", 2015).empty


UNITS = pd.DataFrame(
    [("11111", 2019, 300), ("22222", 2019, 50), ("22222", 2020, 60)],
    columns=["area", "year", "establishments"],
)
AREAS = pd.DataFrame(
    [
        ("11111", "municipality", None, None, None),
        ("22222", "municipality", None, None, None),
        ("22221", "municipality", None, "2024-12-31", "11111"),
    ],
    columns=["code", "level", "valid_from", "valid_to", "successor"],
)
PEOPLE = pd.DataFrame(
    [("11111", 2019, 2000), ("22221", 2019, 1000), ("22222", 2019, 500)],
    columns=["area", "year", "population"],
)


def test_establishments_are_as_published():
    assert establishments(UNITS)["value"].tolist() == [300, 50, 60]


def test_establishments_per_10000_inhabitants_add_up_who_has_merged():
    """300 units among 2,000 + 1,000 people who share a municipality today: 1,000 per 10,000."""
    observed = establishments_per_10000_inhabitants(UNITS, PEOPLE, AREAS)
    assert at(observed, "11111", 2019)["value"].item() == pytest.approx(1000)
    assert at(observed, "22222", 2019)["value"].item() == pytest.approx(1000)
    assert at(observed, "22222", 2020).empty  # inhabitants of 2020 are not known


def test_a_code_that_did_not_yet_exist_is_not_waited_for():
    """33333 began in 2022 out of 11111, whose 2,000 people are all there were in 2019."""
    later = pd.concat(
        [
            AREAS.iloc[[1]],
            pd.DataFrame(
                [
                    ("11111", "municipality", None, "2021-12-31", "33333"),
                    ("33333", "municipality", "2022-01-01", None, None),
                ],
                columns=AREAS.columns,
            ),
        ],
        ignore_index=True,
    )
    units = UNITS.assign(area=UNITS["area"].replace("11111", "33333"))
    people = PEOPLE[PEOPLE["area"] != "22221"]
    observed = establishments_per_10000_inhabitants(units, people, later)
    assert at(observed, "33333", 2019)["value"].item() == pytest.approx(1500)


def test_a_merged_municipality_of_which_one_part_is_unknown_has_no_rate():
    partly = PEOPLE[PEOPLE["area"] != "22221"]
    assert at(establishments_per_10000_inhabitants(UNITS, partly, AREAS), "11111", 2019).empty


def test_survival_by_section_by_hand():
    """7 of 10 left in one section, 1 of 4 in another; a younger cohort is not due yet."""
    starters = pd.DataFrame(
        {
            "year": [2018, 2018, 2018, 2020],
            "area": ["20001", "20001", "10000", "20001"],
            "region": "02000",
            "nace_section": ["E", "S", "E", "E"],
            "starters": [10, 4, 100, 9],
            "survivors_5": pd.array([7, 1, 50, None], dtype="Int64"),
        }
    )
    found = survival_by_section(starters, "20001").set_index("section")
    assert found["value"].to_dict() == {"E": 70.0, "S": 25.0}
    assert found.loc["E", "low"] == pytest.approx(39.68, abs=0.01)  # Wilson for 7 of 10
    assert found.loc["E", "high"] == pytest.approx(89.22, abs=0.01)
    flanders = survival_by_section(starters, "02000").set_index("section")
    assert flanders.loc["E", "value"] == pytest.approx(100 * 57 / 110)
