"""How often *absolute* is said: of textbook falls, and of series that go nowhere.

Run by hand: ``python benchmarks/verdicts.py [NUMBER]`` prints the tables of decision 10, each
share out of NUMBER simulated pressures against a driver that rises by 2 % a year. The conditions
are those of the package, without the windows of other lengths that are drawn but do not count.
"""

import math
import sys
from collections.abc import Sequence

import numpy as np
import pandas as pd

from circular_metrics.statistics.decoupling import SHARE_OF_DRAWS, SHARE_OF_WINDOWS, window_length
from circular_metrics.statistics.decoupling.conditions import moved, windows_hold
from circular_metrics.statistics.decoupling.draws import Uncertain, draw
from circular_metrics.statistics.decoupling.pairs import critical_score, scores
from circular_metrics.statistics.decoupling.windows import Years, common_years

POINTS = (5, 8, 10, 12, 15, 20, 30)
SLOPES, NOISES = (0.5, 1, 2, 5), (0.5, 1, 2, 3)  # % a year, % of the level
MEMORIES = (0.0, 0.3, 0.6, 0.9, 1.0)  # of last year's deviation; 1 is a random walk
DRAWS, BEFORE, SEED = 300, 80, 59020


def pressures(points: int, slope: float, noise: float, memory: float, number: int) -> np.ndarray:
    """Rows that fall by ``slope`` % a year under noise that remembers ``memory`` of itself."""
    key = [SEED, points, int(10 * slope), int(10 * noise), int(10 * memory)]
    shocks = np.random.default_rng(key).standard_normal((number, points + BEFORE))
    kept = np.zeros_like(shocks)
    for year in range(1, shocks.shape[1]):
        kept[:, year] = memory * kept[:, year - 1] + shocks[:, year]
    scale = noise / 100 * (math.sqrt(1 - memory**2) if memory < 1 else 1.0)
    return 100 * (1 - slope / 100) ** np.arange(points) * np.exp(scale * kept[:, BEFORE:])


def verdicts(table: np.ndarray, half_width: float) -> tuple[float, float]:
    """Shares of *absolute* without intervals, and with bounds of ``half_width`` either side."""
    years = pd.Index(np.arange(table.shape[1], dtype=float))
    driver = pd.Series(100 * 1.02 ** np.arange(len(years)), index=years)
    length, random = window_length(len(years)), np.random.default_rng(SEED)
    plain = drawn = 0
    for row in table:
        series = pd.Series(row, index=years)
        found = moved(series)
        if not (found.falls and found.outruns_walk):
            continue
        rolling = Years(common_years(series, driver)).rolling(length)
        if not windows_hold(rolling, length, SHARE_OF_WINDOWS).met:
            continue
        plain += 1
        bounds = Uncertain(value=row, low=row * (1 - half_width), high=row * (1 + half_width))
        falls = scores(draw(bounds, DRAWS, random)) <= -critical_score(row, found.factor)
        drawn += falls.mean() >= SHARE_OF_DRAWS
    return plain / len(table), drawn / len(table)


def markdown(head: str, rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A table with a column for each number of years."""
    lines = [f"| {head} | {' | '.join(str(n) for n in POINTS)} |", "|---" * (len(POINTS) + 1) + "|"]
    return "\n".join(lines + [f"| {name} | {' | '.join(cells)} |" for name, cells in rows])


def main(number: int) -> None:
    """Print both tables: falls (without / with intervals of half the noise), and idle series."""
    for memory in (0.0, 0.6):
        rows = []
        for noise in NOISES:
            for slope in SLOPES:
                cells = [
                    verdicts(pressures(n, slope, noise, memory, number), 1.96 * noise / 200)
                    for n in POINTS
                ]
                shown = [f"{100 * a:.0f} / {100 * b:.0f}" for a, b in cells]
                rows.append((f"{slope} % a year, noise {noise} %", shown))
        print(markdown(f"falls, memory {memory}; years:", rows), "\n", flush=True)
    idle = []
    for memory in MEMORIES:
        tables = [pressures(n, 0, 2, memory, 10 * number) for n in POINTS]
        idle.append((f"memory {memory}", [f"{100 * verdicts(t, 0.02)[0]:.1f}" for t in tables]))
    print(markdown("no direction; years:", idle))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
