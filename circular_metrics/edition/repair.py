"""What the page on repair shows: how often it works, by which definition, and how sure that is."""

from functools import cached_property

import pandas as pd

from circular_metrics.charts import repair as draw
from circular_metrics.edition.delivered import asked, handed_over
from circular_metrics.edition.repair_items import RepairItems
from circular_metrics.indicators import INDICATORS
from circular_metrics.indicators import repair_groups as groups
from circular_metrics.indicators.repair import newest_counts
from circular_metrics.indicators.repair_rates import by_outcome, never_ends, success_rates
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.wording import listed, number, quantity
from circular_metrics.wording.published import told

CARS = ("shared_cars_per_1000_inhabitants", "cars_per_household")
ENOUGH = 100  # records from which a place is drawn
ENOUGH_OF_A_KIND = 30  # and a kind of item; the rates of fewer are pooled with them all the same
SHARING = (
    "kringloop_",
    "total_reuse_",
    "weee_",
    "shared_cars",
    "car_sharing_",
    "private_cars_replaced",
    "repairs",
    "repair_",
    "elektrokollektor_",
    "library_of_things_",
    "libraries_of_things",
)


class RepairView(RepairItems):
    """The displays of repair for one city."""

    # ---- how often it works ----

    @cached_property
    def places(self) -> pd.DataFrame:
        """The platform's municipalities with enough records, and the city: D1 and D2."""
        newest = newest_counts(self.counts)
        platform = newest.assign(never_ends=never_ends(newest, ("source", "vintage")))
        platform = platform[(platform["provider"] == groups.PLATFORM) & platform["area"].notna()]
        rates = success_rates(by_outcome(platform, ["area"]))
        shown = rates[(rates["n"] >= ENOUGH) | rates["area"].isin(self.codes)]
        names = shown["area"].map(self.edition.names)
        return shown.assign(place=names).reset_index(drop=True)

    def definitions(self) -> Picture:
        """D1 beside D2 for the places of the platform: the definition drives the order."""
        title = self._say("The order depends on the definition")
        return draw.definitions(self.places, self.city, self._dated(title), self.language)

    @property
    def swap(self) -> Text:
        """Which places change their order between the two definitions."""
        first = self.places.sort_values("d1", ascending=False)["place"].tolist()
        second = self.places.sort_values("d2", ascending=False)["place"].tolist()
        return Text(
            self._say(
                "By D1 the order is {first}; by D2 it is {second}.",
                first=listed(first, self.language),
                second=listed(second, self.language),
            )
        )

    def league(self, definition: str = "d1") -> Picture:
        """The platform's groups drawn towards each other, with the range of each place."""
        table = groups.pooled_groups(self.counts, definition)
        own = self.mine["group"].unique().tolist()
        title = self._say(
            "Groups of the platform: success rate {definition} and range of places",
            definition=definition.upper(),
        )
        return draw.league(table, own, self._dated(title), self.language)

    def categories(self, definition: str = "d1") -> Picture | Text:
        """The city's kinds of items drawn towards each other, with the range of each place."""
        if self.mine.empty:
            return self._none()
        table = groups.pooled_categories(self.counts, self.codes, definition)
        table = table[table["n"] >= ENOUGH_OF_A_KIND].rename(columns={"product_category": "group"})
        title = self._say(
            "Kinds of items of {city}: success rate {definition} and range of places",
            city=self.city,
            definition=definition.upper(),
        )
        own = table["group"].map(self._say)
        return draw.league(table.assign(group=own), [], self._dated(title), self.language)

    def trend(self, definition: str = "d1") -> Picture | Text:
        """The city's success rate by year, as counted and with one mix of items."""
        if self.mine.empty:
            return self._none()
        name = definition.upper()
        title = self._say(
            "Success rate {definition} of {city}, {until}",
            definition=name,
            city=self.city,
            until=self.until,
        )
        table = groups.standardised_trend(self.counts, self.codes, definition)
        return draw.standardised(table, name, title, self.language)

    @property
    def power(self) -> Text:
        """Which change of the success rate could be seen at all."""
        if self.mine.empty:
            return self._none()
        found = groups.power(self.counts, self.codes)
        return Text(
            self._say(
                "A usual year of {city} has {n} records. The interval of its success rate is then "
                "{half} points to either side, and a change between two years must reach "
                "{change} points to be noticed four times in five.",
                city=self.city,
                n=number(found["records"], self.language),
                half=number(100 * found["half_width"], self.language),
                change=number(100 * found["change"], self.language),
            )
        )

    # ---- reuse and sharing ----

    @property
    def sharing(self) -> Grid:
        """What pages state of reuse, sharing and paid repair, for the city and larger areas."""
        claims = self.edition.table("claims")
        areas = [*self.codes, *self.edition.city.context]
        mine = claims[claims["measure"].str.startswith(SHARING) & claims["area"].isin(areas)]
        rows = [
            {
                self._say("measure"): told(claim.measure.replace("_", " "), self.language),
                self._say("place"): self.edition.names.get(claim.area, claim.place),
                self._say("period"): "–" if pd.isna(claim.period) else str(claim.period),
                self._say("value"): quantity(
                    claim.value, claim.unit, self.language, 2 * (claim.value % 1 != 0)
                ),
                self._say("scope"): told(claim.scope, self.language),
                self._say("source"): told(claim.title, self.language),
            }
            for claim in mine.sort_values(["measure", "area", "period", "value"]).itertuples()
        ]
        caption = self._say("Reuse, sharing and paid repair: claims, none of them measured here")
        return Grid(pd.DataFrame(rows), caption, [self._say("value")])

    @property
    def cars(self) -> Text:
        """Shared cars beside cars per household, or why the one alone says little."""
        rows = {key: self.page.latest(key) for key in CARS}
        said = [
            self._say(
                "{name}, {period}: {value} ({status}).",
                name=INDICATORS[key].names[self.language],
                period=row["period"],
                value=quantity(row["value"], row["unit"], self.language),
                status=self._say(row["status"]),
            )
            for key, row in rows.items()
            if row is not None
        ]
        if all(row is not None for row in rows.values()):
            said.append(
                self._say("Sharing works if the second falls while the first rises; see both.")
            )
        else:
            said.append(
                self._say(
                    "Whether sharing takes the place of owning cannot be said: for that both "
                    "shared cars and cars per household must be known."
                )
            )
        return Text(" ".join(said))

    @property
    def delivered(self) -> Grid | Text:
        """What the city handed over on this page's subject, or that it has not."""
        found = handed_over(self.page)
        if found.frame.empty:
            return Text(self._say("The city has handed over no figure for this page yet."))
        return found

    @property
    def inputs(self) -> Grid:
        """What only the city can supply, and whether it has."""
        return asked(self.edition, "repair")
