"""Pooling of small groups, smallest changes, and labels that are only given when sure."""

import numpy as np
import pandas as pd
import pytest

from circular_metrics.statistics.pooling import pooled, prior_of, smallest_change
from circular_metrics.statistics.sorting import cross_validated, scores, sure_labels


def counts(*pairs):
    part, whole = zip(*pairs, strict=True)
    return pd.Series(part), pd.Series(whole)


def test_the_prior_of_drawn_groups_is_found_again():
    """Inverse test: 400 groups of 60 drawn from a beta distribution with mean 0.6, size 20.

    The standard error of the mean is sqrt(0.24 / 21 / 400 + 0.24 / 60 / 400) = 0.006; three times
    that is allowed. The size is found within a factor of 1.5.
    """
    rng = np.random.default_rng(1)
    whole = np.full(400, 60)
    part = rng.binomial(whole, rng.beta(12, 8, size=400))
    a, b = prior_of(part.astype(float), whole.astype(float))
    assert a / (a + b) == pytest.approx(0.6, abs=0.018)
    assert 20 / 1.5 < a + b < 20 * 1.5


def test_small_groups_are_drawn_further_to_the_mean_and_stay_between():
    part, whole = counts((3, 3), (70, 100), (20, 100), (45, 100), (60, 100), (0, 2))
    rates = pooled(part, whole)
    mean = (rates["value"] - rates["raw"]) * (0.5 - rates["raw"])
    assert (mean >= -1e-9).all()  # every rate moves towards the middle
    assert abs(rates.loc[0, "value"] - 1) > abs(rates.loc[1, "value"] - 0.7)
    assert ((rates["low"] < rates["value"]) & (rates["value"] < rates["high"])).all()
    assert (rates["rank_high"] - rates["rank_low"]).iloc[0] > 1


def test_groups_that_do_not_differ_share_every_rank():
    part, whole = counts(*[(30, 60)] * 6)
    rates = pooled(part, whole)
    assert (rates["rank_low"] == 1).all() and (rates["rank_high"] == 6).all()


def test_ranks_are_sure_where_groups_are_far_apart():
    part, whole = counts((900, 1000), (500, 1000), (100, 1000))
    rates = pooled(part, whole)
    assert rates["rank_low"].tolist() == rates["rank_high"].tolist() == [1, 2, 3]


def test_the_smallest_change_is_cohens():
    """Cohen (1988), table 6.4.1: h = 0.40 needs 98 in each sample for power 0.80 at 0.05."""
    change = smallest_change(0.5, 98, 98)
    h = 2 * np.arcsin(np.sqrt(0.5 + change)) - 2 * np.arcsin(np.sqrt(0.5))
    assert h == pytest.approx(0.40, abs=0.002)
    assert smallest_change(0.5, 392, 392) < change  # four times the records


def test_the_classifier_abstains_below_its_confidence():
    chances = np.array([[0.9, 0.1], [0.5, 0.5], [0.2, 0.8]])
    assert sure_labels(["a", "b"], chances).tolist() == ["a", "", "b"]


def test_scores_count_an_abstention_as_wrong():
    found = scores(pd.Series(["a", "a", "b", "b"]), pd.Series(["a", "", "b", "a"]))
    assert (found["n"], found["answered"]) == (4, 0.75)
    assert found["precision"] == pytest.approx(2 / 3)
    # a: precision 1/2, recall 1/2; b: precision 1, recall 1/2; F1 = 1/2 and 2/3
    assert found["f1"] == pytest.approx((0.5 + 2 / 3) / 2)


def test_nothing_is_learned_from_the_text_that_is_asked():
    """Labels of noise cannot be known, however often the same text comes back with its label."""
    rng = np.random.default_rng(1)
    noise = ["".join(rng.choice(list("abcdefghijklmnop"), 12)) for _ in range(100)]
    texts = pd.Series([*noise, *(text.upper() for text in noise), *noise])
    labels = pd.Series([*rng.choice(list("wxyz"), 100)] * 3)
    assert (cross_validated(texts, labels) == labels).mean() < 0.5


def test_plain_texts_are_learned_in_two_languages_and_rare_labels_are_not():
    texts = pd.Series(
        [f"de kabel is kapot {i}" for i in range(30)]
        + [f"battery does not charge {i}" for i in range(30)]
        + ["once only"]
    )
    labels = pd.Series(["cable"] * 30 + ["battery"] * 30 + ["rare"])
    found = cross_validated(texts, labels)
    assert (found[:60] == labels[:60]).mean() > 0.9 and found[60] == ""
