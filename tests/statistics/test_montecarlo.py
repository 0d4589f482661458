"""Monte Carlo: deviations of products as theory has them, shares that add up, shared draws."""

import math

import numpy as np
import pytest

from circular_metrics.statistics.montecarlo import Draws, spread


def test_the_product_of_two_flows_has_the_deviation_that_theory_gives():
    """AT-82. GSD 1.2 twice: exp(sqrt(2) ln 1.2) = 1.2941, simulated within 1 per cent."""
    draws = Draws()
    product = draws.flow("one", 100, 1.2) * draws.flow("other", 0.5, 1.2)
    assert math.exp(np.log(product).std()) == pytest.approx(1.2941, rel=0.01)
    assert np.median(product) == pytest.approx(50, rel=0.02)


def test_one_quantity_asked_for_twice_errs_alike():
    """Waste per head is waste over population; times that population it is the waste again."""
    draws = Draws()
    waste, people = draws.flow("waste", 8000, 1.1), draws.flow("people", 11.5, 1.3)
    again = waste / people * draws.flow("people", 11.5, 1.3)
    assert np.allclose(again, waste)
    apart = waste / people * draws.flow("other people", 11.5, 1.3)
    assert np.log(apart).std() > 2 * np.log(waste).std()


def test_the_seed_alone_decides_and_not_the_order_of_asking():
    first, second = Draws(), Draws()
    a, b = first.flow("a", 1, 2), first.flow("b", 1, 2)
    assert np.array_equal(second.flow("b", 1, 2), b)
    assert np.array_equal(second.flow("a", 1, 2), a)
    assert not np.array_equal(Draws(seed=1).flow("a", 1, 2), a)


def test_shares_add_up_and_have_the_mean_and_variance_of_dirichlet():
    """Variance of a share p worth n observations: p (1 - p) / (n + 1)."""
    parts = {"paper": 50, "glass": 30, "rest": 20, "none": 0}
    found = Draws(number=40_000).shares("sorting", parts, weight=99)
    assert np.allclose(sum(found.values()), 1)
    assert not found["none"].any()
    for part, mass in parts.items():
        p = mass / 100
        assert found[part].mean() == pytest.approx(p, abs=4 * math.sqrt(p / 100 / 40_000) + 1e-12)
        assert found[part].var() == pytest.approx(p * (1 - p) / 100, rel=0.05, abs=1e-12)


def test_percentiles_of_a_lognormal():
    """The 5th and 95th stand 1.645 deviations of the logarithm below and above the median."""
    found = spread(Draws(number=100_000).flow("x", 10, 1.5))
    apart = math.exp(1.6449 * math.log(1.5))
    assert (found.low, found.middle, found.high) == pytest.approx(
        (10 / apart, 10, 10 * apart), rel=0.015
    )


def test_what_cannot_be_drawn_is_refused():
    draws = Draws()
    draws.flow("x", 1, 1.2)
    for wrong in (
        lambda: draws.flow("x", 2, 1.2),
        lambda: draws.flow("y", 0, 1.2),
        lambda: draws.flow("y", 1, 0.9),
        lambda: draws.shares("z", {"a": -1, "b": 2}, 10),
        lambda: draws.shares("z", {"a": 0.0}, 10),
        lambda: draws.shares("z", {"a": 1.0}, 0),
        lambda: spread(np.array([1.0, np.nan])),
    ):
        with pytest.raises(ValueError):
            wrong()
