"""The city beside all municipalities of its region, on identical definitions: map and order."""

from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.charts import map as maps
from circular_metrics.charts import spread
from circular_metrics.edition.boundaries import outlines_of
from circular_metrics.edition.compute import all_observations
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import Indicator
from circular_metrics.show import Picture, Text
from circular_metrics.sources.boundaries import NOTICE
from circular_metrics.store import named
from circular_metrics.units import unit
from circular_metrics.wording import number, say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition


class Beside:
    """One indicator of permits for every municipality of the city's region, in one year."""

    def __init__(self, edition: "Edition", key: str = "renovation_share_5_years"):
        """Take the newest year that is complete for most municipalities."""
        self.edition, self.language = edition, edition.language
        self.indicator: Indicator = INDICATORS[named(key, INDICATORS, "indicator")]
        values = self._everywhere()
        counts = values.groupby("period")["value"].count()
        full = counts[counts >= 0.9 * counts.max()] if len(counts) else counts
        self.year = int(full.index.max()) if len(full) else None
        newest = values[values["period"] == self.year].drop_duplicates("area", keep="last")
        self.figures: pd.Series = newest.set_index("area")["value"]

    def _everywhere(self) -> pd.DataFrame:
        """The complete, preferred values of every municipality of the region."""
        permits = self.edition.table("building_permits")
        places = permits[permits["level"] == "municipality"].drop_duplicates("area")
        own = places.loc[places["area"].isin(self.edition.city.codes), "region"]
        inside = places.loc[places["region"].isin(own), "area"]
        found = all_observations(self.edition.year, self.edition.data)
        found = found[(found["indicator"] == self.indicator.key) & found["area"].isin(inside)]
        return found[found["is_complete"] & found["preferred"]]

    @property
    def _marked(self) -> list[str]:
        """The city first, then its peers."""
        edition = self.edition
        return [*edition.city.codes, *edition.city.peers[edition.peers]]

    @property
    def _title(self) -> str:
        """What is shown, and of which year."""
        return f"{self.indicator.names[self.language]}, {self.year or '–'}"

    @property
    def map(self) -> Picture | Text:
        """Every municipality of the region on a map."""
        outlines = outlines_of(self.edition)
        if not any(area in outlines for area in self.figures.index):
            return maps.without(self._title, self.language)
        return maps.municipalities(
            self.figures,
            outlines,
            self._marked,
            self.edition.names,
            self._title,
            unit(self.indicator.unit).label(self.language),
            self.language,
            NOTICE,
        )

    @property
    def order(self) -> Picture:
        """Every municipality of the region in order, the city and its peers named."""
        return spread.cumulative(
            self.figures.dropna(),
            self._marked,
            self.edition.names,
            self._title,
            unit(self.indicator.unit).label(self.language),
            self.language,
        )

    @property
    def words(self) -> Text:
        """Where the city stands among those with a value, and the quarter marks."""
        language, known = self.language, self.figures.dropna().astype(float)
        mine = known[known.index.isin(self.edition.city.codes)]
        if mine.empty:
            return Text(say("There is no figure for {city} to compare.", language,
                            city=self.edition.city.name))  # fmt: skip
        value = float(mine.iloc[0])
        low, middle, high = known.quantile([0.25, 0.5, 0.75])
        sentence = say(
            "{name}, {year}: {k} of {n} municipalities lie below {city} ({value} {unit}); half of "
            "them lie between {low} and {high} {unit}, the middle one at {middle} {unit}.",
            language,
            name=self.indicator.names[language],
            year=self.year,
            unit=unit(self.indicator.unit).label(language),
            k=int((known < value).sum()),
            n=len(known),
            city=self.edition.city.name,
            **{
                name: number(found, language, 1)
                for name, found in
                {"value": value, "low": low, "high": high, "middle": middle}.items()
            },
        )  # fmt: skip
        return Text(sentence)
