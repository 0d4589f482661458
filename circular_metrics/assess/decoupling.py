"""A verdict on decoupling in words."""

from circular_metrics.assess.trend_words import changes, signed, trend
from circular_metrics.statistics.decoupling import (
    SHARE_OF_DRAWS,
    Condition,
    Decoupling,
)
from circular_metrics.statistics.trend import MINIMUM_POINTS
from circular_metrics.wording import number, on_one_scale, say

STATE_WORDS = {
    "strong_decoupling": "strong decoupling",
    "weak_decoupling": "weak decoupling",
    "expansive_coupling": "expansive coupling",
    "expansive_negative_decoupling": "expansive negative decoupling",
    "strong_negative_decoupling": "strong negative decoupling",
    "weak_negative_decoupling": "weak negative decoupling",
    "recessive_coupling": "recessive coupling",
    "recessive_decoupling": "recessive decoupling",
    "undefined": "undefined",
}
WHY_UNDEFINED = {
    "years": "fewer than two years have both values",
    "still": "the driver stands still",
    "error": "the driver moves less than its own error",
    "base": "a first value is not above zero",
    "infinite": "a value is infinite",
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

    The last sentences tell Tapio's state and, where one was asked for, the pace of a target; the
    first tells of a break, where years were left out for one.
    """
    return (
        _cut(found, language)
        + [
            f"{_met(condition, language)}: {_sentence(condition, language)}"
            for condition in found.conditions
        ]
        + [_tapio(found, language)]
    )


def _cut(found: Decoupling, language: str) -> list[str]:
    """Which years were left out because something else was counted; nothing where none were."""
    if found.break_year is None:
        return []
    sentence = say(
        "Only the years from {year} on are compared: before, something else was counted.",
        language,
        year=found.break_year,
    )
    return [sentence]


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
        "intensity": _intensity,
        "pace": _pace,
    }
    return sentences[condition.key](condition, language)


def _driver(condition: Condition, language: str) -> str:
    first, last = condition.numbers["first"], condition.numbers["last"]
    before, after = on_one_scale((first, last), language)
    share = ""
    if first > 0:
        share = f" ({signed(100 * (last - first) / first, language)} %)"
    return say(
        "the driver must rise: from {before} to {after}{share}; {trend}.",
        language,
        before=before,
        after=after,
        share=share,
        trend=trend(condition.numbers["trend"], language),
    )


def _pressure(condition: Condition, language: str) -> str:
    return say(
        "the pressure must fall significantly: {trend}.",
        language,
        trend=trend(condition.numbers["trend"], language),
    )


def _walk(condition: Condition, language: str) -> str:
    return say(
        "the mean fall must be larger than in nine of ten series that only wander, unless it is "
        "ruled out that this one wanders: {walk}.",
        language,
        walk=changes(condition.numbers["walk"], language),
    )


def _windows(condition: Condition, language: str) -> str:
    numbers = condition.numbers
    sentence = say(
        "at least {needed} % of the rolling windows of {length} points must be absolute by "
        "themselves: {k} of {n} are.",
        language,
        k=numbers["holding"],
        n=numbers["windows"],
        length=numbers["length"],
        needed=number(100 * numbers["needed"], language),
    )
    verdicts = numbers["verdicts"]
    if len(verdicts) > 1:
        counted = "; ".join(f"{verdict_words(v, language)} {n}" for v, n in verdicts.items())
        sentence += " " + say(
            "The verdict hangs on the years chosen. Windows of every length: {verdicts}.",
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
    said = f"{trend(moved, language)}; {changes(moved.walk, language)}"
    sentence = say("the footprint must fall in the same way: {trend}.", language, trend=said)
    if condition.met:
        return sentence
    return f"{sentence} {say('What falls on the territory may have moved abroad.', language)}"


def _draws(condition: Condition, language: str) -> str:
    numbers = condition.numbers
    if not numbers["is_known"]:
        return say("no interval is known, so the values are taken as exact.", language)
    message = (
        "in {needed} % of the draws from the intervals the driver must rise and the pressure and "
        "its footprint fall significantly: of {n} draws {share} % do."
        if numbers["has_footprint"]
        else "in {needed} % of the draws from the intervals the driver must rise and the pressure "
        "fall significantly: of {n} draws {share} % do."
    )
    return say(
        message,
        language,
        share=number(100 * numbers["share"], language, 1),
        n=number(numbers["draws"], language),
        needed=number(100 * SHARE_OF_DRAWS, language),
    )


def _intensity(condition: Condition, language: str) -> str:
    if condition.met is None:
        return say(
            "for relative decoupling the pressure per unit of driver is looked at; the driver is "
            "not above zero in every year.",
            language,
        )
    return say(
        "for relative decoupling the pressure per unit of driver must fall significantly, with "
        "Tapio's elasticity below coupling: {trend}.",
        language,
        trend=trend(condition.numbers["trend"], language),
    )


def _pace(condition: Condition, language: str) -> str:
    numbers = condition.numbers
    if condition.met is None:
        return say(
            "a pace to the target in {year} cannot be worked out.", language, year=numbers["year"]
        )
    return say(
        "the pace must be enough for the target in {year}: {observed} % per year over "
        "{first}–{last}, {required} % is required. This does not change the verdict.",
        language,
        first=numbers["first"],
        last=numbers["last"],
        year=numbers["year"],
        observed=signed(numbers["observed"], language, 2),
        required=signed(numbers["required"], language, 2),
    )


def _tapio(found: Decoupling, language: str) -> str:
    ratio = found.tapio
    if ratio.elasticity is None:
        return say(
            "Tapio's elasticity is not defined: {why}.",
            language,
            why=say(WHY_UNDEFINED[ratio.why], language),
        )
    sentence = say(
        "Tapio's elasticity compares {first} and {last} alone and decides nothing by itself: "
        "{value}, {state}.",
        language,
        first=ratio.first,
        last=ratio.last,
        value=number(ratio.elasticity, language, 2),
        state=say(STATE_WORDS[ratio.state], language),
    )
    if ratio.is_on_boundary:
        sentence += " " + say("It lies on the boundary, which counts as coupling.", language)
    return sentence
