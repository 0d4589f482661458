"""What must never be held against each other: each is refused with the reason."""

import pytest

from circular_metrics.assess.against import against_target
from circular_metrics.city import load_city
from circular_metrics.schemas.observations import OBSERVATIONS
from tests.assess.test_against import NO_BREAKS, observed

RESIDUAL = "residual_waste_per_inhabitant"


def goal():
    return next(
        target
        for target in load_city("leuven").targets
        if target.indicator == RESIDUAL and target.area == "24062"
    )


def test_the_target_is_that_of_the_cluster():
    assert (goal().value, goal().unit, goal().year) == (111, "kg/inhabitant", 2030)


@pytest.mark.parametrize(
    ("value", "scope"),
    [
        (82, "huisvuil: refuse put out by households, narrower than OVAM restafval"),
        (102, "OVAM restafval, EcoWerf service area"),
        (95, "OVAM restafval per user, students included"),
        (120, "separately collected household waste"),
    ],
)
def test_another_scope_is_refused_with_both_scopes_named(value, scope):
    rows = observed((2019, value), indicator=RESIDUAL, area="24062", unit="kg/inhabitant")
    rows = OBSERVATIONS.validate(rows.assign(scope=scope))
    found = against_target(rows, goal(), NO_BREAKS, "lower")
    assert (found.verdict, found.reason) == ("not_comparable", "scope")
    words = found.words("en")
    assert scope in words and goal().scope in words


def test_a_figure_of_the_same_scope_is_judged():
    rows = observed((2019, 82), indicator=RESIDUAL, area="24062", unit="kg/inhabitant")
    rows = rows.assign(scope=goal().scope)
    assert against_target(rows, goal(), NO_BREAKS, "lower").verdict == "reached"
