"""Small steps that several indicators share: a claim or a rounded figure becomes an observation."""

import pandas as pd

from circular_metrics.codelists.waste import FLAGS

NONE_KNOWN = "none known"
BOUND = "lower bound"  # a page says "more than"
ROUNDING = "publisher's rounding"
PLAN = "plan "  # how the scope of an amount of years to come begins
ADJUSTED_PLAN = "last adjusted plan "  # of years gone by: still no account of what was spent
WILSON95 = "Wilson 95 %"


def from_claims(claims: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The figures that pages state for one measure, as observations with status ``claimed``.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.
    measure : str
        Value of its column ``measure``. All must have one unit.

    Returns
    -------
    DataFrame
        One row per claim with a year; contradicting claims stay beside each other, and
        ``preferred`` marks the one to draw. ``source`` is the claim's id and ``vintage`` the day
        its page is dated, or ``undated``. No claim has an interval, but one that its note calls a
        lower bound has that end.

    Raises
    ------
    ValueError
        If the claims of the measure do not have one unit.
    """
    mine = claims[(claims["measure"] == measure) & claims["period"].notna()]
    units = sorted(mine["unit"].unique())
    if len(units) > 1:
        raise ValueError(f"claims of {measure!r} have the units {units}")
    is_bound = mine["note"].map(lambda note: isinstance(note, str) and BOUND in note).astype(bool)
    return pd.DataFrame(
        {
            "area": mine["area"],
            "period": mine["period"].astype("int64"),
            "value": mine["value"],
            "low": mine["value"].where(is_bound),
            "interval": is_bound.map({True: BOUND, False: NONE_KNOWN}),
            "status": "claimed",
            "scope": mine["scope"],
            "preferred": mine["preferred"],
            "source": mine["claim"],
            "vintage": mine["dated"].fillna("undated"),
            "note": mine["note"],
        }
    ).reset_index(drop=True)


def from_delivery(delivery: pd.DataFrame, measure: str, scope: str) -> pd.DataFrame:
    """What a city delivered of one measure, as observations; its own words end the scope.

    Parameters
    ----------
    delivery : DataFrame
        ``measure``, ``area``, ``year``, ``value`` and ``scope`` of one template.
    measure : str
        A measure that is not split.
    scope : str
        What the figure counts if the city says no more.

    Returns
    -------
    DataFrame
        One row per row of the delivery; of one area and year the one without words of its own is
        preferred, else the first.
    """
    mine = delivery[delivery["measure"] == measure].astype({"scope": object, "value": float})
    words = mine["scope"].where(mine["scope"].notna(), "").astype(str)
    table = pd.DataFrame(
        {
            "area": mine["area"],
            "period": mine["year"].astype("int64"),
            "value": mine["value"],
            "scope": scope + words.where(words == "", ": " + words),
        }
    ).sort_values(["area", "period", "scope"], kind="stable", ignore_index=True)
    return table.assign(preferred=~table.duplicated(["area", "period"]))


def is_planned(scope: pd.Series) -> pd.Series:
    """Whether an amount is that of a plan for years to come, to which nothing has happened yet."""
    return scope.astype("str").str.startswith(PLAN)


def newest(rows: pd.DataFrame, key: str, year: int | None = None) -> pd.Series | None:
    """The newest complete preferred value of an indicator among rows of one place, if there is one.

    What is planned for years to come only where nothing else is known. With ``year`` the
    preferred value of that year, complete or not.
    """
    rows = rows[(rows["indicator"] == key) & rows["preferred"] & rows["value"].notna()]
    if year is not None:
        rows = rows[rows["period"] == year]
    else:
        rows = rows[rows["is_complete"]]
        known = rows[~is_planned(rows["scope"])]
        rows = rows if known.empty else known
    return None if rows.empty else rows.loc[rows["period"].idxmax()]


def with_rounding(observations: pd.DataFrame, half_step: float | pd.Series) -> pd.DataFrame:
    """Add the interval in which a figure lay before its publisher rounded it.

    Parameters
    ----------
    observations : DataFrame
        With ``value``.
    half_step : float or Series
        Half of the last printed digit, in the unit of ``value``.
    """
    return observations.assign(
        low=observations["value"] - half_step,
        high=observations["value"] + half_step,
        interval=ROUNDING,
    )


def from_series(series: pd.DataFrame, measure: str) -> pd.DataFrame:
    """One measure of the table ``eurostat_series`` as observations, every vintage kept.

    Parameters
    ----------
    series : DataFrame
        The table ``eurostat_series``.
    measure : str
        Value of its column ``measure``.

    Returns
    -------
    DataFrame
        One row per area, year and vintage. The interval is the publisher's rounding, and does
        not go below zero where the value is not below it. ``preferred`` marks the newest vintage
        of each area and year, also where that one has withdrawn the value.
    """
    mine = series[series["measure"] == measure].reset_index(drop=True)
    table = pd.DataFrame(
        {
            "area": mine["area"],
            "period": mine["year"].astype("int64"),
            "value": mine["value"],
            "source": mine["source"],
            "vintage": mine["vintage"],
            "preferred": is_newest(mine["area"], mine["year"], mine["vintage"]),
            "note": mine["flag"].map(flag_note, na_action="ignore").astype("str").fillna(""),
        }
    )
    rounded = with_rounding(table, mine["half_step"])
    rounded["low"] = rounded["low"].where(rounded["value"] < 0, rounded["low"].clip(lower=0))
    rounded["interval"] = rounded["interval"].where(rounded["value"].notna(), NONE_KNOWN)
    return rounded


def is_newest(area: pd.Series, period: pd.Series, vintage: pd.Series) -> pd.Series:
    """Whether a row has the newest vintage of its area and period; of equals, the first."""
    order = pd.DataFrame({"area": area, "period": period, "vintage": vintage.astype("str")})
    newest = order.sort_values("vintage", ascending=False, kind="stable")
    is_first = ~newest.duplicated(["area", "period"])
    return is_first.reindex(order.index)


def flag_note(flag: str) -> str:
    """A publisher's flags in words: ``ep`` becomes ``flag ep: estimated, provisional``."""
    return f"flag {flag}: {', '.join(FLAGS[letter] for letter in flag)}"


def ratio(part: pd.DataFrame, whole: pd.DataFrame, factor: float = 1.0) -> pd.DataFrame:
    """``factor * part / whole`` for the areas and years that both have, interval included.

    Parameters
    ----------
    part, whole : DataFrame
        What ``from_series`` gives. Only preferred rows are used, so that no vintage is mixed
        with another of the same series.
    factor : float
        100 for a percentage, or what turns the units into that of the result.

    Returns
    -------
    DataFrame
        The value is missing where either is missing or ``whole`` is zero. The interval is the
        range over both intervals, as if they could err in opposite directions; it is open
        upwards, hence missing, where ``whole`` may be zero. ``source`` and ``vintage`` name
        both, ``part`` first.
    """
    keys = ["area", "period"]
    both = part[part["preferred"]].merge(
        whole[whole["preferred"]], on=keys, suffixes=("", "_whole"), validate="one_to_one"
    )
    divisor = both["value_whole"].where(both["value_whole"] > 0)
    value = factor * both["value"] / divisor
    high = factor * both["high"] / both["low_whole"].where(both["low_whole"] > 0)
    return pd.DataFrame(
        {
            **{key: both[key] for key in keys},
            "value": value,
            "low": (factor * both["low"] / both["high_whole"]).where(value.notna()),
            "high": high.where(value.notna()),
            "interval": both["interval"].where(value.notna(), NONE_KNOWN),
            "source": _joined(both, "source"),
            "vintage": _joined(both, "vintage"),
            "note": both["note"].where(
                (both["note"] == both["note_whole"]) | (both["note_whole"] == ""),
                (both["note"] + "; " + both["note_whole"]).str.removeprefix("; "),
            ),
        }
    )


def _joined(both: pd.DataFrame, name: str) -> pd.Series:
    """What ``part`` and ``whole`` say under ``name``; said once if they are of one source."""
    is_one = both["source"] == both["source_whole"]
    return both[name].where(is_one, both[name] + ";" + both[f"{name}_whole"])
