"""A value against a target: reached, on the line to it, or not to be compared with it."""

import pandas as pd

from circular_metrics.assess.record import Assessment
from circular_metrics.assess.series import last_break, newest_fields, one_per_period, usable
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import Target
from circular_metrics.statistics.trend import MINIMUM_POINTS


def expected_value(target: Target, year: int) -> float:
    """Where a straight line from baseline to target stands in ``year``, in the target's unit.

    Flat before the baseline year and after the target year.

    Raises
    ------
    ValueError
        If the target has no baseline.

    >>> halve = Target(indicator="residual_waste_per_inhabitant", area="24062", unit="kg",
    ...                scope="all", baseline_year=2020, baseline=200.0, year=2030, value=100.0,
    ...                document="Strategy, p. 12", url="https://example.org")
    >>> expected_value(halve, 2025), expected_value(halve, 2035)
    (150.0, 100.0)
    """
    if target.baseline is None or target.baseline_year is None:
        raise ValueError(f"the target for {target.indicator} has no baseline")
    start = (target.baseline_year, target.baseline)
    return _on_line(start, (target.year, target.value), year)


def _on_line(start: tuple[int, float], end: tuple[int, float], year: int) -> float:
    """The straight line between two points in ``year``, flat outside them."""
    elapsed = (year - start[0]) / (end[0] - start[0])
    return start[1] + min(max(elapsed, 0.0), 1.0) * (end[1] - start[1])


def against_target(
    observations: pd.DataFrame,
    target: Target,
    breaks: pd.DataFrame,
    better: str | None = None,
) -> Assessment:
    """The newest complete value of the target's area against the target.

    Parameters
    ----------
    observations : DataFrame
        In the shape OBSERVATIONS.
    target : Target
        With unit and scope of what it counts.
    breaks : DataFrame
        The table ``breaks``.
    better : str, optional
        ``higher`` or ``lower``; as the target's indicator says if not given.

    Returns
    -------
    Assessment
        ``reached`` if the value is there; else ``on_track`` or ``behind`` against the straight
        line from the baseline (or, without one, from the first value since the last break);
        ``not_comparable`` for another unit or scope, or a break since the baseline;
        ``not_enough_data`` where the target names no baseline and fewer than five values since
        the last break could be one; ``no_data``.

    Raises
    ------
    ValueError
        If ``better`` is neither, or several values of one period are preferred.
    """
    better = better or INDICATORS[target.indicator].better
    if better not in ("higher", "lower"):
        raise ValueError(f"a target for {target.indicator} needs a better way, not {better!r}")
    said = {
        "rule": "target",
        "indicator": target.indicator,
        "area": target.area,
        "reference": target.value,
        "reference_period": target.year,
        "reference_unit": target.unit,
        "reference_scope": target.scope,
    }
    here = observations[observations["area"] == target.area]
    values = usable(here, target.indicator)
    rows = values[values["is_complete"]]
    said["left_out"] = tuple(int(year) for year in values.loc[~values["is_complete"], "period"])
    if rows.empty:
        return Assessment(**said, verdict="no_data", reason="no value")
    same_unit = rows[rows["unit"] == target.unit]
    same = same_unit[same_unit["scope"] == target.scope]
    if same.empty:
        reason = "unit" if same_unit.empty else "scope"
        return Assessment(**said, **newest_fields(rows), verdict="not_comparable", reason=reason)
    return _pace(one_per_period(same), target, breaks, better, said)


def _pace(
    rows: pd.DataFrame, target: Target, breaks: pd.DataFrame, better: str, said: dict[str, object]
) -> Assessment:
    """The verdict for values that may be compared with the target."""
    latest = newest_fields(rows)
    period, value = latest["period"], latest["value"]
    said = {**said, **latest, "points": len(rows), "first_period": int(rows["period"].iloc[0])}
    if _is_as_good(value, target.value, better):
        return Assessment(**said, verdict="reached")
    if period >= target.year:
        return Assessment(**said, verdict="behind", expected=target.value)
    began = target.baseline_year if target.baseline_year is not None else said["first_period"]
    year, reasons = last_break(breaks, target.indicator, target.area, began, period)
    said = {**said, "break_year": year, "break_reasons": reasons}
    if target.baseline is not None:
        if year is not None:
            return Assessment(**said, verdict="not_comparable", reason="break")
        start = (target.baseline_year, target.baseline)
    else:
        since = rows if year is None else rows[rows["period"] >= year]
        if len(since) < 2:
            return Assessment(**said, verdict="not_enough_data", reason="one point")
        start = (int(since["period"].iloc[0]), float(since["value"].iloc[0]))
        said["points"] = len(since)
    expected = _on_line(start, (target.year, target.value), period)
    said |= {"expected": expected, "baseline_period": start[0]}
    if target.baseline is None and said["points"] < MINIMUM_POINTS:
        return Assessment(**said, verdict="not_enough_data", reason="few points")
    verdict = "on_track" if _is_as_good(value, expected, better) else "behind"
    return Assessment(**said, verdict=verdict)


def _is_as_good(value: float, reference: float, better: str) -> bool:
    """Whether a value is at the reference or on its better side."""
    return value >= reference if better == "higher" else value <= reference
