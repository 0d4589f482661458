"""What the page on consumption holds waste against: targets and their law, peers, and gaps."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import assess
from circular_metrics.codelists.waste_targets import FLANDERS_ON_AVERAGE, TARGETS, LegalTarget
from circular_metrics.delivery.municipalities import BY_MUNICIPALITY
from circular_metrics.edition.compute import all_observations, as_observations
from circular_metrics.edition.delivered import asked, with_deliveries
from circular_metrics.edition.gaps import gaps
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import Indicator, Target
from circular_metrics.observations import from_claims
from circular_metrics.show import Grid, Text
from circular_metrics.statistics.peers import FEWEST, PER_COVARIATE, standing
from circular_metrics.units import unit
from circular_metrics.wording import listed, number, quantity, say
from circular_metrics.wording.published import told

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

RESIDUAL = "residual_waste_per_inhabitant"
# What pages state in kilograms per inhabitant, in words.
HELD = {
    "residual_waste_kg_per_inhabitant": "residual waste, as stated",
    "huisvuil_kg_per_inhabitant": "bagged refuse (huisvuil), as stated",
}


class Compared:
    """The displays that hold a city's waste against something."""

    def __init__(self, page: "ObjectivePage"):
        """Look at the page's edition."""
        self.page, self.edition = page, page.edition
        self.language = page.edition.language
        self.city = page.edition.city

    def _say(self, message: str, **values: object) -> str:
        return say(message, self.language, **values)

    # ---- what it is held against ----

    @property
    def comparable(self) -> Grid:
        """Which figures may be held against the target for residual waste, and which may not."""
        targets = [t for t in self.page.targets(RESIDUAL) if t.area in self.city.codes]
        rows = [
            self._compared(target, measure, words)
            for target in targets
            for measure, words in HELD.items()
        ]
        known = [row for row in rows if row is not None]
        return Grid(pd.DataFrame(known, dtype=object), self._say("What may be compared"))

    def _compared(self, target: Target, measure: str, words: str) -> dict[str, str] | None:
        """One measure of pages against the target; nothing where no page states it."""
        claims = self.edition.table("claims")
        here = claims[claims["area"].isin(self.city.codes)]
        stated = as_observations(INDICATORS[RESIDUAL], from_claims(here, measure))
        handed = self.page.own[(self.page.own["indicator"] == RESIDUAL)]
        handed = handed[handed["status"] == "delivered"]
        if measure == "residual_waste_kg_per_inhabitant" and len(handed):
            stated = handed
        if stated.empty:
            return None
        row = stated.loc[stated["period"].idxmax()]
        found = assess.against_target(stated, target, self.edition.breaks)
        return {
            self._say("figure"): self._say(words),
            self._say("value"): quantity(row["value"], row["unit"], self.language),
            self._say("period"): str(row["period"]),
            self._say("target"): quantity(target.value, target.unit, self.language),
            self._say("against the target"): found.verdict_words(self.language),
            self._say("reason"): found.words(self.language),
        }

    @property
    def law(self) -> Grid:
        """Every target: whom it binds, baseline, law, vintage, and the newest figure against it."""
        rows = [
            {
                self._say("target for"): self._say(target.subject),
                self._say("binds"): self._say(target.binds),
                self._say("by"): str(target.year),
                self._say("value"): quantity(
                    target.value, target.unit, self.language, int(target.value % 1 != 0)
                ),
                self._say("baseline"): self._say(target.baseline),
                self._say("document"): told(target.document, self.language),
                self._say("vintage"): target.vintage,
                self._say("newest figure against it"): self._against(target),
            }
            for target in TARGETS
        ]
        return Grid(pd.DataFrame(rows, dtype=object), self._say("Targets and their law"))

    def _against(self, law: LegalTarget) -> str:
        """The verdict on the newest figure held, or why none is held against the target."""
        if law.why:
            return self._say(law.why)
        same = (law.indicator, law.year, float(law.value))
        mine = [t for t in self.city.targets if (t.indicator, t.year, float(t.value)) == same]
        if law.indicator == RESIDUAL and law.binds != FLANDERS_ON_AVERAGE:
            mine = [t for t in mine if t.area == self.city.area]
        if not mine:
            return self._say("of another cluster than {city}", city=self.city.name)
        everything = all_observations(self.edition.year, self.edition.data)
        rows = everything[everything["area"] == mine[0].area]
        rows = with_deliveries(rows, self.edition, self.city.codes)
        found = assess.against_target(rows, mine[0], self.edition.breaks)
        verdict = found.verdict_words(self.language)
        name = self.edition.names.get(mine[0].area, mine[0].area)
        if found.value is None:
            return f"{name}: {verdict}"
        value = quantity(found.value, law.unit, self.language, 1)
        return f"{name} {found.period}: {value}, {verdict}"

    # ---- among peers ----

    def peers(self, key: str) -> Grid:
        """The city among each set of its peers: rank, median and robust z of the newest year."""
        everything = all_observations(self.edition.year, self.edition.data)
        places = {*self.city.codes, *(area for among in self.city.peers.values() for area in among)}
        now = _names_kept(self.edition.table("areas"), places)
        places |= set(now)
        is_there = (everything["indicator"] == key) & everything["area"].isin(places)
        observed = with_deliveries(everything[is_there], self.edition, places)
        mine = _by_present_code(
            observed[
                (observed["indicator"] == key) & observed["preferred"] & observed["is_complete"]
            ],
            now,
        )
        indicator = INDICATORS[key]
        rows = [
            self._standing(mine, indicator, name, areas) for name, areas in self.city.peers.items()
        ]
        caption = self._say(
            "{city} among its peers: {indicator}",
            city=self.city.name,
            indicator=indicator.names[self.language],
        )
        met = [self.edition.names[code] for code in now if code in set(observed["area"])]
        note = "Before it merged with others, {names} is the municipality of that name alone."
        said = self._say(note, names=", ".join(met)) if met else ""
        return Grid(pd.DataFrame(rows, dtype=object), caption, note=said)

    def _standing(
        self, mine: pd.DataFrame, indicator: Indicator, name: str, areas: tuple[str, ...]
    ) -> dict[str, str]:
        """One set of peers in words: who has a value, and where the city stands if it has one."""
        here = list(dict.fromkeys([self.city.area, *areas]))
        rows = mine[mine["area"].isin(here) & mine["value"].notna()]
        rows = rows[rows["scope"] == indicator.scope]
        own = rows.loc[rows["area"] == self.city.area, "period"]
        year = (rows["period"] if own.empty else own).max()
        values = rows[rows["period"] == year].set_index("area")["value"]
        rank = median = z = "–"
        if not own.empty and len(values) > 1:
            found = standing(values, self.city.area, indicator.better)
            rank = str(found.rank)
            median = number(found.median, self.language, unit(indicator.unit).decimals)
            few = self._say("fewer than {n}: not worked out", n=FEWEST)
            z = few if found.z is None else number(found.z, self.language, 2)
        absent = [self.edition.names.get(area, area) for area in here if area not in values.index]
        cells = {
            "peers": self._say(f"peers: {name}"),
            "year": "–" if pd.isna(year) else str(int(year)),
            "with a value": self._say("{n} of {all}", n=len(values), all=len(here)),
            "rank": rank,
            "median": median,
            "robust z": z,
            "without a value": ", ".join(absent) or "–",
        }
        return {self._say(head): cell for head, cell in cells.items()}

    @property
    def structure(self) -> Text:
        """Why ranks are of raw values: what an adjustment for structure would need."""
        sizes = [len({self.city.area, *areas}) for areas in self.city.peers.values()]
        return Text(
            self._say(
                "These are raw values. To allow for density, household size or students a "
                "comparison needs at least {each} places for each of them (the sets of peers have "
                "{sizes}) and a file that gives them by municipality and year; none is held here. "
                "So nothing is adjusted: a city with many students who are registered elsewhere "
                "looks worse per head than it is.",
                each=PER_COVARIATE,
                sizes=listed(sizes, self.language),
            )
        )

    # ---- what is missing ----

    @property
    def gaps(self) -> Grid:
        """What is missing, which file closes the gap, and where an analyst drops it."""
        own = self.page.own
        handed = (own["indicator"] == RESIDUAL) & (own["status"] == "delivered")
        return gaps("waste", self.language, BY_MUNICIPALITY if handed.any() else "")

    @property
    def inputs(self) -> Grid:
        """What only the city can supply, and for which years it has."""
        return asked(self.edition, "waste")


def _names_kept(areas: pd.DataFrame, codes: Collection[str]) -> dict[str, str]:
    """Former code → present one, of the places that kept their name in a merger: Hasselt."""
    named = areas.set_index("code")["name_nl"]
    merged = areas[areas["successor"].isin(set(codes))]
    pairs = zip(merged["code"], merged["successor"], strict=True)
    return {old: new for old, new in pairs if named[old] == named[new]}


def _by_present_code(rows: pd.DataFrame, now: Mapping[str, str]) -> pd.DataFrame:
    """The rows under present codes; one that was published under the present code goes before."""
    present = rows["area"].map(lambda code: now.get(code, code))
    first = rows.assign(area=present, former=rows["area"] != present).sort_values(
        "former", kind="stable"
    )
    return first.drop_duplicates(["area", "period", "scope"]).drop(columns="former")
