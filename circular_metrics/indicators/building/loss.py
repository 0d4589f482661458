"""Circular building: old houses lost between two counts."""

import pandas as pd

from circular_metrics.indicators.building.stock import FROM_STOCK, HOUSES, OLD, observed
from circular_metrics.model import indicator


def old_houses_lost(stock: pd.DataFrame) -> pd.DataFrame:
    """Houses from before 1982 that went each year between two counts, in per cent.

    100 (1 - (n2 / n1) ^ (1 / (t2 - t1))), n the houses of R1 to R3 in the periods before 1982, of
    each count and the one before it. ``low`` and ``high`` are the lowest and the highest of the
    three forms. Net of changes of type, so a lower bound on change and no count of demolitions;
    apartment buildings are left out, since reclassification makes old ones more.

    Parameters
    ----------
    stock : DataFrame
        ``building_stock``, with two or more counts.

    Returns
    -------
    DataFrame
        One row per area and count that has one before it; none with a single count.

    References
    ----------
    Statbel, *Kadastrale statistiek van het gebouwenpark*, T3.1 to T3.6, of both counts.
    """
    old = stock[stock["statistic"].isin(OLD) & stock["building_type"].isin(HOUSES)]
    keys = ["area", "year", "building_type"]
    groups = old.groupby(keys)["value"]
    counts = groups.sum().where(groups.count() == len(OLD)).astype(float).unstack("building_type")
    counts = counts.reindex(columns=list(HOUSES))
    counts["all"] = counts.sum(axis=1, skipna=False)
    years = counts.index.to_frame()["year"]
    gap = years.groupby(level="area").diff()
    before = counts.groupby(level="area").shift(1)
    loss = 100 * (1 - (counts / before.where(before > 0)).pow(1 / gap, axis=0))
    loss = loss[gap.notna()]
    forms = loss[list(HOUSES)]
    values = pd.DataFrame(
        {
            "value": loss["all"],
            "low": forms.min(axis=1, skipna=False),
            "high": forms.max(axis=1, skipna=False),
            "interval": "lowest to highest of the three forms of house",
            "note": "between the count of " + (years - gap)[gap.notna()].astype(int).astype(str)
            + " and this one",
        }
    )  # fmt: skip
    return observed(stock, values)


OLD_HOUSES_LOST = indicator(
    old_houses_lost,
    "Verlies van woningen van vóór 1982 per jaar",
    "Loss of houses from before 1982, a year",
    unit="percent a year",
    level="outcome",
    better="lower",
    reference="Statbel, kadastrale statistiek van het gebouwenpark, two counts",
    scope="houses R1 to R3 from before 1982, net of changes of type",
    decimals=3,
    **FROM_STOCK,
)


INDICATORS = (OLD_HOUSES_LOST,)
