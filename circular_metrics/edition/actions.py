"""The city's own action register on a page: matrix, network and the questions for people."""

from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import charts
from circular_metrics.edition.questions import questions
from circular_metrics.indicators import INDICATORS
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.statistics.network import density, isolated, shared_actions
from circular_metrics.wording import NONE, number, quantity, say

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

EFFECTS = ("outcome", "impact")


def with_outcome(actions: pd.DataFrame) -> pd.Series:
    """Whether each action names an indicator of outcome or impact."""
    return actions["indicators"].map(
        lambda keys: any(INDICATORS[k].level in EFFECTS for k in keys if k in INDICATORS)
    )


class ActionsView:
    """What a page shows of the action register."""

    def __init__(self, page: "ObjectivePage"):
        """Take the page that shows it."""
        self.page = page
        self.edition = page.edition
        self.language = page.edition.language
        self.actions, self.answers = page.edition.register

    @property
    def words(self) -> Text:
        """How many actions there are and how they hang together, or that there is no register."""
        language, city = self.language, self.edition.city
        if self.actions is None:
            return Text(
                say(
                    "{city} has not handed over an action register: no action is shown, and none "
                    "is invented. The template lists {departments} departments and {partners} "
                    "partners that the strategy names.",
                    language,
                    city=city.name,
                    departments=len(city.departments),
                    partners=len(city.partners),
                )
            )
        groups = self.actions["departments"]
        found = density(groups, city.departments)
        alone = isolated(groups, city.departments)
        share = with_outcome(self.actions)
        return Text(
            say(
                "The register has {n} actions; {k} of them name an outcome indicator "
                "({share} %). Density of the network of departments: {density}. Departments that "
                "share no action with another: {alone}.",
                language,
                n=len(self.actions),
                k=int(share.sum()),
                share=number(100 * share.mean(), language),
                density=number(found, language, 2),
                alone=", ".join(alone) or NONE,
            )
        )

    @property
    def matrix(self) -> Grid:
        """Actions × indicators × objectives; without a register, what each objective waits for."""
        if self.actions is None:
            return self._waiting()
        language = self.language
        titles = {page.objective.key: page.title for page in self.edition.objectives}
        rows = [
            {
                say("objective", language): titles[row.objective],
                say("action", language): row.action,
                say("indicator", language): INDICATORS[key].names[language] if key else NONE,
                say("level", language): say(INDICATORS[key].level, language) if key else NONE,
                say("departments", language): "; ".join(row.departments),
                say("partners", language): "; ".join(row.partners) or NONE,
                say("status", language): say(row.status.replace("_", " "), language)
                if row.status
                else NONE,
            }
            for row in self.actions.sort_values(["objective", "action"]).itertuples()
            for key in row.indicators or ("",)
        ]
        return Grid(pd.DataFrame(rows), say("Actions, indicators and objectives", language))

    def _waiting(self) -> Grid:
        """Each objective with its outcome indicators, and no action yet."""
        language = self.language
        rows = [
            {
                say("objective", language): page.title,
                say("actions", language): NONE,
                say("outcome indicators", language): str(
                    sum(i.level in EFFECTS for i in page.indicators)
                ),
                say("actions with an outcome indicator", language): NONE,
            }
            for page in self.edition.objectives
        ]
        caption = say("Actions, indicators and objectives", language)
        return Grid(pd.DataFrame(rows), caption, list(rows[0])[1:])

    def network(self) -> Picture | Text:
        """Departments that share actions; without a register what to hand over, and how."""
        city = self.edition.city
        if self.actions is None:
            words = say(
                "Which departments share actions cannot be drawn: {city} has handed over no action "
                "register. `circular-metrics actions-template {key} --out {file}` writes the empty "
                "workbook; once it is filled in, `circular-metrics actions-import {key} {file}` "
                "keeps it for this page.",
                self.language,
                city=city.name,
                key=city.key,
                file=say("actions.xlsx", self.language),
            )
            return Text(words)
        groups = self.actions["departments"].tolist()
        graph = shared_actions(groups, city.departments)
        counts = {name: sum(name in group for group in groups) for name in graph}
        departments = pd.DataFrame({"department": list(counts), "actions": list(counts.values())})
        shared = pd.DataFrame(
            [(one, other, d["weight"]) for one, other, d in graph.edges(data=True)],
            columns=["one", "other", "actions"],
        )
        title = say("Departments that share actions", self.language)
        return charts.network(departments, shared, title, self.language)

    @property
    def questions(self) -> Grid:
        """The guiding questions, the figure beside each, and the answers as far as there are."""
        language, key = self.language, self.page.objective.key
        row = self.page.latest(self.page.objective.headline)
        figure = (
            NONE
            if row is None
            else f"{INDICATORS[row['indicator']].names[language]}: "
            f"{quantity(row['value'], row['unit'], language)} "
            f"({int(row['period'])}, {say(row['status'], language)})"
        )
        mine = self.answers[self.answers["objective"] == key]
        given = dict(zip(mine["question"], mine["answer"], strict=True))
        asked = [questions(tongue) for tongue in (language, "nl", "en")]
        rows = [
            {
                say("question", language): question,
                say("figure beside it", language): figure,
                say("answer", language): next(
                    (given[words[name]] for words in asked if given.get(words[name])),
                    f"… ({say('not answered yet', language)})",
                ),
            }
            for name, question in asked[0].items()
        ]
        return Grid(pd.DataFrame(rows), say("Guiding questions", language))
