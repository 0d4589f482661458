"""Repair records: from a partner's file to events, and from all releases to monthly counts."""

from circular_metrics.clean.repair.changes import RELEASE_CHANGES_TABLE
from circular_metrics.clean.repair.counts import REPAIR_COUNTS_TABLE
from circular_metrics.clean.repair.factors import REPAIR_FACTORS_TABLE, REPAIR_SAVINGS_TABLE
from circular_metrics.clean.repair.faults import FAULT_SCORES_TABLE, REPAIR_FAULTS_TABLE
from circular_metrics.clean.repair.several import ORDS

TABLES = (
    REPAIR_COUNTS_TABLE,
    REPAIR_FACTORS_TABLE,
    REPAIR_SAVINGS_TABLE,
    REPAIR_FAULTS_TABLE,
    FAULT_SCORES_TABLE,
    RELEASE_CHANGES_TABLE,
)
KINDS = (ORDS,)
