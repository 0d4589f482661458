"""When an item was brought: what dates can be read, how exact they are, which are suspect."""

import re

import numpy as np
import pandas as pd

from circular_metrics.clean.repair.columns import Column, together
from circular_metrics.clean.repair.rules import Finding
from circular_metrics.codelists.repair_coding import ENTRY_DATES

FIRST_REPAIR_CAFE = pd.Timestamp("2009-01-01")  # the first one opened in October of that year
BUSY_DAY, TIMES_BUSIER, MONTHS_RUNNING = 50, 3, 3
RELEASE = re.compile(r"(?<!\d)(20\d{2})-?(0[1-9]|1[0-2])(?!\d)")


def release_of(name: str) -> str:
    """The release that a file's name states, as ``2025-07``; ``""`` if it states none."""
    found = RELEASE.findall(name)
    return "-".join(found[-1]) if found else ""


def clean_dates(
    columns: dict[str, Column], release: str
) -> tuple[pd.DataFrame, np.ndarray, list[Finding]]:
    """Event dates as ISO text and how exact they are; the year of each; what was found."""
    column = columns["event_date"]
    texts = pd.Series(column.stripped, dtype="str")
    months = texts.str.fullmatch(r"\d{4}-\d{2}").astype(bool)
    days = texts.where(~months, texts + "-01").str.replace(r"[T ].*$", "", regex=True)
    written = days.str.fullmatch(r"\d{4}-\d{2}-\d{2}").astype(bool)
    # What is coerced to nothing here is counted under D1 as unreadable.
    dates = pd.to_datetime(days.where(written), format="%Y-%m-%d", errors="coerce")
    good = dates.where(dates >= FIRST_REPAIR_CAFE)
    provider, group = columns["data_provider"], columns["group_identifier"]
    by_month = column.rows(months & good.notna()) | _only_first_days(provider, column, good)
    end = pd.Timestamp(f"{release}-01") + pd.offsets.MonthEnd(0) if release else pd.Timestamp.max
    precision = np.where(by_month, "month", "day").astype(object)
    precision[~column.rows(good.notna())] = None
    table = pd.DataFrame(
        {
            "event_date": column.texts(good.dt.strftime("%Y-%m-%d").astype("str")),
            "date_precision": pd.Series(precision, dtype="str"),
        }
    )
    return (
        table,
        column.numbers(good.dt.year),
        [
            Finding("D1", column.rows(texts == ""), "date_blank"),
            Finding("D1", column.rows(dates.isna() & (texts != "")), "date_unreadable", EVENT),
            Finding("D1", column.rows(dates < FIRST_REPAIR_CAFE), "date_impossible", EVENT),
            Finding("D2", by_month, "date_to_the_month"),
            Finding("D3", _bulk_days(provider, group, column, good), "bulk_day"),
            Finding("D4", column.rows(good > end), "date_after_release"),
            Finding("D5", provider.rows([name in ENTRY_DATES for name in provider.stripped])),
        ],
    )


EVENT = ("event_date",)


def _only_first_days(provider: Column, column: Column, good: pd.Series) -> np.ndarray:
    """Records of a provider in a run of months in which nothing but the 1st occurs."""
    pairs = together([provider.codes, column.codes])
    kinds, which = np.unique(pairs, return_inverse=True)
    days = good.take(kinds % len(column.labels)) if len(kinds) else good
    table = pd.DataFrame(
        {
            "provider": kinds // max(len(column.labels), 1),
            "month": (days.dt.year * 12 + days.dt.month).to_numpy(),
            "first": days.dt.day.eq(1).to_numpy(),
            "known": days.notna().to_numpy(),
        }
    )
    known = table[table["known"]]
    months = known.groupby(["provider", "month"], as_index=False)["first"].all()
    same = months["provider"].eq(months["provider"].shift())
    run = (~(same & months["first"].eq(months["first"].shift()))).cumsum()
    months["only"] = months["first"] & (run.groupby(run).transform("size") >= MONTHS_RUNNING)
    joined = table.merge(months, on=["provider", "month"], how="left", validate="m:1")
    return joined["only"].eq(True).to_numpy(dtype=bool)[which]


def _bulk_days(provider: Column, group: Column, column: Column, good: pd.Series) -> np.ndarray:
    """Records of a group's busiest day, where that day is far busier than its next."""
    known = column.rows(good.notna()) & group.rows([name != "" for name in group.stripped])
    result = np.zeros(len(known), dtype=bool)
    groups = together([provider.codes[known], group.codes[known]])
    width = len(column.labels) or 1
    kinds, which, size = np.unique(
        groups * width + column.codes[known], return_inverse=True, return_counts=True
    )
    order = np.lexsort((-size, kinds // width))
    owner, sizes = (kinds // width)[order], size[order]
    first = np.r_[True, owner[1:] != owner[:-1]] if len(owner) else np.zeros(0, dtype=bool)
    follows = np.r_[sizes[1:], 0]
    alone = np.r_[owner[1:] != owner[:-1], True] if len(owner) else first
    bulk = np.zeros(len(kinds), dtype=bool)
    bulk[order] = first & ~alone & (sizes >= BUSY_DAY) & (sizes > TIMES_BUSIER * follows)
    result[known] = bulk[which]
    return result
