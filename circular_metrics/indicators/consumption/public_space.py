"""Waste in the streets of the city, as pages state it."""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import from_claims, from_delivery

TEMPLATE = "waste"
NO_INTERVAL = {
    "nl": "geen interval bekend: cijfer zoals een pagina het vermeldt",
    "en": "no interval known: a figure as a page states it",
}


def litter(claims: pd.DataFrame) -> pd.DataFrame:
    """Litter picked up in the streets, in tonnes.

    The mass that the city's services collect; it depends on how often they sweep as well as on
    what is dropped.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.

    Returns
    -------
    DataFrame
        One row per claim, status ``claimed``; each keeps the scope that its page gives it.

    References
    ----------
    OVAM, *Zwerfvuil en sluikstort in Vlaanderen*.
    """
    return from_claims(claims, "litter_t")


def litter_delivered(delivery: pd.DataFrame) -> pd.DataFrame:
    """What the city itself hands over."""
    return from_delivery(delivery, "litter_t", "litter (zwerfvuil)")


LITTER = Indicator(
    key="litter",
    code="C06",
    names={"nl": "Zwerfvuil", "en": "Litter"},
    unit="t",
    level="outcome",
    better="lower",
    tables=("claims",),
    compute=litter,
    reference="OVAM, Zwerfvuil en sluikstort in Vlaanderen",
    scope="litter (zwerfvuil)",
    no_interval=NO_INTERVAL,
    decimals=0,
    template=TEMPLATE,
    delivered=litter_delivered,
)


def street_bins(claims: pd.DataFrame) -> pd.DataFrame:
    """Waste in public litter bins, in tonnes.

    The mass emptied from bins in the street. More of it may mean less on the ground, so neither
    direction is better.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.

    Returns
    -------
    DataFrame
        One row per claim, status ``claimed``; each keeps the scope that its page gives it.

    References
    ----------
    OVAM, *Zwerfvuil en sluikstort in Vlaanderen*.
    """
    return from_claims(claims, "street_bins_t")


STREET_BINS = Indicator(
    key="street_bins",
    code="",
    names={"nl": "Afval in straatvuilnisbakjes", "en": "Waste in street bins"},
    unit="t",
    level="output",
    better="neither",
    tables=("claims",),
    compute=street_bins,
    reference="OVAM, Zwerfvuil en sluikstort in Vlaanderen",
    scope="waste in public litter bins",
    no_interval=NO_INTERVAL,
    decimals=0,
)


INDICATORS = (
    LITTER,
    STREET_BINS,
)
