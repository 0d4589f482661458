"""How fast a series moves towards a target, and how two published rules judge that pace.

Both compare compound growth; ``robust_pace`` has the third rule, a robust trend. All of them take
years and values and know no theme, no file and no language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ON_TRACK, ACCELERATE = 0.95, 0.60  # shares of the required pace, Open SDG and Eurostat alike
SUBSTITUTE = 0.001  # what Open SDG takes for a base or a target of zero
RECENT = 5  # years that Eurostat looks back
RULES = ("open_sdg", "eurostat", "robust")
STATUSES = (
    "reached",
    "missed",
    "on_track",
    "acceleration_needed",
    "limited_progress",
    "deterioration",
    "significant_progress",  # Eurostat, without a target
    "moderate_progress",
    "moderate_movement_away",
    "significant_movement_away",
    "no_clear_trend",  # robust
    "not_enough_data",
    "undefined",
)


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A value by a year and which way is better."""

    year: int
    value: float
    better: str


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What one rule says of a series: its status and what it was worked out from.

    ``observed`` and ``required`` are in per cent a year for the published rules, in the series'
    unit a year for the robust one; ``ratio`` is the observed pace as a share of the required one.
    """

    rule: str
    status: str
    first: int | None = None
    last: int | None = None
    observed: float | None = None
    required: float | None = None
    ratio: float | None = None
    score: float | None = None
    p: float | None = None
    autocorrelation_factor: float | None = None


def compound_growth(first: float, last: float, years: float) -> float:
    """``(last / first)^(1 / years) - 1``, a share a year.

    A first or last value of zero is taken as 0.001, as Open SDG does: a known weakness of that
    rule, since the result hangs on the substitute.

    Raises
    ------
    ValueError
        For values of different sign, or no time between them.

    References
    ----------
    Open SDG, *Progress calculation*; Statistics Canada.

    >>> round(100 * compound_growth(150, 140, 5), 4)
    -1.3704
    """
    if years <= 0:
        raise ValueError("growth needs time between the first value and the last")
    first, last = (value or SUBSTITUTE for value in (first, last))
    if first * last < 0:
        raise ValueError("growth is not defined between values of different sign")
    return (last / first) ** (1 / years) - 1


def direction(better: str) -> int:
    """+1 where higher is better, -1 where lower is."""
    if better not in ("higher", "lower"):
        raise ValueError(f"better is higher or lower, not {better!r}")
    return 1 if better == "higher" else -1


def is_reached(value: float, goal: Goal) -> bool:
    """Whether a value is at the goal or on its better side."""
    return direction(goal.better) * (value - goal.value) >= 0


def is_missed(newest: float, year: int, goal: Goal) -> bool:
    """Whether the goal's year has come without it.

    The published rules judge a pace towards a year ahead and are silent on this: no pace is left.
    """
    return year >= goal.year and not is_reached(newest, goal)


def ratio_status(ratio: float) -> str:
    """The class of an observed pace as a share of the required one.

    >>> [ratio_status(r) for r in (0.95, 0.949, 0.6, 0.3, -0.1)]
    ['on_track', 'acceleration_needed', 'acceleration_needed', 'limited_progress', 'deterioration']
    """
    if ratio >= ON_TRACK:
        return "on_track"
    if ratio >= ACCELERATE:
        return "acceleration_needed"
    return "limited_progress" if ratio >= 0 else "deterioration"


def ratio_score(ratio: float) -> float:
    """Open SDG's score with a target: -60 % is -5, 60 % is 0, 130 % is +5, linear between."""
    return float(np.interp(ratio, (-0.6, 0.6, 1.3), (-5.0, 0.0, 5.0)))


def growth_score(growth: float) -> float:
    """Open SDG's score without a target, from growth in the better direction in per cent a year."""
    return float(np.interp(growth, (-2.0, 0.0, 0.5, 1.5, 2.0), (-5.0, -2.5, 0.0, 2.5, 5.0)))


def growth_status(growth: float, rule: str) -> str:
    """The class of growth in the better direction, per cent a year, where there is no target.

    Open SDG parts at 1.5, 0.5 and 0; Eurostat at 1, 0 and -1. One pace may so get two verdicts.

    >>> growth_status(1.2344, "open_sdg"), growth_status(1.2344, "eurostat")
    ('acceleration_needed', 'significant_progress')
    """
    if rule == "open_sdg":
        names = ("on_track", "acceleration_needed", "limited_progress", "deterioration")
        bounds = (1.5, 0.5, 0.0)
    else:
        names = (
            "significant_progress",
            "moderate_progress",
            "moderate_movement_away",
            "significant_movement_away",
        )
        bounds = (1.0, 0.0, -1.0)
        if growth == bounds[2]:
            return names[3]
    return next((n for n, b in zip(names, bounds, strict=False) if growth >= b), names[3])


def open_sdg(years: Sequence[int], values: Sequence[float], better: str, goal: Goal | None = None):
    """Open SDG's and Statistics Canada's rule, from the first point to the last.

    ``R = d * CAGR_observed / |CAGR_required|``, both from the first point.

    Parameters
    ----------
    years, values : sequence
        In the order of time, at least two.
    better : str
        ``higher`` or ``lower``.
    goal : Goal, optional
        Without one, growth itself is judged.

    References
    ----------
    Open SDG documentation, *Progress calculation*, "inspired by Eurostat".
    """
    return _published("open_sdg", years, values, better, goal)


def eurostat(years: Sequence[int], values: Sequence[float], better: str, goal: Goal | None = None):
    """Eurostat's rule of its SDG monitoring, over the last five years of the series.

    As ``open_sdg``, but both rates begin at the earliest point of the last five years.

    References
    ----------
    Eurostat, *Sustainable development in the European Union*, short-term assessment.
    """
    recent = [i for i, year in enumerate(years) if year >= years[-1] - RECENT]
    return _published(
        "eurostat", [years[i] for i in recent], [values[i] for i in recent], better, goal
    )


def _published(rule: str, years, values, better: str, goal: Goal | None) -> Judgement:
    """A rule that compares compound growth from the first point to the last."""
    way = direction(better)
    if len(years) < 2:
        return Judgement(rule=rule, status="not_enough_data")
    said = {"rule": rule, "first": int(years[0]), "last": int(years[-1])}
    try:
        observed = 100 * compound_growth(values[0], values[-1], years[-1] - years[0])
    except ValueError:
        return Judgement(**said, status="undefined")
    said["observed"] = observed
    if goal is None:
        grown = way * observed * (1 if values[0] >= 0 else -1)
        score = growth_score(grown) if rule == "open_sdg" else None
        return Judgement(**said, status=growth_status(grown, rule), score=score)
    required = ratio = score = None
    if goal.year > years[0] and not is_reached(values[0], goal) and values[0] * goal.value >= 0:
        required = 100 * compound_growth(values[0], goal.value, goal.year - years[0])
        ratio = observed / required if required else None
        score = None if ratio is None else ratio_score(ratio)
    said |= {"required": required, "ratio": ratio}
    if is_reached(values[-1], goal):
        return Judgement(**said, status="reached", score=5.0)
    if is_missed(values[-1], years[-1], goal):
        return Judgement(**said, status="missed")
    if ratio is None:
        fell = is_reached(values[0], goal)
        return Judgement(**said, status="deterioration" if fell else "undefined")
    return Judgement(
        **said, status=ratio_status(ratio), score=score if rule == "open_sdg" else None
    )
