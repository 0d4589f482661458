"""How uncertain a figure is by where it comes from: the pedigree matrix of ecoinvent."""

import math
from collections.abc import Sequence

DIMENSIONS = ("reliability", "completeness", "temporal", "geographical", "technological")
# Additional variance of ln(x) by score 1 to 5, a row per dimension.
ECOINVENT = (
    (0, 0.0006, 0.002, 0.008, 0.04),
    (0, 0.0001, 0.0006, 0.002, 0.008),
    (0, 0.0002, 0.002, 0.008, 0.04),
    (0, 0.000025, 0.0001, 0.0006, 0.002),
    (0, 0.0006, 0.008, 0.04, 0.12),
)
CIROTH = (
    (0, 0.047, 0.057, 0.069, 0.069),
    (0, 0.00022, 0.00038, 0.0015, 0.0015),
    *((0, 0.00022, 0.0023, 0.0076, 0.016),) * 3,
)
FACTORS = {"ecoinvent": ECOINVENT, "ciroth": CIROTH}


def pedigree_variance(
    scores: Sequence[int], factors: str = "ecoinvent", basic: float = 0.0
) -> float:
    """Variance of ln(x): the basic one and one for each dimension's score, added up.

    Parameters
    ----------
    scores : sequence of int
        1 (best) to 5 for each of ``DIMENSIONS``.
    factors : str
        ``ecoinvent`` or ``ciroth``.
    basic : float
        Variance that the figure would have with the best scores.

    Raises
    ------
    ValueError
        For other scores or factors.

    References
    ----------
    Ecoinvent data quality guideline (2013); A. Ciroth et al., doi 10.1007/s11367-013-0670-5.
    """
    if factors not in FACTORS:
        raise ValueError(f"no factors {factors!r}. Known: {', '.join(FACTORS)}")
    if len(scores) != len(DIMENSIONS) or any(score not in range(1, 6) for score in scores):
        raise ValueError(f"{list(scores)}: needs a score from 1 to 5 for each of {DIMENSIONS}")
    table = FACTORS[factors]
    return basic + sum(row[score - 1] for row, score in zip(table, scores, strict=True))


def geometric_deviation(variance: float) -> float:
    """Geometric standard deviation, ``exp(sqrt(variance))``; its square spans 95 per cent."""
    return math.exp(math.sqrt(variance))
