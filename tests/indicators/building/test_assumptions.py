"""Materials under assumptions: the published house, bounds that hold, one moved at a time."""

import pytest

from circular_metrics.codelists.construction_intensity import AREAS_M2, INTENSITY
from circular_metrics.indicators.building.assumptions import (
    Assumptions,
    lowest_hazard,
    material_ranges,
    materials,
    one_at_a_time,
)

OLD = {"terraced_house": 13_163.0, "semi_detached_house": 5_102.0, "detached_house": 2_950.0}
LEUVEN = (28_346.0, 37_581.0, OLD, 71_068.0)


def by(table, flow):
    return table[table["flow"] == flow].set_index("material")


def test_a_house_of_127_m2_holds_rasmis_medians():
    """RASMI RS/M, p50: 621.00 kg/m2 of concrete and 693.33 of brick."""
    stock = by(materials(1, 0, dict.fromkeys(OLD, 0), 0, Assumptions()), "stock")["value"]
    assert stock["concrete"] == pytest.approx(127 * 0.62100108935)
    assert stock["brick"] == pytest.approx(127 * 0.6933333333)


def test_the_materials_of_leuven_add_up_to_the_published_order_of_magnitude():
    """construction: 127 m2 and the medians give 11,003 kt; release 7 to 25, about 12 kt."""
    table = materials(*LEUVEN, Assumptions())
    assert by(table, "stock")["value"].sum() / 1000 == pytest.approx(11_003, rel=1e-3)
    assert by(table, "release")["value"].sum() / 1000 == pytest.approx(12, abs=0.5)
    assert 85 < by(table, "inflow")["value"].sum() / 1000 < 103  # 90 to 98 by the two forms


def test_every_chosen_value_lies_in_its_range_and_scale_cancels():
    table = material_ranges(*LEUVEN, Assumptions())
    assert (table["low"] <= table["value"]).all() and (table["value"] <= table["high"]).all()
    assert len(table) == 3 * len(INTENSITY["RS/M"])
    twice = material_ranges(
        *(2 * x if not isinstance(x, dict) else {k: 2 * v for k, v in x.items()} for x in LEUVEN),
        Assumptions(),
    )
    assert twice["value"].tolist() == pytest.approx((2 * table["value"]).tolist())


def test_one_at_a_time_moves_area_intensity_and_loss_as_published():
    """Area by 1.9, intensity by 2.1 between p25 and p75, hazard by 1.6 above the observed."""
    steps = one_at_a_time(*LEUVEN, Assumptions()).set_index("assumption")
    ratio = steps["high"] / steps["low"]
    areas = [area[0] for area in AREAS_M2.values()]
    assert ratio["floor_area"] == pytest.approx(max(areas) / min(areas))
    assert ratio["floor_area"] == pytest.approx(1.9, abs=0.06)
    assert ratio["percentile"] == pytest.approx(2.15, abs=0.06)
    assert steps.loc["hazard", "high"] / steps.loc["hazard", "value"] == pytest.approx(1.6)
    assert (steps["low"] < steps["value"]).all() and (steps["value"] < steps["high"]).all()
    spans = (steps["high"] - steps["low"]).tolist()
    assert spans == sorted(spans, reverse=True)


def test_the_lowest_hazard_is_the_belgian_loss_of_these_houses():
    lost = {"terraced_house": (0.221, 0.294)}
    only = OLD | dict.fromkeys(OLD, 0.0) | {"terraced_house": 10.0}
    assert lowest_hazard(only) == pytest.approx(lost["terraced_house"][0] / 0.294)
    assert lowest_hazard(dict.fromkeys(OLD, 0.0)) == 1.0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"floor_area": "TABULA"}, "Hotmaps"), ({"percentile": 90}, "25, 50, 75"),
        ({"hazard": 0.1}, "from 0.5 to 6"), ({"hazard": float("nan")}, "from 0.5 to 6"),
        ({"floor_area": "x", "percentile": 1}, "percentile 1"),
    ],
)  # fmt: skip
def test_a_choice_outside_its_bounds_is_refused_with_the_bounds(wrong, said):
    with pytest.raises(ValueError, match=said):
        Assumptions(**wrong)
