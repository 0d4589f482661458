"""How much of the results chain is measured for the city itself."""

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from circular_metrics.assess.record import Evidence
from circular_metrics.model import LEVELS, MEASURED, Indicator


def evidence(
    observations: pd.DataFrame, indicators: Iterable[Indicator], areas: Collection[str]
) -> Evidence:
    """How much of the results chain is measured for the city itself.

    Parameters
    ----------
    observations : DataFrame
        In the shape OBSERVATIONS.
    indicators : iterable of Indicator
        Those of one objective.
    areas : collection of str
        The city's own codes; figures of a region or a service area do not count.

    Returns
    -------
    Evidence
        Counts per level: measured, and modelled, planned or claimed only. An indicator is
        counted once.
    """
    mine = observations[observations["area"].isin(list(areas)) & observations["value"].notna()]
    with_any = set(mine["indicator"])
    with_measured = set(mine.loc[mine["status"].isin(MEASURED), "indicator"])
    listed = list(indicators)
    return Evidence(
        measured=_per_level(listed, with_measured),
        unmeasured=_per_level(listed, with_any - with_measured),
        absent=tuple(i.key for i in listed if i.key not in with_any),
    )


def _per_level(indicators: Iterable[Indicator], keys: Collection[str]) -> Mapping[str, int]:
    """How many of the indicators with these keys stand at each level."""
    return {level: sum(i.level == level and i.key in keys for i in indicators) for level in LEVELS}
