"""Small measurements that several rules share: which way a series goes, its newest value."""

import pandas as pd

from circular_metrics import assess
from circular_metrics.guard.record import Case
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import Indicator

EFFECTS = ("outcome", "impact")
EFFORTS = ("input", "activity", "output")
GOOD = {"higher": 1, "lower": -1, "neither": 0}


def indicator_of(case: Case, key: str) -> Indicator | None:
    """The indicator of that key, whether or not the objective lists it."""
    mine = {i.key: i for i in case.indicators}
    return mine.get(key) or INDICATORS.get(key)


def direction(case: Case, key: str, area: str) -> int | None:
    """+1 where a series rises beyond chance, -1 where it falls, 0 where neither is clear.

    Tested with five points or more since the last break; between two and four the sign of the
    change from first to last. ``None`` where there are not even two.
    """
    indicator = indicator_of(case, key)
    rows = case.everything((area,))
    rows = rows[(rows["indicator"] == key) & rows["is_complete"]]
    if indicator is None or rows["period"].nunique() < 2 or rows["period"].duplicated().any():
        return None
    found = assess.trend(rows, indicator, case.breaks)
    if found.verdict == "interrupted":
        return None
    if found.verdict == "not_enough_data":
        values = rows.sort_values("period")["value"]
        change = values.iloc[-1] - values.iloc[0]
        return int(change > 0) - int(change < 0)
    signs = {"rising": 1, "falling": -1, "no_clear_trend": 0}
    if found.verdict in signs:
        return signs[found.verdict]
    return GOOD[indicator.better] * (1 if found.verdict == "improving" else -1)


def improves(case: Case, key: str, area: str) -> bool:
    """Whether a series goes the good way."""
    indicator, way = indicator_of(case, key), direction(case, key, area)
    return (
        way is not None and way != 0 and indicator is not None and (way == GOOD[indicator.better])
    )


def newest(case: Case, key: str, areas: tuple[str, ...]) -> pd.Series | None:
    """The newest complete preferred value of an indicator, measured or claimed."""
    rows = case.everything(areas)
    rows = rows[(rows["indicator"] == key) & rows["is_complete"]]
    return None if rows.empty else rows.loc[rows["period"].idxmax()]


def levels(case: Case) -> dict[str, str]:
    """Key → level of the results chain, of the objective's indicators."""
    return {i.key: i.level for i in case.indicators}
