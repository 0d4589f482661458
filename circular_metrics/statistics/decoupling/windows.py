"""The verdict in a window of years, and in every window: how much hangs on the years chosen."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from circular_metrics.statistics.decoupling.pairs import p_value, window_scores
from circular_metrics.statistics.decoupling.tapio import DECOUPLED, elasticity, state
from circular_metrics.statistics.trend import LEVEL, MINIMUM_POINTS

VERDICTS = ("absolute", "relative", "none", "recession", "not_enough_data")


@dataclass(frozen=True, kw_only=True)
class Window:
    """The verdict for the years ``first`` to ``last``, on the two series alone."""

    first: int
    last: int
    points: int
    verdict: str
    elasticity: float | None
    state: str
    pressure_p: float
    is_counted: bool = False  # one of the rolling windows of the stated length


def window_length(points: int, asked: int | None = None) -> int:
    """Length of the rolling windows: as asked, else two thirds of the series; five to all points.

    >>> window_length(14), window_length(6)
    (10, 5)
    """
    length = math.ceil(2 * points / 3) if asked is None else asked
    return min(points, max(MINIMUM_POINTS, length))


class Years:
    """Two series on their common years, with the scores of all windows."""

    def __init__(self, both: pd.DataFrame):
        """Take ``pressure`` and ``driver``, indexed by year, none missing."""
        self.times = both.index.to_numpy(dtype=float)
        self.pressure = both["pressure"].to_numpy(dtype=float)
        self.driver = both["driver"].to_numpy(dtype=float)
        has_ratio = (self.driver > 0).all()
        self.intensity = self.pressure / self.driver if has_ratio else None
        self.pressure_scores = window_scores(self.pressure)
        self.driver_scores = window_scores(self.driver)
        self.intensity_scores = window_scores(self.intensity) if has_ratio else None

    def window(self, start: int, stop: int, is_counted: bool = False) -> Window:
        """The verdict for the positions ``start`` to ``stop``, ``stop`` not included."""
        part, last = slice(start, stop), stop - 1
        ends = [(s[start], s[last]) for s in (self.pressure, self.driver)]
        value = elasticity(*ends)
        moved = [after - before for before, after in ends]
        name, _ = state(*moved, value)
        s = int(self.pressure_scores[start, last])
        p = p_value(self.pressure[part], self.times[part], s)
        return Window(
            first=int(self.times[start]),
            last=int(self.times[last]),
            points=stop - start,
            verdict=self._verdict(start, stop, name, p),
            elasticity=value,
            state=name,
            pressure_p=p,
            is_counted=is_counted,
        )

    def _verdict(self, start: int, stop: int, tapio_state: str, p: float) -> str:
        """One of ``VERDICTS``, from the two series alone."""
        last = stop - 1
        if stop - start < MINIMUM_POINTS:
            return "not_enough_data"
        s = int(self.pressure_scores[start, last])
        driver, moved = int(self.driver_scores[start, last]), self._moved(start, last)
        if not (driver > 0 and moved > 0):
            return "recession" if s < 0 and (driver < 0 or moved < 0) else "none"
        if s < 0 and p < LEVEL:
            return "absolute"
        return "relative" if self.is_relative(start, stop, tapio_state) else "none"

    def _moved(self, start: int, last: int) -> float:
        return float(self.driver[last] - self.driver[start])

    def is_relative(self, start: int, stop: int, tapio_state: str) -> bool:
        """Whether pressure per unit of driver falls significantly, beyond Tapio's coupling."""
        if self.intensity_scores is None or tapio_state not in DECOUPLED:
            return False
        s, part = int(self.intensity_scores[start, stop - 1]), slice(start, stop)
        return s < 0 and p_value(self.intensity[part], self.times[part], s) < LEVEL

    def rolling(self, length: int) -> tuple[Window, ...]:
        """Every window of ``length`` consecutive points."""
        n = len(self.times)
        return tuple(self.window(i, i + length, True) for i in range(n - length + 1))

    def every(self, length: int) -> tuple[Window, ...]:
        """Every window of at least five points, those of ``length`` points marked as counted."""
        n = len(self.times)
        return tuple(
            self.window(i, j, j - i == length)
            for i in range(n)
            for j in range(i + MINIMUM_POINTS, n + 1)
        )


def common_years(pressure: pd.Series, driver: pd.Series) -> pd.DataFrame:
    """Both series on the years that both have, in order."""
    both = pd.concat(
        [pressure.rename("pressure"), driver.rename("driver")], axis=1, join="inner"
    ).astype(float)
    return both.dropna().sort_index()


def since_last_break(both: pd.DataFrame, breaks: Iterable[int]) -> tuple[pd.DataFrame, int | None]:
    """The years since the last break among them, and that break; all years where none is."""
    within = [year for year in breaks if both.index.min() < year <= both.index.max()]
    return (both.loc[max(within) :], max(within)) if within else (both, None)


def every_window(pressure: pd.Series, driver: pd.Series) -> tuple[Window, ...]:
    """The verdict by window start and end, for every window of at least five common years.

    Parameters
    ----------
    pressure, driver : Series
        Indexed by year.

    Returns
    -------
    tuple of Window
        On the two series alone: no footprint and no draws. Empty below five common years.
    """
    both = common_years(pressure, driver)
    if len(both) < MINIMUM_POINTS:
        return ()
    return Years(both).every(window_length(len(both)))
