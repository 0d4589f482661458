"""The Material Circularity Indicator against Madaster's cases and its own definition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.statistics.circularity import (
    Flows,
    madaster,
    material_circularity,
    simplified_linear_flow,
)


@pytest.mark.parametrize(
    ("flows", "published"),
    [
        (Flows(), 0.10),  # Madaster, CI explained, note 6
        (Flows(reused_in=1, reused_out=1), 1.00),  # by definition
        (Flows(lifetime=2), 0.55),
        (Flows(lifetime=0.5), 0.00),  # -0.8, cut at 0; Madaster says below 0.1
    ],
)
def test_material_circularity_of_the_simple_cases(flows, published):
    assert material_circularity(flows).mci == pytest.approx(published, abs=1e-12)


def test_material_circularity_step_by_step_and_the_simplified_form_differs():
    flows = Flows(mass=100, recycled_in=0.5, recycled_out=0.5)
    found = material_circularity(flows)
    steps = (found.virgin, found.unrecovered, found.waste_in, found.waste_out, found.waste)
    assert steps == pytest.approx((50, 50, 16.6667, 12.5, 64.5833), abs=5e-5)
    assert found.linear_flow == pytest.approx(0.567010, abs=5e-7)
    assert found.mci == pytest.approx(0.489691, abs=5e-7)
    simple = simplified_linear_flow(flows)
    assert simple == pytest.approx(0.572917, abs=5e-7)
    assert 1 - 0.9 * simple == pytest.approx(0.484375, abs=5e-7)


def test_madaster_takes_renewable_material_as_circular():
    found = madaster(Flows(renewable_in=0.4, recycled_in=0.1, recycled_out=0.4, reused_out=0.2))
    assert (found.construction, found.use) == (0.5, 1.0)
    assert found.end_of_life == pytest.approx(0.75 * 0.4 + 0.2)


@given(part=st.floats(0, 0.5), mass=st.floats(0.01, 1e6), life=st.floats(0.2, 5))
def test_the_indicator_is_a_share_and_does_not_depend_on_the_mass(part, mass, life):
    one = Flows(recycled_in=part, reused_in=part, recycled_out=part, lifetime=life)
    many = Flows(mass=mass, recycled_in=part, reused_in=part, recycled_out=part, lifetime=life)
    assert 0 <= material_circularity(one).mci <= 1
    assert material_circularity(one).mci == pytest.approx(material_circularity(many).mci)


@pytest.mark.parametrize(
    "flows", [Flows(mass=0), Flows(recycled_in=0.6, reused_in=0.6), Flows(reused_out=-0.1)]
)
def test_what_cannot_be_is_refused(flows):
    with pytest.raises(ValueError):
        material_circularity(flows)
