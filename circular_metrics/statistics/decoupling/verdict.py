"""Absolute decoupling as a verdict that has to be earned: every condition, met or not."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from circular_metrics.statistics.decoupling import conditions
from circular_metrics.statistics.decoupling.draws import Uncertain, draw
from circular_metrics.statistics.decoupling.pairs import critical_score, scores
from circular_metrics.statistics.decoupling.record import Condition, Decoupling, Target
from circular_metrics.statistics.decoupling.tapio import Tapio, tapio
from circular_metrics.statistics.decoupling.windows import (
    Years,
    common_years,
    since_last_break,
    window_length,
)
from circular_metrics.statistics.trend import MINIMUM_POINTS

DRAWS, SEED = 10_000, 59020

Interval = tuple[pd.Series, pd.Series]


def decoupling(
    pressure: pd.Series,
    driver: pd.Series,
    footprint: pd.Series | None = None,
    *,
    pressure_interval: Interval | None = None,
    driver_interval: Interval | None = None,
    footprint_interval: Interval | None = None,
    target: Target | None = None,
    is_footprint: bool = False,
    breaks: Iterable[int] = (),
    window: int | None = None,
    share_of_windows: float = conditions.SHARE_OF_WINDOWS,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Decoupling:
    """Whether a pressure is decoupled from its driver, absolutely or relatively.

    *Absolute* holds only if all of these do, over the years that both series have:

    a. the driver rises: more pairs of years rise than fall, and its last value is above its first;
    b. the pressure falls significantly: Mann-Kendall p < 0.05 with the variance of Hamed and Rao
       where ranks are autocorrelated, and the 95 % interval of the Theil-Sen slope below zero;
    c. that fall is more than a walk without direction makes (``statistics.persistence``): the mean
       yearly change is below zero at 10 % if the series walks, or a unit root is refused at 10 %;
    d. a and b's test hold in at least half of the rolling windows of two thirds of the series;
    e. the footprint meets b and c too, where it is given;
    f. a and b's test, for the footprint too, hold in at least 95 % of the draws from the intervals.

    *Relative*: the driver rises, pressure per unit of driver falls significantly, and Tapio's
    state is weak or strong decoupling. *Recession*: the driver does not rise and both fall.
    *Not enough data* below five common years. Where what a series counts changed, the years before
    the last such break are left out, and the reasons say so. The pace that a target needs is
    compared and told; it does not change the verdict, because decoupling may be absolute and
    still too slow.

    Parameters
    ----------
    pressure, driver : Series
        Annual values, indexed by year; missing values are left out.
    footprint : Series, optional
        The same pressure counted where the consumption is (RMC beside DMC).
    pressure_interval, driver_interval, footprint_interval : pair of Series, optional
        Lower and upper bound (95 %) of each value; a missing bound means an exact value.
    target : Target, optional
        For the pressure.
    is_footprint : bool
        Whether ``pressure`` is itself counted where the consumption is.
    breaks : iterable of int
        Years from which a series counts something else than before.
    window : int, optional
        Points in a rolling window; two thirds of the series if not given.
    share_of_windows : float
        Share of the rolling windows that must be absolute by themselves.
    draws, seed : int
        Of the Monte Carlo.

    Returns
    -------
    Decoupling

    References
    ----------
    H. Haberl et al., *Environmental Research Letters* 15 (2020) 065003 (absolute and relative);
    P. Tapio, *Transport Policy* 12 (2005) 137-151; K. H. Hamed and A. R. Rao, *Journal of
    Hydrology* 204 (1998) 182-196.
    """
    both, since = since_last_break(common_years(pressure, driver), breaks)
    error = _error_of_change(driver, driver_interval, both.index)
    ratio = tapio(both["pressure"], both["driver"], error)
    if len(both) < MINIMUM_POINTS:
        return _too_short(both, ratio, since)
    years = Years(both)
    length = window_length(len(both), window)
    windows = years.every(length)
    trends = [conditions.moved(both[name]) for name in ("pressure", "driver")]
    other = conditions.footprint_trend(footprint, both.index)
    share = _share_of_draws(
        [(both["pressure"], pressure_interval, trends[0]), (both["driver"], driver_interval, None)],
        (other[0], footprint_interval, other[1]) if other else None,
        draws,
        seed,
    )
    found = (
        conditions.driver_rises(both["driver"], trends[1]),
        Condition(key="pressure", met=trends[0].falls, numbers={"trend": trends[0]}),
        conditions.outruns_walk(trends[0]),
        conditions.windows_hold(windows, length, share_of_windows),
        conditions.footprint_falls(footprint, other, is_footprint),
        conditions.draws_hold(
            share, draws, (pressure_interval, driver_interval, footprint_interval), bool(other)
        ),
        conditions.intensity_falls(years, both.index, ratio.state),
        *conditions.pace(both["pressure"], target),
    )
    return Decoupling(
        verdict=_verdict(found, years),
        conditions=found,
        tapio=ratio,
        points=len(both),
        break_year=since,
        pressure=trends[0],
        driver=trends[1],
        footprint=other[1] if other else None,
        windows=windows,
        draws=draws,
        seed=seed,
        share_of_draws=share,
    )


def _too_short(both: pd.DataFrame, ratio: Tapio, since: int | None) -> Decoupling:
    """No verdict below five points; the trends are told where there are two, for what they are."""
    few = Condition(key="points", met=False, numbers={"points": len(both)})
    has_two = len(both) > 1
    trends = [conditions.moved(both[name]) if has_two else None for name in both]
    return Decoupling(
        verdict="not_enough_data",
        conditions=(few,),
        tapio=ratio,
        points=len(both),
        break_year=since,
        pressure=trends[0],
        driver=trends[1],
    )


def _verdict(found: tuple[Condition, ...], years: Years) -> str:
    """The conditions together; the pace of a target is none of them."""
    plain = years.window(0, len(years.times)).verdict
    if plain in ("recession", "not_enough_data"):
        return plain
    met = {condition.key: condition.met for condition in found}
    needed = [met[key] for key in met if key not in ("intensity", "pace")]
    if plain == "absolute" and False not in needed:
        return "absolute"
    return "relative" if met["driver"] and met["intensity"] else "none"


def _uncertain(values: pd.Series, interval: Interval | None) -> Uncertain:
    """A series with its bounds; where a bound is missing, the value itself."""
    exact = values.to_numpy(dtype=float)
    if interval is None:
        return Uncertain(value=exact, low=exact, high=exact)
    low, high = (s.reindex(values.index).astype(float) for s in interval)
    known = low.notna() & high.notna()
    return Uncertain(
        value=exact,
        low=low.where(known, values).to_numpy(),
        high=high.where(known, values).to_numpy(),
    )


def _error_of_change(driver: pd.Series, interval: Interval | None, years: pd.Index) -> float:
    """Half-width (95 %) of the driver's change from the first to the last common year."""
    if interval is None or len(years) < 2:
        return 0.0
    ends = _uncertain(driver.loc[[years[0], years[-1]]], interval)
    return float(np.hypot(*((ends.high - ends.low) / 2)))


def _share_of_draws(series: list, footprint: tuple | None, draws: int, seed: int) -> float:
    """Share of draws in which the driver rises and pressure (and footprint) fall significantly."""
    random = np.random.default_rng(seed)
    (pressure, bounds, trend), (driver, driver_bounds, _) = series
    falling = [(pressure, bounds, trend)] + ([footprint] if footprint else [])
    held = np.ones(draws, dtype=bool)
    for values, interval, moved in falling:
        uncertain = _uncertain(values, interval)
        if uncertain.is_exact:
            held &= moved.falls
            continue
        # dependence between years is a property of the process, not of a draw's errors
        critical = critical_score(uncertain.value, moved.factor)
        held &= scores(draw(uncertain, draws, random)) <= -critical
    uncertain = _uncertain(driver, driver_bounds)
    drawn = uncertain.value[:, None] if uncertain.is_exact else draw(uncertain, draws, random)
    held &= (scores(drawn) > 0) & (drawn[-1] > drawn[0])
    return float(held.mean())
