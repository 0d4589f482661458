"""LMDI: published examples and its laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from circular_metrics.statistics.decomposition import lmdi_additive, lmdi_multiplicative

tables = arrays(float, (3, 2), elements=st.floats(min_value=0.1, max_value=100))


def test_two_sectors():
    """AT-20. Ang, Energy Policy 33 (2005): activity, structure, intensity of two sectors."""
    activity = ([[50, 50], [0.2, 0.8], [3, 0.5]], [[80, 80], [0.5, 0.5], [2, 0.4]])
    effects = lmdi_additive(*activity)
    assert effects == pytest.approx([32.3846, 38.2849, -24.6695], abs=1e-4)
    assert effects.sum() == pytest.approx(46)
    times = lmdi_multiplicative(*activity)
    assert times == pytest.approx([1.5829, 1.7210, 0.7048], abs=1e-4)
    assert times.prod() == pytest.approx(1.92)


def test_three_factors_that_double():
    """AT-21. PyLMDI, demo.py: each of three factors doubles in two parts."""
    half = 37.5 ** (1 / 3)
    before = np.full((3, 2), half)
    assert lmdi_additive(before, 2 * before) == pytest.approx([175, 175, 175])
    assert lmdi_multiplicative(before, 2 * before) == pytest.approx([2, 2, 2])


def test_commercial_buildings_of_the_united_states():
    """AT-22. PyLMDI, 2017 to 2018; the inputs are printed, so the product is theirs to 1e-6."""
    before = [
        [324.985538],
        [60.0622225],
        [0.771978857],
        [0.005817767],
        [7.352421075],
        [1.344564777],
    ]
    after = [
        [326.687501],
        [62.99647129],
        [0.768904032],
        [0.005676565],
        [7.392394794],
        [1.333927521],
    ]
    effects = [4.5766, 41.7914, -3.4968, -21.5278, 4.7507, -6.9592]
    found = lmdi_additive(before, after)
    assert found == pytest.approx(effects, abs=1e-3)
    assert found.sum() == pytest.approx(885.7759428080185 - 866.6410668838769, abs=1e-3)
    ratio = lmdi_multiplicative(before, after).prod()
    assert ratio == pytest.approx(885.7759428080185 / 866.6410668838769, abs=1e-6)


def test_an_unchanged_product_whose_factors_changed():
    """AT-24. L(a, a) = a: one factor doubles, the other halves; 100 ln 2 = 69.31472."""
    found = lmdi_additive([[10], [10]], [[20], [5]])
    assert found == pytest.approx([69.31472, -69.31472], abs=1e-5)


def test_a_factor_that_becomes_zero_takes_the_whole_change():
    """AT-25: a zero cell has its analytical limit; it is neither NaN nor one."""
    assert lmdi_additive([[4], [5]], [[6], [0]]) == pytest.approx([0, -20])
    with pytest.raises(ValueError, match="no unique limit"):
        lmdi_additive([[4], [5]], [[0], [0]])


@given(tables, tables)
def test_effects_add_and_multiply_up_and_turn_with_time(before, after):
    """AT-25: additive effects are the change, multiplicative ones the ratio; time turns both."""
    v0, v1 = before.prod(axis=0).sum(), after.prod(axis=0).sum()
    effects = lmdi_additive(before, after)
    scale = 1e-9 * max(v0, v1) * 10
    assert effects.sum() == pytest.approx(v1 - v0, abs=scale)
    assert lmdi_additive(after, before) == pytest.approx(-effects, abs=scale)
    assert lmdi_multiplicative(before, after).prod() == pytest.approx(v1 / v0, rel=1e-6)


def test_commercial_buildings_of_china():
    """AT-23. PyLMDI, 2017 to 2018: effects, their sum 32.6277, and a product that is the ratio."""
    before = [[1390.08], [59.04367375], [0.51892765], [0.002876626], [3.004500526], [2.07]]
    after = [[1395.38], [64.52073987], [0.521570193], [0.002743568], [3.053397862], [2.02]]
    effects = lmdi_additive(before, after)
    published = [2.9614, 69.0322, 3.9527, -36.8539, 12.5628, -19.0275]
    assert effects == pytest.approx(published, abs=1e-3)
    assert effects.sum() == pytest.approx(794.6119504871361 - 761.984276581356, abs=1e-3)
    ratio = lmdi_multiplicative(before, after).prod()
    assert ratio == pytest.approx(794.6119504871361 / 761.984276581356, abs=1e-6)


def test_unchanged_sums_have_a_multiplicative_form_too():
    """The published program divides by zero here: what one factor doubles, the other halves."""
    assert lmdi_multiplicative([[10], [10]], [[20], [5]]) == pytest.approx([2, 0.5])


def test_a_part_that_is_zero_in_both_years_changes_nothing():
    """A zero that becomes a one by force would add an effect: the limit adds none."""
    whole = lmdi_additive([[4, 0], [5, 3]], [[6, 0], [5, 9]])
    assert whole == pytest.approx(lmdi_additive([[4], [5]], [[6], [5]]))


@given(st.floats(min_value=1e-9, max_value=1e-6))
def test_the_limit_at_zero_is_where_small_values_go(small):
    """What the other factor takes, ``L ln 1.5``, shrinks like one over a logarithm."""
    tiny = lmdi_additive([[4], [5]], [[6], [small]])
    exact = lmdi_additive([[4], [5]], [[6], [0]])
    assert tiny.sum() == pytest.approx(exact.sum(), abs=1e-4)
    taken = (20 - 6 * small) / math.log(20 / (6 * small)) * math.log(1.5)
    assert tiny[0] == pytest.approx(taken)
    assert tiny[1] - exact[1] == pytest.approx(6 * small - taken, abs=1e-9)
    assert taken > 0.3  # even at one in a thousand million: a small stand-in is no limit
