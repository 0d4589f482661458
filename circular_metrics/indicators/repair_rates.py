"""Repair success by five definitions, side by side, for whatever the records are grouped by."""

from collections.abc import Sequence

import pandas as pd

from circular_metrics.statistics.proportions import wilson

STATUSES = ("fixed", "repairable", "end_of_life", "unknown")
MEASURES = (
    "n",
    *STATUSES,
    "d1",
    "d1_low",
    "d1_high",
    "d2",
    "d2_low",
    "d2_high",
    "d3",
    "d4",
    "d5",
)
GROUPINGS = {
    "group": ("provider", "group"),
    "year": ("year",),
    "category": ("category",),
    "country": ("country",),
}


def counted(events: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Records by outcome: ``by``, then a column for each status, in the order of ``by``.

    A row of counts (of unpowered items) weighs as many records as it stands for.
    """
    columns = {
        "provider": events["provider"],
        "group": events["group"],
        "country": events["country"],
        "category": events["product_category"],
        "year": pd.to_numeric(events["event_date"].str[:4]).astype("Int64"),
        "status": events["status"],
        "records": events["records"],
    }
    wanted = [*by, "status", "records"]
    table = pd.DataFrame({name: columns[name] for name in wanted})
    if not by:
        sums = table.groupby("status")["records"].sum()
        return sums.reindex(list(STATUSES), fill_value=0).to_frame().T.reset_index(drop=True)
    wide = table.groupby([*by, "status"], dropna=False, observed=True)["records"].sum()
    wide = wide.unstack("status", fill_value=0).reindex(columns=list(STATUSES), fill_value=0)
    return wide.astype("int64").reset_index().rename_axis(columns=None)


def success_rates(counts: pd.DataFrame) -> pd.DataFrame:
    """How often a repair works, by five definitions that belong together.

    ``d1 = fixed / (fixed + repairable + end of life)``; ``d2 = fixed / (fixed + end of life)``;
    ``d3 = fixed / n`` and ``d4 = (fixed + unknown) / n``, between which the truth lies whatever
    the unknown ones were; ``d5 = (n - end of life) / n``. All are fractions.

    Parameters
    ----------
    counts : DataFrame
        A column for each status, and any others.

    Returns
    -------
    DataFrame
        The other columns, then ``n``, the statuses, ``d1`` to ``d5``, and for d1 and d2 the Wilson
        95 % interval. A rate without a denominator is missing, and so is d2 where no end of life
        was recorded: it would be 1 whatever happened.

    References
    ----------
    Open Repair Alliance, Open Repair Data Standard v0.3, ``repair_status``. E. B. Wilson (1927).
    """
    fixed, repairable, ended, unknown = (counts[status] for status in STATUSES)
    n = fixed + repairable + ended + unknown
    first = wilson(fixed, fixed + repairable + ended)
    second = wilson(fixed, fixed + ended).where(ended > 0)
    whole = n.astype(float).where(n > 0)
    rates = pd.DataFrame(
        {
            "n": n,
            **{status: counts[status] for status in STATUSES},
            **_named(first, "d1"),
            **_named(second, "d2"),
            "d3": fixed / whole,
            "d4": (fixed + unknown) / whole,
            "d5": (n - ended) / whole,
        }
    )
    return pd.concat([counts.drop(columns=list(STATUSES)), rates], axis="columns")


def _named(share: pd.DataFrame, name: str) -> dict[str, pd.Series]:
    """A share and its interval under the names of a definition."""
    return {name: share["value"], f"{name}_low": share["low"], f"{name}_high": share["high"]}


def newest_releases(events: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The records of each partner's newest release, and a sentence for each that is left out.

    A release is the partner's whole record again, so that two of them together count twice.
    """
    newest = events.groupby("provider", dropna=False)["release"].transform("max")
    older = events[events["release"] != newest]
    dropped = older.groupby(["provider", "release"], dropna=False)["records"].sum()
    sentences = [
        f"{provider}: release {release or 'without a name'} ({records} records) is left out, since "
        f"a newer one is given and repeats its records"
        for (provider, release), records in dropped.items()
    ]
    return events[events["release"] == newest].reset_index(drop=True), sentences
