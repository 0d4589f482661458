"""Repair indicators: the published rates of the real release, and the laws that shares obey."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular_metrics.clean.repair.several import ORDS
from circular_metrics.indicators.repair import end_of_life_share as end_of_life_share
from circular_metrics.indicators.repair import repair_success_rate as repair_success_rate
from circular_metrics.indicators.repair import (
    repair_success_rate_resolved as repair_success_rate_resolved,
)
from circular_metrics.indicators.repair import repair_unknown_share as repair_unknown_share
from circular_metrics.indicators.repair_attempts import repairs_attempted as repairs_attempted
from circular_metrics.indicators.repair_attempts import (
    repairs_attempted_per_1000_inhabitants as repairs_attempted_per_1000_inhabitants,
)
from circular_metrics.indicators.sharing import kringloop_reuse as kringloop_reuse
from circular_metrics.indicators.sharing import shared_cars as shared_cars
from circular_metrics.indicators.sharing import total_reuse as total_reuse
from circular_metrics.indicators.sharing import weee_collected as weee_collected
from circular_metrics.statistics.proportions import wilson

CONNECTS = "ords/partners/RepairConnects/202507/OpenRepairData_v0.3_RepairConnects_202507.csv"
PRINTED = 100 * 0.5e-4  # the study printed its rates as fractions to four places


def counts(*rows):
    """A ``repair_counts`` of (source, vintage, area, month, status, records)."""
    names = ["source", "vintage", "area", "month", "status", "records"]
    return pd.DataFrame(rows, columns=names).assign(country="BEL")


@pytest.fixture(scope="module")
def release(published):
    path = published / CONNECTS
    return ORDS.clean(ORDS.read(path), path.name).table


def as_one_year(events):
    """Events of several years as the counts of one place and year."""
    sizes = events.groupby("status").size()
    return counts(*(("ours", "2025-07", "24062", "2021-05", s, n) for s, n in sizes.items()))


@pytest.mark.parametrize(
    ("group", "n", "fixed", "d1", "low", "high", "d2"),
    [
        (None, 2885, 1592, 0.5518, 0.5336, 0.5699, 0.7862),
        ("Maakbaar Leuven", 1450, 753, 0.5193, 0.4936, 0.5449, 0.7325),
        ("Repair Café Gent", 442, 219, 0.4955, 0.4491, 0.5419, 0.8264),
        ("Repair Café Roeselare", 183, 129, 0.7049, 0.6352, 0.7662, 0.7457),
    ],
)
def test_rates_agree_with_the_published_study_of_the_release(
    release, group, n, fixed, d1, low, high, d2
):
    events = release if group is None else release[release["group"] == group]
    table = as_one_year(events)
    first = repair_success_rate(table).set_index("area").loc["24062"]
    second = repair_success_rate_resolved(table).set_index("area").loc["24062"]
    assert (len(events), events["status"].eq("fixed").sum()) == (n, fixed)
    assert first["value"] == pytest.approx(100 * d1, abs=PRINTED)
    assert (first["low"], first["high"]) == pytest.approx((100 * low, 100 * high), abs=PRINTED)
    assert second["value"] == pytest.approx(100 * d2, abs=PRINTED)


def test_gent_and_roeselare_change_places_with_the_definition(release):
    rates = {}
    for rate in (repair_success_rate, repair_success_rate_resolved):
        for group in ("Repair Café Gent", "Repair Café Roeselare"):
            values = rate(as_one_year(release[release["group"] == group]))["value"]
            rates[rate, group] = values.iloc[0]
    assert (
        rates[repair_success_rate, "Repair Café Gent"]
        < rates[repair_success_rate, "Repair Café Roeselare"]
    )
    assert (
        rates[repair_success_rate_resolved, "Repair Café Gent"]
        > rates[repair_success_rate_resolved, "Repair Café Roeselare"]
    )


def test_wilson_agrees_with_the_textbook():
    """Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 gives .2553 to .3662."""
    share = wilson(pd.Series([81]), pd.Series([263])).iloc[0]
    assert (share["low"], share["high"]) == pytest.approx((0.2553, 0.3662), abs=0.5e-4)


def test_without_an_end_of_life_there_is_no_resolved_rate():
    table = counts(("a", "2025-07", "24062", "2021-05", "fixed", 9))
    row = repair_success_rate_resolved(table).iloc[0]
    assert row[["value", "low", "high"]].isna().all()
    assert "no end of life recorded" in row["note"]


def test_only_unknown_outcomes_give_no_rate_and_no_zero():
    table = counts(("a", "2025-07", "24062", "2021-05", "unknown", 9))
    assert repair_success_rate(table).empty
    assert repairs_attempted(table)["value"].tolist() == [9, 9]  # the place, and Belgium
    assert repair_unknown_share(table)["value"].tolist() == [100, 100]


def test_of_two_releases_the_newest_counts_and_two_sources_add_up():
    table = counts(
        ("a", "2023-03", "24062", "2021-05", "fixed", 100),
        ("a", "2025-07", "24062", "2021-05", "fixed", 3),
        ("b", "2022-04", "24062", "2021-06", "end_of_life", 1),
    )
    row = repair_success_rate(table).set_index("area").loc["24062"]
    assert row["value"] == pytest.approx(75)
    assert (row["source"], row["vintage"]) == ("a;b", "2025-07;2022-04")
    assert "newest record 2021-06, newest release 2025-07" in row["note"]


def test_first_and_last_year_and_a_year_cut_by_the_release_are_not_complete():
    table = counts(
        ("a", "2025-07", "24062", "2019-03", "fixed", 1),
        ("a", "2025-07", "24062", "2021-03", "fixed", 1),
        ("b", "2022-04", "24062", "2022-04", "fixed", 1),
        ("a", "2025-07", "24062", "2022-09", "fixed", 1),
        ("a", "2025-07", "24062", "2023-02", "fixed", 1),
    )
    rows = repairs_attempted(table)
    complete = rows[rows["area"] == "24062"].set_index("period")["is_complete"]
    assert complete.to_dict() == {2019: False, 2021: True, 2022: False, 2023: False}


def test_a_year_without_records_stays_a_gap():
    table = counts(
        ("a", "2025-07", "24062", "2019-01", "fixed", 1),
        ("a", "2025-07", "24062", "2021-12", "fixed", 1),
    )
    rows = repairs_attempted(table)
    assert rows[rows["area"] == "24062"]["period"].tolist() == [2019, 2021]


def test_the_processed_table_holds_all_records_of_leuven(published, data):
    from circular_metrics.clean.repair.counts import REPAIR_COUNTS_TABLE
    from circular_metrics.store import make_table

    table = make_table(REPAIR_COUNTS_TABLE, data)[0].table
    attempted = repairs_attempted(table).set_index(["area", "period"])
    assert attempted.loc["24062", "value"].sum() == 1803 + 17  # Maakbaar Leuven and MAAKbar
    assert attempted.loc[("24062", 2023), "note"].startswith("newest record 2023-02")
    assert not attempted.loc[("24062", 2023), "is_complete"]
    assert attempted.loc["24062"].loc[2021, "is_complete"]


def test_repairs_per_thousand_inhabitants_leave_years_without_population_out():
    table = counts(
        ("a", "2025-07", "24062", "2019-01", "fixed", 50),
        ("a", "2025-07", "24062", "2021-12", "fixed", 1),
    )
    population = pd.DataFrame(
        {"area": ["24062"], "year": [2019], "population": [100_000], "source": "p", "vintage": "v"}
    )
    row = repairs_attempted_per_1000_inhabitants(table, population).squeeze()
    assert (row["area"], row["period"], row["value"]) == ("24062", 2019, 0.5)
    assert (row["source"], row["vintage"]) == ("a;p", "2025-07;v")


sizes = st.integers(min_value=0, max_value=10_000)


@settings(deadline=None)
@given(fixed=sizes, repairable=sizes, ended=sizes, unknown=sizes)
def test_shares_add_up_and_the_resolved_rate_is_never_the_lower(fixed, repairable, ended, unknown):
    pairs = {"fixed": fixed, "repairable": repairable, "end_of_life": ended, "unknown": unknown}
    rows = [("a", "2025-07", "24062", "2021-05", s, n) for s, n in pairs.items() if n]
    if not fixed + repairable + ended:
        return
    table = counts(*rows)
    before = table.copy()
    first, second, last = (
        (
            rate(table).set_index("area").loc["24062"]
            for rate in (repair_success_rate, repair_success_rate_resolved, end_of_life_share)
            if rate is not repair_success_rate_resolved or fixed + ended
        )
        if fixed + ended
        else (repair_success_rate(table).set_index("area").loc["24062"], None, None)
    )
    assert first["low"] - 1e-9 <= first["value"] <= first["high"] + 1e-9
    assert first["low"] >= 0 and first["high"] <= 100 + 1e-9
    if second is not None and not np.isnan(second["value"]):
        assert second["value"] >= first["value"] - 1e-9
    if last is not None:
        rest = 100 * repairable / (fixed + repairable + ended)
        assert first["value"] + last["value"] + rest == pytest.approx(100)
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(
    ("compute", "measure", "unit", "stated"),
    [
        (kringloop_reuse, "kringloop_reuse_kg_per_inhabitant", "kg/inhabitant", 5.5),
        (total_reuse, "total_reuse_kg_per_inhabitant", "kg/inhabitant", 35.5),
        (shared_cars, "shared_cars_per_1000_inhabitants", "per 1000 inhabitants", 2.06),
        (weee_collected, "weee_kg_per_inhabitant", "kg/inhabitant", 9.0),
    ],
)
def test_stated_figures_stay_claims(compute, measure, unit, stated):
    claims = pd.DataFrame(
        {
            "claim": [f"{measure}-1", "other"],
            "measure": [measure, "something_else"],
            "area": "24062",
            "period": pd.Series([2022, 2022], dtype="Int64"),
            "value": [stated, 1.0],
            "unit": unit,
            "scope": "as stated",
            "dated": [None, "2022"],
            "preferred": True,
            "note": None,
        }
    )
    row = compute(claims).squeeze()
    assert (row["value"], row["status"], row["source"]) == (stated, "claimed", f"{measure}-1")
    assert row["vintage"] == "undated"
