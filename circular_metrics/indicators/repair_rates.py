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
UNENDED, UNTOLD = "without_end_of_life", "perhaps_given_up"  # see `by_outcome`
HIDDEN = (UNENDED, UNTOLD)
GROUPINGS = {
    "group": ("group", "provider"),  # two partners may have a group of one name
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
    }
    table = events[["status", "records"]].assign(
        **{name: columns[name] for name in by},
        never_ends=never_ends(events, ("provider", "release")),
    )
    return by_outcome(table, by)


def never_ends(records: pd.DataFrame, release: Sequence[str]) -> pd.Series:
    """Which records are of a partner's release in which nothing is at its end of life.

    A record that names no partner is judged by all records of its release.
    """
    ended = records["records"].where(records["status"] == "end_of_life", 0)
    partner, *rest = (records[name] for name in release)
    theirs = ended.groupby([partner, *rest], dropna=False).transform("sum")
    all_of_it = ended.groupby(rest, dropna=False).transform("sum")
    return theirs.where(partner.notna(), all_of_it) == 0


def by_outcome(records: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Records by outcome, for every combination of ``by`` that has any.

    Returns
    -------
    DataFrame
        ``by``, a column for each status, and, where ``records`` has a column ``never_ends``,
        ``without_end_of_life``: records of releases that call nothing at its end of life; and
        ``perhaps_given_up``: those of them that were not fixed.
    """
    keys, table = (list(by), records) if by else (["all"], records.assign(all=0))
    columns = list(STATUSES)
    if "never_ends" in table:
        silent = table[table["never_ends"]]
        untold = silent[silent["status"] != "fixed"]
        table = pd.concat([table, silent.assign(status=UNENDED), untold.assign(status=UNTOLD)])
        columns += HIDDEN
    wide = table.groupby([*keys, "status"], dropna=False, observed=True)["records"].sum()
    wide = wide.unstack("status", fill_value=0).reindex(columns=columns, fill_value=0)
    if not by:
        return wide.reindex([0], fill_value=0).reset_index(drop=True).rename_axis(columns=None)
    return wide.astype("int64").reset_index().rename_axis(columns=None)


def success_rates(counts: pd.DataFrame) -> pd.DataFrame:
    """How often a repair works, by five definitions that belong together.

    ``d1 = fixed / (fixed + repairable + end of life)``; ``d2 = fixed / (fixed + end of life)``;
    ``d3 = fixed / n`` and ``d4 = (fixed + unknown) / n``, between which the truth lies whatever
    the unknown ones were; ``d5 = (n - end of life) / n``. All are fractions.

    Parameters
    ----------
    counts : DataFrame
        As `by_outcome` gives them: a column for each status, and any others.

    Returns
    -------
    DataFrame
        The other columns, then ``n``, the statuses, ``d1`` to ``d5``, and for d1 and d2 the Wilson
        95 % interval. A rate without a denominator is missing, and so is d2 where any of the
        records are of a partner's release that calls nothing at its end of life: it would count
        what was given up in one part only. Where ``counts`` does not say of which releases its
        rows are, each is taken for a whole one.

    References
    ----------
    Open Repair Alliance, Open Repair Data Standard v0.3, ``repair_status``. E. B. Wilson (1927).
    """
    fixed, repairable, ended, unknown = (counts[status] for status in STATUSES)
    n = fixed + repairable + ended + unknown
    first = wilson(fixed, fixed + repairable + ended)
    knows = counts[UNENDED] == 0 if UNENDED in counts else ended > 0
    second = wilson(fixed, fixed + ended).where(knows)
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
    others = counts.drop(columns=[*STATUSES, *HIDDEN], errors="ignore")
    return pd.concat([others, rates], axis="columns")


def why_no_d2(counts: pd.DataFrame) -> list[str]:
    """Why d2 is missing, in a sentence for each reason, and between what it lies if it is mixed.

    Had every record that was not fixed, of the releases that call nothing at its end of life, been
    given up, d2 would be lowest; had none been, highest.
    """
    fixed, ended = counts["fixed"], counts["end_of_life"]
    n = counts[list(STATUSES)].sum(axis="columns")
    silent, rows = counts[UNENDED], len(counts)
    whole, mixed = (silent == n) & (n > 0), (silent > 0) & (silent < n)
    unresolved = (silent == 0) & (fixed + ended == 0)
    sentences = []
    if whole.any():
        sentences.append(
            f"d2 is not given for {int(whole.sum())} of {rows} rows: no end of life is recorded in "
            "their partners' releases, so that it would be 1 whatever happened"
        )
    for place in counts.index[mixed]:
        low = fixed[place] / (fixed[place] + ended[place] + counts[UNTOLD][place])
        high = fixed[place] / (fixed[place] + ended[place])
        label = ", ".join(str(counts[c][place]) for c in counts if c not in (*STATUSES, *HIDDEN))
        sentences.append(
            f"d2 is not given for {label or 'all records'}: {silent[place]} of {n[place]} records "
            f"are of releases without end of life; it lies between {low:.3f} and {high:.3f}"
        )
    if unresolved.any():
        sentences.append(
            f"d2 is not given for {int(unresolved.sum())} of {rows} rows: nothing was either fixed "
            "or at its end of life"
        )
    return sentences


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
