"""Breaks that a table of series suggests: flagged by the publisher, declared here, or neither."""

import re

import pandas as pd

from circular_metrics.codelists.waste import AREAS, BROKEN_TOO
from circular_metrics.statistics.level_shifts import LEAST, MINIMUM_CHANGES, THRESHOLD, steps

COLUMNS = (
    "dataset",
    "dimensions",
    "unit",
    "area",
    "period",
    "before",
    "after",
    "change_percent",
    "score",
    "status",
    "reason",
)
BREAK_FLAGS = ("b", "B", "|")
IDENTITY = ("dataset", "dimensions", "unit")
SERIES = ["dataset", "freq", "dimensions", "unit", "area"]


def proposed_breaks(
    series: pd.DataFrame,
    declared: pd.DataFrame,
    least: float = LEAST,
    threshold: float = THRESHOLD,
) -> pd.DataFrame:
    """Steps in the annual series of a long table, with what is known of each.

    Parameters
    ----------
    series : DataFrame
        In the shape ``schemas.waste.SERIES``.
    declared : DataFrame
        The table ``breaks``.
    least, threshold : float
        As in ``level_shifts``.

    Returns
    -------
    DataFrame
        A row per step. ``status`` is ``flagged`` (the publisher marks that year), ``declared``
        (``breaks`` has that series, area and year; ``reason`` says why) or ``proposed``. Uneven
        series are judged as ``steps`` does. ``attrs["unjudged"]`` counts the series that have too
        few changes for any step to be told.
    """
    years = series[series["period"].astype("str").str.fullmatch(r"\d{4}")]
    years = years.assign(period=years["period"].astype("str").astype("int64"))
    found, unjudged = [], 0
    for keys, rows in years.groupby(SERIES, observed=True, dropna=False, sort=False):
        by_year = rows.drop_duplicates("period").set_index("period").sort_index()
        known = by_year["value"].dropna()
        unjudged += len(known) <= MINIMUM_CHANGES
        for year, shift in steps(known.index, known, least, threshold).items():
            status, reason = _known(by_year.loc[year], year, declared)
            found.append(
                {
                    **dict(zip(SERIES, keys, strict=True)),
                    "period": year,
                    "before": shift.before,
                    "after": shift.after,
                    "change_percent": round(100 * (shift.after / shift.before - 1), 1),
                    "score": round(shift.score, 1),
                    "status": status,
                    "reason": reason,
                }
            )
    table = pd.DataFrame(found, columns=list(COLUMNS))
    table.attrs["unjudged"] = int(unjudged)
    return table


def _known(row: pd.Series, year: int, declared: pd.DataFrame) -> tuple[str, str]:
    """What is known of a step in that year."""
    flag = row["flag"] if isinstance(row["flag"], str) else ""
    if any(mark in flag for mark in BREAK_FLAGS):
        return "flagged", "the publisher flags a break"
    here = declared[(declared["year"] == year) & _is_of(row, declared)]
    if here.empty:
        return "proposed", ""
    return "declared", str(here["reason_en"].iloc[0])


def _is_of(row: pd.Series, declared: pd.DataFrame) -> pd.Series:
    """Whether each declared break is one of this series: its area, and what it counts."""
    words = (row[name] if isinstance(row[name], str) else "" for name in IDENTITY)
    series = "|".join(words)
    of_series = {key for key, pattern in BROKEN_TOO.items() if re.fullmatch(pattern, series)}
    area = AREAS.get(row["area"], row["area"])
    of_area = declared["area"].isna() | (declared["area"] == area)
    return of_area & declared["series"].isin(of_series)
