"""What the pages on policy show beside their indicators: decoupling, plans, words."""

from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import charts, store
from circular_metrics.assess.decoupling import reasons, verdict_words
from circular_metrics.assess.series import declared_breaks
from circular_metrics.edition.budgets import planned_against_adjusted, realised_words
from circular_metrics.edition.conflicts import conflict_register
from circular_metrics.edition.decoupling import NAMES, PRESSURES, countries, national
from circular_metrics.edition.meta import meta_indicators
from circular_metrics.edition.texts import term_check_words
from circular_metrics.guard import RULES
from circular_metrics.indicators import INDICATORS
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.statistics.decoupling import VERDICTS, decoupling
from circular_metrics.wording import listed, number, say

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

LEVELS = ("objective", "action_plan", "action")
WASTE = ("household_waste", "huisvuil", "residual_waste_per_inhabitant")


class PolicyView:
    """Decoupling, plans, actions and conflicts, to be shown."""

    def __init__(self, page: "ObjectivePage"):
        """Take the page that shows them."""
        self.page = page
        self.edition = page.edition
        self.language = page.edition.language

    # ---- decoupling ----

    def decoupling_words(
        self, area: str = "BE", first_year: int | None = None, window: int | None = None
    ) -> Text:
        """The verdict on each pressure of a country, and a line for each condition."""
        lines = []
        for pressure in PRESSURES:
            if area in countries(self.edition, pressure):
                found = national(self.edition, area, pressure, first_year, window)
                name = say(NAMES[pressure], self.language)
                verdict = verdict_words(found.verdict, self.language)
                lines += [f"**{name[:1].upper()}{name[1:]}**: {verdict}.", ""]
                lines += [f"- {reason}" for reason in reasons(found, self.language)]
                lines.append("")
        return Text("\n".join(lines).strip())

    def decoupling_windows(self, area: str = "BE") -> Picture:
        """The verdict by first and last year of every window, for each pressure of a country."""
        windows = {
            say(NAMES[key], self.language): national(self.edition, area, key).windows
            for key in PRESSURES
            if area in countries(self.edition, key)
        }
        title = say(
            "Decoupling from GDP in {area}, by first and last year",
            self.language,
            area=self.edition.names.get(area, area),
        )
        return charts.by_window(windows, title, self.language)

    def decoupling_countries(self) -> Picture:
        """The verdict of every country that is held, for each pressure."""
        names, language = self.edition.names, self.language
        rows = [
            {
                "country": names.get(area, area),
                "pressure": say(NAMES[pressure], language),
                "verdict": national(self.edition, area, pressure).verdict,
                "is_focus": area in self.edition.city.context,
            }
            for pressure in PRESSURES
            for area in countries(self.edition, pressure)
        ]
        table = pd.DataFrame(rows)
        order = {name: place for place, name in enumerate(sorted(table["country"].unique()))}
        table = table.sort_values("country", key=lambda c: c.map(order), kind="stable")
        columns = [say(NAMES[p], language) for p in PRESSURES]
        table = table.sort_values(
            "pressure", key=lambda p: p.map({c: i for i, c in enumerate(columns)}), kind="stable"
        )
        title = say("Decoupling from GDP, every country held", language)
        return charts.by_country(table, title, language)

    @property
    def decoupling_counts(self) -> Grid:
        """How many countries have which verdict, pressure by pressure."""
        rows = []
        for pressure in PRESSURES:
            areas = [a for a in countries(self.edition, pressure) if not a.startswith("EU")]
            found = pd.Series([national(self.edition, a, pressure).verdict for a in areas])
            rows.append(
                {say("pressure", self.language): say(NAMES[pressure], self.language)}
                | {
                    verdict_words(verdict, self.language): str(int((found == verdict).sum()))
                    for verdict in VERDICTS
                }
            )
        caption = say("Member states by verdict, without the Union itself", self.language)
        return Grid(pd.DataFrame(rows), caption, list(rows[0])[1:])

    @property
    def decoupling_of_the_city(self) -> Text:
        """The city's own waste against its inhabitants: as far as the figures go."""
        language, city = self.language, self.edition.city
        people = self.edition.table("population")
        people = people[people["area"].isin(city.codes)].drop_duplicates("year", keep="last")
        driver = people.set_index("year")["population"].astype(float)
        lines = []
        observations = self.edition.observations
        for key in WASTE:
            mine = observations[
                (observations["indicator"] == key)
                & observations["area"].isin(city.codes)
                & observations["preferred"]
                & observations["value"].notna()
            ]
            if mine.empty:
                continue
            series = mine.drop_duplicates("period").set_index("period")["value"].sort_index()
            breaks = declared_breaks(self.edition.breaks, {key}, city.area)
            found = decoupling(series, driver, breaks=breaks, draws=1)
            years = ", ".join(str(year) for year in series.index)
            sentence = say(
                "{name} of {city} against its inhabitants: {verdict}. Years with a figure: "
                "{years}.",
                language,
                name=INDICATORS[key].names[language],
                city=city.name,
                verdict=verdict_words(found.verdict, language),
                years=years,
            )
            lines.append(f"- {sentence} {reasons(found, language)[0]}")
        none = say("No waste of {city} itself has a figure.", language, city=city.name)
        return Text("\n".join(lines) or none)

    # ---- plans ----

    @cached_property
    def _label(self) -> pd.DataFrame:
        """Shares of the planned amount by level that names circularity, per municipality."""
        table = self.edition.table("plan_actions")
        mine = table[(table["term_group"] == "circular") & (table["amount_eur"] > 0)]
        shares = {f"{v}": 100 * mine[f"{v}_eur"] / mine["amount_eur"] for v in LEVELS}
        return pd.DataFrame({"area": mine["area"], **shares}).set_index("area")

    @cached_property
    def _names(self) -> dict[str, str]:
        """Names without the remark that tells two places of one name apart."""
        return {code: name.partition(" (")[0] for code, name in self.edition.names.items()}

    def _beside(self) -> list[str]:
        """The city, its peers and its legal cluster, once each."""
        peers = [area for group in self.edition.city.peers.values() for area in group]
        return list(dict.fromkeys((self.edition.city.area, *peers)))

    def _compared(self) -> list[str]:
        """Those of them of whose plans the actions are held."""
        return [area for area in self._beside() if area in self._label.index]

    def label_depth(self) -> Picture | Text:
        """How deep the plans of the city and its peers carry the word."""
        areas = self._compared()
        if not areas:
            return self._none_held()
        shares = self._label.loc[areas].reset_index()
        shares["is_focus"] = shares["area"] == self.edition.city.area
        shares["area"] = shares["area"].map(self._names)
        title = say("Planned investments under a text that names circularity", self.language)
        return charts.depth(shares, title, self.language)

    def label_distribution(self, level: str = "action") -> Picture:
        """All municipalities by the share at one level, the compared ones named."""
        store.named(level, LEVELS, "level of a plan")
        title = say(
            "Planned investments whose {level} names circularity, all municipalities",
            self.language,
            level=say(level.replace("_", " "), self.language),
        )
        axis = say("% of the planned investments 2026–2031", self.language)
        marked = list(dict.fromkeys([self.edition.city.area, *self._compared()]))
        return charts.distribution(
            self._label[level], marked, self._names, title, axis, self.language
        )

    def _none_held(self) -> Text:
        """What stands in place of a comparison of plans of which none is held."""
        words = "Neither the plan of {city} nor that of a municipality beside it is held."
        return Text(say(words, self.language, city=self.edition.city.name))

    @property
    def label_words(self) -> Text:
        """What the city's plan says of circularity, level by level, in actions and euro."""
        language, city = self.language, self.edition.city
        table = self.edition.table("plan_actions")
        mine = table[table["area"].isin(city.codes) & (table["term_group"] == "circular")]
        if mine.empty:
            return Text(say("The plan of {city} is not held.", language, city=city.name))
        row = mine.iloc[0]
        values = {
            "city": city.name,
            "n": number(row["actions"], language),
            "euro": number(row["amount_eur"] / 1e6, language, 1),
        }
        for level in LEVELS:
            values[level] = number(row[f"{level}_actions"], language)
            values[f"{level}_euro"] = number(row[f"{level}_eur"] / 1e6, language, 1)
        sentence = say(
            "{city} plans {n} investment actions for {euro} million euro. Circularity is named by "
            "the policy objective above {objective} of them ({objective_euro} million euro), by "
            "the action plan above {action_plan} ({action_plan_euro} million euro), and by the "
            "action itself in {action} ({action_euro} million euro).",
            language,
            **values,
        )
        caveat = say(
            "Investments only: wages and running costs are not in these files. A word is not a "
            "deed, and what is planned is not spent.",
            language,
        )
        absent = [self._names[a] for a in self._beside() if a not in self._label.index]
        if absent:
            names = listed(absent, language)
            caveat += " " + say("No actions are held of {names}.", language, names=names)
        return Text(f"{sentence} {caveat}")

    @property
    def planned_and_adjusted(self) -> Grid:
        """Planned against last adjusted amounts for waste and materials, city and peers."""
        return planned_against_adjusted(self.edition, self._beside(), self._names)

    @property
    def realised(self) -> Text:
        """What was spent of what was planned, as far as accounts were handed over."""
        return realised_words(self.edition)

    @property
    def terms_checked(self) -> Text:
        """How often the list of terms is right, and how much it may miss."""
        return term_check_words(self.edition)

    # ---- the edition as a whole ----

    @property
    def conflicts(self) -> Grid:
        """All indicators on which sources disagree."""
        return conflict_register(self.edition)

    @property
    def meta(self) -> Grid:
        """How well each objective is measured."""
        return meta_indicators(self.edition)

    @property
    def synthesis(self) -> Grid:
        """Each objective with its evidence verdict, pyramid and the rules that fired."""
        language = self.language
        rows = [
            {
                say("objective", language): page.title,
                say("evidence", language): page.guard.verdict_words(language),
                say("indicators measured for the city", language): page.guard.pyramid_words(
                    language
                ),
                say("rules that fired", language): "; ".join(
                    f"{key} {RULES[key].names[language]}" for key in page.guard.fired()
                )
                or "–",
            }
            for page in self.edition.objectives
        ]
        return Grid(pd.DataFrame(rows), say("The five objectives and their evidence", language))
