"""The evidence guard on an objective's page: what it is given, and how its findings are shown."""

from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import charts
from circular_metrics.edition.compute import editions
from circular_metrics.edition.decoupling import national
from circular_metrics.edition.prorated import prorated_flows
from circular_metrics.guard import RULES, SEEDS, Case, Plan, Statement
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.wording import say

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

PLANNED = "plan_actions_naming_circularity"
DECOUPLED = ("domestic_material_consumption", "raw_material_consumption")


def case_of(page: "ObjectivePage") -> Case:
    """Everything of one objective that the guard looks at."""
    edition, objective = page.edition, page.objective
    listed = set(objective.indicators)
    return Case(
        objective=objective.key,
        year=edition.year,
        own=edition.city.codes,
        context=edition.city.context,
        indicators=page.indicators,
        observations=edition.observations,
        breaks=edition.breaks,
        targets=tuple(t for t in edition.city.targets if t.indicator in listed),
        strategy_start=edition.city.strategy.get("start"),
        register=_register(page),
        statements=_statements(page),
        plan=_plan(page),
        decouplings={key: national(edition, "BE", key) for key in DECOUPLED if key in listed},
        claims=edition.table("claims"),
        flows=prorated_flows(edition),
        previous_indicators=_previous(page),
    )


def _register(page: "ObjectivePage") -> pd.DataFrame | None:
    """The objective's own actions, where the city has handed its register over."""
    actions, _ = page.edition.register
    if actions is None:
        return None
    return actions[actions["objective"] == page.objective.key].reset_index(drop=True)


def _statements(page: "ObjectivePage") -> tuple[Statement, ...]:
    """What the actions' names claim, each with the indicators it rests on."""
    actions = _register(page)
    if actions is None:
        return ()
    return tuple(
        Statement(where=row.action, text=row.action, indicators=row.indicators)
        for row in actions.itertuples()
    )


def _plan(page: "ObjectivePage") -> Plan | None:
    """How deep the city's plan carries the label, for the objective that lists it."""
    if PLANNED not in page.objective.indicators:
        return None
    table = page.edition.table("plan_actions")
    mine = table[table["area"].isin(page.edition.city.codes) & (table["term_group"] == "circular")]
    if mine.empty:
        return None
    columns = ("actions", "amount_eur", "objective_actions", "action_plan_actions")
    return Plan(**{c: mine[c].sum().item() for c in (*columns, "action_actions")})


def _previous(page: "ObjectivePage") -> frozenset[str] | None:
    """The objective's indicators that had a figure in the edition before, if there is one."""
    before = page.edition.year - 1
    if before not in editions():
        return None
    opened = page.edition.of_year(before)
    found = opened.observations
    found = found[found["value"].notna() & found["indicator"].isin(page.objective.indicators)]
    return frozenset(found["indicator"])


class GuardView:
    """What a page shows of the guard."""

    def __init__(self, page: "ObjectivePage"):
        """Take the page whose findings are shown."""
        self.page = page
        self.language = page.edition.language

    @property
    def words(self) -> Text:
        """The verdict, the pyramid and what the absence of a finding does not mean."""
        found, language = self.page.guard, self.language
        lines = [
            "> **"
            + say(
                "Evidence for this objective: {verdict}. Measured for {city}: {pyramid}.",
                language,
                verdict=found.verdict_words(language),
                city=self.page.edition.city.name,
                pyramid=found.pyramid_words(language),
            )
            + "**",
            "",
            say(
                "{k} of {n} rules found something, {quiet} found nothing, {unchecked} could not "
                "look. No finding is no proof that there is no greenwashing.",
                language,
                k=len(found.fired()),
                n=len(RULES),
                quiet=len(found.quiet),
                unchecked=len(found.unchecked),
            ),
        ]
        if found.context:
            lines += [
                "",
                say(
                    "Drivers measured besides: {n}. They set the scene; none of them shows what "
                    "the strategy did, so they have no step in the pyramid.",
                    language,
                    n=found.context,
                ),
            ]
        return Text("\n".join(lines))

    @property
    def findings(self) -> Grid:
        """Each finding with its rule, severity, numbers, remedy and root."""
        language = self.language
        rows = [
            {
                say("rule", language): f"{f.rule} {RULES[f.rule].names[language]}",
                say("severity", language): say(f.severity, language),
                say("finding", language): f.words(language),
                say("what would mend it", language): RULES[f.rule].remedy[language],
                say("comes from", language): _roots(f.rule, language),
            }
            for f in self.page.guard.findings
        ]
        return Grid(pd.DataFrame(rows), say("What the evidence guard found", language))

    @property
    def silent(self) -> Grid:
        """The rules that found nothing or could not look, and why."""
        found, language = self.page.guard, self.language
        rows = [
            {
                say("rule", language): f"{key} {rule.names[language]}",
                say("fires when", language): rule.fires_when[language],
                say("state", language): found.unchecked[key].words(language)
                if key in found.unchecked
                else say("nothing found", language),
            }
            for key, rule in RULES.items()
            if key in found.unchecked or key in found.quiet
        ]
        return Grid(pd.DataFrame(rows), say("Rules that found nothing or could not look", language))

    def pyramid(self) -> Picture:
        """How many indicators stand at each step, from input to impact."""
        found, language = self.page.guard, self.language
        counts = pd.DataFrame(
            {
                "level": list(found.pyramid),
                "measured": list(found.pyramid.values()),
                "unmeasured": list(found.unmeasured.values()),
            }
        )
        title = say(
            "Evidence pyramid for {city}: {verdict}",
            language,
            city=self.page.edition.city.name,
            verdict=found.verdict_words(language),
        )
        return charts.pyramid(counts, found.context, title, language)


def _roots(key: str, language: str) -> str:
    """The pitfall or challenge a rule comes from, else the case that was observed."""
    rule = RULES[key]
    return "; ".join(SEEDS[seed][language] for seed in rule.seeds) or rule.observed
