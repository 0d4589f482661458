"""The evidence guard: initiatives held against outcomes, by sixteen rules with their sources.

A finding names its rule, what was looked at, the numbers, how grave it is and what would mend it.
No finding is no proof: the guard sees only figures, registers and texts that it was given.
"""

from circular_metrics.guard.judge import PYRAMID, RULES, guard
from circular_metrics.guard.record import (
    SEVERITIES,
    VERDICT_WORDS,
    VERDICTS,
    Case,
    Finding,
    Flow,
    Guarded,
    Plan,
    Rule,
    Statement,
    Unchecked,
)
from circular_metrics.guard.seeds import SEEDS

__all__ = [
    "PYRAMID",
    "RULES",
    "SEEDS",
    "SEVERITIES",
    "VERDICTS",
    "VERDICT_WORDS",
    "Case",
    "Finding",
    "Flow",
    "Guarded",
    "Plan",
    "Rule",
    "Statement",
    "Unchecked",
    "guard",
]
