"""What the page on repair shows of the items: what they avoid, how old they are, what failed."""

from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from circular_metrics.charts import repair as draw
from circular_metrics.edition.repair_records import RepairRecords
from circular_metrics.indicators import repair_groups as groups
from circular_metrics.indicators.repair_impact import SCENARIOS, impact, tornado
from circular_metrics.indicators.repair_savings import mean_ages, vito_factors
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.statistics.sorting import CONFIDENT, FOLDS
from circular_metrics.wording import listed, number

FAULTS_SHOWN = 14
SETS = {
    "restart": "Restart Project",
    "sharepair": "Sharepair",
    "cbs": "CBS",
    "anstiftung": "anstiftung",
    "vito": "VITO",
}


class RepairItems(RepairRecords):
    """The items of one city's groups."""

    # ---- what it avoids ----

    @cached_property
    def _fixed(self) -> dict[str, int]:
        return groups.fixed_by_category(self.counts, self.codes)

    @cached_property
    def _factors(self) -> pd.DataFrame:
        """All sets of factors, VITO's with the ages of the city's own items."""
        savings = vito_factors(self.edition.table("repair_savings"), mean_ages(self.mine, "fixed"))
        return pd.concat([self.edition.table("repair_factors"), savings], ignore_index=True)

    def impact(self, displacement: Sequence[float] = SCENARIOS) -> Text:
        """Waste and emissions avoided, as ranges; never one number.

        ``displacement``: low, central and high share of the repairs that take the place of a
        purchase.
        """
        if not self._fixed:
            return self._none()
        low, central, high = displacement
        found = impact(self._fixed, self._factors, (low, central, high)).set_index("measure")
        tonnes = {
            f"{m}_{end}": number(found.loc[m, end] / 1000, self.language, 1 if m == "kg" else 0)
            for m in ("kg", "co2e_kg")
            for end in ("low", "central", "high")
        }
        words = self._say(
            "Modelled, not measured: the {n} items fixed avoid {kg_low} to {kg_high} tonnes of "
            "waste (central {kg_central}) and {co2e_kg_low} to {co2e_kg_high} tonnes of CO₂e "
            "(central {co2e_kg_central}), all years together, {until}.",
            n=number(sum(self._fixed.values()), self.language),
            until=self.until,
            **tonnes,
        )
        assumed = self._say(
            "The range covers nine draws in ten: whose factors, a displacement rate from {low} to "
            "{high} of the repairs, the spread of products within a category, and items called "
            "Misc ({misc}) between nothing and the mean of the others.",
            low=self._share(low),
            high=self._share(high),
            misc=number(self._fixed.get("Misc", 0), self.language),
        )
        use = self._say(
            "For vacuum cleaners, laptops, printers and coffee makers VITO's model is one of the "
            "sets: it counts use and repair too, over what is left of an item's life."
        )
        issues = self._factors.drop_duplicates("factor_set").set_index("factor_set")["vintage"]
        sets = [
            f"{SETS[name]} ({issue})" if isinstance(issue, str) else SETS[name]
            for name, issue in issues.items()
        ]
        whose = self._say("The sets are those of {sets}.", sets=listed(sets, self.language))
        return Text(f"{words}\n\n{assumed} {whose} {use}")

    def tornado(self, displacement: Sequence[float] = SCENARIOS) -> Picture | Text:
        """How far each choice alone moves the emissions avoided."""
        if not self._fixed:
            return self._none()
        words = {
            "displacement": self._say("displacement rate"),
            "factors": self._say("set of factors"),
            "misc": self._say("treatment of Misc"),
            "spread": self._say("spread of products"),
        }
        title = self._say("What the range of CO₂e avoided comes from ({until})", until=self.until)
        low, central, high = displacement
        table = tornado(self._fixed, self._factors, scenarios=(low, central, high))
        return draw.tornado(table, words, title, self.language)

    # ---- ages and faults ----

    @property
    def ages(self) -> Grid | Text:
        """Outcomes by age at presentation, the items without an age on a row of their own."""
        if self.mine.empty:
            return self._none()
        table = groups.ages(self.counts, self.codes)
        rows = [
            {
                self._say("age at the event"): self._age(row),
                self._say("records"): number(row["n"], self.language),
                "D1": self._share(row["d1"]),
                self._say(
                    "interval"
                ): f"{self._share(row['d1_low'])} – {self._share(row['d1_high'])}",
                "D2": self._share(row["d2"]),
            }
            for _, row in table.iterrows()
        ]
        numeric = [self._say("records"), "D1", "D2"]
        caption = self._say("Success by age at presentation, not by lifetime")
        return Grid(pd.DataFrame(rows), caption, numeric)

    def _age(self, row: pd.Series) -> str:
        if pd.isna(row["from_age"]):
            return self._say("not given")
        low = int(row["from_age"])
        if pd.isna(row["to_age"]):
            return self._say("{low} years or more", low=low)
        return self._say("{low} to {high} years", low=low, high=int(row["to_age"]) - 1)

    @property
    def age_words(self) -> Text:
        """Coverage first, then how far ages are rounded."""
        if self.mine.empty:
            return self._none()
        given = self.mine.loc[self.mine["age_years"].notna(), "records"].sum()
        return Text(
            self._say(
                "An age is given for {given} of {n} records ({share}); of these ages {heaped} are "
                "multiples of five, against a fifth if owners did not round.",
                given=number(int(given), self.language),
                n=number(int(self.mine["records"].sum()), self.language),
                share=self._share(given / self.mine["records"].sum()),
                heaped=self._share(groups.heaping(self.counts, self.codes)),
            )
        )

    def faults(self) -> Picture | Text:
        """What was wrong with the city's items, as the classifier reads it, by outcome."""
        table = self.edition.table("repair_faults")
        own = table[table["area"].isin(self.codes) & ~table["fault"].isin(["unsure", "no text"])]
        if own.empty:
            return self._none()
        wide = own.pivot_table(
            index=["product_category", "fault"], columns="status", values="records", aggfunc="sum"
        )
        statuses = ("fixed", "repairable", "end_of_life")
        wide = wide.reindex(columns=list(statuses))
        # A status without an item of that fault is counted as none: all items are in the table.
        wide = wide.where(wide.notna(), 0).astype("int64").reset_index()
        wide["all"] = wide[list(statuses)].sum(axis=1)
        order = ["all", "product_category", "fault"]
        shown = wide.sort_values(order, ascending=[False, True, True]).head(FAULTS_SHOWN)
        kinds, names = shown["product_category"].map(self._say), shown["fault"].map(self._say)
        shown = shown.assign(fault=kinds + ": " + names)
        parts = {status: self._say(status.replace("_", " ")) for status in statuses}
        title = self._say("The most frequent faults, read from texts ({until})", until=self.until)
        return draw.faults(shown.reset_index(drop=True), parts, title, self.language)

    @property
    def fault_words(self) -> Text:
        """How many of the city's items a fault is read for, and when the classifier is silent."""
        table = self.edition.table("repair_faults")
        own = table[table["area"].isin(self.codes)]
        if own.empty:
            return self._none()
        read = own.groupby("fault")["records"].sum()
        unsure, silent = (int(read.get(word, 0)) for word in ("unsure", "no text"))
        n = int(read.sum())
        return Text(
            self._say(
                "Of {n} items of the kinds that volunteers sorted, a fault is read for {sure}; for "
                "{unsure} the classifier is not sure of one, which it must be by more than "
                "{confidence}, and {silent} have no text.",
                n=number(n, self.language),
                sure=number(n - unsure - silent, self.language),
                unsure=number(unsure, self.language),
                silent=number(silent, self.language),
                confidence=self._share(CONFIDENT),
            )
        )

    @property
    def fault_scores(self) -> Grid:
        """How well faults are read, by kind of item and language."""
        table = self.edition.table("fault_scores")
        table = table[table["language"].isin(["all", "nl", "en", "fr", "de"])]
        rows = [
            {
                self._say("kind of item"): self._say(row.product_category),
                self._say("language"): self._say("all") if row.language == "all" else row.language,
                self._say("texts"): number(row.n, self.language),
                self._say("answered"): self._share(row.answered),
                self._say("right, of these"): "–"
                if pd.isna(row.precision)
                else self._share(row.precision),
                "F1": number(row.f1, self.language, 2),
            }
            for row in table.itertuples()
        ]
        numeric = [*(self._say(w) for w in ("texts", "answered", "right, of these")), "F1"]
        caption = self._say(
            "How well faults are read from texts that the classifier has not seen "
            "({folds}-fold cross-validation; answered: surer than {confidence})",
            folds=FOLDS,
            confidence=self._share(CONFIDENT),
        )
        return Grid(pd.DataFrame(rows), caption, numeric)
