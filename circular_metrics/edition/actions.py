"""The city's own action register on a page: matrix, network and the questions for people."""

from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.show import Grid, Text
from circular_metrics.wording import NONE, quantity, say

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

EFFECTS = ("outcome", "impact")


def questions(language: str) -> dict[str, str]:
    """The guiding questions of a developmental evaluation, by key.

    References
    ----------
    J. Marin, L. Alaerts and K. Van Acker, "A Materials Bank for Circular Leuven", *Sustainability*
    12 (2020) 10351: questions beside figures, since figures alone keep a project within the
    existing way of thinking. The wording is ours.
    """
    return {
        "assumption": say(
            "Which assumption behind this objective did this year’s figures put in doubt?", language
        ),
        "people": say(
            "Who took part, who did not, and what would those who did not have needed?", language
        ),
        "departments": say(
            "What did an initiative change in the way departments decide or buy?", language
        ),
        "additionality": say("What would have happened without the strategy?", language),
        "side_effects": say("Which unwanted effects were seen, and who looked for them?", language),
        "learning": say(
            "What will be stopped or changed next year because of what was learned?", language
        ),
    }


class ActionsView:
    """What a page shows of the action register."""

    def __init__(self, page: "ObjectivePage"):
        """Take the page that shows it."""
        self.page = page
        self.edition = page.edition
        self.language = page.edition.language

    @property
    def words(self) -> Text:
        """How many actions there are, or that none was handed over."""
        city = self.edition.city
        return Text(
            say(
                "{city} has not handed over an action register: no action is shown, and none is "
                "invented. The template lists {departments} departments and {partners} partners "
                "that the strategy names.",
                self.language,
                city=city.name,
                departments=len(city.departments),
                partners=len(city.partners),
            )
        )

    @property
    def matrix(self) -> Grid:
        """Objective × indicators × actions: how many there are, and how many name an outcome."""
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

    @property
    def questions(self) -> Grid:
        """The guiding questions, the figure beside each, and the answers as far as there are."""
        language = self.language
        row = self.page.latest(self.page.objective.headline)
        figure = (
            NONE
            if row is None
            else f"{quantity(row['value'], row['unit'], language)} ({int(row['period'])})"
        )
        rows = [
            {
                say("question", language): question,
                say("figure beside it", language): figure,
                say("answer", language): f"… ({say('not answered yet', language)})",
            }
            for question in questions(language).values()
        ]
        return Grid(pd.DataFrame(rows), say("Guiding questions", language))
