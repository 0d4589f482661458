"""The city's hardest question on the front page: does a use fall while the economy grows?"""

from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.assess.decoupling import verdict_words
from circular_metrics.edition.decoupling import DRIVER, NAMES, PRESSURES, countries, national
from circular_metrics.model import MEASURED
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.statistics.decoupling import Decoupling
from circular_metrics.statistics.trend import MINIMUM_POINTS
from circular_metrics.wording import say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

COUNTRY = "BE"  # the smallest area around the city for which the series are held
DRAWN = (DRIVER, "domestic_material_consumption", "raw_material_consumption")
HINDRANCES = {
    "points": "too few years",
    "driver": "the economy does not grow",
    "rises": "it does not fall at all",
    "pressure": "no significant fall",
    "walk": "a series without direction can fall as much",
    "windows": "too few parts of the period show it",
    "footprint": "no significant fall of the footprint",
    "draws": "within the uncertainty of the figures",
}


def hardest_drawn(edition: "Edition") -> Picture:
    """The country's GDP, its use of materials and its footprint, each as an index."""
    return edition.objective("so5").indexed(DRAWN, COUNTRY)


def hardest_question(edition: "Edition") -> Grid:
    """Each pressure of the country against its GDP: years, verdict, conditions not met."""
    language = edition.language
    held = [pressure for pressure in PRESSURES if COUNTRY in countries(edition, pressure)]
    caption = say(
        "{area}: decoupling from gross domestic product, tested",
        language,
        area=edition.names.get(COUNTRY, COUNTRY),
    )
    rows = [_row(national(edition, COUNTRY, p), NAMES[p], language) for p in held]
    return Grid(pd.DataFrame(rows), caption)


def hindrances(found: Decoupling) -> list[str]:
    """The conditions of absolute decoupling that are not met; of a pressure that rises, so."""
    unmet = [c.key for c in found.conditions if c.met is False and c.key in HINDRANCES]
    if found.pressure is None or found.pressure.slope.value < 0:
        return unmet
    return ["rises" if key == "pressure" else key for key in unmet if key != "walk"]


def _row(found: Decoupling, name: str, language: str) -> dict[str, str]:
    unmet = hindrances(found)
    years = f"{found.tapio.first}–{found.tapio.last}"
    if found.break_year is not None:
        years += f" ({say('new definition', language)})"
    return {
        say("pressure", language): say(name, language),
        say("years", language): years,
        say("verdict", language): verdict_words(found.verdict, language),
        say("what speaks against absolute decoupling", language): "; ".join(
            say(HINDRANCES[key], language) for key in unmet
        )
        or "–",
    }


def of_the_city_itself(edition: "Edition") -> Text:
    """How many measured figures of these pressures there are for the city itself."""
    mine = edition.observations
    own = mine["area"].isin(edition.city.codes) & mine["indicator"].isin(PRESSURES)
    years = mine.loc[own & mine["status"].isin(MEASURED) & mine["value"].notna(), "period"]
    return Text(
        say(
            "Measured figures of {city} itself on these pressures: {held}. A verdict needs "
            "{needed} years.",
            edition.language,
            city=edition.city.name,
            held=years.nunique(),
            needed=MINIMUM_POINTS,
        )
    )
