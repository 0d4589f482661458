"""One indicator of every municipality of a region, side by side: order, map, table, words."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.charts import map as maps
from circular_metrics.charts import spread
from circular_metrics.edition.boundaries import outlines_of
from circular_metrics.edition.credits import origin
from circular_metrics.edition.municipality import short
from circular_metrics.model import Indicator
from circular_metrics.show import Picture, Text
from circular_metrics.sources.boundaries import NOTICE
from circular_metrics.units import unit
from circular_metrics.wording import NONE, interval, number, say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

MOST = 0.5  # a year counts if at least this share of those with any figure have one in it


def common_year(periods: pd.Series, closed: int) -> int:
    """The year in which municipalities are compared.

    The newest year, up to ``closed``, in which at least half of the municipalities that have any
    figure have one; of plans that speak only of later years, the nearest such year.

    Parameters
    ----------
    periods : Series
        The years of the figures, indexed by area; one entry for each area and year.
    closed : int
        The reporting year.
    """
    counts = periods.groupby(periods).size()
    full = counts.index[counts >= MOST * periods.index.nunique()]
    full = full if len(full) else counts.index[counts == counts.max()]
    until = full[full <= closed]
    return int(until.max() if len(until) else full.min())


def places(figures: pd.DataFrame) -> pd.DataFrame:
    """The first and the last place that each area may have, from the highest value down.

    An area stands surely behind those whose interval lies wholly above its own; where no interval
    is known, the value stands for it.

    ``first = 1 + #{j: low_j > high_i}``; ``last = n - #{j: high_j < low_i}``.

    Parameters
    ----------
    figures : DataFrame
        ``value``, ``low``, ``high``, one row for each area.

    Returns
    -------
    DataFrame
        ``first`` and ``last``; equal where the place is certain.
    """
    low = figures["low"].where(figures["low"].notna(), figures["value"]).astype(float)
    high = figures["high"].where(figures["high"].notna(), figures["value"]).astype(float)
    above = len(low) - low.sort_values().searchsorted(high, side="right")
    below = high.sort_values().searchsorted(low, side="left")
    return pd.DataFrame({"first": 1 + above, "last": len(low) - below}, index=figures.index)


@dataclass(frozen=True)
class Compared:
    """One indicator of all municipalities of a region.

    ``rows`` are the complete, preferred observations of every year; ``areas`` every municipality,
    also those without a figure.
    """

    edition: "Edition"
    indicator: Indicator
    rows: pd.DataFrame
    areas: tuple[str, ...]

    @property
    def language(self) -> str:
        """Of words and numbers."""
        return self.edition.language

    @cached_property
    def names(self) -> dict[str, str]:
        """Each municipality's name; within a region it needs no district behind it."""
        return {area: short(self.edition.names.get(area, area)) for area in self.areas}

    @cached_property
    def year(self) -> int:
        """The year that is compared."""
        return common_year(self.rows.set_index("area")["period"], self.edition.year)

    @cached_property
    def here(self) -> pd.DataFrame:
        """The figures of that year by area, the highest first, each with its possible places."""
        found = self.rows[self.rows["period"] == self.year]
        found = found.drop_duplicates("area").set_index("area")
        found = found.sort_values(["value", "area"], ascending=[False, True], kind="stable")
        return found.join(places(found))

    @cached_property
    def newest(self) -> dict[str, int]:
        """The newest year of each area that has any figure."""
        return {
            str(area): int(year) for area, year in self.rows.groupby("area")["period"].max().items()
        }

    @property
    def title(self) -> str:
        """What is compared, and in which year."""
        return f"{self.indicator.names[self.language]}, {self.year}"

    @property
    def unit(self) -> str:
        """The unit in words."""
        return unit(self.indicator.unit).label(self.language)

    @property
    def decimals(self) -> int:
        """The digits that the unit is printed with."""
        return unit(self.indicator.unit).decimals

    @property
    def quarters(self) -> dict[float, float]:
        """The lowest value, the quartiles, the highest."""
        values = self.here["value"].astype(float)
        return {share: float(values.quantile(share)) for share in (0, 0.25, 0.5, 0.75, 1)}

    def written(self, value: float) -> str:
        """A value without its unit."""
        return number(value, self.language, self.decimals)

    @property
    def words(self) -> Text:
        """How many have a figure, where the middle half lies, which way is better."""
        low, middle, high = (self.written(self.quarters[q]) for q in (0.25, 0.5, 0.75))
        sentences = [
            say(
                "{n} of {all} municipalities have a figure for {year}; half of these lie between "
                "{low} and {high} ({unit}), the middle one at {middle}.",
                self.language,
                n=len(self.here),
                all=len(self.areas),
                year=self.year,
                low=low,
                high=high,
                middle=middle,
                unit=self.unit,
            )  # fmt: skip
        ]
        if len(self.here) < len(self.areas):
            sentences.append(
                say("A municipality without a figure is a gap, not a zero.", self.language)
            )
        better = {
            "higher": "Higher is better.",
            "lower": "Lower is better.",
            "neither": "Neither higher nor lower is better by itself.",
        }
        sentences.append(say(better[self.indicator.better], self.language))
        if (self.here["first"] != self.here["last"]).any():
            sentences.append(
                say(
                    "Where intervals overlap or figures are equal, a municipality has no one place "
                    "but a range of places.",
                    self.language,
                )
            )
        if (self.here["status"] == "modelled").any():
            sentences.append(say("These figures are modelled, not measured.", self.language))
        return Text(" ".join(sentences))

    @property
    def scopes(self) -> str:
        """What exactly is counted."""
        return "; ".join(dict.fromkeys(self.here["scope"]))

    @property
    def map(self) -> Picture | Text:
        """Every municipality on a map; those without a figure in grey."""
        values = self.here["value"].astype(float).reindex(list(self.areas))
        outlines = outlines_of(self.edition)
        if not any(area in outlines for area in values.index):
            return maps.without(self.title, self.language)
        return maps.municipalities(
            values, outlines, (), self.names, self.title, self.unit,
            self.language, NOTICE, self.decimals,
        )  # fmt: skip

    @property
    def order(self) -> Picture:
        """Every municipality with a figure in order, with its interval."""
        return spread.in_order(
            self.here, self.names, self.title, self.unit, self.language, self.decimals
        )

    def cells(self, area: str) -> dict[str, str]:
        """What a row of the table says of one municipality."""
        if area not in self.here.index:
            return dict.fromkeys(("place", "value", "interval"), NONE) | {
                "status": NONE, "source": self._why_not(area)
            }  # fmt: skip
        row = self.here.loc[area]
        first, last = int(row["first"]), int(row["last"])
        known = interval(row["low"], row["high"], row["unit"], self.language, self.decimals)
        if known == NONE:
            known = (self.indicator.no_interval or {}).get(self.language)
        return {
            "place": str(first) if first == last else f"{first}–{last}",
            "value": self.written(row["value"]),
            "interval": known or say("none known", self.language),
            "status": say(row["status"], self.language),
            "source": origin(row, self.edition),
        }

    def _why_not(self, area: str) -> str:
        """Why a municipality has no figure in the year that is compared."""
        if area in self.newest:
            return say(
                "no figure for {year}; the newest is of {newest}",
                self.language, year=self.year, newest=self.newest[area],
            )  # fmt: skip
        return say("no figure in any year", self.language)

    def value_of(self, area: str) -> float | None:
        """The value by which the table is sorted."""
        return float(self.here.loc[area, "value"]) if area in self.here.index else None
