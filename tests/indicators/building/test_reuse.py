"""Reclaimed building material: what pages state, and the share of it that was sold."""

import pandas as pd
import pytest

from circular_metrics.indicators.building.reuse import (
    INDICATORS,
    materialenbank_recovered,
    materialenbank_sold_share,
)


def claims(*rows):
    frame = pd.DataFrame(rows, columns=["claim", "measure", "period", "value", "preferred"])
    return frame.astype({"period": "Int64", "value": float}).assign(
        area="24062", place="Leuven", unit="t", scope="x", title="t", address="https://a",
        dated=None, reason="", note="",
    )  # fmt: skip


STATED = claims(
    ("in_2023", "materialenbank_recovered_t", 2023, 192, True),
    ("in_2023_round", "materialenbank_recovered_t", 2023, 200, False),
    ("in_2024", "materialenbank_recovered_t", 2024, 250, True),
    ("sold_2023", "materialenbank_sold_t", 2023, 170, True),
)


def test_materialenbank_recovered_keeps_contradicting_claims():
    observed = materialenbank_recovered(STATED)
    assert observed["value"].tolist() == [192, 200, 250]
    assert (observed["status"] == "claimed").all()
    assert observed.loc[observed["period"] == 2023, "preferred"].tolist() == [True, False]


def test_materialenbank_sold_share_of_2023():
    """170 t sold of 192 t taken in: 88.5 %, of the rounded 200 t: 85 %."""
    observed = materialenbank_sold_share(STATED)
    assert observed["period"].tolist() == [2023, 2023]  # nothing is said of sales in 2024
    assert observed["value"].tolist() == pytest.approx([88.5, 85.0], abs=0.05)
    assert observed["preferred"].tolist() == [True, False]
    assert observed["source"].iloc[0] == "sold_2023;in_2023"


def test_a_year_in_which_nothing_came_in_has_no_share():
    nothing = claims(
        ("i", "materialenbank_recovered_t", 2020, 0, True),
        ("s", "materialenbank_sold_t", 2020, 5, True),
    )
    assert materialenbank_sold_share(nothing)["value"].isna().all()


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.key)
def test_claims_are_left_alone_and_may_be_empty(indicator):
    before = STATED.copy()
    indicator.compute(STATED)
    pd.testing.assert_frame_equal(STATED, before)
    assert indicator.compute(STATED.iloc[:0]).empty
