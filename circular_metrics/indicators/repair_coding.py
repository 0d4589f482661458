"""Which comparisons of repair rates are sound, and a sentence for each that is not."""

from collections.abc import Sequence

import pandas as pd

from circular_metrics.codelists.repair_coding import (
    NEW_CATEGORIES,
    NEW_CATEGORIES_FROM,
    THEIR_FORMER,
    codings,
    recodings,
)

USES = {"d1": ("status",), "d2": ("status",), "barrier": ("barrier",), "category": ()}


def coding_register(events: pd.DataFrame) -> pd.DataFrame:
    """Each partner's release: how many records of each outcome, and what its codes mean.

    Parameters
    ----------
    events : DataFrame
        ``repair_events``.

    Returns
    -------
    DataFrame
        One row per ``provider`` and ``release``: ``records``; the share of each status;
        ``barrier_given`` and ``age_given``, shares of the records that could have them;
        ``newest``, the newest record's date; ``meanings``, ``unusable`` and ``never_filled`` in
        words, a semicolon between.
    """
    rows = []
    for (provider, release), mine in events.groupby(["provider", "release"], dropna=False):
        records = int(mine["records"].sum())
        of_status = mine.groupby("status")["records"].sum()
        shares = {s: of_status.get(s, 0) / records if records else float("nan") for s in STATUSES}
        ended = mine[mine["status"] == "end_of_life"]
        known = codings(str(provider), str(release))
        unusable = {m: reason for c in known for m, reason in c.unusable.items()}
        if not of_status.get("end_of_life", 0):
            unusable.setdefault("d2", "no end of life is recorded")
        empty = {field for c in known for field in c.never_filled}
        if mine["product_age"].isna().all():
            empty.add("product_age")
        rows.append(
            {
                "provider": provider,
                "release": release,
                "records": records,
                **shares,
                "barrier_given": _given(ended, "barrier"),
                "age_given": _given(mine, "product_age"),
                "newest": mine["event_date"].max(),
                "meanings": _words({s: w for c in known for s, w in c.meanings.items()}),
                "unusable": _words(unusable),
                "never_filled": tuple(sorted(field.replace("_", " ") for field in empty)),
            }
        )
    return pd.DataFrame(rows)


STATUSES = ("fixed", "repairable", "end_of_life", "unknown")


def _given(records: pd.DataFrame, column: str) -> float:
    """Share of the records that have a value."""
    weight = records["records"]
    return weight[records[column].notna()].sum() / weight.sum() if len(records) else float("nan")


def _words(sayings: dict[str, str]) -> str:
    """``key: words`` with a semicolon between."""
    return "; ".join(f"{key}: {words}" for key, words in sayings.items())


def why_not_compare(
    measure: str, first: tuple[str, str], second: tuple[str, str], ends: tuple[int, int] = (1, 1)
) -> list[str]:
    """Why one measure of two partners' releases must not be compared; empty if it may.

    Parameters
    ----------
    measure : str
        ``d1``, ``d2``, ``barrier``, ``age`` or ``event_days``.
    first, second : (provider, release)
        Whose figures they are.
    ends : (int, int)
        How many items of each are coded as at their end of life.
    """
    sentences = []
    for (provider, release), ended in zip((first, second), ends, strict=True):
        reasons = [c.unusable[measure] for c in codings(provider, release) if measure in c.unusable]
        if measure == "d2" and not ended:
            reasons = reasons or ["no end of life is recorded"]
        sentences += [
            f"{measure} of {provider}, release {release}, cannot be used: {reason}"
            for reason in reasons
        ]
    if first[0] != second[0]:
        sentences += _other_meanings(measure, first, second)
        return sentences
    older, newer = sorted((first[1], second[1]))
    for column in USES.get(measure, ()):
        sentences += [
            f"{measure} of {first[0]} cannot be compared over release {change.release}: "
            f"{change.reason}"
            for change in recodings(first[0], column, older, newer)
        ]
    return sentences


def _other_meanings(measure: str, first: tuple[str, str], second: tuple[str, str]) -> list[str]:
    """Where two partners mean different things by a status that the measure counts."""
    counts = {"d1": ("fixed", "repairable", "end_of_life"), "d2": ("fixed", "end_of_life")}
    meanings = [
        {s: w for c in codings(*case) for s, w in c.meanings.items()} for case in (first, second)
    ]
    differing = [
        status
        for status in counts.get(measure, ())
        if meanings[0].get(status) != meanings[1].get(status)
    ]
    return [
        f"{measure} of {first[0]} and {second[0]} count different things as {status}: "
        + " against ".join(f"'{m.get(status, 'as the standard says')}'" for m in meanings)
        for status in differing
    ]


def why_no_trend(
    measure: str, provider: str, releases: Sequence[str], category: str | None = None
) -> list[str]:
    """Why a measure must not be followed over several releases, or a category over the years."""
    older, newer = min(releases), max(releases)
    sentences = []
    if older != newer:
        sentences = why_not_compare(measure, (provider, older), (provider, newer))
    if category in (*NEW_CATEGORIES, *THEIR_FORMER) and older < NEW_CATEGORIES_FROM <= newer:
        (change,) = recodings(provider, "product_category", "2020-08", NEW_CATEGORIES_FROM)
        sentences.append(
            f"{category} cannot be followed over {NEW_CATEGORIES_FROM}: {change.reason}"
        )
    return sentences


def age_coverage(events: pd.DataFrame) -> pd.DataFrame:
    """Outcomes of records with and without an age, because the one is no sample of the other.

    Returns
    -------
    DataFrame
        One row per ``provider``, ``release`` and ``has_age`` with the counts of each status.
    """
    table = events.assign(has_age=events["product_age"].notna())
    keys = ["provider", "release", "has_age"]
    wide = table.groupby([*keys, "status"])["records"].sum().unstack("status", fill_value=0)
    return (
        wide.reindex(columns=list(STATUSES), fill_value=0).reset_index().rename_axis(columns=None)
    )


def age_caution(given: int, records: int) -> str:
    """The sentence that goes before any statistic of records with an age."""
    share = 100 * given / records if records else 0.0
    return (
        f"an age is given for {given} of {records} records ({share:.0f} %); those with an age are "
        "no sample of all, since who asks for it also records outcomes differently"
    )
