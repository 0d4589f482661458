"""Circular building: the forms in which people live."""

import pandas as pd

from circular_metrics.indicators.building.stock import COUNTED_STOCK, observed, totals
from circular_metrics.model import indicator


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
    dwellings = totals(stock)["dwellings"]
    share = 100 * flats / dwellings.where(dwellings > 0)
    return observed(stock, share.to_frame("value"))


APARTMENT_BUILDING_DWELLINGS_SHARE = indicator(
    apartment_building_dwellings_share,
    "Aandeel woongelegenheden in appartementsgebouwen",
    "Share of dwellings in apartment buildings",
    unit="percent",
    level="driver",
    better="neither",
    reference="Statbel, kadastrale statistiek van het gebouwenpark, T8",
    scope="dwellings in buildings of all types",
    **COUNTED_STOCK,
)


def _form_share(stock: pd.DataFrame, form: str) -> pd.DataFrame:
    """Buildings of one form in per cent of all buildings."""
    mine = stock[(stock["statistic"] == "buildings") & (stock["building_type"] == form)]
    part = mine.set_index(["area", "year"])["value"].astype(float)
    whole = totals(stock)["buildings"]
    return observed(stock, (100 * part / whole.where(whole > 0)).to_frame("value"))


def terraced_house_share(stock: pd.DataFrame) -> pd.DataFrame:
    """Terraced houses in per cent of all buildings on 1 January: 100 T1(R1) / T1(R1 to R6).

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
    Statbel, *Kadastrale statistiek van het gebouwenpark*, T1.
    """
    return _form_share(stock, "terraced_house")


TERRACED_HOUSE_SHARE = indicator(
    terraced_house_share,
    "Aandeel gesloten bebouwing in de gebouwen",
    "Share of terraced houses in all buildings",
    unit="percent",
    level="driver",
    better="neither",
    reference="Statbel, kadastrale statistiek van het gebouwenpark, T1 of R1",
    scope="all buildings",
    **COUNTED_STOCK,
)


def semi_detached_house_share(stock: pd.DataFrame) -> pd.DataFrame:
    """Semi-detached houses in per cent of all buildings on 1 January: 100 T1(R2) / T1(R1 to R6).

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
    Statbel, *Kadastrale statistiek van het gebouwenpark*, T1.
    """
    return _form_share(stock, "semi_detached_house")


SEMI_DETACHED_HOUSE_SHARE = indicator(
    semi_detached_house_share,
    "Aandeel halfopen bebouwing in de gebouwen",
    "Share of semi-detached houses in all buildings",
    unit="percent",
    level="driver",
    better="neither",
    reference="Statbel, kadastrale statistiek van het gebouwenpark, T1 of R2",
    scope="all buildings",
    **COUNTED_STOCK,
)


def detached_house_share(stock: pd.DataFrame) -> pd.DataFrame:
    """Detached houses in per cent of all buildings on 1 January: 100 T1(R3) / T1(R1 to R6).

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
    Statbel, *Kadastrale statistiek van het gebouwenpark*, T1.
    """
    return _form_share(stock, "detached_house")


DETACHED_HOUSE_SHARE = indicator(
    detached_house_share,
    "Aandeel open bebouwing in de gebouwen",
    "Share of detached houses in all buildings",
    unit="percent",
    level="driver",
    better="neither",
    reference="Statbel, kadastrale statistiek van het gebouwenpark, T1 of R3",
    scope="all buildings",
    **COUNTED_STOCK,
)


def apartment_building_share(stock: pd.DataFrame) -> pd.DataFrame:
    """Apartment buildings in per cent of all buildings on 1 January: 100 T1(R4) / T1(R1 to R6).

    Parameters
    ----------
    stock : DataFrame
        ``building_stock``.

    Returns
    -------
    DataFrame
        One row per area and year. Few buildings may hold most dwellings: read it with
        ``apartment_building_dwellings_share``.

    References
    ----------
    Statbel, *Kadastrale statistiek van het gebouwenpark*, T1.
    """
    return _form_share(stock, "apartment_building")


APARTMENT_BUILDING_SHARE = indicator(
    apartment_building_share,
    "Aandeel appartementsgebouwen in de gebouwen",
    "Share of apartment buildings in all buildings",
    unit="percent",
    level="driver",
    better="neither",
    reference="Statbel, kadastrale statistiek van het gebouwenpark, T1 of R4",
    scope="all buildings",
    **COUNTED_STOCK,
)


def dwellings_per_building(stock: pd.DataFrame) -> pd.DataFrame:
    """Dwellings per building on 1 January, over all types: T8 / T1.

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
    Statbel, *Kadastrale statistiek van het gebouwenpark*, T1 and T8.
    """
    all_types = totals(stock)
    ratio = all_types["dwellings"] / all_types["buildings"].where(all_types["buildings"] > 0)
    return observed(stock, ratio.to_frame("value"))


DWELLINGS_PER_BUILDING = indicator(
    dwellings_per_building,
    "Woongelegenheden per gebouw",
    "Dwellings per building",
    unit="dwellings/building",
    level="driver",
    better="neither",
    reference="Statbel, kadastrale statistiek van het gebouwenpark, T1 and T8",
    scope="all buildings",
    decimals=2,
    **COUNTED_STOCK,
)


INDICATORS = (
    APARTMENT_BUILDING_DWELLINGS_SHARE,
    TERRACED_HOUSE_SHARE,
    SEMI_DETACHED_HOUSE_SHARE,
    DETACHED_HOUSE_SHARE,
    APARTMENT_BUILDING_SHARE,
    DWELLINGS_PER_BUILDING,
)
