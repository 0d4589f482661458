"""Circular building: what stands, how old it is and how much of it is renovated."""

import pandas as pd

from circular_metrics.codelists.construction import BUILDING_TYPE, CONSTRUCTION_YEARS, STATISTIC
from circular_metrics.model import Indicator

BEFORE_1900 = 1890  # where the CE Monitor puts the oldest, open period
OLDEST = 1850  # how far back the interval puts it: an assumption, the period has no first year
COUNTED = {
    "nl": "volledige telling uit administratieve registers (vergunningen, kadaster); "
    "geen interval bekend",
    "en": "full count from administrative registers (permits, cadastre); no interval known",
}


def _totals(stock: pd.DataFrame) -> pd.DataFrame:
    """Each statistic over all types of building, by area and year; missing if one type is."""
    groups = stock.groupby(["area", "year", "statistic"])["value"]
    totals = groups.sum().where(groups.count() == len(BUILDING_TYPE)).astype(float).reset_index()
    wide = totals.pivot_table(index=["area", "year"], columns="statistic", values="value")
    return wide.reindex(columns=list(STATISTIC.values()))


def _observed(stock: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Values by area and year as observations, with the source of each area."""
    origin = stock.groupby(["area", "year"])[["source", "vintage"]].first()
    return values.join(origin, validate="one_to_one").rename_axis(["area", "period"]).reset_index()


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
    totals = _totals(stock)
    buildings = totals[list(CONSTRUCTION_YEARS)]
    dated = buildings.sum(axis=1, skipna=False)
    year = pd.Series(totals.index.get_level_values("year"), index=totals.index)
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
        note=_unknown_note(_year_unknown(totals)),
    )
    return _observed(stock, values)


MEAN_BUILDING_AGE = Indicator(
    key="mean_building_age",
    code="B11",
    names={"nl": "Gemiddelde leeftijd van de gebouwen", "en": "Mean age of the buildings"},
    unit="years",
    level="driver",
    better="neither",
    tables=("building_stock",),
    compute=mean_building_age,
    reference="CE Monitor Vlaanderen, gemiddelde leeftijd van gebouwen; Statbel, gebouwenpark T3",
    scope="all buildings with a known construction year",
)


def _share_built(stock: pd.DataFrame, periods: tuple[str, ...]) -> pd.DataFrame:
    """Buildings of some periods in per cent of all; those of unknown year widen the interval."""
    totals = _totals(stock)
    whole = totals["buildings"].where(totals["buildings"] > 0)
    share = 100 * totals[list(periods)].sum(axis=1, skipna=False) / whole
    unknown = _year_unknown(totals)
    values = pd.DataFrame(
        {
            "value": share,
            "low": share,
            "high": share + unknown,
            "interval": "none or all of the buildings of unknown year",
            "note": _unknown_note(unknown),
        }
    )
    return _observed(stock, values)


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


BUILDINGS_BEFORE_1946_SHARE = Indicator(
    key="buildings_before_1946_share",
    code="",
    names={"nl": "Aandeel gebouwen van vóór 1946", "en": "Share of buildings from before 1946"},
    unit="percent",
    level="driver",
    better="neither",
    tables=("building_stock",),
    compute=buildings_before_1946_share,
    reference="Statbel, kadastrale statistiek van het gebouwenpark, T1 and T3",
    scope="all buildings",
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


BUILDINGS_AFTER_1981_SHARE = Indicator(
    key="buildings_after_1981_share",
    code="",
    names={"nl": "Aandeel gebouwen van na 1981", "en": "Share of buildings from after 1981"},
    unit="percent",
    level="driver",
    better="neither",
    tables=("building_stock",),
    compute=buildings_after_1981_share,
    reference="Statbel, kadastrale statistiek van het gebouwenpark, T1 and T3.7",
    scope="all buildings",
)


def apartment_building_dwellings_share(stock: pd.DataFrame) -> pd.DataFrame:
    """Dwellings in apartment buildings as a share of all dwellings on 1 January, in per cent.

    100 T8(R4) / T8(R1 to R6).

    Parameters
    ----------
    stock : DataFrame
        ``building_stock``.

    Returns
    -------
    DataFrame
        One row per area and year.

    References
    ----------
    Statbel, *Kadastrale statistiek van het gebouwenpark*, T8.
    """
    flats = stock[
        (stock["statistic"] == "dwellings") & (stock["building_type"] == "apartment_building")
    ]
    flats = flats.set_index(["area", "year"])["value"].astype(float)
    dwellings = _totals(stock)["dwellings"]
    share = 100 * flats / dwellings.where(dwellings > 0)
    return _observed(stock, share.to_frame("value"))


APARTMENT_BUILDING_DWELLINGS_SHARE = Indicator(
    key="apartment_building_dwellings_share",
    code="",
    names={
        "nl": "Aandeel woongelegenheden in appartementsgebouwen",
        "en": "Share of dwellings in apartment buildings",
    },
    unit="percent",
    level="driver",
    better="neither",
    tables=("building_stock",),
    compute=apartment_building_dwellings_share,
    reference="Statbel, kadastrale statistiek van het gebouwenpark, T8",
    scope="dwellings in buildings of all types",
    no_interval=COUNTED,
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
    dwellings = _observed(stock, _totals(stock)[["dwellings"]]).rename(columns={"period": "year"})
    both = permits.merge(
        dwellings, on=["area", "year"], suffixes=("", "_stock"), validate="one_to_one"
    )
    renovations = both["residential_renovations"].astype(float)
    return pd.DataFrame(
        {
            "area": both["area"],
            "period": both["year"],
            "value": 1000 * renovations / both["dwellings"].where(both["dwellings"] > 0),
            "is_complete": both["is_complete"],
            "source": both["source"] + ";" + both["source_stock"],
            "vintage": both["vintage"] + ";" + both["vintage_stock"],
        }
    )


RENOVATION_INTENSITY = Indicator(
    key="renovation_intensity",
    code="",
    names={
        "nl": "Renovatievergunningen per 1.000 woongelegenheden",
        "en": "Renovation permits per 1,000 dwellings",
    },
    unit="permits per 1,000 dwellings",
    level="output",
    better="higher",
    tables=("building_permits", "building_stock"),
    compute=renovation_intensity,
    reference="Statbel, bouwvergunningen and kadastrale statistiek van het gebouwenpark",
    scope="residential permits, dwellings in buildings of all types",
    no_interval=COUNTED,
)


INDICATORS = (
    MEAN_BUILDING_AGE,
    BUILDINGS_BEFORE_1946_SHARE,
    BUILDINGS_AFTER_1981_SHARE,
    APARTMENT_BUILDING_DWELLINGS_SHARE,
    RENOVATION_INTENSITY,
)
