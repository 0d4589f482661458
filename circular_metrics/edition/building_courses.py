"""Courses of the city's houses to 2050: what goes, and what of it would be used again."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from circular_metrics.charts import building as charts
from circular_metrics.codelists.construction import CONSTRUCTION_YEARS
from circular_metrics.codelists.construction_intensity import (
    AREAS_M2,
    CENTRAL_AREA,
    HAZARD,
    HAZARD_HIGH_FACTOR,
    HAZARD_LOW,
    per_m2,
)
from circular_metrics.show import Picture, Text
from circular_metrics.statistics.stocks import Lifetime, with_initial_stock
from circular_metrics.wording import number, say

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

UNTIL = 2050
# Scenario → (factor on what is built new, factor on the length of life, what is saved is not
# built again).
SCENARIOS = {
    "as usual": (1.0, 1.0, False),
    "half the new building": (0.5, 1.0, False),
    "more renovation: a third fewer houses go": (1.0, 1.5, True),
    "a quarter longer life": (1.0, 1.25, False),
}
REUSE = (1, 5, 10)  # per cent of what comes free
BOUNDS = (("value", HAZARD, 1.0), ("high", HAZARD_LOW, 1.0), ("low", HAZARD, HAZARD_HIGH_FACTOR))


class Courses:
    """The part of the view on building that looks ahead."""

    page: "ObjectivePage"
    language: str

    @cached_property
    def courses(self) -> pd.DataFrame:
        """Houses that go each year to 2050, by scenario: the middle hazard and both bounds.

        Where more is renovated a house that stays is not built again: new building falls by as
        many as are saved in the first year.
        """
        counts, at = self._counts(), self._counted_at()
        houses = counts[list(HAZARD)].sum(axis=1)
        weights = counts[list(HAZARD)].sum()
        years = [middle_of(key, at) for key in houses.index]
        built = self.page.latest("new_residential_buildings")
        new = 0.0 if built is None else float(built["value"])
        rows = []
        for name, (building, life, instead) in SCENARIOS.items():
            course = {}
            for bound, hazard, factor in BOUNDS:
                percent = sum(weights[f] * hazard[f] for f in hazard) / weights.sum() * factor
                saved = houses.sum() * percent / 100 * (1 - 1 / life) if instead else 0.0
                mean = life * 100 / percent
                lifetime = Lifetime(mean=mean, deviation=mean, kind="weibull")  # constant hazard
                span = range(at + 1, UNTIL + 1)
                flow = [max(0.0, new * building - saved)] * len(span)
                run = with_initial_stock(years, houses, span, flow, lifetime, at=at)
                course[bound], course["year"] = run.outflow, run.years
            rows.append(pd.DataFrame(course).assign(scenario=name).iloc[1:])
        return pd.concat(rows, ignore_index=True)

    def _counted_at(self) -> int:
        """The last year before the count of the stock."""
        stock = self.page.edition.table("building_stock")
        mine = stock[stock["area"].isin(self.page.edition.city.codes)]
        year = self.page.observations["period"].max()
        return int(mine["year"].max()) - 1 if len(mine) else int(year)

    def _uncounted(self) -> Text | None:
        """What stands in place of a course where no house is counted; ``None`` elsewhere."""
        if self._counts()[list(HAZARD)].sum().sum() > 0:
            return None
        words = "No count of houses by type is known for {city}: no course is drawn."
        return Text(say(words, self.language, city=self.page.edition.city.name))

    @property
    def scenarios(self) -> Picture | Text:
        """Houses that go each year to 2050 in each scenario, with bands."""
        if uncounted := self._uncounted():
            return uncounted
        alt = say("Houses in {city} that would go each year to 2050 by scenario, modelled.",
                  self.language, city=self.page.edition.city.name)  # fmt: skip
        unit = say("houses lost a year, modelled", self.language)
        return self._fan(self.courses, SCENARIOS, unit, alt)

    def reused(self) -> pd.DataFrame:
        """Kilotonnes used again each year to 2050 if one, five or ten per cent of it were."""
        usual = self.courses
        usual = usual[usual["scenario"] == "as usual"]
        houses = [area[0] for area in AREAS_M2.values()]
        tonnes = {
            "value": AREAS_M2[CENTRAL_AREA][0] * per_m2("RS/M", 50),
            "low": min(houses) * per_m2("RS/M", 25),
            "high": max(houses) * per_m2("RS/M", 75),
        }
        ends = {
            "value": usual["value"],
            "low": usual[["low", "high"]].min(axis=1),
            "high": usual[["low", "high"]].max(axis=1),
        }
        return pd.concat(
            [
                pd.DataFrame({k: ends[k] * tonnes[k] * percent / 1e8 for k in tonnes}).assign(
                    year=usual["year"], scenario=f"reuse of {percent} %"
                )
                for percent in REUSE
            ],
            ignore_index=True,
        )

    @property
    def reuse_courses(self) -> Picture | Text:
        """What would be used again each year at one, five and ten per cent, with bands."""
        if uncounted := self._uncounted():
            return uncounted
        alt = say("Material in {city} that would be used again each year to 2050 if so much of "
                  "what old houses set free were, modelled.",
                  self.language, city=self.page.edition.city.name)  # fmt: skip
        unit = say("kt used again a year, modelled", self.language)
        names = [f"reuse of {percent} %" for percent in REUSE]
        return self._fan(self.reused(), names, unit, alt)

    @property
    def reuse_words(self) -> Text:
        """What each share of reuse would come to, beside what is taken in today."""
        if uncounted := self._uncounted():
            return uncounted
        language, at_end = self.language, self.reused()
        at_end = at_end[at_end["year"] == UNTIL]
        lines = [
            say("{scenario}: {low} to {high} t a year in {year}.", language,
                scenario=say(row.scenario, language).capitalize(), year=UNTIL,
                low=number(1000 * row.low, language), high=number(1000 * row.high, language))
            for row in at_end.itertuples()
        ]  # fmt: skip
        today = self.page.latest("materialenbank_recovered")
        if today is not None:
            year, tonnes = int(today["period"]), number(today["value"], language)
            taken = "Taken in by the materials bank in {year}: {t} t."
            lines.append(say(taken, language, year=year, t=tonnes))
        return Text("\n".join(f"- {line}" for line in lines))

    def _fan(self, courses: pd.DataFrame, names, unit: str, alt: str) -> Picture:
        """Lines with bands, each named in the reader's language."""
        ends = np.sort(courses[["low", "high"]].to_numpy(), axis=1)
        said = [say(name, self.language) for name in courses["scenario"]]
        drawn = courses.assign(low=ends[:, 0], high=ends[:, 1], scenario=said)
        return charts.fan(drawn, unit, alt, [say(name, self.language) for name in names],
                          self.language)  # fmt: skip


def middle_of(key: str, at: int) -> int:
    """The year that stands for a construction period."""
    first, last = CONSTRUCTION_YEARS[key]
    return 1890 if first is None else (first + (at if last is None else last)) // 2
