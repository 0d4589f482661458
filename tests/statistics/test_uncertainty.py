"""The pedigree matrix: values that follow from the two published sets of factors."""

import math

import pytest

from circular_metrics.statistics.uncertainty import geometric_deviation, pedigree_variance


@pytest.mark.parametrize(
    ("scores", "factors", "basic", "variance", "deviation", "squared"),
    [
        ((2, 2, 2, 2, 2), "ecoinvent", 0, 0.001525, 1.0398, 1.0812),
        ((3, 3, 3, 3, 3), "ecoinvent", 0, 0.0127, 1.1193, 1.2528),
        ((5, 5, 5, 5, 5), "ecoinvent", 0, 0.21, 1.5813, 2.5006),
        ((2, 3, 2, 4, 3), "ecoinvent", 0, 0.0100, 1.1052, 1.2214),
        ((4, 5, 3, 3, 2), "ecoinvent", 0, 0.0187, 1.1465, 1.3146),
        ((2, 2, 2, 2, 2), "ecoinvent", 0.0006, 0.002125, 1.0472, 1.0966),
        ((3, 3, 3, 3, 3), "ciroth", 0, 0.06428, 1.2886, 1.6604),
    ],
)
def test_scores_become_a_deviation(scores, factors, basic, variance, deviation, squared):
    """AT-80. Both published sets of factors, with and without a basic variance."""
    found = pedigree_variance(scores, factors, basic)
    assert found == pytest.approx(variance, abs=1e-6)
    assert geometric_deviation(found) == pytest.approx(deviation, abs=1e-4)
    assert geometric_deviation(found) ** 2 == pytest.approx(squared, abs=2e-4)


def test_reliability_gives_the_familiar_factors():
    """AT-81. 1.05, 1.10, 1.20 and 1.50 are what exp(2 sqrt(variance)) is rounded to."""
    found = [geometric_deviation(pedigree_variance((s, 1, 1, 1, 1))) ** 2 for s in (2, 3, 4, 5)]
    assert found == pytest.approx([1.050, 1.094, 1.196, 1.492], abs=5e-4)


def test_variances_of_a_product_add():
    """AT-82. Two factors of deviation 1.2 each: exp(sqrt(2) ln 1.2) = 1.2941."""
    assert geometric_deviation(2 * math.log(1.2) ** 2) == pytest.approx(1.2941, abs=1e-4)


@pytest.mark.parametrize("scores", [(1, 1), (0, 1, 1, 1, 1), (6, 1, 1, 1, 1)])
def test_other_scores_are_refused(scores):
    with pytest.raises(ValueError, match="score from 1 to 5"):
        pedigree_variance(scores)
