"""How many repairs are tried, as far as groups send in their records."""

import pandas as pd

from circular_metrics.indicators.repair import (
    KEY,
    RECORDED,
    REGISTERED,
    STANDARD,
    known_outcomes,
    outcomes,
)
from circular_metrics.model import Indicator


def repairs_attempted(repair_counts: pd.DataFrame) -> pd.DataFrame:
    """Number of items brought for repair that a group recorded, whatever came of it.

    Parameters
    ----------
    repair_counts : DataFrame
        ``repair_counts``.

    Returns
    -------
    DataFrame
        One row per area and year with records. A year without records has no row: whether
        nothing was repaired or nothing was sent in is not known.

    References
    ----------
    Open Repair Alliance, Open Repair Data Standard v0.3; the Open Repair Data.
    """
    table = outcomes(repair_counts)
    brought = (known_outcomes(table) + table["unknown"]).astype(float)
    return table[[*KEY, "is_complete", "note", "source", "vintage"]].assign(value=brought)


REPAIRS_ATTEMPTED = Indicator(
    key="repairs_attempted",
    code="H04",
    names={
        "nl": "Geregistreerde herstelpogingen in repaircafés",
        "en": "Repairs attempted, as recorded by repair cafés",
    },
    unit="records",
    level="output",
    better="higher",
    tables=("repair_counts",),
    compute=repairs_attempted,
    reference=STANDARD,
    scope=RECORDED,
    no_interval=REGISTERED,
    pair="repair_success_rate",
    decimals=0,
)


def repairs_attempted_per_1000_inhabitants(
    repair_counts: pd.DataFrame, population: pd.DataFrame
) -> pd.DataFrame:
    """Recorded repairs per thousand inhabitants.

    ``1000 * records / inhabitants of the same area and year``.

    Parameters
    ----------
    repair_counts : DataFrame
        ``repair_counts``.
    population : DataFrame
        ``population``, on 1 January.

    Returns
    -------
    DataFrame
        One row per area and year with records and a known population; other years are gaps.

    References
    ----------
    Open Repair Alliance, Open Repair Data Standard v0.3; Statbel, *Bevolking per gemeente*.
    """
    newest = population.sort_values("vintage").drop_duplicates(["area", "year"], keep="last")
    newest = newest[["area", "year", "population", "source", "vintage"]].rename(
        columns={"year": "period", "source": "counted_by", "vintage": "counted_in"}
    )
    rate = repairs_attempted(repair_counts).merge(newest, on=KEY, validate="1:1")
    rate["value"] = 1000 * rate["value"] / rate["population"].astype(float)
    rate["source"] = rate["source"] + ";" + rate.pop("counted_by").astype("str")
    rate["vintage"] = rate["vintage"] + ";" + rate.pop("counted_in").astype("str")
    return rate.drop(columns="population")


REPAIRS_ATTEMPTED_PER_1000_INHABITANTS = Indicator(
    key="repairs_attempted_per_1000_inhabitants",
    code="H04",
    names={
        "nl": "Geregistreerde herstelpogingen per 1.000 inwoners",
        "en": "Repairs attempted per 1,000 inhabitants, as recorded",
    },
    unit="per 1000 inhabitants",
    level="output",
    better="higher",
    tables=("repair_counts", "population"),
    compute=repairs_attempted_per_1000_inhabitants,
    reference=STANDARD,
    scope=RECORDED,
    no_interval=REGISTERED,
    pair="repair_success_rate",
)


INDICATORS = (REPAIRS_ATTEMPTED, REPAIRS_ATTEMPTED_PER_1000_INHABITANTS)
