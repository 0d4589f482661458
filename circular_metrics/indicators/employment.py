"""Objective 1, circular entrepreneurship: what pages state of circular jobs and firms.

All are claims, for Flanders, Belgium or a service area: none is for the city itself.
"""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import from_claims

AS_STATED = {
    "nl": "geen interval bekend: de geciteerde pagina geeft er geen",
    "en": "no interval known: the page that states it gives none",
}


def circular_employment(claims: pd.DataFrame) -> pd.DataFrame:
    """Jobs in the circular economy, as pages state them; unit: jobs.

    ``value = the figure stated``; nothing is computed. Editions that count differently stay
    beside each other, with what each counts in ``scope``.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.

    Returns
    -------
    DataFrame
        One row per claim, status ``claimed``.

    References
    ----------
    CE Center, employment in the circular economy, editions to 2020 and to 2021.
    """
    return from_claims(claims, "ce_employment_jobs")


def circular_employment_share(claims: pd.DataFrame) -> pd.DataFrame:
    """Share of the circular economy in all jobs, as pages state it, in %.

    ``value = the figure stated``. Circle Economy also counts enabling and indirect jobs (7.5 %),
    CE Center a list of sectors (1.6 or 1.96 %): the concepts have one name and are not one.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.

    Returns
    -------
    DataFrame
        One row per claim, status ``claimed``.

    References
    ----------
    CE Center, two editions; Circle Economy and King Baudouin Foundation.
    """
    return from_claims(claims, "ce_employment_percent")


def circular_firms_share(claims: pd.DataFrame) -> pd.DataFrame:
    """Share of firms that apply something circular, by a survey, as stated, in %.

    ``value = the figure stated``.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.

    Returns
    -------
    DataFrame
        One row per claim, status ``claimed``.

    References
    ----------
    OVAM and Circular Flanders, as told by ACR+.
    """
    return from_claims(claims, "firms_circular_percent")


def social_economy_jobs(claims: pd.DataFrame) -> pd.DataFrame:
    """Jobs at the reuse centres, as stated, for their whole service area; unit: jobs.

    ``value = the figure stated``. The area is wider than the city and has a code of its own.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.

    Returns
    -------
    DataFrame
        One row per claim, status ``claimed``.

    References
    ----------
    ViTeS, reuse centres of the Leuven region.
    """
    return from_claims(claims, "social_economy_jobs")


INDICATORS = (
    Indicator(
        key="circular_employment",
        code="E01",
        names={"nl": "Banen in de circulaire economie", "en": "Jobs in the circular economy"},
        unit="jobs",
        level="outcome",
        better="higher",
        tables=("claims",),
        compute=circular_employment,
        reference="CE Center (cemonitor.be); Circle Economy and King Baudouin Foundation",
        scope="as each page counts",
        no_interval=AS_STATED,
        decimals=0,
    ),
    Indicator(
        key="circular_employment_share",
        code="E01",
        names={
            "nl": "Aandeel van de circulaire economie in alle banen",
            "en": "Share of the circular economy in all jobs",
        },
        unit="percent",
        level="outcome",
        better="higher",
        tables=("claims",),
        compute=circular_employment_share,
        reference="CE Center (cemonitor.be); Circle Economy and King Baudouin Foundation",
        scope="as each page counts",
        no_interval=AS_STATED,
        decimals=2,
    ),
    Indicator(
        key="circular_firms_share",
        code="E03",
        names={
            "nl": "Bedrijven met circulaire toepassingen",
            "en": "Firms with circular applications",
        },
        unit="percent",
        level="outcome",
        better="higher",
        tables=("claims",),
        compute=circular_firms_share,
        reference="OVAM and Circular Flanders, as told by ACR+",
        scope="firms with circular applications, survey",
        no_interval=AS_STATED,
        decimals=0,
    ),
    Indicator(
        key="social_economy_jobs",
        code="E07",
        names={
            "nl": "Banen in de sociale circulaire economie",
            "en": "Jobs in the social circular economy",
        },
        unit="jobs",
        level="outcome",
        better="higher",
        tables=("claims",),
        compute=social_economy_jobs,
        reference="ViTeS, as told by the city's councillor",
        scope="jobs at the reuse centres of ViTeS",
        no_interval=AS_STATED,
        decimals=0,
    ),
)
