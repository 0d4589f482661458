"""Steps in a series that its own year-to-year changes do not explain."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MINIMUM_CHANGES = 5
LEAST = 0.15  # natural logarithm: about 16 % up or 14 % down
THRESHOLD = 5.0
FLOOR = 0.03  # a series that hardly moves is not certain to a thousandth
STAYS = 0.6  # share of the step that must remain in the level afterwards
AROUND = 3  # values on either side that make the level
SCALE = 1.4826  # of the median absolute deviation, for a normal distribution


@dataclass(frozen=True)
class LevelShift:
    """One step: at which place the new level begins, how large it is, and how unusual."""

    place: int
    before: float
    after: float
    score: float


def steps(
    years: Sequence[int],
    values: Sequence[float],
    least: float = LEAST,
    threshold: float = THRESHOLD,
) -> dict[int, LevelShift]:
    """Year → the step in it, of a series of years that may be uneven.

    The values are set out at the greatest distance that all years are multiples of, so that a
    series of every other year is judged as an even one and a missing year is a gap.

    >>> list(steps(range(2004, 2022, 2), [420, 418, 411, 415, 413, 416, 729, 755, 699]))
    [2016]
    """
    apart = int(np.gcd.reduce(np.diff(years))) if len(years) > 1 else 1
    span = list(range(int(years[0]), int(years[-1]) + 1, apart)) if len(years) else []
    known = dict(zip(years, values, strict=True))
    found = level_shifts([known.get(year, np.nan) for year in span], least, threshold)
    return {span[shift.place]: shift for shift in found}


def level_shifts(
    values: Sequence[float], least: float = LEAST, threshold: float = THRESHOLD
) -> list[LevelShift]:
    """Places where a series of positive values jumps to another level and stays there.

    With ``d[t] = ln x[t] - ln x[t-1]``, a change is a step if ``abs(d[t]) >= least``, if it lies
    more than ``threshold`` robust standard deviations from the median of the other changes,
    ``abs(d[t] - median(d)) / sqrt((1.4826 MAD)^2 + 0.03^2)``, and if the medians of the (up to)
    three values before and from ``t`` on differ by at least six tenths of it, so that one odd year
    is none.

    Parameters
    ----------
    values : sequence of float
        In the order of time, evenly spaced; missing, zero and negative ones belong to no change.
    least, threshold : float
        The smallest step and the smallest score.

    Returns
    -------
    list of LevelShift
        Empty below six values.

    Notes
    -----
    On Eurostat's panels of European countries it proposes 6 steps in 38 series of municipal waste
    per inhabitant (Belgium's and Austria's of 2020 among them), 2 in 27 of the circular material
    use rate and none in 296 of population, material consumption and greenhouse gases. Shares that
    begin near zero, as recycling rates of the nineties, give many: there a step is often growth.

    References
    ----------
    Leys et al. 2013, Journal of Experimental Social Psychology 49: 764-766, for the deviation.

    >>> [shift.place for shift in level_shifts([420, 418, 411, 415, 413, 416, 729, 755, 699])]
    [6]
    """
    given = np.asarray(values, dtype=float)
    logs = np.log(np.where(given > 0, given, np.nan))
    changes = np.diff(logs)
    known = np.flatnonzero(~np.isnan(changes))
    if len(known) < MINIMUM_CHANGES:
        return []
    found = []
    for place in known[np.abs(changes[known]) >= least]:
        others = changes[known[known != place]]
        middle = np.median(others)
        spread = np.hypot(SCALE * np.median(np.abs(others - middle)), FLOOR)
        score = abs(changes[place] - middle) / spread
        if score >= threshold and _stays(logs, place + 1, changes[place]):
            before, after = given[place], given[place + 1]
            found.append(LevelShift(int(place) + 1, float(before), float(after), float(score)))
    return found


def _stays(logs: np.ndarray, place: int, step: float) -> bool:
    """Whether the level from ``place`` on is another one, as the step says."""
    after = np.nanmedian(logs[place : place + AROUND])
    shift = after - np.nanmedian(logs[max(0, place - AROUND) : place])
    return bool(shift * np.sign(step) >= STAYS * abs(step))
