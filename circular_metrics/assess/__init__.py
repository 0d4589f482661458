"""Observations against targets and over time: verdicts, each with the rule and the reason.

Like is compared with like only: another unit, another scope or a break in the series ends in a
verdict that says so, never in a number.
"""

from circular_metrics.assess.against import against_target, expected_value
from circular_metrics.assess.chain import evidence
from circular_metrics.assess.over_time import trend
from circular_metrics.assess.record import (
    TARGET_VERDICTS,
    TREND_VERDICTS,
    Assessment,
    Evidence,
    verdict_words,
)

__all__ = [
    "TARGET_VERDICTS",
    "TREND_VERDICTS",
    "verdict_words",
    "Assessment",
    "Evidence",
    "against_target",
    "evidence",
    "expected_value",
    "trend",
]
