"""What the page on consumption shows: waste in all and per head, its drivers, flows and gaps."""

from functools import cached_property

import pandas as pd

from circular_metrics.assess.series import last_break
from circular_metrics.charts.flows import sankey, waterfall
from circular_metrics.edition.compute import all_observations
from circular_metrics.edition.waste_compared import Compared
from circular_metrics.indicators import INDICATORS
from circular_metrics.indicators.consumption import drivers
from circular_metrics.observations import from_series
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.statistics.decomposition import lmdi_multiplicative
from circular_metrics.wording import number, quantity
from circular_metrics.wording.published import told

STEPS = {
    "population": "population",
    "affluence": "GDP per\ninhabitant",
    "intensity": "waste per\neuro of GDP",
    "share": "share not\nrecycled",
}
# What becomes of municipal waste: operations of which none contains another.
PARTS = {
    "municipal_waste_material_recycling": "material recycled",
    "municipal_waste_composting_and_digestion": "composted or digested",
    "municipal_waste_prepared_for_reuse": "prepared for reuse",
    "municipal_waste_energy_recovery": "burnt with energy recovery",
    "municipal_waste_incinerated_without_energy_recovery": "burnt without energy recovery",
    "municipal_waste_landfilled": "landfilled",
}
WHOLE = "municipal_waste_generated"
# What the city throws away in all; rates and figures per head have no total to fall.
STREAMS = ("household_waste", "huisvuil", "litter", "street_bins")


class WasteView(Compared):
    """The displays of waste for one city."""

    @cached_property
    def series(self) -> pd.DataFrame:
        """The national series, up to the edition's year."""
        table = self.edition.table("eurostat_series")
        return table[table["year"] <= self.edition.year]

    # ---- is it falling ----

    @property
    def falling(self) -> Text:
        """Whether the city's household waste falls, in all and per head, as far as can be said."""
        mine = self._counted_alike("household_waste")
        if len(mine):
            ends = int(mine["period"].iloc[0]), int(mine["period"].iloc[-1])
            since, _ = last_break(self.edition.breaks, "household_waste", self.city.area, *ends)
            mine = mine if since is None else mine[mine["period"] >= since]
        if mine["period"].nunique() < 2:
            return Text(
                self._say(
                    "For {city} fewer than two years of household waste are known: nothing can "
                    "be said of a fall, in all or per head.",
                    city=self.city.name,
                )
            )
        first, last = mine.iloc[0], mine.iloc[-1]
        change = 100 * (last["value"] / first["value"] - 1)
        years = {"first": int(first["period"]), "last": int(last["period"])}
        words = self._say(
            "In absolute terms household waste in {city} went from {a} t in {first} to {b} t in "
            "{last}: {change} %. {n} years are known; a trend needs five.",
            city=self.city.name,
            a=number(first["value"], self.language),
            b=number(last["value"], self.language),
            change=_signed(change, self.language),
            n=mine["period"].nunique(),
            **years,
        )
        return Text(f"{words} {self._per_head(first, last, years)}")

    @property
    def moves(self) -> Grid:
        """Each stream of the city's waste from its first to its newest year counted alike."""
        rows = [row for key in STREAMS if (row := self._move(key)) is not None]
        return Grid(pd.DataFrame(rows, dtype=object), self._say("What each stream did"))

    def _move(self, key: str) -> dict[str, str] | None:
        """One indicator's first and newest year; nothing where fewer than two are counted alike."""
        mine = self._counted_alike(key)
        if mine["period"].nunique() < 2:
            return None
        first, last = mine.iloc[0], mine.iloc[-1]
        years = int(first["period"]), int(last["period"])
        since, _ = last_break(self.edition.breaks, key, self.city.area, *years)
        change = f"{_signed(100 * (last['value'] / first['value'] - 1), self.language)} %"
        if since is not None:
            change = self._say("the definition changes in {year}", year=since)
        return {
            self._say("stream"): INDICATORS[key].names[self.language],
            self._say("first year"): self._dated(first),
            self._say("newest year"): self._dated(last),
            self._say("change"): change,
            self._say("years known"): str(mine["period"].nunique()),
            self._say("status"): ", ".join(self._say(s) for s in mine["status"].unique()),
            self._say("scope"): told(last["scope"], self.language),
        }

    def _counted_alike(self, key: str) -> pd.DataFrame:
        """The whole years of an indicator that count what its newest year counts."""
        mine = self.page.own[(self.page.own["indicator"] == key) & self.page.own["preferred"]]
        mine = mine[mine["value"].notna() & mine["is_complete"]].sort_values("period")
        return mine[mine["scope"] == mine["scope"].iloc[-1]] if len(mine) else mine

    def _dated(self, row: pd.Series) -> str:
        """A value with its year."""
        return f"{quantity(row['value'], row['unit'], self.language)} ({row['period']})"

    def _per_head(self, first: pd.Series, last: pd.Series, years: dict[str, int]) -> str:
        """The same per head, or in which bounds it lies while a population is missing.

        As pages or the city tell it, where they do so for both years and count alike.
        """
        told = self._counted_alike("household_waste_per_inhabitant").set_index("period")["value"]
        if {years["first"], years["last"]} <= set(told.index):
            return self._both_per_head(told[years["first"]], told[years["last"]])
        table = self.edition.table("population")
        people = table[table["area"].isin(self.city.codes)].set_index("year")["population"]
        people = people.groupby(level=0).sum()
        if years["first"] not in people.index:
            return self._say(
                "Per head nothing can be said: no published file held here has the population "
                "of {year}.",
                year=years["first"],
            )
        before = 1000 * first["value"] / people[years["first"]]
        if years["last"] in people.index:
            return self._both_per_head(before, 1000 * last["value"] / people[years["last"]])
        newest = int(people.index.max())
        grown = 100 * (people[newest] / people[years["first"]] - 1)
        needed = 100 * (last["value"] / first["value"] - 1)
        return self._say(
            "Per head it was {a} kg in {first}; for {last} no published file held here has the "
            "population, so that figure stays open. Unless the population shrank by more than "
            "{needed} % from {first} to {last}, the waste per head fell as well (to {newest} the "
            "population moved by {grown} %).",
            a=number(before, self.language, 1),
            needed=number(abs(min(needed, 0)), self.language, 1),
            newest=newest,
            grown=_signed(grown, self.language),
            **years,
        )

    def _both_per_head(self, before: float, after: float) -> str:
        """Two figures per head and the change between them."""
        return self._say(
            "Per head that is {a} kg and {b} kg: {change} %.",
            a=number(before, self.language, 1),
            b=number(after, self.language, 1),
            change=_signed(100 * (after / before - 1), self.language),
        )

    # ---- what drives it ----

    @cached_property
    def run(self) -> pd.DataFrame | None:
        """The newest run of Belgian years of one definition that can be decomposed."""
        found = drivers.runs(self.series, self.edition.breaks)
        mine = [run for run in found if run["area"].iloc[0] == "BE"]
        return mine[-1] if mine else None

    def drivers(self) -> Picture | Text:
        """A waterfall: Belgian municipal waste that is not recycled, by what drives it."""
        if self.run is None:
            return Text(self._say("The drivers cannot be told apart: a figure is missing."))
        first, last = self.run.iloc[0], self.run.iloc[-1]
        observed = all_observations(self.edition.year, self.edition.data)
        rows = []
        for factor, words in STEPS.items():
            mine = observed[observed["indicator"] == f"waste_driver_{factor}"]
            mine = mine[(mine["area"] == "BE") & (mine["period"] == last["period"])]
            rows.append(
                {"step": self._say(words)} | mine.iloc[0][["value", "low", "high"]].to_dict()
            )
        ends = [
            (str(int(year["period"])), year["generated_value"] - year["recycled_value"])
            for year in (first, last)
        ]
        title = self._say("Belgium: what drives municipal waste that is not recycled")
        return waterfall(pd.DataFrame(rows), ends, title, "kt", self.language)

    @property
    def drivers_words(self) -> Text:
        """The waterfall in words, and by what each driver multiplied the waste."""
        if self.run is None:
            return Text(self._say("The drivers cannot be told apart: a figure is missing."))
        first, last = self.run.iloc[0], self.run.iloc[-1]
        exact = [
            drivers.factors_of(*(year[f"{name}_value"] for name in drivers.MEASURES))[:, None]
            for year in (first, last)
        ]
        times = lmdi_multiplicative(*exact)
        parts = ", ".join(
            f"{self._say(words.replace(chr(10), ' '))} × {number(value, self.language, 3)}"
            for words, value in zip(STEPS.values(), times, strict=True)
        )
        return Text(
            self._say(
                "From {first} to {last} the waste that is not recycled was multiplied by "
                "{total}: {parts}. {first} is the first year of the present definition, and a "
                "year of lockdowns: gross domestic product was low, so that its recovery and the "
                "fall per euro are both large and partly undo each other. A decomposition "
                "shares out a change, it proves no cause.",
                first=int(first["period"]),
                last=int(last["period"]),
                total=number(float(times.prod()), self.language, 3),
                parts=parts,
            )
        )

    # ---- where it goes ----

    def flows(self, area: str = "BE") -> Picture | Text:
        """A Sankey of the newest year: municipal waste generated and what becomes of it."""
        whole = self._newest(WHOLE, area)
        if whole.empty:
            return Text(self._say("No municipal waste is known of this area."))
        year = int(whole["period"].max())
        total = float(whole.loc[whole["period"] == year, "value"].iloc[0])
        rows = []
        for measure, words in PARTS.items():
            mine = self._newest(measure, area)
            mine = mine.loc[mine["period"] == year, "value"]
            rows.append({"part": self._say(words), "value": mine.iloc[0] if len(mine) else None})
        parts = pd.DataFrame(rows)
        left = total - parts["value"].sum()
        if left > 0:
            rest = {"part": self._say("not accounted for in the year"), "value": left}
            parts = pd.concat([parts, pd.DataFrame([rest])], ignore_index=True)
        name = self.edition.names.get(area, area)
        title = self._say("Where municipal waste goes: {area}, {year}", area=name, year=year)
        words = self._say("municipal waste\ngenerated")
        ordered = parts.sort_values("value", ascending=False, kind="stable", ignore_index=True)
        return sankey(ordered, words, max(total, total - left), title, "kt", self.language)

    def _newest(self, measure: str, area: str) -> pd.DataFrame:
        """The preferred values of a measure that are there."""
        mine = from_series(self.series[self.series["area"] == area], measure)
        return mine[mine["preferred"] & mine["value"].notna()]


def _signed(value: float, language: str) -> str:
    """A change with its sign, one decimal."""
    return ("+" if value > 0 else "") + number(value, language, 1)
