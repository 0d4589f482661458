"""The Union's rule for municipal recycling: its worked cases and its laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.statistics.recycling import municipal_recycling

mass = st.floats(min_value=0, max_value=1e6)


def test_losses_of_sorting_do_not_count_as_recycled():
    """AT-50. 70 of 100 collected, 10 lost before recycling: 60 %; 70 % is a rate of collection."""
    found = municipal_recycling(generated=100, collected=70, losses=10, year=2024)
    assert (found.rate, found.collection) == (60, 70)


def test_home_composting_counts_above_and_below_the_line():
    """AT-51. (60 + 5) / (100 + 5) = 61.905 %."""
    found = municipal_recycling(100, 70, 10, 2024, composted_at_home=5)
    assert found.rate == pytest.approx(61.905, abs=5e-4)


@pytest.mark.parametrize(("year", "rate"), [(2026, 68), (2027, 60), (2030, 60)])
def test_bio_waste_out_of_mixed_waste_counts_until_2026(year, rate):
    """AT-52. Article 11a(4) of the directive: from 2027 on only what is collected separately."""
    assert municipal_recycling(100, 70, 10, year, bio_from_mixed=8).rate == rate


def test_reuse_and_metal_from_ash_count():
    assert municipal_recycling(200, 100, 10, 2030, reused=6, metals_from_ash=4).rate == 50


@given(mass, mass, st.floats(0, 1), st.floats(0, 1), st.floats(1e-3, 1e3))
def test_the_rate_is_a_share_below_collection_whatever_the_unit(rest, collected, lost, home, k):
    generated = rest + collected + 1
    parts = {"collected": collected, "losses": lost * collected}
    found = municipal_recycling(generated, year=2028, composted_at_home=home, **parts)
    assert 0 <= found.rate <= found.collection + 1e-9 <= 100 + 1e-6
    scaled = {key: k * value for key, value in parts.items()}
    again = municipal_recycling(k * generated, year=2028, composted_at_home=k * home, **scaled)
    assert again.rate == pytest.approx(found.rate, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("masses", "said"),
    [
        ({"generated": -1, "collected": 0, "losses": 0}, "generated -1"),
        ({"generated": 100, "collected": 5, "losses": 6}, "losses of 6 out of 5"),
        ({"generated": 0, "collected": 0, "losses": 0}, "out of 0"),
        ({"generated": 50, "collected": 70, "losses": 0}, "70.* recycled out of 50"),
        ({"generated": float("nan"), "collected": 0, "losses": 0}, "generated nan"),
    ],
)
def test_impossible_masses_are_refused(masses, said):
    with pytest.raises(ValueError, match=said):
        municipal_recycling(year=2024, **masses)
