"""What reuse amounts to: beside what old houses set free, and beside the waste that is stated."""

from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.charts import building as charts
from circular_metrics.edition.prorated import prorated_claims
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.wording import NONE, number, quantity, say

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

REUSE = "materialenbank_recovered"
TAKEN_IN = "material taken in for reuse (claims)"
SET_FREE = "set free by old houses (modelled)"
LEAST_WASTE = "construction waste by inhabitants, lowest total (modelled)"
MOST_WASTE = "construction waste by inhabitants, highest total (modelled)"


class Materiality:
    """The part of the view on building that holds reuse against the flows it is a part of."""

    page: "ObjectivePage"
    language: str

    def sizes(self) -> pd.DataFrame:
        """Reuse, release and waste in tonnes a year: ``what``, ``low``, ``high``.

        The waste stands there twice, under the lowest and under the highest total that is stated
        for the region: they count different things, so that nothing lies between them.
        """
        rows = []
        claims = self.page.own[self.page.own["indicator"] == REUSE]
        if not claims.empty:
            newest = claims[claims["period"] == claims["period"].max()]["value"]
            rows.append((TAKEN_IN, newest.min(), newest.max()))
        release = self.page.latest("expected_release")
        if release is not None:
            rows.append((SET_FREE, 1000 * release["low"], 1000 * release["high"]))
        waste = prorated_claims(self.page.edition, REUSE)["value"]
        if len(waste):
            rows.append((LEAST_WASTE, waste.min(), waste.min()))
        if len(waste) > 1:
            rows.append((MOST_WASTE, waste.max(), waste.max()))
        return pd.DataFrame(rows, columns=["what", "low", "high"])

    @property
    def materiality(self) -> Picture | Text:
        """Reuse, release and waste on one log scale."""
        language, rows = self.language, self.sizes()
        if rows.empty:
            return Text(say("No figure on reuse, release or waste is known.", language))
        rows["label"] = [say(what, language).replace(" (", "\n(") for what in rows["what"]]
        ends = zip(rows["low"], rows["high"], strict=True)
        rows["words"] = [f"{_range(low, high, language)} t" for low, high in ends]
        alt = say("Material reused, set free and thrown away in {city} a year, on a log scale.",
                  language, city=self.page.edition.city.name)  # fmt: skip
        return charts.magnitudes(rows, say("tonnes a year, log scale", language), alt, language)

    @property
    def materiality_words(self) -> Text:
        """Reuse in per cent of what is set free, and of the waste under each end of the totals."""
        language, rows = self.language, self.sizes().set_index("what")
        waste = prorated_claims(self.page.edition, REUSE)
        if not {TAKEN_IN, SET_FREE} <= set(rows.index) or len(waste) < 2:
            return Text(say("What reuse amounts to cannot be said: a flow is missing.", language))
        reuse, release = rows.loc[TAKEN_IN], rows.loc[SET_FREE]
        newest = self.page.latest(REUSE)
        ends = {"least": waste.iloc[0], "most": waste.iloc[-1]}
        numbers = {
            "year": newest["period"],
            "reuse": quantity(newest["value"], newest["unit"], language),
            "status": say(newest["status"], language),
            "release": _shares(reuse, release["low"], release["high"], language),
            **{end: _shares(reuse, c["value"], c["value"], language) for end, c in ends.items()},
            **{f"{end}_whole": quantity(c["whole"], "t", language) for end, c in ends.items()},
            **{f"{end}_scope": say(c["scope"], language) for end, c in ends.items()},
        }
        return Text(
            say(
                "What the materials bank took in in {year} ({reuse}, {status}) is {release} % of "
                "what old houses would set free by the model. Of the "
                "construction waste that falls to the city by its inhabitants it is {least} % if "
                "Flanders has {least_whole} a year ({least_scope}), and {most} % if it has "
                "{most_whole} ({most_scope}): two totals that count different things. Every "
                "denominator is modelled.",
                language,
                **numbers,
            )
        )

    @property
    def materiality_totals(self) -> Grid:
        """Reuse under every total that is stated for the region, one a row."""
        language, rows = self.language, self.sizes().set_index("what")
        heads = [
            say(word, language)
            for word in ("total for Flanders", "year", "what is counted", "by inhabitants", "share")
        ]
        reuse = rows.loc[TAKEN_IN] if TAKEN_IN in rows.index else None
        table = [
            (
                quantity(claim.whole, "t", language),
                NONE if pd.isna(claim.period) else str(claim.period),
                say(claim.scope, language),
                quantity(claim.value, "t", language),
                NONE
                if reuse is None
                else f"{_shares(reuse, claim.value, claim.value, language)} %",
            )
            for claim in prorated_claims(self.page.edition, REUSE).itertuples()
        ]
        caption = say("Material taken in, under each total of construction waste", language)
        frame = pd.DataFrame(table, columns=heads, dtype=object)
        return Grid(frame, caption, [heads[0], heads[3], heads[4]])


def _shares(part: pd.Series, low: float, high: float, language: str) -> str:
    """A range in per cent of a range: the smallest part of the largest whole, and the reverse."""
    ends = (100 * part["low"] / high, 100 * part["high"] / low)
    shown = dict.fromkeys(number(end, language, 1) for end in ends)
    return f" {say('to', language)} ".join(shown)


def _range(low: float, high: float, language: str) -> str:
    """A range, or one number where both ends are the same."""
    ends = dict.fromkeys(number(end, language) for end in (low, high))
    return "–".join(ends)
