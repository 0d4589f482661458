"""Repair, sharing and reuse: what only the city and its partners know, from the city's delivery.

Nothing here is open data and nothing was checked by us: each value has the status ``delivered``.
"""

import pandas as pd

from circular_metrics.model import Indicator

TEMPLATE = "repair"
HANDED_OVER = {
    "nl": "geen interval bekend: door de stad aangeleverd zonder foutmarge",
    "en": "no interval known: handed over by the city without a margin of error",
}
REFERENCE = "The city's own delivery, template repair"
INHABITANTS = "inhabitants"


def added(delivery: pd.DataFrame, measure: str, scope: str) -> pd.DataFrame:
    """A count by area and year: the row without a scope of its own, or else the sum of the scopes.

    Each organisation or provider delivers a row of its own. A sum is a lower bound where one is
    missing; its note says whose figures are in it.
    """
    mine = delivery[delivery["measure"] == measure]
    said = mine["scope"].astype(object).where(mine["scope"].notna(), "").astype(str)
    rows = []
    for (area, year), group in mine.assign(said=said).groupby(["area", "year"]):
        whole = group[group["said"] == ""]
        counted = group if whole.empty else whole
        parts = "sum of " + ", ".join(sorted(group["said"])) if whole.empty else ""
        rows.append((area, year, counted["value"].astype(float).sum(), scope, parts))
    return pd.DataFrame(rows, columns=["area", "period", "value", "scope", "note"])


def per_inhabitant(
    delivery: pd.DataFrame, measure: str, scope: str, factor: float = 1.0
) -> pd.DataFrame:
    """``factor * measure / inhabitants``, for the years of which both were delivered."""
    keys = ["area", "period"]
    people = added(delivery, INHABITANTS, scope)[[*keys, "value"]]
    both = added(delivery, measure, scope).merge(
        people, on=keys, suffixes=("", "_people"), validate="one_to_one"
    )
    inhabitants = both.pop("value_people")
    return both.assign(value=factor * both["value"] / inhabitants.where(inhabitants > 0))


def shared_cars_delivered(delivery: pd.DataFrame) -> pd.DataFrame:
    """Shared cars per thousand inhabitants, both as the city delivered them."""
    return per_inhabitant(delivery, "shared_cars", "shared cars on offer", 1000)


def kringloop_delivered(delivery: pd.DataFrame) -> pd.DataFrame:
    """Kilograms sold by reuse centres per inhabitant, both as the city delivered them."""
    scope = "goods sold by recognised reuse centres"
    return per_inhabitant(delivery, "kringloop_sold_kg", scope)


def _indicator(key: str, code: str, compute, nl: str, en: str, scope: str, **more) -> Indicator:
    """A record of this room."""
    defaults = {"unit": "count", "level": "output", "better": "higher", "decimals": 0}
    return Indicator(
        key=key, code=code, names={"nl": nl, "en": en}, scope=scope, compute=compute, tables=(),
        reference=REFERENCE, no_interval=HANDED_OVER, template=TEMPLATE, **(defaults | more),
    )  # fmt: skip


def cars_per_household(delivery: pd.DataFrame) -> pd.DataFrame:
    """Cars of inhabitants divided by households, as the city delivered it.

    ``passenger cars / households``, 1 August. With and without company cars are two figures: both
    stand, and the one without a scope of its own is preferred, else the first.

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
    Statbel, *Wagenbezit per huishouden*.
    """
    mine = delivery[delivery["measure"] == "cars_per_household"]
    said = mine["scope"].astype(object).where(mine["scope"].notna(), "").astype(str)
    table = pd.DataFrame(
        {"area": mine["area"], "period": mine["year"], "value": mine["value"].astype(float),
         "scope": said}
    ).sort_values(["area", "period", "scope"], ignore_index=True)  # fmt: skip
    words = table["scope"].where(table["scope"] == "", ": " + table["scope"])
    preferred = ~table.duplicated(["area", "period"])
    return table.assign(scope="cars of inhabitants, on 1 August" + words, preferred=preferred)


def libraries_of_things(delivery: pd.DataFrame) -> pd.DataFrame:
    """Places that lend things, open at the end of the year.

    The sum over those who run them, where no total was delivered.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area and year.

    References
    ----------
    The city and its partners.
    """
    return added(delivery, "libraries_of_things", "open at the end of the year")


def library_of_things_loans(delivery: pd.DataFrame) -> pd.DataFrame:
    """Loans of things in a year: one thing lent once is one.

    The sum over those who lend, where no total was delivered. A loan is not a purchase avoided.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area and year.

    References
    ----------
    The city and its partners.
    """
    return added(delivery, "library_of_things_loans", "loans in the year")


def repair_events_held(delivery: pd.DataFrame) -> pd.DataFrame:
    """Repair events held in a year, also those of which nothing is in the open data.

    The sum over those who organise them, where no total was delivered.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area and year.

    References
    ----------
    The city and its partners.
    """
    return added(delivery, "repair_events_held", "repair events held in the year")


def repairs_not_published(delivery: pd.DataFrame) -> pd.DataFrame:
    """Repairs attempted that are not in the open data; to be added to those that are.

    The sum over those who organise them, where no total was delivered.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area and year.

    References
    ----------
    The city and its partners.
    """
    return added(delivery, "repairs_not_published", "repairs attempted outside the open data")


INDICATORS = (
    _indicator(
        "cars_per_household", "H07", cars_per_household, "Personenwagens per huishouden",
        "Cars per household", "cars of inhabitants, on 1 August",
        unit="cars/household", level="outcome", better="lower", decimals=2,
    ),
    _indicator(
        "libraries_of_things", "H09", libraries_of_things, "Uitleenpunten van spullen",
        "Libraries of things", "open at the end of the year",
    ),
    _indicator(
        "library_of_things_loans", "H09", library_of_things_loans, "Uitleningen van spullen",
        "Loans of things", "loans in the year",
    ),
    _indicator(
        "repair_events_held", "H04", repair_events_held, "Gehouden repaircafés",
        "Repair events held", "repair events held in the year", pair="repair_success_rate",
    ),
    _indicator(
        "repairs_not_published", "H04", repairs_not_published,
        "Herstelpogingen buiten de open data", "Repairs attempted outside the open data",
        "repairs attempted outside the open data", pair="repair_success_rate",
    ),
)  # fmt: skip
