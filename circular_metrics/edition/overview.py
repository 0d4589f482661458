"""What the edition shows of itself: where its figures came from and how far they reach."""

from collections.abc import Mapping
from functools import cached_property

import pandas as pd

from circular_metrics import charts, store
from circular_metrics.clean import TABLES
from circular_metrics.edition.compute import all_observations
from circular_metrics.edition.credits import caveats, credits_of
from circular_metrics.edition.hardest import hardest_drawn, hardest_question, of_the_city_itself
from circular_metrics.edition.provenance import formula, key_of, provenance
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import LEVELS
from circular_metrics.observations import newest
from circular_metrics.show import Cited, Grid, Picture, Text
from circular_metrics.wording import number, quantity, say
from circular_metrics.wording.published import told

# Claims that no indicator draws, and the indicator whose name says what they are of.
MEASURES = {"cmu_percent": "circular_material_use_rate"}


class Overview:
    """The part of an edition that looks at the edition itself."""

    def lead(self) -> str:
        """The front page's first sentence."""
        with_outcome = sum(page.evidence.has_outcome for page in self.objectives)
        sentence = "Of the {n} objectives, {k} have an outcome that is measured for {city} itself."
        if with_outcome == 1:
            sentence = (
                "Of the {n} objectives, one has an outcome that is measured for {city} itself."
            )
        return say(
            sentence,
            self.language,
            n=len(self.objectives),
            k=with_outcome,
            city=self.city.name,
        )

    def legend(self) -> str:
        """How the front page's figures are to be read."""
        return say(
            "Each card shows one figure with its interval. Observed: counted by a publisher. "
            "Modelled: computed with assumptions. Claimed: stated on a page, unchecked. "
            "Planned: an amount in a plan, not what was spent. Of the indicators per level, those "
            "behind a plus are modelled, claimed or planned only.",
            self.language,
        )

    def explain(self, key: str, year: int | None = None) -> Grid:
        """What stands behind a figure of the city: formula, table, source, file, caveats.

        Parameters
        ----------
        key : str
            An indicator's, whichever page shows it, if any does.
        year : int, optional
            Of the figure; the newest if not given. Where the city has none, the formula alone.

        Raises
        ------
        UnknownNameError
            If there is no such indicator, or no figure of that year.
        """
        indicator = INDICATORS[store.named(key, INDICATORS, "indicator")]
        own = self.observations[self.observations["area"].isin(self.city.codes)]
        row = newest(own, key, year)
        if row is not None:
            known = provenance(row, self)
        elif year is None:
            known = [(say("formula", self.language), told(formula(key), self.language))]
        else:
            kept = own.loc[(own["indicator"] == key) & own["value"].notna(), "period"]
            store.named(str(year), kept.unique().astype(str), f"figure of {self.city.name} of")
        columns = [say("what", self.language), say("stands behind it", self.language)]
        return Grid(pd.DataFrame(known, columns=columns), indicator.names[self.language])

    @property
    def opening(self) -> Text:
        """The annual report's first lines: each objective and whether its outcome is measured."""
        lines = [f"> **{self.lead()}**", ""]
        lines += [f"- **{page.title}**: {page.evidence_words()}" for page in self.objectives]
        return Text("\n".join(lines))

    @property
    def headlines(self) -> Grid:
        """One figure per objective."""
        language = self.language
        cards = [page.card() for page in self.objectives]
        rows = [
            {
                say("objective", language): card["title"],
                say("indicator", language): card["measure"],
                say("value", language): card["value"],
                say("details", language): card["details"],
            }
            for card in cards
        ]
        caption = say("One figure per objective", language)
        return Grid(pd.DataFrame(rows, dtype=object), caption, [say("value", language)])

    @property
    def hardest(self) -> Grid:
        """The verdicts on decoupling of the country around the city."""
        return hardest_question(self)

    @property
    def hardest_drawn(self) -> Picture:
        """The economy, the use of materials and its footprint, each as an index."""
        return hardest_drawn(self)

    @property
    def hardest_here(self) -> Text:
        """How far the question can be put to the city itself."""
        return of_the_city_itself(self)

    def levels(self) -> Picture:
        """How many indicators have figures at each level of the results chain, per objective."""
        rows = []
        for page in self.objectives:
            found = page.evidence
            row = {
                "objective": page.objective.key.replace("so", f"{say('objective', self.language)} ")
            }
            for level in LEVELS:
                row[f"{level}_measured"] = found.measured.get(level, 0)
                row[f"{level}_unmeasured"] = found.unmeasured.get(level, 0)
            rows.append(row)
        title = say("Indicators with figures for {city} itself", self.language, city=self.city.name)
        return charts.levels(pd.DataFrame(rows), title, self.language)

    def coverage(self) -> Picture:
        """Which years each indicator has for the city itself."""
        own = self.observations[self.observations["area"].isin(self.city.codes)]
        own = own[own["value"].notna()]
        names = {key: INDICATORS[key].names[self.language] for key in own["indicator"].unique()}
        years = own[["indicator", "period", "status", "is_complete"]].drop_duplicates()
        years = years.assign(series=years["indicator"].map(names)).sort_values(
            ["indicator", "period", "status"], kind="stable"
        )
        title = say("Years with a figure for {city}", self.language, city=self.city.name)
        return charts.coverage(years.drop(columns="indicator"), title, self.language)

    @cached_property
    def accounts(self) -> dict[str, dict]:
        """The account that stands beside each processed table."""
        return {key: store.read_provenance(key, self.data) for key in TABLES}

    @property
    def rows(self) -> Grid:
        """Each table: rows read from its sources, rows it has, sources, licence."""
        language = self.language
        rows = [
            {
                say("table", language): key,
                say("files", language): str(len(account["sources"])),
                say("rows read", language): number(
                    sum(s["rows"] for s in account["sources"]), language
                ),
                say("rows kept", language): number(account["rows"], language),
                say("licence", language): told(account["licence"], language),
            }
            for key, account in self.accounts.items()
        ]
        numeric = [say(w, language) for w in ("files", "rows read", "rows kept")]
        return Grid(pd.DataFrame(rows), say("From files to tables", language), numeric)

    @property
    def cleaning(self) -> Grid:
        """Each cleaning rule and how many rows it touched."""
        language = self.language
        rows = [
            {
                say("table", language): key,
                say("rule", language): told(rule["rule"], language),
                say("rows", language): number(rule["rows"], language),
                say("meaning", language): told(rule["meaning"], language),
            }
            for key, account in self.accounts.items()
            for rule in account["cleaning"]
            if rule["rows"]
        ]
        return Grid(pd.DataFrame(rows), say("What cleaning did", language), [say("rows", language)])

    def drawn_rows(self) -> Picture:
        """Rows touched by cleaning, table by table."""
        counts = pd.DataFrame(
            [
                {
                    "table": key,
                    "read": sum(s["rows"] for s in account["sources"]),
                    "kept": account["rows"],
                }
                for key, account in self.accounts.items()
            ]
        )
        return charts.rows(counts, say("Rows read and rows kept", self.language), self.language)

    @property
    def conflicts(self) -> Grid:
        """Claims of the edition's areas that contradict each other, and which of them is drawn."""
        language = self.language
        claims = self.table("claims")
        claims = claims[claims["area"].isin(self.areas)]
        key = ["measure", "area", "period", "scope"]
        several = claims.groupby(key, dropna=False)["value"].transform("nunique") > 1
        drawn = self.observations.drop_duplicates("source").set_index("source")
        everywhere = all_observations(self.year, self.data).drop_duplicates("source")
        carried = dict(zip(everywhere["source"], everywhere["indicator"], strict=True))
        rows = [
            {
                say("indicator", language): _name(claim, carried, language),
                say("place", language): self.names.get(claim.area, claim.place),
                say("period", language): "–" if pd.isna(claim.period) else str(claim.period),
                say("value", language): _stated(claim, drawn, language),
                say("drawn", language): say("yes" if claim.preferred else "no", language),
                say("source", language): told(claim.title, language),
            }
            for claim in claims[several].sort_values([*key, "value"]).itertuples()
        ]
        caption = say("Sources that contradict each other", language)
        return Grid(pd.DataFrame(rows, dtype=object), caption, [say("value", language)])

    @property
    def caveats(self) -> Text:
        """Every caveat of every source of the edition."""
        return caveats(self.observations, self)

    @property
    def credits(self) -> Grid:
        """Every source of the edition."""
        return credits_of(self.observations, self)


def _name(claim: tuple, carried: Mapping[str, str], language: str) -> str:
    """The indicator that carries a claim, or else what the claim is of."""
    key = carried.get(claim.claim, MEASURES.get(claim.measure))
    return INDICATORS[key].names[language] if key else claim.measure.replace("_", " ")


def _stated(claim: tuple, drawn: pd.DataFrame, language: str) -> str:
    """What a claim states; it opens where it is an observation of the edition."""
    words = quantity(claim.value, claim.unit, language)
    if claim.claim not in drawn.index:
        return words
    row = drawn.loc[claim.claim]
    return Cited(words, key_of(row.rename(None).to_dict() | {"source": claim.claim}))
