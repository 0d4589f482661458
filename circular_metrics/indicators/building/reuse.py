"""Circular building: material that is taken out of buildings and used again."""

import pandas as pd

from circular_metrics.indicators.building.delivered import TEMPLATE, amount, share
from circular_metrics.model import indicator
from circular_metrics.observations import from_claims

CLAIMED = {
    "nl": "geen interval bekend: cijfers van een webpagina zonder foutmarge",
    "en": "no interval known: figures stated on a web page without a margin of error",
}
STATED = {
    "tables": ("claims",),
    "reference": "City of Leuven and Atelier Circuler, as stated on the pages of the claims",
    "no_interval": CLAIMED,
    "template": TEMPLATE,
}


def materialenbank_recovered(claims: pd.DataFrame) -> pd.DataFrame:
    """Building material that the Materialenbank took in during a year, in tonnes, as stated.

    The figures come from pages and contradict each other for some years: all are given, one of
    them marked as preferred. Taken in is not yet used again: judge it with what was sold.

    Parameters
    ----------
    claims : DataFrame
        ``claims``.

    Returns
    -------
    DataFrame
        One row per claim.

    References
    ----------
    The pages of the city of Leuven, Atelier Circuler and the press that each claim names.
    """
    return from_claims(claims, "materialenbank_recovered_t")


def recovered_delivered(delivery: pd.DataFrame) -> pd.DataFrame:
    """What the city itself says was taken in."""
    scope = "material taken in by the Materialenbank"
    return amount(delivery, "materialenbank_recovered_t", scope)


MATERIALENBANK_RECOVERED = indicator(
    materialenbank_recovered,
    "Gerecupereerd bouwmateriaal, Materialenbank",
    "Reclaimed building material, Materialenbank",
    code="B01",
    unit="t",
    level="output",
    better="higher",
    scope="material taken in by the Materialenbank",
    pair="materialenbank_sold_share",
    decimals=0,
    delivered=recovered_delivered,
    **STATED,
)


def materialenbank_sold(claims: pd.DataFrame) -> pd.DataFrame:
    """Building material that the Materialenbank sold in a year, in tonnes, as stated.

    The second stage: taken in, sold, in a building again. Sold is not yet built in.

    Parameters
    ----------
    claims : DataFrame
        ``claims``.

    Returns
    -------
    DataFrame
        One row per claim.

    References
    ----------
    The pages of the city of Leuven, Atelier Circuler and the press that each claim names.
    """
    return from_claims(claims, "materialenbank_sold_t")


def sold_delivered(delivery: pd.DataFrame) -> pd.DataFrame:
    """What the city itself says was sold."""
    return amount(delivery, "materialenbank_sold_t", "material sold by the Materialenbank")


MATERIALENBANK_SOLD = indicator(
    materialenbank_sold,
    "Verkocht bouwmateriaal, Materialenbank",
    "Building material sold, Materialenbank",
    unit="t",
    level="output",
    better="higher",
    scope="material sold by the Materialenbank",
    decimals=0,
    delivered=sold_delivered,
    **STATED,
)


def materialenbank_sold_share(claims: pd.DataFrame) -> pd.DataFrame:
    """Building material sold as a share of that taken in during the same year, in per cent.

    100 sold / recovered. Every statement on what was sold is set against every statement on
    what was taken in that year; the pair of preferred ones is preferred. Material that is sold
    may have come in earlier, so the share may pass 100 %; material given away is not in it.

    Parameters
    ----------
    claims : DataFrame
        ``claims``.

    Returns
    -------
    DataFrame
        One row per pair of claims; ``source`` and ``vintage`` name first what was sold, then
        what was recovered.

    References
    ----------
    The pages of the city of Leuven, Atelier Circuler and the press that each claim names.
    """
    pairs = from_claims(claims, "materialenbank_sold_t").merge(
        from_claims(claims, "materialenbank_recovered_t"),
        on=["area", "period"],
        suffixes=("_sold", "_recovered"),
        validate="many_to_many",  # each of several contradicting claims stands
    )
    recovered = pairs["value_recovered"]
    return pd.DataFrame(
        {
            "area": pairs["area"],
            "period": pairs["period"],
            "value": 100 * pairs["value_sold"] / recovered.where(recovered > 0),
            "status": "claimed",
            "preferred": pairs["preferred_sold"] & pairs["preferred_recovered"],
            "source": pairs["source_sold"] + ";" + pairs["source_recovered"],
            "vintage": pairs["vintage_sold"] + ";" + pairs["vintage_recovered"],
        }
    )


def sold_share_delivered(delivery: pd.DataFrame) -> pd.DataFrame:
    """Sold in per cent of taken in, both as the city delivered them."""
    return share(
        delivery, "materialenbank_sold_t", "materialenbank_recovered_t",
        "material sold by the Materialenbank in per cent of material taken in that year",
    )  # fmt: skip


MATERIALENBANK_SOLD_SHARE = indicator(
    materialenbank_sold_share,
    "Verkocht deel van het gerecupereerde bouwmateriaal, Materialenbank",
    "Sold share of the reclaimed building material, Materialenbank",
    code="B02",
    unit="percent",
    level="outcome",
    better="higher",
    scope="material sold by the Materialenbank in per cent of material taken in that year",
    delivered=sold_share_delivered,
    **STATED,
)


INDICATORS = (
    MATERIALENBANK_RECOVERED,
    MATERIALENBANK_SOLD,
    MATERIALENBANK_SOLD_SHARE,
)
