"""Several files at once: no record twice, and what the releases say differently of one record."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from circular_metrics.clean.repair.besides import LINE, set_aside, without
from circular_metrics.clean.repair.events import clean_events
from circular_metrics.clean.repair.origin import group_key
from circular_metrics.clean.repair.releases import matched
from circular_metrics.errors import each
from circular_metrics.model import Cleaned, Kind
from circular_metrics.readers.ords import read_ords

KEY = ["provider", "release", "id"]


def clean_several(files: Sequence[tuple[str, pd.DataFrame]]) -> list[Cleaned]:
    """Repair events of several files, each record once.

    Parameters
    ----------
    files : sequence of (name, raw frame)
        In the order in which their rows are to stand.

    Returns
    -------
    list of Cleaned
        As `settle` gives them.

    Raises
    ------
    UnknownLabelError
        With the unknown labels of all files at once.
    """
    return settle(files, each(lambda file: clean_events(file[1], file[0]), files))


def settle(files: Sequence[tuple[str, pd.DataFrame]], cleaned: Sequence[Cleaned]) -> list[Cleaned]:
    """What `clean_events` made of each of several files, settled in sight of the others.

    Parameters
    ----------
    files : sequence of (name, raw frame)
        In the order in which their rows are to stand.
    cleaned : sequence of Cleaned
        One for each file.

    Returns
    -------
    list of Cleaned
        One for each file. A record that an earlier file of the same release holds too is set
        aside. The log counts ids and barriers that differ between releases (I2, B4) and groups
        that two providers report (G4).
    """
    if len(files) < 2:
        return list(cleaned)
    providers = _providers(cleaned)
    if _share_a_release(cleaned, providers):
        cleaned = _each_once(files, cleaned)
        providers = _providers(cleaned)
    return _with_counts(files, cleaned, providers)


def _providers(cleaned: Sequence[Cleaned]) -> list[set[str]]:
    """Who gave the records of each file, ``""`` where that is not said."""
    return [set(account.table["provider"].fillna("").unique()) for account in cleaned]


def _each_once(
    files: Sequence[tuple[str, pd.DataFrame]], cleaned: Sequence[Cleaned]
) -> list[Cleaned]:
    """Set aside the records that an earlier file of the same release holds."""
    seen: dict[tuple, str] = {}
    hashes: set[tuple] = set()
    result = []
    for (name, raw), account in zip(files, cleaned, strict=True):
        table = account.table
        whole = _fingerprints(raw)
        prints = whole[np.isin(raw[LINE].to_numpy(), table[LINE].to_numpy())]
        keys = list(zip(*(table[column] for column in KEY), strict=True))
        turns = pd.Series(prints).groupby(prints).cumcount()
        reasons: dict[int, str] = {}
        fresh: dict[tuple, str] = {}
        marked = zip(keys, prints, turns, table[LINE], strict=True)
        for row, (key, mark, turn, line) in enumerate(marked):
            where = f"line {line} of {name}"
            if pd.isna(key[2]):  # told by its cells, and which of those that have the same it is
                key = (*key[:2], mark, turn)
            if key in seen and (key, mark) in hashes:
                reasons[row] = f"it repeats {seen[key]} in every cell"
            elif key in seen and key[1]:
                reasons[row] = f"its id also belongs to a different record ({seen[key]})"
            else:
                fresh.setdefault(key, where)
                hashes.add((key, mark))
        seen |= fresh
        result.append(_without(raw, name, account, reasons))
    return result


def _share_a_release(cleaned: Sequence[Cleaned], providers: Sequence[set[str]]) -> bool:
    """Whether two files hold records of one provider and release."""
    kinds = [
        (provider, account.table["release"].iloc[0])
        for account, names in zip(cleaned, providers, strict=True)
        for provider in names
    ]
    return len(kinds) > len(set(kinds))


def _fingerprints(raw: pd.DataFrame) -> np.ndarray:
    """A hash for each row's cells, whatever the order of its columns."""
    names = sorted(column for column in raw if column != LINE)
    return pd.util.hash_pandas_object(raw[names].fillna(""), index=False).to_numpy()


def _without(raw: pd.DataFrame, name: str, account: Cleaned, reasons: dict[int, str]) -> Cleaned:
    """The account with the rows that have a reason moved to the quarantine."""
    if not reasons:
        return account
    lines = account.table[LINE].iloc[list(reasons)]
    rows = pd.Index(raw[LINE]).get_indexer(lines)
    all_reasons = dict(zip(rows.tolist(), reasons.values(), strict=True))
    quarantine = pd.concat(
        [account.quarantine, set_aside(raw, name, all_reasons)], ignore_index=True
    )
    log = account.log.copy()
    log.loc[log["rule"] == "I1", "rows"] += len(reasons)
    return Cleaned(
        account.table[without(reasons, len(account.table))].reset_index(drop=True), log, quarantine
    )


def _with_counts(
    files: Sequence[tuple[str, pd.DataFrame]],
    cleaned: Sequence[Cleaned],
    providers: Sequence[set[str]],
) -> list[Cleaned]:
    """The logs with the counts that only several files together give."""
    tables = [account.table for account in cleaned]
    pairs = _pairs(tables, providers)
    ids = _reused_ids(tables, pairs)
    barriers = _recoded_barriers(files, tables, pairs)
    groups = _groups_of_two(tables, providers)
    result = []
    for place, account in enumerate(cleaned):
        counts = {"I2": ids[place], "B4": barriers[place], "G4": groups[place]}
        if not any(counts.values()):
            result.append(account)
            continue
        rows = [
            counts.get(rule, before)
            for rule, before in zip(account.log["rule"], account.log["rows"], strict=True)
        ]
        log = account.log.assign(rows=rows)
        result.append(Cleaned(account.table, log, account.quarantine))
    return result


def _pairs(tables: Sequence[pd.DataFrame], providers: Sequence[set[str]]) -> list[tuple[int, int]]:
    """Each file with the provider's next later release among the files."""
    kinds = [
        ("+".join(sorted(names - {""})), str(table["release"].iloc[0])) if names else ("", "")
        for table, names in zip(tables, providers, strict=True)
    ]
    pairs = []
    for place, (provider, release) in enumerate(kinds):
        later = [(r, k) for k, (p, r) in enumerate(kinds) if p == provider and r > release]
        if release and later:
            pairs.append((place, min(later)[1]))
    return pairs


def _reused_ids(tables: Sequence[pd.DataFrame], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """How many ids of each file the next release gives to another record."""
    counts = [0] * len(tables)
    content = ["country", "group", "event_date", "product_category"]
    for old, new in pairs:
        key = ["provider", "id"]
        both = (
            tables[old][[*key, *content]]
            .dropna(subset=["id"])
            .merge(
                tables[new][[*key, *content]].dropna(subset=["id"]),
                on=key,
                validate="1:1",
                suffixes=("", "_new"),
            )
        )
        other = pd.concat(
            [both[c].fillna("") != both[f"{c}_new"].fillna("") for c in content], axis=1
        )
        counts[old] = int(other.any(axis=1).sum())
    return counts


def _recoded_barriers(
    files: Sequence, tables: Sequence[pd.DataFrame], pairs: Sequence[tuple[int, int]]
) -> list[int]:
    """How many records of each file have another barrier in the next release."""
    counts = [0] * len(tables)
    for old, new in pairs:
        same = matched(files[old][1], files[new][1])
        before = tables[old].set_index(LINE)["barrier"].reindex(same["line_old"]).fillna("")
        after = tables[new].set_index(LINE)["barrier"].reindex(same["line_new"]).fillna("")
        counts[old] = int((before.to_numpy() != after.to_numpy()).sum())
    return counts


def _groups_of_two(tables: Sequence[pd.DataFrame], providers: Sequence[set[str]]) -> list[int]:
    """How many records of each file are of a group that another provider reports too."""
    names = [{group_key(g) for g in t["group"].unique() if isinstance(g, str)} for t in tables]
    if not any(a & b for i, a in enumerate(names) for b in names[i + 1 :]) and all(
        len(several) < 2 for several in providers
    ):
        return [0] * len(tables)
    columns = pd.concat(
        [t[["provider", "group"]].drop_duplicates() for t in tables], ignore_index=True
    ).dropna()
    columns = columns[~columns["group"].str.fullmatch(r"\d+")].drop_duplicates()
    key = columns["group"].map(group_key)
    several = columns[columns["provider"].groupby(key).transform("nunique") > 1]
    if several.empty:
        return [0] * len(tables)
    names = pd.MultiIndex.from_frame(several)
    both = [pd.MultiIndex.from_frame(t[["provider", "group"]]) for t in tables]
    return [int(pairs.isin(names).sum()) for pairs in both]


ORDS = Kind(
    key="ords",
    title="Open Repair Data of one partner, versions 0.1, 0.2.1 and 0.3, CSV or JSON",
    output="repair_events",
    read=read_ords,
    clean=clean_events,
    settle=settle,
)
