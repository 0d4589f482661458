"""Circular building: permits over five years together, for places where one year is chance."""

import pandas as pd

from circular_metrics.indicators.building.permits import (
    FROM_PERMITS,
    STATBEL,
    YEARS,
    five_years,
    observed,
)
from circular_metrics.model import indicator


def renovation_share_5_years(permits: pd.DataFrame) -> pd.DataFrame:
    """Renovations as a share of residential permits over five years, in per cent.

    100 sum R / (sum N + sum R), over a year and the four before it. In a small municipality one
    year is chance; over five years municipalities can be set beside each other.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and complete year; missing until there are five in a row. A span over
        both sides of the break says so.

    References
    ----------
    Gemeente-Stadsmonitor Vlaanderen, *Bouwvergunningen nieuwbouw en renovatie*; Statbel.
    """
    old, new = "residential_renovations", "residential_new_buildings"
    whole, sums = five_years(permits, [old, new])
    together = sums[old] + sums[new]
    share = 100 * sums[old] / together.where(together > 0)
    return observed(whole, share, since=whole["year"] - (YEARS - 1))


RENOVATION_SHARE_5_YEARS = indicator(
    renovation_share_5_years,
    "Aandeel renovatie in de residentiële bouwvergunningen, vijf jaar samen",
    "Renovation share of residential building permits, five years together",
    unit="percent",
    level="output",
    better="neither",  # a rise may be less new building
    reference="Gemeente-Stadsmonitor Vlaanderen, bouwvergunningen; Statbel",
    scope="residential permits, new and renovation, five years together",
    **FROM_PERMITS,
)


def floor_area_per_new_dwelling_5_years(permits: pd.DataFrame) -> pd.DataFrame:
    """Floor area per new dwelling permitted over five years, in m²: sum A / sum of dwellings.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and complete year; missing until there are five in a row.

    References
    ----------
    Statbel, *Bouwvergunningen*.
    """
    area, dwellings = "residential_new_floor_area_m2", "residential_new_dwellings"
    whole, sums = five_years(permits, [area, dwellings])
    mean = sums[area] / sums[dwellings].where(sums[dwellings] > 0)
    return observed(whole, mean, since=whole["year"] - (YEARS - 1))


FLOOR_AREA_PER_NEW_DWELLING_5_YEARS = indicator(
    floor_area_per_new_dwelling_5_years,
    "Oppervlakte per vergunde nieuwe woongelegenheid, vijf jaar samen",
    "Floor area per new dwelling permitted, five years together",
    unit="m2/dwelling",
    level="driver",
    better="lower",
    reference=STATBEL,
    scope="new residential buildings, five years together",
    **FROM_PERMITS,
)


def nonresidential_new_volume_5_year_mean(permits: pd.DataFrame) -> pd.DataFrame:
    """Mean volume of new non-residential buildings permitted a year, over five years, in m³.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and complete year; missing until there are five in a row, each with a
        volume.

    References
    ----------
    Statbel, *Bouwvergunningen*.
    """
    whole, sums = five_years(permits, ["nonresidential_new_volume_m3"])
    mean = sums["nonresidential_new_volume_m3"] / YEARS
    return observed(whole, mean, since=whole["year"] - (YEARS - 1))


NONRESIDENTIAL_NEW_VOLUME_5_YEAR_MEAN = indicator(
    nonresidential_new_volume_5_year_mean,
    "Vergund nieuw niet-residentieel bouwvolume per jaar, vijfjaarlijks gemiddelde",
    "New non-residential building volume permitted per year, five-year mean",
    unit="m3",
    level="driver",
    better="neither",
    reference=STATBEL,
    scope="new non-residential buildings, mean of five years",
    decimals=0,
    **FROM_PERMITS,
)


INDICATORS = (
    RENOVATION_SHARE_5_YEARS,
    FLOOR_AREA_PER_NEW_DWELLING_5_YEARS,
    NONRESIDENTIAL_NEW_VOLUME_5_YEAR_MEAN,
)
