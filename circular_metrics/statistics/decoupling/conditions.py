"""The conditions of absolute decoupling, each on its own: met, not met, or not to be tested."""

import pandas as pd

from circular_metrics.statistics.autocorrelation import corrected_test
from circular_metrics.statistics.decoupling.record import Condition, Moved, Target
from circular_metrics.statistics.decoupling.windows import Window, Years
from circular_metrics.statistics.persistence import walk
from circular_metrics.statistics.trend import MINIMUM_POINTS, theil_sen

SHARE_OF_DRAWS, SHARE_OF_WINDOWS = 0.95, 0.5


def moved(series: pd.Series) -> Moved:
    """A series by its Theil-Sen slope, by Mann-Kendall's test and by its yearly changes."""
    test, factor = corrected_test(series.tolist(), series.index.tolist())
    return Moved(
        slope=theil_sen(series, series.index),
        test=test,
        factor=factor,
        walk=walk(series, series.index) if len(series) > 2 else None,
    )


def footprint_trend(footprint: pd.Series | None, years: pd.Index) -> tuple[pd.Series, Moved] | None:
    """The footprint on the years of the pressure, where at least five have one."""
    if footprint is None:
        return None
    mine = footprint.astype(float).dropna().sort_index()
    mine = mine[mine.index.isin(years)]
    return None if len(mine) < MINIMUM_POINTS else (mine, moved(mine))


def driver_rises(driver: pd.Series, trend: Moved) -> Condition:
    """More pairs of years rise than fall, and the last value is above the first."""
    first, last = float(driver.iloc[0]), float(driver.iloc[-1])
    met = trend.test.score > 0 and last > first
    return Condition(key="driver", met=met, numbers={"trend": trend, "first": first, "last": last})


def outruns_walk(pressure: Moved) -> Condition:
    """The pressure falls more than a walk without direction would."""
    return Condition(key="walk", met=pressure.outruns_walk, numbers={"walk": pressure.walk})


def windows_hold(windows: tuple[Window, ...], length: int, needed: float) -> Condition:
    """Enough of the rolling windows are absolute by themselves."""
    counted = [w for w in windows if w.is_counted]
    holding = sum(w.verdict == "absolute" for w in counted)
    numbers = {
        "holding": holding,
        "windows": len(counted),
        "length": length,
        "needed": needed,
        "verdicts": {v: sum(w.verdict == v for w in windows) for v in _found(windows)},
    }
    return Condition(key="windows", met=holding >= needed * len(counted), numbers=numbers)


def _found(windows: tuple[Window, ...]) -> list[str]:
    return sorted({w.verdict for w in windows})


def footprint_falls(
    footprint: pd.Series | None, other: tuple | None, is_footprint: bool
) -> Condition:
    """The footprint falls, and more than a walk would; not to be tested where none is given."""
    if footprint is None:
        return Condition(key="footprint", met=None, numbers={"is_one": is_footprint})
    if other is None:
        points = int(footprint.notna().sum())
        return Condition(key="footprint", met=False, numbers={"points": points})
    met = other[1].falls and other[1].outruns_walk
    return Condition(key="footprint", met=met, numbers={"trend": other[1]})


def intensity_falls(years: Years, index: pd.Index, tapio_state: str) -> Condition:
    """The pressure falls per unit of driver, beyond coupling: what *relative* asks for."""
    if years.intensity is None:
        return Condition(key="intensity", met=None)
    trend = moved(pd.Series(years.intensity, index=index))
    met = years.is_relative(0, len(index), tapio_state)
    return Condition(key="intensity", met=met, numbers={"trend": trend})


def draws_hold(share: float, draws: int, intervals: tuple, has_footprint: bool) -> Condition:
    """Enough of the draws hold; not to be tested where no interval is known."""
    is_known = any(interval is not None for interval in intervals)
    met = share >= SHARE_OF_DRAWS
    # without an interval a draw can but repeat the other conditions
    return Condition(
        key="draws",
        met=met if is_known else None,
        numbers={
            "share": share,
            "draws": draws,
            "is_known": is_known,
            "has_footprint": has_footprint,
        },
    )


def pace(pressure: pd.Series, target: Target | None) -> tuple[Condition, ...]:
    """Observed and required change per year, both from the first common year."""
    if target is None:
        return ()
    first, last = int(pressure.index[0]), int(pressure.index[-1])
    start, end = float(pressure.iloc[0]), float(pressure.iloc[-1])
    if min(start, end, target.value) <= 0 or target.year <= first or target.value == start:
        return (Condition(key="pace", met=None, numbers={"year": target.year}),)
    observed = (end / start) ** (1 / (last - first)) - 1
    required = (target.value / start) ** (1 / (target.year - first)) - 1
    numbers = {
        "observed": 100 * observed,
        "required": 100 * required,
        "ratio": observed / required,
        "first": first,
        "last": last,
        "year": target.year,
    }
    return (Condition(key="pace", met=observed / required >= 1, numbers=numbers),)
