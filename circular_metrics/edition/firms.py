"""Circular work and firms on a page: definitions side by side, claims with what explains them."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import charts
from circular_metrics.edition.municipality import short
from circular_metrics.indicators.enterprise import in_later_boundaries
from circular_metrics.indicators.enterprise_sections import survival_by_section
from circular_metrics.model import City
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.wording import NONE, number, say
from circular_metrics.wording.published import told

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

JOBS, SHARE = "ce_employment_jobs", "ce_employment_percent"
# Parts of CE Center's count of 2021, as the page gives them: per cent of the jobs.
VEHICLES_PERCENT = 39.3
NAMES = {
    "eurostat": "Eurostat’s sectors",
    "eurostat_without_vehicles": "Eurostat’s sectors without vehicle maintenance",
    "ce_center": "CE Center’s groups",
    "circle_economy": "Circle Economy, core and enabling",
    "repair_and_second_hand": "repair of goods and second-hand trade",
}


PREFERRED = "eurostat"  # of the definitions, where one count is to stand for all

# Sections that hold something circular beside much else; S has repair of goods until 2025.
FOCUS = ("E", "S", "G", "N")
SECTIONS = {
    "A": "agriculture",
    "C": "manufacturing",
    "E": "water and waste",
    "F": "construction",
    "G": "trade and garages",
    "H": "transport",
    "I": "hotels and restaurants",
    "J": "information",
    "K": "finance",
    "L": "real estate",
    "M": "professions",
    "N": "rental and support",
    "P": "education",
    "Q": "health",
    "R": "culture and sport",
    "S": "repair and other services",
}


def establishments_file(city: City, data: Path) -> Path:
    """Where the count of the register is kept for a city's reports."""
    return data / "delivered" / city.key / "circular_establishments.csv"


def jobs_file(city: City, data: Path) -> Path:
    """Where the count of circular jobs is kept for a city's reports."""
    return data / "delivered" / city.key / "circular_jobs.csv"


def newest_population(population: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """The newest known inhabitants of each municipality of today: ``area``, ``population``."""
    now = in_later_boundaries(population, areas)
    newest = now.loc[now.groupby("area")["year"].idxmax()]
    return newest[["area", "population"]].reset_index(drop=True)


def without(jobs: float, percent: float) -> float:
    """What is left of a number of jobs without a part of it: ``jobs * (1 - percent / 100)``.

    >>> round(without(44_949, 39.3))
    27284
    """
    return jobs * (1 - percent / 100)


class FirmsView:
    """What the page on entrepreneurship shows beside its indicators."""

    def __init__(self, page: "ObjectivePage"):
        """Take the page that shows it."""
        self.page = page
        self.edition = page.edition
        self.language = page.edition.language

    @property
    def claims(self) -> Grid:
        """The jobs and shares in circulation, each with the definition that explains it."""
        language = self.language
        claims = self.edition.table("claims")
        jobs = claims[claims["measure"] == JOBS]
        shares = claims[claims["measure"] == SHARE]
        both = pd.concat([jobs, shares[~shares["scope"].isin(jobs["scope"])]])
        rows = []
        for claim in both.sort_values(["area", "period", "value"]).itertuples():
            share = shares[(shares["scope"] == claim.scope) & (shares["area"] == claim.area)]
            percent = share["value"].iloc[0] if len(share) else float("nan")
            is_jobs = claim.measure == JOBS
            total = 100 * claim.value / percent if is_jobs and percent > 0 else float("nan")
            rows.append(
                {
                    say("place", language): self.edition.names.get(claim.area, claim.place),
                    say("period", language): str(int(claim.period)),
                    say("jobs", language): number(claim.value, language) if is_jobs else NONE,
                    say("share", language): NONE
                    if pd.isna(percent)
                    else f"{number(percent, language, 2)} %",
                    say("all jobs it implies", language): number(total, language),
                    say("what is counted", language): say(_explained(claim.scope), language),
                    say("source", language): told(claim.title, language),
                }
            )
        caption = say("Circular jobs: claims and what each counts", language)
        numeric = [say(w, language) for w in ("jobs", "share", "all jobs it implies")]
        return Grid(pd.DataFrame(rows), caption, numeric)

    @property
    def claims_words(self) -> Text:
        """How much of the difference is definition: garages, and the total behind the share."""
        claims = self.edition.table("claims")
        newest = claims[(claims["measure"] == JOBS) & claims["scope"].str.startswith("CE Center")]
        row = newest.loc[newest["period"].idxmax()]
        left = without(row["value"], VEHICLES_PERCENT)
        return Text(
            say(
                "Of the {jobs} jobs that CE Center counts for {year}, {percent} % are in the "
                "maintenance of motor vehicles: without garages {left} remain. Circle Economy adds "
                "jobs that enable and that depend on circular ones, which gives several times as "
                "many. Neither figure is wrong; they answer different questions, and none is for "
                "{city}.",
                self.language,
                jobs=number(row["value"], self.language),
                year=int(row["period"]),
                percent=number(VEHICLES_PERCENT, self.language, 1),
                left=number(left, self.language),
                city=self.edition.city.name,
            )
        )

    def survival(self, area: str | None = None) -> Picture:
        """Five-year survival of the newest cohort, section by section, waste and repair marked."""
        place = area or self.edition.city.context[0]
        found = survival_by_section(self.edition.table("starter_survival"), place)
        names = {key: f"{key}  {say(words, self.language)}" for key, words in SECTIONS.items()}
        found = found[found["section"].isin(names)].assign(
            name=lambda t: t["section"].map(names), is_focus=lambda t: t["section"].isin(FOCUS)
        )
        cohort = int(found["cohort"].iloc[0]) if len(found) else 0
        title = say(
            "{area}: starters of {year} that were left after five years",
            self.language,
            area=self.edition.names.get(place, place),
            year=cohort,
        )
        return charts.intervals(found.sort_values("value"), title, "%", self.language)

    def _of_the_peers(self, counted: pd.DataFrame) -> pd.DataFrame:
        """The rows of the city and all of its peers, all groups of a definition together."""
        city = self.edition.city
        places = {city.area, *(area for among in city.peers.values() for area in among)}
        return counted[counted["area"].isin(places) & (counted["group"] == "all")]

    @property
    def establishments(self) -> Grid | Text:
        """Circular establishments per 10,000 inhabitants, city and peers, once counted."""
        language, city = self.language, self.edition.city
        path = establishments_file(city, self.edition.data)
        if not path.is_file():
            words = "No count of the company register was handed over by {city}."
            return Text(say(words, language, city=city.name))
        caption = say("Circular establishments per 10,000 inhabitants", language)
        columns = [
            say(w, language) for w in ("definition", "municipality", "establishments", "value")
        ]
        mine = self._of_the_peers(pd.read_csv(path, dtype={"area": str}))
        rows = [
            (
                say(NAMES[row.definition], language),
                short(self.edition.names.get(row.area, row.area)),
                number(row.establishments, language),
                number(row.value, language, 1),
            )
            for row in mine.sort_values(
                ["definition", "value"], ascending=[True, False]
            ).itertuples()
        ]
        return Grid(pd.DataFrame(rows, columns=columns), caption, columns[2:])

    @property
    def jobs(self) -> Grid | Text:
        """Circular jobs of the city and its peers by definition, once a table was handed over."""
        language, city = self.language, self.edition.city
        path = jobs_file(city, self.edition.data)
        if not path.is_file():
            words = "No table of jobs by municipality and activity was handed over by {city}."
            return Text(say(words, language, city=city.name))
        table = pd.read_csv(path, dtype={"area": str, "period": str}, keep_default_na=False)
        mine = self._of_the_peers(table)
        mine = mine[mine["period"] == mine["period"].max()]
        heads = [
            say(word, language)
            for word in ("definition", "municipality", "period", "jobs", "classes kept secret")
        ]
        rows = [
            (
                say(NAMES[row.definition], language),
                short(self.edition.names.get(row.area, row.area)),
                row.period or NONE,
                NONE if row.jobs == "" else number(float(row.jobs), language),
                number(row.secret, language),
            )
            for row in mine.sort_values(["definition", "area"]).itertuples()
        ]
        caption = say(
            "Circular jobs by definition; where classes are kept secret there are more", language
        )
        return Grid(pd.DataFrame(rows, columns=heads), caption, heads[3:])

    @property
    def definitions(self) -> Grid:
        """How many classes of NACE each definition has, group by group, in both editions."""
        language = self.language
        table = self.edition.table("circular_activities")
        rows = [
            {
                say("definition", language): say(NAMES[definition], language),
                say("group", language): say(group.replace("_", " "), language),
                "NACE 2008": ", ".join(mine.loc[mine["version"] == "2008", "code"]),
                "NACE 2025": ", ".join(mine.loc[mine["version"] == "2025", "code"]),
                say("corresponds in part", language): str(
                    int(((mine["match"] == "part") & (mine["version"] == "2025")).sum())
                ),
            }
            for (definition, group), mine in table.groupby(["definition", "group"], sort=False)
        ]
        caption = say("Which activities each definition calls circular", language)
        return Grid(pd.DataFrame(rows), caption)

    @property
    def missing(self) -> Text:
        """What the city has to hand over before there is an outcome here."""
        return Text(
            say(
                "Two files would turn this page from claims into counts: the open data of the "
                "company register (establishments by activity) and the decentralised employment "
                "tables (jobs by municipality and activity). Neither may be passed on here. Once "
                "{city} has fetched them, `circular-metrics firms {register} --out firms --city "
                "{key}` counts establishments and `circular-metrics jobs {table} --out jobs --city "
                "{key}` counts jobs, and both stand on this page.",
                self.language,
                city=self.edition.city.name,
                key=self.edition.city.key,
                register="KboOpenData_Full",
                table="rsz.xlsx",
            )
        )


def _explained(scope: str) -> str:
    """The definition behind a claim's scope, as a message."""
    if scope.startswith("Circle Economy"):
        return "core, enabling and indirect jobs, indirect ones through input-output tables"
    if "2008-2020" in scope:
        return "a list of sectors, garages among them; the total behind the share is not stated"
    return "a later edition of that list; the share implies another, larger total"
