"""Reuse on the page: the stages of what was claimed and delivered, and what is still asked for."""

from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.edition.credits import told_by
from circular_metrics.edition.delivered import asked, handed_over
from circular_metrics.edition.gaps import gaps
from circular_metrics.edition.provenance import key_of
from circular_metrics.show import Cited, Grid
from circular_metrics.wording import quantity, say

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

STAGES = {
    "taken in": "materialenbank_recovered",
    "sold": "materialenbank_sold",
    "in a building again": "material_reused",
    "avoided CO₂e": "avoided_co2e",
}


class Reuse:
    """The part of the view on building that shows reuse by stage and what the city delivered."""

    page: "ObjectivePage"
    language: str

    @property
    def stages(self) -> Grid:
        """Each figure by stage and year, every one that is stated, the preferred one marked."""
        language = self.language
        heads = [say(w, language) for w in ("stage", "period", "value", "status", "source")]
        rows = []
        for stage, key in STAGES.items():
            mine = self.page.own[(self.page.own["indicator"] == key)]
            mine = mine[mine["value"].notna()].sort_values(["period", "value"], kind="stable")
            rows += [self._stage(stage, row) for _, row in mine.iterrows()]
            if mine.empty:
                rows.append((say(stage, language), "–", say("input needed", language), "–", "–"))
        caption = say("Reclaimed building material by stage", language)
        return Grid(pd.DataFrame(rows, columns=heads, dtype=object), caption, [heads[2]])

    def _stage(self, stage: str, row: pd.Series) -> tuple:
        """One figure of a stage in words."""
        language = self.language
        status = say(row["status"], language)
        if not row["preferred"]:
            status += f" ({say('contradicted', language)})"
        value = Cited(quantity(row["value"], row["unit"], language), key_of(row))
        return (say(stage, language), str(row["period"]), value, status,
                told_by(row, self.page.edition))  # fmt: skip

    @property
    def delivered(self) -> Grid:
        """What the city handed over and what was computed from it, apart from open data."""
        return handed_over(self.page)

    @property
    def inputs(self) -> Grid:
        """What only the city can supply, and whether it has."""
        return asked(self.edition, "building")

    @property
    def gaps(self) -> Grid:
        """What no published file that is held says, which file would, and where it goes."""
        return gaps("building", self.language)
