"""What is published: every source by name, whoever's it is."""

from circular_metrics.model import Source
from circular_metrics.sources import (
    claims,
    construction,
    context,
    economy,
    policy,
    repair,
    repair_factors,
    repair_quests,
    waste,
)

THEMES = (
    repair,
    repair_factors,
    repair_quests,
    construction,
    waste,
    policy,
    economy,
    context,
    claims,
)
SOURCES: dict[str, Source] = {source.name: source for theme in THEMES for source in theme.SOURCES}
