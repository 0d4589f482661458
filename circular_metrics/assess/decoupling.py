"""A verdict on decoupling in words."""

import math

from circular_metrics.statistics.decoupling import (
    SHARE_OF_DRAWS,
    Condition,
    Decoupling,
    Moved,
)
from circular_metrics.statistics.persistence import Walk
from circular_metrics.statistics.trend import MINIMUM_POINTS
from circular_metrics.wording import number, say

STATE_WORDS = {
    "strong_decoupling": "strong (absolute) decoupling",
    "weak_decoupling": "weak (relative) decoupling",
    "expansive_coupling": "expansive coupling",
    "expansive_negative_decoupling": "expansive negative decoupling",
    "strong_negative_decoupling": "strong negative decoupling",
    "weak_negative_decoupling": "weak negative decoupling",
    "recessive_coupling": "recessive coupling",
    "recessive_decoupling": "recessive decoupling",
    "undefined": "undefined",
}
VERDICT_WORDS = {
    "absolute": "absolute decoupling",
    "relative": "relative decoupling",
    "none": "no decoupling",
    "recession": "recession, not decoupling",
    "not_enough_data": "not enough data",
}


def verdict_words(verdict: str, language: str) -> str:
    """The verdict in a few words."""
    return say(VERDICT_WORDS[verdict], language)


def reasons(found: Decoupling, language: str) -> list[str]:
    """A sentence for each condition of absolute decoupling, met or not.

    The last sentences tell Tapio's state and, where one was asked for, the pace of a target.
    """
    return [
        f"{_met(condition, language)}: {_sentence(condition, language)}"
        for condition in found.conditions
    ] + [_tapio(found, language)]


def _met(condition: Condition, language: str) -> str:
    words = {True: "Met", False: "Not met", None: "Not tested"}
    return say(words[condition.met], language)


def _sentence(condition: Condition, language: str) -> str:
    """One condition with its numbers."""
    numbers = condition.numbers
    if condition.key == "points":
        return say(
            "common years of the series: {n}; a verdict needs {needed}.",
            language,
            n=numbers["points"],
            needed=MINIMUM_POINTS,
        )
    sentences = {
        "driver": _driver,
        "pressure": _pressure,
        "walk": _walk,
        "windows": _windows,
        "footprint": _footprint,
        "draws": _draws,
        "pace": _pace,
    }
    return sentences[condition.key](condition, language)


def _driver(condition: Condition, language: str) -> str:
    return say(
        "the driver rises: {change} % from first to last year; {trend}.",
        language,
        change=_signed(condition.numbers["change"], language),
        trend=_trend(condition.numbers["trend"], language),
    )


def _pressure(condition: Condition, language: str) -> str:
    return say(
        "the pressure falls significantly: {trend}.",
        language,
        trend=_trend(condition.numbers["trend"], language),
    )


def _walk(condition: Condition, language: str) -> str:
    return say(
        "the pressure falls more than nine in ten walks without direction do, or is no such walk: "
        "{walk}.",
        language,
        walk=_changes(condition.numbers["walk"], language),
    )


def _changes(walk: Walk, language: str) -> str:
    """The mean yearly change, and whether the series may be a walk at all."""
    drift, low, high = _on_one_scale((walk.drift, walk.low, walk.high), language)
    sentence = say(
        "mean change {drift} per year (95 %: {low} to {high}), chance of it in such a walk p {p}",
        language,
        drift=drift,
        low=low,
        high=high,
        p=_p(walk.p, language),
    )
    if walk.unit_root_t is None:
        return sentence
    numbers = {
        "t": number(walk.unit_root_t, language, 2),
        "bound": number(walk.critical, language, 2),
    }
    if walk.is_ruled_out:
        words = say("a walk is ruled out (Dickey-Fuller {t} below {bound})", language, **numbers)
    else:
        words = say(
            "a walk is not ruled out (Dickey-Fuller {t} not below {bound})", language, **numbers
        )
    return f"{sentence}; {words}"


def _windows(condition: Condition, language: str) -> str:
    numbers = condition.numbers
    sentence = say(
        "{k} of {n} rolling windows of {length} points are absolute by themselves, at least "
        "{needed} % must be.",
        language,
        k=numbers["holding"],
        n=numbers["windows"],
        length=numbers["length"],
        needed=number(100 * numbers["needed"], language),
    )
    verdicts = numbers["verdicts"]
    if len(verdicts) > 1:
        counted = ", ".join(f"{verdict_words(v, language)} {n}" for v, n in verdicts.items())
        sentence += " " + say(
            "The verdict hangs on the years chosen: over all windows {verdicts}.",
            language,
            verdicts=counted,
        )
    return sentence


def _footprint(condition: Condition, language: str) -> str:
    if condition.met is None and condition.numbers["is_one"]:
        return say("the pressure is itself counted where the consumption is.", language)
    if condition.met is None:
        return say(
            "no footprint is given: what falls here may have moved abroad.",
            language,
        )
    if "points" in condition.numbers:
        return say(
            "the footprint has {n} values in these years; {needed} are needed.",
            language,
            n=condition.numbers["points"],
            needed=MINIMUM_POINTS,
        )
    moved = condition.numbers["trend"]
    trend = f"{_trend(moved, language)}; {_changes(moved.walk, language)}"
    if condition.met:
        return say("the footprint falls significantly too: {trend}.", language, trend=trend)
    return say(
        "the footprint falls significantly too: {trend}. What falls on the territory may have "
        "moved abroad.",
        language,
        trend=trend,
    )


def _draws(condition: Condition, language: str) -> str:
    numbers = condition.numbers
    if not numbers["is_known"]:
        return say("no interval is known, so the values are taken as exact.", language)
    return say(
        "the conditions hold in {share} % of {n} draws from the intervals; {needed} % is needed.",
        language,
        share=number(100 * numbers["share"], language, 1),
        n=number(numbers["draws"], language),
        needed=number(100 * SHARE_OF_DRAWS, language),
    )


def _pace(condition: Condition, language: str) -> str:
    numbers = condition.numbers
    if condition.met is None:
        return say(
            "a pace to the target in {year} cannot be worked out.", language, year=numbers["year"]
        )
    return say(
        "the pace of {first}–{last} is enough for the target in {year}: {observed} % per year, "
        "{required} % is required. This does not change the verdict.",
        language,
        first=numbers["first"],
        last=numbers["last"],
        year=numbers["year"],
        observed=_signed(numbers["observed"], language, 2),
        required=_signed(numbers["required"], language, 2),
    )


def _tapio(found: Decoupling, language: str) -> str:
    ratio = found.tapio
    if ratio.elasticity is None:
        return say(
            "Tapio's elasticity is not defined: the driver stands still, moves less than its own "
            "error, or a first value is not above zero.",
            language,
        )
    sentence = say(
        "Tapio's elasticity {first}–{last} is {value}: {state}.",
        language,
        first=ratio.first,
        last=ratio.last,
        value=number(ratio.elasticity, language, 2),
        state=say(STATE_WORDS[ratio.state], language),
    )
    if ratio.is_on_boundary:
        sentence += " " + say("It lies on the boundary, which counts as coupling.", language)
    return sentence


def _trend(moved: Moved, language: str) -> str:
    """Slope with interval and p, and the factor where years hang together."""
    slope, low, high = _on_one_scale(
        (moved.slope.value, moved.slope.low, moved.slope.high), language
    )
    sentence = say(
        "Theil-Sen slope {slope} per year (95 %: {low} to {high}), Mann-Kendall p {p}",
        language,
        slope=slope,
        low=low,
        high=high,
        p=_p(moved.test.p, language),
    )
    if moved.factor > 1:
        sentence += say(
            ", variance times {factor} for autocorrelation",
            language,
            factor=number(moved.factor, language, 2),
        )
    return sentence


def _on_one_scale(values: tuple[float, ...], language: str) -> list[str]:
    """Numbers with as many decimals as give the first three digits."""
    digits = max(0, 2 - math.floor(math.log10(max(abs(values[0]), 1e-9))))
    return [number(value, language, min(digits, 6)) for value in values]


def _p(value: float, language: str) -> str:
    """``= 0.0123``, or ``< 0.0001``."""
    return (
        f"= {number(value, language, 4)}" if value >= 0.0001 else f"< {number(1e-4, language, 4)}"
    )


def _signed(value: float, language: str, decimals: int = 1) -> str:
    sign = "+" if value > 0 else ""
    return sign + number(value, language, decimals)
