"""Every target of an objective by three rules side by side, and whether they agree."""

import math
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import assess
from circular_metrics.assess.progress import RULE_WORDS, status_words
from circular_metrics.assess.series import last_break, one_per_period, usable
from circular_metrics.edition.compute import all_observations
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import Target
from circular_metrics.show import Grid
from circular_metrics.statistics.pace import Goal
from circular_metrics.statistics.progress import Progress, progress
from circular_metrics.wording import number, quantity, say

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

DRAWS = 1_000


def paces(page: "ObjectivePage") -> Grid:
    """The targets for the city and the areas it lies in: status by each rule, and if they agree."""
    language = page.edition.language
    rows = [_row(page, target, language) for target in targets_of(page)]
    caption = say("The targets by three rules side by side", language)
    return Grid(pd.DataFrame(rows, dtype=object), caption)


def targets_of(page: "ObjectivePage") -> list[Target]:
    """The targets on the objective's indicators for the city, its surroundings and the Union."""
    city = page.edition.city
    areas = {*city.codes, *city.context, "EU27_2020"}
    return [t for t in city.targets if t.indicator in page.objective.indicators and t.area in areas]


def judged(page: "ObjectivePage", target: Target) -> tuple[Progress | None, str]:
    """The three rules on what is counted as the target is, since the last break; or why not.

    The second is how the figures are known, or the verdict that forbids a comparison:
    ``no_data`` or ``not_comparable``.
    """
    edition = page.edition
    observations = edition.observations
    if target.area not in edition.areas:  # the Union
        observations = all_observations(edition.year, edition.data)
    found = assess.against_target(observations, target, page.edition.breaks)
    if found.verdict in ("no_data", "not_comparable"):
        return None, found.verdict
    rows = usable(observations[observations["area"] == target.area], target.indicator)
    rows = rows[rows["is_complete"] & (rows["unit"] == target.unit)]
    rows = one_per_period(rows[rows["scope"] == target.scope])
    first, last = int(rows["period"].iloc[0]), int(rows["period"].iloc[-1])
    since, _ = last_break(page.edition.breaks, target.indicator, target.area, first, last)
    rows = rows if since is None else rows[rows["period"] >= since]
    better = INDICATORS[target.indicator].better
    goal = Goal(year=target.year, value=float(target.value), better=better)
    bounds = (rows["low"].tolist(), rows["high"].tolist())
    years, values = rows["period"].tolist(), rows["value"].tolist()
    return progress(years, values, better, goal, bounds, DRAWS), ", ".join(
        say(status, edition.language) for status in rows["status"].unique()
    )


def _row(page: "ObjectivePage", target: Target, language: str) -> dict[str, str]:
    """One target in words."""
    found, why = judged(page, target)
    indicator = INDICATORS[target.indicator]
    words = {
        say("indicator", language): indicator.names[language],
        say("area", language): page.edition.names.get(target.area, target.area),
        say("target", language): f"{quantity(target.value, target.unit, language)} ({target.year})",
    }
    rules = [say(name, language) for name in RULE_WORDS.values()]
    if found is None:
        blank = say(why.replace("_", " "), language)
        return words | {
            say("years", language): "–",
            say("status", language): "–",
            **dict.fromkeys(rules, blank),
            say("do they agree?", language): "–",
            say("expected in the target year", language): "–",
        }
    if found.agree is None:  # too few points for any rule to be believed
        statuses = [status_words("not_enough_data", language)] * len(rules)
    else:
        statuses = [status_words(rule.status, language) for rule in found.rules]
    ends = dict.fromkeys((found.baseline[0], found.newest[0]))
    agree = {None: "–", True: say("yes", language), False: say("no", language)}[found.agree]
    return words | {
        say("years", language): f"{'–'.join(map(str, ends))} ({found.points})",
        say("status", language): why,
        **dict(zip(rules, statuses, strict=True)),
        say("do they agree?", language): agree,
        say("expected in the target year", language): _expected(found, target, language),
    }


def _expected(found: Progress, target: Target, language: str) -> str:
    """Where the robust line stands in the target's year, with its interval; a share is one."""
    if found.expected is None or found.goal.year <= found.newest[0]:
        return "–"
    top = 100.0 if target.unit == "percent" else math.inf
    said = found.expected
    value, low, high = (min(max(v, 0.0), top) for v in (said.value, said.low, said.high))
    low, high = (number(v, language, 1) for v in (low, high))
    between = say("to", language)
    shown = quantity(value, target.unit, language, 1)
    return f"{shown} [{low} {between} {high}]"
