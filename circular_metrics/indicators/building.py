"""Circular building: what is permitted to be built and to be renovated.

A permit is a promise. None of the measures on permits says that a building was finished, or that
less material was used; the counts behind a share always stand beside it.
"""

import pandas as pd

from circular_metrics.model import Indicator

LAST_BEFORE_BREAK = 2017
FLANDERS = "02000"
BREAK_NOTE = (
    "series break after 2017: the digital permit desk (Omgevingsloket) changed what is counted"
)
COUNTED = {
    "nl": "volledige telling van de vergunningen uit een administratief register; "
    "geen interval bekend",
    "en": "full count of permits from an administrative register; no interval known",
}
YEARS = 5


def _observed(
    permits: pd.DataFrame, value: pd.Series, since: pd.Series | None = None
) -> pd.DataFrame:
    """Observations of one value for each row of the permits, the break in Flanders noted.

    ``since`` is the first year that went into the value, where that is not the row's own.
    """
    broken = (permits["region"] == FLANDERS) | (permits["area"] == "BE")
    broken &= (permits["year"] if since is None else since) <= LAST_BEFORE_BREAK
    return pd.DataFrame(
        {
            "area": permits["area"],
            "period": permits["year"],
            "value": value.astype(float),
            "is_complete": permits["is_complete"],
            "source": permits["source"],
            "vintage": permits["vintage"],
            "note": broken.map({True: BREAK_NOTE, False: ""}),
        }
    ).reset_index(drop=True)


def _share(part: pd.Series, other: pd.Series) -> pd.Series:
    """``part`` in per cent of both together; missing where either is, or where both are zero."""
    whole = part + other
    return 100 * part / whole.where(whole > 0)


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
    share = _share(permits["residential_renovations"], permits["residential_new_buildings"])
    return _observed(permits, share)


RENOVATION_SHARE = Indicator(
    key="renovation_share",
    code="B06",
    names={
        "nl": "Aandeel renovatie in de residentiële bouwvergunningen",
        "en": "Renovation share of residential building permits",
    },
    unit="percent",
    level="output",
    better="higher",
    tables=("building_permits",),
    compute=renovation_share,
    reference="Gemeente-Stadsmonitor Vlaanderen, bouwvergunningen nieuwbouw en renovatie; Statbel",
    scope="residential permits, new and renovation",
    no_interval=COUNTED,
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
    return _observed(permits, _share(renovations, new))


RENOVATION_SHARE_ALL_BUILDINGS = Indicator(
    key="renovation_share_all_buildings",
    code="",
    names={
        "nl": "Aandeel renovatie in alle bouwvergunningen",
        "en": "Renovation share of all building permits",
    },
    unit="percent",
    level="output",
    better="higher",
    tables=("building_permits",),
    compute=renovation_share_all_buildings,
    reference="CE Monitor Vlaanderen, aantal renovaties en reparaties; Statbel",
    scope="residential and non-residential permits, new and renovation",
    no_interval=COUNTED,
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
    return _observed(permits, permits["residential_renovations"])


RENOVATION_PERMITS = Indicator(
    key="renovation_permits",
    code="",
    names={
        "nl": "Vergunningen voor de renovatie van woongebouwen",
        "en": "Permits to renovate residential buildings",
    },
    unit="permits",
    level="output",
    better="higher",
    tables=("building_permits",),
    compute=renovation_permits,
    reference="Statbel, bouwvergunningen",
    scope="residential buildings",
    no_interval=COUNTED,
    decimals=0,
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
    return _observed(permits, permits["residential_new_buildings"])


NEW_RESIDENTIAL_BUILDINGS = Indicator(
    key="new_residential_buildings",
    code="",
    names={
        "nl": "Vergunde nieuwe woongebouwen",
        "en": "New residential buildings permitted",
    },
    unit="buildings",
    level="driver",
    better="neither",
    tables=("building_permits",),
    compute=new_residential_buildings,
    reference="Statbel, bouwvergunningen",
    scope="residential buildings",
    no_interval=COUNTED,
    decimals=0,
)


def new_residential_floor_area(permits: pd.DataFrame) -> pd.DataFrame:
    """Floor area of the new residential buildings permitted in a year, in m2.

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
    return _observed(permits, permits["residential_new_floor_area_m2"])


NEW_RESIDENTIAL_FLOOR_AREA = Indicator(
    key="new_residential_floor_area",
    code="B07",
    names={
        "nl": "Vergunde nieuwe woonoppervlakte",
        "en": "New residential floor area permitted",
    },
    unit="m2",
    level="driver",
    better="lower",
    tables=("building_permits",),
    compute=new_residential_floor_area,
    reference="Statbel, bouwvergunningen",
    scope="new residential buildings",
    no_interval=COUNTED,
    decimals=0,
)


def new_residential_floor_area_5_year_mean(permits: pd.DataFrame) -> pd.DataFrame:
    """Mean floor area of new residential buildings permitted per year, over five years, in m2.

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
    whole = permits[permits["is_complete"]].sort_values(["area", "year"])
    area = whole["residential_new_floor_area_m2"].astype(float).groupby(whole["area"])
    mean = sum(area.shift(back) for back in range(YEARS)) / YEARS
    first_year = whole["year"] - (YEARS - 1)
    in_a_row = whole.groupby("area")["year"].shift(YEARS - 1) == first_year
    return _observed(whole, mean.where(in_a_row), since=first_year)


NEW_RESIDENTIAL_FLOOR_AREA_5_YEAR_MEAN = Indicator(
    key="new_residential_floor_area_5_year_mean",
    code="",
    names={
        "nl": "Vergunde nieuwe woonoppervlakte per jaar, vijfjaarlijks gemiddelde",
        "en": "New residential floor area permitted per year, five-year mean",
    },
    unit="m2",
    level="driver",
    better="lower",
    tables=("building_permits",),
    compute=new_residential_floor_area_5_year_mean,
    reference="Statbel, bouwvergunningen",
    scope="new residential buildings, mean of five years",
    no_interval=COUNTED,
    decimals=0,
)


def new_residential_floor_area_per_inhabitant(
    permits: pd.DataFrame, population: pd.DataFrame
) -> pd.DataFrame:
    """Floor area of new residential buildings permitted in a year per inhabitant on 1 January.

    In m2 per inhabitant. Both must be of one year and one area code: a municipality that merged
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
    return _observed(both, both["residential_new_floor_area_m2"] / inhabitants)


NEW_RESIDENTIAL_FLOOR_AREA_PER_INHABITANT = Indicator(
    key="new_residential_floor_area_per_inhabitant",
    code="",
    names={
        "nl": "Vergunde nieuwe woonoppervlakte per inwoner",
        "en": "New residential floor area permitted per inhabitant",
    },
    unit="m2/inhabitant",
    level="driver",
    better="lower",
    tables=("building_permits", "population"),
    compute=new_residential_floor_area_per_inhabitant,
    reference="Statbel, bouwvergunningen and bevolking on 1 January",
    scope="new residential buildings",
    no_interval=COUNTED,
    decimals=2,
)


def floor_area_per_new_dwelling(permits: pd.DataFrame) -> pd.DataFrame:
    """Floor area per new dwelling permitted in a year, in m2.

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
    return _observed(permits, area / dwellings.where(dwellings > 0))


FLOOR_AREA_PER_NEW_DWELLING = Indicator(
    key="floor_area_per_new_dwelling",
    code="",
    names={
        "nl": "Oppervlakte per vergunde nieuwe woongelegenheid",
        "en": "Floor area per new dwelling permitted",
    },
    unit="m2/dwelling",
    level="driver",
    better="lower",
    tables=("building_permits",),
    compute=floor_area_per_new_dwelling,
    reference="Statbel, bouwvergunningen",
    scope="new residential buildings",
    no_interval=COUNTED,
)


def nonresidential_new_volume(permits: pd.DataFrame) -> pd.DataFrame:
    """Volume of the new non-residential buildings permitted in a year, in m3.

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
    return _observed(permits, permits["nonresidential_new_volume_m3"])


NONRESIDENTIAL_NEW_VOLUME = Indicator(
    key="nonresidential_new_volume",
    code="",
    names={
        "nl": "Vergund nieuw niet-residentieel bouwvolume",
        "en": "New non-residential building volume permitted",
    },
    unit="m3",
    level="driver",
    better="neither",
    tables=("building_permits",),
    compute=nonresidential_new_volume,
    reference="Statbel, bouwvergunningen",
    scope="new non-residential buildings",
    no_interval=COUNTED,
    decimals=0,
)


INDICATORS = (
    RENOVATION_SHARE,
    RENOVATION_SHARE_ALL_BUILDINGS,
    RENOVATION_PERMITS,
    NEW_RESIDENTIAL_BUILDINGS,
    NEW_RESIDENTIAL_FLOOR_AREA,
    NEW_RESIDENTIAL_FLOOR_AREA_5_YEAR_MEAN,
    NEW_RESIDENTIAL_FLOOR_AREA_PER_INHABITANT,
    FLOOR_AREA_PER_NEW_DWELLING,
    NONRESIDENTIAL_NEW_VOLUME,
)
