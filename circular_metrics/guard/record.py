"""What the guard is given, what it finds, and how a finding is put in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from circular_metrics.indicators import INDICATORS
from circular_metrics.model import MEASURED, Indicator, Target
from circular_metrics.statistics.decoupling import Decoupling
from circular_metrics.wording import number, quantity, say

SEVERITIES = ("high", "medium", "low")
VERDICTS = ("substantiated", "partly", "not_substantiated")
VERDICT_WORDS = {
    "substantiated": "substantiated",
    "partly": "partly substantiated",
    "not_substantiated": "not substantiated",
}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sentence that claims something, where it stands, and the indicators it rests on."""

    where: str
    text: str
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How deep a plan carries the label: actions and euro, by the level whose text has it."""

    actions: int
    amount_eur: float
    objective_actions: int
    action_plan_actions: int
    action_actions: int


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A whole flow of the city that is modelled as a range, and what it was prorated from."""

    low: float
    high: float
    unit: str
    claims: int
    year: int


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything about one objective that the guard looks at.

    ``observations`` are those of the edition, all areas: the counterpart of an objective's figure
    may stand with another objective. ``register`` has a row per action of
    the objective, in the shape of the action register; ``None`` where the city has handed none
    over. ``previous_*`` are those of the edition before, ``None`` where there is none.
    """

    objective: str
    year: int
    own: tuple[str, ...]
    context: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    observations: pd.DataFrame
    breaks: pd.DataFrame
    targets: tuple[Target, ...] = ()
    strategy_start: int | None = None
    register: pd.DataFrame | None = None
    statements: tuple[Statement, ...] = ()
    plan: Plan | None = None
    decouplings: Mapping[str, Decoupling] = field(default_factory=dict)
    claims: pd.DataFrame | None = None
    flows: Mapping[str, Flow] = field(default_factory=dict)
    previous_register: pd.DataFrame | None = None
    previous_targets: tuple[Target, ...] | None = None
    previous_indicators: frozenset[str] | None = None
    changelog: str = ""

    def everything(self, areas: tuple[str, ...]) -> pd.DataFrame:
        """Preferred values of some areas, whatever indicator of the edition they are of."""
        mine = self.observations
        return mine[mine["area"].isin(areas) & mine["value"].notna() & mine["preferred"]]

    def rows(self, areas: tuple[str, ...], measured: bool = False) -> pd.DataFrame:
        """Preferred values of the objective's own indicators; models and claims too or not."""
        mine = self.everything(areas)
        mine = mine[mine["indicator"].isin([i.key for i in self.indicators])]
        return mine[mine["status"].isin(MEASURED)] if measured else mine

    def lists(self, key: str) -> bool:
        """Whether the objective lists an indicator."""
        return any(i.key == key for i in self.indicators)


@dataclass(frozen=True)
class Number:
    """A number to be written as the reader's language does."""

    value: float
    decimals: int = 0


@dataclass(frozen=True)
class Quantity:
    """A number with its unit."""

    value: float
    unit: str


@dataclass(frozen=True)
class Names:
    """Indicators, to be named in the reader's language."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """A message of the catalogue within a message."""

    message: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that a rule found: which rule, how grave, on what, with the numbers."""

    rule: str
    severity: str
    message: str
    numbers: Mapping[str, object] = field(default_factory=dict)

    def words(self, language: str) -> str:
        """What was looked at and found, in one sentence made from its numbers."""
        shown = {key: _shown(value, language) for key, value in self.numbers.items()}
        return say(self.message, language, **shown)


def _shown(value: object, language: str) -> object:
    """A value as the reader's language writes it."""
    if isinstance(value, Number):
        return number(value.value, language, value.decimals)
    if isinstance(value, Quantity):
        return quantity(value.value, value.unit, language)
    if isinstance(value, Names):
        return ", ".join(
            f"‘{INDICATORS[key].names[language]}’" if key in INDICATORS else f"‘{key}’"
            for key in value.keys
        )
    return say(value.message, language) if isinstance(value, Words) else value


@dataclass(frozen=True)
class Unchecked:
    """A rule that could not look: what it would need."""

    message: str

    def words(self, language: str) -> str:
        """What is missing."""
        return say(self.message, language)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: its names, what it needs, where it comes from, and what to do when it fires.

    ``seeds`` are keys of the pitfalls (P1 to P3) and challenges (U1 to U4) that the city named;
    ``observed`` is the case that was seen elsewhere, with its source.
    """

    key: str
    names: Mapping[str, str]
    fires_when: Mapping[str, str]
    remedy: Mapping[str, str]
    check: Callable[[Case], "list[Finding] | Unchecked"]
    seeds: tuple[str, ...] = ()
    observed: str = ""


@dataclass(frozen=True, kw_only=True)
class Guarded:
    """What the guard says of one objective.

    ``pyramid`` counts, per level of the results chain, the indicators with a measured figure for
    the city; ``unmeasured`` those of models and statements alone; ``context`` the measured drivers,
    which set the scene and are evidence of nothing the strategy did. No finding is no proof:
    ``quiet`` names the rules that looked and found nothing, ``unchecked`` those that could not.
    """

    objective: str
    verdict: str
    pyramid: Mapping[str, int]
    unmeasured: Mapping[str, int]
    context: int
    findings: tuple[Finding, ...]
    quiet: tuple[str, ...]
    unchecked: Mapping[str, Unchecked]

    def fired(self) -> tuple[str, ...]:
        """The rules that found something, in their order."""
        return tuple(dict.fromkeys(finding.rule for finding in self.findings))

    def verdict_words(self, language: str) -> str:
        """The verdict in a few words."""
        return say(VERDICT_WORDS[self.verdict], language)

    def pyramid_words(self, language: str) -> str:
        """``input 1 : activity 0 : …``, measured for the city."""
        steps = [f"{say(level, language)} {n}" for level, n in self.pyramid.items()]
        return " : ".join(steps)
