"""What the city hands over of sharing and reuse: by hand; organisations add up, absent is none."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.indicators.sharing_delivered import (
    added,
    cars_per_household,
    kringloop_delivered,
    libraries_of_things,
    library_of_things_loans,
    repair_events_held,
    repairs_not_published,
    shared_cars_delivered,
)


def delivery(*rows):
    """A delivery from (measure, value, scope) of 2025, or with another year behind them."""
    records = [
        {"area": "24062", "measure": measure, "value": value, "scope": scope,
         "year": more[0] if more else 2025, "detail": "all"}
        for measure, value, scope, *more in rows
    ]  # fmt: skip
    columns = ["area", "measure", "year", "value", "detail", "scope"]
    return pd.DataFrame(records, columns=columns)


@pytest.mark.parametrize(
    "compute",
    [libraries_of_things, library_of_things_loans, repair_events_held, repairs_not_published],
)
def test_organisations_add_up_and_are_named(compute):
    key = compute.__name__
    found = compute(delivery((key, 20.0, "Maakbaar Leuven"), (key, 5.0, "MAAKbar")))
    assert found["value"].item() == 25
    assert found["note"].item() == "sum of MAAKbar, Maakbaar Leuven"


def test_a_total_is_not_added_to_its_parts():
    found = added(delivery(("x", 30.0, None), ("x", 20.0, "a")), "x", "")
    assert found["value"].item() == 30 and found["note"].item() == ""


def test_260_shared_cars_for_104_000_inhabitants_are_2_5_per_thousand():
    rows = [("shared_cars", 200.0, "A"), ("shared_cars", 60.0, "B")]
    found = shared_cars_delivered(delivery(*rows, ("inhabitants", 104000.0, None)))
    assert found["value"].item() == pytest.approx(2.5)
    assert found["note"].item() == "sum of A, B"


def test_without_the_inhabitants_of_that_year_there_is_no_rate():
    rows = delivery(("shared_cars", 200.0, None), ("inhabitants", 104000.0, None, 2024))
    assert shared_cars_delivered(rows).empty
    zero = delivery(("shared_cars", 200.0, None), ("inhabitants", 0.0, None))
    assert shared_cars_delivered(zero)["value"].isna().all()


@given(kg=st.floats(1, 1e7), people=st.integers(1, 10**6), factor=st.floats(0.1, 10))
def test_kilograms_per_inhabitant_scale_with_the_kilograms(kg, people, factor):
    def rate(sold):
        rows = [("kringloop_sold_kg", sold, None), ("inhabitants", people, None)]
        return kringloop_delivered(delivery(*rows))["value"].item()

    assert rate(kg * factor) == pytest.approx(factor * rate(kg))
    assert rate(kg) * people == pytest.approx(kg)


def test_cars_with_and_without_company_cars_are_two_figures_that_are_not_added():
    rows = [("cars_per_household", 0.9, "met bedrijfswagens"), ("cars_per_household", 0.7, None)]
    found = cars_per_household(delivery(*rows))
    assert sorted(found["value"]) == [0.7, 0.9]
    assert found.loc[found["preferred"], "value"].item() == 0.7
    assert found["scope"].str.endswith(": met bedrijfswagens").sum() == 1


def test_nothing_delivered_gives_nothing():
    none = delivery()
    assert all(
        f(none).empty for f in (cars_per_household, shared_cars_delivered, repair_events_held)
    )
