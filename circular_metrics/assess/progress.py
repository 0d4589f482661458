"""Three rules on a series and its target, in words and as the object that a program reads."""

import math
from dataclasses import asdict
from typing import Any

from circular_metrics.statistics.pace import Judgement
from circular_metrics.statistics.progress import Progress
from circular_metrics.wording import number, say

RULE_WORDS = {
    "open_sdg": "Open SDG (Statistics Canada)",
    "eurostat": "Eurostat",
    "robust": "Theil-Sen with Mann-Kendall",
}
STATUS_WORDS = {
    "reached": "target reached",
    "missed": "target missed: its year has come",
    "on_track": "on track",
    "acceleration_needed": "on the way, but too slow",
    "limited_progress": "hardly moving towards the target",
    "deterioration": "moving away from the target",
    "significant_progress": "significant progress",
    "moderate_progress": "moderate progress",
    "moderate_movement_away": "moderate movement away",
    "significant_movement_away": "significant movement away",
    "no_clear_trend": "no trend can be told from chance",
    "not_enough_data": "not enough data",
    "undefined": "not defined for these values",
    "rules_disagree": "the rules disagree",
}


def status_words(status: str, language: str) -> str:
    """A status in a few words."""
    return say(STATUS_WORDS[status], language)


def sentences(found: Progress, language: str) -> list[str]:
    """The verdict, then a line for each rule, then distance, pace and what to expect."""
    lines = [status_words(found.verdict, language)]
    lines += [
        f"- {say(RULE_WORDS[rule.rule], language)}: {status_words(rule.status, language)}"
        for rule in found.rules
    ]
    lines += [
        "- "
        + say(
            "The series jumps in {year} as where a definition changes. If it does, no verdict "
            "holds across it: begin there with --baseline {year}.",
            language,
            year=year,
        )
        for year in found.steps
    ]
    if found.goal is None:
        return lines
    if found.is_met_at_baseline:
        lines.append(
            "- "
            + say("The target was met before it began: a stricter one would say more.", language)
        )
    pace = "Distance to the target: {distance}. Pace so far: {observed} % a year."
    if found.required is not None:
        pace = (
            "Distance to the target: {distance}. Pace so far: {observed} % a year; needed from now "
            "on: {required} % a year."
        )
    values = {key: getattr(found, key) for key in ("distance", "observed", "required")}
    shown = {key: number(value, language, 2) for key, value in values.items()}
    lines.append("- " + say(pace, language, **shown))
    if found.expected is not None:
        lines.append(
            "- "
            + say(
                "Expected in {year} if the trend goes on: {value} [{low} to {high}].",
                language,
                year=found.expected.year,
                value=number(found.expected.value, language, 2),
                low=number(found.expected.low, language, 2),
                high=number(found.expected.high, language, 2),
            )
        )
    return lines


def as_object(found: Progress, language: str) -> dict[str, Any]:
    """Everything that the verdict rests on; a number that is not defined is ``None``."""
    return {
        "verdict": found.verdict,
        "agree": found.agree,
        "points": found.points,
        "better": found.better,
        "baseline": {"year": found.baseline[0], "value": _finite(found.baseline[1])},
        "newest": {"year": found.newest[0], "value": _finite(found.newest[1])},
        "target": None
        if found.goal is None
        else {"year": found.goal.year, "value": found.goal.value},
        "distance": _finite(found.distance),
        "observed_pace": _finite(found.observed),
        "required_pace": _finite(found.required),
        "required_per_year": _finite(found.required_per_year),
        "projected": _finite(found.projected),
        "expected": None if found.expected is None else asdict(found.expected),
        "met_at_baseline": found.is_met_at_baseline,
        "steps": list(found.steps),
        "rules": [_rule(rule) for rule in found.rules],
        "confidence": found.confidence,
        "reasons": sentences(found, language),
    }


def _rule(rule: Judgement) -> dict[str, Any]:
    return {
        key: _finite(value) if isinstance(value, float) else value
        for key, value in asdict(rule).items()
    }


def _finite(value: float | None) -> float | None:
    """JSON has no word for a number that is none."""
    return None if value is None or not math.isfinite(value) else float(value)
