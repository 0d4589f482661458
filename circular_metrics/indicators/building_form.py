"""Circular building: the forms in which people live, and old houses lost between two counts."""

import pandas as pd

from circular_metrics.indicators.building_material import HOUSES, OLD
from circular_metrics.indicators.building_stock import COUNTED, _observed, _totals
from circular_metrics.model import Indicator

FORMS = {
    "terraced_house": ("gesloten bebouwing", "terraced houses", "R1"),
    "semi_detached_house": ("halfopen bebouwing", "semi-detached houses", "R2"),
    "detached_house": ("open bebouwing", "detached houses", "R3"),
    "apartment_building": ("appartementsgebouwen", "apartment buildings", "R4"),
}


def _form_share(stock: pd.DataFrame, form: str) -> pd.DataFrame:
    """Buildings of one form in per cent of all buildings."""
    mine = stock[(stock["statistic"] == "buildings") & (stock["building_type"] == form)]
    part = mine.set_index(["area", "year"])["value"].astype(float)
    whole = _totals(stock)["buildings"]
    return _observed(stock, (100 * part / whole.where(whole > 0)).to_frame("value"))


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
    totals = _totals(stock)
    ratio = totals["dwellings"] / totals["buildings"].where(totals["buildings"] > 0)
    return _observed(stock, ratio.to_frame("value"))


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
    return _observed(stock, values)


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
    buildings = _observed(stock, _totals(stock)[["buildings"]]).rename(columns={"period": "year"})
    both = permits.merge(
        buildings, on=["area", "year"], suffixes=("", "_stock"), validate="one_to_one"
    )
    whole = both["buildings"].where(both["buildings"] > 0)
    return pd.DataFrame(
        {
            "area": both["area"],
            "period": both["year"],
            "value": 1000 * both["residential_renovations"].astype(float) / whole,
            "is_complete": both["is_complete"],
            "source": both["source"] + ";" + both["source_stock"],
            "vintage": both["vintage"] + ";" + both["vintage_stock"],
        }
    )


def _share(form: str, compute) -> Indicator:
    """The record of one form's share."""
    nl, en, code = FORMS[form]
    return Indicator(
        key=f"{form}_share",
        code="",
        names={"nl": f"Aandeel {nl} in de gebouwen", "en": f"Share of {en} in all buildings"},
        unit="percent",
        level="driver",
        better="neither",
        tables=("building_stock",),
        compute=compute,
        reference=f"Statbel, kadastrale statistiek van het gebouwenpark, T1 of {code}",
        scope="all buildings",
        no_interval=COUNTED,
    )


TERRACED_HOUSE_SHARE = _share("terraced_house", terraced_house_share)
SEMI_DETACHED_HOUSE_SHARE = _share("semi_detached_house", semi_detached_house_share)
DETACHED_HOUSE_SHARE = _share("detached_house", detached_house_share)
APARTMENT_BUILDING_SHARE = _share("apartment_building", apartment_building_share)

DWELLINGS_PER_BUILDING = Indicator(
    key="dwellings_per_building",
    code="",
    names={"nl": "Woongelegenheden per gebouw", "en": "Dwellings per building"},
    unit="dwellings/building",
    level="driver",
    better="neither",
    tables=("building_stock",),
    compute=dwellings_per_building,
    reference="Statbel, kadastrale statistiek van het gebouwenpark, T1 and T8",
    scope="all buildings",
    no_interval=COUNTED,
    decimals=2,
)

OLD_HOUSES_LOST = Indicator(
    key="old_houses_lost",
    code="",
    names={
        "nl": "Verlies van woningen van vóór 1982 per jaar",
        "en": "Loss of houses from before 1982, a year",
    },
    unit="percent a year",
    level="outcome",
    better="lower",
    tables=("building_stock",),
    compute=old_houses_lost,
    reference="Statbel, kadastrale statistiek van het gebouwenpark, two counts",
    scope="houses R1 to R3 from before 1982, net of changes of type",
    decimals=3,
)

RENOVATION_INTENSITY_BUILDINGS = Indicator(
    key="renovation_intensity_buildings",
    code="",
    names={
        "nl": "Renovatievergunningen per 1.000 gebouwen",
        "en": "Renovation permits per 1,000 buildings",
    },
    unit="permits per 1,000 buildings",
    level="output",
    better="higher",
    tables=("building_permits", "building_stock"),
    compute=renovation_intensity_buildings,
    reference="Statbel, bouwvergunningen and kadastrale statistiek van het gebouwenpark",
    scope="residential permits, buildings of all types",
    no_interval=COUNTED,
)


INDICATORS = (
    TERRACED_HOUSE_SHARE,
    SEMI_DETACHED_HOUSE_SHARE,
    DETACHED_HOUSE_SHARE,
    APARTMENT_BUILDING_SHARE,
    DWELLINGS_PER_BUILDING,
    OLD_HOUSES_LOST,
    RENOVATION_INTENSITY_BUILDINGS,
)
