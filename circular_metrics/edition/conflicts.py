"""The conflict register: where sources disagree, by how much, why, and which is preferred."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.codelists.conflicts import CONTESTED, PARTS
from circular_metrics.indicators import INDICATORS
from circular_metrics.show import Grid
from circular_metrics.units import unit
from circular_metrics.wording import NONE, number, quantity, say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

KEY = ["indicator", "area", "period"]
UNION = "EU27_2020"


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
    known = known[known.groupby(KEY)["value"].transform("nunique") > 1]
    rows = []
    for key, group in known.groupby(KEY, sort=True):
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


def contested_claims(claims: pd.DataFrame, carried: Collection[str]) -> pd.DataFrame:
    """Every measure on which pages contradict each other and which no indicator carries.

    Figures of one year that differ do; of a measure that is declared to answer one question
    (``codelists.conflicts``), those of all years, where several pages speak.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.
    carried : collection of str
        The claims that stand among the observations: what differs there is found there.

    Returns
    -------
    DataFrame
        ``measure``, ``area``, ``period`` (in words, empty where no page says the year), ``low``,
        ``high``, ``unit``, ``difference_percent`` of the lower value, ``stated`` (each figure
        once, in the order of years), ``preferred`` value (missing where none is),
        ``preferred_source``, ``kind``: ``rounding``, ``scope`` or ``claims``.
    """
    left = claims[~claims["measure"].isin(PARTS)]
    across = {measure for measure, about in CONTESTED.items() if about.across_years}
    spans = left["measure"].isin(across)
    same_year = left[~spans].groupby(["measure", "area", "period"], dropna=False)
    rows = [
        _claimed(group)
        for _, group in same_year
        if differ(group["value"]) and not set(group["claim"]) <= set(carried)
    ]
    rows += [
        _claimed(group)
        for _, group in left[spans].groupby(["measure", "area"])
        if differ(group["value"]) and differ(group["address"])
    ]
    columns = ["measure", "area", "period", "low", "high", "unit", "difference_percent", "stated"]
    columns += ["preferred", "preferred_source", "kind"]
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values(columns[:3], ignore_index=True)


def differ(values: pd.Series) -> bool:
    """Whether there is more than one value."""
    return len(set(values)) > 1


def _claimed(group: pd.DataFrame) -> dict:
    """One line of ``contested_claims``."""
    measure, years = group["measure"].iloc[0], group["period"].dropna()
    low, high = group["value"].min(), group["value"].max()
    is_declared = measure in CONTESTED and CONTESTED[measure].preferred in set(group["claim"])
    chosen = group["claim"] == CONTESTED[measure].preferred if is_declared else group["preferred"]
    preferred = group[chosen]
    is_one = not differ(preferred["value"])
    return {
        "measure": measure,
        "area": group["area"].iloc[0],
        "period": "–".join(dict.fromkeys(str(y) for y in (years.min(), years.max())))
        if len(years)
        else "",
        "low": low,
        "high": high,
        "unit": group["unit"].iloc[0],
        "difference_percent": 100 * (high - low) / low if low > 0 else float("nan"),
        "stated": tuple(dict.fromkeys(group.sort_values(["period", "value"])["value"])),
        "preferred": preferred["value"].iloc[0] if is_one else float("nan"),
        "preferred_source": ";".join(sorted(preferred["claim"])) if is_one else "",
        "kind": _claimed_kind(group),
    }


def _claimed_kind(group: pd.DataFrame) -> str:
    """``rounding`` where the figures with fewer decimals are the others rounded."""
    if differ(group["scope"]):
        return "scope"
    decimals = min(decimals_of(value) for value in group["value"])
    return "claims" if differ(group["value"].round(decimals)) else "rounding"


def decimals_of(value: float) -> int:
    """The digits behind the decimal point with which a figure is stated.

    >>> decimals_of(15.9), decimals_of(16.0)
    (1, 0)
    """
    return 0 if value == int(value) else len(repr(float(value)).partition(".")[2])


WHY = {
    "scope": "the sources count different things under one name",
    "claims": "statements on pages contradict each other",
    "vintage": "a later issue of the same source revised it",
    "rounding": "one of them is rounded",
    "sources": "not known",
}
BOTH = "none: shown side by side"
REASON = {"vintage": "the newest issue", "scope": "different definitions"}


SHOWN = {
    "name": "indicator",
    "place": "place",
    "period": "period",
    "values": "values",
    "difference": "difference",
    "why": "why",
    "preferred": "preferred",
    "reason": "for the reason",
}


def conflict_register(edition: "Edition") -> Grid:
    """The register in words: a line for each indicator or measure, place and period."""
    language = edition.language
    heads = {key: say(word, language) for key, word in SHOWN.items()}
    table = register(edition)
    percents = [NONE if pd.isna(d) else f"{number(d, language, 1)} %" for d in table["difference"]]
    shown = table.assign(difference=percents)[list(SHOWN)].rename(columns=heads)
    caption = say("Where sources disagree", language)
    return Grid(shown, caption, [heads["values"], heads["difference"]])


def register(edition: "Edition") -> pd.DataFrame:
    """Every disagreement of an edition, in the words of its language and in numbers.

    Returns
    -------
    DataFrame
        The keys of ``SHOWN``, of which ``difference`` is in per cent of the lower value, and
        ``low``, ``high``, ``unit`` in words and ``preferred_value``, missing where none is.
    """
    columns = [*SHOWN, "low", "high", "unit", "preferred_value"]
    return pd.DataFrame([*_observed_lines(edition), *_claimed_lines(edition)], columns=columns)


def _line(edition: "Edition", found: tuple, why: str, reason: str | None) -> dict[str, object]:
    """What every line has, whether an indicator carries it or a page alone."""
    language = edition.language
    return {
        "place": edition.names.get(found.area, found.area),
        "period": str(found.period) or NONE,
        "difference": found.difference_percent,
        "why": say(why, language),
        "reason": say(reason, language) if reason else NONE,
        "low": found.low,
        "high": found.high,
        "unit": unit(found.unit).label(language),
        "preferred_value": found.preferred,
    }


def _observed_lines(edition: "Edition") -> list[dict[str, object]]:
    """Where observations of one indicator disagree."""
    language, reasons = edition.language, _reasons(edition)
    lines = []
    for found in disagreeing(edition.observations).itertuples():
        indicator = INDICATORS[found.indicator]
        digits = indicator.decimals
        stated = next((reasons[s] for s in found.preferred_source.split(";") if s in reasons), None)
        low = number(found.low, language, digits)
        high, preferred = (
            quantity(value, found.unit, language, digits) for value in (found.high, found.preferred)
        )
        lines.append(
            _line(edition, found, WHY[found.kind], stated or REASON.get(found.kind))
            | {
                "name": indicator.names[language],
                "values": f"{low} – {high}",
                "preferred": say(BOTH, language) if pd.isna(found.preferred) else preferred,
                "low": round(found.low, digits),
                "high": round(found.high, digits),
                "preferred_value": round(found.preferred, digits),
            }
        )
    return lines


def _claimed_lines(edition: "Edition") -> list[dict[str, object]]:
    """Where pages disagree on what no indicator carries, for the city and what it is part of."""
    language, reasons, claims = edition.language, _reasons(edition), edition.table("claims")
    places = {edition.city.area, *edition.city.codes, *edition.city.context, UNION}
    carried = {part for source in edition.observations["source"] for part in source.split(";")}
    lines = []
    for found in contested_claims(claims[claims["area"].isin(places)], carried).itertuples():
        about = CONTESTED[found.measure]
        reason = about.reason or reasons.get(found.preferred_source) or REASON.get(found.kind)
        lines.append(
            _line(edition, found, about.why or WHY[found.kind], reason)
            | {
                "name": say(about.name, language),
                "values": _as_stated(found.stated, found.unit, language),
                "preferred": _as_stated((found.preferred,), found.unit, language),
            }
        )
    return lines


def _reasons(edition: "Edition") -> dict[str, str]:
    """Claim → why it is preferred, where several pages state the figure."""
    return edition.table("claims").set_index("claim")["reason"].dropna().to_dict()


def _as_stated(values: tuple[float, ...], unit_key: str, language: str) -> str:
    """Figures with the digits their pages gave them; words where there is none."""
    if all(pd.isna(value) for value in values):
        return say(BOTH, language)
    words = " / ".join(number(value, language, decimals_of(value)) for value in values)
    return words if unit_key == "count" else f"{words}\u00a0{unit(unit_key).label(language)}"
