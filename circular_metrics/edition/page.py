"""What one objective's page shows: sentences, grids and pictures, all from its observations."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import assess, charts, store
from circular_metrics.edition import tables
from circular_metrics.edition.card import card
from circular_metrics.edition.credits import caveats, credits_of
from circular_metrics.edition.repair_records import newest_note
from circular_metrics.edition.views import Views
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import MEASURED, Indicator, Objective, Target
from circular_metrics.observations import newest
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.wording import say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition


STEPS = ("input", "activity", "output")  # of the results chain, below the outcome


@dataclass(frozen=True)
class ObjectivePage(Views):
    """What one objective's page has to show."""

    edition: "Edition"
    objective: Objective

    @property
    def title(self) -> str:
        """The objective's title in the edition's language."""
        return self.objective.titles[self.edition.language]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The objective's indicators, in the city's order."""
        return tuple(INDICATORS[key] for key in self.objective.indicators)

    @cached_property
    def observations(self) -> pd.DataFrame:
        """The objective's observations, for the city, its peers and its surroundings."""
        mine = self.edition.observations
        return mine[mine["indicator"].isin(self.objective.indicators)].reset_index(drop=True)

    @cached_property
    def own(self) -> pd.DataFrame:
        """The observations of the city itself."""
        return self.observations[self.observations["area"].isin(self.edition.city.codes)]

    @cached_property
    def evidence(self) -> "assess.Evidence":
        """How far along the results chain the objective's figures for the city itself reach."""
        return assess.evidence(self.observations, self.indicators, self.edition.city.codes)

    def latest(self, key: str) -> pd.Series | None:
        """The city's newest value of an indicator, as ``newest`` picks it, if it has one."""
        return newest(self.own, key)

    # ---- words ----

    @property
    def opening(self) -> Text:
        """The first lines: whether there is an outcome at all, and how old the newest figure is."""
        language, city = self.edition.language, self.edition.city.name
        words = [f"> **{self.evidence_words()}**"]
        newest = self.own.loc[self.own["status"].isin(MEASURED), "period"].max()
        if pd.notna(newest):
            words.append(
                say(
                    "The newest measured figure for {city} on this page is of {year}.",
                    language,
                    city=city,
                    year=int(newest),
                )
            )
        return Text("\n\n".join(words))

    def evidence_words(self) -> str:
        """One sentence on what the figures for the city itself can show."""
        language, city = self.edition.language, self.edition.city.name
        found = self.evidence
        if not sum(found.measured.values()):
            sentence = (
                "{city} has no measured figure at all for this objective: what stands here are "
                "claims, models, plans and the figures of larger areas."
            )
        elif not found.has_outcome and not any(found.measured.get(k, 0) for k in STEPS):
            sentence = (
                "No outcome is measured for {city}: the figures set the scene and show nothing of "
                "what goes in, what is done or what it changes."
            )
        elif not found.has_outcome:
            sentence = (
                "No outcome is measured for {city}: the figures show what goes in and what is "
                "done, not what it changes."
            )
        else:
            sentence = "{n} outcome indicators for {city} have measured figures."
        n = found.measured.get("outcome", 0) + found.measured.get("impact", 0)
        return say(sentence, language, city=city, n=n)

    @property
    def caveats(self) -> Text:
        """What the figures do not say: every caveat of every source used."""
        return caveats(self.observations, self.edition)

    @property
    def credits(self) -> Grid:
        """Publisher, licence, vintage and day of retrieval of every source used."""
        return credits_of(self.observations, self.edition)

    # ---- grids ----

    @property
    def summary(self) -> Grid:
        """Each indicator's newest figure for the city, with its interval, level and source."""
        return tables.summary(self)

    @property
    def figures(self) -> Grid:
        """All observations of the city itself, each with its source and vintage."""
        return tables.figures(self)

    @property
    def verdicts(self) -> Grid:
        """Each indicator's trend since its last break, and where it stands against a target."""
        return tables.verdicts(self)

    def explain(self, key: str) -> Grid:
        """What stands behind the city's newest figure of any indicator, as the edition tells it."""
        return self.edition.explain(key)

    def targets(self, key: str) -> list[Target]:
        """The targets for an indicator that hold for the city itself."""
        codes = self.edition.city.codes
        return [t for t in self.edition.city.targets if t.indicator == key and t.area in codes]

    # ---- pictures ----

    def trend(self, key: str, areas: Sequence[str] | None = None) -> Picture | Text:
        """One indicator over the years, the city bold, the peers (or ``areas``) thin."""
        indicator = self._indicator(key)
        found = self._focus(areas, key)
        targets = self.targets(key)
        drawn = self._of([key], found)
        if drawn["value"].isna().all():
            return self._undrawn([key], [self.edition.city.area, *found])
        return charts.trend(
            drawn,
            indicator,
            found,
            self.edition.names,
            self.edition.breaks,
            self.edition.language,
            targets[-1] if targets else None,
            newest_note(self, [indicator]),
        )

    def multiples(self, keys: Sequence[str], area: str | None = None) -> Picture | Text:
        """Several indicators of one area under each other."""
        area = area or self.edition.city.area
        drawn = self._of(keys, [area])
        if drawn["value"].isna().all():
            return self._undrawn(keys, [area])
        return charts.multiples(
            drawn,
            [self._indicator(key) for key in keys],
            area,
            self.edition.names,
            self.edition.breaks,
            self.edition.language,
            newest_note(self, [self._indicator(key) for key in keys])
            or ("" if area in self.edition.city.codes else self.edition.names.get(area, area)),
        )

    def ranking(self, key: str) -> Picture:
        """The city among its peers in the newest year it has."""
        mine = self.edition.observations
        mine = mine[mine["indicator"] == key]
        context = list(self.edition.city.context)
        here = mine[~mine["area"].isin(context)] if self._has(key) else mine
        return charts.ranking(
            here,
            self._indicator(key),
            self.edition.city.area,
            self.edition.names,
            self.edition.language,
            newest_note(self, [self._indicator(key)]),
        )

    def claims(self, keys: Sequence[str], area: str | None = None) -> Picture | Text:
        """What pages say, year by year, contradictions side by side."""
        area = area or self.edition.city.area
        drawn = self._of(keys, [area])
        if drawn["value"].isna().all():
            return self._undrawn(keys, [area])
        return charts.claims(
            drawn,
            [self._indicator(key) for key in keys],
            area,
            self.edition.names,
            language=self.edition.language,
            targets=[t for t in self.edition.city.targets if t.area == area],
        )

    def indexed(self, keys: Sequence[str], area: str = "BE") -> Picture:
        """Several indicators of one area, each as an index of the first common year."""
        return charts.indexed(
            self._of(keys, [area]),
            [self._indicator(key) for key in keys],
            area,
            self.edition.names,
            self.edition.language,
        )

    def _of(self, keys: Sequence[str], areas: Sequence[str]) -> pd.DataFrame:
        """What a picture of these indicators and areas draws from, and nothing else."""
        mine = self.edition.observations
        mine = mine[mine["indicator"].isin(keys) & mine["area"].isin(areas)]
        return mine.reset_index(drop=True)

    def _undrawn(self, keys: Sequence[str], areas: Sequence[str]) -> Text:
        """What stands in place of a picture without a figure."""
        language, names = self.edition.language, self.edition.names
        words = "{indicators}: no figure is known for {places}, so nothing is drawn."
        said = ", ".join(self._indicator(key).names[language] for key in keys)
        places = ", ".join(names.get(area, area) for area in dict.fromkeys(areas))
        return Text(say(words, language, indicators=said, places=places))

    def _indicator(self, key: str) -> Indicator:
        return INDICATORS[store.named(key, INDICATORS, "indicator")]

    def _has(self, key: str) -> bool:
        mine = self.edition.observations
        here = mine["area"].isin(self.edition.city.codes) & (mine["indicator"] == key)
        return bool(here.any())

    def _focus(self, areas: Sequence[str] | None, key: str) -> list[str]:
        """The city first, then those asked for; without the city if it has no such figure."""
        rest = self.edition.city.peers[self.edition.peers] if areas is None else areas
        own = [self.edition.city.area] if self._has(key) else []
        return list(dict.fromkeys([*own, *rest]))

    def card(self) -> dict[str, object]:
        """What the front page says of this objective."""
        key = self.objective.headline
        row = self.latest(key)
        cells = {} if row is None else tables.cells(row, INDICATORS[key], self.edition)
        known = tables.details(cells, self.edition.language) if cells else ""
        return card(self, cells, known)
