"""Official series as one long table, whoever's file it is; those of waste and materials."""

from circular_metrics.clean.waste import publishers
from circular_metrics.clean.waste.long import EUROSTAT
from circular_metrics.clean.waste.series import EUROSTAT_SERIES_TABLE

TABLES = (EUROSTAT_SERIES_TABLE,)
KINDS = (EUROSTAT, *publishers.KINDS)
