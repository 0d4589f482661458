"""Circular building: how old what stands is."""

import pandas as pd

from circular_metrics.codelists.construction import CONSTRUCTION_YEARS
from circular_metrics.indicators.building.stock import FROM_STOCK, observed, totals
from circular_metrics.model import indicator

BEFORE_1900 = 1890  # where the CE Monitor puts the oldest, open period
OLDEST = 1850  # how far back the interval puts it: an assumption, the period has no first year


def _year_unknown(totals: pd.DataFrame) -> pd.Series:
    """The share of buildings of which the cadastre does not know the year, in per cent."""
    return 100 * totals["built_year_unknown"] / totals["buildings"].where(totals["buildings"] > 0)


def _unknown_note(unknown: pd.Series) -> pd.Series:
    """That share in words."""
    said = unknown.map("construction year unknown for {:.2f} % of the buildings".format)
    return said.where(unknown.notna(), "")


def mean_building_age(stock: pd.DataFrame) -> pd.DataFrame:
    """Mean age of the buildings on 1 January, in years, from construction periods.

    Sum over the periods of n (t - m), divided by the sum of n: n buildings of the period, t the
    year of the count, m the middle of the period's first and last year. The oldest period
    (before 1900) is put at 1890, as the CE Monitor does; the newest ends in t. Buildings whose
    year is unknown are left out. ``low`` and ``high`` put every building at the last and at the
    first year of its period, and the oldest period between 1850 and 1899.

    Parameters
    ----------
    stock : DataFrame
        ``building_stock``.

    Returns
    -------
    DataFrame
        One row per area and year, modelled, with an interval; missing if a period or a type is.

    References
    ----------
    CE Monitor Vlaanderen, *Gemiddelde leeftijd van gebouwen*; Statbel, *Kadastrale statistiek
    van het gebouwenpark*, T3.
    """
    counted = totals(stock)
    buildings = counted[list(CONSTRUCTION_YEARS)]
    dated = buildings.sum(axis=1, skipna=False)
    year = pd.Series(counted.index.get_level_values("year"), index=counted.index)
    ages = {"value": 0.0, "low": 0.0, "high": 0.0}
    for period, (first, last) in CONSTRUCTION_YEARS.items():
        share = buildings[period] / dated.where(dated > 0)
        first, end = OLDEST if first is None else first, year if last is None else last
        middle = BEFORE_1900 if first == OLDEST else (first + end) / 2
        ages["value"] += share * (year - middle)
        ages["low"] += share * (year - end)
        ages["high"] += share * (year - first)
    values = pd.DataFrame(ages).assign(
        interval="every building at the last or at the first year of its period",
        status="modelled",
        note=_unknown_note(_year_unknown(counted)),
    )
    return observed(stock, values)


MEAN_BUILDING_AGE = indicator(
    mean_building_age,
    "Gemiddelde leeftijd van de gebouwen",
    "Mean age of the buildings",
    code="B11",
    unit="years",
    level="driver",
    better="neither",
    reference="CE Monitor Vlaanderen, gemiddelde leeftijd van gebouwen; Statbel, gebouwenpark T3",
    scope="all buildings with a known construction year",
    **FROM_STOCK,
)


def _share_built(stock: pd.DataFrame, periods: tuple[str, ...]) -> pd.DataFrame:
    """Buildings of some periods in per cent of all; those of unknown year widen the interval."""
    counted = totals(stock)
    whole = counted["buildings"].where(counted["buildings"] > 0)
    share = 100 * counted[list(periods)].sum(axis=1, skipna=False) / whole
    unknown = _year_unknown(counted)
    values = pd.DataFrame(
        {
            "value": share,
            "low": share,
            "high": share + unknown,
            "interval": "none or all of the buildings of unknown year",
            "note": _unknown_note(unknown),
        }
    )
    return observed(stock, values)


def buildings_before_1946_share(stock: pd.DataFrame) -> pd.DataFrame:
    """Buildings completed before 1946 as a share of all buildings on 1 January, in per cent.

    100 (T3.1 + T3.2 + T3.3) / T1. ``high`` takes the buildings of unknown year to be that old.

    Parameters
    ----------
    stock : DataFrame
        ``building_stock``.

    Returns
    -------
    DataFrame
        One row per area and year, with an interval.

    References
    ----------
    Statbel, *Kadastrale statistiek van het gebouwenpark*, T1 and T3.
    """
    return _share_built(stock, ("built_before_1900", "built_1900_1918", "built_1919_1945"))


BUILDINGS_BEFORE_1946_SHARE = indicator(
    buildings_before_1946_share,
    "Aandeel gebouwen van vóór 1946",
    "Share of buildings from before 1946",
    unit="percent",
    level="driver",
    better="neither",
    reference="Statbel, kadastrale statistiek van het gebouwenpark, T1 and T3",
    scope="all buildings",
    **FROM_STOCK,
)


def buildings_after_1981_share(stock: pd.DataFrame) -> pd.DataFrame:
    """Buildings completed after 1981 as a share of all buildings on 1 January, in per cent.

    100 T3.7 / T1, the share that Statbel itself publishes. ``high`` takes the buildings of
    unknown year to be that new.

    Parameters
    ----------
    stock : DataFrame
        ``building_stock``.

    Returns
    -------
    DataFrame
        One row per area and year, with an interval.

    References
    ----------
    Statbel, *Kadastrale statistiek van het gebouwenpark*, T1 and T3.7.
    """
    return _share_built(stock, ("built_after_1981",))


BUILDINGS_AFTER_1981_SHARE = indicator(
    buildings_after_1981_share,
    "Aandeel gebouwen van na 1981",
    "Share of buildings from after 1981",
    unit="percent",
    level="driver",
    better="neither",
    reference="Statbel, kadastrale statistiek van het gebouwenpark, T1 and T3.7",
    scope="all buildings",
    **FROM_STOCK,
)


INDICATORS = (
    MEAN_BUILDING_AGE,
    BUILDINGS_BEFORE_1946_SHARE,
    BUILDINGS_AFTER_1981_SHARE,
)
