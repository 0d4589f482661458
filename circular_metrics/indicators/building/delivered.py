"""Circular building: what only the city and its partners know, from the city's own delivery.

Nothing here is open data and nothing was checked by us: each value has the status ``delivered``.
"""

import pandas as pd

TEMPLATE = "building"
HANDED_OVER = {
    "nl": "geen interval bekend: door de stad aangeleverd zonder foutmarge",
    "en": "no interval known: handed over by the city without a margin of error",
}
REFERENCE = "The city's own delivery, template building"
HANDED = {"tables": (), "template": TEMPLATE, "reference": REFERENCE, "no_interval": HANDED_OVER}


def amounts(delivery: pd.DataFrame, measure: str) -> pd.DataFrame:
    """One measure by area, year and scope: the total, or else the sum of what it is split into.

    A sum of parts is a lower bound where parts are missing; its note says which parts are in it.
    The figure without a scope of its own is preferred, else the first.
    """
    mine = delivery[delivery["measure"] == measure].astype({"scope": object, "value": float})
    mine["scope"] = mine["scope"].where(mine["scope"].notna(), "").astype(str)
    rows = []
    for (area, year, scope), group in mine.groupby(["area", "year", "scope"]):
        whole = group[group["detail"] == "all"]
        counted = group if whole.empty else whole
        parts = "sum of " + ", ".join(sorted(group["detail"])) if whole.empty else ""
        rows.append((area, year, counted["value"].sum(), scope, parts))
    table = pd.DataFrame(rows, columns=["area", "period", "value", "scope", "note"])
    return table.assign(preferred=~table.duplicated(["area", "period"]))


def amount(delivery: pd.DataFrame, measure: str, scope: str) -> pd.DataFrame:
    """A measure as observations; the city's own words stand behind the scope."""
    table = amounts(delivery, measure)
    words = table["scope"].where(table["scope"] == "", ": " + table["scope"])
    return table.assign(scope=scope + words)


def share(delivery: pd.DataFrame, part: str, whole: str, scope: str) -> pd.DataFrame:
    """100 part / whole for the years and scopes that were delivered for both."""
    both = amounts(delivery, part).merge(
        amounts(delivery, whole), on=["area", "period", "scope"], suffixes=("", "_whole"),
        validate="one_to_one",
    )  # fmt: skip
    words = both["scope"].where(both["scope"] == "", ": " + both["scope"])
    divisor = both["value_whole"].where(both["value_whole"] > 0)
    columns = ["area", "period", "note"]
    return both[columns].assign(
        value=100 * both["value"] / divisor,
        scope=scope + words,
        preferred=~both.duplicated(["area", "period"]),
    )


def projects(delivery: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The mean of the projects of a year, between the lowest and the highest of them."""
    mine = delivery[delivery["measure"] == measure]
    groups = mine.groupby(["area", "year"])["value"]
    table = groups.agg(value="mean", low="min", high="max", n="count").reset_index()
    return table.rename(columns={"year": "period"}).assign(
        interval="lowest to highest of the projects delivered",
        note=table["n"].map("{} projects".format),
    )[["area", "period", "value", "low", "high", "interval", "note"]]
