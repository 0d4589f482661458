"""Circular building: how much is permitted to be built new."""

import pandas as pd

from circular_metrics.indicators.building.permits import (
    COUNTED,
    FROM_PERMITS,
    STATBEL,
    YEARS,
    five_years,
    observed,
)
from circular_metrics.model import indicator


def new_residential_floor_area(permits: pd.DataFrame) -> pd.DataFrame:
    """Floor area of the new residential buildings permitted in a year, in m².

    Permitted, not built; Statbel does not say whether the area is gross. In a city it swings with
    single projects: read the five-year mean beside it.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and year; missing where no new building was permitted.

    References
    ----------
    Statbel, *Bouwvergunningen*.
    """
    return observed(permits, permits["residential_new_floor_area_m2"])


NEW_RESIDENTIAL_FLOOR_AREA = indicator(
    new_residential_floor_area,
    "Vergunde nieuwe woonoppervlakte",
    "New residential floor area permitted",
    code="B07",
    unit="m2",
    level="driver",
    better="lower",
    reference=STATBEL,
    scope="new residential buildings",
    decimals=0,
    **FROM_PERMITS,
)


def new_residential_floor_area_5_year_mean(permits: pd.DataFrame) -> pd.DataFrame:
    """Mean floor area of new residential buildings permitted per year, over five years, in m².

    The mean of a year and the four before it. Incomplete years are in no mean.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and complete year; missing until there are five years in a row, each
        complete and with a floor area. A mean over years on both sides of the break says so.

    References
    ----------
    Statbel, *Bouwvergunningen*.
    """
    whole, sums = five_years(permits, ["residential_new_floor_area_m2"])
    mean = sums["residential_new_floor_area_m2"] / YEARS
    return observed(whole, mean, since=whole["year"] - (YEARS - 1))


NEW_RESIDENTIAL_FLOOR_AREA_5_YEAR_MEAN = indicator(
    new_residential_floor_area_5_year_mean,
    "Vergunde nieuwe woonoppervlakte per jaar, vijfjaarlijks gemiddelde",
    "New residential floor area permitted per year, five-year mean",
    unit="m2",
    level="driver",
    better="lower",
    reference=STATBEL,
    scope="new residential buildings, mean of five years",
    decimals=0,
    **FROM_PERMITS,
)


def new_residential_floor_area_per_inhabitant(
    permits: pd.DataFrame, population: pd.DataFrame
) -> pd.DataFrame:
    """Floor area of new residential buildings permitted in a year per inhabitant on 1 January.

    In m² per inhabitant. Both must be of one year and one area code: a municipality that merged
    has permits under its present code only, and no value before the merger.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.
    population : DataFrame
        ``population``: one row per area and year.

    Returns
    -------
    DataFrame
        One row per area and year that both tables have.

    References
    ----------
    Statbel, *Bouwvergunningen* and *Bevolking*.
    """
    both = permits.merge(
        population[["area", "year", "population", "source", "vintage"]],
        on=["area", "year"],
        suffixes=("", "_population"),
        validate="one_to_one",
    )
    inhabitants = both["population"].where(both["population"] > 0)
    both["source"] += ";" + both["source_population"]
    both["vintage"] += ";" + both["vintage_population"]
    return observed(both, both["residential_new_floor_area_m2"] / inhabitants)


NEW_RESIDENTIAL_FLOOR_AREA_PER_INHABITANT = indicator(
    new_residential_floor_area_per_inhabitant,
    "Vergunde nieuwe woonoppervlakte per inwoner",
    "New residential floor area permitted per inhabitant",
    unit="m2/inhabitant",
    level="driver",
    better="lower",
    tables=("building_permits", "population"),
    reference="Statbel, bouwvergunningen and bevolking on 1 January",
    scope="new residential buildings",
    no_interval=COUNTED,
    decimals=2,
)


def floor_area_per_new_dwelling(permits: pd.DataFrame) -> pd.DataFrame:
    """Floor area per new dwelling permitted in a year, in m².

    Floor area of new residential buildings divided by the dwellings in them; halls and, in
    buildings of mixed use, other rooms are in the area.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and year; missing where no dwelling was permitted.

    References
    ----------
    Statbel, *Bouwvergunningen*.
    """
    dwellings = permits["residential_new_dwellings"]
    area = permits["residential_new_floor_area_m2"]
    return observed(permits, area / dwellings.where(dwellings > 0))


FLOOR_AREA_PER_NEW_DWELLING = indicator(
    floor_area_per_new_dwelling,
    "Oppervlakte per vergunde nieuwe woongelegenheid",
    "Floor area per new dwelling permitted",
    unit="m2/dwelling",
    level="driver",
    better="lower",
    reference=STATBEL,
    scope="new residential buildings",
    **FROM_PERMITS,
)


def nonresidential_new_volume(permits: pd.DataFrame) -> pd.DataFrame:
    """Volume of the new non-residential buildings permitted in a year, in m³.

    Statbel gives neither their floor area nor their use.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and year; missing where no new building was permitted.

    References
    ----------
    Statbel, *Bouwvergunningen*.
    """
    return observed(permits, permits["nonresidential_new_volume_m3"])


NONRESIDENTIAL_NEW_VOLUME = indicator(
    nonresidential_new_volume,
    "Vergund nieuw niet-residentieel bouwvolume",
    "New non-residential building volume permitted",
    unit="m3",
    level="driver",
    better="neither",
    reference=STATBEL,
    scope="new non-residential buildings",
    decimals=0,
    **FROM_PERMITS,
)


INDICATORS = (
    NEW_RESIDENTIAL_FLOOR_AREA,
    NEW_RESIDENTIAL_FLOOR_AREA_5_YEAR_MEAN,
    NEW_RESIDENTIAL_FLOOR_AREA_PER_INHABITANT,
    FLOOR_AREA_PER_NEW_DWELLING,
    NONRESIDENTIAL_NEW_VOLUME,
)
