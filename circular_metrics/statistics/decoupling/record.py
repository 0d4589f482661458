"""What a verdict on decoupling consists of: the trends, the conditions, the numbers behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from circular_metrics.statistics.decoupling.tapio import Tapio
from circular_metrics.statistics.decoupling.windows import Window
from circular_metrics.statistics.persistence import Walk
from circular_metrics.statistics.trend import LEVEL, MannKendall, Slope


@dataclass(frozen=True, kw_only=True)
class Moved:
    """The trend of one series: Theil-Sen slope, test, variance factor, yearly changes."""

    slope: Slope
    test: MannKendall
    factor: float
    walk: Walk | None = None  # missing below three values

    @property
    def falls(self) -> bool:
        """Whether it falls significantly, slope interval included."""
        return self.test.score < 0 and self.test.p < LEVEL and self.slope.high < 0

    @property
    def outruns_walk(self) -> bool:
        """Whether it falls more than a walk without direction would."""
        return self.walk is not None and self.walk.falls


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition of the verdict: ``met`` is ``None`` where it could not be tested."""

    key: str
    met: bool | None
    numbers: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Target:
    """What the pressure is to become, by a year."""

    value: float
    year: int


@dataclass(frozen=True, kw_only=True)
class Decoupling:
    """The verdict on two series, and everything it rests on."""

    verdict: str
    conditions: tuple[Condition, ...]
    tapio: Tapio
    points: int
    break_year: int | None = None  # what is counted changed then; earlier years are left out
    pressure: Moved | None = None
    driver: Moved | None = None
    footprint: Moved | None = None
    windows: tuple[Window, ...] = ()
    draws: int = 0
    seed: int | None = None
    share_of_draws: float | None = None
