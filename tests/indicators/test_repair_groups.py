"""Leuven's groups, the impact of what they fixed, and rates by five definitions."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.clean.repair.factors import FAULTS, REPAIR_FACTORS_TABLE, clean_repair_factors
from circular_metrics.errors import StaleTableError
from circular_metrics.indicators import repair_groups as groups
from circular_metrics.indicators.repair_impact import (
    factor_matrix,
    impact,
    point_impact,
    tornado,
)
from circular_metrics.indicators.repair_rates import by_outcome, success_rates
from circular_metrics.indicators.repair_savings import (
    mean_ages,
    remaining_life,
    repair_saving,
    vito_factors,
)
from circular_metrics.sources import repair_factors as sources
from circular_metrics.statistics.sorting import CONFIDENT

LEUVEN = ["24062"]


@pytest.fixture(scope="module")
def counts(data):
    table = store.read_table(TABLES["repair_counts"], data)
    newest = {"ords_repair_connects": "2025-07", "ords_restart_project": "2022-04"}
    return table[table["vintage"] == table["source"].map(newest)]


@pytest.fixture(scope="module")
def factors(data):
    return store.read_table(TABLES["repair_factors"], data)


def rates(fixed, repairable, ended, unknown):
    table = pd.DataFrame(
        {
            "fixed": [fixed],
            "repairable": [repairable],
            "end_of_life": [ended],
            "unknown": [unknown],
        }
    )
    return success_rates(table).iloc[0]


number = st.integers(0, 500)


@settings(deadline=None)
@given(number, number, number, number)
def test_the_definitions_keep_their_order(fixed, repairable, ended, unknown):
    found = rates(fixed, repairable, ended, unknown)
    if fixed + repairable + ended:
        assert found["d1_low"] - 1e-9 <= found["d1"] <= found["d1_high"] + 1e-9
        assert found["d3"] <= found["d1"] + 1e-9
        assert found["d3"] <= found["d4"] and found["d3"] <= found["d5"]
    if fixed + repairable + ended and ended:
        assert found["d2"] >= found["d1"] - 1e-9
    assert pd.isna(found["d2"]) == (ended == 0)
    assert pd.isna(found["d3"]) == (fixed + repairable + ended + unknown == 0)


def test_the_bounds_that_unknown_leaves_open():
    """Repair Café Toronto 202507: 3,739 of 5,567 unknown; the bounds are as far apart."""
    found = rates(1000, 400, 428, 3739)
    assert found["d4"] - found["d3"] == pytest.approx(3739 / 5567)


def test_leuven_has_two_organisations_and_two_providers(counts):
    found = groups.group_rates(counts, LEUVEN).set_index(["provider", "group"])
    assert found["n"].to_dict() == {
        ("Repair Connects", "MAAKbar"): 17,
        ("Repair Connects", "Maakbaar Leuven"): 1450,
        ("The Restart Project", "Maakbaar Leuven"): 353,
    }
    assert found.loc[("Repair Connects", "Maakbaar Leuven"), "month"] == "2023-02"
    assert groups.possible_duplicates(counts, "24062").empty  # 1,803: the union is safe


def test_possible_duplicates_of_two_providers_are_reported():
    row = {
        "source": "a", "vintage": "2025-07", "area": "36015", "month": "2021-05",
        "product_category": "Lamp", "status": "fixed", "records": 2,
    }  # fmt: skip
    table = pd.DataFrame(
        [row | {"provider": "A"}, row | {"provider": "B", "source": "b", "records": 3},
         row | {"provider": "B", "source": "b", "status": "unknown"}]
    )  # fmt: skip
    found = groups.possible_duplicates(table, "36015")
    assert found[["status", "candidates"]].to_numpy().tolist() == [["fixed", 2]]


def test_leuvens_d1_falls_because_repairable_doubled_while_d2_stays(counts):
    """D1 67 % (2020) to 47 % (2022) on Repair Connects, D2 within 72 to 81 %; to whole points."""
    mine = counts[(counts["group"] == "Maakbaar Leuven") & (counts["provider"] == groups.PLATFORM)]
    mine = mine.assign(year=mine["month"].str[:4])
    found = success_rates(by_outcome(mine, ["year"])).set_index("year")
    assert found.loc["2020", "d1"] == pytest.approx(0.67, abs=0.005)
    assert found.loc["2022", "d1"] == pytest.approx(0.47, abs=0.005)
    assert found.loc["2020":"2022", "d2"].between(0.715, 0.815).all()


def test_a_standardised_trend_of_one_category_is_the_crude_one():
    table = pd.DataFrame(
        [("s", "2025-07", "P", "24062", f"{year}-03", "Lamp", status, n)
         for year, status, n in [(2020, "fixed", 6), (2020, "repairable", 4), (2021, "fixed", 5),
                                 (2021, "end_of_life", 15)]],
        columns=["source", "vintage", "provider", "area", "month", "product_category", "status",
                 "records"],
    )  # fmt: skip
    found = groups.standardised_trend(table, LEUVEN)
    assert found["value"].tolist() == pytest.approx(found["crude"].tolist())
    assert found["crude"].tolist() == pytest.approx([0.6, 0.25])
    resolved = groups.standardised_trend(table, LEUVEN, "d2")
    assert resolved["value"].tolist() == pytest.approx(resolved["crude"].tolist())
    assert resolved["crude"].tolist() == pytest.approx([1, 0.25])


def test_a_change_of_mix_alone_is_no_trend():
    """Lamps are fixed 9 times in 10, printers 1 in 10; only the mix differs between the years."""
    rows = []
    for year, lamps, printers in [(2020, 90, 10), (2021, 10, 90)]:
        for kind, n, share in [("Lamp", lamps, 0.9), ("Printer/scanner", printers, 0.1)]:
            rows += [("s", "v", "P", "24062", f"{year}-03", kind, "fixed", round(n * share)),
                     ("s", "v", "P", "24062", f"{year}-03", kind, "end_of_life",
                      n - round(n * share))]  # fmt: skip
    names = ["source", "vintage", "provider", "area", "month", "product_category", "status",
             "records"]  # fmt: skip
    found = groups.standardised_trend(pd.DataFrame(rows, columns=names), LEUVEN)
    assert found["crude"].tolist() == pytest.approx([0.82, 0.18])
    assert found["value"].tolist() == pytest.approx([0.5, 0.5])


def test_power_says_that_small_changes_cannot_be_seen(counts):
    found = groups.power(counts, LEUVEN)
    assert found["change"] > found["half_width"] > 0.04


def test_a_usual_year_is_one_that_is_whole(counts):
    """2019 to 2022: 221, 176, 382 and 891 records; 2018 and 2023 are cut off by the records."""
    found = groups.power(counts, LEUVEN)
    assert found["records"] == (221 + 382) // 2
    p, n = found["rate"], found["records"]
    assert found["half_width"] == pytest.approx(1.96 * (p * (1 - p) / n) ** 0.5, rel=0.02)


def test_ages_have_a_row_for_what_was_not_asked_and_lose_nobody(counts):
    found = groups.ages(counts, LEUVEN)
    assert found["from_age"].isna().sum() == 1
    assert found["n"].sum() == 1820


# ---- factors and impact ----


def test_factors_agree_with_the_published_summary(factors):
    """Restart's summary: Kettle 44.32 kg; Vacuum 6.80 kg and a deviation of 11.9 on 7 products."""
    restart = factors[factors["factor_set"] == "restart"].set_index("product_category")
    assert restart.loc["Kettle", "co2e_kg"] == pytest.approx(44.32)
    assert restart.loc["Vacuum", "spread"] == pytest.approx(11.9, abs=0.05)
    assert restart.loc["Vacuum", "products"] == 7
    assert restart.loc["Laptop", "co2e_kg"] == pytest.approx(300.3884963)
    assert pd.isna(restart.loc["Musical instrument", "co2e_kg"])
    assert "Misc" not in set(factors["product_category"])


def test_a_vacuum_weighs_cbs_weight_and_not_ten_times_it(factors):
    """CBS, key 0204: 5.88 kg; the table of openrepair/tools says 58.8."""
    vacuum = factors[factors["product_category"] == "Vacuum"].set_index("factor_set")["kg"]
    assert vacuum["cbs"] == 5.88
    assert vacuum.dropna().between(5, 8).all()


def test_known_faults_are_left_out_only_while_they_stand(published, data):
    raw = {s: read(store.raw_file(s, data)) for s, read in REPAIR_FACTORS_TABLE.inputs.items()}
    table = clean_repair_factors(raw).table
    mine = table[table["factor_set"] == "sharepair"].set_index("product_category")
    assert "Games console" not in mine.index
    assert pd.isna(mine.loc["Musical instrument", "co2e_kg"])
    assert mine.loc["Musical instrument", "kg"] == 17.7
    devices = raw[sources.DEVICE_TYPES]
    assert {fault.label for fault in FAULTS} <= set(devices["name_nl"])
    small = devices[devices["name_nl"] == "Klein keukenelektro"].iloc[0]
    washing = devices[devices["name_nl"] == "Wasmachine"].iloc[0]
    same = ["product_weight_kg", "product_co_kg"]
    assert washing[same].tolist() == small[same].tolist()
    mended = devices.assign(
        product_weight_kg=devices["product_weight_kg"].where(
            devices["name_nl"] != "Wasmachine", "70"
        )
    )
    with pytest.raises(StaleTableError, match="Wasmachine"):
        clean_repair_factors({**raw, sources.DEVICE_TYPES: mended})


def test_jewellery_and_hand_tools_of_restarters_are_per_kilogram(published):
    """59.190 = 3.3344 / 0.05633 and 4.670 = 4.3486 / 0.9310: why that table is not a set here."""
    text = (published / "repair_factors/restarters_net_categories.csv").read_text()
    assert "Jewellery,0,0.060,59.190" in text and "Hand tool,0,0.930,4.670" in text
    jewellery, tool = 3.334411211 / 0.05633027523, 4.348573127 / 0.9310344828
    assert jewellery == pytest.approx(59.19, abs=0.01)
    assert tool == pytest.approx(4.67, abs=0.005)


def test_leuvens_totals_by_restart_alone(counts, factors):
    """Study of the platform's records of Maakbaar Leuven: 753 fixed, 2,934 kg and 22.5 t CO2e at
    a displacement of 0.5, 13.5 t at 0.3; with The Restart Project 921, 3,383 kg and 26.6 t."""
    mine = counts[counts["group"] == "Maakbaar Leuven"]
    platform = groups.fixed_by_category(mine[mine["provider"] == groups.PLATFORM], LEUVEN)
    both = groups.fixed_by_category(mine, LEUVEN)
    assert (sum(platform.values()), sum(both.values())) == (753, 921)
    assert point_impact(platform, factors, "restart")["kg"] == pytest.approx(2934, abs=0.5)
    assert point_impact(platform, factors, "restart", 0.5)["co2e_kg"] == pytest.approx(
        22_500, abs=50
    )
    assert point_impact(platform, factors, "restart", 0.3)["co2e_kg"] == pytest.approx(
        13_500, abs=50
    )
    assert point_impact(both, factors, "restart")["kg"] == pytest.approx(3383, abs=0.5)
    assert point_impact(both, factors, "restart", 0.5)["co2e_kg"] == pytest.approx(26_600, abs=50)


def test_impact_is_a_range_that_scales_with_displacement(factors):
    fixed = {"Kettle": 100, "Lamp": 50, "Misc": 20}
    whole = impact(fixed, factors, (1.0, 1.0, 1.0)).set_index("measure")
    half = impact(fixed, factors, (0.5, 0.5, 0.5)).set_index("measure")
    none = impact(fixed, factors, (0.0, 0.0, 0.0))
    ends = ["low", "central", "high"]
    assert (whole[ends] / 2).to_numpy() == pytest.approx(half[ends].to_numpy())
    assert (none[ends] == 0).all(axis=None)
    assert ((whole["low"] < whole["central"]) & (whole["central"] < whole["high"])).all()
    twice = impact({k: 2 * n for k, n in fixed.items()}, factors, (1.0, 1.0, 1.0))
    assert twice.set_index("measure")[ends].to_numpy() == pytest.approx(2 * whole[ends].to_numpy())


@pytest.mark.parametrize("scenarios", [(0.5, 0.25, 0.75), (-0.1, 0.5, 1.0), (0.2, 0.5, 1.1)])
def test_displacement_is_a_rate(factors, scenarios):
    with pytest.raises(ValueError, match="within 0 and 1"):
        impact({"Kettle": 1}, factors, scenarios)


def test_every_bar_of_the_tornado_holds_the_centre_and_the_widest_is_on_top(factors):
    found = tornado({"Kettle": 100, "Lamp": 50, "Misc": 20}, factors)
    assert ((found["low"] <= found["central"]) & (found["central"] <= found["high"])).all()
    assert (found["high"] - found["low"]).is_monotonic_decreasing
    assert set(found["choice"]) == {"displacement", "factors", "misc", "spread"}


def test_a_set_without_a_factor_takes_the_mean_of_the_others(factors):
    matrix = factor_matrix(factors, ["Kettle", "Games console"], "co2e_kg")["Games console"]
    known = factors[factors["product_category"] == "Games console"].set_index("factor_set")
    assert matrix["sharepair"] == pytest.approx(known["co2e_kg"].mean())


@pytest.mark.parametrize(
    ("age", "lifetime", "years"), [(0, 8, 8), (2, 8, 6), (5, 8, 3), (6, 8, 2), (30, 12, 3)]
)
def test_remaining_life_is_vitos(age, lifetime, years):
    assert remaining_life(age, lifetime) == years


def test_a_vacuums_saving_by_hand(data):
    """VITO, vacuum A+++: after 5 years buying 24.4 + 11.6 + 2.8, repairing 2.8 + 2.8; 33.2 kg."""
    savings = store.read_table(TABLES["repair_savings"], data)
    found = repair_saving(savings, "vacuum cleaner", 3).set_index("label")
    assert found.loc["A+++ / A", "saving_kg"] == pytest.approx(33.2)
    assert found.loc["A+++ / A", "years_after"] == 5
    assert found.loc["A+++ / A", "break_even"] == 1


def test_vito_is_a_set_only_where_its_products_apply(data, factors):
    """VITO's products are like four categories; its printers by hand, its vacuums by label."""
    savings = store.read_table(TABLES["repair_savings"], data)
    found = vito_factors(savings, {"Vacuum": 3.0}).set_index("product_category")["co2e_kg"]
    assert set(found.index) == {"Vacuum", "Laptop", "Printer/scanner", "Coffee maker"}
    by_label = repair_saving(savings, "vacuum cleaner", 3)["saving_kg"]
    assert len(by_label) == 6 and found["Vacuum"] == pytest.approx(by_label.mean())
    # printer, no age known: L / 2 = 2 years, 2 left: buying 48.1, repairing 13.4
    assert found["Printer/scanner"] == pytest.approx(48.1 - 13.4)
    both = pd.concat([factors, vito_factors(savings, {})], ignore_index=True)
    kettles = {"Kettle": 50}
    assert point_impact(kettles, both, "vito")["co2e_kg"] == 0
    shown = factor_matrix(both, ["Vacuum", "Kettle"], "kg")
    assert "vito" not in shown.index  # it has no weight


def test_the_mean_age_counts_each_record():
    rows = pd.DataFrame(
        {
            "product_category": ["Vacuum", "Vacuum", "Vacuum", "Lamp"],
            "status": ["fixed", "fixed", "end_of_life", "fixed"],
            "age_years": [2, 8, 20, None],
            "records": [3, 1, 5, 4],
        }
    )
    assert mean_ages(rows, "fixed") == {"Vacuum": (3 * 2 + 8) / 4}


# ---- faults and releases ----


def test_faults_are_counts_without_text_and_abstain(data):
    table = store.read_table(TABLES["repair_faults"], data)
    assert list(table.columns) == ["area", "product_category", "status", "fault", "records"]
    assert {"unsure", "no text"} <= set(table["fault"])
    assert table["fault"].str.len().max() < 40
    scored = store.read_table(TABLES["fault_scores"], data).set_index(
        ["product_category", "language"]
    )
    assert scored.loc[("Vacuum", "nl"), "f1"] > 0.7  # learned from 1,902 Dutch texts
    # a label is given at a chance above one half, so that more than half of them must be right
    assert (scored.xs("all", level="language")["precision"] > CONFIDENT).all()


def test_the_platforms_releases_hold_the_same_records(data):
    table = store.read_table(TABLES["release_changes"], data)
    mine = table[table["source"] == "ords_repair_connects"]
    assert (mine[["added", "removed"]] == 0).all(axis=None)
    assert (mine["same"] + mine["edited"] + mine["recoded"] == 2885).all()
    assert mine["edited"].sum() == 167 and mine["recoded"].sum() == 3
    assert set(mine["newest"]) == {"2023-02"}
