"""Drawn ranges obey the laws of the products that they are."""

import numpy as np
import pytest

from circular_metrics.statistics.stocks_draws import drawn_ranges

SIZES = np.array([[80.0, 127, 153], [64.0, 100, 153]])
INTENSITIES = np.array([[[400.0, 620, 1360], [690, 930, 1150]], [[640, 690, 850], [80, 270, 400]]])


def test_without_doubt_it_is_the_product():
    """10 houses of 100 m2 at 500 kg/m2 are 500,000 kg, whatever is drawn."""
    found = drawn_ranges(np.array([[10.0]]), np.array([[100.0] * 3]), np.array([[[500.0] * 3]]))
    assert found.ravel().tolist() == pytest.approx([500_000] * 3)


def test_twice_the_houses_twice_the_mass_and_chunks_do_not_show():
    counts = np.arange(2 * 130, dtype=float).reshape(130, 2)
    one, two = (drawn_ranges(f * counts, SIZES, INTENSITIES, draws=200) for f in (1, 2))
    assert two == pytest.approx(2 * one)
    alone = drawn_ranges(counts[100:101], SIZES, INTENSITIES, draws=200)
    assert one[100:101] == pytest.approx(alone)
    assert (np.diff(one, axis=2) >= 0).all()


def test_draws_are_narrower_than_the_ends_multiplied():
    found = drawn_ranges(np.array([[1.0, 0.0]]), SIZES, INTENSITIES)
    assert 80 * 400 < found[0, 0, 0] < found[0, 0, 2] < 153 * 1360


def test_a_missing_count_stays_missing():
    found = drawn_ranges(np.array([[np.nan, 1.0], [1.0, 1.0]]), SIZES, INTENSITIES)
    assert np.isnan(found[0]).all() and not np.isnan(found[1]).any()
