"""Circular building: how much of what stands is renovated."""

import pandas as pd

from circular_metrics.indicators.building.stock import COUNTED, observed, totals
from circular_metrics.model import indicator

FROM_BOTH = {
    "tables": ("building_permits", "building_stock"),
    "reference": "Statbel, bouwvergunningen and kadastrale statistiek van het gebouwenpark",
    "no_interval": COUNTED,
}


def _per_thousand(permits: pd.DataFrame, stock: pd.DataFrame, counted: str) -> pd.DataFrame:
    """Renovation permits of a year per 1,000 of what the cadastre counted on its first day."""
    standing = observed(stock, totals(stock)[[counted]]).rename(columns={"period": "year"})
    both = permits.merge(
        standing, on=["area", "year"], suffixes=("", "_stock"), validate="one_to_one"
    )
    renovations = both["residential_renovations"].astype(float)
    return pd.DataFrame(
        {
            "area": both["area"],
            "period": both["year"],
            "value": 1000 * renovations / both[counted].where(both[counted] > 0),
            "is_complete": both["is_complete"],
            "source": both["source"] + ";" + both["source_stock"],
            "vintage": both["vintage"] + ";" + both["vintage_stock"],
        }
    )


def renovation_intensity(permits: pd.DataFrame, stock: pd.DataFrame) -> pd.DataFrame:
    """Residential renovation permits of a year per 1,000 dwellings on 1 January of that year.

    1000 R / T8. A permit is for a building and may touch one dwelling or many, so the figure is
    lower in a city of apartments; compare like with like.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.
    stock : DataFrame
        ``building_stock``.

    Returns
    -------
    DataFrame
        One row per area and year that both tables have; a year to date is marked incomplete.

    References
    ----------
    Statbel, *Bouwvergunningen*, and *Kadastrale statistiek van het gebouwenpark*, T8.
    """
    return _per_thousand(permits, stock, "dwellings")


RENOVATION_INTENSITY = indicator(
    renovation_intensity,
    "Renovatievergunningen per 1.000 woongelegenheden",
    "Renovation permits per 1,000 dwellings",
    unit="permits per 1,000 dwellings",
    level="output",
    better="higher",
    scope="residential permits, dwellings in buildings of all types",
    **FROM_BOTH,
)


def renovation_intensity_buildings(permits: pd.DataFrame, stock: pd.DataFrame) -> pd.DataFrame:
    """Residential renovation permits of a year per 1,000 buildings on 1 January of that year.

    1000 R / T1. Beside ``renovation_intensity``: a permit is for a building, so a city of
    apartments is not set back by how many dwellings are in each.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.
    stock : DataFrame
        ``building_stock``.

    Returns
    -------
    DataFrame
        One row per area and year that both tables have; a year to date is marked incomplete.

    References
    ----------
    Statbel, *Bouwvergunningen*, and *Kadastrale statistiek van het gebouwenpark*, T1.
    """
    return _per_thousand(permits, stock, "buildings")


RENOVATION_INTENSITY_BUILDINGS = indicator(
    renovation_intensity_buildings,
    "Renovatievergunningen per 1.000 gebouwen",
    "Renovation permits per 1,000 buildings",
    unit="permits per 1,000 buildings",
    level="output",
    better="higher",
    scope="residential permits, buildings of all types",
    **FROM_BOTH,
)


INDICATORS = (
    RENOVATION_INTENSITY,
    RENOVATION_INTENSITY_BUILDINGS,
)
