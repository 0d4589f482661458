"""Circular building: what stands, as counted by the cadastre, by area and year."""

import pandas as pd

from circular_metrics.codelists.construction import BUILDING_TYPE, STATISTIC
from circular_metrics.codelists.construction_intensity import HAZARD

COUNTED = {
    "nl": "geen interval bekend: "
    "volledige telling uit administratieve registers (vergunningen, kadaster)",
    "en": "no interval known: full count from administrative registers (permits, cadastre)",
}
FROM_STOCK = {"tables": ("building_stock",)}
COUNTED_STOCK = FROM_STOCK | {"no_interval": COUNTED}
OLD = (
    "built_before_1900", "built_1900_1918", "built_1919_1945", "built_1946_1961",
    "built_1962_1970", "built_1971_1981",
)  # fmt: skip
HOUSES = tuple(HAZARD)


def totals(stock: pd.DataFrame) -> pd.DataFrame:
    """Each statistic over all types of building, by area and year; missing if one type is."""
    groups = stock.groupby(["area", "year", "statistic"])["value"]
    sums = groups.sum().where(groups.count() == len(BUILDING_TYPE)).astype(float).reset_index()
    table = sums.pivot_table(index=["area", "year"], columns="statistic", values="value")
    return table.reindex(columns=list(STATISTIC.values()))


def observed(stock: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Values by area and year as observations, with the source of each area."""
    values = values.rename_axis(index=["area", "period"])
    return values.join(origin(stock), validate="one_to_one").reset_index()


def wide(stock: pd.DataFrame, statistics: tuple[str, ...]) -> pd.DataFrame:
    """The sum of some statistics by area and year, a column for each type; missing if one is."""
    rows = stock[stock["statistic"].isin(statistics)]
    groups = rows.groupby(["area", "year", "building_type"])["value"]
    sums = groups.sum().where(groups.count() == len(statistics)).astype(float)
    table = sums.unstack("building_type").reindex(columns=list(BUILDING_TYPE.values()))
    return table.rename_axis(index=["area", "period"])


def origin(stock: pd.DataFrame) -> pd.DataFrame:
    """Source and vintage of each area and year."""
    first = stock.groupby(["area", "year"])[["source", "vintage"]].first()
    return first.rename_axis(index=["area", "period"])
