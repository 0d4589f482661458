"""Repair records: from a partner's file to events, and from all releases to monthly counts."""

from circular_metrics.clean.repair.counts import REPAIR_COUNTS_TABLE
from circular_metrics.clean.repair.several import ORDS

TABLES = (REPAIR_COUNTS_TABLE,)
KINDS = (ORDS,)
