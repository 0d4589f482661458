"""Household waste of the city and of what it is compared with, as pages state it."""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import from_claims, from_delivery

TEMPLATE = "waste"  # what the city hands over of OVAM's yearly figures
NO_INTERVAL = {
    "nl": "geen interval bekend: cijfer zoals een pagina het vermeldt, of eruit berekend",
    "en": "no interval known: a figure as a page states it, or worked out from one",
}


def residual_waste_per_inhabitant(claims: pd.DataFrame) -> pd.DataFrame:
    """Residual household waste per inhabitant.

    ``(bagged refuse + bulky waste + street sweepings + street bins + fly-tipping) /
    inhabitants``, in kilograms: what OVAM calls *restafval*. Figures of intermunicipal companies
    and of the city with another boundary are kept under their own scope.

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
    OVAM, *Huishoudelijk afval en gelijkaardig bedrijfsafval* (yearly). Lokaal
    Materialenplan 2023-2030: 111 kg by 2030 in cluster 15b.
    """
    return from_claims(claims, "residual_waste_kg_per_inhabitant")


def residual_waste_per_inhabitant_delivered(delivery: pd.DataFrame) -> pd.DataFrame:
    """What the city itself hands over."""
    return from_delivery(delivery, "residual_waste_kg_per_inhabitant", "OVAM restafval")


RESIDUAL_WASTE_PER_INHABITANT = Indicator(
    key="residual_waste_per_inhabitant",
    code="C01",
    names={
        "nl": "Huishoudelijk restafval per inwoner",
        "en": "Residual household waste per inhabitant",
    },
    unit="kg/inhabitant",
    level="outcome",
    better="lower",
    tables=("claims",),
    compute=residual_waste_per_inhabitant,
    reference="OVAM, Huishoudelijk afval en gelijkaardig bedrijfsafval; Lokaal Materialenplan",
    scope="OVAM restafval",
    no_interval=NO_INTERVAL,
    template=TEMPLATE,
    delivered=residual_waste_per_inhabitant_delivered,
)


def household_waste_per_inhabitant(claims: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """All household waste collected, per inhabitant.

    ``(residual + separately collected household waste) / inhabitants``, in kilograms. Collected
    on the territory, which is not the same as produced by its registered inhabitants. Where pages
    state tonnes alone, ``1000 * tonnes / inhabitants on 1 January``: modelled from the two.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.
    population : DataFrame
        ``population``: inhabitants of municipalities on 1 January.

    Returns
    -------
    DataFrame
        One row per claim, status ``claimed``; each keeps the scope that its page gives it. One
        row, status ``modelled``, per area and year with tonnes and inhabitants and no claim per
        inhabitant. No claim has an interval, so neither has what is made from one.

    References
    ----------
    OVAM, *Huishoudelijk afval en gelijkaardig bedrijfsafval* (yearly).
    """
    stated = from_claims(claims, "household_waste_kg_per_inhabitant")
    return pd.concat([stated, _divided(claims, population, stated)], ignore_index=True)


def _divided(claims: pd.DataFrame, population: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Tonnes that pages state over the inhabitants of that year, where no page does so."""
    tonnes = from_claims(claims, "household_waste_t")
    people = population.rename(columns={"year": "period"})
    both = tonnes[tonnes["preferred"]].merge(
        people[["area", "period", "population", "source", "vintage"]], on=["area", "period"],
        suffixes=("", "_people"), validate="many_to_one",
    )  # fmt: skip
    keys = ["area", "period"]
    is_told = pd.MultiIndex.from_frame(both[keys]).isin(pd.MultiIndex.from_frame(stated[keys]))
    both = both[~is_told]
    return both[[*keys, "scope", "preferred", "note"]].assign(
        value=1000 * both["value"] / both["population"],
        status="modelled",
        source=both["source"] + ";" + both["source_people"].astype(str),
        vintage=both["vintage"] + ";" + both["vintage_people"].astype(str),
    )


def household_waste_per_inhabitant_delivered(delivery: pd.DataFrame) -> pd.DataFrame:
    """What the city itself hands over."""
    return from_delivery(delivery, "household_waste_kg_per_inhabitant", "household waste, total")


HOUSEHOLD_WASTE_PER_INHABITANT = Indicator(
    key="household_waste_per_inhabitant",
    code="K05",
    names={"nl": "Huishoudelijk afval per inwoner", "en": "Household waste per inhabitant"},
    unit="kg/inhabitant",
    level="outcome",
    better="lower",
    tables=("claims", "population"),
    compute=household_waste_per_inhabitant,
    reference="OVAM, Huishoudelijk afval en gelijkaardig bedrijfsafval",
    scope="household waste, total",
    no_interval=NO_INTERVAL,
    template=TEMPLATE,
    delivered=household_waste_per_inhabitant_delivered,
)


def household_waste(claims: pd.DataFrame) -> pd.DataFrame:
    """All household waste collected, in tonnes.

    ``residual + separately collected household waste``. Absolute: a growing city may throw away
    less per head and more in all.

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
    OVAM, *Huishoudelijk afval en gelijkaardig bedrijfsafval* (yearly).
    """
    return from_claims(claims, "household_waste_t")


def household_waste_delivered(delivery: pd.DataFrame) -> pd.DataFrame:
    """What the city itself hands over."""
    return from_delivery(delivery, "household_waste_t", "household waste, total")


HOUSEHOLD_WASTE = Indicator(
    key="household_waste",
    code="K05",
    names={"nl": "Huishoudelijk afval", "en": "Household waste"},
    unit="t",
    level="outcome",
    better="lower",
    tables=("claims",),
    compute=household_waste,
    reference="OVAM, Huishoudelijk afval en gelijkaardig bedrijfsafval",
    scope="household waste, total",
    no_interval=NO_INTERVAL,
    decimals=0,
    template=TEMPLATE,
    delivered=household_waste_delivered,
)


def huisvuil(claims: pd.DataFrame) -> pd.DataFrame:
    """Refuse that households put out in bags or bins, in tonnes.

    Narrower than residual waste (*restafval*): no bulky waste, sweepings, street bins or
    fly-tipping. It must not be held against a target for residual waste.

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
    OVAM, *Huishoudelijk afval en gelijkaardig bedrijfsafval* (yearly).
    """
    return from_claims(claims, "huisvuil_t")


HUISVUIL = Indicator(
    key="huisvuil",
    code="",
    names={"nl": "Huisvuil", "en": "Bagged household refuse"},
    unit="t",
    level="outcome",
    better="lower",
    tables=("claims",),
    compute=huisvuil,
    reference="OVAM, Huishoudelijk afval en gelijkaardig bedrijfsafval",
    scope="huisvuil: refuse put out by households, narrower than OVAM restafval",
    no_interval=NO_INTERVAL,
    decimals=0,
)


def separate_collection_rate(claims: pd.DataFrame) -> pd.DataFrame:
    """Share of household waste that is collected separately.

    ``100 * separately collected / household waste`` by mass, in per cent. What is collected
    separately is not all recycled: sorting residues are still in it.

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
    OVAM, *Huishoudelijk afval en gelijkaardig bedrijfsafval* (yearly).
    """
    return from_claims(claims, "separate_collection_percent")


def separate_collection_rate_delivered(delivery: pd.DataFrame) -> pd.DataFrame:
    """What the city itself hands over."""
    return from_delivery(
        delivery, "separate_collection_percent", "share of household waste collected separately"
    )


SEPARATE_COLLECTION_RATE = Indicator(
    key="separate_collection_rate",
    code="C02",
    names={"nl": "Selectieve inzameling", "en": "Separate collection rate"},
    unit="percent",
    level="output",
    better="higher",
    tables=("claims",),
    compute=separate_collection_rate,
    reference="OVAM, Huishoudelijk afval en gelijkaardig bedrijfsafval",
    scope="share of household waste collected separately",
    no_interval=NO_INTERVAL,
    template=TEMPLATE,
    delivered=separate_collection_rate_delivered,
)


INDICATORS = (
    RESIDUAL_WASTE_PER_INHABITANT,
    HOUSEHOLD_WASTE_PER_INHABITANT,
    HOUSEHOLD_WASTE,
    HUISVUIL,
    SEPARATE_COLLECTION_RATE,
)
