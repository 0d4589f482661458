"""Circular building: the carbon that new dwellings embody, and what reuse avoids."""

import pandas as pd

from circular_metrics.codelists.construction_intensity import CARBON, EMBODIED, EMBODIED_YEARS
from circular_metrics.indicators.building.new_building import new_residential_floor_area_5_year_mean
from circular_metrics.model import indicator


def embodied_carbon_new(permits: pd.DataFrame) -> pd.DataFrame:
    """Carbon embodied in new dwellings permitted, in kilotonnes CO₂e a year, a range.

    A e 60 / 10^6: A the mean new residential floor area of five years in m², e the embodied
    carbon in kg CO₂e/m² a year over 60 years: mean, smallest and largest of 105 Belgian buildings.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and year, modelled, with an interval.

    References
    ----------
    EU-ECB, *Embodied carbon of European buildings*, 105 Belgian buildings of KU Leuven.
    """
    floor = new_residential_floor_area_5_year_mean(permits)
    low, middle, high = (floor["value"] * e * EMBODIED_YEARS / 1e6 for e in EMBODIED)
    return floor.assign(
        value=middle,
        low=low,
        high=high,
        status="modelled",
        interval="smallest to largest of 105 Belgian buildings",
    )


EMBODIED_CARBON_NEW = indicator(
    embodied_carbon_new,
    "Ingebedde CO₂e van vergunde nieuwe woningen per jaar",
    "Embodied CO₂e of new dwellings permitted, a year",
    unit="kt",
    level="driver",
    better="lower",
    tables=("building_permits",),
    reference="EU-ECB, 105 Belgian buildings; Statbel, bouwvergunningen",
    scope="new residential buildings, mean of five years, modelled, CO2e",
)


def avoided_co2e_t(reused_t: dict[str, float]) -> tuple[float, tuple[str, ...]]:
    """CO₂e that reuse avoids: sum of t (new - used again) / 1000, and materials without a factor.

    >>> avoided_co2e_t({"wood": 10.0, "bricks": 3.0})
    (2.3096128, ('bricks',))
    """
    known = {m: t for m, t in reused_t.items() if m in CARBON}
    avoided = sum(t * (CARBON[m][0] - CARBON[m][1]) / 1000 for m, t in known.items())
    return round(avoided, 9), tuple(m for m in reused_t if m not in CARBON)


INDICATORS = (EMBODIED_CARBON_NEW,)
