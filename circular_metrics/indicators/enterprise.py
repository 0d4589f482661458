"""Objective 1, circular entrepreneurship: starters and local units.

Of these figures none says which firm is circular: sections of NACE do not know repair from
retail. They are context, not outcomes.
"""

import pandas as pd

from circular_metrics.codelists.economy import WATER_AND_WASTE
from circular_metrics.model import Indicator
from circular_metrics.observations import WILSON95

SURVIVAL_YEARS = 5
SURVIVAL_PAGE = (
    "Stadsmonitor, overlevingsgraad ondernemingen "
    "(gemeente-stadsmonitor.vlaanderen.be); Wilson (1927), JASA 22, 209-212"
)
REGISTER = {
    "nl": "geen interval bekend: volledige telling uit een administratief register",
    "en": "no interval known: full count from an administrative register",
}


def larger_areas(starters: pd.DataFrame) -> pd.DataFrame:
    """The rows of provinces, and again as rows of their region and of Belgium, to be added up."""
    regions = starters[starters["area"] != starters["region"]]
    return pd.concat(
        [
            starters,
            regions.assign(area=regions["region"]),
            starters.assign(area="BE"),
        ],
        ignore_index=True,
    )


def five_year_survival(starters: pd.DataFrame) -> pd.DataFrame:
    """Share of the enterprises that started five years ago and are still liable to VAT, in %.

    ``100 * survivors after 5 years / starters``, all NACE sections together.

    Parameters
    ----------
    starters : DataFrame
        ``starter_survival``: one row per year of start, province and NACE section.

    Returns
    -------
    DataFrame
        For provinces, regions and Belgium. ``period`` is the year in which five years are over.
        The Wilson interval takes the starters for a draw from what might have started: it says how
        far chance alone may move a rate among so few, and is no sampling error.

    References
    ----------
    Statbel, survival of enterprises liable to VAT; the year as in the Flemish Stadsmonitor.
    """
    return _survival(starters)


def five_year_survival_water_waste(starters: pd.DataFrame) -> pd.DataFrame:
    """Five-year survival, in %, of starters in water supply, sewerage, waste and remediation.

    ``100 * survivors after 5 years / starters`` of section E of NACE-BEL 2008, which holds waste
    collection and materials recovery, and also drinking water.

    Parameters
    ----------
    starters : DataFrame
        ``starter_survival``.

    Returns
    -------
    DataFrame
        As ``five_year_survival``. With some forty starters a year in Flanders the interval is
        some thirty points wide.

    References
    ----------
    Statbel, survival of enterprises liable to VAT; NACE-BEL 2008, section E.
    """
    return _survival(starters[starters["nace_section"] == WATER_AND_WASTE])


def _survival(starters: pd.DataFrame) -> pd.DataFrame:
    """Survival after five years with its Wilson interval, for each year of start and area."""
    from statsmodels.stats.proportion import proportion_confint  # takes a second to import

    over = starters[starters[f"survivors_{SURVIVAL_YEARS}"].notna()]
    columns = ["starters", f"survivors_{SURVIVAL_YEARS}"]
    counts = larger_areas(over).groupby(["area", "year"], as_index=False)[columns].sum()
    counts = counts[counts["starters"] > 0]
    left = counts[columns[1]].astype("int64")
    low, high = proportion_confint(left, counts["starters"], alpha=0.05, method="wilson")
    found = pd.DataFrame(
        {
            "area": counts["area"],
            "period": counts["year"] + SURVIVAL_YEARS,
            "value": 100 * left / counts["starters"],
            "low": 100 * low,
            "high": 100 * high,
            "interval": WILSON95,
            "note": left.astype(str) + " of " + counts["starters"].astype(str) + " starters",
        }
    )
    return found.reset_index(drop=True)


def starters_water_waste(starters: pd.DataFrame) -> pd.DataFrame:
    """Number of starters in water supply, sewerage, waste and remediation in a year.

    The sum of ``starters`` in section E of NACE-BEL 2008; unit: enterprises.

    Parameters
    ----------
    starters : DataFrame
        ``starter_survival``.

    Returns
    -------
    DataFrame
        For provinces, regions and Belgium. An area without such a row in a year is missing.

    References
    ----------
    Statbel, enterprises liable to VAT; NACE-BEL 2008, section E.
    """
    mine = larger_areas(starters[starters["nace_section"] == WATER_AND_WASTE])
    found = mine.groupby(["area", "year"], as_index=False)["starters"].sum()
    return found.rename(columns={"year": "period", "starters": "value"}).astype({"value": float})


def establishments(local_units: pd.DataFrame) -> pd.DataFrame:
    """Number of local units of active enterprises in the fourth quarter, all sectors.

    Parameters
    ----------
    local_units : DataFrame
        ``establishments``: one row per municipality of 1 January 2025 and year.

    Returns
    -------
    DataFrame
        As published; unit: local units.

    References
    ----------
    Statbel DataLab, statistics on local units.
    """
    return pd.DataFrame(
        {
            "area": local_units["area"],
            "period": local_units["year"],
            "value": local_units["establishments"].astype(float),
        }
    )


def establishments_per_10000_inhabitants(
    local_units: pd.DataFrame, population: pd.DataFrame, areas: pd.DataFrame
) -> pd.DataFrame:
    """Local units in the fourth quarter per 10,000 inhabitants on 1 January of the same year.

    ``10,000 * establishments / population``.

    Parameters
    ----------
    local_units : DataFrame
        ``establishments``, in the municipalities of 1 January 2025.
    population : DataFrame
        ``population``, in the municipalities of its own year.
    areas : DataFrame
        ``areas``, for the ``successor`` of a municipality that has since merged.

    Returns
    -------
    DataFrame
        Inhabitants of merged municipalities are added up, so that both sides speak of the same
        ground. No row where the inhabitants of the year, or of one of the merged, are not known.

    References
    ----------
    Statbel DataLab, statistics on local units; Statbel, structure of the population.
    """
    people = in_later_boundaries(population, areas)
    keys = ["area", "year"]
    both = local_units[[*keys, "establishments"]].merge(people, on=keys, validate="one_to_one")
    return pd.DataFrame(
        {
            "area": both["area"],
            "period": both["year"],
            "value": 10_000 * both["establishments"] / both["population"],
        }
    )


def in_later_boundaries(population: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Inhabitants by municipality of today and year, where all that merged into it are known."""
    places = areas[areas["level"] == "municipality"]
    today = dict(zip(places["code"], places["successor"].fillna(places["code"]), strict=True))
    years = population[["year"]].drop_duplicates()
    first = years["year"].astype(str) + "-01-01"
    there = places.merge(years.assign(day=first), how="cross", validate="many_to_many")
    there = there[
        (there["valid_from"].fillna("") <= there["day"])
        & (there["valid_to"].isna() | (there["valid_to"] >= there["day"]))
    ]
    keys = ["area", "year"]
    expected = there.assign(area=there["code"].map(today)).groupby(keys).size().rename("expected")
    now = population.assign(area=population["area"].map(today), known=1)
    found = now.groupby(keys, as_index=False)[["population", "known"]].sum()
    found = found.merge(expected.reset_index(), on=keys, validate="one_to_one")
    return found.loc[found["known"] == found["expected"], [*keys, "population"]]


INDICATORS = (
    Indicator(
        key="five_year_survival",
        code="",
        names={"nl": "Vijfjaarsoverleving van starters", "en": "Five-year survival of starters"},
        unit="percent",
        level="driver",
        better="neither",
        tables=("starter_survival",),
        compute=five_year_survival,
        reference=SURVIVAL_PAGE,
        scope="enterprises liable to VAT, all sections",
    ),
    Indicator(
        key="five_year_survival_water_waste",
        code="",
        names={
            "nl": "Vijfjaarsoverleving van starters in water, afval en sanering (NACE E)",
            "en": "Five-year survival of starters in water, waste and remediation (NACE E)",
        },
        unit="percent",
        level="driver",
        better="neither",
        tables=("starter_survival",),
        compute=five_year_survival_water_waste,
        reference=SURVIVAL_PAGE,
        scope="enterprises liable to VAT, NACE-BEL 2008 section E",
    ),
    Indicator(
        key="starters_water_waste",
        code="",
        names={
            "nl": "Starters in water, afval en sanering (NACE E)",
            "en": "Starters in water, waste and remediation (NACE E)",
        },
        unit="count",
        level="driver",
        better="neither",
        tables=("starter_survival",),
        compute=starters_water_waste,
        reference="Statbel, enterprises liable to VAT",
        scope="enterprises liable to VAT, NACE-BEL 2008 section E",
        no_interval=REGISTER,
        decimals=0,
    ),
    Indicator(
        key="establishments",
        code="",
        names={"nl": "Vestigingseenheden", "en": "Local units"},
        unit="count",
        level="driver",
        better="neither",
        tables=("establishments",),
        compute=establishments,
        reference="Statbel DataLab, statistics on local units",
        scope="local units of active enterprises, all sectors, fourth quarter",
        no_interval=REGISTER,
        decimals=0,
    ),
    Indicator(
        key="establishments_per_10000_inhabitants",
        code="",
        names={
            "nl": "Vestigingseenheden per 10.000 inwoners",
            "en": "Local units per 10,000 inhabitants",
        },
        unit="per 10,000 inhabitants",
        level="driver",
        better="neither",
        tables=("establishments", "population", "areas"),
        compute=establishments_per_10000_inhabitants,
        reference="Statbel DataLab, statistics on local units; Statbel, population structure",
        scope="local units of active enterprises, all sectors, fourth quarter",
        no_interval=REGISTER,
    ),
)
