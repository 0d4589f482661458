"""From tidy tables to observations: every indicator by name."""

from circular_metrics.indicators import (
    building,
    consumption,
    employment,
    enterprise,
    policy,
    policy_plans,
    policy_stated,
    repair,
    repair_attempts,
    sharing,
    sharing_delivered,
    transversal,
)
from circular_metrics.model import Indicator

THEMES = (
    transversal,
    enterprise,
    employment,
    building,
    repair,
    repair_attempts,
    sharing,
    sharing_delivered,
    consumption,
    policy,
    policy_plans,
    policy_stated,
)
INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator for theme in THEMES for indicator in theme.INDICATORS
}
