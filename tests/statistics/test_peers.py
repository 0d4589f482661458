"""Peers: the published robust z, ranks, small numbers, structure, mergers."""

import numpy as np
import pandas as pd
import pytest

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.statistics.peers import (
    latest_code,
    robust_z,
    standing,
    structure_adjusted,
)


def test_an_outlier_does_not_hide_itself():
    """AT-85. [1, 2, 3, 4, 100]: median 3, MAD 1, robust z 65.43; the ordinary one is 1.79."""
    values = pd.Series([1, 2, 3, 4, 100])
    assert robust_z(values).iloc[-1] == pytest.approx(97 / 1.4826)
    assert ((values - values.mean()) / values.std()).iloc[-1] == pytest.approx(1.79, abs=0.005)


def test_rank_one_is_best_and_better_is_above_zero():
    values = pd.Series({"a": 90.0, "b": 100.0, "c": 110.0, "d": 120.0, "e": np.nan, "f": 135.0})
    found = standing(values, "a", "lower")
    assert (found.rank, found.of, found.median) == (1, 5, 110)
    assert found.z == pytest.approx(20 / (1.4826 * 10))
    assert standing(values, "a", "higher").rank == 5
    assert standing(values, "a", "neither") == standing(values, "a", "higher")
    assert standing(values, "a", "higher").z == pytest.approx(-found.z)


def test_equal_values_share_the_better_rank():
    values = pd.Series({"a": 1.0, "b": 1.0, "c": 2.0})
    assert [standing(values, p, "lower").rank for p in "abc"] == [1, 1, 3]


def test_four_peers_get_a_rank_and_no_z():
    four = pd.Series({"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0})
    assert standing(four, "a", "lower").z is None
    same = pd.Series(dict.fromkeys("abcdef", 5.0) | {"g": 9.0})
    assert standing(same, "g", "lower").z is None  # half of them are equal: no scale


def test_structure_that_explains_everything_leaves_no_difference():
    """Values on a plane over density and household size: adjusted they are all the median's."""
    random = np.random.default_rng(7)
    structure = pd.DataFrame(
        {"density": random.gamma(2, 500, 30), "size": random.normal(2.2, 0.2, 30)}
    )
    values = 40 + 0.02 * structure["density"] + 30 * structure["size"]
    adjusted = structure_adjusted(values, structure)
    expected = 40 + 0.02 * structure["density"].median() + 30 * structure["size"].median()
    assert adjusted.to_numpy() == pytest.approx(expected)
    moved = structure_adjusted(values + (structure.index == 3) * 10.0, structure)
    assert moved.idxmax() == 3


def test_nine_cities_are_too_few_for_any_regression():
    structure = pd.DataFrame({"density": range(9)})
    with pytest.raises(ValueError, match="9 places for 1 columns.*at least 10"):
        structure_adjusted(pd.Series(range(9)), structure)


@pytest.fixture(scope="module")
def successors(data):
    return store.read_table(TABLES["areas"], data).set_index("code")["successor"]


@pytest.mark.parametrize(
    ("old", "now"), [("71022", "71072"), ("73040", "71072"), ("24062", "24062"), ("71072", "71072")]
)
def test_a_municipality_is_followed_through_its_mergers(successors, old, now):
    assert latest_code(old, successors) == now


def test_flanders_had_308_then_300_then_285_municipalities(data):
    """The mergers of 1 January 2019 and of 1 January 2025."""
    areas = store.read_table(TABLES["areas"], data)
    here = areas[
        (areas["level"] == "municipality") & ~areas["code"].str.match("21|0|5[1-9]|6|8|9|25")
    ]
    for day, count in (("2018-06-30", 308), ("2019-06-30", 300), ("2025-06-30", 285)):
        started = here["valid_from"].astype(str) <= day
        ended = here["valid_to"].notna() & (here["valid_to"].astype(str) < day)
        assert int((started & ~ended).sum()) == count, day
