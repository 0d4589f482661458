"""Circular building: what permits are, and how a count of them becomes an observation.

A permit is a promise. None of the measures on permits says that a building was finished, or that
less material was used; the counts behind a share always stand beside it.
"""

import pandas as pd

LAST_BEFORE_BREAK = 2017
FLANDERS = "02000"
BREAK_NOTE = (
    "series break after 2017: the digital permit desk (Omgevingsloket) changed what is counted"
)
COUNTED = {
    "nl": "geen interval bekend: "
    "volledige telling van de vergunningen uit een administratief register",
    "en": "no interval known: full count of permits from an administrative register",
}
FROM_PERMITS = {"tables": ("building_permits",), "no_interval": COUNTED}
STATBEL = "Statbel, bouwvergunningen"
YEARS = 5


def observed(
    permits: pd.DataFrame, value: pd.Series, since: pd.Series | None = None
) -> pd.DataFrame:
    """Observations of one value for each row of the permits, the break in Flanders noted.

    ``since`` is the first year that went into the value, where that is not the row's own.
    """
    broken = (permits["region"] == FLANDERS) | (permits["area"] == "BE")
    broken &= (permits["year"] if since is None else since) <= LAST_BEFORE_BREAK
    return pd.DataFrame(
        {
            "area": permits["area"],
            "period": permits["year"],
            "value": value.astype(float),
            "is_complete": permits["is_complete"],
            "source": permits["source"],
            "vintage": permits["vintage"],
            "note": broken.map({True: BREAK_NOTE, False: ""}),
        }
    ).reset_index(drop=True)


def share(part: pd.Series, other: pd.Series) -> pd.Series:
    """``part`` in per cent of both together; missing where either is, or where both are zero."""
    whole = part + other
    return 100 * part / whole.where(whole > 0)


def five_years(permits: pd.DataFrame, columns: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Complete years, and the sums of some columns over each and the four before it.

    A sum is missing until there are five complete years in a row, each with a value.
    """
    whole = permits[permits["is_complete"]].sort_values(["area", "year"])
    values = whole[columns].astype(float)
    areas = values.groupby(whole["area"])
    sums = sum(areas.shift(back) for back in range(YEARS))
    in_a_row = whole.groupby("area")["year"].shift(YEARS - 1) == whole["year"] - (YEARS - 1)
    return whole, sums.where(in_a_row)
