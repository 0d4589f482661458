"""Steps that indicators share: newest vintages, ratios with bounds, claims with their page."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.observations import (
    NONE_KNOWN,
    ROUNDING,
    flag_note,
    from_claims,
    from_series,
    is_newest,
    ratio,
    with_rounding,
)


def series(*rows, measure="gdp_chain_linked", half_step=0.5, source="one"):
    """``eurostat_series`` from (area, year, value, vintage[, flag])."""
    names = ["area", "year", "value", "vintage", "flag"]
    frame = pd.DataFrame([(*row, None)[:5] for row in rows], columns=names)
    frame = frame.astype({"value": float, "flag": "str"})
    return frame.assign(measure=measure, half_step=half_step, source=source)


def observed(*rows, **kwargs):
    return from_series(series(*rows, **kwargs), "gdp_chain_linked")


def test_the_newest_vintage_of_a_year_is_drawn_also_where_it_has_withdrawn_the_value():
    found = observed(
        ("BE", 2020, 5, "2024-01"), ("BE", 2020, 6, "2025-01"), ("BE", 2021, 7, "2024-01"),
        ("BE", 2022, 8, "2024-01"), ("BE", 2022, None, "2025-01"), ("NL", 2020, 9, "2024-01"),
    )  # fmt: skip
    drawn = found[found["preferred"]]
    assert drawn["value"].fillna(-1).tolist() == [6, 7, -1, 9]
    assert len(found) == 6  # the older ones stay


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 2), st.integers(0, 3)), min_size=1))
def test_each_area_and_year_has_one_newest(rows):
    area, period, vintage = (pd.Series(column) for column in zip(*rows, strict=True))
    newest = is_newest(area, period, vintage)
    frame = pd.DataFrame({"area": area, "period": period, "vintage": vintage, "newest": newest})
    groups = frame.groupby(["area", "period"])
    assert (groups["newest"].sum() == 1).all()
    chosen = frame[frame["newest"]].set_index(["area", "period"])["vintage"]
    assert chosen.sort_index().equals(groups["vintage"].max())


def test_a_rounded_figure_lies_within_half_a_step_and_not_below_zero():
    found = observed(("BE", 2020, 10, "v"), ("BE", 2021, 0.2, "v"), ("BE", 2022, -0.2, "v"))
    assert found["low"].tolist() == pytest.approx([9.5, 0, -0.7])
    assert found["high"].tolist() == pytest.approx([10.5, 0.7, 0.3])
    assert set(found["interval"]) == {ROUNDING}


def test_a_missing_figure_has_no_interval():
    found = observed(("BE", 2020, None, "v")).squeeze()
    assert found[["value", "low", "high"]].isna().all() and found["interval"] == NONE_KNOWN


def test_flags_are_told_in_words():
    assert flag_note("ep") == "flag ep: estimated, provisional"
    found = observed(("BE", 2020, 1, "v", "b"), ("BE", 2021, 1, "v"))
    assert found["note"].tolist() == ["flag b: break in the series", ""]


def test_a_half_step_of_each_row_is_its_own():
    found = with_rounding(pd.DataFrame({"value": [1.0, 1.0]}), pd.Series([0.1, 0.2]))
    assert found["high"].tolist() == pytest.approx([1.1, 1.2])


def divided(part, whole, factor=1.0):
    return ratio(observed(*part), observed(*whole, source="other"), factor)


def test_a_ratio_is_of_the_newest_figures_that_both_have():
    """2024's 40 of 100, and of 80 in the newer vintage: half, not 40 %."""
    part = [("BE", 2024, 90, "2024-01"), ("BE", 2024, 40, "2025-01"), ("BE", 2023, 1, "2024-01")]
    whole = [("BE", 2024, 100, "2024-01"), ("BE", 2024, 80, "2025-06"), ("NL", 2024, 1, "2024-01")]
    found = divided(part, whole, 100).squeeze()
    assert (found["area"], found["period"], found["value"]) == ("BE", 2024, 50)
    assert (found["source"], found["vintage"]) == ("one;other", "2025-01;2025-06")
    same = ratio(observed(*part), observed(*whole)).squeeze()
    assert (same["source"], same["vintage"]) == ("one", "2025-01")  # of one source: said once


def test_the_bounds_of_a_ratio_are_those_of_the_worst_case():
    """10 ± 0.5 over 20 ± 0.5: between 9.5 / 20.5 and 10.5 / 19.5."""
    found = divided([("BE", 2024, 10, "v")], [("BE", 2024, 20, "v")]).squeeze()
    assert found["low"] == pytest.approx(9.5 / 20.5)
    assert found["high"] == pytest.approx(10.5 / 19.5)


def test_where_the_whole_may_be_zero_the_ratio_is_open_upwards():
    found = divided([("BE", 2024, 10, "v")], [("BE", 2024, 0.25, "v")]).squeeze()
    assert found["value"] == 40 and pd.isna(found["high"]) and found["low"] > 0


@pytest.mark.parametrize(("part", "whole"), [(None, 20), (10, None), (10, 0)])
def test_nothing_is_divided_by_nothing(part, whole):
    found = divided([("BE", 2024, part, "v")], [("BE", 2024, whole, "v")]).squeeze()
    assert found[["value", "low", "high"]].isna().all() and found["interval"] == NONE_KNOWN


def test_a_ratio_carries_the_flags_of_both_and_says_one_once():
    def note(one, other):
        return divided([("BE", 2024, 1, "v", one)], [("BE", 2024, 2, "v", other)])["note"].item()

    assert note("e", "p") == "flag e: estimated; flag p: provisional"
    assert note("e", "e") == "flag e: estimated"
    assert note(None, "p") == "flag p: provisional"
    assert note("e", None) == "flag e: estimated"


@given(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(0.01, 100))
def test_a_ratio_has_its_value_between_its_bounds_and_follows_its_factor(part, whole, factor):
    plain = divided([("BE", 2024, part, "v")], [("BE", 2024, whole, "v")]).squeeze()
    assert plain["low"] <= plain["value"] <= plain["high"]
    scaled = divided([("BE", 2024, part, "v")], [("BE", 2024, whole, "v")], factor).squeeze()
    for bound in ("value", "low", "high"):
        assert scaled[bound] == pytest.approx(factor * plain[bound])


CLAIMS = pd.DataFrame(
    {
        "claim": ["a", "b", "c", "d"],
        "measure": ["litter_t", "litter_t", "litter_t", "bins_t"],
        "area": "24062",
        "period": pd.Series([2019, 2019, None, 2019], dtype="Int64"),
        "value": [460.0, 450.0, 1.0, 2.0],
        "unit": "t",
        "scope": "litter",
        "preferred": [True, False, True, True],
        "dated": ["2023-08-18", None, None, None],
        "note": [None, "said in passing", None, None],
    }
)


def test_what_a_page_calls_more_than_a_figure_has_that_figure_as_its_lower_bound():
    words = '"more than 460": a lower bound, in the words of the alderman'
    found = from_claims(CLAIMS.assign(note=[words, *CLAIMS["note"][1:]]), "litter_t")
    assert found["low"].notna().tolist() == [True, False]
    assert found["interval"].tolist() == ["lower bound", "none known"]


def test_claims_stand_beside_each_other_with_their_page_and_day():
    """One without a year cannot be drawn; one without a day is undated."""
    before = CLAIMS.copy()
    found = from_claims(CLAIMS, "litter_t")
    assert found[["source", "vintage"]].to_numpy().tolist() == [
        ["a", "2023-08-18"],
        ["b", "undated"],
    ]
    assert found["preferred"].tolist() == [True, False]
    assert set(found["status"]) == {"claimed"} and found["low"].isna().all()
    pd.testing.assert_frame_equal(CLAIMS, before)
