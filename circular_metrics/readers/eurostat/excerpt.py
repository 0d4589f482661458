"""An excerpt of a Eurostat table that its carrier laid out with columns of his own."""

from pathlib import Path

import pandas as pd

from circular_metrics.cells import check_periods, long_frame
from circular_metrics.readers import read_delimited

COLUMNS = ("dataset", "geo", "year", "value", "flag", "eurostat_updated")


def read_recycling_rate_excerpt(path: Path) -> pd.DataFrame:
    """The municipal recycling rate (``cei_wm011``) by area and year, in the long frame of text.

    Raises
    ------
    BadInputError
        If a column is missing or a year is none.
    """
    path = Path(path)
    raw = read_delimited(path, COLUMNS)
    check_periods(list(raw["year"].unique()), path.name)
    return long_frame(
        {
            "dataset": pd.Categorical(raw["dataset"]),
            "updated": pd.Categorical(raw["eurostat_updated"]),
            "freq": "A",
            "dimensions": "wst_oper=RCY",
            "unit": "PC",
            "area": pd.Categorical(raw["geo"]),
            "period": pd.Categorical(raw["year"]),
            "value": raw["value"],
            "flag": pd.Categorical(raw["flag"]),
        },
        len(raw),
    )
