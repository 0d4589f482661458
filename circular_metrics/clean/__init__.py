"""From what publishers print to tidy tables: every table and every known layout, by name."""

from circular_metrics.clean import (
    claims,
    construction,
    construction_applications,
    context,
    economy,
    economy_activities,
    economy_jobs,
    policy,
    policy_emissions,
    policy_labels,
    policy_terms,
    repair,
    waste,
)
from circular_metrics.model import Kind, Table

THEMES = (
    repair,
    construction,
    construction_applications,
    waste,
    policy,
    policy_emissions,
    policy_labels,
    policy_terms,
    economy,
    economy_activities,
    economy_jobs,
    context,
    claims,
)
TABLES: dict[str, Table] = {table.key: table for theme in THEMES for table in theme.TABLES}
KINDS: dict[str, Kind] = {kind.key: kind for theme in THEMES for kind in theme.KINDS}
