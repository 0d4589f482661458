"""Circular building on a page: stock by period, what reuse amounts to, courses to 2050."""

from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.charts import building as charts
from circular_metrics.codelists.construction import CONSTRUCTION_YEARS
from circular_metrics.edition.building_courses import Courses
from circular_metrics.edition.building_materiality import Materiality
from circular_metrics.edition.building_reuse import Reuse
from circular_metrics.show import Picture, Text
from circular_metrics.wording import number, say

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

FORMS = {
    "terraced_house": "terraced houses",
    "semi_detached_house": "semi-detached houses",
    "detached_house": "detached houses",
    "apartment_building": "apartment buildings",
    "trade_house": "trade houses",
    "other_building": "other buildings",
}
BREAK_YEAR = 2018  # the first under the digital permit desk, itself a year of transition


class BuildingView(Courses, Materiality, Reuse):
    """What the page on building shows beside its indicators."""

    def __init__(self, page: "ObjectivePage"):
        """Take the page that shows it."""
        self.page, self.edition = page, page.edition
        self.language = page.edition.language

    def _counts(self) -> pd.DataFrame:
        """Buildings of the newest year by construction period and form."""
        stock = self.edition.table("building_stock")
        mine = stock[stock["area"].isin(self.edition.city.codes)]
        mine = mine[(mine["year"] == mine["year"].max())]
        mine = mine[mine["statistic"].isin(CONSTRUCTION_YEARS)]
        wide = mine.pivot_table(index="statistic", columns="building_type", values="value")
        return wide.reindex(index=list(CONSTRUCTION_YEARS), columns=list(FORMS)).astype(float)

    @property
    def permits_words(self) -> Text:
        """The share with both counts: from the first year after the break to its peak, and since.

        What new building accounts for is its part in the logarithm of renovations per new
        building: ``-ln(N1 / N0) / (ln(R1 / R0) - ln(N1 / N0))``.
        """
        keys = ("renovation_share", "renovation_permits", "new_residential_buildings")
        mine = self.page.own[self.page.own["indicator"].isin(keys) & self.page.own["preferred"]]
        mine = mine[mine["is_complete"] & (mine["period"] > BREAK_YEAR)]
        wide = mine.pivot(index="period", columns="indicator", values="value").reindex(columns=keys)
        wide = wide.dropna()
        if len(wide) < 2:
            return Text(say("The counts behind the share are not known.", self.language))
        turns = dict.fromkeys((wide.index[0], wide["renovation_share"].idxmax(), wide.index[-1]))
        steps = [self._step(wide.loc[list(pair)]) for pair in pairwise(turns)]
        return Text("\n".join(f"- {step}" for step in steps))

    def _step(self, ends: pd.DataFrame) -> str:
        """One stretch of years in words: the share, its two counts, what moved it."""
        language = self.language
        share, renovated, new = (ends[column].tolist() for column in ends)
        words = say(
            "From {first} to {last} the share went from {a} to {b} %: renovations from {c} to "
            "{d}, new residential buildings from {e} to {f}.",
            language,
            first=ends.index[0],
            last=ends.index[-1],
            a=number(share[0], language, 1),
            b=number(share[1], language, 1),
            c=number(renovated[0], language),
            d=number(renovated[1], language),
            e=number(new[0], language),
            f=number(new[1], language),
        )
        if min(*renovated, *new) <= 0 or share[0] == share[1]:
            return words
        by_new, by_old = -log(new[1] / new[0]), log(renovated[1] / renovated[0])
        part = number(100 * by_new / (by_new + by_old), language)
        more = say("New building accounts for {part} % of that move.", language, part=part)
        return f"{words} {more}"

    @property
    def stock(self) -> Picture:
        """Buildings by construction period and form."""
        language, counts = self.language, self._counts()
        table = counts.rename(columns={key: say(words, language) for key, words in FORMS.items()})
        table.index = [_period(key, language) for key in counts.index]
        table.index.name = say("period", language)
        alt = say("Buildings in {city} by construction period and form.", language,
                  city=self.edition.city.name)  # fmt: skip
        return charts.stock_by_period(table, say("buildings", language), alt, language)


def _period(key: str, language: str) -> str:
    """A construction period in words."""
    first, last = CONSTRUCTION_YEARS[key]
    if first is None:
        return say("before {year}", language, year=last + 1)
    return say("from {year}", language, year=first) if last is None else f"{first}–{last}"
