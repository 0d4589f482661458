"""The values of one indicator and area that may stand in one series, and where it breaks."""

from collections.abc import Iterable

import pandas as pd


def usable(observations: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Preferred values of one indicator that are there, in the order of time."""
    rows = observations[
        (observations["indicator"] == indicator)
        & observations["preferred"]
        & observations["value"].notna()
    ]
    return rows.sort_values("period", kind="stable")


def one_per_period(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows themselves.

    Raises
    ------
    ValueError
        If a period has two: then ``preferred`` was not decided.
    """
    twice = sorted(set(rows.loc[rows["period"].duplicated(), "period"]))
    if twice:
        name, area = rows.iloc[0][["indicator", "area"]]
        raise ValueError(f"{name} of {area}: several preferred values of one scope in {twice}")
    return rows


def declared_breaks(breaks: pd.DataFrame, series: Iterable[str], area: str) -> list[int]:
    """Years from which one of the series counts something else in the area, in order."""
    here = breaks["area"].isna() | (breaks["area"] == area)
    return sorted(
        breaks.loc[breaks["series"].isin(set(series)) & here, "year"].astype(int).unique()
    )


def last_break(
    breaks: pd.DataFrame, indicator: str, area: str, after: int, until: int
) -> tuple[int | None, dict[str, str]]:
    """The last break of a series in ``after < year <= until``, and its reasons."""
    mine = breaks[
        (breaks["series"] == indicator)
        & (breaks["area"].isna() | (breaks["area"] == area))
        & (breaks["year"] > after)
        & (breaks["year"] <= until)
    ].sort_values("year")
    if mine.empty:
        return None, {}
    last = mine.iloc[-1]
    return int(last["year"]), {"nl": last["reason_nl"], "en": last["reason_en"]}


def newest_fields(rows: pd.DataFrame) -> dict[str, object]:
    """The newest row as fields of an Assessment."""
    row = rows.iloc[-1]
    return {
        "period": int(row["period"]),
        "value": float(row["value"]),
        "unit": row["unit"],
        "scope": row["scope"],
        "status": row["status"],
    }
