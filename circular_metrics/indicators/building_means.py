"""Circular building: permits over five years together, for places where one year is chance."""

import pandas as pd

from circular_metrics.indicators.building import COUNTED, YEARS, _observed
from circular_metrics.model import Indicator


def _five_years(permits: pd.DataFrame, columns: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Complete years, and the sums of some columns over each and the four before it.

    A sum is missing until there are five complete years in a row, each with a value.
    """
    whole = permits[permits["is_complete"]].sort_values(["area", "year"])
    values = whole[columns].astype(float)
    areas = values.groupby(whole["area"])
    sums = sum(areas.shift(back) for back in range(YEARS))
    in_a_row = whole.groupby("area")["year"].shift(YEARS - 1) == whole["year"] - (YEARS - 1)
    return whole, sums.where(in_a_row)


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
    whole, sums = _five_years(permits, [old, new])
    together = sums[old] + sums[new]
    share = 100 * sums[old] / together.where(together > 0)
    return _observed(whole, share, since=whole["year"] - (YEARS - 1))


RENOVATION_SHARE_5_YEARS = Indicator(
    key="renovation_share_5_years",
    code="",
    names={
        "nl": "Aandeel renovatie in de residentiële bouwvergunningen, vijf jaar samen",
        "en": "Renovation share of residential building permits, five years together",
    },
    unit="percent",
    level="output",
    better="higher",
    tables=("building_permits",),
    compute=renovation_share_5_years,
    reference="Gemeente-Stadsmonitor Vlaanderen, bouwvergunningen; Statbel",
    scope="residential permits, new and renovation, five years together",
    no_interval=COUNTED,
)


def floor_area_per_new_dwelling_5_years(permits: pd.DataFrame) -> pd.DataFrame:
    """Floor area per new dwelling permitted over five years, in m2: sum A / sum of dwellings.

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
    whole, sums = _five_years(permits, [area, dwellings])
    mean = sums[area] / sums[dwellings].where(sums[dwellings] > 0)
    return _observed(whole, mean, since=whole["year"] - (YEARS - 1))


FLOOR_AREA_PER_NEW_DWELLING_5_YEARS = Indicator(
    key="floor_area_per_new_dwelling_5_years",
    code="",
    names={
        "nl": "Oppervlakte per vergunde nieuwe woongelegenheid, vijf jaar samen",
        "en": "Floor area per new dwelling permitted, five years together",
    },
    unit="m2/dwelling",
    level="driver",
    better="lower",
    tables=("building_permits",),
    compute=floor_area_per_new_dwelling_5_years,
    reference="Statbel, bouwvergunningen",
    scope="new residential buildings, five years together",
    no_interval=COUNTED,
)


def nonresidential_new_volume_5_year_mean(permits: pd.DataFrame) -> pd.DataFrame:
    """Mean volume of new non-residential buildings permitted a year, over five years, in m3.

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
    whole, sums = _five_years(permits, ["nonresidential_new_volume_m3"])
    mean = sums["nonresidential_new_volume_m3"] / YEARS
    return _observed(whole, mean, since=whole["year"] - (YEARS - 1))


NONRESIDENTIAL_NEW_VOLUME_5_YEAR_MEAN = Indicator(
    key="nonresidential_new_volume_5_year_mean",
    code="",
    names={
        "nl": "Vergund nieuw niet-residentieel bouwvolume per jaar, vijfjaarlijks gemiddelde",
        "en": "New non-residential building volume permitted per year, five-year mean",
    },
    unit="m3",
    level="driver",
    better="neither",
    tables=("building_permits",),
    compute=nonresidential_new_volume_5_year_mean,
    reference="Statbel, bouwvergunningen",
    scope="new non-residential buildings, mean of five years",
    no_interval=COUNTED,
    decimals=0,
)


INDICATORS = (
    RENOVATION_SHARE_5_YEARS,
    FLOOR_AREA_PER_NEW_DWELLING_5_YEARS,
    NONRESIDENTIAL_NEW_VOLUME_5_YEAR_MEAN,
)
