"""The one place where a city, the tables and the indicators meet: one city, one year."""

from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from circular_metrics import store
from circular_metrics.charts import once
from circular_metrics.city import check_city
from circular_metrics.clean import TABLES
from circular_metrics.delivery.keep import read_register
from circular_metrics.edition.compute import all_observations, editions, pinned_table, pins
from circular_metrics.edition.delivered import with_deliveries
from circular_metrics.edition.municipality import find_city
from circular_metrics.edition.overview import Overview
from circular_metrics.edition.page import ObjectivePage
from circular_metrics.edition.statement import Statement, statement
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import LANGUAGES, City
from circular_metrics.wording.published import told

UNION = "EU27_2020"
# What the pages draw of Belgium beside the Union, which is no surrounding of any city.
BESIDE_THE_UNION = (
    "municipal_waste_per_inhabitant",
    "municipal_recycling_rate",
    "plastic_packaging_recycling_rate",
)

__all__ = ["Edition", "all_observations", "editions", "forget", "open_edition", "pins"]


@dataclass(frozen=True)
class Edition(Overview):
    """One city and one reporting year, with everything that its report says."""

    city: City
    year: int
    language: str
    peers: str
    data: Path

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The city, its peers, and the larger areas it lies in."""
        peers = self.city.peers[self.peers]
        return tuple(dict.fromkeys((*self.city.codes, *peers, *self.city.context)))

    @cached_property
    def observations(self) -> pd.DataFrame:
        """The observations of the city, its peers and its surroundings."""
        everything = all_observations(self.year, self.data)
        beside = (everything["area"] == UNION) & everything["indicator"].isin(BESIDE_THE_UNION)
        mine = everything[everything["area"].isin(self.areas) | beside].reset_index(drop=True)
        return with_deliveries(mine, self)

    @cached_property
    def everywhere(self) -> pd.DataFrame:
        """The observations of every area that has any."""
        everything = all_observations(self.year, self.data)
        return with_deliveries(everything, self, frozenset(self.table("areas")["code"]))

    @cached_property
    def names(self) -> dict[str, str]:
        """Area code → name in the edition's language."""
        areas = self.table("areas")
        english = areas["name_en"].where(areas["name_en"].notna(), areas["name_nl"])
        names = areas["name_nl"] if self.language == "nl" else english
        return dict(zip(areas["code"], names, strict=True))

    @cached_property
    def titles_of_claims(self) -> dict[str, str]:
        """Key of a claim → title of the page that states it; what we add to it is translated."""
        claims = self.table("claims")
        titles = [told(title, self.language) for title in claims["title"]]
        return dict(zip(claims["claim"], titles, strict=True))

    @cached_property
    def breaks(self) -> pd.DataFrame:
        """The declared years at which a series changes its definition."""
        return self.table("breaks")

    @cached_property
    def objectives(self) -> tuple[ObjectivePage, ...]:
        """The strategy's objectives, in its order."""
        return tuple(ObjectivePage(self, objective) for objective in self.city.objectives)

    def objective(self, key: str) -> ObjectivePage:
        """One objective by its key, ``so1`` to ``so5`` for Leuven.

        Raises
        ------
        UnknownNameError
            If the city has no such objective.
        """
        store.named(key, (o.key for o in self.city.objectives), "objective")
        return next(page for page in self.objectives if page.objective.key == key)

    @cached_property
    def register(self) -> tuple[pd.DataFrame | None, pd.DataFrame]:
        """The city's action register and answers, as far as they were imported."""
        return read_register(self.city, self.data)

    @cached_property
    def stated(self) -> Statement:
        """What the edition states: the same in every language, so it is worked out once."""
        spoken = self.in_language(LANGUAGES[0])
        return statement(self) if spoken is self else spoken.stated

    def in_language(self, language: str) -> "Edition":
        """The same edition as it is told in another language."""
        if language == self.language:
            return self
        other = _opened(self.city.key, self.year, language, self.peers, self.data)
        return other if other.city == self.city else replace(self, language=language)

    def of_year(self, year: int) -> "Edition":
        """The same city's edition of another year."""
        return _opened(self.city.key, year, self.language, self.peers, self.data)

    def table(self, key: str) -> pd.DataFrame:
        """A tidy table, only the rows of the vintages that the edition pins."""
        store.named(key, TABLES, "table")
        return pinned_table(key, self.year, self.data)


def open_edition(
    city: str = "leuven",
    edition: int = 2025,
    language: str = "en",
    peers: str = "partners",
    data: str | Path | None = None,
) -> Edition:
    """The edition of one city and year, as a notebook's parameters name it.

    Parameters
    ----------
    city : str
        Key of a city file, such as ``"leuven"``.
    edition : int
        Reporting year.
    language : {"nl", "en"}
        Of titles, sentences and numbers.
    peers : str
        Key of one of the city's sets of peers, such as ``"partners"`` or ``"cluster_15b"``.
    data : path, optional
        The data folder; the project's own if not given.

    Raises
    ------
    UnknownNameError
        If there is no such city, edition, language or set of peers.
    BadCityError
        If the city's file says something that is not understood.
    """
    folder = store.data_folder(data).resolve()
    found = find_city(city, folder)
    store.named(language, LANGUAGES, "language")
    store.named(peers, found.peers, f"set of peers of {found.name}")
    pins(int(edition))
    opened = _opened(found.key, int(edition), language, peers, folder)
    check_city(found, INDICATORS, set(opened.table("areas")["code"]))
    return opened


@cache
def _opened(city: str, year: int, language: str, peers: str, data: Path) -> Edition:
    """The same edition is worked out once in a process."""
    return Edition(find_city(city, data), year, language, peers, data)


def forget() -> None:
    """Let go of the editions worked out so far; what holds for every city is kept."""
    _opened.cache_clear()
    once.forget()
