"""The conflict register: where sources disagree, by how much, why, and which is preferred."""

from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.indicators import INDICATORS
from circular_metrics.show import Grid
from circular_metrics.wording import NONE, dutch, number, quantity, say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

KEY = ["indicator", "area", "period"]


def disagreeing(observations: pd.DataFrame) -> pd.DataFrame:
    """Every indicator, area and period with more than one value.

    Parameters
    ----------
    observations : DataFrame
        In the shape OBSERVATIONS.

    Returns
    -------
    DataFrame
        ``indicator``, ``area``, ``period``, ``low``, ``high``, ``difference_percent`` of the lower
        value, ``preferred`` value (missing where several scopes are preferred side by side),
        ``values``, ``scopes``, ``vintages`` and ``sources`` (counts), ``kind``: ``scope`` where
        the definitions differ, ``vintage`` where one publisher revised, ``claims`` where
        statements contradict, else ``sources``.
    """
    known = observations[observations["value"].notna()]
    rows = []
    for key, group in known.groupby(KEY, sort=True):
        if group["value"].nunique() < 2:
            continue
        low, high = group["value"].min(), group["value"].max()
        decimals = INDICATORS[key[0]].decimals
        if round(low, decimals) == round(high, decimals):
            continue  # they differ in digits that are not claimed
        preferred = group.loc[group["preferred"], "value"].unique()
        rows.append(
            dict(zip(KEY, key, strict=True))
            | {
                "low": low,
                "high": high,
                "unit": group["unit"].iloc[0],
                "difference_percent": 100 * (high - low) / low if low > 0 else float("nan"),
                "preferred": preferred[0] if len(preferred) == 1 else float("nan"),
                "preferred_source": ";".join(
                    sorted(set(group.loc[group["preferred"], "source"].astype(str)))
                ),
                "values": group["value"].nunique(),
                "scopes": group["scope"].nunique(),
                "vintages": group["vintage"].nunique(),
                "sources": group["source"].nunique(),
                "kind": _kind(group),
            }
        )
    columns = [*KEY, "low", "high", "unit", "difference_percent", "preferred", "preferred_source"]
    columns += ["values", "scopes", "vintages", "sources", "kind"]
    return pd.DataFrame(rows, columns=columns)


def _kind(group: pd.DataFrame) -> str:
    """Why the values of one indicator, area and period may differ."""
    if len(set(group["scope"])) > 1:
        return "scope"
    if (group["status"] == "claimed").any():
        return "claims"
    return "vintage" if len(set(group["vintage"])) > 1 else "sources"


WHY = {
    "scope": "the sources count different things under one name",
    "claims": "statements on pages contradict each other",
    "vintage": "a later issue of the same source revised it",
    "sources": "not known",
}


def conflict_register(edition: "Edition") -> Grid:
    """The register in words: one line for each indicator, place and period."""
    language = edition.language
    claims = edition.table("claims").set_index("claim")["reason"]
    rows = []
    for found in disagreeing(edition.observations).itertuples():
        indicator = INDICATORS[found.indicator]
        reason = [claims.get(s) for s in found.preferred_source.split(";")]
        stated = next((r for r in reason if isinstance(r, str)), None)
        if stated and (language == "en" or stated in dutch()):
            stated = say(stated, language)
        both = pd.isna(found.preferred)
        rows.append(
            {
                say("indicator", language): indicator.names[language],
                say("place", language): edition.names.get(found.area, found.area),
                say("period", language): str(found.period),
                say("values", language): f"{number(found.low, language, indicator.decimals)} – "
                f"{quantity(found.high, found.unit, language, indicator.decimals)}",
                say("difference", language): NONE
                if pd.isna(found.difference_percent)
                else f"{number(found.difference_percent, language, 1)} %",
                say("why", language): say(WHY[found.kind], language),
                say("preferred", language): say("none: shown side by side", language)
                if both
                else quantity(found.preferred, found.unit, language, indicator.decimals),
                say("for the reason", language): stated
                or say(
                    "the newest issue" if found.kind == "vintage" else "different definitions",
                    language,
                )
                if found.kind in ("vintage", "scope") or stated
                else NONE,
            }
        )
    caption = say("Where sources disagree", language)
    numeric = [say("values", language), say("difference", language)]
    return Grid(pd.DataFrame(rows), caption, numeric)
