"""Repair: how often it works, by two definitions that belong together."""

import pandas as pd

from circular_metrics.codelists.repair import BELGIUM
from circular_metrics.indicators.repair_rates import UNENDED, by_outcome, never_ends
from circular_metrics.model import Indicator
from circular_metrics.observations import WILSON95
from circular_metrics.statistics.proportions import wilson

KEY = ["area", "period"]
REGISTERED = {
    "nl": "geen interval bekend: een telling van wat groepen insturen, en hoeveel herstellingen "
    "ontbreken, is niet bekend",
    "en": "no interval known: a count of what groups send in, and how many repairs are missing is "
    "not known",
}
STANDARD = "Open Repair Alliance, Open Repair Data Standard v0.3, repair_status"
RECORDED = "powered items recorded by groups placed in the area"


def newest_counts(counts: pd.DataFrame) -> pd.DataFrame:
    """``repair_counts`` of the newest vintage of each source, so that no record counts twice."""
    newest = counts.groupby("source")["vintage"].transform("max")
    return counts[counts["vintage"] == newest]


def outcomes(counts: pd.DataFrame) -> pd.DataFrame:
    """Records per area, year and outcome, and what is known of their completeness.

    Parameters
    ----------
    counts : DataFrame
        ``repair_counts``; of several vintages of a source the newest is taken.

    Returns
    -------
    DataFrame
        One row per area (municipality, and ``BE`` for all Belgian records) and year that has
        records: ``fixed``, ``repairable``, ``end_of_life``, ``unknown``, ``is_complete``,
        ``note``, ``source``, ``vintage``. Records without a date are left out.
    """
    newest = newest_counts(counts)
    dated = newest.assign(never_ends=never_ends(newest, ("source", "vintage")))
    dated = dated[dated["month"].notna() & (dated["country"] == BELGIUM)]
    both = pd.concat([dated[dated["area"].notna()], dated.assign(area="BE")])
    both = both.assign(period=both["month"].str[:4].astype("int64"))
    # A status that no record has is counted as none: the records themselves are all here.
    table = by_outcome(both, KEY)
    origin = both[[*KEY, "source", "vintage"]].drop_duplicates().sort_values([*KEY, "source"])
    joined = origin.groupby(KEY, as_index=False)[["source", "vintage"]].agg(";".join)
    table = table.merge(joined, on=KEY, validate="1:1")
    return _with_completeness(table, both)


def _with_completeness(table: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """Mark the years in which an area's records begin or end, and say where they end.

    A year is not complete either if one of its sources was issued before the year was over.
    """
    ends = records.groupby("area", as_index=False).agg(
        first=("month", "min"), last=("month", "max"), release=("vintage", "max")
    )
    issued = records.assign(end=records.groupby("source")["month"].transform("max"))
    issued = issued.groupby(KEY, as_index=False)["end"].min()
    joined = table.merge(ends, on="area", validate="m:1").merge(issued, on=KEY, validate="1:1")
    january = joined["period"].astype("str") + "-01"
    december = joined["period"].astype("str") + "-12"
    begins_late = joined["first"] > january
    ends_early = (joined["last"] < december) | (joined["end"] < december)
    joined["is_complete"] = ~(begins_late | ends_early)
    joined["note"] = "newest record " + joined["last"] + ", newest release " + joined["release"]
    return joined.drop(columns=["first", "last", "release", "end"])


def known_outcomes(table: pd.DataFrame) -> pd.Series:
    """Records of which it is known how they ended."""
    return table["fixed"] + table["repairable"] + table["end_of_life"]


def _percentage(table: pd.DataFrame, part: pd.Series, whole: pd.Series) -> pd.DataFrame:
    """``100 * part / whole`` with its interval, for each area and year that has any."""
    shares = 100 * wilson(part, whole)
    kept = table[[*KEY, "is_complete", "note", "source", "vintage"]]
    return pd.concat([kept, shares], axis="columns").assign(interval=WILSON95)[whole > 0]


def repair_success_rate(repair_counts: pd.DataFrame) -> pd.DataFrame:
    """Share of items with a known outcome that were fixed (definition D1).

    ``100 * fixed / (fixed + repairable + end of life)``, in per cent.

    Parameters
    ----------
    repair_counts : DataFrame
        ``repair_counts``.

    Returns
    -------
    DataFrame
        One row per area and year with a known outcome, with the Wilson 95 % interval. *Repairable*
        counts as not fixed, whatever the reason: see `repair_success_rate_resolved`.

    References
    ----------
    Open Repair Alliance, Open Repair Data Standard v0.3, ``repair_status``; the Open Repair Data.
    """
    table = outcomes(repair_counts)
    return _percentage(table, table["fixed"], known_outcomes(table))


REPAIR_SUCCESS_RATE = Indicator(
    key="repair_success_rate",
    code="H03",
    names={
        "nl": "Herstelgraad van repaircafés (hersteld / gekende afloop)",
        "en": "Repair success rate (fixed / known outcome)",
    },
    unit="percent",
    level="outcome",
    better="higher",
    tables=("repair_counts",),
    compute=repair_success_rate,
    reference=STANDARD,
    scope=RECORDED,
)


def repair_success_rate_resolved(repair_counts: pd.DataFrame) -> pd.DataFrame:
    """Share of items that were either fixed or given up that were fixed (definition D2).

    ``100 * fixed / (fixed + end of life)``, in per cent.

    Parameters
    ----------
    repair_counts : DataFrame
        ``repair_counts``.

    Returns
    -------
    DataFrame
        One row per area and year with a resolved item, with the Wilson 95 % interval. Missing
        where any of the records are of a partner's release that calls nothing at its end of life:
        the rate would be higher whatever happened.

    References
    ----------
    Open Repair Alliance, Open Repair Data Standard v0.3, ``repair_status``; the Open Repair Data.
    """
    table = outcomes(repair_counts)
    rate = _percentage(table, table["fixed"], table["fixed"] + table["end_of_life"])
    never_ended = table[UNENDED].gt(0).reindex(rate.index)
    measures = ["value", "low", "high"]
    rate[measures] = rate[measures].mask(never_ended)
    rate["note"] = rate["note"].where(
        ~never_ended, "no end of life recorded: no rate; " + rate["note"]
    )
    return rate


REPAIR_SUCCESS_RATE_RESOLVED = Indicator(
    key="repair_success_rate_resolved",
    code="H03",
    names={
        "nl": "Herstelgraad van repaircafés (hersteld / hersteld of einde levensduur)",
        "en": "Repair success rate (fixed / fixed or end of life)",
    },
    unit="percent",
    level="outcome",
    better="higher",
    tables=("repair_counts",),
    compute=repair_success_rate_resolved,
    reference=STANDARD,
    scope=RECORDED,
)


def end_of_life_share(repair_counts: pd.DataFrame) -> pd.DataFrame:
    """Share of items with a known outcome that were at the end of their life.

    ``100 * end of life / (fixed + repairable + end of life)``, in per cent.

    Parameters
    ----------
    repair_counts : DataFrame
        ``repair_counts``.

    Returns
    -------
    DataFrame
        One row per area and year with a known outcome, with the Wilson 95 % interval.

    References
    ----------
    Open Repair Alliance, Open Repair Data Standard v0.3, ``repair_status``; the Open Repair Data.
    """
    table = outcomes(repair_counts)
    return _percentage(table, table["end_of_life"], known_outcomes(table))


END_OF_LIFE_SHARE = Indicator(
    key="end_of_life_share",
    code="",
    names={
        "nl": "Aandeel toestellen aan het einde van hun levensduur",
        "en": "Share of items at the end of their life",
    },
    unit="percent",
    level="outcome",
    better="lower",
    tables=("repair_counts",),
    compute=end_of_life_share,
    reference=STANDARD,
    scope=RECORDED,
)


def repair_unknown_share(repair_counts: pd.DataFrame) -> pd.DataFrame:
    """Share of items of which nobody wrote down how the repair ended.

    ``100 * unknown / all records``, in per cent: how far the success rate can be trusted.

    Parameters
    ----------
    repair_counts : DataFrame
        ``repair_counts``.

    Returns
    -------
    DataFrame
        One row per area and year with records, with the Wilson 95 % interval.

    References
    ----------
    Open Repair Alliance, Open Repair Data Standard v0.3, ``repair_status``; the Open Repair Data.
    """
    table = outcomes(repair_counts)
    return _percentage(table, table["unknown"], known_outcomes(table) + table["unknown"])


REPAIR_UNKNOWN_SHARE = Indicator(
    key="repair_unknown_share",
    code="",
    names={
        "nl": "Aandeel herstellingen met onbekende afloop",
        "en": "Share of repairs with an unknown outcome",
    },
    unit="percent",
    level="activity",
    better="lower",
    tables=("repair_counts",),
    compute=repair_unknown_share,
    reference=STANDARD,
    scope=RECORDED,
)


INDICATORS = (
    REPAIR_SUCCESS_RATE,
    REPAIR_SUCCESS_RATE_RESOLVED,
    END_OF_LIFE_SHARE,
    REPAIR_UNKNOWN_SHARE,
)
