"""Sharing and reuse beside repair: figures that pages state, shown as claims."""

import pandas as pd

from circular_metrics.indicators.sharing_delivered import (
    TEMPLATE,
    kringloop_delivered,
    shared_cars_delivered,
)
from circular_metrics.model import Indicator
from circular_metrics.observations import from_claims

CLAIMED = {
    "nl": "geen interval bekend: cijfer van een webpagina",
    "en": "no interval known: a figure stated on a page",
}


def kringloop_reuse(claims: pd.DataFrame) -> pd.DataFrame:
    """Goods that recognised reuse centres sold for reuse, in kilograms per inhabitant.

    ``kilograms sold / inhabitants of the centres' area``, as the publisher states it.

    Parameters
    ----------
    claims : DataFrame
        ``claims``.

    Returns
    -------
    DataFrame
        One row per claim with a year.

    References
    ----------
    OVAM, *Lokaal materialenplan 2023-2030*: target of 8 kg per inhabitant.
    """
    return from_claims(claims, "kringloop_reuse_kg_per_inhabitant")


KRINGLOOP_REUSE = Indicator(
    key="kringloop_reuse_kg_per_inhabitant",
    code="H01",
    names={
        "nl": "Hergebruik via de kringloopcentra",
        "en": "Reuse through recognised reuse centres",
    },
    unit="kg/inhabitant",
    level="outcome",
    better="higher",
    tables=("claims",),
    compute=kringloop_reuse,
    reference="OVAM, Lokaal materialenplan 2023-2030",
    scope="goods sold by recognised reuse centres",
    no_interval=CLAIMED,
    template=TEMPLATE,
    delivered=kringloop_delivered,
)


def total_reuse(claims: pd.DataFrame) -> pd.DataFrame:
    """Goods reused through all channels, in kilograms per inhabitant.

    ``kilograms reused / inhabitants``, homes and motor vehicles left out, from a survey.

    Parameters
    ----------
    claims : DataFrame
        ``claims``.

    Returns
    -------
    DataFrame
        One row per claim with a year.

    References
    ----------
    CE Center, *Hergebruiksindicator* (cemonitor.be).
    """
    return from_claims(claims, "total_reuse_kg_per_inhabitant")


TOTAL_REUSE = Indicator(
    key="total_reuse_kg_per_inhabitant",
    code="H02",
    names={
        "nl": "Totaal hergebruik",
        "en": "Total reuse",
    },
    unit="kg/inhabitant",
    level="outcome",
    better="higher",
    tables=("claims",),
    compute=total_reuse,
    reference="CE Center, Hergebruiksindicator",
    scope="all channels, without homes and motor vehicles",
    no_interval=CLAIMED,
)


def shared_cars(claims: pd.DataFrame) -> pd.DataFrame:
    """Shared cars on offer per thousand inhabitants.

    ``1000 * shared cars / inhabitants``, as the publisher states it.

    Parameters
    ----------
    claims : DataFrame
        ``claims``.

    Returns
    -------
    DataFrame
        One row per claim with a year.

    References
    ----------
    Flemish Government, *Lokaal Energie- en Klimaatpact*, commitment on shared mobility.
    """
    return from_claims(claims, "shared_cars_per_1000_inhabitants")


SHARED_CARS = Indicator(
    key="shared_cars_per_1000_inhabitants",
    code="H06",
    names={
        "nl": "Deelwagens per 1.000 inwoners",
        "en": "Shared cars per 1,000 inhabitants",
    },
    unit="per 1000 inhabitants",
    level="output",
    better="higher",
    tables=("claims",),
    compute=shared_cars,
    reference="Lokaal Energie- en Klimaatpact, toegang tot gedeelde mobiliteit",
    scope="shared cars on offer",
    no_interval=CLAIMED,
    pair="cars_per_household",
    template=TEMPLATE,
    delivered=shared_cars_delivered,
    decimals=2,
)


def weee_collected(claims: pd.DataFrame) -> pd.DataFrame:
    """Waste electrical and electronic equipment collected, in kilograms per inhabitant.

    ``kilograms collected / inhabitants``, as the publisher states it.

    Parameters
    ----------
    claims : DataFrame
        ``claims``.

    Returns
    -------
    DataFrame
        One row per claim with a year.

    References
    ----------
    Directive 2012/19/EU on waste electrical and electronic equipment, article 7.
    """
    return from_claims(claims, "weee_kg_per_inhabitant")


WEEE_COLLECTED = Indicator(
    key="weee_kg_per_inhabitant",
    code="H08",
    names={
        "nl": "Ingezamelde afgedankte elektrische en elektronische apparatuur",
        "en": "Waste electrical and electronic equipment collected",
    },
    unit="kg/inhabitant",
    level="outcome",
    better="neither",
    tables=("claims",),
    compute=weee_collected,
    reference="Directive 2012/19/EU, article 7",
    scope="electrical and electronic waste",
    no_interval=CLAIMED,
)


INDICATORS = (KRINGLOOP_REUSE, TOTAL_REUSE, SHARED_CARS, WEEE_COLLECTED)
