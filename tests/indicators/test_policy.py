"""Plans and budgets: hand arithmetic, and Leuven's own plan as the council published it."""

import numpy as np
import pandas as pd
import pytest

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.indicators.policy import (
    environment_investment_share,
    planned_investment,
    waste_investment_per_inhabitant,
)
from circular_metrics.indicators.policy_plans import (
    plan_actions_naming_circularity,
    plan_amount_naming_circularity_share,
    plan_objective_amount_naming_circularity_share,
)

FIELDS = pd.DataFrame(
    [
        # field, is_total, policy fields, euro, euro per inhabitant, year
        ("total", True, 8, 1000.0, 10.0, 2026),
        ("nature_and_environment", False, 3, 250.0, 2.5, 2026),
        ("waste_and_materials", False, 2, 40.0, 0.4, 2026),
        ("total", True, 8, 900.0, 9.0, 2027),
    ],
    columns=["field", "is_total", "policy_fields", "amount_eur", "eur_per_inhabitant", "year"],
).assign(area="24062", plan_edition=2026, stage="plan")


def at(observed, year):
    return observed[observed["period"] == year]


def test_environment_investment_share_of_a_year():
    """250 of 1,000 euro is 25 %; where nothing is published for the domain nothing is known."""
    observed = environment_investment_share(FIELDS)
    assert at(observed, 2026)["value"].item() == pytest.approx(25)
    assert np.isnan(at(observed, 2027)["value"].item())
    assert at(observed, 2026)["scope"].item().startswith("plan 2026-2031")


def test_waste_investment_per_inhabitant_is_known_to_half_a_cent_per_field():
    observed = waste_investment_per_inhabitant(FIELDS)
    assert observed["value"].tolist() == [0.4]  # 2027: no row, which is not zero
    assert observed["low"].item() == pytest.approx(0.39)
    assert observed["high"].item() == pytest.approx(0.41)


def test_planned_investment_takes_the_total_and_not_its_parts():
    kinds = pd.DataFrame(
        {
            "area": "24062",
            "year": 2026,
            "plan_edition": 2026,
            "stage": ["plan", "plan", "plan"],
            "asset": ["total", "land", "roads"],
            "is_total": [True, False, False],
            "amount_eur": [300.0, 100.0, 200.0],
        }
    )
    assert planned_investment(kinds)["value"].tolist() == [300]


ACTIONS = pd.DataFrame(
    [
        ("11111", "circular", 4, 1000.0, 2, 600.0, 0, 0.0, 1, 250.0),
        ("11111", "practice", 4, 1000.0, 4, 1000.0, 4, 1000.0, 4, 1000.0),
        ("22222", "circular", 0, 0.0, 0, 0.0, 0, 0.0, 0, 0.0),
    ],
    columns=[
        *("area", "term_group", "actions", "amount_eur", "objective_actions", "objective_eur"),
        *("action_plan_actions", "action_plan_eur", "action_actions", "action_eur"),
    ],
)


def of(observed, area):
    return observed.loc[observed["area"] == area, "value"].item()


def test_shares_of_a_plan_that_names_circularity():
    """1 of 4 actions, 250 of 1,000 euro in it, 600 of 1,000 under an objective that names it."""
    assert of(plan_actions_naming_circularity(ACTIONS), "11111") == 1
    assert of(plan_amount_naming_circularity_share(ACTIONS), "11111") == pytest.approx(25)
    objective = plan_objective_amount_naming_circularity_share(ACTIONS)
    assert of(objective, "11111") == pytest.approx(60)
    assert objective.loc[objective["area"] == "11111", "note"].item() == "2 of 4 actions"


def test_a_plan_without_money_has_no_share():
    assert np.isnan(of(plan_amount_naming_circularity_share(ACTIONS), "22222"))
    assert of(plan_actions_naming_circularity(ACTIONS), "22222") == 0  # read, and none names it


def test_leuven_names_circularity_in_an_objective_but_in_none_of_its_actions(data):
    """City of Leuven, December 2025: 426 million euro of investments, in 74 actions."""
    table = store.read_table(TABLES["plan_actions"], data)
    mine = table[(table["area"] == "24062") & (table["term_group"] == "circular")]
    assert mine["actions"].item() == 74
    assert mine["amount_eur"].item() == pytest.approx(426e6, abs=0.5e6)
    assert of(plan_actions_naming_circularity(table), "24062") == 0
    assert of(plan_amount_naming_circularity_share(table), "24062") == 0
    assert 0 < of(plan_objective_amount_naming_circularity_share(table), "24062") < 100
