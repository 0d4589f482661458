"""Modelled materials of the city under chosen assumptions, and what would change the answer."""

from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.charts import sensitivity
from circular_metrics.codelists.construction_intensity import AREAS_M2, CENTRAL_AREA, HAZARD
from circular_metrics.indicators.building.assumptions import (
    HAZARD_BOUNDS,
    Assumptions,
    material_ranges,
    one_at_a_time,
)
from circular_metrics.indicators.building.stock import OLD
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.wording import number, say
from circular_metrics.wording.published import told

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

NAMES = {"floor_area": "floor area of a dwelling", "percentile": "material intensity",
         "hazard": "loss of old houses"}  # fmt: skip
FLOWS = {
    "stock": "standing in dwellings, t",
    "inflow": "new dwellings permitted, t a year",
    "release": "set free by old houses, t a year",
}


class Modelled:
    """Stock and flows of materials for one choice of floor area, percentile and hazard."""

    def __init__(self, page: "ObjectivePage", floor_area=CENTRAL_AREA, percentile=50, hazard=1.0):
        """Take the choices; those outside their bounds are refused with the bounds."""
        self.page, self.language = page, page.edition.language
        self.chosen = Assumptions(floor_area=floor_area, percentile=percentile, hazard=hazard)

    @cached_property
    def _counted(self) -> tuple | None:
        """Dwellings in houses and flats, old houses by form, new floor area a year, if known."""
        stock = self.page.edition.table("building_stock")
        mine = stock[stock["area"].isin(self.page.edition.city.codes)]
        floor = self.page.latest("new_residential_floor_area_5_year_mean")
        if mine.empty or floor is None:
            return None
        mine = mine[mine["year"] == mine["year"].max()]
        homes = mine[mine["statistic"] == "dwellings"].set_index("building_type")["value"]
        old = mine[mine["statistic"].isin(OLD)].groupby("building_type")["value"].sum()
        houses = float(homes[list(HAZARD)].sum())
        flats = float(homes["apartment_building"])
        return houses, flats, old[list(HAZARD)].astype(float).to_dict(), float(floor["value"])

    @cached_property
    def ranges(self) -> pd.DataFrame:
        """Tonnes by flow and material, with their ends; no row where a count is missing."""
        if self._counted is None:
            return pd.DataFrame(columns=["flow", "material", "value", "low", "high"])
        return material_ranges(*self._counted, self.chosen)

    def _none(self) -> Text:
        """What stands in the place of a display without counts."""
        return Text(say("The counts that the model starts from are not known for {city}.",
                        self.language, city=self.page.edition.city.name))  # fmt: skip

    @property
    def assumptions(self) -> Grid:
        """What was chosen, and within which bounds one may choose."""
        language, chosen = self.language, self.chosen
        low, high = (number(bound, language, 1) for bound in HAZARD_BOUNDS)
        rows = [
            ("floor_area", self._at("floor_area", chosen.floor_area), "; ".join(
                self._at("floor_area", area) for area in AREAS_M2)),
            ("percentile", self._at("percentile", chosen.percentile), "25; 50; 75"),
            ("hazard", self._at("hazard", chosen.hazard), f"{low}–{high} ×"),
        ]  # fmt: skip
        heads = [say(w, language) for w in ("assumption", "chosen", "bounds")]
        named = [(f"{say(NAMES[key], language)} ({key})", *rest) for key, *rest in rows]
        return Grid(pd.DataFrame(named, columns=heads),
                    say("What the modelled figures take for granted", language))  # fmt: skip

    def _at(self, key: str, value) -> str:
        """One choice in words."""
        language = self.language
        if key == "floor_area":
            house, flat = (number(m2, language) for m2 in AREAS_M2[value])
            return f"{told(value, language)} {house} / {flat} m²"
        if key == "percentile":
            return f"p{value}"
        return f"{number(value, language, 2)} ×"

    @property
    def by_material(self) -> Picture | Text:
        """Stock, inflow and release of eight materials with their ranges."""
        language = self.language
        if self._counted is None:
            return self._none()
        rows = self.ranges.assign(
            flow=self.ranges["flow"].map({k: say(w, language) for k, w in FLOWS.items()}),
            material=[say(m, language) for m in self.ranges["material"]],
        )
        title = say("Materials in dwellings of {city}: what stands, comes in and comes free",
                    language, city=self.page.edition.city.name)  # fmt: skip
        unit = say("tonnes, log scale; modelled, ranges over all assumptions", language)
        return sensitivity.flows_by_material(rows, unit, title, language)

    @cached_property
    def _steps(self) -> pd.DataFrame:
        """The release with one assumption moved at a time."""
        return one_at_a_time(*self._counted, self.chosen)

    @property
    def tornado(self) -> Picture | Text:
        """Which assumption moves the release most."""
        language = self.language
        if self._counted is None:
            return self._none()
        steps = self._steps
        rows = steps.assign(
            label=[say(NAMES[key], language) for key in steps["assumption"]],
            low_words=[self._at(k, v) for k, v in zip(steps["assumption"], steps["low_at"],
                                                      strict=True)],
            high_words=[self._at(k, v) for k, v in zip(steps["assumption"], steps["high_at"],
                                                       strict=True)],
        )  # fmt: skip
        title = say("Material set free by old houses, one assumption moved at a time", language)
        return sensitivity.tornado(rows, say("tonnes a year, modelled", language), title, language)

    @property
    def would_change(self) -> Text:
        """What would have to be otherwise for another answer, in figures."""
        language = self.language
        lines = [*self._on_share(), *self._on_reuse()]
        if self._counted is not None:
            top = self._steps.iloc[0]
            lines.append(say(
                "The release is most sensitive to the {name}: between its bounds it changes the "
                "figure by a factor of {factor}.",
                language,
                name=say(NAMES[top["assumption"]], language),
                factor=number(top["high"] / top["low"], language, 1),
            ))  # fmt: skip
        lines.append(say("A second count of the stock for the city would replace the loss observed "
                         "elsewhere by its own; weighed demolition would replace the model.",
                         language))  # fmt: skip
        return Text("\n".join(f"- {line}" for line in lines))

    def _on_share(self) -> list[str]:
        """What moves the renovation share by a point: more renovation, or less new building."""
        keys = ["renovation_permits", "new_residential_buildings"]
        mine = self.page.own[self.page.own["indicator"].isin(keys) & self.page.own["is_complete"]]
        wide = mine.pivot_table(index="period", columns="indicator", values="value")
        wide = wide.reindex(columns=keys).dropna()
        if wide.empty or (wide.iloc[-1] <= 0).any():
            return []
        renovated, new = wide.iloc[-1]
        aim = renovated / (renovated + new) + 0.01
        if aim >= 1:
            return []
        words = say(
            "The renovation share of {year} would be a point higher with {more} more renovation "
            "permits, and as much higher with {fewer} fewer new buildings: the share alone cannot "
            "tell which.",
            self.language,
            year=int(wide.index[-1]),
            more=number(new * aim / (1 - aim) - renovated, self.language),
            fewer=number(new - renovated * (1 - aim) / aim, self.language),
        )
        return [words]

    def _on_reuse(self) -> list[str]:
        """How much would have to be reused for a tenth of the release."""
        release = self.page.latest("expected_release")
        if release is None:
            return []
        low, high = (number(100 * release[end], self.language) for end in ("low", "high"))
        return [say("A tenth of what old houses set free would be {low} to {high} t of reused "
                    "material a year.", self.language, low=low, high=high)]  # fmt: skip
