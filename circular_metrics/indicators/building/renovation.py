"""Circular building: renovation against new building, the share and the counts behind it."""

import pandas as pd

from circular_metrics.indicators.building.permits import FROM_PERMITS, STATBEL, observed, share
from circular_metrics.model import indicator


def renovation_share(permits: pd.DataFrame) -> pd.DataFrame:
    """Renovations as a share of all residential building permits: 100 R / (N + R), in per cent.

    R counts permits to renovate residential buildings, N permits for new ones. An output, not an
    outcome: a permit is not a finished renovation, and a renovation need not save material. The
    share also rises when less is built new: read it with R (``renovation_permits``) and
    N (``new_residential_buildings``).

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and year; missing where R or N is.

    References
    ----------
    Gemeente-Stadsmonitor Vlaanderen, *Bouwvergunningen nieuwbouw en renovatie*; Statbel,
    *Bouwvergunningen*.
    """
    renovations = permits["residential_renovations"]
    new = permits["residential_new_buildings"]
    return observed(permits, share(renovations, new))


RENOVATION_SHARE = indicator(
    renovation_share,
    "Aandeel renovatie in de residentiële bouwvergunningen",
    "Renovation share of residential building permits",
    code="B06",
    unit="percent",
    level="output",
    better="neither",  # a rise may be less new building
    reference="Gemeente-Stadsmonitor Vlaanderen, bouwvergunningen nieuwbouw en renovatie; Statbel",
    scope="residential permits, new and renovation",
    **FROM_PERMITS,
)


def renovation_share_all_buildings(permits: pd.DataFrame) -> pd.DataFrame:
    """Renovations as a share of all building permits, non-residential included, in per cent.

    100 R / (N + R), with residential and non-residential buildings added up on both sides. It is
    the form in which the CE Monitor publishes the share for Flanders.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and year; missing where one of the four counts is.

    References
    ----------
    CE Monitor Vlaanderen, *Aantal renovaties en reparaties*; Statbel, *Bouwvergunningen*.
    """
    renovations = permits["residential_renovations"] + permits["nonresidential_renovations"]
    new = permits["residential_new_buildings"] + permits["nonresidential_new_buildings"]
    return observed(permits, share(renovations, new))


RENOVATION_SHARE_ALL_BUILDINGS = indicator(
    renovation_share_all_buildings,
    "Aandeel renovatie in alle bouwvergunningen",
    "Renovation share of all building permits",
    unit="percent",
    level="output",
    better="neither",  # a rise may be less new building
    reference="CE Monitor Vlaanderen, aantal renovaties en reparaties; Statbel",
    scope="residential and non-residential permits, new and renovation",
    **FROM_PERMITS,
)


def renovation_permits(permits: pd.DataFrame) -> pd.DataFrame:
    """Permits to renovate residential buildings in a year: R, a number of buildings.

    Works that need no permit are not in it.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and year; the year to date is marked incomplete.

    References
    ----------
    Statbel, *Bouwvergunningen*.
    """
    return observed(permits, permits["residential_renovations"])


RENOVATION_PERMITS = indicator(
    renovation_permits,
    "Vergunningen voor de renovatie van woongebouwen",
    "Permits to renovate residential buildings",
    unit="permits",
    level="output",
    better="higher",
    reference=STATBEL,
    scope="residential buildings",
    decimals=0,
    **FROM_PERMITS,
)


def new_residential_buildings(permits: pd.DataFrame) -> pd.DataFrame:
    """New residential buildings permitted in a year: N, a number of buildings.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and year; the year to date is marked incomplete.

    References
    ----------
    Statbel, *Bouwvergunningen*.
    """
    return observed(permits, permits["residential_new_buildings"])


NEW_RESIDENTIAL_BUILDINGS = indicator(
    new_residential_buildings,
    "Vergunde nieuwe woongebouwen",
    "New residential buildings permitted",
    unit="buildings",
    level="driver",
    better="neither",
    reference=STATBEL,
    scope="residential buildings",
    decimals=0,
    **FROM_PERMITS,
)


INDICATORS = (
    RENOVATION_SHARE,
    RENOVATION_SHARE_ALL_BUILDINGS,
    RENOVATION_PERMITS,
    NEW_RESIDENTIAL_BUILDINGS,
)
