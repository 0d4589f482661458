"""Circular building: what is permitted to be pulled down, as the city delivered it."""

import pandas as pd

from circular_metrics.indicators.building.delivered import HANDED, amount, share
from circular_metrics.model import indicator


def demolition_area(delivery: pd.DataFrame) -> pd.DataFrame:
    """Floor area of the demolition permitted in a year, in m².

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area, year and scope.

    References
    ----------
    Omgevingsloket Vlaanderen, export by municipality.
    """
    return amount(delivery, "demolition_m2", "demolition permitted, by year of decision")


DEMOLITION_AREA = indicator(
    demolition_area,
    "Vergunde sloop, oppervlakte",
    "Demolition permitted, floor area",
    unit="m2",
    level="driver",
    better="lower",
    scope="demolition permitted",
    decimals=0,
    **HANDED,
)


def demolition_volume(delivery: pd.DataFrame) -> pd.DataFrame:
    """Volume of the demolition permitted in a year, in m³.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area, year and scope.

    References
    ----------
    Omgevingsloket Vlaanderen, export by municipality.
    """
    return amount(delivery, "demolition_m3", "demolition permitted, by year of decision")


DEMOLITION_VOLUME = indicator(
    demolition_volume,
    "Vergunde sloop, volume",
    "Demolition permitted, volume",
    unit="m3",
    level="driver",
    better="lower",
    scope="demolition permitted",
    decimals=0,
    **HANDED,
)


def selective_demolition_share(delivery: pd.DataFrame) -> pd.DataFrame:
    """Demolition permits followed up selectively, in per cent of those above the threshold.

    100 permits with a follow-up plan or certificate / permits above 1,000 m³ (not residential) or
    5,000 m³ (residential without single-family houses).

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area and year for which both counts were delivered.

    References
    ----------
    Tracimat, sloopopvolging; VLAREMA, thresholds.
    """
    return share(
        delivery, "demolition_permits_followed_up", "demolition_permits_above_threshold",
        "demolition permits above the threshold",
    )  # fmt: skip


SELECTIVE_DEMOLITION_SHARE = indicator(
    selective_demolition_share,
    "Aandeel sloopvergunningen met sloopopvolging",
    "Share of demolition permits that are followed up",
    unit="percent",
    level="output",
    better="higher",
    scope="demolition permits above the threshold",
    **HANDED,
)


INDICATORS = (
    DEMOLITION_AREA,
    DEMOLITION_VOLUME,
    SELECTIVE_DEMOLITION_SHARE,
)
