"""What an assessment and the evidence of an objective are, and how they are put in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from circular_metrics.statistics.trend import MINIMUM_POINTS, Slope
from circular_metrics.units import unit
from circular_metrics.wording import number, on_one_scale, quantity, say
from circular_metrics.wording.published import told

TARGET_VERDICTS = (
    "reached",
    "on_track",
    "behind",
    "not_comparable",
    "no_data",
    "not_enough_data",
)
# Where a figure stands on the straight line to its target; the three rules judge its pace.
POSITIONS = {
    "reached": "target reached",
    "on_track": "on the line to it, or ahead",
    "behind": "behind the line to it",
}
TREND_VERDICTS = (
    "improving",
    "worsening",
    "rising",  # where neither way is better
    "falling",
    "no_clear_trend",
    "not_enough_data",
    "interrupted",
)
EFFECTS = ("outcome", "impact")


def verdict_words(verdict: str, language: str) -> str:
    """A verdict on a trend or a target in a few words."""
    return say(POSITIONS.get(verdict, verdict.replace("_", " ")), language)


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """One verdict and what a sentence about it needs.

    ``rule`` is ``target`` or ``trend``. ``period``, ``value``, ``unit``, ``scope`` and ``status``
    are those of the newest observation used. For a target ``reference`` is its value,
    ``reference_period`` its year, ``expected`` where the straight line stands in ``period`` and
    ``baseline_period`` where that line begins. ``reason`` is why nothing could be said: ``unit``,
    ``scope``, ``break``, ``one point``, ``no value``, ``few points``, ``only plans``.
    """

    rule: str
    indicator: str
    area: str
    verdict: str
    reason: str = ""
    period: int | None = None
    value: float | None = None
    unit: str = ""
    scope: str = ""
    status: str = ""
    reference: float | None = None
    reference_period: int | None = None
    reference_unit: str = ""
    reference_scope: str = ""
    expected: float | None = None
    baseline_period: int | None = None
    first_period: int | None = None
    points: int = 0
    slope: Slope | None = None
    p: float | None = None
    break_year: int | None = None
    break_reasons: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[int, ...] = ()  # years that are not complete

    def verdict_words(self, language: str) -> str:
        """The verdict; what a claim, a model or a plan reaches is reached by that alone."""
        words = verdict_words(self.verdict, language)
        is_unmeasured = self.status in ("claimed", "modelled", "planned")
        if self.verdict not in POSITIONS or not is_unmeasured:
            return words
        return f"{words} ({say(self.status, language)})"

    def words(self, language: str) -> str:
        """The reason for the verdict, in one or two sentences made from its numbers.

        Raises
        ------
        UnknownNameError
            If the language is unknown, a message has no Dutch, or a unit is unknown.
        """
        sentences = _trend_words if self.rule == "trend" else _target_words
        parts = [sentences(self, language)]
        if self.break_year is not None and self.verdict != "reached":
            parts.append(
                say(
                    "The definition changes in {year}: {reason}",
                    language,
                    year=self.break_year,
                    reason=self.break_reasons[language],
                )
            )
        if self.left_out:
            years = ", ".join(map(str, self.left_out))
            parts.append(say("Not complete, so left out: {years}.", language, years=years))
        return " ".join(parts)


def _trend_words(found: Assessment, language: str) -> str:
    """Why a series is said to rise or fall, or why nothing can be said."""
    if found.reason == "no value":
        return say("No value.", language)
    if found.reason == "only plans":
        return say("Only plans for years to come: no trend can be seen in them.", language)
    if found.reason:
        return say(
            "{n} comparable values; a trend needs {needed}.",
            language,
            n=found.points,
            needed=MINIMUM_POINTS,
        )
    slope, low, high = on_one_scale(
        (found.slope.value, found.slope.low, found.slope.high), language
    )
    return say(
        "{first}–{last}, {n} values: {slope} per year "
        "(95 %: {low} to {high}; Mann-Kendall p = {p}).",
        language,
        first=found.first_period,
        last=found.period,
        n=found.points,
        slope=f"{slope} {_unit_of_change(found.unit, language)}".rstrip(),
        low=low,
        high=high,
        p=number(found.p, language, 3),
    )


def _unit_of_change(unit_key: str, language: str) -> str:
    """What a slope is in: a share moves by percentage points, a plain count has no unit."""
    if unit_key == "percent":
        return say("percentage points", language)
    return "" if unit_key == "count" else unit(unit_key).label(language)


def _target_words(found: Assessment, language: str) -> str:
    """How a value stands to its target, or why it may not be set against it."""
    if found.reason == "no value":
        return say("No value.", language)
    if found.reason == "unit":
        return say(
            "The figure is in {unit}, the target in {target}.",
            language,
            unit=unit(found.unit).label(language),
            target=unit(found.reference_unit).label(language),
        )
    if found.reason == "scope":
        return say(
            "The figure counts ‘{scope}’, the target ‘{target}’.",
            language,
            scope=told(found.scope, language),
            target=told(found.reference_scope, language),
        )
    values = {
        "value": quantity(found.value, found.unit, language),
        "period": found.period,
        "target": quantity(found.reference, found.reference_unit, language),
        "year": found.reference_period,
    }
    sentence = "{value} in {period}; the target is {target} by {year}."
    if found.reason == "break":
        sentence += " The value and the baseline are not of one definition."
    elif found.reason == "one point":
        sentence += " One value without a baseline has no pace."
    elif found.baseline_period is not None:
        sentence = (
            "{value} in {period}; the straight line from {start} to {target} in {year} "
            "stands at {expected}."
        )
        values["start"] = found.baseline_period
        values["expected"] = quantity(found.expected, found.unit, language)
    words = say(sentence, language, **values)
    if found.baseline_period is not None and found.points < MINIMUM_POINTS:
        few = say(
            "Comparable values: {held}; a position, not a trend.", language, held=found.points
        )
        words = f"{words} {few}"
    return words


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What is known of one objective for the city's own area.

    ``measured`` counts, per level of the results chain, the indicators with an observed or
    delivered value; ``unmeasured`` those that rest on models and statements alone; ``absent`` names
    the rest.
    """

    measured: Mapping[str, int]
    unmeasured: Mapping[str, int]
    absent: tuple[str, ...]

    @property
    def has_outcome(self) -> bool:
        """Whether any outcome or impact is measured."""
        return any(self.measured[level] for level in EFFECTS)
