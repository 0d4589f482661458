"""Eurostat's tables: any of them as one long table, and the series of waste and materials."""

from circular_metrics.clean.waste.long import EUROSTAT
from circular_metrics.clean.waste.series import EUROSTAT_SERIES_TABLE

TABLES = (EUROSTAT_SERIES_TABLE,)
KINDS = (EUROSTAT,)
