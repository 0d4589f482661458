"""A series against a target by three rules side by side, and whether they agree."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from circular_metrics.statistics.decoupling.draws import Uncertain, draw
from circular_metrics.statistics.level_shifts import steps
from circular_metrics.statistics.pace import (
    Goal,
    Judgement,
    compound_growth,
    eurostat,
    is_reached,
    open_sdg,
)
from circular_metrics.statistics.robust_pace import Expected, robust
from circular_metrics.statistics.trend import MINIMUM_POINTS

DRAWS, SEED = 1_000, 59020
SAME = {  # what Eurostat says without a target, in the words of Open SDG
    "significant_progress": {"on_track"},
    "moderate_progress": {"acceleration_needed", "limited_progress"},
    "moderate_movement_away": {"deterioration"},
    "significant_movement_away": {"deterioration"},
}


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Distance, pace and three judgements.

    ``verdict`` is the status that all rules give, ``rules_disagree`` or ``not_enough_data``.
    ``distance`` is target less newest value. ``observed`` is compound growth from the baseline to
    the newest value and ``required`` that from the newest value to the target, both in per cent a
    year; ``required_per_year`` is the latter as a straight line, in the series' unit.
    ``projected`` goes on with the observed growth to the target year. ``confidence`` is, for each
    published rule, the share of draws from the intervals with the same status; ``None`` where
    no interval is known. ``required`` is ``None`` where nothing more is needed. ``steps`` are
    years in which the series jumps to another level as it does where its definition changes.
    """

    verdict: str
    points: int
    better: str
    goal: Goal | None
    baseline: tuple[int, float]
    newest: tuple[int, float]
    distance: float | None
    observed: float | None
    required: float | None
    required_per_year: float | None
    projected: float | None
    expected: Expected | None
    rules: tuple[Judgement, ...]
    agree: bool | None
    is_met_at_baseline: bool
    confidence: dict[str, float] | None
    steps: tuple[int, ...]


def progress(
    years: Sequence[int],
    values: Sequence[float],
    better: str,
    goal: Goal | None = None,
    intervals: tuple[Sequence[float], Sequence[float]] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Progress:
    """A series from its baseline on against a target, by three rules.

    Parameters
    ----------
    years, values : sequence
        In the order of time, none missing; the first is the baseline.
    better : str
        ``higher`` or ``lower``.
    goal : Goal, optional
        Without one, growth itself is judged.
    intervals : pair of sequences, optional
        Low and high of each value; a missing bound leaves its value exact.
    draws, seed : int
        Of the Monte Carlo that says how sure the published rules' statuses are.

    Returns
    -------
    Progress
        ``not_enough_data`` below five points; what can be worked out from two is shown all the
        same.

    Raises
    ------
    ValueError
        For fewer than one value, years out of order or ``better`` that is neither.
    """
    if not len(years) or len(years) != len(values) or list(years) != sorted(set(years)):
        raise ValueError("needs years in order, each once, with a value each")
    line, expected = robust(years, values, better, goal)
    published = (open_sdg(years, values, better, goal), eurostat(years, values, better, goal))
    rules = (*published, line)
    agree = None if len(years) < MINIMUM_POINTS else agreement(rules)
    verdict = "not_enough_data"
    if agree is not None:
        verdict = rules[0].status if agree else "rules_disagree"
    return Progress(
        verdict=verdict,
        points=len(years),
        better=better,
        goal=goal,
        baseline=(int(years[0]), float(values[0])),
        newest=(int(years[-1]), float(values[-1])),
        **_pace(years, values, goal),
        expected=expected,
        rules=rules,
        agree=agree,
        is_met_at_baseline=goal is not None and is_reached(values[0], goal),
        confidence=_confidence(years, values, better, goal, intervals, draws, seed, published),
        steps=tuple(steps(years, values)),
    )


def agreement(rules: Sequence[Judgement]) -> bool:
    """Whether all rules say the same, in the words of Open SDG."""
    said = [SAME.get(rule.status, {rule.status}) for rule in rules]
    return bool(set.intersection(*said)) and not {"undefined", "not_enough_data"} & set().union(
        *said
    )


def _pace(years, values, goal: Goal | None) -> dict[str, float | None]:
    """Distance to the goal, pace so far and pace from now on."""
    first, last = float(values[0]), float(values[-1])
    observed = required = per_year = projected = None
    if len(years) > 1 and first * last >= 0:
        observed = compound_growth(first, last, years[-1] - years[0])
    if goal is not None and goal.year > years[-1]:
        is_met = is_reached(last, goal)
        ahead = goal.year - years[-1]
        per_year = None if is_met else (goal.value - last) / ahead
        if not is_met and last * goal.value >= 0:
            required = 100 * compound_growth(last, goal.value, ahead)
        if observed is not None:
            projected = last * (1 + observed) ** ahead
    return {
        "distance": None if goal is None else goal.value - last,
        "observed": None if observed is None else 100 * observed,
        "required": required,
        "required_per_year": per_year,
        "projected": projected,
    }


def _confidence(years, values, better, goal, intervals, draws, seed, published):
    """Share of draws in which each published rule gives the status that it gives the values."""
    if intervals is None:
        return None
    value = np.asarray(values, float)
    low, high = (np.asarray(bound, float) for bound in intervals)
    low, high = np.where(np.isnan(low), value, low), np.where(np.isnan(high), value, high)
    series = Uncertain(value=value, low=low, high=high)
    if series.is_exact:
        return None
    drawn = draw(series, draws, np.random.default_rng(seed))
    found = {}
    for rule, judge in zip(published, (open_sdg, eurostat), strict=True):
        same = sum(judge(years, one, better, goal).status == rule.status for one in drawn.T)
        found[rule.rule] = same / draws
    return found
