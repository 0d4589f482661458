"""Circular building: material that is in a building again, as the city delivered it."""

import pandas as pd

from circular_metrics.codelists.construction_intensity import CARBON
from circular_metrics.indicators.building.delivered import HANDED, amount
from circular_metrics.model import indicator


def material_reused(delivery: pd.DataFrame) -> pd.DataFrame:
    """Material that is in a building again, in tonnes: the last stage, after taken in and sold.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area, year and scope; the total, or the sum of the materials delivered.

    References
    ----------
    The city's own administration and Atelier Circuler.
    """
    return amount(delivery, "material_reused_t", "material in a building again")


MATERIAL_REUSED = indicator(
    material_reused,
    "Opnieuw gebruikt bouwmateriaal",
    "Building material used again",
    unit="t",
    level="outcome",
    better="higher",
    scope="material in a building again",
    decimals=0,
    **HANDED,
)


def avoided_co2e(delivery: pd.DataFrame) -> pd.DataFrame:
    """CO₂e that reuse avoids in a year, in tonnes: sum of t (new - used again) / 1000.

    Of the material that is in a building again, split by material; without a split there is no
    value. Materials without a published factor for reuse are left out and named.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery, one row per measure, year and split.

    Returns
    -------
    DataFrame
        One row per area and year with at least one material that has a factor.

    References
    ----------
    UK Government, *GHG conversion factors for company reporting* (2025), material use.
    """
    mine = delivery[(delivery["measure"] == "material_reused_t") & (delivery["detail"] != "all")]
    rows = []
    for (area, year), group in mine.groupby(["area", "year"]):
        known = group[group["detail"].isin(list(CARBON))]
        saved = [tonnes * (CARBON[m][0] - CARBON[m][1]) / 1000
                 for m, tonnes in zip(known["detail"], known["value"], strict=True)]  # fmt: skip
        left = ", ".join(sorted(set(group["detail"]) - set(CARBON)))
        if saved:
            rows.append((area, year, sum(saved), f"no factor for {left}" if left else ""))
    return pd.DataFrame(rows, columns=["area", "period", "value", "note"])


AVOIDED_CO2E = indicator(
    avoided_co2e,
    "Vermeden CO₂e door hergebruik van bouwmateriaal",
    "CO₂e avoided by reusing building material",
    unit="t",
    level="impact",
    better="higher",
    scope="material in a building again, by material, CO2e",
    **HANDED,
)


INDICATORS = (
    MATERIAL_REUSED,
    AVOIDED_CO2E,
)
