"""Areas and their inhabitants: from Statbel's lists to tidy tables."""

from circular_metrics.clean.context.areas import AREA_TABLE, REFNIS_KIND
from circular_metrics.clean.context.population import POPULATION_KIND, POPULATION_TABLE

TABLES = (AREA_TABLE, POPULATION_TABLE)
KINDS = (REFNIS_KIND, POPULATION_KIND)
