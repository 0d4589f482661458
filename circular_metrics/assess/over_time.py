"""Whether an indicator gets better, over complete years of one definition."""

import pandas as pd

from circular_metrics.assess.record import Assessment
from circular_metrics.assess.series import last_break, newest_fields, one_per_period, usable
from circular_metrics.model import Indicator
from circular_metrics.observations import is_planned
from circular_metrics.statistics.trend import MINIMUM_POINTS, trend_of


def trend(observations: pd.DataFrame, indicator: Indicator, breaks: pd.DataFrame) -> Assessment:
    """Whether an indicator of one area gets better, over complete years of one definition.

    Parameters
    ----------
    observations : DataFrame
        In the shape OBSERVATIONS, of one area (or of the codes that one area had in turn).
    indicator : Indicator
        Whose ``better`` says which way is good.
    breaks : DataFrame
        The table ``breaks``.

    Returns
    -------
    Assessment
        ``improving``, ``worsening`` (``rising``, ``falling`` where neither way is better),
        ``no_clear_trend``, ``not_enough_data`` below five points. Only points since the last
        break and of the newest scope are used, and nothing that is planned for years to come;
        where it is the break that leaves too few, the verdict is ``interrupted``.

    Raises
    ------
    ValueError
        If several values of one period and scope are preferred.
    """
    values = usable(observations, indicator.key)
    complete = values[values["is_complete"]]
    rows = complete[~is_planned(complete["scope"])]
    area = "" if rows.empty else rows["area"].iloc[-1]
    said = {
        "rule": "trend",
        "indicator": indicator.key,
        "area": area,
        "left_out": tuple(int(year) for year in values.loc[~values["is_complete"], "period"]),
    }
    if rows.empty:
        reason = "no value" if complete.empty else "only plans"
        return Assessment(**said, verdict="not_enough_data", reason=reason)
    latest = rows.iloc[-1]
    is_like = (rows["scope"] == latest["scope"]) & (rows["unit"] == latest["unit"])
    whole = one_per_period(rows[is_like])
    first, last = int(whole["period"].iloc[0]), int(whole["period"].iloc[-1])
    year, reasons = last_break(breaks, indicator.key, area, first, last)
    since = whole if year is None else whole[whole["period"] >= year]
    found = trend_of(since["value"].tolist(), since["period"].tolist())
    said |= newest_fields(since) | {"break_year": year, "break_reasons": reasons}
    said |= {"points": len(since), "first_period": int(since["period"].iloc[0])}
    if found.direction == "not_enough_data":
        was_cut = len(whole) >= MINIMUM_POINTS
        return Assessment(
            **said,
            verdict="interrupted" if was_cut else "not_enough_data",
            reason="break" if was_cut else "few points",
        )
    verdict = _judged(found.direction, indicator.better)
    return Assessment(**said, verdict=verdict, slope=found.slope, p=found.test.p)


def _judged(direction: str, better: str) -> str:
    """A direction as good or bad news, where one way is better."""
    if direction == "no_clear_trend" or better == "neither":
        return direction
    return "improving" if (direction == "rising") == (better == "higher") else "worsening"
