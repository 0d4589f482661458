"""Starters by section of NACE: how long they last, for one place and the newest cohort."""

import pandas as pd

from circular_metrics.indicators.enterprise import SURVIVAL_YEARS, larger_areas


def survival_by_section(starters: pd.DataFrame, area: str) -> pd.DataFrame:
    """Five-year survival of the newest cohort of one area, for each section of NACE.

    ``100 * survivors after 5 years / starters``, with the Wilson interval.

    Parameters
    ----------
    starters : DataFrame
        ``starter_survival``.
    area : str
        A province, a region or ``BE``.

    Returns
    -------
    DataFrame
        ``section``, ``cohort`` (year of start), ``starters``, ``survivors``, ``value``, ``low``
        and ``high`` in per cent; a section without starters has no row.

    References
    ----------
    Statbel, survival of enterprises liable to VAT; Wilson (1927), JASA 22, 209-212.
    """
    from statsmodels.stats.proportion import proportion_confint  # takes a second to import

    left = f"survivors_{SURVIVAL_YEARS}"
    mine = larger_areas(starters[starters[left].notna()])
    mine = mine[mine["area"] == area]
    newest = mine[mine["year"] == mine["year"].max()]
    counts = newest.groupby("nace_section", as_index=False)[["starters", left]].sum()
    counts = counts[counts["starters"] > 0]
    survivors = counts[left].astype("int64")
    low, high = proportion_confint(survivors, counts["starters"], alpha=0.05, method="wilson")
    return pd.DataFrame(
        {
            "section": counts["nace_section"],
            "cohort": newest["year"].max(),
            "starters": counts["starters"],
            "survivors": survivors,
            "value": 100 * survivors / counts["starters"],
            "low": 100 * low,
            "high": 100 * high,
        }
    ).reset_index(drop=True)
