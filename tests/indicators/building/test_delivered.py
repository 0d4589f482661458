"""What the city hands over: by hand, split by material, absent is not zero."""

import pandas as pd
import pytest

from circular_metrics.indicators.building import INDICATORS
from circular_metrics.indicators.building.delivered import amounts
from circular_metrics.indicators.building.demolition import (
    demolition_area,
    demolition_volume,
    selective_demolition_share,
)
from circular_metrics.indicators.building.reuse import (
    materialenbank_sold,
    recovered_delivered,
    sold_delivered,
    sold_share_delivered,
)
from circular_metrics.indicators.building.used_again import avoided_co2e, material_reused
from circular_metrics.indicators.building.works import (
    circular_public_works_share,
    project_circularity,
    project_totem,
    public_works_reused,
)


def delivery(*rows):
    """A delivery from (measure, year, value, detail, scope)."""
    keys = ["measure", "year", "value", "detail", "scope"]
    records = [dict(zip(keys, row, strict=False)) for row in rows]
    table = pd.DataFrame(records, columns=keys).assign(area="24062")
    table["detail"] = table["detail"].where(table["detail"].notna(), "all")
    return table


def value(found, period=2025):
    return found.loc[found["period"] == period, "value"].item()


def test_material_reused_is_the_total_or_the_sum_of_its_parts_and_says_which():
    parts = [("material_reused_t", 2025, 10.0, "wood"), ("material_reused_t", 2025, 5.0, "bricks")]
    found = material_reused(delivery(*parts))
    assert value(found) == 15 and found["note"].item() == "sum of bricks, wood"
    both = material_reused(delivery(*parts, ("material_reused_t", 2025, 40.0)))
    assert value(both) == 40 and both["note"].item() == ""


def test_another_scope_is_another_figure_and_one_is_preferred():
    rows = [("demolition_m2", 2025, 100.0), ("demolition_m2", 2025, 30.0, "all", "enkel scholen")]
    found = demolition_area(delivery(*rows))
    assert len(found) == 2 and found["preferred"].sum() == 1
    assert found.loc[found["preferred"], "value"].item() == 100
    assert found["scope"].str.endswith(": enkel scholen").sum() == 1
    assert value(demolition_volume(delivery(("demolition_m3", 2025, 9.0)))) == 9
    assert value(public_works_reused(delivery(("public_works_reused_t", 2025, 7.0)))) == 7


def test_avoided_co2e_of_wood_is_230_96_kg_a_tonne_and_what_has_no_factor_is_named():
    """UK Government 2025: 269.50416 new, 38.54288 used again, kg CO2e/t."""
    rows = [("material_reused_t", 2025, 10.0, "wood"), ("material_reused_t", 2025, 3.0, "bricks")]
    found = avoided_co2e(delivery(*rows))
    assert value(found) == pytest.approx(10 * 230.96128 / 1000)
    assert found["note"].item() == "no factor for bricks"


@pytest.mark.parametrize("detail", ["all", "bricks"])
def test_without_a_known_composition_nothing_is_avoided_nor_zero(detail):
    assert avoided_co2e(delivery(("material_reused_t", 2025, 10.0, detail))).empty


def test_selective_demolition_share_and_circular_public_works_share_need_both_counts():
    rows = [("demolition_permits_above_threshold", 2025, 8.0),
            ("demolition_permits_followed_up", 2025, 6.0),
            ("demolition_permits_followed_up", 2024, 6.0)]  # fmt: skip
    found = selective_demolition_share(delivery(*rows))
    assert value(found) == 75 and set(found["period"]) == {2025}
    none = circular_public_works_share(
        delivery(("public_works", 2025, 0.0), ("public_works_circular", 2025, 0.0))
    )
    assert none["value"].isna().all()


def test_project_circularity_is_the_mean_between_the_ends():
    rows = [("project_circularity", 2025, v, "all", s) for v, s in ((0.2, "a"), (0.6, "b"))]
    found = project_circularity(delivery(*rows)).iloc[0]
    assert (found["value"], found["low"], found["high"]) == (pytest.approx(0.4), 0.2, 0.6)
    assert found["note"] == "2 projects"
    assert value(project_totem(delivery(("project_totem_mpt_per_m2", 2025, 12.0)))) == 12


def test_sold_share_delivered_is_of_the_same_year():
    """The press's figures of 2023, as if delivered: 170 of 192 t is 88.5 %."""
    rows = [("materialenbank_sold_t", 2023, 170.0), ("materialenbank_recovered_t", 2023, 192.0)]
    table = delivery(*rows)
    assert value(sold_share_delivered(table), 2023) == pytest.approx(88.5, abs=0.05)
    assert value(sold_delivered(table), 2023) == 170
    assert value(recovered_delivered(table), 2023) == 192


def test_materialenbank_sold_is_the_claim_of_2023():
    claims = pd.DataFrame([{
        "measure": "materialenbank_sold_t", "area": "24062", "period": 2023, "value": 170.0,
        "unit": "t", "scope": "material sold by the Materialenbank", "preferred": True,
        "claim": "c", "dated": "2024", "note": "",
    }])  # fmt: skip
    found = materialenbank_sold(claims).iloc[0]
    assert found["value"] == 170 and found["status"] == "claimed"


@pytest.mark.parametrize("indicator", [i for i in INDICATORS if not i.tables], ids=lambda i: i.key)
def test_a_delivery_is_left_alone_and_may_be_empty(indicator):
    table = delivery(("material_reused_t", 2025, 10.0, "wood"))
    before = table.copy()
    indicator.compute(table)
    pd.testing.assert_frame_equal(table, before)
    assert indicator.compute(table.iloc[:0]).empty
    assert amounts(table.iloc[:0], "x").empty
