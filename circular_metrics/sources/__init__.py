"""What is published: every source by name, whoever's it is."""

from circular_metrics.model import Source
from circular_metrics.sources import claims, construction, context, economy, policy, repair, waste

THEMES = (repair, construction, waste, policy, economy, context, claims)
SOURCES: dict[str, Source] = {source.name: source for theme in THEMES for source in theme.SOURCES}
