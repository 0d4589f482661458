"""Shares of a count, and how far chance alone may have moved them."""

import pandas as pd


def wilson(part: pd.Series, whole: pd.Series, confidence: float = 0.95) -> pd.DataFrame:
    """A share with its Wilson score interval, all as fractions.

    Parameters
    ----------
    part, whole : Series of counts
        With one index; ``part`` is not more than ``whole``.
    confidence : float
        Coverage of the interval.

    Returns
    -------
    DataFrame
        ``value``, ``low``, ``high``; all three missing where ``whole`` is 0.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    *Journal of the American Statistical Association* 22 (1927), 209-212.
    """
    from statsmodels.stats.proportion import proportion_confint  # takes a second to import

    some = whole.astype(float).where(whole > 0)
    low, high = proportion_confint(
        part.to_numpy(dtype=float), some.to_numpy(), alpha=1 - confidence, method="wilson"
    )
    share = part / some
    return pd.DataFrame({"value": share, "low": low, "high": high}, index=whole.index).where(
        some.notna()
    )
