"""From tidy tables to observations: every indicator by name."""

from circular_metrics.indicators import (
    building,
    building_delivered,
    building_form,
    building_material,
    building_means,
    building_reuse,
    building_stock,
    consumption,
    employment,
    enterprise,
    policy,
    policy_plans,
    policy_stated,
    repair,
    repair_attempts,
    sharing,
    transversal,
)
from circular_metrics.model import Indicator

THEMES = (
    transversal,
    enterprise,
    employment,
    building,
    building_means,
    building_stock,
    building_form,
    building_material,
    building_reuse,
    building_delivered,
    repair,
    repair_attempts,
    sharing,
    consumption,
    policy,
    policy_plans,
    policy_stated,
)
INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator for theme in THEMES for indicator in theme.INDICATORS
}
